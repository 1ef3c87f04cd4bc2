//! Something in the input that could not be read, and the count of all that was.

use std::collections::BTreeMap;
use std::fmt;

/// One thing that could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Number of the record in its file, from 1; none when the whole file is meant.
    pub record: Option<u64>,
    /// Line or byte offset, as a text such as `line 12` or `byte 4096`.
    pub place: Option<String>,
    /// Stable code in kebab-case.
    pub code: &'static str,
    /// What was found, what was expected, what to do. No final dot.
    pub text: String,
}

impl Problem {
    /// A problem of a whole file.
    pub fn file(code: &'static str, text: impl Into<String>) -> Self {
        Self { record: None, place: None, code, text: text.into() }
    }

    /// A problem of one record.
    pub fn record(code: &'static str, record: u64, text: impl Into<String>) -> Self {
        Self { record: Some(record), place: None, code, text: text.into() }
    }

    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.place = Some(format!("line {line}"));
        self
    }

    #[must_use]
    pub fn at_byte(mut self, byte: u64) -> Self {
        self.place = Some(format!("byte {byte}"));
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(record) = self.record {
            write!(f, "record {record}")?;
            if let Some(place) = &self.place {
                write!(f, " ({place})")?;
            }
            write!(f, ": ")?;
        } else if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} [{}]", self.text, self.code)
    }
}

/// How many records of one file went where: `read = messages + problems + outside`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: u64,
    /// Records that became a message.
    pub messages: u64,
    /// Messages that stand in the record of another one, such as the reply in the row of a review.
    pub also: u64,
    /// Records that could not be read.
    pub problems: u64,
    /// Records that are no message by their nature, by reason.
    pub outside: BTreeMap<&'static str, u64>,
}

impl Tally {
    pub fn n_outside(&self) -> u64 {
        self.outside.values().sum()
    }

    /// Nothing was dropped in silence.
    pub fn balances(&self) -> bool {
        self.read == self.messages + self.problems + self.n_outside()
    }

    pub fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.messages += other.messages;
        self.also += other.also;
        self.problems += other.problems;
        for (reason, n) in &other.outside {
            *self.outside.entry(reason).or_default() += n;
        }
    }
}
