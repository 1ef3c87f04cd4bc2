//! What each class of turn does to the waits of those who wait.

use smallvec::SmallVec;

use crate::message::maybe::{Index, When};
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Role};

use super::answer::mark_message;
use super::class::{Class, Mood, mismatch, mood};
use super::engine::{Engine, USUAL};

use super::order::{Clock, Turn};
use super::wait::{Confidence, Marks, State, Wait};

/// Somebody who waits: one author, or all customers of a mail together.
pub struct Party {
    pub who: Option<Sym>,
    /// Waits so far in the case.
    pub n_waits: u32,
}

/// What only the walk needs to know of a wait.
#[derive(Default)]
pub struct Course {
    /// Messages of the wait that were not deleted.
    pub live: SmallVec<[u32; USUAL]>,
    /// A bot's first message since the last request.
    pub bot_at: When,
    /// Earlier waits of its party that lost their answer while it was open: they end with it.
    pub older: Vec<usize>,
}

impl Engine<'_> {
    /// Silence after a bot's answer resolves, provisionally, what was still waiting before `now`.
    pub(super) fn settle(&mut self, now: i64) {
        let policy = &self.walk.settings.policy;
        let (true, Some(silence)) = (self.bot_spoke && policy.bot_silence_resolves, policy.new_case_after)
        else {
            return;
        };
        for &wait_idx in self.open.values() {
            let wait = &mut self.waits[wait_idx];
            let Some(bot_at) = self.courses[wait_idx].bot_at.get() else { continue };
            let silent_at = bot_at.saturating_add(silence);
            if wait.state == State::Waiting && wait.signs().handoff_at.is_none() && now >= silent_at {
                wait.state = State::BotResolved;
                wait.ended_at = When::at(silent_at);
                wait.marks.set(Marks::UNCONFIRMED);
            }
        }
    }

    pub(super) fn request(&mut self, turn: &Turn) {
        let party_idx = self.party(turn.message);
        if let Some(&wait_idx) = self.open.get(&party_idx) {
            let elsewhere = self.tells_of_an_answer(turn, self.waits[wait_idx].opened_at);
            let wait = &mut self.waits[wait_idx];
            match wait.state {
                State::Waiting if elsewhere => wait.answered_elsewhere(),
                State::Waiting => {
                    self.join(wait_idx, turn);
                    return;
                }
                _ => {}
            }
        }
        self.open(party_idx, turn);
    }

    pub(super) fn closing(&mut self, turn: &Turn) {
        let party_idx = self.party(turn.message);
        let Some(&wait_idx) = self.open.get(&party_idx) else { return };
        let elsewhere = self.tells_of_an_answer(turn, self.waits[wait_idx].opened_at);
        let wait = &mut self.waits[wait_idx];
        match wait.state {
            State::Waiting if elsewhere => {
                wait.answered_elsewhere();
                self.open.remove(&party_idx);
            }
            State::Waiting | State::BotResolved => {
                wait.n_messages += 1;
                wait.last_at = turn.at;
                if wait.state == State::BotResolved {
                    wait.marks.clear(Marks::UNCONFIRMED);
                    self.open.remove(&party_idx);
                } else if self.courses[wait_idx].bot_at.is_some() && wait.signs().handoff_at.is_none() {
                    wait.state = State::BotResolved;
                    wait.ended_at = When::at(turn.at);
                    self.open.remove(&party_idx);
                }
            }
            _ => {}
        }
    }

    pub(super) fn withdraw(&mut self, turn: &Turn) {
        let party_idx = self.party(turn.message);
        if let Some(wait_idx) = self.open.remove(&party_idx) {
            self.end(wait_idx, State::Withdrawn, turn.at);
        }
    }

    /// A call that got through ends the wait, or is a wait answered at once.
    pub(super) fn call_through(&mut self, turn: &Turn) {
        let party_idx = self.party(turn.message);
        match self.open.get(&party_idx) {
            Some(&wait_idx) if self.waits[wait_idx].state == State::Waiting => {
                self.join(wait_idx, turn);
                self.waits[wait_idx].marks.set(Marks::CALLED_AGAIN);
            }
            _ => self.open(party_idx, turn),
        }
        if let Some(wait_idx) = self.open.remove(&party_idx) {
            let wait = &mut self.waits[wait_idx];
            wait.state = State::Answered;
            wait.ended_at = When::ABSENT;
            wait.answered_at = When::at(turn.at);
        }
    }

    pub(super) fn answer(&mut self, turn: &Turn) {
        let parties = self.addressed(turn);
        let several = parties.len() > 1;
        let mut ended = SmallVec::new();
        for party_idx in parties {
            let Some(wait_idx) = self.open.remove(&party_idx) else { continue };
            let older = std::mem::take(&mut self.courses[wait_idx].older);
            for wait_idx in older.into_iter().chain([wait_idx]) {
                self.answer_wait(wait_idx, turn);
                ended.push(wait_idx);
                if several {
                    self.waits[wait_idx].weaken(Confidence::Weak);
                }
            }
        }
        self.note_answer(turn, ended);
    }

    pub(super) fn hold(&mut self, turn: &Turn) {
        // A time that the clocks contradict or that is not there holds nothing.
        if !matches!(turn.clock, Clock::Known | Clock::Skewed) {
            return;
        }
        for wait_idx in self.waiting(turn) {
            self.waits[wait_idx].signs_mut().held_at.note(turn.at);
            // Who was promised an answer by a person is not settled by what a bot said before.
            self.courses[wait_idx].bot_at = When::ABSENT;
            self.promise(wait_idx, turn);
        }
    }

    pub(super) fn acknowledge(&mut self, turn: &Turn, class: Class) {
        let promises = self.walk.message(turn.message).flags.has(Flags::HOLDING);
        for wait_idx in self.waiting(turn) {
            let wait = &mut self.waits[wait_idx];
            wait.signs_mut().acknowledged_at.note(turn.at);
            if class == Class::Bot {
                // A bot that only promises an answer settles nothing, and takes back what it settled.
                let bot_at = &mut self.courses[wait_idx].bot_at;
                if promises {
                    *bot_at = When::ABSENT;
                } else {
                    bot_at.note(turn.at);
                }
            }
            if class != Class::Reaction {
                self.promise(wait_idx, turn);
            }
        }
    }

    /// A request for a person, by the customer or by a bot on their behalf.
    pub(super) fn handoff(&mut self, turn: &Turn) {
        let mut own = None;
        if self.walk.role(turn.message) == Role::Customer {
            self.request(turn);
            own = Some(self.party(turn.message));
        }
        for (&party_idx, &wait_idx) in &self.open {
            if own.is_some_and(|own| own != party_idx) {
                continue;
            }
            let wait = &mut self.waits[wait_idx];
            if wait.state == State::Waiting {
                wait.marks.set(Marks::HANDOFF);
                wait.signs_mut().handoff_at.note(turn.at);
            }
        }
    }

    pub(super) fn close(&mut self, turn: &Turn) {
        let role = self.walk.role(turn.message);
        let chat = self.walk.people.channels[turn.message as usize] == Channel::Chat;
        if role == Role::Team && self.walk.settings.policy.stop.close {
            self.answer(turn);
            return;
        }
        for (party_idx, wait_idx) in self.open.clone() {
            let own = self.shared || self.parties[party_idx].who == self.walk.who(turn.message);
            if self.waits[wait_idx].state != State::Waiting || (role == Role::Customer && !own) {
                continue;
            }
            let wait = &self.waits[wait_idx];
            let settled_by_bot = self.courses[wait_idx].bot_at.is_some()
                && wait.signs().handoff_at.is_none()
                && self.walk.settings.policy.bot_silence_resolves;
            match role {
                Role::Customer if !chat => {
                    self.open.remove(&party_idx);
                    self.end(wait_idx, State::Withdrawn, turn.at);
                }
                Role::Team => self.end(wait_idx, State::ClosedWithoutReply, turn.at),
                _ if settled_by_bot => {
                    self.end(wait_idx, State::BotResolved, turn.at);
                    self.waits[wait_idx].marks.set(Marks::UNCONFIRMED);
                }
                _ => {
                    self.end(wait_idx, State::ClosedWithoutReply, turn.at);
                    let mark = if role == Role::Customer { Marks::ABANDONED } else { Marks::TIMED_OUT };
                    self.waits[wait_idx].marks.set(mark);
                }
            }
        }
    }

    pub(super) fn reopen(&mut self) {
        for &wait_idx in self.open.values() {
            let wait = &mut self.waits[wait_idx];
            if wait.state == State::ClosedWithoutReply {
                wait.state = State::Waiting;
                wait.ended_at = When::ABSENT;
                wait.marks.clear(Marks::ABANDONED);
                wait.marks.clear(Marks::TIMED_OUT);
            }
        }
    }

    pub(super) fn mark_open(&mut self, mark: Marks) {
        for &wait_idx in self.open.values() {
            self.waits[wait_idx].marks.set(mark);
        }
    }

    pub(super) fn party(&mut self, message: u32) -> usize {
        let who = if self.shared { None } else { self.walk.who(message) };
        *self.party_of.entry(who).or_insert_with(|| {
            self.parties.push(Party { who, n_waits: 0 });
            self.parties.len() - 1
        })
    }

    fn open(&mut self, party_idx: usize, turn: &Turn) {
        let party = &mut self.parties[party_idx];
        party.n_waits = party.n_waits.saturating_add(1);
        self.open.insert(party_idx, self.waits.len());
        let number = party.n_waits.saturating_add(self.n_before);
        let message = self.walk.message(turn.message);
        let mut wait = Wait {
            conversation: self.conversation_idx,
            case: self.case,
            number,
            customer: self.walk.who(turn.message),
            channel: self.walk.people.channels[turn.message as usize],
            opened: turn.message,
            opened_at: turn.at,
            last_at: turn.at,
            n_messages: 0,
            worst: turn.message,
            state: State::Waiting,
            ended_at: When::ABSENT,
            answer: Index::ABSENT,
            answered_at: When::ABSENT,
            marks: Marks::default(),
            confidence: Confidence::Exact,
            signs: None,
        };
        if self.n_before > 0 && party.n_waits == 1 {
            wait.marks.set(Marks::LEFT_TRUNCATED);
        }
        if wait.channel.is_mail()
            && self.walk.archive.text(wait.customer).is_some_and(crate::mail::relay::is_relay)
        {
            wait.marks.set(Marks::RELAY);
        }
        if mismatch(message, &self.walk.settings.policy) {
            wait.marks.set(Marks::MISMATCH);
        }
        self.waits.push(wait);
        self.courses.push(Course::default());
        self.join(self.waits.len() - 1, turn);
    }

    /// A further customer message of an open wait.
    fn join(&mut self, wait_idx: usize, turn: &Turn) {
        let worse = self.is_worse(turn.message, self.waits[wait_idx].worst);
        let message = self.walk.message(turn.message);
        let by = self.walk.by[turn.message as usize];
        let wait = &mut self.waits[wait_idx];
        wait.n_messages = wait.n_messages.saturating_add(1);
        wait.last_at = turn.at;
        let course = &mut self.courses[wait_idx];
        course.bot_at = When::ABSENT;
        course.live.push(turn.message);
        if worse {
            wait.worst = turn.message;
        }
        mark_message(wait, message, by);
    }

    /// Lower stars, then the stronger words; of equals the older stays. What is too fresh to have been ignored stands behind
    /// the rest: who complains again has complained before.
    pub(super) fn is_worse(&self, this: u32, than: u32) -> bool {
        let policy = &self.walk.settings.policy;
        let rank = |idx: u32| {
            let message = self.walk.message(idx);
            let age = message.sent.get().map(|sent| self.walk.as_of.saturating_sub(sent));
            let fresh = age.is_some_and(|age| age < policy.ignored_after);
            let negative = mood(message, policy) == Mood::Negative;
            let stars = message.rating.map_or(f32::INFINITY, crate::message::Rating::of_five);
            ((fresh, !negative), stars, -message.tone.get().unwrap_or(0.0))
        };
        let (this, than) = (rank(this), rank(than));
        this.0.cmp(&than.0).then(this.1.total_cmp(&than.1)).then(this.2.total_cmp(&than.2)).is_lt()
    }

    pub(super) fn end(&mut self, wait_idx: usize, state: State, at: i64) {
        let older = self.courses[wait_idx].older.iter().copied();
        for wait_idx in older.chain([wait_idx]) {
            let wait = &mut self.waits[wait_idx];
            wait.state = state;
            wait.ended_at = When::at(at);
        }
    }
}
