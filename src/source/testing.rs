//! Reads bytes with a source and keeps everything it said, for tests.

use std::io::{self, Cursor, Read};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::draft::Draft;
use super::{Facts, Peek, Sink, Sniff, Source, Stream};
use crate::input::{Entry, Made, PEEK};
use crate::message::{Channel, Flags, Kind, Language, Rating, Role, Stamp};
use crate::problem::{Problem, Tally};
use crate::settings::SourceSettings;

/// A draft that owns its texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub record: u64,
    pub place: u64,
    /// It came through [`Sink::also`].
    pub also: bool,
    pub conversation: Option<String>,
    pub thread: Option<String>,
    pub id: Option<String>,
    pub reply_to: Option<String>,
    pub references: Vec<String>,
    pub sent: Stamp,
    pub edited: Stamp,
    pub channel: Channel,
    pub role: Option<Role>,
    pub author: Option<String>,
    pub name: Option<String>,
    pub answer_to: Option<String>,
    pub to: Vec<String>,
    pub kind: Kind,
    pub why: &'static str,
    pub subject: Option<String>,
    pub about: Option<String>,
    pub text: Option<String>,
    pub link: Option<String>,
    pub rating: Option<Rating>,
    pub language: Option<Language>,
    pub flags: Flags,
}

/// Everything a source said about a stream.
#[derive(Debug, Default, PartialEq)]
pub struct Recorded {
    pub messages: Vec<Kept>,
    pub problems: Vec<Problem>,
    pub remarks: Vec<Problem>,
    pub tally: Tally,
    pub facts: Facts,
}

impl Recorded {
    /// Each message's id and role, and what it answers.
    pub fn replies(&self) -> Vec<(&str, Option<Role>, Option<&str>)> {
        self.messages
            .iter()
            .map(|one| (one.id.as_deref().unwrap_or_default(), one.role, one.reply_to.as_deref()))
            .collect()
    }
}

/// Reads a whole stream without settings.
#[track_caller]
pub fn read(source: &dyn Source, name: &str, bytes: &[u8]) -> Recorded {
    read_part(source, name, bytes, None, &SourceSettings::default())
}

/// Reads a part of a stream, or all of it, as the settings say.
#[track_caller]
pub fn read_part(
    source: &dyn Source,
    name: &str,
    bytes: &[u8],
    range: Option<Range<u64>>,
    settings: &SourceSettings,
) -> Recorded {
    let entry = Entry::memory(name, bytes);
    read_stream(source, &Stream { range, ..Stream::new(&entry, settings) })
}

#[track_caller]
fn read_stream(source: &dyn Source, stream: &Stream<'_>) -> Recorded {
    let mut recorded = Recorded::default();
    source.read(stream, &mut recorded).unwrap();
    assert!(recorded.tally.balances(), "{:?}", recorded.tally);
    recorded
}

/// Bytes, then an error, as a cut off archive has it.
struct BreaksOff(Arc<[u8]>);

impl Made for BreaksOff {
    fn open(&self, _done: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(Arc::clone(&self.0)).chain(Breaks)))
    }
}

struct Breaks;

impl Read for Breaks {
    fn read(&mut self, _buf: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::from(io::ErrorKind::UnexpectedEof))
    }
}

/// What a source says about a name and the first bytes.
pub fn sniff(source: &dyn Source, name: &str, bytes: &[u8]) -> Sniff {
    let head = bytes.get(..PEEK).unwrap_or(bytes);
    source.sniff(&Peek::new(name, head, bytes.len() <= PEEK))
}

/// Every beginning of the bytes is read without a panic, CRLF says what LF says, and a stream that breaks off says what one
/// says that ends there.
#[track_caller]
pub fn check_robust(source: &dyn Source, name: &str, bytes: &[u8]) {
    for end in [bytes.len(), bytes.len() / 2] {
        let broken = Entry::made(name.to_owned(), None, Arc::new(BreaksOff(bytes[..end].into())));
        let settings = SourceSettings::default();
        let stream = Stream::new(&broken, &settings);
        assert_eq!(read_stream(source, &stream), read(source, name, &bytes[..end]));
        assert_eq!(stream.damage.problem(&Ok(())).unwrap().code, "cut-off");
    }
    for end in 0..=bytes.len() {
        read(source, name, &bytes[..end]);
        sniff(source, name, &bytes[..end]);
    }
    let crlf: Vec<u8> =
        bytes.iter().flat_map(|&b| if b == b'\n' { vec![b'\r', b'\n'] } else { vec![b] }).collect();
    let (lf, crlf) = (read(source, name, bytes), read(source, name, &crlf));
    let without_place = |recorded: Recorded| {
        let messages: Vec<_> = recorded.messages.into_iter().map(|kept| Kept { place: 0, ..kept }).collect();
        (messages, recorded.tally, recorded.facts)
    };
    assert_eq!(without_place(lf), without_place(crlf));
}

impl Sink for Recorded {
    fn message(&mut self, draft: Draft<'_>) {
        self.tally.read += 1;
        self.tally.messages += 1;
        self.messages.push(keep(draft, false));
    }

    fn also(&mut self, draft: Draft<'_>) {
        self.messages.push(keep(draft, true));
    }

    fn problem(&mut self, problem: Problem) {
        self.tally.read += 1;
        self.tally.problems += 1;
        self.problems.push(problem);
    }

    fn outside(&mut self, reason: &'static str) {
        self.tally.read += 1;
        *self.tally.outside.entry(reason).or_default() += 1;
    }

    fn remark(&mut self, problem: Problem) {
        self.remarks.push(problem);
    }

    fn facts(&mut self) -> &mut Facts {
        &mut self.facts
    }
}

fn keep(draft: Draft<'_>, also: bool) -> Kept {
    Kept {
        record: draft.record,
        place: draft.place,
        also,
        conversation: draft.conversation.map(Into::into),
        thread: draft.thread.map(Into::into),
        id: draft.id.map(Into::into),
        reply_to: draft.reply_to.map(Into::into),
        references: draft.references.into_iter().map(Into::into).collect(),
        sent: draft.sent,
        edited: draft.edited,
        channel: draft.channel,
        role: draft.role,
        author: draft.author.map(Into::into),
        name: draft.name.map(Into::into),
        answer_to: draft.answer_to.map(Into::into),
        to: draft.to.iter().map(ToString::to_string).collect(),
        kind: draft.kind,
        why: draft.why,
        subject: draft.subject.map(Into::into),
        about: draft.about.map(Into::into),
        text: draft.text.map(Into::into),
        link: draft.link.map(Into::into),
        rating: draft.rating,
        language: draft.language,
        flags: draft.flags,
    }
}
