//! When a promise falls due: its words, resolved by the clock and the working hours of whom it was made to.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::date::zone::Zone;
use crate::hours::Calendar;
use crate::message::{Day, Promise};

/// A date without its year further ahead than this was one of the past; with its year, twice as far is a slip.
const MAX_AHEAD: i64 = 183;
/// Nobody closes for longer than so many days in a row.
const MAX_CLOSED: u64 = 31;

/// The instant by which a promise made at `at` is to be kept; `None` where it names a time that is past, which
/// promises nothing. Working hours tell when a day ends.
pub fn due(promise: Promise, at: i64, zone: &Zone, hours: Option<&Calendar>) -> Option<i64> {
    let local = zone.local(at);
    match promise {
        Promise::Within(seconds) => Some(at.saturating_add(seconds)),
        Promise::Day(day) => Some(end_of(date(day, local.date())?, zone, hours)),
        Promise::Clock(Some(day), minute) => {
            let due = instant(date(day, local.date())?, minute, zone)?;
            (at < due).then_some(due)
        }
        Promise::Clock(None, minute) => {
            let today = instant(local.date(), minute, zone).filter(|&due| at < due);
            today.or_else(|| instant(next_open(local, zone, hours)?, minute, zone))
        }
    }
}

fn date(day: Day, today: NaiveDate) -> Option<NaiveDate> {
    match day {
        Day::After(days) => today.checked_add_days(Days::new(days.into())),
        Day::Weekday(weekday) => {
            let ahead = (u64::from(weekday) + 7 - u64::from(today.weekday().num_days_from_monday())) % 7;
            today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead }))
        }
        Day::Date { year: Some(year), month, day } => {
            let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
            (0..=2 * MAX_AHEAD).contains(&(date - today).num_days()).then_some(date)
        }
        Day::Date { year: None, month, day } => {
            let of = |year: i32| NaiveDate::from_ymd_opt(year, month.into(), day.into());
            let coming =
                [of(today.year()), of(today.year() + 1)].into_iter().flatten().find(|date| today <= *date)?;
            ((coming - today).num_days() <= MAX_AHEAD).then_some(coming)
        }
    }
}

/// The end of a day's last working interval, or the midnight after it.
fn end_of(day: NaiveDate, zone: &Zone, hours: Option<&Calendar>) -> i64 {
    match hours {
        Some(calendar) => calendar.end_of_day(day),
        None => zone.instant(day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN)),
    }
}

/// So many minutes after midnight as the clock on the wall shows them; 24:00 is the next midnight.
fn instant(day: NaiveDate, minute: u16, zone: &Zone) -> Option<i64> {
    let (day, minute) = if minute < 24 * 60 { (day, minute) } else { (day.succ_opt()?, 0) };
    let time = NaiveTime::from_hms_opt(u32::from(minute / 60), u32::from(minute % 60), 0)?;
    Some(zone.instant(day.and_time(time)))
}

/// The next day on which somebody works; without working hours the next day.
fn next_open(local: NaiveDateTime, zone: &Zone, hours: Option<&Calendar>) -> Option<NaiveDate> {
    let ahead = |days: u64| local.date().checked_add_days(Days::new(days));
    let works = |day: &NaiveDate| {
        hours.is_none_or(|calendar| {
            let midnight = zone.instant(day.and_time(NaiveTime::MIN));
            calendar.between(midnight, end_of(*day, zone, None)) > 0
        })
    };
    (1..=MAX_CLOSED).filter_map(ahead).find(works).or_else(|| ahead(1))
}

#[cfg(test)]
mod tests;
