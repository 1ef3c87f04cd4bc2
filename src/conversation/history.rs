//! What earlier runs knew of each review: true first times, edits after an answer, removed answers, reviews
//! that are gone.

mod seen;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::input::book;
use crate::message::Channel;
use crate::message::census::Census;
use crate::message::maybe::When;
use crate::source::collect::{Archive, FileReport};

use super::wait::{Marks, State, Wait};
use seen::{Seen, seen};

/// All reviews that were ever seen, by their format and id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub reviews: BTreeMap<Key, Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    pub source: String,
    pub id: String,
}

/// A review as it was last seen. Nothing of its words is kept but a hash.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// The beginning of the name of its file, up to what numbers it.
    pub file: String,
    /// Product, place or app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The earliest time at which any export had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
    /// Its last edit, or else its time, as last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<i64>,
    pub print: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<f32>,
    /// Its stars when a run first saw it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars_answered: Option<f32>,
    /// As-of of the last run that had it.
    pub seen: i64,
    /// The newest time in an export that had it without an answer, before the first answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bare: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<KnownAnswer>,
    /// As-of of the run that found each of these first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_after_answer: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_removed: Option<i64>,
    /// As-of of the run that found the answer before this one removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_before: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAnswer {
    /// The earliest time at which any export had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
}

/// What happened to a review between two runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub what: What,
    pub key: Key,
    pub about: Option<String>,
    /// When the review was written, as far as known.
    pub at: Option<i64>,
    /// As-of of the run that noticed it.
    pub noticed: i64,
    pub stars: Option<f32>,
    /// What they were when it was answered, where that differs.
    pub stars_before: Option<f32>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    EditedAfterAnswer,
    AnswerRemoved,
    Gone,
}

impl What {
    pub const ALL: &'static [Self] = &[Self::EditedAfterAnswer, Self::AnswerRemoved, Self::Gone];

    pub const fn name(self) -> &'static str {
        match self {
            Self::EditedAfterAnswer => "edited-after-answer",
            Self::AnswerRemoved => "answer-removed",
            Self::Gone => "gone",
        }
    }
}

/// What exports of the same thing share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Scope {
    source: String,
    /// The beginning of the file's name.
    file: String,
    about: Option<String>,
    place: Option<String>,
}

impl Scope {
    fn of(key: &Key, file: &str, about: Option<&str>) -> Self {
        Self {
            source: key.source.clone(),
            file: file.to_owned(),
            about: about.map(str::to_owned),
            place: key.place().map(str::to_owned),
        }
    }
}

impl Key {
    /// Where the review's name is a path, the place in front of it: two shops can have the same name.
    fn place(&self) -> Option<&str> {
        self.id.split_once("/reviews/").map(|(place, _)| place)
    }
}

/// What the history tells of one run.
#[derive(Debug, Default)]
pub struct Merged {
    pub changes: Vec<Change>,
    /// Until when earlier runs knew its reviews, where that is behind as-of: this is an older export, or its newest
    /// message was removed.
    pub known_until: Option<i64>,
}

impl History {
    /// Takes in what one run read, gives its messages the first times that are known, and tells what has
    /// happened up to as-of. Doing it twice changes nothing.
    pub fn merge(&mut self, archive: &mut Archive, as_of: i64) -> Merged {
        let seen = seen(archive, as_of);
        let known = seen.keys().filter_map(|key| self.reviews.get(key));
        let known_until = known.map(|known| known.seen).max().filter(|seen| as_of < *seen);
        self.find_gone(archive, &seen, as_of);
        for (key, seen) in &seen {
            let known = self
                .reviews
                .entry(key.clone())
                .or_insert_with(|| Known { seen: i64::MIN, ..Known::default() });
            known.take(archive, seen, as_of);
        }
        archive.census = Census::ANYTHING;
        Merged { changes: self.changes(as_of), known_until }
    }

    /// A review that was there before and is not now, although the export holds older and newer ones about
    /// the same thing. Exports of one month or one page do not speak for the others.
    fn find_gone(&mut self, archive: &Archive, seen: &BTreeMap<Key, Seen>, as_of: i64) {
        let mut spans: BTreeMap<Scope, (i64, i64)> = BTreeMap::new();
        for (key, seen) in seen {
            let Some(&idx) = seen.review.first() else { continue };
            let message = &archive.messages[idx];
            let Some(at) = message.version() else { continue };
            // A record that could not be read may be the one that is missed.
            let is_whole =
                |file: &&FileReport| file.tally.problems == 0 && !file.remarks.counts.contains_key("cut-off");
            let Some(file) = archive.file_of(message).filter(is_whole) else { continue };
            let scope = Scope::of(key, stem(&file.name), archive.text(message.about));
            let span = spans.entry(scope).or_insert((at, at));
            *span = (span.0.min(at), span.1.max(at));
        }
        for (key, known) in &mut self.reviews {
            if as_of < known.seen || seen.contains_key(key) || known.gone.is_some() {
                continue;
            }
            let span = spans.get(&Scope::of(key, &known.file, known.about.as_deref()));
            if let (Some((first, last)), Some(at)) = (span, known.edited.max(known.first))
                && (*first..=*last).contains(&at)
            {
                known.gone = Some(as_of);
            }
        }
    }

    /// By kind, then by review.
    fn changes(&self, as_of: i64) -> Vec<Change> {
        let mut changes = Vec::new();
        for (key, known) in &self.reviews {
            for &what in What::ALL {
                let noticed = match what {
                    What::EditedAfterAnswer => known.edited_after_answer,
                    What::AnswerRemoved => known.answer_removed,
                    What::Gone => known.gone,
                };
                if let Some(noticed) = noticed.filter(|noticed| *noticed <= as_of) {
                    changes.push(Change {
                        what,
                        key: key.clone(),
                        about: known.about.clone(),
                        at: known.first,
                        noticed,
                        stars: known.stars,
                        stars_before: known.stars_answered.filter(|_| known.stars != known.stars_answered),
                    });
                }
            }
        }
        changes.sort_by_key(|change| change.what);
        changes
    }
}

impl Known {
    fn take(&mut self, archive: &mut Archive, seen: &Seen, as_of: i64) {
        // A run that missed it knew more than an older export that has it.
        let is_later = self.seen.max(self.gone.unwrap_or(i64::MIN)) <= as_of;
        let newest = seen.review.iter().map(|&idx| &archive.messages[idx]);
        let newest = newest.max_by_key(|message| (message.version(), message.origin));
        if let Some(message) = newest.filter(|_| is_later) {
            let edited = message.version();
            let stars = message.rating.map(|rating| rating.value);
            let changed = match (self.edited, edited) {
                (Some(before), Some(now)) if before != now => before < now,
                (Some(_), Some(_)) => self.stars != stars,
                _ => self.print != message.fingerprint || self.stars != stars,
            };
            if changed && self.answer.is_some() {
                self.edited_after_answer.get_or_insert(as_of);
            }
            self.edited = edited;
            self.print = message.fingerprint;
            self.stars = stars;
            self.about = archive.text(message.about).map(str::to_owned);
            self.file = archive.file_of(message).map_or("", |file| stem(&file.name)).to_owned();
            self.gone = None;
        }
        if is_later {
            if seen.answers.is_empty() && self.answer.is_some() && !seen.hidden {
                self.answer = None;
                self.stars_answered = None;
                self.answer_removed = Some(as_of);
            } else if seen.taken_back {
                self.answer_removed.get_or_insert(as_of);
            } else if !seen.answers.is_empty() {
                self.removed_before = self.answer_removed.take().or(self.removed_before);
                self.stars_answered = self.stars_answered.or(self.stars);
            }
            self.seen = as_of;
        }
        let earliest = |indexes: &[usize], archive: &Archive| {
            indexes.iter().filter_map(|&idx| archive.messages[idx].sent.get()).min()
        };
        let first = earliest(&seen.review, archive);
        self.first = self.first.into_iter().chain(first).min();
        // An export from before the removal of an answer has that one, and not the one that came behind it.
        let is_known = self.answer.is_some() && self.removed_before.is_none_or(|removed| removed <= as_of);
        let answers = if is_later || is_known { seen.answers.as_slice() } else { &[] };
        if !answers.is_empty() {
            let before = self.answer.as_ref().and_then(|answer| answer.first);
            let answered = earliest(answers, archive);
            self.answer = Some(KnownAnswer { first: before.into_iter().chain(answered).min() });
        }
        self.note_bare(seen.bare);
        self.give_back(archive, &seen.review, answers);
    }

    /// An export without the answer was made before the answer came, and after the newest of its own times.
    fn note_bare(&mut self, bare: Option<i64>) {
        let first = self.answer.as_ref().and_then(|answer| answer.first);
        let is_before = |bare: &i64| first.is_none_or(|first| *bare < first);
        self.bare = self.bare.into_iter().chain(bare).filter(is_before).max();
    }

    /// The first times that are known. That an answer's time is the last edit's only is left as it is, but where
    /// an export before it had no answer: then it is the first one's to within the time between the two.
    fn give_back(&self, archive: &mut Archive, reviews: &[usize], answers: &[usize]) {
        for &idx in reviews {
            let message = &mut archive.messages[idx];
            if let (Some(first), Some(sent)) = (self.first, message.sent.get())
                && first < sent
            {
                message.edited = message.edited.get().max(Some(sent)).into();
                message.sent = When::at(first);
            }
        }
        let Some(first) = self.answer.as_ref().and_then(|answer| answer.first) else { return };
        let of = |idx: &usize| &archive.messages[*idx];
        let dated = answers.iter().map(of).filter(|answer| answer.sent.is_some());
        let Some(earliest) = dated.min_by_key(|answer| (answer.sent.get(), answer.origin)) else { return };
        // Further answers of a thread keep their own times; copies of this one in other files do not.
        let (id, origin) = (earliest.id, earliest.origin);
        for &idx in answers {
            let message = &mut archive.messages[idx];
            let Some(sent) = message.sent.get() else { continue };
            if message.origin != origin && (id.is_none() || message.id != id) {
                continue;
            }
            let is_bound = message.edited.get() == Some(sent);
            if is_bound {
                let is_first = self.bare.is_some();
                message.edited = match (is_first, first < sent) {
                    (true, true) => When::at(sent),
                    (true, false) => When::ABSENT,
                    (false, _) => When::at(first.min(sent)),
                };
            }
            message.sent = When::at(first.min(sent));
        }
    }
}

/// The waits of reviews whose answer was taken back say so.
pub fn mark(changes: &[Change], archive: &Archive, waits: &mut [Wait]) {
    let removed: FxHashSet<&str> = changes
        .iter()
        .filter(|change| change.what == What::AnswerRemoved)
        .map(|change| change.key.id.as_str())
        .collect();
    if removed.is_empty() {
        return;
    }
    for wait in waits.iter_mut().filter(|wait| wait.channel == Channel::Review) {
        let id = archive.text(archive.messages[wait.opened as usize].id);
        if wait.state == State::Waiting && id.is_some_and(|id| removed.contains(id)) {
            wait.marks.set(Marks::REPLY_DELETED);
        }
    }
}

/// The letters with which a file's name begins: dates, pages and copies are numbered behind them.
fn stem(name: &str) -> &str {
    const ENDINGS: [&str; 9] = [".gz", ".zst", ".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".xml", ".xlsx"];
    // Sheets of all workbooks are called alike.
    let name = book::of_sheet(name).unwrap_or(name);
    let mut name = name.rsplit('/').next().unwrap_or(name);
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
        name = shorter;
    }
    let end = name.find(|c: char| !c.is_alphabetic() && !matches!(c, '_' | '.')).unwrap_or(name.len());
    name.get(..end).unwrap_or(name)
}

#[cfg(test)]
mod tests;
