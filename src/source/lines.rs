//! Lines of a stream of any length, held in one buffer that never grows beyond a cap.

use std::io::{self, Read};

use memchr::memchr;

const FIRST_BUFFER: usize = 128 * 1024;

/// Reads a stream line by line.
pub struct Lines<R> {
    inner: R,
    buffer: Vec<u8>,
    /// The unread bytes of the buffer.
    start: usize,
    end: usize,
    /// Offset in the stream of the byte at `start`.
    offset: u64,
    number: u64,
    cap: usize,
    /// The rest of a line that was too long is still to come.
    skipping: bool,
    ended: bool,
}

/// A line without its end (LF or CRLF).
pub struct Line<'a> {
    pub bytes: &'a [u8],
    /// From 1.
    pub number: u64,
    /// Of its first byte, counted from where the reader began.
    pub offset: u64,
    /// It was longer than the cap; the rest of it is dropped.
    pub cut: bool,
}

impl<R: Read> Lines<R> {
    /// Lines of more than `cap` bytes are cut.
    pub fn new(inner: R, cap: usize) -> Self {
        let buffer = vec![0; FIRST_BUFFER.min(cap.max(1))];
        Self { inner, buffer, start: 0, end: 0, offset: 0, number: 0, cap, skipping: false, ended: false }
    }

    /// The stream below.
    pub const fn inner(&self) -> &R {
        &self.inner
    }

    /// The next line; `None` at the end. A last line without an end is a line when it holds a byte.
    pub fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        if self.skipping {
            self.skip()?;
        }
        // Bytes of this line in which no end was found yet.
        let mut seen = 0;
        let (length, step, cut) = loop {
            let unread = &self.buffer[self.start..self.end];
            if let Some(at) = memchr(b'\n', &unread[seen..]) {
                break (seen + at, seen + at + 1, false);
            }
            seen = unread.len();
            if self.cap <= seen {
                break (seen, seen, true);
            }
            if !self.fill()? {
                if seen == 0 {
                    return Ok(None);
                }
                break (seen, seen, false);
            }
        };
        self.skipping = cut;
        self.number += 1;
        let line = self.start..self.start + length;
        let offset = self.offset;
        self.start += step;
        self.offset += step as u64;
        let bytes = &self.buffer[line];
        let bytes = if cut { bytes } else { bytes.strip_suffix(b"\r").unwrap_or(bytes) };
        Ok(Some(Line { bytes, number: self.number, offset, cut }))
    }

    /// Passes over the rest of a line that was cut.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let unread = &self.buffer[self.start..self.end];
            let step = memchr(b'\n', unread).map_or(unread.len(), |at| at + 1);
            let done = step != 0 && unread[step - 1] == b'\n';
            self.start += step;
            self.offset += step as u64;
            if done || !self.fill()? {
                self.skipping = false;
                return Ok(());
            }
        }
    }

    /// Reads more bytes behind the unread ones; `false` at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if 0 < self.start {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            // The caller stops at the cap, so there is room to grow.
            let size = (self.buffer.len() * 2).min(self.cap.max(self.end + 1));
            self.buffer.resize(size, 0);
        }
        loop {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(false);
                }
                Ok(n) => {
                    self.end += n;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests;
