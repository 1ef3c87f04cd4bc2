//! Dates as a Takeout writes them out in the language of the account: English and Chinese are known.

use crate::date::local::local;
use crate::date::pattern::{Context, Format};
use crate::message::Stamp;

/// American, British, and either without "at".
const PATTERNS: &[&str] = &[
    "%B %d, %Y at %I:%M:%S %p UTC",
    "%d %B %Y at %H:%M:%S UTC",
    "%B %d, %Y, %I:%M:%S %p UTC",
    "%d %B %Y, %H:%M:%S UTC",
];

/// `Friday, May 29, 2026 at 3:00:29 AM UTC`, with an unusual space before AM; all are UTC.
pub fn parse(text: &str) -> Option<Stamp> {
    let text = text.replace(['\u{202f}', '\u{a0}'], " ");
    if text.contains('年') {
        return chinese(&text);
    }
    let (_weekday, rest) = text.split_once(", ")?;
    PATTERNS.iter().find_map(|pattern| Format::Pattern((*pattern).to_owned()).read(rest, Context::default()))
}

/// `2026年5月29日星期五 UTC 03:00:29`.
fn chinese(text: &str) -> Option<Stamp> {
    if !text.contains("UTC") {
        return None;
    }
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: Vec<u32> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day, hour, minute, second] = numbers.as_slice() else { return None };
    let date = (i32::try_from(*year).ok()?, *month, *day);
    local(date, (*hour, *minute, *second)).map(Stamp::in_utc)
}
