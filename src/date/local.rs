//! Local times from numbers that a source has already told apart.

use chrono::NaiveDate;

use crate::message::Stamp;

/// A date and a time of day without a zone; `None` when there is no such day or time.
pub fn local(date: (i32, u32, u32), time: (u32, u32, u32)) -> Option<Stamp> {
    let (year, month, day) = date;
    let (hour, minute, second) = time;
    let moment = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, second)?;
    Some(Stamp::Local(moment))
}
