//! The header line of a table: its delimiter, its columns, and what detection can see of it.

use std::borrow::Cow;
use std::io::Cursor;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::records::{Records, Row, Step};

/// Column names as the file writes them; looked up without case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    pub names: Vec<String>,
    folded: Vec<String>,
}

impl Header {
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<String> =
            names.into_iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
        let folded = names.iter().map(|name| name.to_lowercase()).collect();
        Self { names, folded }
    }

    /// The first column of that name, whatever its case.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = name.trim().to_lowercase();
        self.folded.iter().position(|name| *name == wanted)
    }

    /// Are all these columns there?
    pub fn has_all<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> bool {
        names.into_iter().all(|name| self.find(name).is_some())
    }

    /// A row that repeats the header, where files were put together.
    pub fn repeats(&self, row: &Row) -> bool {
        row.width() == self.names.len()
            && row.cells().zip(&self.names).all(|(cell, name)| cell.trim() == name)
    }
}

/// The header of a file from its first bytes; `None` when they hold no table of at least two columns.
pub fn of_head(head: &[u8], whole: bool) -> Option<Header> {
    of_text(&head_text(head), whole)
}

/// The same of the first bytes as text.
pub fn of_text(text: &str, whole: bool) -> Option<Header> {
    let first = text.trim_start().chars().next()?;
    if matches!(first, '{' | '[' | '<') || text.contains('\0') {
        return None;
    }
    // A header that is not complete in a head of this size is none.
    if !whole && !text.contains(['\n', '\r']) {
        return None;
    }
    let mut records = Records::new(Cursor::new(text.as_bytes()));
    start(&mut records, None).ok()?;
    let mut row = Row::default();
    match records.next(&mut row).ok()? {
        Step::Row if 1 < row.width() => Some(Header::new(row.cells())),
        _ => None,
    }
}

/// The first bytes as text: UTF-16 by its mark or by its NUL bytes, else UTF-8.
pub fn head_text(head: &[u8]) -> Cow<'_, str> {
    let sample = head.get(..64).unwrap_or(head);
    let nul_at =
        |parity: usize| 4 <= sample.len() && sample.iter().skip(parity).step_by(2).all(|&byte| byte == 0);
    let wide = if head.starts_with(b"\xff\xfe") || nul_at(1) {
        Some(UTF_16LE)
    } else if head.starts_with(b"\xfe\xff") || nul_at(0) {
        Some(UTF_16BE)
    } else {
        None
    };
    match wide {
        Some(encoding) => encoding.decode_with_bom_removal(head).0,
        // Like the standard library's, and many times as fast.
        None => UTF_8.decode_with_bom_removal(head).0,
    }
}

/// Moves to the header: skips blank lines and Excel's `sep=;`, and settles the delimiter.
pub fn start<R: std::io::Read>(records: &mut Records<R>, delimiter: Option<u8>) -> std::io::Result<()> {
    loop {
        let peek = records.peek()?;
        if !matches!(peek.first(), Some(b'\n' | b'\r')) {
            break;
        }
        records.skip_line()?;
    }
    let peek = records.peek()?;
    let named = match peek {
        [b's', b'e', b'p', b'=', byte, b'\n' | b'\r', ..] => Some(*byte),
        _ => None,
    };
    if named.is_some() {
        records.skip_line()?;
    }
    let quote = records.quote;
    let found = match delimiter.or(named) {
        Some(delimiter) => delimiter,
        None => delimiter_of(records.peek()?, quote),
    };
    records.delimiter = found;
    Ok(())
}

/// The most frequent of `, ; TAB |` outside quotes in the first line.
fn delimiter_of(text: &[u8], quote: Option<u8>) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
    let mut counts = [0_u32; 4];
    let mut in_quotes = false;
    for &byte in text {
        if Some(byte) == quote {
            in_quotes = !in_quotes;
        } else if !in_quotes {
            if matches!(byte, b'\n' | b'\r') {
                break;
            }
            if let Some(idx) = CANDIDATES.iter().position(|&candidate| candidate == byte) {
                counts[idx] += 1;
            }
        }
    }
    let mut best = 0;
    for idx in 1..CANDIDATES.len() {
        if counts[best] < counts[idx] {
            best = idx;
        }
    }
    CANDIDATES[best]
}
