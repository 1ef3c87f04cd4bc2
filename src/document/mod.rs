//! The finished report as data: looked up, sorted and rounded; a report format only spells it.

pub mod audit;
pub mod formats;
pub mod labels;
pub mod messages;
pub mod meta;
pub mod quality;
pub mod rows;
pub mod spell;
pub mod story;
#[cfg(test)]
pub mod testing;
pub mod verdict;
pub mod view;

/// One value of a cell. Absent is a value of its own, never 0 and never a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Absent,
    Text(String),
    /// An id: text that a spreadsheet must not take for a number.
    Id(String),
    Integer(i64),
    /// A number and how many decimals it is shown with.
    Number(f64, u8),
    /// Tenths of a per cent.
    Share(u32),
    Time(Time),
    /// Seconds; shown to people as `1d 4h`, to machines as a whole number.
    Duration(i64),
    /// Joined with `;` where there are no lists.
    List(Vec<String>),
    /// Named values; `name=value` joined with `;` where there are no objects.
    Record(Vec<(&'static str, Value)>),
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
}

/// Rows under columns; every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Value>>,
    /// Rows that a limit left out.
    pub n_more: usize,
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
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Key in JSON, in snake case.
    pub key: &'static str,
    pub title: String,
    /// Shown above the table.
    pub lines: Vec<Line>,
    pub table: Option<Table>,
}

/// What the report says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The command that made it.
    pub command: &'static str,
    /// Facts in the order they are written, such as `as_of`, `timezone`, `policy`, `settings_digest`, `inputs`.
    pub facts: Vec<(&'static str, Value)>,
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
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub meta: Meta,
    /// The sections in reading order. A row command has one section, whose key is `rows`.
    pub sections: Vec<Section>,
}

impl Document {
    /// A report that is one table: CSV and NDJSON are its rows.
    pub fn rows(&self) -> Option<&Table> {
        let [section] = self.sections.as_slice() else { return None };
        if section.key == "rows" { section.table.as_ref() } else { None }
    }
}
