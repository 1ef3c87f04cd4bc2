//! The finished report as data: looked up, sorted and rounded; a report format only spells it.

mod ahead;
pub mod audit;
mod changes;
pub mod files;
pub mod formats;
pub mod ignored_by;
mod imported;
pub mod labels;
pub mod mask;
pub mod messages;
pub mod meta;
pub mod quality;
pub mod rows;
mod sides;
pub mod spell;
pub mod story;
mod talks;
#[cfg(test)]
pub mod testing;
pub mod units;
mod unseen;
pub mod verdict;
pub mod view;

use std::borrow::Cow;
use std::{fmt, mem};

use crate::settings::Clock;
use units::Units;

/// One value of a cell. Absent is a value of its own, never 0 and never a text. Texts are borrowed where they are
/// kept anyway: a report may hold millions of cells.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Absent,
    Text(Cow<'a, str>),
    /// An id: text that a spreadsheet must not take for a number.
    Id(Cow<'a, str>),
    Integer(i64),
    /// A number and how many decimals it is shown with.
    Number(f64, u8),
    /// Tenths of a per cent.
    Share(u32),
    Time(Time),
    /// Seconds; shown to people as `1d 4h`, to machines as a whole number.
    Duration(i64),
    /// Seconds between times that bear whole minutes only.
    Minutes(i64),
    /// Seconds of working time; people see no days of it, as nobody agrees how long a working day is.
    Working(i64),
    /// So many seconds or more; machines see nothing, as a column of its own has the bound for them.
    AtLeast(Clock, i64),
    /// Several spans of seconds, joined with `;` where there are no lists.
    Durations(Vec<i64>),
    /// Joined with `;` where there are no lists.
    List(Vec<Cow<'a, str>>),
    /// Named values; `name=value` joined with `;` where there are no objects.
    Record(Vec<(&'static str, Value<'a>)>),
}

impl Value<'_> {
    /// The value with its texts as its own.
    pub fn into_owned(self) -> Value<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Absent => Value::Absent,
            Self::Text(text) => Value::Text(own(text)),
            Self::Id(id) => Value::Id(own(id)),
            Self::Integer(integer) => Value::Integer(integer),
            Self::Number(number, decimals) => Value::Number(number, decimals),
            Self::Share(tenths) => Value::Share(tenths),
            Self::Time(time) => Value::Time(time),
            Self::Duration(seconds) => Value::Duration(seconds),
            Self::Minutes(seconds) => Value::Minutes(seconds),
            Self::Working(seconds) => Value::Working(seconds),
            Self::AtLeast(clock, seconds) => Value::AtLeast(clock, seconds),
            Self::Durations(seconds) => Value::Durations(seconds),
            Self::List(items) => Value::List(items.into_iter().map(own).collect()),
            Self::Record(fields) => {
                Value::Record(fields.into_iter().map(|(key, value)| (key, value.into_owned())).collect())
            }
        }
    }
}

/// An instant and the offset it is shown with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Seconds since 1970.
    pub instant: i64,
    /// Seconds east of UTC.
    pub offset: i32,
}

/// What a table shows of a column to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Always, also at 80 columns.
    Always,
    /// Only where the terminal is wide enough.
    Wide,
    /// Only in machine formats.
    Never,
}

/// A column: its name in CSV and JSON, its heading for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub key: &'static str,
    pub heading: String,
    pub show: Show,
    /// Numbers stand at the right.
    pub right: bool,
    /// What its codes are called for people.
    pub codes: Vec<(&'static str, &'static str)>,
    /// The signs that people see in its numbers.
    pub units: Units,
}

impl Column {
    /// Whether its cells are times.
    pub fn is_time(&self) -> bool {
        self.key.ends_with("_at") || matches!(self.key, "at" | "sent" | "edited" | "removable_until")
    }

    /// A value of the column for people; texts are not yet safe for a terminal.
    pub fn for_people(&self, value: &Value<'_>) -> String {
        let called = match value {
            Value::Text(text) => self.codes.iter().find(|(code, _)| code == text),
            _ => None,
        };
        called.map_or_else(|| self.units.value(value), |(_, text)| (*text).to_owned())
    }
}

/// Rows under columns; every row has as many cells as there are columns.
#[derive(Debug)]
pub struct Table<'a> {
    pub columns: Vec<Column>,
    pub rows: Rows<'a>,
    /// Rows that a limit left out.
    pub n_more: usize,
}

impl Table<'_> {
    /// The table with all its rows made, so that it may outlive what they are made of.
    pub fn into_held<'h>(self) -> Table<'h> {
        let own = |row: Cow<'_, [Value<'_>]>| row.into_owned().into_iter().map(Value::into_owned).collect();
        Table {
            rows: Rows::Held(self.rows.iter().map(own).collect()),
            columns: self.columns,
            n_more: self.n_more,
        }
    }
}

/// The rows of a table. Long ones are made when a report comes to them and never held all at once.
pub enum Rows<'a> {
    Held(Vec<Vec<Value<'a>>>),
    /// So many rows; each is made from its number, always the same one.
    Made(usize, Box<dyn Fn(usize) -> Vec<Value<'a>> + 'a>),
}

impl<'a> Rows<'a> {
    pub fn len(&self) -> usize {
        match self {
            Self::Held(rows) => rows.len(),
            Self::Made(n, _) => *n,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, [Value<'a>]>> {
        (0..self.len()).map(|idx| match self {
            Self::Held(rows) => Cow::Borrowed(rows[idx].as_slice()),
            Self::Made(_, make) => Cow::Owned(make(idx)),
        })
    }

    /// Drops a row. Hardly a cell owns anything, and a look at it takes less time than its drop.
    pub fn drop(row: Cow<'_, [Value<'_>]>) {
        let Cow::Owned(row) = row else { return };
        for value in row {
            match value {
                Value::Absent
                | Value::Text(Cow::Borrowed(_))
                | Value::Id(Cow::Borrowed(_))
                | Value::Integer(_)
                | Value::Number(..)
                | Value::Share(_)
                | Value::Time(_)
                | Value::Duration(_)
                | Value::Minutes(_)
                | Value::Working(_)
                | Value::AtLeast(..) => mem::forget(value),
                Value::Text(_) | Value::Id(_) | Value::Durations(_) | Value::List(_) | Value::Record(_) => {
                    drop(value);
                }
            }
        }
    }
}

impl<'a> From<Vec<Vec<Value<'a>>>> for Rows<'a> {
    fn from(rows: Vec<Vec<Value<'a>>>) -> Self {
        Self::Held(rows)
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// How a line of a section is meant: colour where there is colour, a word always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Warn,
    Bad,
    Faint,
}

/// A line for people, with its facts for machines.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub tone: Tone,
    pub text: String,
}

/// One part of a report.
#[derive(Debug)]
pub struct Section<'a> {
    /// Key in JSON, in snake case.
    pub key: &'static str,
    pub title: String,
    /// Shown above the table.
    pub lines: Vec<Line>,
    pub table: Option<Table<'a>>,
}

/// What the report says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The command that made it.
    pub command: &'static str,
    /// Facts in the order they are written, such as `as_of`, `timezone`, `policy`, `settings_digest`, `inputs`.
    pub facts: Vec<(&'static str, Value<'static>)>,
    pub phrases: Phrases,
}

/// Texts that a format adds by itself, in the report's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrases {
    /// Instead of a table without rows.
    pub nothing: &'static str,
    /// Under a table that a limit cut; `{n}` rows were left out.
    pub more_rows: &'static str,
}

impl Default for Phrases {
    fn default() -> Self {
        Self { nothing: "Nothing to list.", more_rows: "… {n} more (use --limit 0 for all)" }
    }
}

/// A finished report.
#[derive(Debug)]
pub struct Document<'a> {
    pub meta: Meta,
    /// The sections in reading order. A row command has one section, whose key is `rows`.
    pub sections: Vec<Section<'a>>,
}

impl<'a> Document<'a> {
    /// A report that is one table: CSV and NDJSON are its rows.
    pub fn rows(&self) -> Option<&Table<'a>> {
        let [section] = self.sections.as_slice() else { return None };
        if section.key == "rows" { section.table.as_ref() } else { None }
    }
}
