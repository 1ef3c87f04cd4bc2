//! Times in the manner of RFC 3339.

use chrono::NaiveDate;

use crate::message::Stamp;

/// An instant when the text names an offset or `Z`, else a local time; fractions of a second are cut.
/// `None` when it is no time.
pub fn parse(text: &str) -> Option<Stamp> {
    let text = text.trim();
    let date = NaiveDate::from_ymd_opt(
        digits(text, 0, 4)?.cast_signed(),
        after(text, 4, "-", 2)?,
        after(text, 7, "-", 2)?,
    )?;
    if !matches!(text.get(10..11)?, "T" | "t" | " ") {
        return None;
    }
    let (hour, minute) = (digits(text, 11, 2)?, after(text, 13, ":", 2)?);
    let mut rest = text.get(16..)?;
    let mut second = 0;
    if rest.starts_with(':') {
        second = digits(rest, 1, 2)?.min(59);
        rest = rest.get(3..)?;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            let end = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
            rest = fraction.get(end..).filter(|_| 0 < end)?;
        }
    }
    let local = date.and_hms_opt(hour, minute, second)?;
    let rest = rest.trim_start();
    if rest.is_empty() {
        return Some(Stamp::Local(local));
    }
    let offset = match rest {
        "Z" | "z" => 0,
        _ => {
            let sign = match rest.get(..1)? {
                "+" => 1,
                "-" => -1,
                _ => return None,
            };
            let minutes = match rest.len() {
                6 => after(rest, 3, ":", 2)?,
                5 => digits(rest, 3, 2)?,
                3 => 0,
                _ => return None,
            };
            let hours = digits(rest, 1, 2)?;
            if 18 < hours || 59 < minutes {
                return None;
            }
            sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60)
        }
    };
    Some(Stamp::Instant(local.and_utc().timestamp() - offset))
}

fn after(text: &str, at: usize, mark: &str, width: usize) -> Option<u32> {
    text.get(at..)?.strip_prefix(mark)?;
    digits(text, at + 1, width)
}

fn digits(text: &str, at: usize, width: usize) -> Option<u32> {
    let part = text.get(at..at + width)?;
    if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse().ok() } else { None }
}
