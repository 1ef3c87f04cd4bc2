//! Reviews that no list of ignored complaints tells of: they were answered, or nobody complains in them. Of a million of them
//! no more is kept than their ids, by which it is noticed that another record speaks of the same review.

use std::collections::BTreeMap;
use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::message::strings::Sym;
use crate::message::{Flags, Message};
use crate::source::draft::Draft;
use crate::source::review::replied_to;

use super::Archive;

/// What is known of all harmless reviews together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Harmless {
    /// Hashes of their ids.
    ids: Vec<u64>,
    /// Their messages: reviews and answers.
    pub n_messages: u64,
    /// Those whose zone was assumed.
    pub n_tz_assumed: u64,
    /// First and last time of all.
    pub first_at: Option<i64>,
    pub newest: Option<i64>,
    /// The last time by file.
    pub newest_of: BTreeMap<u32, i64>,
}

/// One harmless review with its answers.
pub(super) struct One<'a> {
    pub id: &'a str,
    pub n_messages: u64,
    pub n_tz_assumed: u64,
    pub first_at: i64,
    pub newest: i64,
}

impl<'a> One<'a> {
    /// A review without an answer, if its id and time are known.
    pub fn alone(
        review: &'a Draft<'_>,
        sent: Option<i64>,
        edited: Option<i64>,
        flags: Flags,
    ) -> Option<Self> {
        let (id, sent) = (review.id.as_deref()?, sent?);
        let n_tz_assumed = u64::from(flags.has(Flags::TZ_ASSUMED));
        let newest = edited.map_or(sent, |edited| edited.max(sent));
        Some(Self { id, n_messages: 1, n_tz_assumed, first_at: sent, newest })
    }
}

/// Hashes of the ids of reviews that are kept, whatever one record says of them: others speak of them, too.
pub type Repeated = FxHashSet<u64>;

impl Harmless {
    /// Takes a review in, unless it is one of those that are kept.
    pub(super) fn take(&mut self, one: &One<'_>, but: &Repeated) -> bool {
        let hash = hash(one.id);
        let goes = !but.contains(&hash);
        if goes {
            self.ids.push(hash);
            self.n_messages += one.n_messages;
            self.n_tz_assumed += one.n_tz_assumed;
            self.first_at = Some(self.first_at.map_or(one.first_at, |first| first.min(one.first_at)));
            self.newest = self.newest.max(Some(one.newest));
        }
        goes
    }

    /// Adds those of file `file_idx`.
    pub(super) fn absorb(&mut self, file_idx: usize, mut other: Self) {
        if self.ids.is_empty() {
            std::mem::swap(&mut self.ids, &mut other.ids);
        }
        self.ids.append(&mut other.ids);
        self.n_messages += other.n_messages;
        self.n_tz_assumed += other.n_tz_assumed;
        self.first_at = [self.first_at, other.first_at].into_iter().flatten().min();
        self.newest = self.newest.max(other.newest);
        if let (Ok(file), Some(newest)) = (u32::try_from(file_idx), other.newest) {
            let known = self.newest_of.entry(file).or_insert(newest);
            *known = newest.max(*known);
        }
    }

    /// To be done when all are read, before [`Self::has`] is asked.
    pub fn sort(&mut self) {
        self.ids.sort_unstable();
    }

    /// Does one of them have this id?
    pub fn has(&self, id: &str) -> bool {
        self.ids.binary_search(&hash(id)).is_ok()
    }
}

/// The harmless reviews of which another record speaks, so that they may be none.
pub fn repeated(archive: &mut Archive) -> Repeated {
    let names = archive.messages.iter().flat_map(names).map(|name| archive.strings.get(name));
    // An answer that went with its review has a name, too.
    let meant = |name| [Some(name), replied_to(name)].into_iter().flatten();
    let mut told: Vec<u64> = names.flat_map(meant).map(hash).collect();
    told.sort_unstable();
    let mut told = told.into_iter().peekable();
    archive.harmless.sort();
    let ids = &archive.harmless.ids;
    ids.chunk_by(|a, b| a == b)
        .filter(|same| {
            let id = same[0];
            while told.next_if(|&other| other < id).is_some() {}
            1 < same.len() || told.peek() == Some(&id)
        })
        .map(|same| same[0])
        .collect()
}

/// All names by which a message may mean a review.
fn names(message: &Message) -> impl Iterator<Item = Sym> + '_ {
    let own =
        [message.id, message.conversation.filter(|_| message.conversation != message.id), message.reply_to];
    own.into_iter().flatten().chain(message.rare().references.iter().copied())
}

fn hash(id: &str) -> u64 {
    FxBuildHasher.hash_one(id)
}

#[cfg(test)]
mod tests;
