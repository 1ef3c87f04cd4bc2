//! Bytes of any encoding as UTF-8: by byte order mark, by validity, then as the settings say; what does
//! not fit is replaced and counted, never lost in silence.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes held at once; more than a sequence can be long, so that there is always room to read.
const CHUNK: usize = 128 * 1024;
/// How many bytes show UTF-16 without a byte order mark.
const SAMPLE: usize = 64;
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// Yields UTF-8 without a byte order mark.
pub struct TextReader<R> {
    inner: R,
    declared: Option<&'static Encoding>,
    /// Byte sequences that were replaced by U+FFFD.
    pub n_replaced: u64,
    /// What was read, up to `end`: delivered up to `start`, known to be UTF-8 up to `valid`.
    raw: Vec<u8>,
    start: usize,
    valid: usize,
    end: usize,
    ended: bool,
    mode: Mode,
    encoding: &'static Encoding,
    /// Converted text up to `out_end` that comes before the rest of `raw`, delivered up to `out_start`.
    out: Vec<u8>,
    out_start: usize,
    out_end: usize,
}

enum Mode {
    /// Nothing was looked at yet.
    Start,
    Utf8 {
        /// A byte order mark or a valid sequence beyond ASCII was seen: the text is meant as UTF-8.
        sure: bool,
    },
    Other(Box<Decoder>),
}

/// The head of a stream for detection: UTF-8 without a byte order mark where it is Unicode at all.
pub fn decode_head(head: &[u8]) -> Cow<'_, [u8]> {
    match unicode(head) {
        Some((encoding, n_mark)) => {
            let rest = head.get(n_mark..).unwrap_or_default();
            if encoding == UTF_8 {
                return Cow::Borrowed(rest);
            }
            // Half a unit at the end is the fault of the cut.
            let even = rest.get(..rest.len() & !1).unwrap_or_default();
            Cow::Owned(encoding.decode_without_bom_handling(even).0.into_owned().into_bytes())
        }
        None => Cow::Borrowed(head),
    }
}

/// The Unicode form that the first bytes show, and the length of the byte order mark.
fn unicode(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(found) = Encoding::for_bom(head) {
        return Some(found);
    }
    let sample = head.get(..head.len().min(SAMPLE) & !1)?;
    let n_units = sample.len() / 2;
    let (mut n_first, mut n_second) = (0, 0);
    for unit in sample.chunks_exact(2) {
        n_first += usize::from(unit.first() == Some(&0));
        n_second += usize::from(unit.last() == Some(&0));
    }
    // Letters beyond Latin-1 have no NUL, so a quarter may differ.
    let most = |n_nul: usize| 2 <= n_units && n_units * 3 <= n_nul * 4;
    match (n_first, n_second) {
        (0, n) if most(n) => Some((UTF_16LE, 0)),
        (n, 0) if most(n) => Some((UTF_16BE, 0)),
        _ => None,
    }
}

impl<R: Read> TextReader<R> {
    /// `declared` is tried when there is no byte order mark and the bytes are not UTF-8.
    pub fn new(inner: R, declared: Option<&'static Encoding>) -> Self {
        Self {
            inner,
            declared: declared.filter(|encoding| *encoding != UTF_8),
            n_replaced: 0,
            raw: Vec::new(),
            start: 0,
            valid: 0,
            end: 0,
            ended: false,
            mode: Mode::Start,
            encoding: UTF_8,
            out: Vec::new(),
            out_start: 0,
            out_end: 0,
        }
    }

    /// The encoding as far as it is known by now: it can change while only ASCII was read.
    pub fn encoding_name(&self) -> &'static str {
        self.encoding.name()
    }

    /// Makes something deliverable, unless the stream is at its end.
    fn advance(&mut self) -> io::Result<()> {
        while self.out_start == self.out_end && self.start == self.valid {
            let is_over = self.start == self.end && self.ended;
            match self.mode {
                Mode::Start => self.begin()?,
                Mode::Utf8 { .. } if is_over => return Ok(()),
                Mode::Utf8 { sure } => self.validate(sure)?,
                Mode::Other(_) => self.convert()?,
            }
        }
        Ok(())
    }

    fn other(&mut self, encoding: &'static Encoding) -> Mode {
        self.encoding = encoding;
        Mode::Other(Box::new(encoding.new_decoder_without_bom_handling()))
    }

    fn begin(&mut self) -> io::Result<()> {
        while self.end < SAMPLE && !self.ended {
            self.read_more()?;
        }
        self.mode = match unicode(self.raw.get(..self.end).unwrap_or_default()) {
            Some((encoding, n_mark)) => {
                self.start = n_mark;
                self.valid = n_mark;
                if encoding == UTF_8 { Mode::Utf8 { sure: true } } else { self.other(encoding) }
            }
            None => match self.declared {
                Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => self.other(encoding),
                _ => Mode::Utf8 { sure: false },
            },
        };
        Ok(())
    }

    /// Finds the valid bytes behind `start`, or replaces the invalid ones that stand there.
    fn validate(&mut self, sure: bool) -> io::Result<()> {
        let rest = self.raw.get(self.start..self.end).unwrap_or_default();
        // Four times as fast as the standard library beyond ASCII, but it does not say why it stopped.
        let n_valid = Encoding::utf8_valid_up_to(rest);
        if n_valid > 0 {
            if !sure && !rest.get(..n_valid).unwrap_or_default().is_ascii() {
                self.mode = Mode::Utf8 { sure: true };
            }
            self.valid = self.start + n_valid;
            return Ok(());
        }
        let n_invalid = match std::str::from_utf8(rest).map_err(|error| error.error_len()) {
            Err(Some(n)) => n,
            Err(None) if self.ended => rest.len(),
            // The sequence goes on in what is still to be read.
            Err(None) | Ok(_) => 0,
        };
        if n_invalid == 0 {
            return self.read_more();
        }
        if let Some(encoding) = self.declared
            && !sure
        {
            self.mode = self.other(encoding);
            return Ok(());
        }
        self.out_start = 0;
        self.out_end = 0;
        self.replace();
        self.start += n_invalid;
        self.valid = self.start;
        Ok(())
    }

    /// Converts what was read; a decoder is not used behind its end, so that is the end of this mode.
    fn convert(&mut self) -> io::Result<()> {
        if self.start == self.end && !self.ended {
            self.read_more()?;
        }
        self.make_room();
        self.out_start = 0;
        self.out_end = 0;
        loop {
            let Mode::Other(decoder) = &mut self.mode else { return Ok(()) };
            let from = self.raw.get(self.start..self.end).unwrap_or_default();
            let to = self.out.get_mut(self.out_end..CHUNK).unwrap_or_default();
            let (result, n_read, n_written) =
                decoder.decode_to_utf8_without_replacement(from, to, self.ended);
            self.start += n_read;
            self.valid = self.start;
            self.out_end += n_written;
            match result {
                DecoderResult::InputEmpty if self.ended => {
                    self.mode = Mode::Utf8 { sure: true };
                    return Ok(());
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => return Ok(()),
                DecoderResult::Malformed(..) => self.replace(),
            }
        }
    }

    /// Puts U+FFFD for one sequence; there is always room for one.
    fn replace(&mut self) {
        self.make_room();
        if let Some(slot) = self.out.get_mut(self.out_end..self.out_end + REPLACEMENT.len()) {
            slot.copy_from_slice(REPLACEMENT);
            self.out_end += REPLACEMENT.len();
        }
        self.n_replaced += 1;
    }

    fn make_room(&mut self) {
        self.out.resize(CHUNK + REPLACEMENT.len(), 0);
    }

    /// Drops what was delivered and reads once.
    fn read_more(&mut self) -> io::Result<()> {
        self.raw.resize(CHUNK, 0);
        self.raw.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        self.valid = 0;
        loop {
            match self.inner.read(self.raw.get_mut(self.end..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => {
                    let n = read?;
                    self.end += n;
                    self.ended = n == 0;
                    return Ok(());
                }
            }
        }
    }
}

impl<R: Read> Read for TextReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut ready = self.fill_buf()?;
        let n = ready.read(buf)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for TextReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.advance()?;
        if self.out_start < self.out_end {
            return Ok(self.out.get(self.out_start..self.out_end).unwrap_or_default());
        }
        Ok(self.raw.get(self.start..self.valid).unwrap_or_default())
    }

    fn consume(&mut self, n: usize) {
        if self.out_start < self.out_end {
            self.out_start = (self.out_start + n).min(self.out_end);
        } else {
            self.start = (self.start + n).min(self.valid);
        }
    }
}

#[cfg(test)]
mod tests;
