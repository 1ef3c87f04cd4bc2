//! Times in a form that a column mapping names: epoch numbers, spreadsheet days and strftime patterns.

pub mod months;
mod numeric;

use std::borrow::Cow;

use chrono::format::{Fixed, Item, Numeric, Parsed, StrftimeItems, parse, parse_and_remainder};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use crate::date::mail::zone_offset;
use crate::date::{iso, zone};
use crate::message::Stamp;

/// One way to write a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// `rfc3339`: ISO 8601 in all its variants.
    Iso,
    /// `unix`: seconds, milliseconds or microseconds since 1970, told apart by magnitude.
    Unix,
    UnixMs,
    UnixUs,
    /// `excel`: days since 1899-12-30, local time.
    Excel,
    /// `numeric`: `3/4/2026 15:42`, `25.06.2025`, in the order that the context knows.
    Numeric,
    /// A strftime pattern.
    Pattern(String),
}

/// Which of the first two numbers is the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    DayMonth,
    MonthDay,
}

/// What else is known about the times of a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Language of month names, such as `pl`.
    pub locale: Option<&'a str>,
    /// For [`Format::Numeric`].
    pub order: Option<Order>,
}

impl Format {
    /// The format of a name or pattern; an error says what is wrong with it.
    pub fn named(name: &str) -> Result<Self, String> {
        Ok(match name {
            "rfc3339" | "iso" | "iso8601" => Self::Iso,
            "unix" => Self::Unix,
            "unix-ms" => Self::UnixMs,
            "unix-us" => Self::UnixUs,
            "excel" => Self::Excel,
            "numeric" => Self::Numeric,
            pattern if !pattern.contains('%') => {
                return Err(format!(
                    "unknown time format `{pattern}`, expected rfc3339, unix, unix-ms, unix-us, excel, numeric or a pattern such as %d.%m.%Y %H:%M"
                ));
            }
            pattern if StrftimeItems::new(pattern).any(|item| item == Item::Error) => {
                return Err(format!("time pattern `{pattern}` holds an unknown % letter"));
            }
            pattern => Self::Pattern(pattern.to_owned()),
        })
    }

    /// Is it a number since 1970?
    pub const fn is_epoch(&self) -> bool {
        matches!(self, Self::Unix | Self::UnixMs | Self::UnixUs)
    }

    /// The time that `text` gives in this format; `None` when it is not written so.
    pub fn read(&self, text: &str, context: Context<'_>) -> Option<Stamp> {
        let text = text.trim();
        let stamp = match self {
            // A date without a time is taken as its first second.
            Self::Iso => match iso::parse(text) {
                Some(stamp) => stamp,
                None => Stamp::Local(iso::date_only(text)?.and_hms_opt(0, 0, 0)?),
            },
            Self::Unix => Stamp::Instant(unix(text)?),
            Self::UnixMs => Stamp::Instant(whole(text)?.div_euclid(1_000)),
            Self::UnixUs => Stamp::Instant(whole(text)?.div_euclid(1_000_000)),
            Self::Excel => Stamp::Local(excel(text)?),
            Self::Numeric => Stamp::Local(numeric::Parts::of(text)?.local(context.order)?),
            Self::Pattern(pattern) => {
                let text = match context.locale {
                    Some(locale) => months::to_english(text, locale),
                    None => Cow::Borrowed(text),
                };
                by_pattern(&text, pattern)?
            }
        };
        plausible(stamp).then_some(stamp)
    }

    /// Whether `text`, which it reads, is a day without a time of day.
    pub fn is_day(&self, text: &str) -> bool {
        let text = text.trim();
        match self {
            Self::Iso => text.len() <= "2026-11-02".len() && iso::date_only(text).is_some(),
            Self::Unix | Self::UnixMs | Self::UnixUs => false,
            // Midnight itself is written no other way.
            Self::Excel => excel(text).is_some_and(|local| local.time() == NaiveTime::MIN),
            Self::Numeric => numeric::Parts::of(text).is_some_and(|parts| parts.time.is_none()),
            Self::Pattern(pattern) => !StrftimeItems::new(pattern).any(|item| tells_hour(&item)),
        }
    }
}

fn tells_hour(item: &Item<'_>) -> bool {
    matches!(
        item,
        Item::Numeric(Numeric::Hour | Numeric::Hour12 | Numeric::Timestamp, _)
            | Item::Fixed(Fixed::RFC2822 | Fixed::RFC3339)
    )
}

/// Seconds since 1970 of a number in seconds, milliseconds or microseconds, told apart by magnitude.
pub fn unix(text: &str) -> Option<i64> {
    let number = whole(text)?;
    match number.unsigned_abs() {
        magnitude if magnitude < 100_000_000_000 => Some(number),
        magnitude if magnitude < 100_000_000_000_000 => Some(number.div_euclid(1_000)),
        magnitude if magnitude < 100_000_000_000_000_000 => Some(number.div_euclid(1_000_000)),
        _ => None,
    }
}

/// The order that a numeric date proves: a part above 12, or dots, which only day-first writers use.
/// `None` for a date that proves nothing or a text that is no numeric date.
pub fn proven_order(text: &str) -> Option<Order> {
    numeric::Parts::of(text.trim())?.order()
}

/// The whole part of a number, as spreadsheets and data frames write epoch times (`1769932800.0`).
fn whole(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    whole.parse().ok()
}

fn excel(text: &str) -> Option<NaiveDateTime> {
    let days: f64 = text.replace(',', ".").parse().ok()?;
    // The last day of the year 9999 is 2,958,465.
    if !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as i64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(chrono::TimeDelta::try_seconds(seconds)?)
}

fn by_pattern(text: &str, pattern: &str) -> Option<Stamp> {
    let has = |letter: &str| pattern.contains(letter);
    if has("%z") || has("%:z") || has("%#z") || has("%::z") || has("%+") {
        return Some(Stamp::Instant(DateTime::parse_from_str(text, pattern).ok()?.timestamp()));
    }
    if has("%Z") {
        return by_zone_name(text, pattern);
    }
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, StrftimeItems::new(pattern)).ok()?;
    let local = local(&mut parsed)?;
    let is_utc = has("%s") || ["UTC", "GMT", "Z"].iter().any(|end| ends_with_literal(pattern, end));
    Some(if is_utc { Stamp::Instant(local.and_utc().timestamp()) } else { Stamp::Local(local) })
}

/// The time of a pattern with `%Z`, which chrono would skip whatever it says.
fn by_zone_name(text: &str, pattern: &str) -> Option<Stamp> {
    let items: Vec<Item<'_>> = StrftimeItems::new(pattern).collect();
    let mut parts = items.split(|item| *item == Item::Fixed(Fixed::TimezoneName));
    let (before, after) = (parts.next()?, parts.next()?);
    let mut parsed = Parsed::new();
    let rest = parse_and_remainder(&mut parsed, text, before.iter()).ok()?;
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    let (name, rest) = rest.split_at_checked(rest.find(|c| !is_of_name(c)).unwrap_or(rest.len()))?;
    parse(&mut parsed, rest, after.iter()).ok()?;
    let local = local(&mut parsed)?;
    let instant = match zone_offset(name) {
        Some(offset) => local.and_utc().timestamp() - offset,
        None => zone::instant_in(name, local)?,
    };
    Some(Stamp::Instant(instant))
}

/// A day alone is taken as its first second, and an hour as its first one.
fn local(parsed: &mut Parsed) -> Option<NaiveDateTime> {
    if parsed.hour_mod_12().is_none() && parsed.timestamp().is_none() {
        return parsed.to_naive_date().ok()?.and_hms_opt(0, 0, 0);
    }
    if parsed.timestamp().is_none() && parsed.minute().is_none() {
        parsed.set_minute(0).ok()?;
    }
    parsed.to_naive_datetime_with_offset(0).ok()
}

fn ends_with_literal(pattern: &str, end: &str) -> bool {
    pattern.strip_suffix(end).is_some_and(|rest| !rest.ends_with('%'))
}

/// A pattern such as `%Y` also takes `20` or `123456`; no export was written then.
fn plausible(stamp: Stamp) -> bool {
    match stamp {
        Stamp::Unknown => false,
        Stamp::Instant(seconds) => {
            DateTime::from_timestamp(seconds, 0).is_some_and(|time| (1900..=9999).contains(&time.year()))
        }
        Stamp::Local(local) => (1900..=9999).contains(&local.year()),
    }
}

#[cfg(test)]
mod tests;
