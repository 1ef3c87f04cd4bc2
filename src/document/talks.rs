//! What happened in chats and on the phone beside the answers: who left, was handed on, had to call again; and by
//! what each message got its side.

use crate::conversation::people::Directory;
use crate::conversation::wait::{Marks, State};
use crate::measure::outcome::Measured;
use crate::measure::percentile::percentile;
use crate::message::{Channel, Kind, Message, Role};

use super::quality::Fact;
use super::view::View;
use super::{Tone, units};

/// Marks of waits that are counted, with their code and their text.
const COUNTED: [(Marks, &str, &str); 6] = [
    (Marks::HANDOFF, "handoff", "handed_over"),
    (Marks::ABANDONED, "abandoned", "abandoned"),
    (Marks::TIMED_OUT, "timed-out", "timed_out"),
    (Marks::CALL_ATTEMPTED, "call-attempted", "call_attempted"),
    (Marks::UNCONFIRMED, "unconfirmed", "unconfirmed"),
    (Marks::MINUTES, "minute-precision", "minute_precision"),
];

/// One fact for each thing that happened at all.
pub fn facts(view: &View<'_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = missed_calls(view).into_iter().collect();
    let anonymous: u64 =
        view.archive.files.iter().filter_map(|file| file.tally.outside.get("anonymous-call")).sum();
    facts.extend(counted(view, "anonymous-calls", "anonymous_calls", anonymous));
    let people = &view.conversations.people;
    if view.archive.census.has_kind(Kind::Assigned) {
        let transfers = view.archive.messages.iter().zip(&people.roles);
        let transfers =
            transfers.filter(|(message, role)| message.kind == Kind::Assigned && **role != Role::Customer);
        facts.extend(counted(view, "assigned", "assigned", transfers.count() as u64));
    }
    let counts = Marks::count(view.waits.iter().map(|one| one.wait.marks), COUNTED.map(|(mark, ..)| mark));
    for ((_, code, key), n) in COUNTED.into_iter().zip(counts) {
        facts.extend(counted(view, code, key, n as u64));
    }
    facts
}

/// Where the team had to be inferred: how many messages got their side by what.
pub fn sides(view: &View<'_>) -> Option<Fact> {
    let people = &view.conversations.people;
    if people.inferred.is_empty() {
        return None;
    }
    let mut directory = Directory::new(view.archive, &view.settings.team);
    let (mut stated, mut named, mut inferred, mut rest) = (0u64, 0u64, 0u64, 0u64);
    for (message, role) in view.archive.messages.iter().zip(&people.roles) {
        let mut is_named = || {
            let known = [message.author, message.name].into_iter().flatten();
            known.into_iter().any(|who| directory.role(who).is_some())
        };
        match role {
            _ if message.role.is_some() => stated += 1,
            _ if is_named() => named += 1,
            Role::Team => inferred += 1,
            _ => rest += 1,
        }
    }
    let values = [("stated", stated), ("named", named), ("inferred", inferred), ("rest", rest)];
    let values = values.map(|(name, n)| (name, n.to_string()));
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let text = view.labels.fill("sides", &values);
    Some(Fact { code: "sides", n: None, tone: Tone::Plain, text, first: false })
}

/// Missed calls: how many were called back and after what time, and who had to call again.
fn missed_calls(view: &View<'_>) -> Option<Fact> {
    if !view.archive.census.has_kind(Kind::MissedCall) {
        return None;
    }
    let message = |idx: u32| view.archive.messages.get(idx as usize);
    let is_kind = |message: Option<&Message>, kind: Kind| message.is_some_and(|message| message.kind == kind);
    let missed: Vec<&Measured> = (view.waits.iter())
        .filter(|one| {
            one.wait.channel == Channel::Phone && is_kind(message(one.wait.opened), Kind::MissedCall)
        })
        .collect();
    if missed.is_empty() {
        return None;
    }
    let back: Vec<&&Measured> = missed
        .iter()
        .filter(|one| one.wait.answer.get().is_some_and(|answer| is_kind(message(answer), Kind::Call)))
        .collect();
    let again = missed.iter().filter(|one| one.wait.marks.has(Marks::CALLED_AGAIN)).count();
    let open = missed.iter().filter(|one| one.wait.state == State::Waiting).count();
    let mut times: Vec<i64> =
        back.iter().filter_map(|one| one.response()).map(|response| response.calendar).collect();
    times.sort_unstable();
    let median = percentile(&times, 0.5)
        .map_or_else(|| units::ABSENT.to_owned(), |median| view.units().duration(median.round() as i64));
    let values = [
        ("n", missed.len().to_string()),
        ("back", back.len().to_string()),
        ("median", median),
        ("again", again.to_string()),
        ("open", open.to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let text = view.labels.fill("missed_calls", &values);
    Some(Fact { code: "missed-calls", n: Some(missed.len() as u64), tone: Tone::Plain, text, first: false })
}

fn counted(view: &View<'_>, code: &'static str, key: &'static str, n: u64) -> Option<Fact> {
    let text = || view.labels.fill(key, &[("n", &n.to_string())]);
    (n > 0).then(|| Fact { code, n: Some(n), tone: Tone::Plain, text: text(), first: false })
}

#[cfg(test)]
mod tests;
