//! Output formats: one file each spells a finished document.

mod csv;
mod json;
mod ndjson;
mod table;
pub mod terminal;

use std::io;

use crate::document::Document;

/// Every output format. A new one is its file and its two lines here.
pub static REPORTS: &[&dyn Report] = &[&table::Table, &csv::Csv, &csv::Tsv, &json::Json, &ndjson::Ndjson];

/// An output format.
pub trait Report: Sync {
    /// Stable name for `--format`.
    fn name(&self) -> &'static str;

    /// One line for people.
    fn about(&self) -> &'static str;

    /// Endings of file names that mean this format, in lower case and without the dot.
    fn endings(&self) -> &'static [&'static str];

    /// Does it say of bare rows what they were made of, too?
    fn tells_inputs(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, style: &Style, out: &mut dyn io::Write) -> io::Result<()>;
}

/// What depends on where a report goes, not on what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; 80 when it is none.
    pub width: u16,
    pub colour: bool,
    pub csv: CsvProfile,
    /// Delimiter and decimal mark of `excel` follow the report's language.
    pub decimal_comma: bool,
}

/// How CSV is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvProfile {
    /// UTF-8, comma, LF: for pipes.
    Plain,
    /// Byte order mark, CRLF, guarded formulas: for spreadsheets.
    Excel,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, colour: false, csv: CsvProfile::Plain, decimal_comma: false }
    }
}

/// The format with this name.
pub fn by_name(name: &str) -> Option<&'static dyn Report> {
    REPORTS.iter().copied().find(|report| report.name() == name)
}

/// The format that the ending of this path means; upper and lower case are one.
pub fn by_ending(path: &str) -> Option<&'static dyn Report> {
    let path = path.to_ascii_lowercase();
    let means = |ending: &&str| path.strip_suffix(*ending).is_some_and(|stem| stem.ends_with('.'));
    REPORTS.iter().copied().find(|report| report.endings().iter().any(means))
}

/// Whether a file begins as the reports for machines do: with the name of the schema, or with the first columns of a table.
pub fn is_report(head: &str) -> bool {
    const TABLES: [&[&str]; 7] = [
        &["conversation", "channel", "source"],
        &["conversation", "id", "reply_to", "sent"],
        &["group", "measure", "n_waits"],
        &["group", "n_ignored", "n_waits"],
        &["code", "name", "level", "verdict"],
        &["sent", "role", "kind", "class"],
        &["file", "format", "why"],
    ];
    let line = head.lines().next().unwrap_or_default();
    let begins = |columns: &&[&str], delimiter: char| {
        line.split(delimiter).take(columns.len()).eq(columns.iter().copied())
    };
    let is_table =
        || TABLES.iter().any(|columns| [',', ';', '\t'].into_iter().any(|mark| begins(columns, mark)));
    let plain: String = head.chars().take(300).filter(|c| !c.is_whitespace()).collect();
    let names_schema = plain.starts_with('{') && plain.contains("\"schema\":\"hearback/");
    let is_row = || line.starts_with("{\"conversation\":") && line.contains("\"age_seconds\":");
    names_schema || is_table() || is_row()
}

/// The names of all formats, in the order of the registry.
pub fn names() -> Vec<&'static str> {
    REPORTS.iter().map(|report| report.name()).collect()
}

#[cfg(test)]
mod tests;
