//! Dates of three numbers whose order has to be known: `3/4/2026 15:42`.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Order;

/// The numbers of such a date, not yet in order.
pub struct Parts {
    first: u32,
    second: u32,
    year: i32,
    dotted: bool,
    /// None of a day alone.
    pub time: Option<NaiveTime>,
}

impl Parts {
    /// Day, month and year apart by one of `/ . -`, and perhaps a time of day with AM or PM.
    pub fn of(text: &str) -> Option<Self> {
        let (date, rest) = match text.find([' ', 'T', ',']) {
            Some(at) => (text.get(..at)?, text.get(at..)?.trim_start_matches([' ', 'T', ','])),
            None => (text, ""),
        };
        let separator = date.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
        let mut parts = date.split(separator);
        let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some_and(|more| !more.is_empty()) {
            return None;
        }
        let two_digits = |text: &str| (1..=2).contains(&text.len()) && is_digits(text);
        if !two_digits(first) || !two_digits(second) || !is_digits(year) {
            return None;
        }
        let year = match year.len() {
            4 => year.parse().ok()?,
            2 => 2000 + year.parse::<i32>().ok()?,
            _ => return None,
        };
        Some(Self {
            first: first.parse().ok()?,
            second: second.parse().ok()?,
            year,
            dotted: separator == '.',
            time: if rest.is_empty() { None } else { Some(time_of_day(rest)?) },
        })
    }

    /// The order that these numbers prove.
    pub fn order(&self) -> Option<Order> {
        if self.dotted || 12 < self.first {
            Some(Order::DayMonth)
        } else if 12 < self.second {
            Some(Order::MonthDay)
        } else {
            None
        }
    }

    /// The time in the given order; a date that proves its own needs none.
    pub fn local(&self, order: Option<Order>) -> Option<NaiveDateTime> {
        let order = if self.first == self.second { Some(Order::DayMonth) } else { self.order().or(order) };
        let (day, month) = match order? {
            Order::DayMonth => (self.first, self.second),
            Order::MonthDay => (self.second, self.first),
        };
        Some(NaiveDate::from_ymd_opt(self.year, month, day)?.and_time(self.time.unwrap_or_default()))
    }
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let (digits, half) = match lower.strip_suffix('m') {
        Some(rest) => match rest.strip_suffix('a') {
            Some(rest) => (rest.trim_end(), Some(0)),
            None => (rest.strip_suffix('p')?.trim_end(), Some(12)),
        },
        None => (lower.as_str(), None),
    };
    let mut parts = digits.split(':');
    let mut next = || -> Option<u32> {
        let part = parts.next()?;
        is_digits(part).then(|| part.parse().ok())?
    };
    let (hour, minute) = (next()?, next()?);
    let second = digits.splitn(3, ':').nth(2).map_or(Some(0), |rest| {
        let rest = rest.split('.').next().unwrap_or_default();
        is_digits(rest).then(|| rest.parse().ok())?
    })?;
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(add) => hour % 12 + add,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
