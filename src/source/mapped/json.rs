//! Takes JSON and NDJSON apart into records without holding more than one of them where the form allows.

use std::io::{self, Read};

use serde_json::Value;

/// A document longer than this is not read.
const MAX_DOCUMENT: usize = 256 << 20;
/// A record of its own line, or of an array that is taken apart, is never longer than this.
const MAX_RECORD: usize = 64 << 20;
const CHUNK: usize = 64 << 10;

/// The JSON values of a stream: of a top-level array each element, else each top-level value.
pub struct Items<R> {
    pub inner: R,
    buf: Vec<u8>,
    at: usize,
    line: u64,
    at_end: bool,
    state: State,
    /// One value a line: a broken line does not harm the next.
    by_line: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Values,
    /// Inside a top-level array.
    Elements,
}

/// One value and where it begins.
pub struct Item {
    pub line: u64,
    pub value: Result<Value, String>,
}

impl<R: Read> Items<R> {
    /// With `split`, a top-level array is taken apart.
    pub fn new(inner: R, by_line: bool, split: bool) -> Self {
        let state = if split && !by_line { State::Start } else { State::Values };
        Self { inner, buf: Vec::new(), at: 0, line: 1, at_end: false, state, by_line }
    }

    pub fn next(&mut self) -> io::Result<Option<Item>> {
        loop {
            let Some(byte) = self.peek()? else {
                return Ok(None);
            };
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                b'[' if self.state == State::Start => self.state = State::Elements,
                b',' | b']' if self.state == State::Elements => {}
                _ => break,
            }
            self.at += 1;
        }
        if self.state == State::Start {
            self.state = State::Values;
        }
        let line = self.line;
        let n_bytes = if self.by_line { self.line_end()? } else { self.value_end()? };
        let bytes = self.rest(0).get(..n_bytes).unwrap_or_default();
        let n_lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
        let value = serde_json::from_slice(bytes).map_err(|error| error.to_string());
        self.line += n_lines as u64;
        self.at += n_bytes;
        Ok(Some(Item { line, value }))
    }

    fn line_end(&mut self) -> io::Result<usize> {
        let mut at = 0;
        loop {
            let rest = self.rest(at);
            match memchr::memchr(b'\n', rest) {
                Some(found) => return Ok(at + found),
                None => at += rest.len(),
            }
            if !self.fill()? {
                return Ok(at);
            }
        }
    }

    /// How long the value at hand is, by brackets and quotes alone.
    fn value_end(&mut self) -> io::Result<usize> {
        let (mut at, mut depth) = (0, 0_u64);
        let (mut in_text, mut escaped) = (false, false);
        loop {
            while let Some(&byte) = self.buf.get(self.at + at) {
                if in_text {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => in_text = false,
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => in_text = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth == 0 => return Ok(at.max(1)),
                        b'}' | b']' => {
                            depth -= 1;
                            if depth == 0 {
                                return Ok(at + 1);
                            }
                        }
                        b',' | b'\n' if depth == 0 => return Ok(at.max(1)),
                        _ => {}
                    }
                }
                at += 1;
            }
            if !self.fill()? {
                return Ok(at);
            }
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            if let Some(&byte) = self.buf.get(self.at) {
                return Ok(Some(byte));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// What is held from `at` on, counted from the value at hand.
    fn rest(&self, at: usize) -> &[u8] {
        self.buf.get(self.at + at..).unwrap_or_default()
    }

    fn fill(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        self.buf.drain(..self.at);
        self.at = 0;
        let limit = if self.by_line || self.state == State::Elements { MAX_RECORD } else { MAX_DOCUMENT };
        if limit < self.buf.len() {
            let size = limit >> 20;
            let line = self.line;
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "a JSON value of more than {size} MiB from line {line}; save it as NDJSON or in several files"
                ),
            ));
        }
        let held = self.buf.len();
        let read = self.inner.by_ref().take(CHUNK as u64).read_to_end(&mut self.buf)?;
        self.at_end = read == 0;
        Ok(held < self.buf.len())
    }
}

/// The beginning of a document as a value: cut behind its last complete part, with all brackets closed.
pub fn of_head(head: &str) -> Option<Value> {
    /// Deeper than any signature.
    const MAX_DEPTH: usize = 100;
    let text = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut open: Vec<u8> = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    let mut safe: (usize, Vec<u8>) = (0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => {
                open.push(if byte == b'{' { b'}' } else { b']' });
                if MAX_DEPTH < open.len() {
                    return None;
                }
                safe = (at + 1, open.clone());
            }
            b'}' | b']' => {
                open.pop();
                safe = (at + 1, open.clone());
                if open.is_empty() {
                    break;
                }
            }
            b',' => safe = (at, open.clone()),
            _ => {}
        }
    }
    let mut cut = text.get(..safe.0)?.as_bytes().to_vec();
    cut.extend(safe.1.iter().rev());
    serde_json::from_slice(&cut).ok()
}

#[cfg(test)]
mod tests;
