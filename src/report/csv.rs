//! Rows as comma or tab separated values, for pipes and for spreadsheets.

mod excel;

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
                write_table(table, form, |text, value| excel::cell(text, value, comma), out)
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
    spell: impl Fn(&mut String, &Value<'_>),
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut line = Line::new(form);
    let mut text = String::new();
    for column in &table.columns {
        line.cell(|cell| cell.push_str(column.key));
    }
    line.end(&mut text);
    for row in table.rows.iter() {
        for value in row.iter() {
            line.cell(|cell| spell(cell, value));
        }
        line.end(&mut text);
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

/// The cells of a line, put together when all are there: most lines hold nothing that must be in quotes, and one look at a
/// whole line costs less than one at each of its cells.
struct Line {
    form: Form,
    /// The cells, a delimiter behind each.
    cells: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// Of each byte, whether a cell that holds it must be in quotes.
    special: [bool; 256],
}

impl Line {
    fn new(form: Form) -> Self {
        let special = [form.delimiter, b'"', b'\n', b'\r'];
        Self {
            form,
            cells: String::new(),
            ends: Vec::new(),
            special: std::array::from_fn(|byte| special.iter().any(|&special| usize::from(special) == byte)),
        }
    }

    fn cell(&mut self, spell: impl FnOnce(&mut String)) {
        spell(&mut self.cells);
        self.ends.push(self.cells.len());
        self.cells.push(char::from(self.form.delimiter));
    }

    /// Adds the line to a text and begins the next one.
    fn end(&mut self, text: &mut String) {
        let all = self.cells.get(..self.ends.last().copied().unwrap_or(0)).unwrap_or_default();
        let n_delimiters = memchr::memchr_iter(self.form.delimiter, all.as_bytes()).count();
        let is_plain =
            n_delimiters < self.ends.len() && memchr::memchr3(b'"', b'\n', b'\r', all.as_bytes()).is_none();
        if all.is_empty() {
            // A line of nothing would be no row.
            text.push_str("\"\"");
        } else if is_plain {
            text.push_str(all);
        } else {
            self.quote(text);
        }
        text.push_str(self.form.line_end);
        self.cells.clear();
        self.ends.clear();
    }

    /// Puts those cells in quotes that hold what means something (RFC 4180 §2).
    fn quote(&self, text: &mut String) {
        let mut start = 0;
        for &end in &self.ends {
            if 0 < start {
                text.push(char::from(self.form.delimiter));
            }
            let cell = self.cells.get(start..end).unwrap_or_default();
            start = end + 1;
            if !cell.bytes().any(|byte| self.special[usize::from(byte)]) {
                text.push_str(cell);
                continue;
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
}

/// Adds a cell as it is, with nothing guarded and nothing cut.
fn plain(text: &mut String, value: &Value<'_>) {
    match value {
        Value::Absent => {}
        Value::Text(cell) | Value::Id(cell) => text.push_str(cell),
        Value::Number(number, decimals) => {
            spell::add_number(text, *number, *decimals);
        }
        Value::Share(tenths) => text.push_str(&spell::share(*tenths)),
        Value::Time(time) => spell::add_rfc3339(text, *time),
        Value::Integer(n) | Value::Duration(n) | Value::Minutes(n) | Value::Working(n) => {
            text.push_str(itoa::Buffer::new().format(*n));
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
