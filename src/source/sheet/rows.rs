//! The rows of a worksheet as lines of comma separated values, one at a time.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::sync::Arc;

use super::{Document, Workbook, local_name};
use crate::source::xml::{Event, Tag};

/// A sheet has at most so many rows and columns (Excel specifications and limits).
const MAX_ROWS: u64 = 1 << 20;
const MAX_COLUMNS: usize = 1 << 14;
/// What a longer line still holds does not matter: the table refuses it.
const MAX_LINE: usize = 17 << 20;
/// Up to here a sheet may grow as it likes, then to so many times the size of its workbook.
const FREE: u64 = 64 << 20;
const MAX_RATIO: u64 = 200;

/// Makes the lines while they are read.
pub struct Rows {
    xml: Document,
    workbook: Arc<Workbook>,
    line: Vec<u8>,
    /// How much of the line is handed out.
    given: usize,
    cells: Vec<String>,
    /// Bytes of all of them.
    n_in_cells: usize,
    /// Of the cell that is being read.
    cell: Cell,
    n_bytes: u64,
    /// Number of the last row that was handed out.
    row: u64,
    /// Columns of the widest row so far; shorter ones are filled up.
    width: usize,
    is_done: bool,
}

#[derive(Default)]
struct Cell {
    column: usize,
    kind: Kind,
    style: usize,
    value: String,
    is_value: bool,
    n_phonetic: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Error,
}

impl Rows {
    pub fn new(xml: Document, workbook: Arc<Workbook>) -> Self {
        Self {
            xml,
            workbook,
            line: Vec::new(),
            given: 0,
            cells: Vec::new(),
            n_in_cells: 0,
            cell: Cell::default(),
            n_bytes: 0,
            row: 0,
            width: 0,
            is_done: false,
        }
    }

    /// Makes the next line; nothing at the end.
    fn advance(&mut self) -> io::Result<()> {
        self.line.clear();
        self.given = 0;
        let mut row = self.row + 1;
        while !self.is_done {
            match self.xml.next()? {
                Some(Event::Start(tag)) => match local_name(tag.name) {
                    "row" => {
                        row = tag.get("r").and_then(|row| row.parse().ok()).unwrap_or(self.row + 1);
                        self.cells.clear();
                        self.n_in_cells = 0;
                    }
                    "c" => self.cell = Cell::of(tag, self.cells.len()),
                    "v" | "t" => self.cell.is_value = self.cell.n_phonetic == 0,
                    "rPh" => self.cell.n_phonetic += 1,
                    _ => {}
                },
                Some(Event::Text(text)) if self.cell.is_value && self.cell.value.len() < MAX_LINE => {
                    self.cell.value.push_str(text);
                }
                Some(Event::Text(_)) => {}
                Some(Event::End(name)) => match local_name(name) {
                    "v" | "t" => self.cell.is_value = false,
                    "rPh" => self.cell.n_phonetic = self.cell.n_phonetic.saturating_sub(1),
                    "c" => self.end_cell(),
                    "row" => {
                        self.end_row(row);
                        return self.check_size();
                    }
                    "sheetData" => self.is_done = true,
                    _ => {}
                },
                Some(Event::Broken { what, .. }) => {
                    let text = format!("the worksheet is damaged ({what}): what could be read is kept");
                    return Err(io::Error::new(io::ErrorKind::InvalidData, text));
                }
                None => self.is_done = true,
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Cell { column, kind, style, .. } = self.cell;
        let raw = std::mem::take(&mut self.cell.value);
        if MAX_COLUMNS <= column || MAX_LINE < self.n_in_cells {
            return;
        }
        let texts = || self.workbook.texts.get()?.as_ref().ok();
        let value = match kind {
            Kind::Shared => {
                let text = raw.trim().parse().ok().and_then(|idx| texts()?.get(idx));
                text.unwrap_or_default().to_owned()
            }
            Kind::Number => self.workbook.dates.time(style, raw.trim()).unwrap_or_else(|| number(&raw)),
            Kind::Bool => if raw.trim() == "1" { "true" } else { "false" }.to_owned(),
            Kind::Text => raw,
            // `#N/A` and its like say that there is nothing.
            Kind::Error => String::new(),
        };
        self.n_in_cells += value.len();
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = value;
        }
    }

    /// Rows that are left out are blank lines, so that lines are numbered as rows are.
    fn end_row(&mut self, row: u64) {
        if self.row < row && row <= MAX_ROWS {
            let n_blank = usize::try_from(row - self.row - 1).unwrap_or_default();
            self.line.resize(n_blank, b'\n');
        }
        self.row = row.clamp(self.row + 1, MAX_ROWS.max(self.row + 1));
        let n_cells = self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if n_cells != 0 {
            self.width = self.width.max(n_cells);
            for column in 0..self.width {
                if column != 0 {
                    self.line.push(b',');
                }
                if let Some(cell) = self.cells.get(column).filter(|_| self.line.len() < MAX_LINE) {
                    push_cell(cell, &mut self.line);
                }
            }
        }
        self.cells.clear();
        self.line.push(b'\n');
    }

    fn check_size(&mut self) -> io::Result<()> {
        self.n_bytes += self.line.len() as u64;
        let allowed = self.workbook.book.size().saturating_mul(MAX_RATIO);
        if FREE < self.n_bytes && allowed < self.n_bytes {
            let text = format!(
                "the worksheet grows to more than {MAX_RATIO} times the size of its workbook, as bombs do: save it as CSV if you trust it"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        Ok(())
    }
}

impl Read for Rows {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.given == self.line.len() {
            if self.is_done {
                return Ok(0);
            }
            self.advance()?;
        }
        let mut rest = self.line.get(self.given..).unwrap_or_default();
        let n = rest.read(buf)?;
        self.given += n;
        Ok(n)
    }
}

impl Cell {
    fn of(tag: Tag<'_>, next: usize) -> Self {
        let kind = match tag.get("t").as_deref() {
            Some("s") => Kind::Shared,
            Some("b") => Kind::Bool,
            Some("e") => Kind::Error,
            None | Some("n") => Kind::Number,
            Some(_) => Kind::Text,
        };
        let column = tag.get("r").and_then(|place| column(&place)).unwrap_or(next);
        let style = tag.get("s").and_then(|style| style.parse().ok()).unwrap_or_default();
        Self { column, kind, style, ..Self::default() }
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number =
        letters.fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// A number as people write it; programs write `0.1` as `0.10000000000000001`.
fn number(raw: &str) -> String {
    let raw = raw.trim();
    let is_plain = raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match raw.parse::<f64>() {
        Ok(number) if !is_plain && number.abs() < 1e15 => {
            let mut text = String::new();
            // Writing to a text cannot fail.
            let _ = write!(text, "{number}");
            text
        }
        _ => raw.to_owned(),
    }
}

fn push_cell(cell: &str, line: &mut Vec<u8>) {
    let is_special = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'|' | b'"' | b'\n' | b'\r');
    if !cell.as_bytes().iter().any(is_special) {
        line.extend_from_slice(cell.as_bytes());
        return;
    }
    line.push(b'"');
    line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    line.push(b'"');
}

#[cfg(test)]
mod tests;
