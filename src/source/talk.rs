//! Conversations in JSON: each event is a record, counted once, with the line of its conversation.

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use super::draft::Draft;
use super::json::fields::Fields;
use super::json::{self, Event, Walk, Want};
use super::table::replaced;
use super::{Facts, Sink, Stream};
use crate::message::hash::Hash;
use crate::message::{Channel, Kind, Role, Stamp};
use crate::problem::Problem;

/// Hands the events of conversations to the sink.
pub struct Talk<'a> {
    sink: &'a mut dyn Sink,
    record: u64,
    line: u64,
}

/// Reads the conversations of a file: what lies at one of `places`, or each document where the file has
/// none of them.
pub fn read(
    stream: &Stream<'_>,
    places: &[&str],
    sink: &mut dyn Sink,
    each: &mut dyn FnMut(Fields<'_>, &mut Talk<'_>),
) -> io::Result<()> {
    let has_places = json::finds(&stream.entry.peek()?, places).contains(&true);
    let places = if has_places { places } else { &[""] };
    let wanted: Vec<(&str, Want)> = places.iter().map(|&place| (place, Want::Value)).collect();
    walk(stream, &wanted, sink, &mut |step, talk| match step {
        Step::Value(_, fields) => each(fields, talk),
        Step::Scope => {}
    })
}

/// One thing on the way through a file whose conversations are too large to be held as a whole.
pub enum Step<'a> {
    /// A scope begins or ends, the file breaks off, or it ends: what belongs together is complete.
    Scope,
    /// What lies at a place, by its number in the list.
    Value(usize, Fields<'a>),
}

/// Walks through the places of a file.
pub fn walk(
    stream: &Stream<'_>,
    places: &[(&str, Want)],
    sink: &mut dyn Sink,
    each: &mut dyn FnMut(Step<'_>, &mut Talk<'_>),
) -> io::Result<()> {
    let mut walk = Walk::new(stream.text()?, places);
    let mut talk = Talk { sink, record: 0, line: 0 };
    while let Some(event) = walk.next()? {
        match event {
            Event::Value { place, line, bytes, .. } => {
                talk.line = line;
                match serde_json::from_slice::<Value>(bytes) {
                    Ok(value) => each(Step::Value(place, Fields(&value)), &mut talk),
                    Err(error) => talk.bad("bad-json", error.to_string()),
                }
            }
            Event::Broken { line, what } => {
                talk.line = line;
                talk.bad("bad-json", what);
                each(Step::Scope, &mut talk);
            }
            Event::Begin { .. } | Event::End { .. } => each(Step::Scope, &mut talk),
        }
    }
    each(Step::Scope, &mut talk);
    if let Some(remark) = replaced(walk.inner.n_replaced) {
        talk.sink.remark(remark);
    }
    Ok(())
}

impl Talk<'_> {
    /// A new record as an empty message.
    pub fn draft<'d>(&mut self, channel: Channel, conversation: &'d str, sent: Stamp) -> Draft<'d> {
        self.record += 1;
        let conversation = Some(Cow::Borrowed(conversation)).filter(|name| !name.is_empty());
        Draft { place: self.line, conversation, sent, ..Draft::new(self.record, channel) }
    }

    /// The record is a message.
    pub fn say(&mut self, draft: Draft<'_>) {
        self.sink.message(draft);
    }

    /// An event of a conversation: somebody closed it, took it over, rated it.
    pub fn event(&mut self, draft: Draft<'_>, kind: Kind, role: Role, why: &'static str) {
        self.say(Draft { kind, role: Some(role), why, ..draft });
    }

    /// A further message of the record before: somebody answered and closed in one step.
    pub fn also(&mut self, draft: Draft<'_>) {
        self.sink.also(draft);
    }

    /// A record that is no message by its nature.
    pub fn outside(&mut self, reason: &'static str) {
        self.record += 1;
        self.sink.outside(reason);
    }

    /// A record that cannot be read.
    pub fn bad(&mut self, code: &'static str, text: impl Into<String>) {
        self.record += 1;
        self.sink.problem(Problem::record(code, self.record, text).at_line(self.line));
    }

    /// The time of a record; what is no time makes the record a problem and gives none.
    pub fn time(&mut self, fields: Fields<'_>, path: &str) -> Option<Stamp> {
        match fields.time(path) {
            Ok(stamp) => Some(stamp),
            Err(found) => {
                self.bad("bad-time", format!("`{path}` is {found:?}, expected a time"));
                None
            }
        }
    }

    /// A figure that the vendor worked out for a conversation, in seconds: shown beside ours.
    pub fn figure(&mut self, kind: &'static str, conversation: &str, seconds: Option<f64>) {
        /// More than thirty thousand years is no figure.
        const MAX: f64 = 1e12;
        let Some(seconds) = seconds.filter(|seconds| (0.0..MAX).contains(seconds)) else { return };
        let figures = self.facts().imported.entry(kind).or_default();
        figures.entry(Hash::of(conversation)).or_insert(seconds as i64);
    }

    /// What the file says about itself.
    pub fn facts(&mut self) -> &mut Facts {
        self.sink.facts()
    }

    /// What is worth knowing about the file and is no record.
    pub fn remark(&mut self, problem: Problem) {
        self.sink.remark(problem);
    }
}
