//! Rows as comma or tab separated values, for pipes and for spreadsheets.

mod excel;

use std::borrow::Cow;
use std::io;

use super::{CsvProfile, Report, Style};
use crate::document::spell;
use crate::document::{Document, Table, Value};

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
            CsvProfile::Plain => write_table(table, Form { delimiter: b',', line_end: "\n" }, plain, out),
            CsvProfile::Excel => {
                out.write_all("\u{FEFF}".as_bytes())?;
                let comma = style.decimal_comma;
                let form = Form { delimiter: if comma { b';' } else { b',' }, line_end: "\r\n" };
                write_table(table, form, |value| excel::cell(value, comma), out)
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
        write_table(table, Form { delimiter: b'\t', line_end: "\n" }, plain, out)
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
    spelt: impl Fn(&Value) -> Cow<'_, str>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut text = String::new();
    form.line(&mut text, table.columns.iter().map(|column| Cow::Borrowed(column.key)));
    for row in table.rows.iter() {
        form.line(&mut text, row.iter().map(&spelt));
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

/// How cells and lines are told apart.
#[derive(Clone, Copy)]
struct Form {
    delimiter: u8,
    line_end: &'static str,
}

impl Form {
    fn line<'c>(self, text: &mut String, cells: impl Iterator<Item = Cow<'c, str>>) {
        let start = text.len();
        for (idx, cell) in cells.enumerate() {
            if 0 < idx {
                text.push(char::from(self.delimiter));
            }
            self.cell(text, &cell);
        }
        // A line of nothing would be no row.
        if text.len() == start {
            text.push_str("\"\"");
        }
        text.push_str(self.line_end);
    }

    /// A cell, in quotes where it holds what means something (RFC 4180 §2).
    fn cell(self, text: &mut String, cell: &str) {
        // Without a way out in the middle this looks at many bytes at once.
        let is_special = |byte: u8| byte == self.delimiter || matches!(byte, b'"' | b'\n' | b'\r');
        if !cell.bytes().fold(false, |found, byte| found | is_special(byte)) {
            return text.push_str(cell);
        }
        text.push('"');
        for (idx, part) in cell.split('"').enumerate() {
            if 0 < idx {
                text.push_str("\"\"");
            }
            text.push_str(part);
        }
        text.push('"');
    }
}

/// A cell as it is, with nothing guarded and nothing cut.
fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Absent => Cow::Borrowed(""),
        Value::Text(text) | Value::Id(text) => Cow::Borrowed(text),
        Value::Integer(integer) => Cow::Owned(integer.to_string()),
        Value::Number(number, decimals) => Cow::Owned(spell::number(*number, *decimals).unwrap_or_default()),
        Value::Share(tenths) => Cow::Owned(spell::share(*tenths)),
        Value::Time(time) => Cow::Owned(spell::rfc3339(*time)),
        Value::Duration(seconds) | Value::Minutes(seconds) | Value::Working(seconds) => {
            Cow::Owned(seconds.to_string())
        }
        Value::List(items) => Cow::Owned(items.join(";")),
        Value::Record(fields) => {
            let parts: Vec<String> =
                fields.iter().map(|(key, value)| format!("{key}={}", plain(value))).collect();
            Cow::Owned(parts.join(";"))
        }
    }
}

#[cfg(test)]
mod tests;
