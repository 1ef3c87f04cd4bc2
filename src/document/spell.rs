//! How numbers, shares, times and durations are spelt, for people and for machines.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDateTime, Timelike as _};

use super::{Time, Value};

/// What a cell without a value shows to people.
pub const ABSENT: &str = "–";

/// A value for people; texts are not yet safe for a terminal.
pub fn for_people(value: &Value<'_>) -> String {
    match value {
        Value::Absent => ABSENT.to_owned(),
        Value::Text(text) | Value::Id(text) => text.clone().into_owned(),
        Value::Integer(integer) => integer.to_string(),
        Value::Number(number, decimals) => {
            self::number(*number, *decimals).unwrap_or_else(|| ABSENT.to_owned())
        }
        Value::Share(tenths) => format!("{} %", share(*tenths)),
        Value::Time(time) => minute(*time),
        Value::Duration(seconds) => duration(*seconds),
        Value::Minutes(seconds) => minutes(*seconds),
        Value::Working(seconds) => working(*seconds),
        Value::List(items) => items.join("; "),
        Value::Record(fields) => {
            let parts: Vec<String> =
                fields.iter().map(|(key, value)| format!("{key} {}", for_people(value))).collect();
            parts.join("; ")
        }
    }
}

/// A number with a fixed count of decimals and a point; none when it is infinite or no number.
pub fn number(number: f64, decimals: u8) -> Option<String> {
    let mut text = String::new();
    add_number(&mut text, number, decimals).then_some(text)
}

/// Adds a number with a fixed count of decimals and a point; `false` when it is infinite or no number.
pub fn add_number(text: &mut String, number: f64, decimals: u8) -> bool {
    if !number.is_finite() {
        return false;
    }
    if decimals == 2
        && let Some(hundredths) = hundredths(number)
    {
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        text.push_str(sign);
        text.push_str(itoa::Buffer::new().format(whole));
        text.push('.');
        push_ascii(text, &two_digits(rest as u32));
        return true;
    }
    let spelt = format!("{number:.*}", usize::from(decimals));
    // -0.04 with one decimal is zero, and zero has no sign.
    let is_zero = spelt.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    text.push_str(if is_zero { spelt.trim_start_matches('-') } else { &spelt });
    true
}

/// The number in hundredths, where that is exact enough to be rounded: a million tones are spelt faster so.
fn hundredths(number: f64) -> Option<i64> {
    // A product with the 24 binary digits of such a number is exact, and half a hundredth is left to others.
    let is_short = f64::from(number as f32) == number && number.abs() < 1e6;
    let exact = number * 100.0;
    (is_short && exact.fract().abs() != 0.5).then(|| exact.round() as i64)
}

/// Tenths of a per cent as per cent: 935 is `93.5`.
pub fn share(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Seconds as people say them, cut to the last unit shown: `45 s`, `12 min`, `3 h 05 min`, `2 d 4 h`.
/// A day has 24 hours.
pub fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    if minutes < 1 {
        return format!("{sign}{seconds} s");
    }
    if hours < 1 {
        return format!("{sign}{minutes} min");
    }
    if days < 1 {
        return format!("{sign}{hours} h {:02} min", minutes % 60);
    }
    format!("{sign}{days} d {} h", hours % 24)
}

/// Seconds between times that bear whole minutes only: less than a minute is not known to be nothing.
pub fn minutes(seconds: i64) -> String {
    if (0..60).contains(&seconds) { "< 1 min".to_owned() } else { duration(seconds) }
}

/// Working time as people say it, without days: nobody agrees how long a working day is. `31 h 30 min`.
pub fn working(seconds: i64) -> String {
    if seconds.unsigned_abs() < 86_400 {
        return duration(seconds);
    }
    let sign = if seconds < 0 { "-" } else { "" };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{} h {:02} min", minutes / 60, minutes % 60)
}

/// RFC 3339 with offset; an instant outside the years 0 to 9999 is spelt as its seconds.
pub fn rfc3339(time: Time) -> String {
    let mut text = String::with_capacity(25);
    add_rfc3339(&mut text, time);
    text
}

/// Adds RFC 3339 with offset to a text.
pub fn add_rfc3339(text: &mut String, time: Time) {
    spell(text, time, b'T', true, |text, offset| {
        let (sign, minutes) = (if offset < 0 { b'-' } else { b'+' }, offset.unsigned_abs() / 60);
        let ([a, b], [c, d]) = (two_digits(minutes / 60), two_digits(minutes % 60));
        push_ascii(text, &[sign, a, b, b':', c, d]);
    })
}

/// `2026-02-01 08:00:00`, which a spreadsheet takes for a time in every language.
pub fn second(time: Time) -> String {
    let mut text = String::new();
    spell(&mut text, time, b' ', true, |_, _| {});
    text
}

/// `2026-02-01 08:00`, for people.
pub fn minute(time: Time) -> String {
    let mut text = String::new();
    spell(&mut text, time, b' ', false, |_, _| {});
    text
}

/// Digit by digit: a report may hold millions of times, and a pattern is read anew for each.
fn spell(text: &mut String, time: Time, between: u8, seconds: bool, end: impl FnOnce(&mut String, i32)) {
    // RFC 3339 has no seconds in its offset, so the shown clock drops them and the instant stays exact.
    let offset = time.offset - time.offset % 60;
    let Some(local) = local(time.instant, offset) else {
        return text.push_str(&time.instant.to_string());
    };
    let year = local.year().unsigned_abs();
    let [a, b] = two_digits(year / 100);
    let [c, d] = two_digits(year % 100);
    let [e, f] = two_digits(local.month());
    let [g, h] = two_digits(local.day());
    let [i, j] = two_digits(local.hour());
    let [k, l] = two_digits(local.minute());
    push_ascii(text, &[a, b, c, d, b'-', e, f, b'-', g, h, between, i, j, b':', k, l]);
    if seconds {
        let [m, n] = two_digits(local.second());
        push_ascii(text, &[b':', m, n]);
    }
    end(text, offset);
}

fn two_digits(number: u32) -> [u8; 2] {
    [number / 10 % 10, number % 10].map(|digit| b'0' + digit as u8)
}

fn push_ascii(text: &mut String, bytes: &[u8]) {
    text.push_str(std::str::from_utf8(bytes).unwrap_or_default());
}

/// The shown clock; four digits is all that RFC 3339 §5.6 gives a year.
fn local(instant: i64, offset: i32) -> Option<NaiveDateTime> {
    FixedOffset::east_opt(offset)?;
    let local = DateTime::from_timestamp(instant.checked_add(i64::from(offset))?, 0)?.naive_utc();
    (0..=9_999).contains(&local.year()).then_some(local)
}

#[cfg(test)]
mod tests;
