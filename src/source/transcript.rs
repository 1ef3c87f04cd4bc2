//! Chat transcripts as web chats show, save and mail them: `[date] time name: text` or `name (time): text`.

mod chat;
mod line;

use std::io;

use chrono::{DateTime, NaiveDateTime};

use self::chat::Chat;
use self::line::{Label, Line, parse};
use super::eml;
use super::lines::Lines;
use super::table::replaced;
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::mail;
use crate::date::pattern::Order;
use crate::input::read_beginning;
use crate::mail::header::{Headers, Name};
use crate::mail::mime;
use crate::mail::split::{self, MAX_HEADER, Split};
use crate::message::Stamp;
use crate::problem::Problem;
use crate::text::html;

pub struct Transcript;

const LINE_CAP: usize = 64 << 10;
/// Bytes of the words of a mail that are read, and of its body: encoded words take up to three times as many.
const MAX_WORDS: usize = 1 << 20;
const MAX_BODY: usize = 4 << 20;
/// Lines that detection looks at.
const N_SNIFFED: usize = 60;

impl Source for Transcript {
    fn name(&self) -> &'static str {
        "transcript"
    }

    fn about(&self) -> &'static str {
        "Chat transcripts as text or in mails: `[date] time name: text`, `name (time): text`"
    }

    /// Lines with a time and a name stand in many logs: only the block about the chat makes a file ours.
    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let no = "no lines such as `Visitor:` and `Started:` before lines with a time and a name; --from transcript reads it all the same";
        if peek.has_mail() || split::begins(peek.head, peek.whole) {
            return Sniff::No(no.to_owned());
        }
        let counts = count(&String::from_utf8_lossy(peek.head));
        match counts.n_labels >= 2 && counts.has_start && counts.n_said >= 1 {
            true => Sniff::Yes(format!(
                "{} lines about the chat, {} of the first lines are messages",
                counts.n_labels, counts.n_said
            )),
            false => Sniff::No(no.to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let head = stream.entry.peek()?;
        if split::begins(&head, false) && !stream.name().to_ascii_lowercase().ends_with(".eml") {
            return read_mailbox(stream, sink);
        }
        if eml::MIN_FIELDS <= eml::n_known_fields(&head) {
            return read_mail(stream, sink);
        }
        let mut lines = Lines::new(stream.text()?, LINE_CAP);
        let mut chat = Chat::new(stream.file_stem(), None, stream.settings.date_order);
        while let Some(line) = lines.next()? {
            let (number, text) = (line.number, String::from_utf8_lossy(line.bytes));
            chat.line(number, &text, sink);
        }
        chat.end(sink);
        if let Some(remark) = replaced(lines.inner().n_replaced) {
            sink.remark(remark);
        }
        Ok(())
    }
}

/// For hints about files that nobody recognises.
pub(super) fn looks_like(text: &str) -> bool {
    matches!(parse(text, None), Line::Said { .. } | Line::Ambiguous)
}

/// What the first lines are.
#[derive(Default)]
struct Counts {
    /// About the chat, before its first message.
    n_labels: usize,
    has_start: bool,
    n_said: usize,
}

fn count(head: &str) -> Counts {
    let mut counts = Counts::default();
    for text in head.lines().filter(|line| !line.trim().is_empty()).take(N_SNIFFED) {
        match parse(text, None) {
            Line::Label(label, _) if counts.n_said == 0 => {
                counts.n_labels += 1;
                counts.has_start |= label == Label::Started;
            }
            Line::Said { .. } => counts.n_said += 1,
            _ => {}
        }
    }
    counts
}

fn read_mail(stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut bytes = Vec::new();
    read_beginning(stream.open_at(0)?, MAX_HEADER + MAX_BODY, stream.entry.size, &mut bytes)?;
    let (_, bytes) = eml::cut(&bytes);
    let header_len = split::header_end(bytes).unwrap_or(bytes.len());
    let mail = Mail { name: stream.file_stem(), record: 1, window: bytes, header_len };
    mail.read(stream.settings.date_order, 0, sink);
    Ok(())
}

fn read_mailbox(stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut split = Split::with_bodies(stream.open_at(0)?, None, MAX_BODY)?;
    let (mut record, mut n_records) = (0, 0);
    while let Some(mail) = split.next_mail()? {
        record += 1;
        let header_len = mail.header_len.unwrap_or(mail.window.len());
        let name = stream.file_stem();
        let mail = Mail { name, record, window: mail.window, header_len };
        n_records = mail.read(stream.settings.date_order, n_records, sink);
    }
    Ok(())
}

/// A mail with a transcript in its words.
struct Mail<'a> {
    /// Of the file.
    name: &'a str,
    /// Its place in the file.
    record: u64,
    window: &'a [u8],
    header_len: usize,
}

impl Mail<'_> {
    /// Reads the transcript; gives the number of records of the file so far.
    fn read(&self, order: Option<Order>, n_before: u64, sink: &mut dyn Sink) -> u64 {
        let (block, body) = self.window.split_at_checked(self.header_len).unwrap_or((self.window, &[]));
        let headers = Headers::pick(block);
        let Some(text) = words(&headers, body) else {
            // Half a chat would look unanswered.
            let text = "the mail's words are longer than 1 MiB; save the chat as text and read that";
            sink.problem(Problem::record("transcript-too-long", n_before + 1, text));
            return n_before + 1;
        };
        if !text.lines().any(|line| matches!(parse(line, order), Line::Said { .. })) {
            sink.outside("no-transcript");
            return n_before + 1;
        }
        let date = headers.raw(Name::Date).map(String::from_utf8_lossy).unwrap_or_default();
        let name = headers.text(Name::MessageId).unwrap_or_default();
        let name = name.trim().trim_matches(['<', '>']);
        let name = if name.is_empty() { format!("{}/{}", self.name, self.record) } else { name.to_owned() };
        let mut chat = Chat::new(&name, wall_clock(&date), order);
        chat.n_records = n_before;
        for (number, line) in (1..).zip(text.lines()) {
            chat.line(number, line, sink);
        }
        chat.end(sink)
    }
}

/// All words of a mail; none where they are longer than is read.
fn words(headers: &Headers<'_>, body: &[u8]) -> Option<String> {
    /// More than any line of the body.
    const END: usize = 4096;
    let Some(words) = mime::text_up_to(headers, body, MAX_WORDS) else { return Some(String::new()) };
    // What is behind the words, such as pictures, may be cut off: then less of it changes nothing.
    let is_whole = || {
        let shorter = body.get(..body.len() - END).unwrap_or_default();
        mime::text_up_to(headers, shorter, MAX_WORDS).as_ref() == Some(&words)
    };
    if MAX_WORDS <= words.text.len() + 3 || (MAX_BODY <= body.len() && !is_whole()) {
        return None;
    }
    Some(if words.is_html { html::to_text_up_to(&words.text, MAX_WORDS) } else { words.text.into_owned() })
}

/// The time of a mail as its sender's clock showed it: a transcript names the times of the same place.
fn wall_clock(date: &str) -> Option<NaiveDateTime> {
    if let Ok(at) = DateTime::parse_from_rfc2822(date.trim()) {
        return Some(at.naive_local());
    }
    match mail::parse(date).stamp()? {
        Stamp::Instant(at) => DateTime::from_timestamp(at, 0).map(|at| at.naive_utc()),
        Stamp::Local(at) => Some(at),
        Stamp::Unknown => None,
    }
}

#[cfg(test)]
mod tests;
