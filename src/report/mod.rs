//! Output formats: one file each spells a finished document.

use std::io;

use crate::document::Document;

/// Every output format. A new one is its file and its two lines here.
pub static REPORTS: &[&dyn Report] = &[];

/// An output format.
pub trait Report: Sync {
    /// Stable name for `--format`.
    fn name(&self) -> &'static str;

    /// One line for people.
    fn about(&self) -> &'static str;

    /// Endings of file names that mean this format.
    fn endings(&self) -> &'static [&'static str];

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
