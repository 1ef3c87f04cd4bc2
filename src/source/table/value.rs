//! What a cell says: the many ways to write nothing, whole numbers and ratings.

use crate::message::Rating;

/// The trimmed text of a cell; `None` for an empty one and for the ways to write nothing.
pub fn present(cell: &str) -> Option<&str> {
    let text = trimmed(cell);
    // Most cells are too long to be one of these words.
    let is_null = text.len() <= LONGEST_NULL
        && matches!(
            text,
            "" | "-"
                | "nan"
                | "NaN"
                | "NaT"
                | "None"
                | "null"
                | "NULL"
                | "N/A"
                | "n/a"
                | "<NA>"
                | "('N/A', 'N/A')"
        );
    (!is_null).then_some(text)
}

/// The longest text that means nothing.
const LONGEST_NULL: usize = "('N/A', 'N/A')".len();

/// The text without spaces around it; most cells begin and end with letters, which are seen at a glance.
pub fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] | [b'!'..=b'~'] | [] => cell,
        _ => cell.trim(),
    }
}

/// An id: data frames write whole numbers as `3.0`, which is `3`.
pub fn id(text: &str) -> &str {
    match text.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => text,
    }
}

/// A spreadsheet has rounded this id: `1.15713E+05`, `1E+17`.
pub fn is_lossy_id(text: &str) -> bool {
    let Some(at) = text.bytes().position(|byte| matches!(byte, b'E' | b'e')) else { return false };
    let (Some(mantissa), Some(exponent)) = (text.get(..at), text.get(at + 1..)) else { return false };
    let digits = exponent.strip_prefix('+').unwrap_or("");
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && mantissa.contains(|c: char| c.is_ascii_digit())
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// A number with a decimal point or comma.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: f64 = match text.parse() {
        Ok(number) => number,
        Err(_) => text.replace(',', ".").parse().ok()?,
    };
    number.is_finite().then_some(number)
}

/// A whole number, also when written as `3.0`.
pub fn whole(text: &str) -> Option<i64> {
    let text = trimmed(text);
    digits(text).or_else(|| text.parse().or_else(|_| id(text).parse()).ok())
}

/// Most are digits and nothing else, and too few to overflow.
fn digits(text: &str) -> Option<i64> {
    let add = |n: i64, byte: u8| byte.is_ascii_digit().then(|| n * 10 + i64::from(byte - b'0'));
    (1..=18).contains(&text.len()).then_some(())?;
    text.bytes().try_fold(0, add)
}

/// A rating in one of its many forms: `4`, `4,0`, `5/5`, `5 stars`, `★★★★☆`, `FOUR`, `80 %`.
pub fn rating(text: &str) -> Option<Rating> {
    let text = trimmed(text);
    if let Some(value) = digits(text) {
        return checked(value as f64, None);
    }
    if let Some(stars) = star_signs(text) {
        return Some(stars);
    }
    if let Some(value) = ["one", "two", "three", "four", "five"].iter().position(|word| {
        let word_of = text.split([' ', '_']).next().unwrap_or_default();
        word_of.eq_ignore_ascii_case(word)
    }) {
        return Some(Rating { value: (value + 1) as f32, max: Some(5.0) });
    }
    if let Some(percent) = text.strip_suffix('%') {
        return checked(number(percent)?, Some(100.0));
    }
    if let Some((value, max)) = text.split_once('/') {
        return checked(number(value)?, Some(number(max)?));
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-')).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let value = number(digits)?;
    let words: Vec<String> = rest.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => checked(value, None),
        ["out", "of", max, ..] | ["of", max, ..] | ["z", max, ..] | ["из", max, ..] | ["von", max, ..] => {
            checked(value, Some(number(max)?))
        }
        [word] if is_star_word(word) => checked(value, Some(5.0)),
        _ => None,
    }
}

fn is_star_word(word: &str) -> bool {
    ["star", "gwiazd", "звезд", "звёзд", "täh", "tähte", "stern"].iter().any(|start| word.starts_with(start))
}

fn star_signs(text: &str) -> Option<Rating> {
    let (mut full, mut all) = (0_u8, 0_u8);
    for c in text.chars() {
        match c {
            '★' | '⭐' => full = full.checked_add(1)?,
            '☆' => {}
            ' ' | '\u{fe0f}' => continue,
            _ => return None,
        }
        all = all.checked_add(1)?;
    }
    // Without the empty stars the scale is the usual one.
    (0 < all && all <= 10).then(|| Rating { value: f32::from(full), max: Some(f32::from(all.max(5))) })
}

fn checked(value: f64, max: Option<f64>) -> Option<Rating> {
    let fits = 0.0 <= value && max.is_none_or(|max| 0.0 < max && value <= max) && value <= 1000.0;
    fits.then(|| Rating { value: value as f32, max: max.map(|max| max as f32) })
}

#[cfg(test)]
mod tests;
