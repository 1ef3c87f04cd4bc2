//! Cuts a mailbox file (mbox) into mails while it streams by: any part of a file yields exactly the mails
//! whose From_ line begins in it, and memory does not grow with the size of a mail or a line.

mod from_line;

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use from_line::Verdict;

/// Header bytes of one mail that are looked at.
pub const MAX_HEADER: usize = 256 * 1024;
/// Body bytes of one mail that are looked at.
pub const MAX_BODY: usize = 64 * 1024;

const BUFFER: usize = 1024 * 1024;
/// How far a part reads beyond its end at first: enough for nearly every header block and first text.
const BEYOND: u64 = 128 * 1024;
const BOM: &[u8] = b"\xEF\xBB\xBF";

static CANDIDATE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\nFrom "));

/// What is seen of one mail.
#[derive(Clone, Copy, Debug)]
pub struct Mail<'a> {
    /// Byte offset of its From_ line in the file.
    pub offset: u64,
    /// The From_ line without its line end.
    pub from_line: &'a [u8],
    /// Header block and the beginning of the body, from the line after the From_ line on.
    pub window: &'a [u8],
    /// Length of the header block in the window; `None` when no blank line ends it.
    pub header_len: Option<usize>,
    /// The mail is the last thing in the file, and the window holds its end.
    pub ends_file: bool,
}

/// A streaming splitter; see [`Split::next_mail`].
pub struct Split<R> {
    reader: R,
    /// Bytes at hand are `buffer[start..end]`.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// File offset of `buffer[0]`.
    base: u64,
    eof: bool,
    /// Where to look for the next candidate: the byte before a possible From_ line, as an index.
    scan: usize,
    /// An accepted From_ line that was not handed out yet.
    found: Option<usize>,
    /// Body bytes of one mail that are handed out.
    max_body: usize,
    range: Range<u64>,
    last_byte: u8,
    junk: bool,
    /// Lines that begin like a From_ line and are text of a mail.
    pub n_rejected: u64,
}

/// From where the bytes of a part must be read: a little before it, to know whether a line begins there.
pub fn open_offset(range: Option<&Range<u64>>) -> u64 {
    match range {
        // A byte order mark belongs to the line behind it.
        Some(range) if range.start > BOM.len() as u64 => range.start - 1,
        _ => 0,
    }
}

/// Does a mail begin at the start of `head`, after a byte order mark and blank lines? `whole`: nothing
/// follows the head.
pub fn begins(head: &[u8], whole: bool) -> bool {
    let head = head.strip_prefix(BOM).unwrap_or(head);
    let n_blank = head.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let line = head.get(n_blank..).unwrap_or_default();
    line.starts_with(b"From ") && from_line::judge(line, whole) == Verdict::Yes
}

/// Does a mail begin anywhere in `head`?
pub fn contains_mail(head: &[u8], whole: bool) -> bool {
    let mut candidates = CANDIDATE.find_iter(head).filter_map(|idx| head.get(idx + 1..));
    candidates.any(|line| from_line::judge(line, whole) == Verdict::Yes)
}

/// Is the first line a header field?
pub fn begins_with_field(head: &[u8]) -> bool {
    let len = memchr::memchr(b'\n', head).unwrap_or(head.len());
    let name = from_line::field_name(head.get(..len).unwrap_or_default());
    name.is_some_and(|name| name.first().is_some_and(u8::is_ascii_alphanumeric))
}

/// The length of the header block at the start of `mail`, with its blank line.
pub fn header_end(mail: &[u8]) -> Option<usize> {
    header_end_from(mail, 0)
}

/// The From_ line at the start of `mail` and the rest, without a second, quoted From_ line.
pub fn cut_from_line(mail: &[u8]) -> (&[u8], &[u8]) {
    from_line::cut(mail)
}

impl<R: Read> Split<R> {
    /// `reader` yields the file from [`open_offset`] of `range` on; `None` is the whole file.
    pub fn new(reader: R, range: Option<Range<u64>>) -> io::Result<Self> {
        Self::with_bodies(reader, range, MAX_BODY)
    }

    /// Like [`Split::new`], for who needs more of each body than [`MAX_BODY`].
    pub fn with_bodies(reader: R, range: Option<Range<u64>>, max_body: usize) -> io::Result<Self> {
        let base = open_offset(range.as_ref());
        let spare = SPARE.take();
        let mut split = Self {
            reader,
            buffer: if spare.len() == BUFFER { spare } else { vec![0; BUFFER] },
            start: 0,
            end: 0,
            base,
            eof: false,
            scan: 0,
            found: None,
            max_body,
            range: range.unwrap_or(0..u64::MAX),
            last_byte: b'\n',
            junk: false,
            n_rejected: 0,
        };
        if base == 0 {
            split.begin_file()?;
        }
        Ok(split)
    }

    /// The next mail whose From_ line begins in the range, in the order of the file.
    pub fn next_mail(&mut self) -> io::Result<Option<Mail<'_>>> {
        loop {
            let found = self.found.take();
            let Some(at) = (if found.is_some() { found } else { self.find_next(None)? }) else {
                return Ok(None);
            };
            let offset = self.base + at as u64;
            if offset >= self.range.end {
                return Ok(None);
            }
            if offset < self.range.start {
                continue;
            }
            return self.hand_out(at).map(Some);
        }
    }

    /// The file begins with something that belongs to no mail; known after the first mail was asked for.
    pub const fn begins_with_junk(&self) -> bool {
        self.junk
    }

    /// The end of the file lies in the range, and its last line has no end; known after the last mail.
    pub const fn file_ends_within_line(&self) -> bool {
        self.eof && self.base + self.end as u64 <= self.range.end && self.last_byte != b'\n'
    }

    /// The first line of a file has no line end before it.
    fn begin_file(&mut self) -> io::Result<()> {
        self.fill()?;
        let bytes = self.buffer.get(..self.end).unwrap_or_default();
        let at = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
        let text = bytes.get(at..).unwrap_or_default().trim_ascii_start();
        let is_first_part = self.range.start == 0;
        self.junk = is_first_part && !text.is_empty() && !text.starts_with(b"From ");
        self.start = at;
        self.scan = at;
        if bytes.get(at..).is_some_and(|line| line.starts_with(b"From ")) {
            if self.judge_at(at)? {
                self.found = Some(self.start);
                self.scan = self.start;
            } else {
                self.junk = is_first_part;
            }
        }
        Ok(())
    }

    /// The mail at `at`: reads on until its header block and enough of its body are at hand.
    fn hand_out(&mut self, at: usize) -> io::Result<Mail<'_>> {
        self.start = at;
        self.scan = at;
        let mut header_end = None;
        let mut searched = 0;
        let len = loop {
            let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
            if header_end.is_none() {
                header_end = header_end_from(bytes, searched);
                searched = bytes.len().saturating_sub(3);
            }
            let wanted = header_end.map_or(MAX_HEADER, |end| end.min(MAX_HEADER)) + self.max_body;
            if let Some(next) = self.find_next(Some(wanted))? {
                self.found = Some(next);
                self.scan = next;
                break next - self.start;
            }
            let at_hand = self.end - self.start;
            if at_hand >= wanted || self.eof {
                break at_hand.min(wanted);
            }
            self.fill()?;
        };
        let bytes = self.buffer.get(self.start..self.start + len).unwrap_or_default();
        let (from_line, window) = from_line::cut(bytes);
        let skipped = bytes.len() - window.len();
        // A header block that reaches into the next mail has no end.
        let header_len = header_end.filter(|&end| end <= len).map(|end| end.saturating_sub(skipped));
        let ends_file = self.found.is_none() && self.eof && self.start + len == self.end;
        Ok(Mail { offset: self.base + self.start as u64, from_line, window, header_len, ends_file })
    }

    /// The index of the next accepted From_ line; `within` limits the search to so many bytes from `start`
    /// and then keeps them all, else what was searched may be forgotten.
    fn find_next(&mut self, within: Option<usize>) -> io::Result<Option<usize>> {
        loop {
            let limit = within.map_or(self.end, |len| self.end.min(self.start + len));
            // Beyond the range only the window of the last mail matters.
            if within.is_none() && self.base + self.scan as u64 >= self.range.end {
                return Ok(None);
            }
            let haystack = self.buffer.get(self.scan..limit).unwrap_or_default();
            match CANDIDATE.find(haystack) {
                Some(idx) => {
                    let line = self.scan + idx + 1;
                    if within.is_none() {
                        self.start = line;
                    }
                    let line_from_start = line - self.start;
                    let accepted = self.judge_at(line)?;
                    let line = self.start + line_from_start;
                    self.scan = line;
                    if accepted {
                        return Ok(Some(line));
                    }
                    // `From : Anna` is a header. What lies beyond the range is counted by the part it belongs to.
                    let is_field = begins_with_field(self.buffer.get(line..self.end).unwrap_or_default());
                    if !is_field && self.range.contains(&(self.base + line as u64)) {
                        self.n_rejected += 1;
                    }
                }
                None => {
                    // A candidate may be cut by the end of what is at hand.
                    self.scan = self.scan.max(limit.saturating_sub(5));
                    if within.is_some() {
                        return Ok(None);
                    }
                    self.start = self.scan;
                    if self.eof {
                        return Ok(None);
                    }
                    self.fill()?;
                }
            }
        }
    }

    /// Is the line at index `at` a From_ line? May move the buffer: `at` stays at its distance from `start`.
    fn judge_at(&mut self, at: usize) -> io::Result<bool> {
        let distance = at - self.start;
        loop {
            let bytes = self.buffer.get(self.start + distance..self.end).unwrap_or_default();
            match from_line::judge(bytes, self.eof) {
                Verdict::Yes => return Ok(true),
                Verdict::No => return Ok(false),
                Verdict::More => self.fill()?,
            }
        }
    }

    /// Reads more behind what is at hand, which moves to the front of the buffer when there is no room.
    fn fill(&mut self) -> io::Result<()> {
        if self.eof {
            return Ok(());
        }
        if self.start > 0 && self.end + BEYOND as usize > self.buffer.len() {
            self.buffer.copy_within(self.start..self.end, 0);
            self.base += self.start as u64;
            self.scan = self.scan.saturating_sub(self.start);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            // Only long bodies need more than the buffer.
            self.buffer.resize(self.buffer.len() + BUFFER, 0);
        }
        let position = self.base + self.end as u64;
        let wish = self.range.end.saturating_add(BEYOND).saturating_sub(position).max(BEYOND);
        let room = self.buffer.len() - self.end;
        let n_wished = usize::try_from(wish).map_or(room, |wish| wish.min(room));
        let mut n_read = 0;
        while n_read < n_wished {
            let space = self.buffer.get_mut(self.end + n_read..self.end + n_wished).unwrap_or_default();
            match self.reader.read(space) {
                Ok(0) => {
                    self.eof = true;
                    break;
                }
                Ok(n) => n_read += n.min(space.len()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.end += n_read;
        if let Some(&byte) = self.end.checked_sub(1).and_then(|idx| self.buffer.get(idx)) {
            self.last_byte = byte;
        }
        Ok(())
    }
}

thread_local! {
    /// The buffer of the part that this thread read before.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

impl<R> Drop for Split<R> {
    fn drop(&mut self) {
        if self.buffer.len() == BUFFER {
            // A thread that ends needs no buffer.
            let _ = SPARE.try_with(|spare| spare.set(std::mem::take(&mut self.buffer)));
        }
    }
}

/// The length up to and with the first blank line, looking from `from` on.
fn header_end_from(bytes: &[u8], from: usize) -> Option<usize> {
    let tail = bytes.get(from..)?;
    for idx in memchr::memchr_iter(b'\n', tail) {
        match tail.get(idx + 1..) {
            Some([b'\n', ..]) => return Some(from + idx + 2),
            Some([b'\r', b'\n', ..]) => return Some(from + idx + 3),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;
