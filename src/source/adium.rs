//! Conversation logs of Adium: XML, and the HTML of its first versions; one file a conversation.

mod page;

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::xml::element::Element;
use super::xml::records::{self, Records, Wrong};
use super::xml::{self, Tag};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::iso;
use crate::message::{Kind, Role};

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
        let name = LogName::of(stream.file_stem());
        if page::is_ours(&stream.entry.peek()?) {
            return page::read(stream, &name, sink);
        }
        let mut log = Log { peer: name.peer, account: String::new() };
        records::read(xml::open(stream)?, "bad-xml", &mut log, sink)
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
    fn of(stem: &'a str) -> Self {
        let parts = stem.rsplit_once(" (").and_then(|(peer, rest)| Some((peer, rest.split_once(')')?.0)));
        match parts {
            Some((peer, begun)) if begun.starts_with(|c: char| c.is_ascii_digit()) => {
                Self { peer, begun: Some(begun) }
            }
            _ => Self { peer: stem, begun: None },
        }
    }
}

struct Log<'a> {
    peer: &'a str,
    /// Whose log it is.
    account: String,
}

impl Records for Log<'_> {
    fn wants(&mut self, tag: Tag<'_>, sink: &mut dyn Sink) -> bool {
        if tag.name == "chat" {
            self.account = tag.get("account").unwrap_or_default().into_owned();
            sink.facts().owner = Some(self.account.clone()).filter(|account| !account.is_empty());
            sink.facts().peer = Some(self.peer.to_owned());
        }
        tag.name != "chat"
    }

    /// A message, or an event around one.
    fn take(&mut self, element: &Element, draft: Draft<'_>, sink: &mut dyn Sink) -> Result<(), Wrong> {
        if !matches!(element.name.as_str(), "message" | "action") {
            sink.outside("status");
            return Ok(());
        }
        let time = element.get("time").unwrap_or_default();
        let sent = iso::parse(time).ok_or_else(|| ("bad-time", format!("{time:?} is no time")))?;
        let sender = element.get("sender").filter(|sender| !sender.is_empty());
        let sender = sender.ok_or_else(|| ("no-author", "the message has no sender".to_owned()))?;
        let is_own = !self.account.is_empty() && sender.eq_ignore_ascii_case(&self.account);
        let mut draft = Draft { sent, ..draft };
        draft.role = Some(if is_own { Role::Team } else { Role::Customer });
        draft.conversation = Some(Cow::Borrowed(self.peer));
        draft.author = Some(Cow::Borrowed(sender));
        draft.name = element.get("alias").filter(|alias| !alias.is_empty()).map(Cow::Borrowed);
        if matches!(element.get("auto"), Some("true" | "yes" | "1")) {
            (draft.kind, draft.why) = (Kind::AutoReply, "adium:auto");
        }
        draft.text = Some(element.text());
        sink.message(draft);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
