//! Conversation logs of Adium: XML, and the HTML of its first versions; one file a conversation.

mod page;

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::table::replaced;
use super::xml::element::Element;
use super::xml::{self, Event};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::iso;
use crate::message::{Channel, Kind, Role};
use crate::problem::Problem;

pub struct Adium;

/// The namespace of the log format, without its version.
const NAMESPACE: &[u8] = b"http://purl.org/net/ulf/ns/";

impl Source for Adium {
    fn name(&self) -> &'static str {
        "adium"
    }

    fn about(&self) -> &'static str {
        "Adium conversation logs (.xml in .chatlog, .html)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |word: &[u8]| memchr::memmem::find(peek.head, word).is_some();
        if has(b"<chat") && has(NAMESPACE) {
            return Sniff::Yes("XML with the root `chat` in the namespace of Adium's logs".to_owned());
        }
        if page::is_ours(peek.head) {
            return Sniff::Yes("HTML with messages that are marked `send` or `receive`".to_owned());
        }
        Sniff::No("no XML with the root `chat` in the namespace of Adium's logs".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let name = LogName::of(stream.file_name());
        if page::is_ours(&stream.entry.peek()?) {
            return page::read(stream, &name, sink);
        }
        let mut walk = xml::open(stream)?;
        let mut account = String::new();
        let mut record = 0;
        loop {
            let tag = match walk.next()? {
                None => break,
                Some(Event::Broken { line, what }) => {
                    record += 1;
                    sink.problem(Problem::record("bad-xml", record, what).at_line(line));
                    continue;
                }
                Some(Event::Start(tag)) => tag.keep(),
                Some(Event::End(_) | Event::Text(_)) => continue,
            };
            if tag.name == "chat" {
                tag.get("account").unwrap_or_default().clone_into(&mut account);
                sink.facts().owner = Some(account.clone()).filter(|account| !account.is_empty());
                sink.facts().peer = Some(name.peer.to_owned());
                continue;
            }
            record += 1;
            let line = walk.line();
            let draft = Draft { place: line, ..Draft::new(record, Channel::Chat) };
            let read = match walk.element(tag)? {
                Ok(element) => hand_on(&element, &account, name.peer, draft, sink),
                Err(what) => Err(("bad-xml", what.to_owned())),
            };
            if let Err((code, what)) = read {
                sink.problem(Problem::record(code, record, what).at_line(line));
            }
        }
        if let Some(remark) = replaced(walk.n_replaced()) {
            sink.remark(remark);
        }
        Ok(())
    }
}

/// What the name of a log says: `anna@example.org (2026-11-02T13.58.55+0300).xml`.
struct LogName<'a> {
    /// With whom it was.
    peer: &'a str,
    /// What stands in brackets.
    begun: Option<&'a str>,
}

impl<'a> LogName<'a> {
    fn of(file: &'a str) -> Self {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let parts = stem.rsplit_once(" (").and_then(|(peer, rest)| Some((peer, rest.split_once(')')?.0)));
        match parts {
            Some((peer, begun)) if begun.starts_with(|c: char| c.is_ascii_digit()) => {
                Self { peer, begun: Some(begun) }
            }
            _ => Self { peer: stem, begun: None },
        }
    }
}

/// A message, or an event around one.
fn hand_on<'a>(
    element: &'a Element,
    account: &'a str,
    peer: &'a str,
    mut draft: Draft<'a>,
    sink: &mut dyn Sink,
) -> Result<(), (&'static str, String)> {
    if !matches!(element.name.as_str(), "message" | "action") {
        sink.outside("status");
        return Ok(());
    }
    let time = element.get("time").unwrap_or_default();
    draft.sent = iso::parse(time).ok_or_else(|| ("bad-time", format!("{time:?} is no time")))?;
    let sender = element.get("sender").filter(|sender| !sender.is_empty());
    let Some(sender) = sender else { return Err(("no-author", "the message has no sender".to_owned())) };
    let is_own = !account.is_empty() && sender.eq_ignore_ascii_case(account);
    draft.role = Some(if is_own { Role::Team } else { Role::Customer });
    draft.conversation = Some(Cow::Borrowed(peer));
    draft.author = Some(Cow::Borrowed(sender));
    draft.name = element.get("alias").filter(|alias| !alias.is_empty()).map(Cow::Borrowed);
    if matches!(element.get("auto"), Some("true" | "yes" | "1")) {
        (draft.kind, draft.why) = (Kind::AutoReply, "adium:auto");
    }
    draft.text = Some(element.text());
    sink.message(draft);
    Ok(())
}

#[cfg(test)]
mod tests;
