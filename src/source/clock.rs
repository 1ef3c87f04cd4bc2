//! Times of day in logs: how they are written, and the day that goes on when they jump back.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::date::{iso, mail};
use crate::message::Stamp;

/// The log names times of day; the day goes on when they jump back.
pub struct Clock {
    pub last: NaiveDateTime,
}

impl Clock {
    pub fn at(&mut self, date: Option<NaiveDate>, time: NaiveTime) -> NaiveDateTime {
        let day = date.unwrap_or_else(|| self.last.date());
        let mut at = day.and_time(time);
        // A small step back is a correction of the clock, a large one is midnight.
        if date.is_none() && TimeDelta::hours(12) < self.last - at {
            at = at.checked_add_signed(TimeDelta::days(1)).unwrap_or(at);
        }
        self.last = at;
        at
    }
}

/// `22:36:11`, `10:36:11 PM`, `2008-01-15 07:14:45`.
pub fn moment(clock: &str) -> Option<(Option<NaiveDate>, NaiveTime)> {
    let clock = clock.trim();
    if let Some(time) = time_of_day(clock) {
        return Some((None, time));
    }
    if !clock.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    date_and_time(clock).map(|at| (Some(at.date()), at.time()))
}

/// `22:36:11`, `22:36`, `10:36 PM`.
pub fn time_of_day(clock: &str) -> Option<NaiveTime> {
    let patterns = ["%H:%M:%S", "%I:%M:%S %p", "%H:%M", "%I:%M %p"];
    let found = patterns.iter().find_map(|pattern| NaiveTime::parse_from_str(clock, pattern).ok());
    // `22:36:11 PM` occurs.
    let bare = clock.trim_end_matches("PM").trim_end_matches("AM").trim_end();
    found.or_else(|| NaiveTime::parse_from_str(bare, "%H:%M:%S").ok())
}

/// A date and time in one of the forms of logs.
pub fn date_and_time(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if let Some(Stamp::Local(at)) = iso::parse(text) {
        return Some(at);
    }
    let patterns = ["%m/%d/%Y %I:%M:%S %p", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S"];
    let by_pattern = patterns.iter().find_map(|pattern| NaiveDateTime::parse_from_str(text, pattern).ok());
    by_pattern.or_else(|| match mail::parse(text).stamp()? {
        Stamp::Local(at) => Some(at),
        Stamp::Instant(at) => chrono::DateTime::from_timestamp(at, 0).map(|at| at.naive_utc()),
        Stamp::Unknown => None,
    })
}
