//! Rows as comma or tab separated values, for pipes and for spreadsheets.

mod excel;

use std::borrow::Cow;
use std::io;

use csv::{Terminator, WriterBuilder};

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
            CsvProfile::Plain => write_table(table, b',', Terminator::Any(b'\n'), plain, out),
            CsvProfile::Excel => {
                out.write_all("\u{FEFF}".as_bytes())?;
                let delimiter = if style.decimal_comma { b';' } else { b',' };
                let comma = style.decimal_comma;
                write_table(table, delimiter, Terminator::CRLF, |value| excel::cell(value, comma), out)
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
        write_table(table, b'\t', Terminator::Any(b'\n'), plain, out)
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
    delimiter: u8,
    terminator: Terminator,
    spelt: impl Fn(&Value) -> Cow<'_, str>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.key))?;
    for row in table.rows.iter() {
        for value in row.iter() {
            writer.write_field(spelt(value).as_ref())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
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
