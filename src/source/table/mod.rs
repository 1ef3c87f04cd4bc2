//! Tables as text (CSV, TSV and their relatives): one reader for every source that has columns.

pub mod header;
pub mod literal;
pub mod records;
pub mod value;

use std::io::{self, Read};

use crate::input::text::TextReader;
use crate::problem::Problem;
use crate::source::{Sniff, Stream};
use header::Header;
use records::{Records, Row, Step};

/// How a table is written, where its first line does not say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `None` takes it from the header line.
    pub delimiter: Option<u8>,
    /// `None` is a file without quoting.
    pub quote: Option<u8>,
    /// Lines before the header.
    pub skip_rows: u64,
    /// Names of the columns of a file without a header.
    pub columns: Option<Vec<String>>,
    /// The fewest and the most cells of a row; `None` are as many as the header names, or more that are empty.
    pub widths: Option<(usize, usize)>,
}

impl Default for Options {
    fn default() -> Self {
        Self { delimiter: None, quote: Some(b'"'), skip_rows: 0, columns: None, widths: None }
    }
}

/// A table that is read row by row.
pub struct Table {
    pub header: Header,
    records: Records<TextReader<Box<dyn Read + Send>>>,
    row: Row,
    widths: Option<(usize, usize)>,
    n_records: u64,
}

/// What comes next in a table.
pub enum Next<'a> {
    Row(Record<'a>),
    /// A row that cannot be trusted; it counts as one record.
    Bad(Problem),
    /// The header once more: files were put together.
    Header,
    End,
}

/// One row with its place.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    row: &'a Row,
    /// From 1, the header not counted.
    pub number: u64,
    /// Line of its first byte, from 1.
    pub line: u64,
}

impl Table {
    /// Opens the stream and reads its header.
    pub fn open(stream: &Stream<'_>, options: &Options) -> io::Result<Self> {
        Self::of_text(stream.text()?, options)
    }

    /// Reads the beginning of a table.
    pub fn of_head(stream: &Stream<'_>, head: &[u8], options: &Options) -> io::Result<Self> {
        let head = Box::new(io::Cursor::new(head.to_vec()));
        Self::of_text(TextReader::new(head, stream.settings.encoding), options)
    }

    /// Reads a table from text at hand.
    pub fn new(text: String, options: &Options) -> io::Result<Self> {
        Self::of_text(TextReader::new(Box::new(io::Cursor::new(text.into_bytes())), None), options)
    }

    /// Reads a table from text of any kind.
    pub fn of_text(text: TextReader<Box<dyn Read + Send>>, options: &Options) -> io::Result<Self> {
        let mut records = Records::new(text);
        records.quote = options.quote;
        for _ in 0..options.skip_rows {
            records.skip_line()?;
        }
        header::start(&mut records, options.delimiter)?;
        let mut row = Row::default();
        let header = match &options.columns {
            Some(columns) => Header::new(columns.iter().map(String::as_str)),
            None => match records.next(&mut row)? {
                Step::Row => Header::new(row.cells()),
                _ => Header::default(),
            },
        };
        records.width = header.names.len();
        Ok(Self { header, records, row, widths: options.widths, n_records: 0 })
    }

    /// What is wrong with the text read so far as a whole.
    pub fn remark(&self) -> Option<Problem> {
        replaced(self.records.inner.n_replaced)
    }

    /// The next row.
    pub fn advance(&mut self) -> io::Result<Next<'_>> {
        let step = loop {
            let step = self.records.next(&mut self.row)?;
            if step != Step::Blank {
                break step;
            }
        };
        let width = self.header.names.len();
        if step == Step::End {
            return Ok(Next::End);
        }
        self.n_records += 1;
        let (number, line) = (self.n_records, self.row.line);
        let problem = |code, text: String| Next::Bad(Problem::record(code, number, text).at_line(line));
        Ok(match step {
            Step::Row | Step::Blank | Step::End if self.header.repeats(&self.row) => Next::Header,
            Step::Row | Step::Blank | Step::End => {
                let found = self.row.width();
                let surplus_is_empty =
                    || (width..found).all(|idx| self.row.cell(idx).is_none_or(|cell| cell.trim().is_empty()));
                let fits = match self.widths {
                    Some((fewest, most)) => (fewest..=most).contains(&found),
                    None => found == width || width < found && surplus_is_empty(),
                };
                if fits {
                    Next::Row(Record { row: &self.row, number, line })
                } else {
                    problem("ragged-row", format!("row of {found} cells where the header names {width}"))
                }
            }
            Step::StrayQuote => problem(
                "stray-quote",
                "a quote opens and does not close; read on from the next line".to_owned(),
            ),
            Step::TooLong { lines } => problem(
                "row-too-long",
                format!("row longer than {} MiB; {lines} lines skipped", records::MAX_ROW >> 20),
            ),
            Step::Cut => problem("cut-row", "the file ends inside this row".to_owned()),
        })
    }
}

impl<'a> Record<'a> {
    /// The text of a column that may be missing; `None` for the ways to write nothing.
    pub fn get(&self, column: Option<usize>) -> Option<&'a str> {
        value::present(self.row.cell(column?)?)
    }

    /// The text of a column as it is written.
    pub fn raw(&self, column: usize) -> Option<&'a str> {
        self.row.cell(column)
    }
}

/// Says that bytes did not fit the encoding, if any.
pub fn replaced(n_replaced: u64) -> Option<Problem> {
    (n_replaced != 0).then(|| {
        Problem::file(
            "bytes-replaced",
            format!("{n_replaced} places are not in the file's encoding and were replaced; name the encoding in a [[source]]"),
        )
    })
}

/// A large file that was never fetched: its pointer stands in its place.
pub fn refuse_pointer(head: &[u8]) -> Option<Sniff> {
    header::head_text(head.get(..256).unwrap_or(head))
        .starts_with("version https://git-lfs.github.com/spec/v1")
        .then(|| {
            Sniff::Refuse(
                "a Git LFS pointer stands in place of the file; run `git lfs pull` and read the file itself"
                    .to_owned(),
            )
        })
}

#[cfg(test)]
mod tests;
