//! The XML form of ekg2's history: one file a contact, called after it.

use std::borrow::Cow;
use std::io;

use super::{ISO_8859_2, stamp, without_protocol};
use crate::input::text::TextReader;
use crate::message::Role;
use crate::source::draft::Draft;
use crate::source::xml::element::Element;
use crate::source::xml::records::{self, Records, Wrong};
use crate::source::xml::{Tag, Xml, declared};
use crate::source::{Sink, Stream};

/// The root of the document stands near its beginning.
pub(super) fn is_ours(head: &[u8]) -> bool {
    memchr::memmem::find(head, b"<ekg2log").is_some()
}

pub(super) fn read(stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    // Older versions name no encoding and write the one of their time.
    let named = stream.settings.encoding.or_else(|| declared(&stream.entry.peek().unwrap_or_default()));
    let inner = TextReader::new(stream.open_at(0)?, Some(named.unwrap_or(ISO_8859_2)));
    records::read(Xml::new(inner), "bad-xml", &mut History { peer: peer(stream.file_name()) }, sink)
}

/// `gg:1234567.xml`: with whom the conversation is, as the sender of what we wrote is our own number.
fn peer(file: &str) -> &str {
    let stem = file.strip_suffix(".gz").unwrap_or(file);
    without_protocol(stem.strip_suffix(".xml").unwrap_or(stem))
}

struct History<'a> {
    peer: &'a str,
}

impl Records for History<'_> {
    fn wants(&mut self, tag: Tag<'_>, _sink: &mut dyn Sink) -> bool {
        tag.name == "message"
    }

    fn take(&mut self, element: &Element, draft: Draft<'_>, sink: &mut dyn Sink) -> Result<(), Wrong> {
        let role = match element.get("class") {
            Some("chatsend" | "msgsend") => Role::Team,
            Some("msgsystem") => Role::System,
            Some("chatrecv" | "msgrecv" | "chatrcv" | "msgrcv") => Role::Customer,
            other => return Err(("no-message", format!("the class is {:?}", other.unwrap_or_default()))),
        };
        let time = element.child("time");
        let text = |name: &str| time.and_then(|time| time.child_text(name));
        // The sender's time counts; what we sent has one time only.
        let sent = [text("sent"), text("received")].into_iter().flatten().find_map(|time| stamp(&time));
        let sent = sent.ok_or_else(|| ("bad-time", "the message has no time that can be read".to_owned()))?;
        let mut draft = Draft { sent, role: Some(role), ..draft };
        draft.conversation = Some(Cow::Borrowed(self.peer)).filter(|peer| !peer.is_empty());
        let sender = element.child("sender");
        let of_sender = |name: &str| sender.and_then(|sender| sender.child_text(name));
        if role == Role::Customer {
            draft.author = of_sender("uid").map(|uid| Cow::Owned(without_protocol(&uid).to_owned()));
        }
        draft.name = of_sender("nick");
        draft.text = Some(element.child_text("body").unwrap_or_default());
        sink.message(draft);
        Ok(())
    }
}
