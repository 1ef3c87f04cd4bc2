//! Answers as a whole: the same words sent to many, and days on which a backlog was answered at once.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::conversation::people::People;
use crate::conversation::wait::{Marks, State, Wait};
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Kind, Role};
use crate::source::collect::Archive;

use super::outcome::{Measured, Ruler};
use super::percentile::percentile;

/// So many answers with the same words are a template.
const TEMPLATE: u32 = 3;
/// A batch has at least so many answers, one of `SHARE` in all, and so many times as many as a usual day.
const BATCH: usize = 10;
const SHARE: usize = 5;
const TIMES: usize = 3;
/// With answers on fewer days there is no usual day.
const DAYS: usize = 5;

/// A day on which far more was answered than on others.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    pub channel: Channel,
    /// In the zone of the settings, as `2026-02-20`.
    pub day: String,
    pub n: usize,
    /// Answers of the channel on all days.
    pub n_all: usize,
    /// Seconds from what was answered to the answer, where both times are known: of all, and without this day.
    pub median: Option<f64>,
    pub median_rest: Option<f64>,
}

/// The answers of a day: seconds since what they answer.
type Days = BTreeMap<String, Vec<Option<i64>>>;

/// Where everybody can read the answers.
const fn is_public(channel: Channel) -> bool {
    matches!(channel, Channel::Review | Channel::Comment | Channel::Social | Channel::Forum)
}

/// Marks the waits whose answer has the words of others.
pub fn mark_templated(archive: &Archive, people: &People, waits: &mut [Wait]) {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for (idx, message) in archive.messages.iter().enumerate() {
        let is_answer = people.roles.get(idx) == Some(&Role::Team) && message.kind == Kind::Message;
        if is_answer && is_public(message.channel) && message.flags.has(Flags::HAS_TEXT) {
            *counts.entry(message.fingerprint).or_default() += 1;
        }
    }
    for wait in waits.iter_mut().filter(|wait| is_public(wait.channel)) {
        let answer = wait.answer.filter(|_| wait.state == State::Answered);
        let Some(message) = answer.map(|idx| &archive.messages[idx as usize]) else { continue };
        let n = counts.get(&message.fingerprint).copied().unwrap_or_default();
        if message.flags.has(Flags::HAS_TEXT) && TEMPLATE <= n {
            wait.marks.set(Marks::TEMPLATED);
        }
    }
}

/// How many answers in public are templates, and of how many.
pub fn templated(waits: &[Measured]) -> (usize, usize) {
    let answered = |one: &&Measured| is_public(one.wait.channel) && one.wait.state == State::Answered;
    let n = waits.iter().filter(answered).filter(|one| one.wait.marks.has(Marks::TEMPLATED)).count();
    (n, waits.iter().filter(answered).count())
}

/// The batches of each public channel, by channel and day. All answers count, also those to the happy.
pub fn batches(ruler: &Ruler<'_>, people: &People) -> Vec<Batch> {
    let mut asked: FxHashMap<Sym, i64> = FxHashMap::default();
    for message in ruler.archive.messages.iter().filter(|message| is_public(message.channel)) {
        if let (Some(id), Some(sent)) = (message.id, message.sent) {
            let first = asked.entry(id).or_insert(sent);
            *first = sent.min(*first);
        }
    }
    let mut days: BTreeMap<Channel, Days> = BTreeMap::new();
    for (idx, message) in ruler.archive.messages.iter().enumerate() {
        let is_answer = people.roles.get(idx) == Some(&Role::Team) && message.kind == Kind::Message;
        let Some(sent) = message.sent.filter(|sent| *sent <= ruler.as_of) else { continue };
        if is_answer && is_public(message.channel) {
            let span = message.reply_to.and_then(|id| asked.get(&id)).map(|at| sent - at);
            let days = days.entry(message.channel).or_default();
            days.entry(day(ruler, sent)).or_default().push(span.filter(|span| 0 <= *span));
        }
    }
    days.into_iter().flat_map(|(channel, days)| batches_of(channel, &days)).collect()
}

/// The day of an answer, as [`Batch::day`] spells it.
pub fn day(ruler: &Ruler<'_>, instant: i64) -> String {
    ruler.settings.zone.local(instant).date().to_string()
}

fn batches_of(channel: Channel, days: &Days) -> Vec<Batch> {
    let n_all: usize = days.values().map(Vec::len).sum();
    let mut sorted: Vec<usize> = days.values().map(Vec::len).collect();
    sorted.sort_unstable();
    let Some(usual) = sorted.get(sorted.len() / 2).filter(|_| DAYS <= sorted.len()) else {
        return Vec::new();
    };
    days.iter()
        .map(|(day, answers)| (day, answers.len()))
        .filter(|&(_, n)| BATCH <= n && n_all <= n * SHARE && usual * TIMES <= n)
        .map(|(day, n)| {
            let (median, median_rest) = (median(days, None), median(days, Some(day)));
            Batch { channel, day: day.clone(), n, n_all, median, median_rest }
        })
        .collect()
}

fn median(days: &Days, without: Option<&String>) -> Option<f64> {
    let rest = days.iter().filter(|(day, _)| Some(*day) != without);
    let mut spans: Vec<i64> = rest.flat_map(|(_, spans)| spans).copied().flatten().collect();
    spans.sort_unstable();
    percentile(&spans, 0.5)
}

#[cfg(test)]
mod tests;
