//! Answers as a whole: the same words sent to many, and days on which a backlog was answered at once.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

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
    /// The product or place whose answers these are; none for the rest of the channel.
    pub about: Option<Sym>,
    /// Products and places with answers enough to be judged alone, which the rest leaves out.
    pub apart: FxHashSet<Sym>,
    /// In the zone of the settings, as `2026-02-20`.
    pub day: String,
    pub n: usize,
    /// Answers of the product, or of the rest of the channel, on all days.
    pub n_all: usize,
    /// Seconds from what was answered to the answer, where both times are known: of all, and without this day.
    pub median: Option<f64>,
    pub median_rest: Option<f64>,
}

/// The answers of a day: seconds since what they answer.
type Days = BTreeMap<String, Vec<Option<i64>>>;

/// Marks the waits whose answer has the words of others.
pub fn mark_templated(archive: &Archive, people: &People, waits: &mut [Wait]) {
    if !archive.census.has_channel(Channel::is_public) {
        return;
    }
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for (idx, message) in archive.messages.iter().enumerate() {
        let is_answer = people.roles.get(idx) == Some(&Role::Team) && message.kind == Kind::Message;
        if is_answer && message.channel.is_public() && message.flags.has(Flags::HAS_TEXT) {
            *counts.entry(message.fingerprint).or_default() += 1;
        }
    }
    for wait in waits.iter_mut().filter(|wait| wait.channel.is_public()) {
        let answer = wait.answer.get().filter(|_| wait.state == State::Answered);
        let Some(message) = answer.map(|idx| &archive.messages[idx as usize]) else { continue };
        let n = counts.get(&message.fingerprint).copied().unwrap_or_default();
        if message.flags.has(Flags::HAS_TEXT) && TEMPLATE <= n {
            wait.marks.set(Marks::TEMPLATED);
        }
    }
}

/// How many answers in public are templates, and of how many.
pub fn templated(waits: &[Measured]) -> (usize, usize) {
    let answered = |one: &&Measured| one.wait.channel.is_public() && one.wait.state == State::Answered;
    let n = waits.iter().filter(answered).filter(|one| one.wait.marks.has(Marks::TEMPLATED)).count();
    (n, waits.iter().filter(answered).count())
}

/// The batches of each product or place in public, and of the rest of each channel, where nothing is named or too
/// little is answered to tell: by channel, name and day. All answers count, also those to the happy.
pub fn batches(ruler: &Ruler<'_>, people: &People) -> Vec<Batch> {
    let mut groups: FxHashMap<(Channel, Option<Sym>), Days> = FxHashMap::default();
    for (group, sent, span) in answers(ruler, people) {
        groups.entry(group).or_default().entry(day(ruler, sent)).or_default().push(span);
    }
    let mut batches: Vec<Batch> = Vec::new();
    for (channel, groups) in by_channel(groups) {
        let (own, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(about, days)| about.is_some() && is_enough(days));
        let apart: FxHashSet<Sym> = own.iter().filter_map(|(about, _)| *about).collect();
        for (about, days) in &own {
            batches.extend(batches_of(channel, *about, &FxHashSet::default(), days));
        }
        batches.extend(batches_of(channel, None, &apart, &together(rest)));
    }
    // The rest comes first.
    let name = |batch: &Batch| ruler.archive.text(batch.about).map(str::to_owned);
    batches.sort_by_cached_key(|batch| (batch.channel, name(batch), batch.day.clone()));
    batches
}

/// The answers in public: what they are about, when they were sent, and the seconds since what they answer.
fn answers<'a>(
    ruler: &'a Ruler<'_>,
    people: &'a People,
) -> impl Iterator<Item = ((Channel, Option<Sym>), i64, Option<i64>)> + 'a {
    let mut asked: FxHashMap<Sym, (i64, Option<Sym>)> = FxHashMap::default();
    for message in ruler.archive.messages.iter().filter(|message| message.channel.is_public()) {
        if let (Some(id), Some(sent)) = (message.id, message.sent.get()) {
            let first = asked.entry(id).or_insert((sent, message.about));
            *first = (sent.min(first.0), first.1.or(message.about));
        }
    }
    ruler.archive.messages.iter().enumerate().filter_map(move |(idx, message)| {
        let is_answer = people.roles.get(idx) == Some(&Role::Team) && message.kind == Kind::Message;
        let sent = message.sent.get().filter(|sent| *sent <= ruler.as_of)?;
        if !is_answer || !message.channel.is_public() {
            return None;
        }
        let question = message.reply_to.and_then(|id| asked.get(&id));
        let span = question.map(|(at, _)| sent - at).filter(|span| 0 <= *span);
        // What is answered names the product; the answer may repeat it.
        let about = question.and_then(|(_, about)| *about).or(message.about);
        Some(((message.channel, about), sent, span))
    })
}

fn by_channel(
    groups: FxHashMap<(Channel, Option<Sym>), Days>,
) -> BTreeMap<Channel, Vec<(Option<Sym>, Days)>> {
    let mut channels: BTreeMap<Channel, Vec<(Option<Sym>, Days)>> = BTreeMap::new();
    for ((channel, about), days) in groups {
        channels.entry(channel).or_default().push((about, days));
    }
    channels
}

/// Can these answers be judged alone: is there a usual day, and could a batch be among them?
fn is_enough(days: &Days) -> bool {
    DAYS <= days.len() && BATCH <= days.values().map(Vec::len).sum()
}

/// The answers of all these as if they were one.
fn together(groups: Vec<(Option<Sym>, Days)>) -> Days {
    let mut all = Days::new();
    for (day, spans) in groups.into_iter().flat_map(|(_, days)| days) {
        all.entry(day).or_default().extend(spans);
    }
    all
}

impl Batch {
    /// Is a wait of the product, or of the rest of the channel, among whose answers the batch is?
    pub fn concerns(&self, ruler: &Ruler<'_>, wait: &Wait) -> bool {
        let about = ruler.opened(wait).about;
        wait.channel == self.channel
            && match self.about {
                Some(_) => about == self.about,
                None => about.is_none_or(|about| !self.apart.contains(&about)),
            }
    }
}

/// The day of an answer, as [`Batch::day`] spells it.
pub fn day(ruler: &Ruler<'_>, instant: i64) -> String {
    ruler.settings.zone.local(instant).date().to_string()
}

fn batches_of(channel: Channel, about: Option<Sym>, apart: &FxHashSet<Sym>, days: &Days) -> Vec<Batch> {
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
            Batch { channel, about, apart: apart.clone(), day: day.clone(), n, n_all, median, median_rest }
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
