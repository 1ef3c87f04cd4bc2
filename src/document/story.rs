//! The report of `explain`: one conversation, message by message, and the working time that was counted.

use crate::conversation::class::band;
use crate::conversation::order::Clock;
use crate::conversation::wait::{Confidence, Marks};
use crate::measure::outcome::Measured;
use crate::message::{Flags, Message};

use super::mask::masked_name;
use super::rows::{self, Focus};
use super::units::{self, Units};
use super::view::{View, maybe_text, text, working};
use super::{Document, Line, Rows, Section, Show, Table, Tone, Value, meta};

/// Working stretches that are listed for one wait.
const N_PIECES: usize = 60;

/// Finds a conversation by its name (also with a case number), by the id of one of its messages, or by a
/// part of a name that only one has. The error names what is near.
pub fn find(view: &View<'_>, wanted: &str) -> Result<u32, Vec<String>> {
    let wanted = wanted.trim().trim_start_matches('<').trim_end_matches('>');
    let all = view.conversations;
    let plain = match wanted.rsplit_once('#') {
        Some((name, case)) if !case.is_empty() && case.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => wanted,
    };
    let mut near = Vec::new();
    for (idx, conversation) in (0u32..).zip(&all.list) {
        let name = all.name(view.archive, conversation);
        if name == wanted || name == plain || masked_name(&name) == plain {
            return Ok(idx);
        }
        if name.contains(plain) {
            near.push((idx, view.conversation(conversation)));
        }
    }
    let is_it = |idx: &u32| view.archive.text(view.archive.messages[*idx as usize].id) == Some(wanted);
    let by_id =
        (0u32..).zip(&all.list).find(|(_, conversation)| all.members_of(conversation).iter().any(is_it));
    if let Some((idx, _)) = by_id {
        return Ok(idx);
    }
    match near.as_slice() {
        [(idx, _)] => Ok(*idx),
        _ => Err(near.into_iter().take(5).map(|(_, name)| name.into_owned()).collect()),
    }
}

/// Builds the story of a conversation.
pub fn explain<'a>(view: &View<'a>, conversation_idx: u32) -> Document<'a> {
    let conversation = &view.conversations.list[conversation_idx as usize];
    let name = view.conversation(conversation);
    let waits: Vec<Measured> =
        view.waits.iter().filter(|one| one.wait.conversation == conversation_idx).cloned().collect();
    let own = View { waits: &waits, limit: None, ..*view };
    let sections = vec![
        turns(view, conversation_idx, &name),
        Section {
            key: "waits",
            title: view.labels.get("title.waits").to_owned(),
            lines: waits.iter().map(|one| why(view, one)).collect(),
            table: Some(rows::waits(&own, Focus::Waits).into_held()),
        },
        pieces(view, &waits),
    ];
    Document { meta: meta::meta(view, "explain"), sections }
}

fn turns<'a>(view: &View<'a>, conversation_idx: u32, name: &str) -> Section<'a> {
    let keys = [
        ("sent", Show::Always),
        ("role", Show::Always),
        ("kind", Show::Wide),
        ("class", Show::Always),
        ("why", Show::Always),
        ("author", Show::Wide),
        ("text", Show::Wide),
        ("words", Show::Wide),
        ("joined_by", Show::Wide),
        ("clock", Show::Never),
        ("id", Show::Never),
        ("source_why", Show::Never),
        ("file", Show::Never),
        ("record", Show::Never),
        ("joined_with", Show::Never),
        ("join_confidence", Show::Never),
        ("time_from", Show::Never),
        ("evidence", Show::Wide),
        ("language", Show::Never),
        ("tone", Show::Wide),
        ("band", Show::Wide),
        ("reason", Show::Wide),
    ];
    let conversation = &view.conversations.list[conversation_idx as usize];
    let (turns, judged) = view.conversations.story(view.archive, view.settings, conversation_idx);
    let rows = turns
        .iter()
        .zip(judged)
        .map(|(turn, judged)| {
            let message = &view.archive.messages[turn.message as usize];
            let people = &view.conversations.people;
            vec![
                view.maybe_time(message.sent.get()),
                text(people.roles[turn.message as usize].name()),
                text(message.kind.name()),
                text(judged.class.name()),
                text(view.reason(view.labels.code("reason", judged.why), message)),
                view.person(people.who[turn.message as usize]),
                view.words(message.excerpt),
                view.tone_words(message.words),
                maybe_text(view.conversations.joined_by(turn.message).name()),
                text(clock_name(turn.clock)),
                view.id_in(conversation, message.id),
                maybe_text(view.archive.text(message.rare().why)),
                view.file_of(message),
                Value::Integer(i64::from(message.origin.record)),
                view.id_in(conversation, view.conversations.joined_with(turn.message)),
                maybe_text(join_confidence(view, turn.message)),
                maybe_text(time_from(message)),
                view.tone_words(message.rare().evidence),
                maybe_text(message.language.map(|language| language.name())),
                rows::tone(message.tone.get()),
                maybe_text(band(message, &view.settings.policy).map(|band| band.name())),
                maybe_text(message.reason.map(|reason| reason.name())),
            ]
        })
        .collect();
    Section {
        key: "turns",
        title: view.labels.fill("title.story", &[("name", name)]),
        lines: namesakes(view, conversation_idx).into_iter().collect(),
        table: Some(Table {
            columns: keys.into_iter().map(|(key, show)| view.column(key, show)).collect(),
            rows: Rows::Held(rows),
            n_more: 0,
        }),
    }
}

/// Two shops may number their reviews alike: says that the one shown is not the only one of its name.
fn namesakes(view: &View<'_>, conversation_idx: u32) -> Option<Line> {
    let all = view.conversations;
    let name = |idx: usize| all.name(view.archive, &all.list[idx]);
    let own = name(conversation_idx as usize);
    let n = (0..all.list.len()).filter(|&idx| idx != conversation_idx as usize && name(idx) == own).count();
    let text = || view.labels.fill("namesakes", &[("n", &n.to_string())]);
    (n > 0).then(|| Line { tone: Tone::Warn, text: text() })
}

/// How much the key that joined a message can bear; absent where none did.
fn join_confidence(view: &View<'_>, message: u32) -> Option<&'static str> {
    let by = view.conversations.joined_by(message);
    by.name().map(|_| if by.is_weak() { Confidence::Weak.name() } else { Confidence::Exact.name() })
}

/// The field of a mail that its time is from; other exports have one time only.
fn time_from(message: &Message) -> Option<&'static str> {
    const CLOCKS: [(Flags, &str); 4] = [
        (Flags::CLOCK_RECEIVED, "received"),
        (Flags::CLOCK_DELIVERY, "delivery-date"),
        (Flags::CLOCK_FROM_LINE, "from-line"),
        (Flags::CLOCK_GMAIL, "gmail-number"),
    ];
    let clock = CLOCKS.iter().find(|(flag, _)| message.flags.has(*flag)).map(|&(_, name)| name);
    clock.or((message.channel.is_mail() && message.sent.is_some()).then_some("date"))
}

/// One wait in a sentence: state, response and target.
fn why(view: &View<'_>, measured: &Measured) -> Line {
    let wait = &measured.wait;
    let span = measured.response().or(measured.age());
    let spelt = if wait.marks.has(Marks::MINUTES) { Units::minutes } else { Units::duration };
    let shown = span.map_or_else(|| units::ABSENT.to_owned(), |span| spelt(view.units(), span.calendar));
    let working = span
        .and_then(|span| span.working)
        .map(|seconds| view.labels.fill("in_working_time", &[("time", &view.units().working(seconds))]))
        .unwrap_or_default();
    let target = measured.target().and_then(|idx| view.settings.targets.get(idx));
    let target = target.map_or_else(String::new, |target| {
        let limit = view.units().duration(target.within);
        let outcome = view.labels.code("outcome", measured.outcome.name());
        format!("; {} ({limit}): {outcome}", target.name)
    });
    let opened = view.units().value(&view.time(wait.opened_at));
    let state = view.labels.code("state", wait.state.name());
    let text = format!("{}. {opened}: {state}, {shown}{working}{target}", wait.number);
    Line { tone: Tone::Plain, text }
}

fn pieces<'a>(view: &View<'a>, waits: &[Measured]) -> Section<'a> {
    let keys = ["opened_at", "start", "end", "seconds"];
    let ruler = view.ruler();
    let mut rows = Vec::new();
    let mut n_more = 0;
    for measured in waits {
        let wait = &measured.wait;
        let to = ruler.opened(wait).to.iter().map(|&to| view.archive.strings.get(to));
        let Some(calendar) = view.settings.hours_of(wait.channel, to) else { continue };
        let start = ruler.start(wait);
        let end = wait.answered_at.get().or(wait.ended_at.get()).unwrap_or(view.conversations.as_of);
        let pieces = calendar.pieces(start, end);
        n_more += pieces.len().saturating_sub(N_PIECES);
        rows.extend(pieces.into_iter().take(N_PIECES).map(|(from, to)| {
            vec![
                view.time(wait.opened_at),
                view.time(from),
                view.time(to),
                working(Some(to.saturating_sub(from))),
            ]
        }));
    }
    Section {
        key: "pieces",
        title: view.labels.get("title.pieces").to_owned(),
        lines: Vec::new(),
        table: Some(Table {
            columns: keys.into_iter().map(|key| view.column(key, Show::Always)).collect(),
            rows: Rows::Held(rows),
            n_more,
        }),
    }
}

const fn clock_name(clock: Clock) -> &'static str {
    match clock {
        Clock::Known => "known",
        Clock::Skewed => "skewed",
        Clock::Contradicts => "contradicts",
        Clock::Stale => "stale",
        Clock::Undated => "undated",
    }
}

#[cfg(test)]
mod tests;
