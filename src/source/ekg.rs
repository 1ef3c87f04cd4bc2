//! Histories of Gadu-Gadu clients: ekg, ekg2 (text and XML) and Kadu up to 0.6.

mod markup;

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::ISO_8859_2;

use super::draft::Draft;
use super::lines::Lines;
use super::table::replaced;
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::{iso, pattern};
use crate::input::text::TextReader;
use crate::message::{Channel, Role, Stamp};
use crate::problem::Problem;

pub struct Ekg;

const LINE_CAP: usize = 1 << 20;
/// Lines that detection looks at.
const N_SNIFFED: usize = 20;
/// So many bytes may stand before the first word.
const MAX_GARBAGE: usize = 32;

/// The first word of a line, and how many fields follow it before the text.
const WORDS: [(&str, Word); 8] = [
    ("chatsend,", Word::Sent),
    ("msgsend,", Word::Sent),
    ("chatrecv,", Word::Received),
    ("msgrecv,", Word::Received),
    // Kadu writes them without an e.
    ("chatrcv,", Word::Received),
    ("msgrcv,", Word::Received),
    ("msgsystem,", Word::System),
    ("status,", Word::Status),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Sent,
    Received,
    System,
    Status,
}

impl Source for Ekg {
    fn name(&self) -> &'static str {
        "ekg"
    }

    fn about(&self) -> &'static str {
        "Gadu-Gadu histories of ekg, ekg2 (text and XML) and Kadu up to 0.6"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        if markup::is_ours(peek.head) {
            return Sniff::Yes("XML with the root `ekg2log`".to_owned());
        }
        if peek.name.ends_with("archives.dat") {
            return Sniff::Refuse(
                "the archive of the Gadu-Gadu client is not documented; in Gadu-Gadu choose Archiwum → eksport, or import it with Kadu or Pidgin"
                    .to_owned(),
            );
        }
        let lines = peek.text().split('\n').filter(|line| !line.trim().is_empty());
        let (mut n, mut n_ours) = (0, 0);
        for line in lines.take(N_SNIFFED) {
            n += 1;
            n_ours += usize::from(word(line).is_some_and(|(_, rest)| rest.split(',').count() >= 3));
        }
        let found = format!("{n_ours} of the first {n} lines begin like chatsend or chatrecv");
        if 0 < n_ours && n <= n_ours * 2 { Sniff::Yes(found) } else { Sniff::No(found) }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        if markup::is_ours(&stream.entry.peek()?) {
            return markup::read(stream, sink);
        }
        // What is not UTF-8 is of the time of ISO-8859-2.
        let declared = stream.settings.encoding.unwrap_or(ISO_8859_2);
        let mut lines = Lines::new(TextReader::new(stream.open_at(0)?, Some(declared)), LINE_CAP);
        read_lines(&mut lines, sink)?;
        if let Some(remark) = replaced(lines.inner().n_replaced) {
            sink.remark(remark);
        }
        Ok(())
    }
}

/// For hints about files that nobody recognises.
pub(super) fn looks_like(line: &str) -> bool {
    word(line).is_some_and(|(_, rest)| rest.split(',').count() >= 3)
}

fn read_lines<R: Read>(lines: &mut Lines<R>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut record = 0;
    while let Some(line) = lines.next()? {
        let text = String::from_utf8_lossy(line.bytes);
        if text.trim().is_empty() {
            continue;
        }
        record += 1;
        if let Err((code, what)) = read_line(&text, record, line.number, sink) {
            sink.problem(Problem::record(code, record, what).at_line(line.number));
        }
    }
    Ok(())
}

fn read_line(text: &str, record: u64, line: u64, sink: &mut dyn Sink) -> Result<(), (&'static str, String)> {
    let Some((word, rest)) = word(text) else {
        return Err(("no-message", "the line does not begin like chatsend or chatrecv".to_owned()));
    };
    if word == Word::Status {
        sink.outside("status");
        return Ok(());
    }
    // A received message has two times: received, sent. The sender's counts.
    let n_fields = if word == Word::Received { 5 } else { 4 };
    let fields: Vec<&str> = rest.splitn(n_fields, ',').collect();
    let ([uin, nick, .., body], true) = (fields.as_slice(), fields.len() == n_fields) else {
        return Err(("ragged-row", format!("{} fields where {n_fields} are due", fields.len())));
    };
    let times = fields.get(2..n_fields - 1).unwrap_or_default();
    let sent = times.iter().rev().find_map(|time| stamp(time));
    let Some(sent) = sent else {
        return Err((
            "bad-time",
            format!("{:?} is no time", times.join(",").chars().take(40).collect::<String>()),
        ));
    };
    let uin = without_protocol(uin);
    let role = match word {
        Word::Sent => Role::Team,
        Word::Received => Role::Customer,
        Word::System | Word::Status => Role::System,
    };
    let mut draft = Draft { place: line, sent, role: Some(role), ..Draft::new(record, Channel::Chat) };
    draft.conversation = Some(Cow::Borrowed(uin)).filter(|uin| !uin.is_empty());
    draft.text = Some(Cow::Owned(unquoted(body)));
    if word == Word::Received {
        draft.author = draft.conversation.clone();
        draft.name = Some(Cow::Borrowed(nick.trim())).filter(|nick| !nick.is_empty());
    }
    sink.message(draft);
    Ok(())
}

/// The kind of a line and what follows; garbage may stand before the word.
fn word(line: &str) -> Option<(Word, &str)> {
    let found = WORDS.iter().filter_map(|(word, kind)| {
        let n_before = if *kind == Word::Status { 0 } else { MAX_GARBAGE };
        let reach = line.len().min(n_before + word.len());
        let at = memchr::memmem::find(line.as_bytes().get(..reach)?, word.as_bytes())?;
        Some((at, word.len(), *kind))
    });
    // `msgsend` lies in no other word, and the first one begins the record.
    let (at, len, kind) = found.min_by_key(|(at, ..)| *at)?;
    Some((kind, line.get(at + len..)?))
}

fn without_protocol(uin: &str) -> &str {
    uin.trim().trim_start_matches("gg:")
}

fn stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    iso::parse(text).or_else(|| pattern::unix(text).filter(|at| 0 < *at).map(Stamp::Instant))
}

/// A text with commas, quotes or line ends stands in quotes, with backslashes.
fn unquoted(body: &str) -> String {
    let body = body.trim_end();
    let quoted = body.strip_prefix('"').map(|inner| inner.strip_suffix('"').unwrap_or(inner));
    let mut text = String::with_capacity(body.len());
    let mut chars = quoted.unwrap_or(body).chars();
    while let Some(c) = chars.next() {
        match (c, quoted.is_some()) {
            ('\\', true) => match chars.next() {
                Some('n') => text.push('\n'),
                Some('r') | None => {}
                Some(other) => text.push(other),
            },
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests;
