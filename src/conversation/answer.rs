//! Whom an answer speaks to, and what it and a promise do to a wait.

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use crate::message::maybe::{Index, When};
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Message, Role};

use super::due::due;
use super::engine::{Engine, USUAL};
use super::joined::JoinedBy;
use super::order::{Clock, Turn};
use super::wait::{Confidence, Marks, State, Wait};

/// Whom a message of ours speaks to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spoken {
    To(usize),
    /// Everybody who waits.
    Everyone,
    /// Somebody who is no customer, or whose message is gone.
    Nobody,
}

impl Engine<'_> {
    /// The parties whom a message of ours speaks to.
    pub(super) fn addressed(&mut self, turn: &Turn) -> SmallVec<[usize; USUAL]> {
        let spoken = self.spoken(turn);
        if turn.parent.is_some() {
            self.spoken_to.insert(turn.message, spoken);
        }
        match spoken {
            Spoken::To(party_idx) => smallvec![party_idx],
            Spoken::Everyone => self.open.keys().copied().collect(),
            Spoken::Nobody => SmallVec::new(),
        }
    }

    /// The author it replies to, the one it calls by name, else everyone. What we add to a message of our own speaks to whom
    /// that one did.
    pub(super) fn spoken(&mut self, turn: &Turn) -> Spoken {
        let all = self.called(turn).map_or(Spoken::Everyone, Spoken::To);
        let Some(parent) = turn.parent.filter(|_| !self.shared) else { return all };
        // Below a public comment that is gone we speak to nobody else; in a chat a system only tells what happens.
        let is_public = self.walk.people.channels[turn.message as usize].is_public();
        match self.walk.role(parent) {
            Role::Customer => Spoken::To(self.party(parent)),
            Role::Other => Spoken::Nobody,
            Role::System if is_public => Spoken::Nobody,
            Role::Team | Role::Bot | Role::System => self.spoken_to.get(&parent).copied().unwrap_or(all),
        }
    }

    /// The waits of those whom a message of ours speaks to.
    pub(super) fn waiting(&mut self, turn: &Turn) -> SmallVec<[usize; USUAL]> {
        let parties = self.addressed(turn);
        parties
            .into_iter()
            .filter_map(|party_idx| self.open.get(&party_idx).copied())
            .filter(|&wait_idx| self.waits[wait_idx].state == State::Waiting)
            .collect()
    }

    pub(super) fn answer_wait(&mut self, wait_idx: usize, turn: &Turn) {
        let message = self.walk.message(turn.message);
        let by = self.walk.by[turn.message as usize];
        let opened = self.waits[wait_idx].opened;
        let reaches = self.reaches_a_participant(turn, opened);
        let review = self.walk.message(opened);
        // Of a day without a time of day no hour may be told: on the day of the question all that is known is the day.
        let is_day = message.flags.has(Flags::DAY);
        let clock = if is_day && is_of_day(review, message) { Clock::Undated } else { turn.clock };
        let wait = &mut self.waits[wait_idx];
        wait.state = State::Answered;
        wait.ended_at = When::ABSENT;
        wait.marks.clear(Marks::UNCONFIRMED);
        wait.answer = Index::at(turn.message);
        wait.answered_at = match clock {
            Clock::Known | Clock::Skewed => When::at(turn.at),
            Clock::Contradicts | Clock::Stale | Clock::Undated => When::ABSENT,
        };
        match clock {
            Clock::Known => {}
            Clock::Skewed | Clock::Contradicts => wait.marks.set(Marks::SKEW),
            Clock::Stale => wait.marks.set(Marks::STALE_REPLY),
            Clock::Undated => wait.marks.set(Marks::TIME_UNKNOWN),
        }
        if wait.channel == Channel::Review {
            let times = message.sent.get().zip(review.edited.get());
            if times.is_some_and(|(sent, edited)| sent < edited) {
                wait.marks.set(Marks::STALE_REPLY);
            }
            if message.edited.is_some() && message.edited == message.sent {
                wait.weaken(Confidence::UpperBound);
            }
        }
        let is_vague = is_day || review.flags.has(Flags::DAY) || message.flags.has(Flags::ROLE_GUESSED);
        if !reaches || is_vague {
            wait.weaken(Confidence::Weak);
        }
        mark_message(wait, message, by);
    }

    /// Sent to nobody in particular, to who asked, or to another who had written in the conversation: who writes only later may
    /// be anybody.
    fn reaches_a_participant(&self, turn: &Turn, asked: u32) -> bool {
        let to = &self.walk.message(turn.message).to;
        let asker = self.walk.who(asked);
        let reaches_asker = || to.iter().any(|&to| Some(self.walk.people.one(to)) == asker);
        let had_written =
            |to: Sym| self.customers().get(&self.walk.people.one(to)).is_some_and(|&first| first <= turn.at);
        to.is_empty() || reaches_asker() || to.iter().any(|&to| had_written(to))
    }

    /// Everybody of the conversation who is a customer, and since when, worked out once.
    fn customers(&self) -> &FxHashMap<Sym, i64> {
        self.customers.get_or_init(|| {
            let mut customers = FxHashMap::default();
            for turn in self.turns.iter().filter(|turn| self.walk.role(turn.message) == Role::Customer) {
                if let Some(who) = self.walk.who(turn.message) {
                    customers.entry(who).or_insert(turn.at);
                }
            }
            customers
        })
    }

    /// The one whom a message calls by name, if that is somebody who asked here.
    pub(super) fn called(&self, turn: &Turn) -> Option<usize> {
        let message = self.walk.message(turn.message);
        let who = message.to.iter().next().filter(|_| message.flags.has(Flags::ADDRESSED))?;
        self.party_of.get(&Some(self.walk.people.one(*who))).copied()
    }

    pub(super) fn promise(&mut self, wait_idx: usize, turn: &Turn) {
        let Some(promise) = self.walk.message(turn.message).rare().promise else { return };
        let wait = &self.waits[wait_idx];
        let to = self.walk.message(wait.opened).to.iter().map(|&to| self.walk.archive.strings.get(to));
        let hours = self.walk.settings.hours_of(wait.channel, to);
        // A time that was past when it was named promises nothing.
        let Some(due) = due(promise, turn.at, &self.walk.settings.zone, hours) else { return };
        self.waits[wait_idx].promise(turn.at, due);
    }
}

/// Was it sent on the day that is all that is known of the other one?
fn is_of_day(message: &Message, day: &Message) -> bool {
    const DAY: i64 = 86_400;
    message
        .sent
        .get()
        .zip(day.sent.get())
        .is_some_and(|(sent, day)| (0..DAY).contains(&sent.saturating_sub(day)))
}

/// A wait takes over the marks of its messages.
pub(super) fn mark_message(wait: &mut Wait, message: &Message, by: JoinedBy) {
    if let Some(mark) = by.mark().filter(|_| message.channel.is_mail()) {
        wait.marks.set(mark);
        if by.is_weak() {
            wait.weaken(Confidence::Weak);
        }
    }
    if message.flags.has(Flags::TZ_ASSUMED) {
        wait.marks.set(Marks::TZ_ASSUMED);
    }
    if message.flags.has(Flags::MINUTES) {
        wait.marks.set(Marks::MINUTES);
    }
}
