//! Working hours: how much working time lies between two instants, and when a deadline falls due.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::{Days, NaiveDate};

use self::days::Rules;
use self::stretches::Stretches;
use self::weeks::Weeks;
use crate::date::zone::Zone;

mod days;
mod holidays;
mod stretches;
mod weeks;

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
///
/// Exact from November 1899 to March 2242. Beyond, the weekday hours in force at that end go on at the
/// offset of that end: damaged dates thousands of years away cost no more than others.
#[derive(Debug)]
pub struct Calendar {
    rules: Rules,
    /// Blocks of equal length from `TABLE_START`, each worked out when first asked for. What a block holds
    /// does not depend on the question.
    blocks: Box<[OnceLock<Stretches>]>,
    early: Weeks,
    late: Weeks,
}

impl Calendar {
    /// `versions` in any order; the latest `from` not after a day holds on that day.
    pub fn new(zone: Zone, versions: Vec<Version>) -> Self {
        let rules = Rules::new(zone, versions);
        let early = Weeks::around(&rules, TABLE_START);
        let late = Weeks::around(&rules, TABLE_END);
        Self { rules, blocks: (0..N_BLOCKS).map(|_| OnceLock::new()).collect(), early, late }
    }

    /// Seconds of working time from `start` to `end`; 0 when `end <= start`.
    pub fn between(&self, start: i64, end: i64) -> i64 {
        let (start, end) = (start.clamp(-FAR, FAR), end.clamp(-FAR, FAR));
        if end <= start {
            return 0;
        }
        let mut seconds = 0;
        if start < TABLE_START {
            seconds += self.early.between(start, end.min(TABLE_START));
        }
        for (block, start, end) in self.blocks(start, end) {
            // Only the ends of a long span need a search.
            let before_end =
                if end < block.end { block.stretches.before(end) } else { block.stretches.total() };
            let before_start = if block.start < start { block.stretches.before(start) } else { 0 };
            seconds += before_end - before_start;
        }
        if TABLE_END < end {
            seconds += self.late.between(start.max(TABLE_END), end);
        }
        seconds
    }

    /// The working stretches between two instants, as (start, end), oldest first. Stretches that touch are
    /// one; of more than 100,000 only the oldest are given.
    pub fn pieces(&self, start: i64, end: i64) -> Vec<(i64, i64)> {
        let (start, end) = (start.clamp(-FAR, FAR), end.clamp(-FAR, FAR));
        let early = self.early.within(start, end.min(TABLE_START));
        let table = self.blocks(start, end);
        let table = table.flat_map(|(block, start, end)| block.stretches.within(start, end));
        let late = self.late.within(start.max(TABLE_END), end);

        let mut pieces: Vec<(i64, i64)> = Vec::new();
        for (start, end) in early.chain(table).chain(late) {
            let is_full = pieces.len() == MAX_PIECES;
            match pieces.last_mut() {
                Some(last) if last.1 == start => last.1 = end,
                _ if is_full => break,
                _ => pieces.push((start, end)),
            }
        }
        pieces
    }

    /// The earliest instant by which `seconds` of working time have passed since `start`; `None` when
    /// ten years do not hold that much. Adding 0 or less stays at `start`.
    pub fn add(&self, start: i64, seconds: i64) -> Option<i64> {
        if seconds <= 0 {
            return Some(start);
        }
        let limit = start.checked_add(TEN_YEARS)?;
        if TEN_YEARS < seconds || start < -FAR || FAR < limit {
            return None;
        }
        let due = self.due(start, limit, seconds)?;
        (due <= limit).then_some(due)
    }

    /// The end of the last working interval of a local day, or the midnight after it when it has none.
    pub fn end_of_day(&self, day: NaiveDate) -> i64 {
        self.rules.end_of_day(day)
    }

    /// Years from `first` to `last`, instants in any order within the years 1 to 9999, for which a holiday
    /// table in use has no data, as (code, year), sorted. An unknown code has data for no year.
    pub fn uncovered(&self, first: i64, last: i64) -> Vec<(String, i32)> {
        let day = |instant: i64| self.rules.zone().local(instant.clamp(YEAR_1, YEAR_9999)).date();
        self.rules.uncovered(day(first.min(last)), day(first.max(last))).into_iter().collect()
    }

    fn due(&self, start: i64, limit: i64, seconds: i64) -> Option<i64> {
        let mut left = seconds;
        if start < TABLE_START {
            let early = self.early.between(start, limit.min(TABLE_START));
            if left <= early {
                return self.early.reach(start, left);
            }
            left -= early;
        }
        for (block, start, end) in self.blocks(start, limit) {
            let before = block.stretches.before(start);
            let until = block.stretches.before(end);
            if left <= until - before {
                return block.stretches.reach(before + left);
            }
            left -= until - before;
        }
        if TABLE_END < limit { self.late.reach(start.max(TABLE_END), left) } else { None }
    }

    /// The blocks between two instants, each with the part of the span that lies in it.
    fn blocks(&self, start: i64, end: i64) -> impl Iterator<Item = (Block<'_>, i64, i64)> {
        let (start, end) = (start.max(TABLE_START), end.min(TABLE_END));
        // An empty span has no blocks; the last block is the one in which the last second lies.
        let numbers = if start < end { (start >> BLOCK_BITS)..((end - 1) >> BLOCK_BITS) + 1 } else { 0..0 };
        numbers.filter_map(move |number| {
            let block = self.block(number)?;
            let (start, end) = (start.max(block.start), end.min(block.end));
            Some((block, start, end))
        })
    }

    fn block(&self, number: i64) -> Option<Block<'_>> {
        let cell = self.blocks.get(usize::try_from(number - FIRST_BLOCK).ok()?)?;
        let (start, end) = (number << BLOCK_BITS, (number + 1) << BLOCK_BITS);
        Some(Block { start, end, stretches: cell.get_or_init(|| self.stretches(start, end)) })
    }

    fn stretches(&self, start: i64, end: i64) -> Stretches {
        // An interval ends at most two days after its day begins, and a zone may skip a day.
        let first = self.rules.zone().local(start).date().checked_sub_days(Days::new(3));
        let last = self.rules.zone().local(end).date().checked_add_days(Days::new(1));
        let Some((first, last)) = first.zip(last) else { return Stretches::default() };
        let days = first.iter_days().take_while(|&day| day <= last);
        let spans = days.flat_map(|day| self.rules.instants(day)).collect();
        Stretches::new(spans, start, end)
    }
}

/// Does a holiday table of that code exist?
pub fn knows_holidays(code: &str) -> bool {
    holidays::table(code).is_some()
}

/// The codes of all holiday tables, sorted.
pub fn holiday_codes() -> Vec<&'static str> {
    holidays::codes()
}

/// The stretches between two instants of the table.
struct Block<'a> {
    start: i64,
    end: i64,
    stretches: &'a Stretches,
}

/// A block is 2^25 seconds, 388 days and some hours, so that a shift finds it.
const BLOCK_BITS: u32 = 25;
const FIRST_BLOCK: i64 = -66;
const LAST_BLOCK: i64 = 255;
const N_BLOCKS: i64 = LAST_BLOCK + 1 - FIRST_BLOCK;
/// October 1899.
const TABLE_START: i64 = FIRST_BLOCK << BLOCK_BITS;
/// March 2242.
const TABLE_END: i64 = (LAST_BLOCK + 1) << BLOCK_BITS;

/// Instants farther than 17,000 years from 1970 count as that far, which keeps sums within `i64`.
const FAR: i64 = 1 << 39;
/// Ten years with three leap days.
const TEN_YEARS: i64 = 3653 * 24 * 3600;
const MAX_PIECES: usize = 100_000;
/// 0001-01-02 and 9999-12-30, a day within so that no offset leaves the range.
const YEAR_1: i64 = -62_135_510_400;
const YEAR_9999: i64 = 253_402_128_000;

#[cfg(test)]
mod tests;
