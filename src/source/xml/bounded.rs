//! Counts the lines of a stream, and stops when one piece of it grows beyond measure.

use std::io::{self, BufRead, Read};

pub struct Bounded<R> {
    pub inner: R,
    /// Of the next byte, from 1.
    pub line: u64,
    /// The piece was too long, and reading stopped.
    pub is_over: bool,
    max: u64,
    left: u64,
    has_begun: bool,
}

impl<R: BufRead> Bounded<R> {
    /// Pieces are at most `max` bytes long.
    pub const fn new(inner: R, max: u64) -> Self {
        Self { inner, line: 1, is_over: false, max, left: max, has_begun: false }
    }

    /// What is read from here on is the next piece.
    pub fn begin_piece(&mut self) -> io::Result<()> {
        self.left = self.max;
        self.find_begin()
    }

    /// Some exports have stray bytes before their first tag.
    fn find_begin(&mut self) -> io::Result<()> {
        while !self.has_begun {
            let bytes = self.inner.fill_buf()?;
            let n = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
            self.has_begun = n < bytes.len() || bytes.is_empty();
            self.take(n);
        }
        Ok(())
    }

    fn take(&mut self, n: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            self.line += memchr::memchr_iter(b'\n', bytes.get(..n).unwrap_or_default()).count() as u64;
        }
        self.inner.consume(n);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut ready = self.fill_buf()?;
        let n = ready.read(buf)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.find_begin()?;
        if self.left == 0 {
            self.is_over = true;
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.left = self.left.saturating_sub(n as u64);
        self.take(n);
    }
}
