//! Working hours: how much working time lies between two instants, and when a deadline falls due.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::date::zone::Zone;

/// One stretch of a day in minutes from midnight; `end <= start` runs into the next day; 1440 is the next midnight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Interval {
    pub start: u16,
    pub end: u16,
}

/// Working hours that hold from one day on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// First day; none means always.
    pub from: Option<NaiveDate>,
    /// Intervals by weekday, Monday first; `None` and empty mean closed.
    pub week: [Vec<Interval>; 7],
    /// Country codes whose public holidays are closed.
    pub holidays: Vec<String>,
    pub closed: BTreeSet<NaiveDate>,
    pub open: BTreeMap<NaiveDate, Vec<Interval>>,
}

/// Working hours in a time zone, ready to be asked.
#[derive(Debug)]
pub struct Calendar {
    zone: Zone,
    versions: Vec<Version>,
}

impl Calendar {
    /// `versions` in any order; the latest `from` not after a day holds on that day.
    pub fn new(zone: Zone, versions: Vec<Version>) -> Self {
        Self { zone, versions }
    }

    /// Seconds of working time from `start` to `end`; 0 when `end <= start`.
    pub fn between(&self, _start: i64, _end: i64) -> i64 {
        let _ = (&self.zone, &self.versions);
        0
    }

    /// The working stretches between two instants, as (start, end), oldest first.
    pub fn pieces(&self, _start: i64, _end: i64) -> Vec<(i64, i64)> {
        Vec::new()
    }

    /// The earliest instant by which `seconds` of working time have passed since `start`; `None` when
    /// ten years do not hold that much.
    pub fn add(&self, start: i64, _seconds: i64) -> Option<i64> {
        Some(start)
    }

    /// The end of the last working interval of a local day, or the midnight after it when it has none.
    pub fn end_of_day(&self, _day: NaiveDate) -> i64 {
        0
    }

    /// Years from `first` to `last` for which a holiday table in use has no data, as (code, year).
    pub fn uncovered(&self, _first: i64, _last: i64) -> Vec<(String, i32)> {
        Vec::new()
    }
}

/// Does a holiday table of that code exist?
pub fn knows_holidays(_code: &str) -> bool {
    true
}

/// The codes of all holiday tables, sorted.
pub fn holiday_codes() -> Vec<&'static str> {
    Vec::new()
}
