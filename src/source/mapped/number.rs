//! Numbers and durations of a mapping: its decimal sign, and which fields are spans of time.

use std::borrow::Cow;

use toml::Table;

use super::keys::Section;
use super::mapping::Paths;
use super::view::{PathId, View};
use crate::source::table::value;

/// How the numbers of a file are written.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// `None` takes both signs for the decimal one.
    pub decimal: Option<char>,
    /// Fields that are spans, and how they are written.
    pub durations: Vec<(PathId, Span)>,
}

/// How a span of time is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    /// `01:23:45`, or `23:45` for minutes and seconds.
    HoursMinutesSeconds,
    /// `23:45`; `01:23` is minutes and seconds, `01:23:45` has hours as well.
    MinutesSeconds,
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Days,
}

impl Span {
    pub const NAMES: &'static str = "hh:mm:ss, mm:ss, ms, s, min, h or d";

    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "hh:mm:ss" => Self::HoursMinutesSeconds,
            "mm:ss" => Self::MinutesSeconds,
            "ms" => Self::Milliseconds,
            "s" => Self::Seconds,
            "min" | "m" => Self::Minutes,
            "h" => Self::Hours,
            "d" => Self::Days,
            _ => return None,
        })
    }

    /// Seconds; none for a text that is no span of this form, or a negative one.
    pub fn seconds(self, text: &str, decimal: Option<char>) -> Option<f64> {
        let factor = match self {
            Self::HoursMinutesSeconds | Self::MinutesSeconds => return clock(text),
            Self::Milliseconds => 0.001,
            Self::Seconds => 1.0,
            Self::Minutes => 60.0,
            Self::Hours => 3_600.0,
            Self::Days => 86_400.0,
        };
        number(text, decimal).map(|number| number * factor).filter(|seconds| 0.0 <= *seconds)
    }
}

impl Numbers {
    /// Reads `[time] duration`: which fields are spans.
    pub fn durations(table: &Table, paths: &mut Paths) -> Result<Vec<(PathId, Span)>, String> {
        table
            .iter()
            .map(|(field, value)| {
                let span = value
                    .as_str()
                    .and_then(Span::named)
                    .ok_or_else(|| format!("[time] duration: `{field}` must be {}", Span::NAMES))?;
                Ok((paths.id(field)?, span))
            })
            .collect()
    }

    /// Reads `[input] decimal`.
    pub fn decimal(section: &Section<'_>) -> Result<Option<char>, String> {
        match section.text("decimal")? {
            None => Ok(None),
            Some(",") => Ok(Some(',')),
            Some(".") => Ok(Some('.')),
            Some(_) => Err(section.wrong("decimal", "\",\" or \".\"")),
        }
    }

    /// The number of a field; a span in seconds.
    pub fn value(&self, view: &View<'_>, field: PathId) -> Option<f64> {
        let text = view.text(field)?;
        match self.durations.iter().find(|(id, _)| *id == field) {
            Some((_, span)) => span.seconds(&text, self.decimal),
            None => number(&text, self.decimal),
        }
    }
}

/// A number; with a known decimal sign the other one and spaces group thousands.
pub fn number(text: &str, decimal: Option<char>) -> Option<f64> {
    value::number(&plain(text, decimal))
}

/// The number as programs write it.
pub fn plain(text: &str, decimal: Option<char>) -> Cow<'_, str> {
    let Some(decimal) = decimal else { return Cow::Borrowed(text) };
    let group = if decimal == ',' { '.' } else { ',' };
    if !text.contains([decimal, group, ' ', '\u{a0}', '\u{202f}']) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| *c != group && !c.is_whitespace());
    Cow::Owned(kept.map(|c| if c == decimal { '.' } else { c }).collect())
}

/// Hours, minutes and seconds apart by colons; a part of a second is cut off.
fn clock(text: &str) -> Option<f64> {
    let mut seconds = 0_u64;
    let mut n_parts = 0;
    for part in text.trim().split(':') {
        let part = part.split(['.', ',']).next().unwrap_or_default();
        let is_number = !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
        let number: u64 = if is_number { part.parse().ok()? } else { return None };
        // Only the first part may go beyond its scale: a call of 90 minutes is `90:00`.
        if n_parts != 0 && 59 < number {
            return None;
        }
        seconds = seconds * 60 + number;
        n_parts += 1;
    }
    (2..=3).contains(&n_parts).then_some(seconds as f64)
}

#[cfg(test)]
mod tests;
