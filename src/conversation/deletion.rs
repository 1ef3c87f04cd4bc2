//! What is taken back: questions and answers that their authors deleted.

use smallvec::SmallVec;

use crate::message::maybe::{Index, When};
use crate::message::{Channel, Kind, Role};

use super::answer::Spoken;
use super::engine::Engine;
use super::order::Turn;
use super::wait::{Marks, State};

/// An answer that was given, and the waits that it ended.
pub struct Given {
    place: Place,
    waits: SmallVec<[usize; 1]>,
}

/// The party that an answer speaks to, or everybody, and its number among the answers.
pub type Place = (Option<usize>, usize);

impl Engine<'_> {
    /// Remembers an answer in case it is deleted, where anything is.
    pub(super) fn note_answer(&mut self, turn: &Turn, waits: SmallVec<[usize; 1]>) {
        if !self.walk.archive.census.has_kind(Kind::Deleted) {
            return;
        }
        let public = is_gone_when_deleted(self.walk.people.channels[turn.message as usize]);
        if !public && waits.is_empty() {
            return;
        }
        let party = match self.spoken(turn) {
            Spoken::To(party_idx) => Some(party_idx),
            Spoken::Everyone => None,
            Spoken::Nobody => return,
        };
        let place = (party, self.given.len());
        if public {
            self.standing.insert(place, *turn);
        }
        self.given.insert(turn.message, Given { place, waits });
    }

    pub(super) fn delete(&mut self, turn: &Turn) {
        let Some(gone) = turn.parent else { return };
        if self.walk.role(gone) == Role::Customer {
            self.delete_question(gone, turn.at);
        } else if let Some(given) = self.given.get_mut(&gone) {
            let (place, waits) = (given.place, std::mem::take(&mut given.waits));
            self.standing.remove(&place);
            for wait_idx in waits {
                self.delete_answer(wait_idx, place.1);
            }
        }
    }

    /// Every message of the wait was deleted before an answer: the customer took it back.
    fn delete_question(&mut self, gone: u32, at: i64) {
        let party_idx = self.party(gone);
        let Some(&wait_idx) = self.open.get(&party_idx) else { return };
        let wait = &mut self.waits[wait_idx];
        let live = &mut self.courses[wait_idx].live;
        let n_before = live.len();
        live.retain(|idx| *idx != gone);
        if live.is_empty() && n_before > 0 {
            self.open.remove(&party_idx);
            self.end(wait_idx, State::Withdrawn, at);
        } else if wait.worst == gone {
            // What was taken back is no complaint any more.
            let rest = self.courses[wait_idx].live.iter().copied();
            let worst = rest.reduce(|worst, this| if self.is_worse(this, worst) { this } else { worst });
            if let Some(worst) = worst {
                self.waits[wait_idx].worst = worst;
            }
        }
    }

    /// In public places a deleted answer is gone, and a later one that still stands takes its place; elsewhere
    /// the customer could read it.
    fn delete_answer(&mut self, wait_idx: usize, number: usize) {
        let wait = &mut self.waits[wait_idx];
        wait.marks.set(Marks::REPLY_DELETED);
        if !is_gone_when_deleted(wait.channel) {
            return;
        }
        wait.state = State::Waiting;
        wait.answer = Index::ABSENT;
        wait.answered_at = When::ABSENT;
        // What was said of the answer's time goes with it.
        wait.marks.clear(Marks::STALE_REPLY);
        wait.marks.clear(Marks::TIME_UNKNOWN);
        let opened = wait.opened;
        let party_idx = self.party(opened);
        let next = |party| self.standing.range((party, number)..=(party, usize::MAX)).next();
        let next = [next(None), next(Some(party_idx))].into_iter().flatten().min_by_key(|(place, _)| place.1);
        if let Some((_, &turn)) = next {
            self.answer_wait(wait_idx, &turn);
            if let Some(given) = self.given.get_mut(&turn.message) {
                given.waits.push(wait_idx);
            }
            return;
        }
        match self.open.get(&party_idx) {
            Some(&newer) => self.courses[newer].older.push(wait_idx),
            None => _ = self.open.insert(party_idx, wait_idx),
        }
    }
}

pub fn is_gone_when_deleted(channel: Channel) -> bool {
    matches!(channel, Channel::Review | Channel::Comment | Channel::Forum)
}
