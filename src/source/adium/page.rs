//! The HTML of Adium's first versions: a `div` a message, times of day only.

use std::borrow::Cow;
use std::io;

use chrono::{NaiveDate, NaiveTime};

use super::LogName;
use crate::message::{Kind, Role, Stamp};
use crate::source::clock::{Clock, moment};
use crate::source::draft::Draft;
use crate::source::xml::element::Element;
use crate::source::xml::records::{self, Records, Wrong};
use crate::source::xml::{self, Tag};
use crate::source::{Sink, Stream};

/// Behind the name of the sender of what a machine wrote.
const AUTO: &str = "(Autoreply)";

pub(super) fn is_ours(head: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    let has_message = has(b"<div class=\"receive\">") || has(b"<div class=\"send\">");
    has_message && has(b"<span class=\"timestamp\">") && has(b"<span class=\"sender\">")
}

pub(super) fn read(stream: &Stream<'_>, name: &LogName<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    sink.facts().peer = Some(name.peer.to_owned());
    let clock = name.begun.and_then(day).map(|day| Clock { last: day.and_time(NaiveTime::MIN) });
    records::read(xml::open(stream)?, "bad-html", &mut Page { peer: name.peer, clock }, sink)
}

/// `2005-03-01`, also with other signs between the numbers.
fn day(begun: &str) -> Option<NaiveDate> {
    let numbers: Vec<&str> = begun.get(..10)?.split(|c: char| !c.is_ascii_digit()).collect();
    let [year, month, day] = numbers.as_slice() else { return None };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

struct Page<'a> {
    peer: &'a str,
    clock: Option<Clock>,
}

impl Records for Page<'_> {
    fn wants(&mut self, tag: Tag<'_>, _sink: &mut dyn Sink) -> bool {
        tag.name == "div"
    }

    fn take(&mut self, element: &Element, draft: Draft<'_>, sink: &mut dyn Sink) -> Result<(), Wrong> {
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
        let sent = match &mut self.clock {
            Some(clock) => Stamp::Local(clock.at(date, time)),
            None => date.map_or(Stamp::Unknown, |date| Stamp::Local(date.and_time(time))),
        };
        let mut draft = Draft { sent, role: Some(role), ..draft };
        draft.conversation = Some(Cow::Borrowed(self.peer));
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
}
