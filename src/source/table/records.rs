//! Splits text into rows of cells: any line end, line ends and stray quotes inside quotes, in bounded memory.

mod row;

use std::io::{self, Read};

use encoding_rs::UTF_8;
use memchr::{memchr, memchr2};

use crate::source::near;

pub use row::Row;

/// A row longer than this is taken for a stray quote that swallows what follows.
pub const MAX_ROW: usize = 16 << 20;
/// How often reading goes back to the line after a stray quote; behind that the swallowed part is skipped,
/// so that a hostile file is not read again from every line.
const MAX_REWINDS: u8 = 16;
const CHUNK: usize = 256 << 10;
/// Spaces between a closing quote and the delimiter that are forgiven.
const MAX_PADDING: usize = 8;

/// Reads rows one after the other.
pub struct Records<R> {
    pub inner: R,
    /// What was read stands before `end`.
    buf: Vec<u8>,
    /// Where the row at hand begins in `buf`.
    start: usize,
    end: usize,
    /// How much the next look asks for.
    chunk: usize,
    at_end: bool,
    /// Line of `start`, from 1.
    line: u64,
    rewinds: u8,
    max_row: usize,
    pub delimiter: u8,
    pub quote: Option<u8>,
    /// Cells of an ordinary row, for telling a stray quote from a cut file.
    pub width: usize,
}

/// What was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Row,
    /// A line of no bytes; it is no row.
    Blank,
    /// A quote that does not close: reading goes on with the next line.
    StrayQuote,
    /// A row above the limit; `lines` of it are skipped.
    TooLong {
        lines: u64,
    },
    /// The file ends inside quotes.
    Cut,
    End,
}

impl<R: Read> Records<R> {
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            buf: Vec::new(),
            start: 0,
            end: 0,
            chunk: CHUNK >> 6,
            at_end: false,
            line: 1,
            rewinds: MAX_REWINDS,
            max_row: MAX_ROW,
            delimiter: b',',
            quote: Some(b'"'),
            width: 0,
        }
    }

    /// The text to come, as far as one look holds it.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        while self.end - self.start < CHUNK && self.fill()? {}
        Ok(self.rest(0))
    }

    /// Drops the line to come.
    pub fn skip_line(&mut self) -> io::Result<()> {
        let mut at = 0;
        loop {
            let rest = self.rest(at);
            if let Some(found) = memchr2(b'\n', b'\r', rest) {
                at += found;
                break;
            }
            at += rest.len();
            if self.max_row < at {
                // Nothing is kept of it.
                self.start += at;
                at = 0;
            }
            if !self.fill()? {
                break;
            }
        }
        let end = self.line_end(at)?;
        self.advance(end);
        Ok(())
    }

    /// Reads the next row into `row`, whose `line` is set in every case.
    pub fn next(&mut self, row: &mut Row) -> io::Result<Step> {
        row.line = self.line;
        match self.parse(row)? {
            Parsed::Row(end) => {
                let blank = row.width() == 1 && end == self.line_end(0)?;
                self.advance(end);
                Ok(if blank { Step::Blank } else { Step::Row })
            }
            Parsed::End => Ok(Step::End),
            Parsed::Unclosed => {
                if self.rewinds != 0 && self.next_line_is_a_row()? {
                    self.rewinds -= 1;
                    self.skip_line()?;
                    return Ok(Step::StrayQuote);
                }
                let end = self.end - self.start;
                self.advance(end);
                Ok(Step::Cut)
            }
            Parsed::TooLong => {
                // Only what the limit covers may decide: how much more was read is chance.
                let row_start = self.rest(0).get(..self.max_row).unwrap_or_default();
                if self.rewinds != 0 && memchr2(b'\n', b'\r', row_start).is_some() {
                    self.rewinds -= 1;
                    self.skip_line()?;
                    return Ok(Step::StrayQuote);
                }
                self.advance(self.max_row);
                self.skip_line()?;
                Ok(Step::TooLong { lines: self.line - row.line })
            }
        }
    }

    fn parse(&mut self, row: &mut Row) -> io::Result<Parsed> {
        if let Some(end) = self.parse_plain(row) {
            return Ok(Parsed::Row(end));
        }
        let mut text = std::mem::take(&mut row.text).into_bytes();
        text.clear();
        row.cells.clear();
        let parsed = self.parse_cells(&mut text, &mut row.cells);
        row.text = match String::from_utf8(text) {
            Ok(text) => text,
            Err(error) => {
                // The text reader yields UTF-8 only; a broken one must not shift the cells' ends.
                let ascii: Vec<u8> =
                    error.as_bytes().iter().map(|&byte| if byte.is_ascii() { byte } else { b'?' }).collect();
                String::from_utf8(ascii).unwrap_or_default()
            }
        };
        parsed
    }

    /// Most rows lie whole in what was read, with quotes around whole cells and none within: such a row is copied in one
    /// piece. The position behind it; `None` for any other row.
    fn parse_plain(&self, row: &mut Row) -> Option<usize> {
        let rest = self.rest(0);
        let mut at = 0;
        row.cells.clear();
        loop {
            if self.quote.is_some() && rest.get(at).copied() == self.quote {
                let quote = self.quote?;
                let start = at + 1;
                let end = start + memchr2(quote, b'\r', rest.get(start..)?)?;
                if rest.get(end) != Some(&quote) {
                    return None;
                }
                row.cells.push((start, end));
                at = end + 1;
            } else {
                let start = at;
                at += near::first(rest.get(at..)?, [self.delimiter, b'\n', b'\r'])?;
                row.cells.push((start, at));
            }
            match *rest.get(at)? {
                byte if byte == self.delimiter => at += 1,
                b'\n' => break at += 1,
                b'\r' if *rest.get(at + 1)? == b'\n' => break at += 2,
                _ => return None,
            }
        }
        row.text.clear();
        // Beyond ASCII four times as fast as the standard library.
        row.text.push_str(&UTF_8.decode_without_bom_handling_and_without_replacement(rest.get(..at)?)?);
        (at <= self.max_row).then_some(at)
    }

    fn parse_cells(&mut self, text: &mut Vec<u8>, cells: &mut Vec<(usize, usize)>) -> io::Result<Parsed> {
        let mut at = 0;
        if self.byte(at)?.is_none() {
            return Ok(Parsed::End);
        }
        loop {
            let start = text.len();
            if self.quote.is_some() && self.byte(at)? == self.quote {
                match self.quoted(at + 1, text)? {
                    Ok(end) => at = end,
                    Err(parsed) => return Ok(parsed),
                }
            } else {
                loop {
                    let rest = self.rest(at);
                    if let Some(found) = near::first(rest, [self.delimiter, b'\n', b'\r']) {
                        text.extend_from_slice(&rest[..found]);
                        at += found;
                        break;
                    }
                    text.extend_from_slice(rest);
                    at += rest.len();
                    if self.max_row < at {
                        return Ok(Parsed::TooLong);
                    }
                    if !self.fill()? {
                        break;
                    }
                }
            }
            cells.push((start, text.len()));
            match self.byte(at)? {
                Some(byte) if byte == self.delimiter => at += 1,
                _ if self.max_row < at => return Ok(Parsed::TooLong),
                _ => return Ok(Parsed::Row(self.line_end(at)?)),
            }
            if self.max_row < at {
                return Ok(Parsed::TooLong);
            }
        }
    }

    /// A quoted cell from behind its quote on; the position behind its closing quote. A quote that is
    /// followed by neither delimiter nor line end belongs to the text.
    fn quoted(&mut self, from: usize, cells: &mut Vec<u8>) -> io::Result<Result<usize, Parsed>> {
        let quote = self.quote.unwrap_or(b'"');
        let cell = cells.len();
        let mut at = from;
        loop {
            if self.max_row < at {
                return Ok(Err(Parsed::TooLong));
            }
            let rest = self.rest(at);
            let Some(found) = memchr(quote, rest) else {
                cells.extend_from_slice(rest);
                at += rest.len();
                if at <= self.max_row && !self.fill()? {
                    return Ok(Err(Parsed::Unclosed));
                }
                continue;
            };
            cells.extend_from_slice(&rest[..found]);
            at += found + 1;
            if self.byte(at)? == Some(quote) {
                cells.push(quote);
                at += 1;
                continue;
            }
            let mut end = at;
            while self.byte(end)? == Some(b' ') && end - at < MAX_PADDING {
                end += 1;
            }
            match self.byte(end)? {
                Some(byte) if !matches!(byte, b'\n' | b'\r') && byte != self.delimiter => cells.push(quote),
                _ => {
                    unify_line_ends(cells, cell);
                    return Ok(Ok(end));
                }
            }
        }
    }

    /// Is the line behind an unclosed quote a row like the others? All that is left is in memory.
    fn next_line_is_a_row(&mut self) -> io::Result<bool> {
        if self.width < 2 {
            return Ok(false);
        }
        let Some(found) = memchr2(b'\n', b'\r', self.rest(0)) else {
            return Ok(false);
        };
        let (start, end) = (self.start, self.line_end(found)?);
        self.start += end;
        let mut probe = Row::default();
        let parsed = self.parse(&mut probe);
        self.start = start;
        Ok(matches!(parsed?, Parsed::Row(_)) && probe.width() == self.width)
    }

    /// The position behind the line end at `at`, if there is one.
    fn line_end(&mut self, at: usize) -> io::Result<usize> {
        Ok(match self.byte(at)? {
            Some(b'\n') => at + 1,
            Some(b'\r') if self.byte(at + 1)? == Some(b'\n') => at + 2,
            Some(b'\r') => at + 1,
            _ => at,
        })
    }

    fn advance(&mut self, n_bytes: usize) {
        self.line += count_lines(self.rest(0).get(..n_bytes).unwrap_or_default());
        self.start += n_bytes;
    }

    fn rest(&self, at: usize) -> &[u8] {
        self.buf.get(self.start + at..self.end).unwrap_or_default()
    }

    fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        loop {
            if let Some(&byte) = self.rest(at).first() {
                return Ok(Some(byte));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Reads more; `false` at the end.
    fn fill(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        self.buf.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.buf.len() < self.end + self.chunk {
            self.buf.resize(self.end + self.chunk, 0);
        }
        let free = self.buf.get_mut(self.end..).unwrap_or_default();
        let n_bytes = loop {
            match self.inner.read(free) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.end += n_bytes;
        self.at_end = n_bytes == 0;
        self.chunk = (self.chunk * 2).min(CHUNK);
        Ok(!self.at_end)
    }
}

enum Parsed {
    /// A row that ends at this position, its line end included.
    Row(usize),
    Unclosed,
    TooLong,
    End,
}

/// The text of a cell does not depend on how the file ends its lines.
fn unify_line_ends(cells: &mut Vec<u8>, from: usize) {
    let Some(first) = memchr(b'\r', cells.get(from..).unwrap_or_default()) else {
        return;
    };
    let start = from + first;
    let mut to = start;
    for at in start..cells.len() {
        match cells[at] {
            b'\r' if cells.get(at + 1) == Some(&b'\n') => continue,
            b'\r' => cells[to] = b'\n',
            byte => cells[to] = byte,
        }
        to += 1;
    }
    cells.truncate(to);
}

fn count_lines(bytes: &[u8]) -> u64 {
    let mut n_lines = 0;
    let mut at = 0;
    while let Some(found) = memchr2(b'\n', b'\r', bytes.get(at..).unwrap_or_default()) {
        at += found + 1;
        if bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        n_lines += 1;
    }
    n_lines
}

#[cfg(test)]
mod tests;
