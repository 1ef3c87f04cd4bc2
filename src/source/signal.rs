//! Signal: the Markdown of signal-export (sigexport), one file per chat.

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::lines::Lines;
use super::table::replaced;
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::iso;
use crate::message::{Channel, Flags, Role, Stamp};
use crate::problem::Problem;

pub struct Signal;

/// How the one who exports is called.
const OWNER: &str = "Me";
/// The rest of a longer line is dropped.
const LINE_CAP: usize = 1 << 20;
/// Bytes of a message that are kept.
const TEXT_CAP: usize = 64 << 10;
/// Lines that begin a message and make a file ours.
const N_SNIFFED: usize = 2;

impl Source for Signal {
    fn name(&self) -> &'static str {
        "signal"
    }

    fn about(&self) -> &'static str {
        "Signal, chats as Markdown by signal-export (sigexport)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let lines = peek.text().lines().filter(|line| !line.trim().is_empty());
        let enough = if matches!(peek.file_name(), "chat.md" | "index.md") { 1 } else { N_SNIFFED };
        let begins = lines.clone().next().is_some_and(|line| header(line).is_some());
        let n_headers = if begins { lines.filter(|line| header(line).is_some()).count() } else { 0 };
        match enough <= n_headers {
            true => Sniff::Yes(format!("{n_headers} lines begin with `[date, time] name:`")),
            false => Sniff::No("no lines that begin with `[2026-11-02, 09:00] name:`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let chat = chat(stream);
        sink.facts().owner = Some(OWNER.to_owned());
        sink.facts().peer = Some(chat.to_owned());
        let mut lines = Lines::new(stream.text()?, LINE_CAP);
        let mut log = Log { chat, n_records: 0, n_before: 0, open: None };
        while let Some(line) = lines.next()? {
            let (number, text) = (line.number, String::from_utf8_lossy(line.bytes));
            log.line(number, &text, sink);
        }
        log.end(sink);
        if 0 < log.n_before {
            let text = format!("{} lines before the first message belong to none", log.n_before);
            sink.remark(Problem::file("text-before-first", text));
        }
        if let Some(remark) = replaced(lines.inner().n_replaced) {
            sink.remark(remark);
        }
        Ok(())
    }
}

/// The chat is the folder where the file has the name that all of them have.
fn chat<'a>(stream: &'a Stream<'_>) -> &'a str {
    let stem = stream.file_stem();
    let folder = stream.name().rsplit('/').nth(1).filter(|folder| !folder.is_empty());
    folder.filter(|_| matches!(stem, "chat" | "index")).unwrap_or(stem)
}

/// A line that begins a message.
struct Header<'a> {
    sent: Option<Stamp>,
    has_seconds: bool,
    name: &'a str,
    text: &'a str,
}

/// For hints about files that nobody recognises.
pub(super) fn looks_like(line: &str) -> bool {
    header(line).is_some()
}

/// `[2019-12-24, 12:23] Jane Doe: text`.
fn header(line: &str) -> Option<Header<'_>> {
    let (time, rest) = line.trim_start_matches('\u{feff}').strip_prefix('[')?.split_once("] ")?;
    let (date, clock) = time.split_once(", ")?;
    let is_number = |c: char| c.is_ascii_digit();
    let is_date = date.len() == 10 && date.split('-').all(|part| part.chars().all(is_number));
    let is_clock = matches!(clock.len(), 5 | 8) && clock.split(':').all(|part| part.chars().all(is_number));
    if !is_date || !is_clock {
        return None;
    }
    let (name, text) = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))?;
    let sent = iso::parse(&format!("{date} {clock}"));
    Some(Header { sent, has_seconds: clock.len() == 8, name: name.trim(), text })
}

/// Puts the lines of a chat together to messages.
struct Log<'a> {
    chat: &'a str,
    n_records: u64,
    /// Lines before the first message that hold something.
    n_before: u64,
    open: Option<Open>,
}

struct Open {
    line: u64,
    sent: Option<Stamp>,
    has_seconds: bool,
    name: String,
    text: String,
}

impl Log<'_> {
    fn line(&mut self, number: u64, line: &str, sink: &mut dyn Sink) {
        if let Some(header) = header(line) {
            self.end(sink);
            self.open = Some(Open {
                line: number,
                sent: header.sent,
                has_seconds: header.has_seconds,
                name: header.name.to_owned(),
                text: header.text.to_owned(),
            });
            return;
        }
        match &mut self.open {
            Some(open) if open.text.len() + line.len() < TEXT_CAP => {
                open.text.push('\n');
                open.text.push_str(line);
            }
            Some(_) => {}
            None => self.n_before += u64::from(!line.trim().is_empty()),
        }
    }

    fn end(&mut self, sink: &mut dyn Sink) {
        let Some(open) = self.open.take() else { return };
        self.n_records += 1;
        let Some(sent) = open.sent else {
            let problem = Problem::record("bad-time", self.n_records, "the date or time does not exist");
            return sink.problem(problem.at_line(open.line));
        };
        let mut draft = Draft { place: open.line, sent, ..Draft::new(self.n_records, Channel::Chat) };
        draft.conversation = Some(Cow::Borrowed(self.chat));
        draft.role = match open.name.as_str() {
            OWNER => Some(Role::Team),
            name if name == self.chat => Some(Role::Customer),
            _ => None,
        };
        draft.text = Some(Cow::Owned(words(&open.text)));
        draft.name = Some(Cow::Owned(open.name));
        if !open.has_seconds {
            draft.flags = Flags::MINUTES;
        }
        sink.message(draft);
    }
}

/// Without quoted lines, links to what was attached, and the reactions of others at the end.
fn words(text: &str) -> String {
    let kept = text.lines().filter(|line| {
        let line = line.trim();
        let is_media =
            (line.starts_with("![") || line.starts_with('[')) && line.contains("](") && line.ends_with(')');
        !line.starts_with('>') && !is_media
    });
    let text = kept.collect::<Vec<_>>().join("\n");
    let text = text.trim();
    match text.rfind("(- ") {
        Some(at) if text.ends_with(" -)") => text.get(..at).unwrap_or(text).trim_end().to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
