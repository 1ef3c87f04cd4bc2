//! SMS Backup & Restore: short messages, picture messages and the list of calls of an Android phone, XML.

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::table::replaced;
use super::xml::element::Element;
use super::xml::{self, Event};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::pattern;
use crate::message::{Channel, Kind, Role, Stamp};
use crate::problem::Problem;
use crate::settings::{Exchange, phone};

pub struct Sms;

impl Source for Sms {
    fn name(&self) -> &'static str {
        "sms"
    }

    fn about(&self) -> &'static str {
        "SMS Backup & Restore (Android): sms-*.xml and calls-*.xml"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        match xml::root(peek.head) {
            b"smses" | b"calls" if names(peek.head, b"count=") || names(peek.head, b"backup_set=") => {
                Sniff::Yes("XML with the root `smses` or `calls`".to_owned())
            }
            b"smses" => Sniff::Yes("XML with the root `smses`".to_owned()),
            _ => Sniff::No("no XML with the root `smses` or `calls`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut walk = xml::open(stream)?;
        let mut record = 0;
        loop {
            let line = walk.line();
            let tag = match walk.next()? {
                None => break,
                Some(Event::Broken { line, what }) => {
                    record += 1;
                    sink.problem(Problem::record("bad-xml", record, what).at_line(line));
                    continue;
                }
                Some(Event::Start(tag)) if matches!(tag.name, "sms" | "mms" | "call") => tag.keep(),
                Some(_) => continue,
            };
            record += 1;
            let line = walk.line().max(line);
            match walk.element(tag)? {
                Ok(element) => {
                    let draft = Draft { place: line, ..Draft::new(record, Channel::Chat) };
                    hand_on(&element, draft, &stream.settings.exchange, sink);
                }
                Err(what) => sink.problem(Problem::record("bad-xml", record, what).at_line(line)),
            }
        }
        if let Some(remark) = replaced(walk.n_replaced()) {
            sink.remark(remark);
        }
        Ok(())
    }
}

fn names(head: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(head, word).is_some()
}

fn hand_on<'a>(element: &'a Element, mut draft: Draft<'a>, exchange: &Exchange, sink: &mut dyn Sink) {
    let (record, line) = (draft.record, draft.place);
    let number = field(element, if element.name == "call" { "number" } else { "address" });
    // Below zero are calls without a number: unknown, withheld, from a call box.
    let number = number.filter(|number| !number.starts_with('-')).map(canonical);
    draft.sent = match field(element, "date").map(pattern::unix) {
        Some(Some(instant)) => Stamp::Instant(instant),
        None => Stamp::Unknown,
        Some(None) => {
            let found = field(element, "date").unwrap_or_default();
            let text = format!("`date` is {found:?}, expected milliseconds since 1970");
            return sink.problem(Problem::record("bad-time", record, text).at_line(line));
        }
    };
    let what = match &*element.name {
        "call" => call(element),
        "mms" => message(field(element, "msg_box")),
        _ => message(field(element, "type")),
    };
    let Some((kind, role, why)) = what else { return sink.outside("no-message") };
    if element.name == "call" && number.is_none() {
        // Nobody can call back.
        return sink.outside("anonymous-call");
    }
    (draft.kind, draft.role, draft.why) = (kind, Some(role), why);
    draft.conversation = number.clone();
    draft.thread = number.as_deref().and_then(phone::thread).map(Cow::Owned);
    if element.name == "call" {
        draft.channel = Channel::Phone;
    } else {
        draft.text = Some(text(element));
    }
    if role == Role::Customer {
        draft.author = if element.name == "mms" { sender(element).or(number) } else { number };
        draft.name = field(element, "contact_name").filter(|name| *name != "(Unknown)").map(Cow::Borrowed);
        // A name in the place of a number cannot be answered: parcel notices, codes.
        if draft.author.as_deref().is_some_and(|author| author.chars().any(char::is_alphabetic)) {
            (draft.role, draft.why) = (Some(Role::Other), "sms:no-number");
        } else if draft.author.as_deref().is_some_and(|author| exchange.is_team(author)) {
            // A colleague: the settings decide and are the evidence.
            draft.role = None;
        }
    }
    sink.message(draft);
}

/// What a value of `type` or `msg_box` says; none for what is neither sent nor received.
fn message(kind: Option<&str>) -> Option<(Kind, Role, &'static str)> {
    Some(match kind? {
        "1" => (Kind::Message, Role::Customer, ""),
        "2" => (Kind::Message, Role::Team, ""),
        "3" => (Kind::Draft, Role::Team, "sms:draft"),
        "4" | "5" | "6" => (Kind::Draft, Role::Team, "sms:not-sent"),
        _ => return None,
    })
}

fn call(element: &Element) -> Option<(Kind, Role, &'static str)> {
    let talked =
        field(element, "duration").is_some_and(|seconds| !seconds.trim_start_matches('0').is_empty());
    Some(match field(element, "type")? {
        "1" | "7" => (Kind::Call, Role::Customer, "sms:call"),
        "2" if talked => (Kind::Call, Role::Team, "sms:call"),
        "2" => (Kind::MissedCall, Role::Team, "sms:call"),
        "3" => (Kind::MissedCall, Role::Customer, "sms:missed-call"),
        "4" => (Kind::MissedCall, Role::Customer, "sms:voicemail"),
        "5" => (Kind::MissedCall, Role::Customer, "sms:rejected-call"),
        _ => return None,
    })
}

/// A value; the program writes `null` for none.
fn field<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.get(name).map(str::trim).filter(|value| !value.is_empty() && *value != "null")
}

/// A number without what people write between its digits; several of a group in their order, a name as it is.
fn canonical(address: &str) -> Cow<'_, str> {
    if address.chars().any(char::is_alphabetic) {
        return Cow::Borrowed(address);
    }
    let wanted = |c: char| c.is_ascii_digit() || matches!(c, '+' | '~');
    match address.chars().all(wanted) {
        true => Cow::Borrowed(address),
        false => Cow::Owned(address.chars().filter(|&c| wanted(c)).collect()),
    }
}

fn text(element: &Element) -> Cow<'_, str> {
    if let Some(body) = field(element, "body") {
        return Cow::Borrowed(body);
    }
    let parts = element.child("parts").into_iter().flat_map(Element::elements);
    let texts =
        parts.filter(|part| field(part, "ct") == Some("text/plain")).filter_map(|part| field(part, "text"));
    Cow::Owned(texts.collect::<Vec<_>>().join("\n"))
}

/// Of a picture message in a group: 137 is the one who sent it.
fn sender(element: &Element) -> Option<Cow<'_, str>> {
    let mut people = element.child("addrs")?.elements();
    people
        .find(|person| field(person, "type") == Some("137"))
        .and_then(|person| field(person, "address"))
        .map(canonical)
}

#[cfg(test)]
mod tests;
