//! Rows as comma or tab separated values, for pipes and for spreadsheets.

mod excel;

use std::io;

use memchr::memchr;

use super::{CsvProfile, Report, Style};
use crate::document::spell;
use crate::document::{Column, Document, Rows, Table, Value};

/// `csv`: comma separated, or as a spreadsheet wants it.
pub struct Csv;

/// `tsv`: tab separated, otherwise as `csv` in the plain profile.
pub struct Tsv;

impl Report for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "Rows, comma separated; with --csv excel as spreadsheets want them"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn write(&self, document: &Document, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        let Some(table) = table(document) else { return Ok(()) };
        match style.csv {
            CsvProfile::Plain => {
                write_table(table, Form { delimiter: b',', line_end: "\n" }, heading, plain, out)
            }
            CsvProfile::Excel => {
                out.write_all("\u{FEFF}".as_bytes())?;
                let comma = style.decimal_comma;
                let form = Form { delimiter: if comma { b';' } else { b',' }, line_end: "\r\n" };
                let zone =
                    document.meta.facts.iter().find(|(key, _)| *key == "timezone").map(|(_, zone)| zone);
                let heading = |text: &mut String, column: &Column| excel::heading(text, column, zone);
                write_table(table, form, heading, |text, value| excel::cell(text, value, comma), out)
            }
        }
    }
}

impl Report for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn about(&self) -> &'static str {
        "Rows, tab separated"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tsv"]
    }

    fn write(&self, document: &Document, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        let Some(table) = table(document) else { return Ok(()) };
        write_table(table, Form { delimiter: b'\t', line_end: "\n" }, heading, plain, out)
    }
}

/// The one table of a document that goes into the file: its rows, else its measures, else its first table.
fn table<'d, 'a>(document: &'d Document<'a>) -> Option<&'d Table<'a>> {
    let measures = || document.sections.iter().find(|section| section.key == "measures")?.table.as_ref();
    let first = || document.sections.iter().find_map(|section| section.table.as_ref());
    document.rows().or_else(measures).or_else(first).filter(|table| !table.columns.is_empty())
}

fn write_table(
    table: &Table,
    form: Form,
    heading: impl Fn(&mut String, &Column),
    spell: impl Fn(&mut String, &Value<'_>),
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut text = String::new();
    form.line(&mut text, table.columns.iter(), |text, column| {
        heading(text, column);
        Marks::Possible
    });
    for row in table.rows.iter() {
        form.line(&mut text, row.iter(), |text, value| {
            spell(text, value);
            marks(value)
        });
        Rows::drop(row);
        if BUFFER <= text.len() {
            out.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// So many bytes are written at a time.
const BUFFER: usize = 64 << 10;

/// Whether a cell may hold what means something between cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    None,
    Possible,
}

/// Numbers and times have none: a comma in a number goes with another delimiter.
const fn marks(value: &Value<'_>) -> Marks {
    match value {
        Value::Text(_) | Value::Id(_) | Value::Durations(_) | Value::List(_) | Value::Record(_) => {
            Marks::Possible
        }
        _ => Marks::None,
    }
}

/// How cells and lines are told apart.
#[derive(Clone, Copy)]
struct Form {
    delimiter: u8,
    line_end: &'static str,
}

impl Form {
    fn line<T>(
        self,
        text: &mut String,
        cells: impl Iterator<Item = T>,
        spell: impl Fn(&mut String, T) -> Marks,
    ) {
        let start = text.len();
        for (idx, cell) in cells.enumerate() {
            if 0 < idx {
                text.push(char::from(self.delimiter));
            }
            let start = text.len();
            if spell(text, cell) == Marks::Possible {
                self.quote(text, start);
            }
        }
        // A line of nothing would be no row.
        if text.len() == start {
            text.push_str("\"\"");
        }
        text.push_str(self.line_end);
    }

    /// Puts the cell that begins at `start` in quotes where it holds what means something (RFC 4180 §2).
    fn quote(self, text: &mut String, start: usize) {
        if !self.has_marks(text.as_bytes().get(start..).unwrap_or_default()) {
            return;
        }
        if memchr(b'"', text.as_bytes().get(start..).unwrap_or_default()).is_some() {
            let cell = text.split_off(start);
            text.push_str(&cell.replace('"', "\"\""));
        }
        text.insert(start, '"');
        text.push('"');
    }

    fn has_marks(self, cell: &[u8]) -> bool {
        let is_mark =
            |byte: u8| (byte == self.delimiter) | (byte == b'"') | (byte == b'\n') | (byte == b'\r');
        // Without a way out in the middle many bytes are looked at together.
        cell.iter().fold(false, |found, &byte| found | is_mark(byte))
    }
}

fn heading(text: &mut String, column: &Column) {
    text.push_str(column.key);
}

/// Adds a cell as it is, with nothing guarded and nothing cut.
fn plain(text: &mut String, value: &Value<'_>) {
    match value {
        Value::Absent | Value::AtLeast(..) => {}
        Value::Text(cell) | Value::Id(cell) => text.push_str(cell),
        Value::Number(number, decimals) => {
            spell::add_number(text, *number, *decimals);
        }
        Value::Share(tenths) => text.push_str(&spell::share(*tenths)),
        Value::Time(time) => spell::add_rfc3339(text, *time),
        Value::Integer(n) | Value::Duration(n) | Value::Minutes(n) | Value::Working(n) => {
            text.push_str(itoa::Buffer::new().format(*n));
        }
        Value::Durations(seconds) => {
            joined(text, seconds, |text, seconds| text.push_str(itoa::Buffer::new().format(*seconds)));
        }
        Value::List(items) => joined(text, items, |text, item| text.push_str(item)),
        Value::Record(fields) => joined(text, fields, |text, (key, value)| {
            text.push_str(key);
            text.push('=');
            plain(text, value);
        }),
    }
}

/// Adds what there are no lists for.
fn joined<T>(text: &mut String, items: &[T], add: impl Fn(&mut String, &T)) {
    for (idx, item) in items.iter().enumerate() {
        if 0 < idx {
            text.push(';');
        }
        add(text, item);
    }
}

#[cfg(test)]
mod tests;
