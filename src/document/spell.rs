//! How numbers, shares and times are spelt in digits.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Timelike as _};

use super::Time;

/// A number with a fixed count of decimals and a point; none when it is infinite or no number.
pub fn number(number: f64, decimals: u8) -> Option<String> {
    let mut text = String::new();
    add_number(&mut text, number, decimals);
    (!text.is_empty()).then_some(text)
}

/// Adds the same to a text, and nothing when it is infinite or no number.
pub fn add_number(text: &mut String, number: f64, decimals: u8) {
    match units(number, decimals) {
        Some((units, scale)) => {
            // Zero has no sign.
            if units < 0 {
                text.push('-');
            }
            let units = units.unsigned_abs();
            text.push_str(itoa::Buffer::new().format(units / scale));
            if decimals > 0 {
                text.push('.');
                // The leading one keeps the zeros behind it and goes.
                let fraction = scale + units % scale;
                text.push_str(itoa::Buffer::new().format(fraction).get(1..).unwrap_or_default());
            }
        }
        None if number.is_finite() => text.push_str(&exactly(number, decimals)),
        None => {}
    }
}

/// The nearest whole number of the last decimal's units, and how many of them make one; none where a look at the number
/// as it is held must tell which is nearest.
fn units(number: f64, decimals: u8) -> Option<(i64, u64)> {
    /// Below this a product is off by less than the margin.
    const MAX: f64 = 1e9;
    const MARGIN: f64 = 1e-6;
    let scale = 10_u64.checked_pow(u32::from(decimals)).filter(|scale| *scale <= 1_000)?;
    let units = number * scale as f64;
    let is_clear = (units - units.floor() - 0.5).abs() > MARGIN;
    (units.abs() < MAX && is_clear).then(|| (units.round() as i64, scale))
}

fn exactly(number: f64, decimals: u8) -> String {
    let text = format!("{number:.*}", usize::from(decimals));
    // -0.04 with one decimal is zero, and zero has no sign.
    if text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.')) {
        return text.trim_start_matches('-').to_owned();
    }
    text
}

/// Tenths of a per cent as per cent: 935 is `93.5`.
pub fn share(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// RFC 3339 with offset; an instant outside the years 0 to 9999 is spelt as its seconds.
pub fn rfc3339(time: Time) -> String {
    let mut text = String::with_capacity(25);
    add_rfc3339(&mut text, time);
    text
}

/// Adds RFC 3339 with offset to a text.
pub fn add_rfc3339(text: &mut String, time: Time) {
    spell(text, time, b'T', PATTERN.len());
}

/// `2026-02-01 08:00:00`, which a spreadsheet takes for a time in every language.
pub fn second(time: Time) -> String {
    let mut text = String::new();
    spell(&mut text, time, b' ', "2026-02-01 08:00:00".len());
    text
}

/// `2026-02-01 08:00`, for people.
pub fn minute(time: Time) -> String {
    let mut text = String::new();
    spell(&mut text, time, b' ', "2026-02-01 08:00".len());
    text
}

/// Where the digits of a time stand.
const PATTERN: [u8; 25] = *b"0000-00-00T00:00:00+00:00";

/// Digit by digit: a report may hold millions of times, and a format would be read anew for each. `n` bytes are shown.
fn spell(text: &mut String, time: Time, between: u8, n: usize) {
    // RFC 3339 has no seconds in its offset, so the shown clock drops them and the instant stays exact.
    let offset = time.offset - time.offset % 60;
    let Some(local) = local(time.instant, offset) else {
        return text.push_str(&time.instant.to_string());
    };
    let (year, minutes) = (local.year().unsigned_abs(), offset.unsigned_abs() / 60);
    let parts = [
        (0, year / 100),
        (2, year % 100),
        (5, local.month()),
        (8, local.day()),
        (11, local.hour()),
        (14, local.minute()),
        (17, local.second()),
        (20, minutes / 60),
        (23, minutes % 60),
    ];
    let mut shown = PATTERN;
    for (at, number) in parts {
        shown[at] = digit(number / 10);
        shown[at + 1] = digit(number);
    }
    shown[10] = between;
    shown[19] = if offset < 0 { b'-' } else { b'+' };
    text.push_str(str::from_utf8(&shown[..n]).unwrap_or_default());
}

const fn digit(number: u32) -> u8 {
    b'0' + (number % 10) as u8
}

/// The shown clock; four digits is all that RFC 3339 §5.6 gives a year.
fn local(instant: i64, offset: i32) -> Option<NaiveDateTime> {
    let utc = DateTime::from_timestamp(instant, 0)?.naive_utc();
    let local = utc.checked_add_offset(FixedOffset::east_opt(offset)?)?;
    (0..=9_999).contains(&local.year()).then_some(local)
}

#[cfg(test)]
mod tests;
