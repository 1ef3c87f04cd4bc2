//! What earlier runs knew of each review: true first times, edits after an answer, removed answers, reviews
//! that are gone.

mod gone;
mod seen;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::message::census::Census;
use crate::message::maybe::When;
use crate::message::{Channel, Flags, Message, Origin};
use crate::source::collect::Archive;

use super::wait::{Marks, State, Wait};
use gone::stem;
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

/// What the history tells of one run.
#[derive(Debug, Default)]
pub struct Merged {
    pub changes: Vec<Change>,
    /// Where the reviews stand whose answer was removed.
    pub removed: BTreeSet<Origin>,
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
        gone::find(self, archive, &seen, as_of);
        for (key, seen) in seen.iter().filter(|(_, seen)| !seen.shared) {
            let known = self
                .reviews
                .entry(key.clone())
                .or_insert_with(|| Known { seen: i64::MIN, ..Known::default() });
            known.take(archive, seen, as_of);
        }
        archive.census = Census::ANYTHING;
        let changes = self.changes(as_of);
        let removed = changes.iter().filter(|change| change.what == What::AnswerRemoved);
        let removed = removed.filter_map(|change| seen.get(&change.key)).flat_map(|seen| &seen.review);
        let removed = removed.map(|&idx| archive.messages[idx].origin).collect();
        Merged { changes, removed, known_until }
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
        // Where the platform says so there is one, wherever that is.
        let is_replied = newest.is_some_and(|message| message.flags.has(Flags::REPLIED));
        if let Some(message) = newest {
            self.follow_zone(message, earliest(archive, &seen.answers));
        }
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
            if seen.answers.is_empty() && self.answer.is_some() && !seen.hidden && !is_replied {
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
        let first = earliest(archive, &seen.review);
        self.first = self.first.into_iter().chain(first).min();
        // An export from before the removal of an answer has that one, and not the one that came behind it.
        let is_known = self.answer.is_some() && self.removed_before.is_none_or(|removed| removed <= as_of);
        let answers = if is_later || is_known { seen.answers.as_slice() } else { &[] };
        if !answers.is_empty() {
            let before = self.answer.as_ref().and_then(|answer| answer.first);
            let answered = earliest(archive, answers);
            self.answer = Some(KnownAnswer { first: before.into_iter().chain(answered).min() });
        }
        self.note_bare(seen.bare);
        self.give_back(archive, &seen.review, answers);
    }

    /// Times without a zone move all together when they are read in another one: nobody edited anything.
    fn follow_zone(&mut self, review: &Message, answered: Option<i64>) {
        const QUARTER: i64 = 900;
        const FARTHEST: i64 = 26 * 3600;
        const HOUR: i64 = 3600;
        let same = self.print == review.fingerprint && self.stars == review.rating.map(|rating| rating.value);
        let (Some(before), Some(now)) = (self.edited, review.version()) else { return };
        let by = now.saturating_sub(before);
        let is_zone = by != 0 && by % QUARTER == 0 && by.abs() <= FARTHEST;
        if !same || !is_zone || !review.flags.has(Flags::TZ_ASSUMED) {
            return;
        }
        let moved = |at: Option<i64>| at.map(|at| at.saturating_add(by));
        self.edited = Some(now);
        self.first = moved(self.first);
        self.bare = moved(self.bare);
        if let Some(answer) = &mut self.answer {
            answer.first = moved(answer.first);
            // Clocks may have changed between the two.
            let is_near =
                |at: &i64| answer.first.is_some_and(|first| at.abs_diff(first) == HOUR.unsigned_abs());
            answer.first = answered.filter(is_near).or(answer.first);
        }
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

/// The waits of reviews whose answer was taken back say so; ids may have been numbered since.
pub fn mark(removed: &BTreeSet<Origin>, archive: &Archive, waits: &mut [Wait]) {
    for wait in waits.iter_mut().filter(|wait| wait.channel == Channel::Review) {
        let origin = archive.messages[wait.opened as usize].origin;
        if wait.state == State::Waiting && removed.contains(&origin) {
            wait.marks.set(Marks::REPLY_DELETED);
        }
    }
}

fn earliest(archive: &Archive, indexes: &[usize]) -> Option<i64> {
    indexes.iter().filter_map(|&idx| archive.messages[idx].sent.get()).min()
}

#[cfg(test)]
mod tests;
