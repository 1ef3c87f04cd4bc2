//! Cells that a spreadsheet neither runs, nor rounds, nor refuses.

use std::borrow::Cow;

use super::plain;
use crate::document::spell;
use crate::document::{Column, Value};

/// What a cell may hold, in UTF-16 units (Excel specifications and limits).
const MAX_CELL: usize = 32_767;

/// Digits that survive in a spreadsheet's number (IEEE 754 double).
const MAX_DIGITS: usize = 15;

/// Adds a cell of the `excel` profile.
pub fn cell(text: &mut String, value: &Value<'_>, decimal_comma: bool) {
    match value {
        Value::Text(cell) => text.push_str(&short(guarded(Cow::Borrowed(cell)))),
        Value::Id(id) => text.push_str(&short(guarded(lettered(id)))),
        Value::List(_) | Value::Record(_) => text.push_str(&short(guarded(Cow::Owned(plainly(value))))),
        Value::Time(time) => text.push_str(&spell::second(*time)),
        Value::Number(..) | Value::Share(_) if decimal_comma => {
            text.push_str(&plainly(value).replace('.', ","));
        }
        Value::Number(..)
        | Value::Share(_)
        | Value::Integer(_)
        | Value::Duration(_)
        | Value::Minutes(_)
        | Value::Working(_)
        | Value::AtLeast(..)
        | Value::Durations(_)
        | Value::Absent => plain(text, value),
    }
}

/// Adds the name of a column; as its times bear no offset, it names their zone.
pub fn heading(text: &mut String, column: &Column, zone: Option<&Value<'_>>) {
    text.push_str(column.key);
    if let (true, Some(zone)) = (column.is_time(), zone) {
        text.push_str(&format!(" ({})", plainly(zone)));
    }
}

fn plainly(value: &Value<'_>) -> String {
    let mut text = String::new();
    plain(&mut text, value);
    text
}

/// The id with `t_` before it when it would be taken for a number and lose digits. An id that only looks like
/// the result gets one more, so taking one `t_` away always gives the id back.
fn lettered(id: &str) -> Cow<'_, str> {
    let bare = id.trim_start_matches("t_");
    if loses_digits(bare) { Cow::Owned(format!("t_{id}")) } else { Cow::Borrowed(id) }
}

fn loses_digits(id: &str) -> bool {
    let has_plus = id.starts_with('+');
    let digits = id.strip_prefix(['+', '-']).unwrap_or(id);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // 12E5 is 1,200,000 to a spreadsheet.
    if let Some((mantissa, exponent)) = digits.split_once(['e', 'E']) {
        return is_digits(mantissa) && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    }
    if !is_digits(digits) {
        return false;
    }
    has_plus || MAX_DIGITS < digits.len() || (1 < digits.len() && digits.starts_with('0'))
}

/// The text with `'` before it when it would run as a formula (CWE-1236). A text that only looks like the
/// result gets one more, so taking one `'` away before a trigger always gives the text back.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    let runs = text
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']);
    if runs { Cow::Owned(format!("'{text}")) } else { text }
}

/// The text cut to what a cell may hold, with `…` where it was cut.
fn short(text: Cow<'_, str>) -> Cow<'_, str> {
    // No character takes more UTF-16 units than UTF-8 bytes.
    if text.len() <= MAX_CELL {
        return text;
    }
    let mut n_units = 0;
    // The last place where the mark still fits.
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if n_units < MAX_CELL {
            end = at;
        }
        n_units += character.len_utf16();
        if MAX_CELL < n_units {
            let (start, _) = text.split_at(end);
            return Cow::Owned(format!("{start}…"));
        }
    }
    text
}
