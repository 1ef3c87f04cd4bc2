//! Which cells of a workbook hold times, and what their numbers mean.

use std::collections::BTreeMap;
use std::io;

use chrono::{Days, NaiveDate, NaiveTime};

use super::{document, each_tag};
use crate::input::book::Book;

const MEMBER: &str = "xl/styles.xml";
/// More styles than a workbook may have (Excel specifications and limits: 65,490).
const MAX_STYLES: usize = 1 << 17;
/// The last day that a spreadsheet knows: 9999-12-31.
const MAX_SERIAL: f64 = 2_958_466.0;

/// What a cell's format shows of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shows {
    Number,
    Day,
    /// A time of day, with its day or without.
    Clock,
}

/// The styles of a workbook, as far as they tell times from numbers.
pub struct Dates {
    styles: Vec<Shows>,
    from_1904: bool,
}

impl Dates {
    pub fn of(book: &Book, from_1904: bool) -> io::Result<Self> {
        let mut dates = Self { styles: Vec::new(), from_1904 };
        if book.stored(MEMBER).is_none() {
            return Ok(dates);
        }
        let mut codes: BTreeMap<u32, Shows> = BTreeMap::new();
        let mut is_of_cells = false;
        each_tag(&mut document(book, MEMBER, None)?, |tag, local| {
            let id = || tag.get("numFmtId")?.parse::<u32>().ok();
            match local {
                "numFmt" if codes.len() < MAX_STYLES => {
                    if let (Some(id), Some(code)) = (id(), tag.get("formatCode")) {
                        codes.insert(id, shown_by(&code));
                    }
                }
                // Other lists of formats hold elements of the same name.
                "cellXfs" => is_of_cells = true,
                "cellStyles" | "dxfs" => is_of_cells = false,
                "xf" if is_of_cells && dates.styles.len() < MAX_STYLES => {
                    let id = id().unwrap_or_default();
                    dates.styles.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            }
        })?;
        Ok(dates)
    }

    /// The time that the number of a cell of this style is: `2026-02-01 08:00:00`, only the day where only
    /// days are shown. None of another number.
    pub fn time(&self, style: usize, number: &str) -> Option<String> {
        let shows = self.styles.get(style).copied().filter(|shows| *shows != Shows::Number)?;
        let serial: f64 = number.parse().ok()?;
        if !(0.0..MAX_SERIAL).contains(&serial) {
            return None;
        }
        let seconds = (serial * 86_400.0).round() as u64;
        let (days, of_day) = (seconds / 86_400, (seconds % 86_400) as u32);
        let time = NaiveTime::from_num_seconds_from_midnight_opt(of_day, 0)?;
        if days == 0 && shows == Shows::Clock {
            return Some(time.format("%H:%M:%S").to_string());
        }
        let first = match (self.from_1904, days) {
            (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
            // The 29th of February 1900 is number 60, and there was none.
            (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
            (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        };
        let day = first.checked_add_days(Days::new(days))?;
        Some(match (shows, of_day) {
            (Shows::Day, 0) => day.format("%Y-%m-%d").to_string(),
            _ => day.and_time(time).format("%Y-%m-%d %H:%M:%S").to_string(),
        })
    }
}

/// Formats that are known by number alone (ECMA-376 Part 1 §18.8.30).
const fn built_in(id: u32) -> Shows {
    match id {
        14..=17 | 27..=31 | 36 | 50..=58 => Shows::Day,
        18..=22 | 32..=35 | 45 | 47 => Shows::Clock,
        _ => Shows::Number,
    }
}

/// What a format's code shows: letters of days and of hours, outside quotes and brackets. A span of hours
/// (`[h]:mm`) is no time.
fn shown_by(code: &str) -> Shows {
    let (mut has_day, mut has_clock, mut has_month) = (false, false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            // What is written as it stands, and what takes the room of a letter or fills it.
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if inside.starts_with(['h', 'H', 'm', 'M', 's', 'S']) {
                    return Shows::Number;
                }
            }
            ';' => break,
            'G' | 'g' if chars.as_str().starts_with("eneral") => return Shows::Number,
            'y' | 'Y' | 'd' | 'D' => has_day = true,
            'h' | 'H' | 's' | 'S' => has_clock = true,
            'm' | 'M' => has_month = true,
            _ => {}
        }
    }
    match (has_clock, has_day || has_month) {
        (true, _) => Shows::Clock,
        (false, true) => Shows::Day,
        (false, false) => Shows::Number,
    }
}

#[cfg(test)]
mod tests;
