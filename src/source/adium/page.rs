//! The HTML of Adium's first versions: a `div` a message, times of day only.

use std::borrow::Cow;
use std::io;

use chrono::NaiveDate;

use super::LogName;
use crate::message::{Channel, Kind, Role, Stamp};
use crate::problem::Problem;
use crate::source::clock::{Clock, moment};
use crate::source::draft::Draft;
use crate::source::table::replaced;
use crate::source::xml::element::Element;
use crate::source::xml::{self, Event};
use crate::source::{Sink, Stream};

/// Behind the name of the sender of what a machine wrote.
const AUTO: &str = "(Autoreply)";

pub(super) fn is_ours(head: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    let has_message = has(b"<div class=\"receive\">") || has(b"<div class=\"send\">");
    has_message && has(b"<span class=\"timestamp\">") && has(b"<span class=\"sender\">")
}

pub(super) fn read(stream: &Stream<'_>, name: &LogName<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut walk = xml::open(stream)?;
    sink.facts().peer = Some(name.peer.to_owned());
    let mut clock = name.begun.and_then(day).map(|day| Clock { last: day.and_time(chrono::NaiveTime::MIN) });
    let mut record = 0;
    loop {
        let tag = match walk.next()? {
            None => break,
            Some(Event::Broken { line, what }) => {
                record += 1;
                sink.problem(Problem::record("bad-html", record, what).at_line(line));
                continue;
            }
            Some(Event::Start(tag)) if tag.name == "div" => tag.keep(),
            Some(_) => continue,
        };
        record += 1;
        let line = walk.line();
        let draft = Draft { place: line, ..Draft::new(record, Channel::Chat) };
        let read = match walk.element(tag)? {
            Ok(element) => hand_on(&element, name.peer, &mut clock, draft, sink),
            Err(what) => Err(("bad-html", what.to_owned())),
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

/// `2005-03-01`, also with other signs between the numbers.
fn day(begun: &str) -> Option<NaiveDate> {
    let numbers: Vec<&str> = begun.get(..10)?.split(|c: char| !c.is_ascii_digit()).collect();
    let [year, month, day] = numbers.as_slice() else { return None };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn hand_on<'a>(
    element: &'a Element,
    peer: &'a str,
    clock: &mut Option<Clock>,
    mut draft: Draft<'a>,
    sink: &mut dyn Sink,
) -> Result<(), (&'static str, String)> {
    let role = match element.get("class") {
        Some("send") => Role::Team,
        Some("receive") => Role::Customer,
        _ => {
            sink.outside("status");
            return Ok(());
        }
    };
    let part = |class: &str| element.elements().find(|part| part.get("class") == Some(class));
    let time = part("timestamp").map(Element::text).unwrap_or_default();
    let Some((date, time)) = moment(&time) else {
        return Err(("bad-time", format!("{time:?} is no time of day")));
    };
    // Without a day in the file's name the message is undated.
    draft.sent = match clock {
        Some(clock) => Stamp::Local(clock.at(date, time)),
        None => date.map_or(Stamp::Unknown, |date| Stamp::Local(date.and_time(time))),
    };
    draft.role = Some(role);
    draft.conversation = Some(Cow::Borrowed(peer));
    if role == Role::Customer {
        draft.author = draft.conversation.clone();
    }
    let sender = part("sender").map(Element::text).unwrap_or_default();
    let sender = sender.trim_end_matches(':').trim_end();
    if sender.ends_with(AUTO) {
        (draft.kind, draft.why) = (Kind::AutoReply, "adium:auto");
    }
    let sender = sender.trim_end_matches(AUTO).trim_end();
    draft.name = Some(sender).filter(|name| !name.is_empty()).map(|name| Cow::Owned(name.to_owned()));
    draft.text = Some(part("message").map(Element::text).unwrap_or_default());
    sink.message(draft);
    Ok(())
}
