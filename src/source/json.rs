//! Walks JSON of any size and hands out the values at the wanted places, one at a time.

use std::borrow::Cow;
use std::io::{self, Read};

pub mod fields;
pub mod halves;
mod head;
pub mod records;
mod scan;

pub use head::{finds, has_document, may_hold};
use scan::Scan;

/// A wanted value longer than this is passed over and reported.
const MAX_VALUE: usize = 64 << 20;
/// A longer key is none of ours.
const MAX_KEY: usize = 1 << 10;
const CHUNK: usize = 64 << 10;
/// Wanted places are bits of a word.
const MAX_WANTED: usize = 64;

/// A place in every document: keys, and [`Step::Each`] for the elements of an array or the values of an
/// object. `chats.list[*].messages[*]` is five steps.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Each,
}

/// What is handed out at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// The whole value, as bytes.
    Value,
    /// Only that an object or array begins and ends there.
    Scope,
}

/// One thing on the way through the documents.
#[derive(Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// An object or array of a wanted scope begins; `place` is its number in the list of places.
    Begin { place: usize },
    /// It ends. A scope that the file breaks off has no end.
    End { place: usize },
    /// A wanted value: valid JSON or not, that is for the reader to find out. `key` is its own key or the
    /// empty text in an array.
    Value { place: usize, line: u64, key: Cow<'a, str>, bytes: &'a [u8] },
    /// What is no JSON; the walk goes on at the next line that begins a document.
    Broken { line: u64, what: &'static str },
}

/// A walk through a stream of documents: one, one a line, or the elements of top-level arrays.
pub struct Walk<R> {
    pub inner: R,
    wanted: Vec<(Vec<Step>, Want)>,
    buf: Vec<u8>,
    at: usize,
    line: u64,
    at_end: bool,
    in_array: bool,
    open: Vec<Open>,
    /// Where the last value lies in `buf`, to be given up at the next step.
    held: usize,
}

/// An object or array that is walked into.
struct Open {
    /// Places that lie deeper, as bits.
    alive: u64,
    scope: Option<usize>,
    is_object: bool,
}

impl<R: Read> Walk<R> {
    /// `wanted` are places such as `users[*]`, `messages[*].from`; the empty text is the document itself.
    pub fn new(inner: R, wanted: &[(&str, Want)]) -> Self {
        debug_assert!(wanted.len() <= MAX_WANTED, "places are bits of a word");
        let wanted = wanted.iter().map(|(path, want)| (steps(path), *want)).collect();
        let (buf, open) = (Vec::new(), Vec::new());
        Self { inner, wanted, buf, at: 0, line: 1, at_end: false, in_array: false, open, held: 0 }
    }

    /// The next thing; none at the end. An error is one of the stream itself.
    #[expect(
        clippy::should_implement_trait,
        reason = "an event borrows from the walk, which no iterator can"
    )]
    pub fn next(&mut self) -> io::Result<Option<Event<'_>>> {
        self.advance(self.held);
        self.held = 0;
        loop {
            let step = match self.open.last() {
                None => self.document()?,
                Some(open) if open.is_object => self.member()?,
                Some(_) => self.element()?,
            };
            match step {
                Next::On => {}
                Next::Finished => return Ok(None),
                Next::Begin { place } => return Ok(Some(Event::Begin { place })),
                Next::End { place } => return Ok(Some(Event::End { place })),
                Next::Broken(what) => {
                    let line = self.line;
                    self.recover()?;
                    return Ok(Some(Event::Broken { line, what }));
                }
                Next::Value { place, len, key } => {
                    self.held = len;
                    let (line, bytes) = (self.line, self.buf.get_mut(self.at..self.at + len));
                    let bytes = bytes.unwrap_or_default();
                    halves::mend(bytes);
                    return Ok(Some(Event::Value { place, line, key: Cow::Owned(key), bytes }));
                }
            }
        }
    }

    /// Between documents.
    fn document(&mut self) -> io::Result<Next> {
        match self.peek_token()? {
            None => Ok(Next::Finished),
            Some(b'[') if !self.in_array && !self.wants_array() => {
                self.in_array = true;
                self.advance(1);
                Ok(Next::On)
            }
            Some(b']') if self.in_array => {
                self.in_array = false;
                self.advance(1);
                Ok(Next::On)
            }
            Some(b'{' | b'[') => self.value(u64::MAX, 0, String::new()),
            // A scalar between documents holds nothing that is wanted.
            Some(_) if self.in_array => self.skip(),
            Some(_) => Ok(Next::Broken("this is no JSON")),
        }
    }

    /// A place begins with `[*]`, so that the brackets of the document count.
    fn wants_array(&self) -> bool {
        self.wanted.iter().any(|(steps, _)| steps.first() == Some(&Step::Each))
    }

    fn member(&mut self) -> io::Result<Next> {
        match self.peek_token()? {
            None => Ok(self.cut_off()),
            Some(b'}') => Ok(self.close()),
            Some(b'"') => {
                let (len, End::Here) = self.extent()? else { return Ok(self.cut_off()) };
                let key = self.key(len);
                self.advance(len);
                match self.peek_token()? {
                    None => return Ok(self.cut_off()),
                    Some(b':') => self.advance(1),
                    Some(_) => return Ok(Next::Broken("a colon is missing behind a key")),
                }
                let alive = self.alive_at(|step| match step {
                    Step::Key(wanted) => *wanted == key,
                    Step::Each => true,
                });
                let depth = self.open.len();
                self.value(alive, depth, key)
            }
            Some(_) => Ok(Next::Broken("a key is missing in an object")),
        }
    }

    fn element(&mut self) -> io::Result<Next> {
        match self.peek_token()? {
            None => Ok(self.cut_off()),
            Some(b']') => Ok(self.close()),
            Some(b'}' | b':') => Ok(Next::Broken("a bracket of the wrong kind in an array")),
            Some(_) => {
                let alive = self.alive_at(|step| *step == Step::Each);
                let depth = self.open.len();
                self.value(alive, depth, String::new())
            }
        }
    }

    fn close(&mut self) -> Next {
        self.advance(1);
        match self.open.pop().and_then(|open| open.scope) {
            Some(place) => Next::End { place },
            None => Next::On,
        }
    }

    fn cut_off(&mut self) -> Next {
        self.open.clear();
        Next::Broken("the file ends in the middle of a record")
    }

    /// The places that still fit below the innermost bracket when the next step is one that `fits`.
    fn alive_at(&self, fits: impl Fn(&Step) -> bool) -> u64 {
        let Some(open) = self.open.last() else { return 0 };
        // The document is no step: the first bracket holds the first one.
        let step_idx = self.open.len() - 1;
        let fits = |(_, (steps, _)): &(usize, &(Vec<Step>, Want))| steps.get(step_idx).is_some_and(&fits);
        let here = self.wanted.iter().enumerate().filter(fits);
        here.fold(0, |bits, (place, _)| bits | (open.alive & (1 << place)))
    }

    /// A value below `depth` brackets, where the places `alive` may still lie.
    fn value(&mut self, alive: u64, depth: usize, key: String) -> io::Result<Next> {
        let places = || self.wanted.iter().enumerate().filter(|(place, _)| alive & (1 << place) != 0);
        let find = |wanted| places().find(|(_, (steps, want))| steps.len() == depth && *want == wanted);
        if let Some((place, _)) = find(Want::Value) {
            return self.whole_value(place, key);
        }
        let scope = find(Want::Scope).map(|(place, _)| place);
        let deeper = places().filter(|(_, (steps, _))| depth < steps.len());
        let deeper = deeper.fold(0, |bits, (place, _)| bits | (1 << place));
        let first = self.peek_token()?;
        if !matches!(first, Some(b'{' | b'[')) || (deeper == 0 && scope.is_none()) {
            return self.skip();
        }
        self.advance(1);
        self.open.push(Open { alive: deeper, scope, is_object: first == Some(b'{') });
        Ok(scope.map_or(Next::On, |place| Next::Begin { place }))
    }

    /// A value that is handed out.
    fn whole_value(&mut self, place: usize, key: String) -> io::Result<Next> {
        if self.peek_token()?.is_none() {
            return Ok(self.cut_off());
        }
        let (len, end) = self.extent()?;
        Ok(match end {
            End::Here if len == 0 => Next::Broken("a value is missing"),
            End::Here => Next::Value { place, len, key },
            End::TooFar(scan) => {
                self.advance(len);
                match self.skip_on(scan)? {
                    true => Next::Broken("a record of more than 64 MiB"),
                    false => self.cut_off(),
                }
            }
            // A bare number may end with the file.
            End::Missing(scan) if scan.is_scalar() && 0 < len && self.open.is_empty() => {
                Next::Value { place, len, key }
            }
            End::Missing(_) => self.cut_off(),
        })
    }

    /// How long the value that begins here is; all of it stays in the buffer.
    fn extent(&mut self) -> io::Result<(usize, End)> {
        let mut scan = Scan::default();
        let mut len = 0;
        loop {
            let rest = self.buf.get(self.at + len..).unwrap_or_default();
            let (n, is_done) = scan.feed(rest);
            len += n;
            if is_done {
                return Ok((len, End::Here));
            }
            if MAX_VALUE < len {
                return Ok((len, End::TooFar(scan)));
            }
            if !self.fill()? {
                return Ok((len, End::Missing(scan)));
            }
        }
    }

    /// Passes a value over.
    fn skip(&mut self) -> io::Result<Next> {
        let line_and_at = (self.line, self.at);
        Ok(match self.skip_on(Scan::default())? {
            true if (self.line, self.at) == line_and_at => Next::Broken("a value is missing"),
            true => Next::On,
            false => self.cut_off(),
        })
    }

    /// Goes on with a scan without keeping what it passes; true when the value has ended.
    fn skip_on(&mut self, mut scan: Scan) -> io::Result<bool> {
        loop {
            let rest = self.buf.get(self.at..).unwrap_or_default();
            let (n, is_done) = scan.feed(rest);
            self.advance(n);
            if is_done {
                return Ok(true);
            }
            if !self.fill()? {
                return Ok(scan.is_scalar() && self.open.is_empty());
            }
        }
    }

    /// After broken JSON: to the next line that begins like a document.
    fn recover(&mut self) -> io::Result<()> {
        self.open.clear();
        self.in_array = false;
        loop {
            let rest = self.buf.get(self.at..).unwrap_or_default();
            match memchr::memchr(b'\n', rest) {
                Some(n) => {
                    self.advance(n + 1);
                    if self.buf.len() <= self.at && !self.fill()? {
                        return Ok(());
                    }
                    if matches!(self.buf.get(self.at), Some(b'{' | b'[')) {
                        return Ok(());
                    }
                }
                None => {
                    let n = rest.len();
                    self.advance(n);
                    if !self.fill()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// The first byte that is neither space nor comma.
    fn peek_token(&mut self) -> io::Result<Option<u8>> {
        loop {
            let rest = self.buf.get(self.at..).unwrap_or_default();
            let n = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b','));
            let byte = n.and_then(|n| rest.get(n)).copied();
            let n = n.unwrap_or(rest.len());
            self.advance(n);
            if byte.is_some() {
                return Ok(byte);
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    fn key(&self, len: usize) -> String {
        let bytes = self.buf.get(self.at..self.at + len).unwrap_or_default();
        if MAX_KEY < len {
            return String::new();
        }
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    fn advance(&mut self, n: usize) {
        let passed = self.buf.get(self.at..self.at + n).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.at += n;
    }

    fn fill(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        self.buf.drain(..self.at.min(self.buf.len()));
        self.at = 0;
        let read = self.inner.by_ref().take(CHUNK as u64).read_to_end(&mut self.buf)?;
        self.at_end = read == 0;
        Ok(!self.at_end)
    }
}

/// What one step found.
enum Next {
    On,
    Finished,
    Begin { place: usize },
    End { place: usize },
    Value { place: usize, len: usize, key: String },
    Broken(&'static str),
}

/// How the search for the end of a value ended.
enum End {
    Here,
    /// The value is longer than any record.
    TooFar(Scan),
    /// The file ends first.
    Missing(Scan),
}

fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let key = part.trim_end_matches("[*]");
        if !key.is_empty() {
            steps.push(Step::Key(key.to_owned()));
        }
        steps.extend((0..(part.len() - key.len()) / 3).map(|_| Step::Each));
    }
    steps
}

#[cfg(test)]
mod tests;
