//! Reads fields out of a JSON value without being strict about what nobody asked for.

use std::borrow::Cow;

use serde_json::Value;

use crate::date::{iso, pattern};
use crate::message::Stamp;

/// A value and what lies in it. A path is keys with dots: `author.name`; the empty path is the value itself.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(pub &'a Value);

static NULL: Value = Value::Null;

impl<'a> Fields<'a> {
    /// What lies at the path; null where nothing does.
    pub fn at(self, path: &str) -> Self {
        let keys = path.split('.').filter(|key| !key.is_empty());
        Self(keys.fold(self.0, |value, key| value.get(key).unwrap_or(&NULL)))
    }

    /// There is something, and not null.
    pub fn has(self, path: &str) -> bool {
        !self.at(path).0.is_null()
    }

    /// A text that is not empty; a number is spelt.
    pub fn text(self, path: &str) -> Option<Cow<'a, str>> {
        match self.at(path).0 {
            Value::String(text) if !text.trim().is_empty() => Some(Cow::Borrowed(text)),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// The text is exactly this one.
    pub fn is(self, path: &str, text: &str) -> bool {
        self.at(path).0.as_str() == Some(text)
    }

    /// True, and nothing that merely looks like it.
    pub fn is_true(self, path: &str) -> bool {
        self.at(path).0 == &Value::Bool(true)
    }

    pub fn is_false(self, path: &str) -> bool {
        self.at(path).0 == &Value::Bool(false)
    }

    /// A number, also one that is written as a text.
    pub fn number(self, path: &str) -> Option<f64> {
        match self.at(path).0 {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// There is an array, and something in it.
    pub fn has_any(self, path: &str) -> bool {
        self.list(path).next().is_some()
    }

    /// The elements of an array; none of anything else.
    pub fn list(self, path: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.at(path).0.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(Self)
    }

    /// A time: ISO 8601, or seconds, milliseconds or microseconds since 1970 by their size. Unknown where
    /// there is none; an error is what was found instead.
    pub fn time(self, path: &str) -> Result<Stamp, String> {
        let Some(text) = self.text(path) else { return Ok(Stamp::Unknown) };
        let unix = || pattern::unix(&text).map(Stamp::Instant);
        iso::parse(&text).or_else(unix).ok_or_else(|| text.chars().take(40).collect())
    }
}

#[cfg(test)]
mod tests;
