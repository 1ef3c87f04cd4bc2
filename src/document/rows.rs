//! The rows of `waits`, `unanswered` and `ignored`: frozen columns, new ones only at the end.

use std::borrow::Cow;

use crate::conversation::wait::{Marks, State};
use crate::finding::ignored::Ignored;
use crate::measure::outcome::Measured;
use crate::message::Message;
use crate::message::hash::Hash;
use crate::source::collect::Archive;

use super::view::{View, duration, maybe_text, text, working};
use super::{Column, Rows, Show, Table, Value};

/// For whom the rows of waits are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    Waits,
    /// Only those who wait now.
    Unanswered,
}

const WAIT_KEYS: [&str; 30] = [
    "conversation",
    "channel",
    "source",
    "customer",
    "subject",
    "number",
    "opened_at",
    "opened_by",
    "messages",
    "state",
    "answered_at",
    "answered_by",
    "response_seconds",
    "response_working_seconds",
    "age_seconds",
    "age_working_seconds",
    "acknowledged_at",
    "held_at",
    "promised_at",
    "promise",
    "target",
    "target_seconds",
    "outcome",
    "confidence",
    "flags",
    "tone",
    "excerpt",
    "file",
    "record",
    "product",
];

const IGNORED_KEYS: [&str; 20] = [
    "conversation",
    "channel",
    "source",
    "customer",
    "at",
    "rating",
    "rating_max",
    "tone",
    "words",
    "language",
    "age_seconds",
    "state",
    "excerpt",
    "file",
    "record",
    "product",
    "band",
    "reason",
    "removable_until",
    "link",
];

/// The table of waits, by opening time.
pub fn waits<'a>(view: &View<'a>, focus: Focus) -> Table<'a> {
    let view = *view;
    let chosen: Vec<&Measured> = view.waits.iter().filter(|measured| shown(measured, focus)).collect();
    let n = chosen.len();
    let make = move |idx: usize| {
        view.look_ahead(idx, n, |idx| (&chosen[idx].wait, chosen[idx].wait.opened));
        wait_row(&view, chosen[idx])
    };
    let rows = Rows::Made(n, Box::new(make));
    view.limited(wait_columns(&view, focus), rows)
}

/// The table of ignored complaints, worst first.
pub fn ignored<'a>(view: &View<'a>) -> Table<'a> {
    let view = *view;
    let n = view.ignored.len();
    let make = move |idx: usize| {
        view.look_ahead(idx, n, |idx| {
            let one = &view.ignored[idx];
            (&view.waits[one.wait].wait, one.message)
        });
        ignored_row(&view, &view.ignored[idx])
    };
    let rows = Rows::Made(n, Box::new(make));
    let show = |key: &str| match key {
        "channel" | "customer" | "rating" | "age_seconds" | "words" | "band" | "reason" => Show::Always,
        "at" | "excerpt" | "language" | "product" => Show::Wide,
        _ => Show::Never,
    };
    view.limited(IGNORED_KEYS.iter().map(|key| view.column(key, show(key))).collect(), rows)
}

fn shown(measured: &Measured, focus: Focus) -> bool {
    focus == Focus::Waits || measured.wait.state == State::Waiting
}

fn wait_columns(view: &View<'_>, focus: Focus) -> Vec<Column> {
    let show = |key: &str| match (focus, key) {
        (_, "opened_at" | "channel" | "customer") => Show::Always,
        (Focus::Waits, "state" | "response_seconds" | "outcome") => Show::Always,
        (Focus::Unanswered, "age_seconds" | "excerpt") => Show::Always,
        (Focus::Unanswered, "age_working_seconds" | "outcome" | "subject") => Show::Wide,
        (Focus::Waits, "response_working_seconds" | "age_seconds" | "excerpt" | "flags") => Show::Wide,
        _ => Show::Never,
    };
    WAIT_KEYS.iter().map(|key| view.column(key, show(key))).collect()
}

fn wait_row<'a>(view: &View<'a>, measured: &Measured) -> Vec<Value<'a>> {
    let wait = &measured.wait;
    let signs = wait.signs();
    let archive = view.archive;
    let opened = &archive.messages[wait.opened as usize];
    let file = archive.file_of(opened);
    let answered = wait.state == State::Answered;
    let answered_by =
        wait.answer.get().filter(|_| answered).and_then(|idx| view.conversations.people.who[idx as usize]);
    let target = measured.target().and_then(|idx| view.settings.targets.get(idx));
    vec![
        Value::Id(view.case(wait)),
        text(wait.channel.name()),
        maybe_text(file.and_then(|file| file.source())),
        view.person(wait.customer),
        view.words(opened.subject),
        Value::Integer(i64::from(wait.number)),
        view.time(wait.opened_at),
        view.person(view.conversations.people.who[wait.opened as usize]),
        Value::Integer(i64::from(wait.n_messages)),
        text(wait.state.name()),
        view.maybe_time(wait.answered_at.get()),
        view.person(answered_by),
        response(measured),
        working(measured.response().and_then(|span| span.working)),
        duration(measured.age().map(|span| span.calendar)),
        working(measured.age().and_then(|span| span.working)),
        view.maybe_time(signs.acknowledged_at.get()),
        view.maybe_time(signs.held_at.get()),
        view.maybe_time(signs.promised_at.get()),
        maybe_text(measured.promise.map(|promise| promise.name())),
        maybe_text(target.map(|target| target.name.as_str())),
        duration(target.map(|target| target.within)),
        text(measured.outcome.name()),
        text(wait.confidence.name()),
        Value::List(wait.marks.names().map(Cow::Borrowed).collect()),
        tone(opened.tone.get()),
        view.words(opened.excerpt),
        file.map_or(Value::Absent, |file| Value::Text(view.file(file))),
        Value::Integer(i64::from(opened.origin.record)),
        maybe_text(archive.text(opened.about)),
    ]
}

/// A time without seconds is no proof of an answer in no time.
fn response(measured: &Measured) -> Value<'static> {
    let seconds = measured.response().map(|span| span.calendar);
    if measured.wait.marks.has(Marks::MINUTES) {
        return seconds.map_or(Value::Absent, Value::Minutes);
    }
    duration(seconds)
}

fn ignored_row<'a>(view: &View<'a>, one: &Ignored) -> Vec<Value<'a>> {
    let archive = view.archive;
    let wait = &view.waits[one.wait].wait;
    let message = &archive.messages[one.message as usize];
    let file = archive.file_of(message);
    vec![
        Value::Id(view.case(wait)),
        text(wait.channel.name()),
        maybe_text(file.and_then(|file| file.source())),
        view.person(view.conversations.people.who[one.message as usize]),
        view.time(one.at),
        rating(message.rating.map(|rating| rating.value)),
        rating(message.rating.and_then(|rating| rating.max)),
        tone(message.tone.get()),
        view.tone_words(message.words),
        maybe_text(message.language.map(|language| language.name())),
        Value::Duration(one.age),
        text(wait.state.name()),
        view.words(message.excerpt),
        file.map_or(Value::Absent, |file| Value::Text(view.file(file))),
        Value::Integer(i64::from(message.origin.record)),
        maybe_text(archive.text(message.about)),
        text(one.band.name()),
        maybe_text(message.reason.map(|reason| reason.name())),
        view.maybe_time(removable_until(archive, message)),
        // Behind it stands who wrote.
        maybe_text(archive.text(message.rare().link).filter(|_| !view.redact)),
    ]
}

/// Until when the platform may be asked to remove a review.
pub fn removable_until(archive: &Archive, message: &Message) -> Option<i64> {
    let known = &archive.file_of(message)?.facts.removable;
    if known.is_empty() {
        return None;
    }
    known.get(&Hash::of(archive.text(message.id)?)).copied()
}

pub fn tone(tone: Option<f32>) -> Value<'static> {
    tone.map_or(Value::Absent, |tone| Value::Number(f64::from(tone), 2))
}

/// A whole number of stars is spelt without decimals.
pub fn rating(rating: Option<f32>) -> Value<'static> {
    rating.map_or(Value::Absent, |rating| {
        if rating.fract() == 0.0 {
            Value::Integer(rating as i64)
        } else {
            Value::Number(f64::from(rating), 1)
        }
    })
}

#[cfg(test)]
mod tests;
