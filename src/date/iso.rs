//! Dates and times in the form of ISO 8601 and RFC 3339, as most exports write them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::message::Stamp;

/// Zones farther than this from UTC do not exist; such an offset is damage.
pub const MAX_OFFSET: i64 = 14 * 3600;

/// The stamp of a text such as `2026-11-02T09:00:00+01:00`.
///
/// The separator may be `T`, `_` or spaces; seconds may be missing, fractions are cut off. The zone may be
/// `Z`, `UTC`, `GMT`, `+01:00`, `+0100` or `+01`, with or without a space before it. Without a zone the
/// stamp is [`Stamp::Local`]. A date without a time is no stamp: see [`date_only`]. `None` for all else;
/// spaces around the text do not matter.
pub fn parse(text: &str) -> Option<Stamp> {
    let text = text.trim().as_bytes();
    let (local, rest) = usual(text).or_else(|| any(text))?;
    match Cursor(rest).zone()? {
        None => Some(Stamp::Local(local)),
        Some(offset) => Some(Stamp::Instant(local.and_utc().timestamp() - offset)),
    }
}

/// The day of a text that is a date and nothing else: `2026-11-02` or `20261102`.
pub fn date_only(text: &str) -> Option<NaiveDate> {
    let mut cursor = Cursor(text.trim().as_bytes());
    let date = cursor.date()?;
    cursor.0.is_empty().then_some(date)
}

/// The local time of `2026-11-02T09:00:00`, as nearly all are written, and what stands behind it.
fn usual(text: &[u8]) -> Option<(NaiveDateTime, &[u8])> {
    let ([y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b' ', h1, h2, b':', n1, n2, b':', s1, s2], rest) =
        text.split_first_chunk()?
    else {
        return None;
    };
    let pairs = [[y1, y2], [y3, y4], [m1, m2], [d1, d2], [h1, h2], [n1, n2], [s1, s2]];
    if !pairs.iter().flatten().all(|byte| byte.is_ascii_digit()) || matches!(rest, [b'.' | b',', ..]) {
        return None;
    }
    let [century, year, month, day, hour, minute, second] =
        pairs.map(|[ten, one]| u32::from(ten - b'0') * 10 + u32::from(one - b'0'));
    let date = NaiveDate::from_ymd_opt(i32::try_from(century * 100 + year).ok()?, month, day)?;
    Some((date.and_hms_opt(hour, minute, second)?, rest))
}

/// The same of any other form.
fn any(text: &[u8]) -> Option<(NaiveDateTime, &[u8])> {
    let mut cursor = Cursor(text);
    let date = cursor.date()?;
    cursor.separator()?;
    let (time, leaps) = cursor.time()?;
    let mut local = NaiveDateTime::new(date, time);
    if leaps {
        local = local.checked_add_signed(TimeDelta::seconds(1))?;
    }
    Some((local, cursor.0))
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn date(&mut self) -> Option<NaiveDate> {
        let year = self.number::<4>()?;
        let dashed = self.eat(b"-");
        let month = self.number::<2>()?;
        if dashed != self.eat(b"-") {
            return None;
        }
        let day = self.number::<2>()?;
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }

    fn separator(&mut self) -> Option<()> {
        if self.eat(b"Tt_") {
            return Some(());
        }
        let mut seen = None;
        while self.eat(b" ") {
            seen = Some(());
        }
        seen
    }

    /// The time of day, and whether it is a leap second: the one behind it counts.
    fn time(&mut self) -> Option<(NaiveTime, bool)> {
        let hour = self.number::<2>()?;
        let colon = self.eat(b":");
        let minute = self.number::<2>()?;
        let mut second = 0;
        if (colon && self.eat(b":")) || (!colon && self.0.first().is_some_and(u8::is_ascii_digit)) {
            second = self.number::<2>()?;
            if self.eat(b".,") {
                self.fraction()?;
            }
        }
        let leaps = second == 60;
        let time = NaiveTime::from_hms_opt(hour, minute, if leaps { 59 } else { second })?;
        Some((time, leaps))
    }

    fn fraction(&mut self) -> Option<()> {
        let n_digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.0 = self.0.get(n_digits..)?;
        Some(())
    }

    /// Seconds east of UTC; `Some(None)` when the text ends here.
    fn zone(&mut self) -> Option<Option<i64>> {
        while self.eat(b" ") {}
        match self.0 {
            [] => Some(None),
            [b'Z' | b'z'] => Some(Some(0)),
            [sign @ (b'+' | b'-'), rest @ ..] => {
                self.0 = rest;
                let hours = self.number::<2>()?;
                let colon = self.eat(b":");
                let minutes = if colon || !self.0.is_empty() { self.number::<2>()? } else { 0 };
                let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
                if !self.0.is_empty() || minutes > 59 || seconds > MAX_OFFSET {
                    return None;
                }
                Some(Some(if *sign == b'-' { -seconds } else { seconds }))
            }
            name if name.eq_ignore_ascii_case(b"UTC") || name.eq_ignore_ascii_case(b"GMT") => Some(Some(0)),
            _ => None,
        }
    }

    fn number<const N: usize>(&mut self) -> Option<u32> {
        let (digits, rest) = self.0.split_first_chunk::<N>()?;
        let mut number = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            number = number * 10 + u32::from(digit - b'0');
        }
        self.0 = rest;
        Some(number)
    }

    fn eat(&mut self, any_of: &[u8]) -> bool {
        match self.0 {
            [first, rest @ ..] if any_of.contains(first) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
