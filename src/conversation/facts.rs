//! What is noticed about all messages on the way, for the report about the data.

use std::collections::BTreeMap;

use crate::message::by_sym::SymSet;
use crate::message::{Flags, Kind, Message};
use crate::source::collect::Archive;

use super::class::Class;
use super::engine::Judged;
use super::joined::{Joined, JoinedBy};
use super::order::{Clock, Turn};

/// Numbers of messages without their duplicates, and of what happened to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Messages without a date that are no answer to a dated one.
    pub n_undated: u64,
    /// Messages after as-of, or in answer to one that is.
    pub n_later: u64,
    pub n_joined_by_subject: u64,
    pub n_joined_by_parties: u64,
    pub n_joined_by_ticket: u64,
    pub n_joined_by_thread_index: u64,
    pub n_links_refused: u64,
    pub n_tz_assumed: u64,
    pub n_clock_repaired: u64,
    pub n_in_spam: u64,
    pub n_stars_only: u64,
    /// Messages that a class leaves out of the waits, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
    /// Messages that take part.
    pub n_used: u64,
    /// First and last time of a message.
    pub first_at: Option<i64>,
    pub last_at: Option<i64>,
    /// A hash over what was read from each file, whatever the order of its messages.
    pub digests: Vec<u64>,
}

/// What one walk over all messages tells: of a million of them each walk costs.
#[derive(Default)]
pub(super) struct Overview {
    /// The newest timestamp of the input.
    pub newest: Option<i64>,
    pub ids: SymSet,
    /// All that need no more than the message. Those without a date and later ones all count as such until a turn takes
    /// them away.
    pub facts: Facts,
}

impl Overview {
    pub fn of(archive: &Archive) -> Self {
        let mut overview = Self { newest: archive.harmless.newest, ..Self::default() };
        let facts = &mut overview.facts;
        (facts.first_at, facts.n_tz_assumed) = (archive.harmless.first_at, archive.harmless.n_tz_assumed);
        facts.digests = vec![0; archive.files.len()];
        for message in &archive.messages {
            overview.newest = overview.newest.max(newest_of(message));
            overview.ids.extend(message.id);
            facts.n_tz_assumed += u64::from(message.flags.has(Flags::TZ_ASSUMED));
            facts.n_clock_repaired += u64::from(message.flags.has(Flags::CLOCK_REPAIRED));
            facts.n_in_spam += u64::from(message.kind == Kind::Spam);
            facts.n_stars_only += u64::from(message.rating.is_some() && !message.flags.has(Flags::HAS_TEXT));
            let sent = message.sent.get();
            if let Some(digest) = facts.digests.get_mut(message.origin.file as usize) {
                // No time leaves the words alone to be told.
                let time = sent.map_or(0, i64::unsigned_abs);
                let own = (message.fingerprint ^ time.rotate_left(20)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                *digest = digest.wrapping_add(own);
            }
            match sent {
                Some(sent) => {
                    facts.n_later += 1;
                    facts.first_at = Some(facts.first_at.map_or(sent, |first| first.min(sent)));
                    facts.last_at = facts.last_at.max(Some(sent));
                }
                None => facts.n_undated += 1,
            }
        }
        overview
    }
}

impl Facts {
    /// With the number of mails that each key joined.
    pub(super) fn with_joins(self, archive: &Archive, joined: &Joined) -> Self {
        let mut facts = Self { n_links_refused: joined.n_refused, ..self };
        if !archive.census.has_mails_apart() {
            return facts;
        }
        for (by, message) in joined.by.iter().zip(&archive.messages) {
            match by {
                _ if !message.channel.is_mail() => {}
                JoinedBy::Subject => facts.n_joined_by_subject += 1,
                JoinedBy::Parties => facts.n_joined_by_parties += 1,
                JoinedBy::Ticket | JoinedBy::Number => facts.n_joined_by_ticket += 1,
                JoinedBy::ThreadIndex => facts.n_joined_by_thread_index += 1,
                _ => {}
            }
        }
        facts
    }

    /// These have their place in a conversation.
    pub(super) fn take(&mut self, turns: &[Turn]) {
        let n_undated = turns.iter().filter(|turn| turn.clock == Clock::Undated).count() as u64;
        self.n_undated -= n_undated;
        self.n_later -= turns.len() as u64 - n_undated;
    }

    pub(super) fn count(&mut self, judged: &Judged) {
        match judged.class {
            Class::Excluded | Class::NoEffect | Class::Content | Class::Note | Class::Internal => {
                *self.left_out.entry(judged.why).or_default() += 1;
            }
            _ => self.n_used += 1,
        }
    }
}

/// The newest timestamp of the input; what spammers and drafts claim does not count.
pub fn newest(archive: &Archive) -> Option<i64> {
    archive.messages.iter().filter_map(newest_of).max()
}

fn newest_of(message: &Message) -> Option<i64> {
    let counts = match message.kind {
        Kind::Spam | Kind::Bulk => false,
        // A reply to a review or a comment that waits to be shown is no mere draft.
        Kind::Draft => message.channel.is_feedback(),
        _ => true,
    };
    message.version().filter(|_| counts)
}
