//! Which intervals a local day has: versions, opened and closed days, holidays, weekdays.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};

use super::holidays::{self, Table};
use super::{Interval, Version};
use crate::date::zone::Zone;

/// The rules of every local day.
#[derive(Debug)]
pub struct Rules {
    zone: Zone,
    /// Sorted by `from`.
    versions: Vec<(Version, Vec<&'static Table>)>,
}

impl Rules {
    pub fn new(zone: Zone, mut versions: Vec<Version>) -> Self {
        versions.sort_by_key(|version| version.from);
        let with_tables = |version: Version| {
            let tables = version.holidays.iter().filter_map(|code| holidays::table(code)).collect();
            (version, tables)
        };
        Self { zone, versions: versions.into_iter().map(with_tables).collect() }
    }

    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The table in force on a day; the later given of two with the same `from`.
    pub fn in_force(&self, day: NaiveDate) -> Option<&Version> {
        self.in_force_with_tables(day).map(|(version, _)| version)
    }

    #[cfg(test)]
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        self.versions.iter().map(|(version, _)| version)
    }

    /// The intervals that begin on a local day, as instants; empty ones are left out, the rest is in the
    /// order of the settings.
    pub fn instants(&self, day: NaiveDate) -> impl Iterator<Item = (i64, i64)> {
        let at = move |minutes: u16| -> Option<i64> {
            let local = day.and_hms_opt(0, 0, 0)?.checked_add_signed(TimeDelta::minutes(minutes.into()))?;
            Some(self.zone.instant(local))
        };
        self.intervals(day).iter().filter_map(move |interval| {
            let (start, end) = minutes(*interval);
            let (start, end) = (at(start)?, at(end)?);
            (start < end).then_some((start, end))
        })
    }

    /// The end of the last working interval of a day, or the midnight after it.
    pub fn end_of_day(&self, day: NaiveDate) -> i64 {
        let midnight = || {
            let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
            self.zone.instant(next.and_time(chrono::NaiveTime::MIN))
        };
        self.instants(day).map(|(_, end)| end).max().unwrap_or_else(midnight)
    }

    /// Years between two local days for which a table in use has no data, as (code, year), sorted.
    pub fn uncovered(&self, first: NaiveDate, last: NaiveDate) -> BTreeSet<(String, i32)> {
        let mut uncovered = BTreeSet::new();
        for (idx, (version, _)) in self.versions.iter().enumerate() {
            let until = self.versions.get(idx + 1).and_then(|(next, _)| next.from?.pred_opt());
            let first = version.from.map_or(first, |from| from.max(first));
            let last = until.map_or(last, |until| until.min(last));
            if last < first {
                continue;
            }
            for code in &version.holidays {
                let table = holidays::table(code);
                let covered = |year: i32| table.is_some_and(|table| table.covers(year));
                let years = (first.year()..=last.year()).filter(|&year| !covered(year));
                uncovered.extend(years.map(|year| (code.clone(), year)));
            }
        }
        uncovered
    }

    fn intervals(&self, day: NaiveDate) -> &[Interval] {
        let Some((version, tables)) = self.in_force_with_tables(day) else { return &[] };
        if let Some(open) = version.open.get(&day) {
            return open;
        }
        if version.closed.contains(&day) || tables.iter().any(|table| table.is_off(day)) {
            return &[];
        }
        let own = on(version, day.weekday());
        let instead = tables.iter().find_map(|table| table.worked_as(day)).map(|day| on(version, day));
        // Where the day off has no hours anyway, nobody works another day for it.
        instead.filter(|instead| !instead.is_empty()).unwrap_or(own)
    }

    fn in_force_with_tables(&self, day: NaiveDate) -> Option<&(Version, Vec<&'static Table>)> {
        let n_begun =
            self.versions.partition_point(|(version, _)| version.from.is_none_or(|from| from <= day));
        self.versions.get(n_begun.checked_sub(1)?)
    }
}

/// The hours of a weekday.
pub fn on(version: &Version, weekday: Weekday) -> &[Interval] {
    let intervals = version.week.get(weekday.num_days_from_monday() as usize);
    intervals.map_or(&[], Vec::as_slice)
}

/// The ends of an interval in minutes from its day's midnight, start first.
pub fn minutes(interval: Interval) -> (u16, u16) {
    let (start, end) = (interval.start.min(DAY), interval.end.min(DAY));
    (start, if end <= start { end + DAY } else { end })
}

const DAY: u16 = 24 * 60;
