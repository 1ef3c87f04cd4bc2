//! Public holidays by country code: days off, and weekend days worked instead of a day off.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Weekday};

/// The holidays of one code in the years that its source knows.
#[derive(Debug, Default)]
pub struct Table {
    /// Sorted.
    off: Vec<NaiveDate>,
    /// Working weekend days with the weekday whose hours they have, sorted.
    worked: Vec<(NaiveDate, Weekday)>,
    /// Sorted.
    years: Vec<i32>,
}

impl Table {
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.off.binary_search(&day).is_ok()
    }

    /// The weekday whose hours a working weekend day has; `None` for every other day.
    pub fn worked_as(&self, day: NaiveDate) -> Option<Weekday> {
        let found = self.worked.binary_search_by_key(&day, |&(day, _)| day).ok()?;
        self.worked.get(found).map(|&(_, weekday)| weekday)
    }

    pub fn covers(&self, year: i32) -> bool {
        self.years.binary_search(&year).is_ok()
    }
}

/// The table of a code; `None` when there is none. Codes are upper case.
pub fn table(code: &str) -> Option<&'static Table> {
    let entry = entries().get(code)?;
    Some(entry.table.get_or_init(|| parse(&entry.rows)))
}

/// All codes, sorted.
pub fn codes() -> Vec<&'static str> {
    entries().keys().copied().collect()
}

/// A table is parsed when somebody first asks for it; most runs need one or two.
struct Entry {
    rows: Vec<&'static str>,
    table: OnceLock<Table>,
}

const TEXT: &str = include_str!("holidays.tsv");

fn entries() -> &'static BTreeMap<&'static str, Entry> {
    static ENTRIES: OnceLock<BTreeMap<&'static str, Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut entries = BTreeMap::new();
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            let Some((code, row)) = line.split_once('\t') else { continue };
            let entry =
                entries.entry(code).or_insert_with(|| Entry { rows: Vec::new(), table: OnceLock::new() });
            entry.rows.push(row);
        }
        entries
    })
}

fn parse(rows: &[&str]) -> Table {
    let mut table = Table::default();
    for row in rows {
        // The table is our own; a test reads every row of it, so that no row is skipped here.
        if let Some(row) = Row::parse(row) {
            table.years.push(row.year);
            table.off.extend(row.off);
            table.worked.extend(row.worked.into_iter().map(|(day, instead)| (day, instead.weekday())));
        }
    }
    table.years.sort_unstable();
    table.off.sort_unstable();
    table.worked.sort_unstable_by_key(|&(day, _)| day);
    table
}

#[derive(Debug, PartialEq)]
struct Row {
    year: i32,
    off: Vec<NaiveDate>,
    /// Working weekend days, each with the day off that it stands for.
    worked: Vec<(NaiveDate, NaiveDate)>,
}

impl Row {
    /// Reads `2025⇥0101 1103⇥1101=20251103`, the part of a line behind the code.
    fn parse(row: &str) -> Option<Self> {
        let mut cells = row.split('\t');
        let year: i32 = cells.next()?.parse().ok()?;
        let day = |text: &str| date(year, text);
        let swap = |text: &str| {
            let (worked, instead) = text.split_once('=')?;
            let (year, instead) = instead.split_at_checked(4)?;
            Some((day(worked)?, date(year.parse().ok()?, instead)?))
        };
        let off = words(cells.next()).map(day).collect::<Option<_>>()?;
        let worked = words(cells.next()).map(swap).collect::<Option<_>>()?;
        cells.next().is_none().then_some(Self { year, off, worked })
    }
}

fn words(cell: Option<&str>) -> impl Iterator<Item = &str> {
    cell.unwrap_or_default().split(' ').filter(|word| !word.is_empty())
}

/// A day written as MMDD.
fn date(year: i32, text: &str) -> Option<NaiveDate> {
    let (month, day) = text.split_at_checked(2)?;
    (day.len() == 2).then_some(())?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests;
