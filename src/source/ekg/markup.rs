//! The XML form of ekg2's history: one file a contact, called after it.

use std::borrow::Cow;
use std::io;

use super::{ISO_8859_2, stamp, without_protocol};
use crate::input::text::TextReader;
use crate::message::{Channel, Role};
use crate::problem::Problem;
use crate::source::draft::Draft;
use crate::source::table::replaced;
use crate::source::xml::element::Element;
use crate::source::xml::{Event, Xml, declared};
use crate::source::{Sink, Stream};

/// The root of the document stands near its beginning.
pub(super) fn is_ours(head: &[u8]) -> bool {
    memchr::memmem::find(head, b"<ekg2log").is_some()
}

pub(super) fn read(stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    // Older versions name no encoding and write the one of their time.
    let named = stream.settings.encoding.or_else(|| declared(&stream.entry.peek().unwrap_or_default()));
    let inner = TextReader::new(stream.open_at(0)?, Some(named.unwrap_or(ISO_8859_2)));
    let mut walk = Xml::new(inner);
    let peer = peer(stream.file_name());
    let mut record = 0;
    while let Some(event) = walk.next()? {
        let tag = match event {
            Event::Broken { line, what } => {
                record += 1;
                sink.problem(Problem::record("bad-xml", record, what).at_line(line));
                continue;
            }
            Event::Start(tag) if tag.name == "message" => tag.keep(),
            Event::Start(_) | Event::End(_) | Event::Text(_) => continue,
        };
        record += 1;
        let line = walk.line();
        let read = match walk.element(tag)? {
            Ok(element) => {
                hand_on(&element, peer, Draft { place: line, ..Draft::new(record, Channel::Chat) }, sink)
            }
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

/// `gg:1234567.xml`: with whom the conversation is, as the sender of what we wrote is our own number.
fn peer(file: &str) -> &str {
    let stem = file.strip_suffix(".gz").unwrap_or(file);
    without_protocol(stem.strip_suffix(".xml").unwrap_or(stem))
}

fn hand_on<'a>(
    element: &'a Element,
    peer: &'a str,
    mut draft: Draft<'a>,
    sink: &mut dyn Sink,
) -> Result<(), (&'static str, String)> {
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
    draft.sent = sent.ok_or_else(|| ("bad-time", "the message has no time that can be read".to_owned()))?;
    draft.role = Some(role);
    draft.conversation = Some(Cow::Borrowed(peer)).filter(|peer| !peer.is_empty());
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
