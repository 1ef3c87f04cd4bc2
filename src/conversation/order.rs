//! The turns of a conversation in order: by time, a reply after what it answers, and never a negative span.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::message::strings::Sym;
use crate::message::{Channel, Kind, Role};
use crate::source::collect::Archive;

use super::earlier;
use super::people::People;

/// One message in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Index of the message.
    pub message: u32,
    /// When it takes effect: its own time, or that of the message it cannot have come before.
    pub at: i64,
    pub clock: Clock,
    /// Index of the message that it replies to, where that is in the conversation.
    pub parent: Option<u32>,
}

/// Of a conversation; most have no more, and of those nothing is put on the heap.
pub type Turns = SmallVec<[Turn; 4]>;

/// How far a turn's time can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    Known,
    /// Stamped a little before what it answers: the span is 0.
    Skewed,
    /// Stamped long before what it answers: the span is unknown.
    Contradicts,
    /// A review's reply that is older than the review as we know it: the reviewer edited.
    Stale,
    /// A reply without a date.
    Undated,
}

/// What the rules of order need to know.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    pub archive: &'a Archive,
    pub people: &'a People,
    /// Later messages do not exist.
    pub as_of: i64,
    /// Tolerated difference of clocks in seconds.
    pub skew: i64,
}

impl Order<'_> {
    /// The turns of a conversation; messages without a usable time are left out.
    pub fn turns(&self, members: &[u32]) -> Turns {
        let ids = Ids::new(self.archive, members);
        let review = self.first_review(members);
        // One rule for the whole conversation, by where its customers write: two at once were no order at all.
        let of_customer = |idx: &&u32| self.people.roles[**idx as usize] == Role::Customer;
        let in_file = members.iter().filter(of_customer).all(|&idx| {
            let channel = self.archive.messages[idx as usize].channel;
            matches!(channel, Channel::Chat | Channel::Social | Channel::Phone)
        });
        let mut turns: Turns = members.iter().filter_map(|&idx| self.turn(idx, &ids, review)).collect();
        turns.sort_by(|a, b| self.compare(a, b, in_file));
        let mut start = 0;
        while start < turns.len() {
            let n = turns[start..].iter().take_while(|turn| turn.at == turns[start].at).count();
            parents_first(&mut turns[start..start + n]);
            start += n;
        }
        turns
    }

    /// In a review every reply of ours is to the review, the earliest message of a customer.
    fn first_review(&self, members: &[u32]) -> Option<u32> {
        let of_customer = members.iter().copied().filter(|&idx| {
            let message = &self.archive.messages[idx as usize];
            message.channel == Channel::Review
                && message.kind == Kind::Message
                && self.people.roles[idx as usize] == Role::Customer
        });
        of_customer.min_by(|&a, &b| earlier(self.archive, a, b))
    }

    fn turn(&self, idx: u32, ids: &Ids<'_>, review: Option<u32>) -> Option<Turn> {
        let message = &self.archive.messages[idx as usize];
        let role = self.people.roles[idx as usize];
        let named = message.reply_to.and_then(|id| ids.holder(id)).filter(|&parent| parent != idx);
        let replies =
            message.channel == Channel::Review && message.kind == Kind::Message && role == Role::Team;
        let parent = named.or(review.filter(|&parent| replies && parent != idx));
        let asked = parent
            .filter(|&parent| role == Role::Team && self.people.roles[parent as usize] == Role::Customer);
        let asked = asked.and_then(|parent| self.archive.messages[parent as usize].sent.get());
        // A draft of a public answer comes after its question, too, whether it has a time or not.
        let is_answer = match message.kind {
            Kind::Message => true,
            Kind::Draft => message.channel.is_feedback(),
            _ => false,
        };
        let is_sign = matches!(message.kind, Kind::AutoReply | Kind::Reaction);
        let (at, clock) = match (message.sent.get(), asked) {
            (None, Some(asked)) if is_answer => (asked, Clock::Undated),
            (None, _) => return None,
            (Some(sent), Some(asked)) if is_answer && sent < asked => (
                asked,
                match message.channel {
                    Channel::Review => Clock::Stale,
                    _ if asked - sent <= self.skew => Clock::Skewed,
                    _ => Clock::Contradicts,
                },
            ),
            // What acknowledges comes a little earlier at most.
            (Some(sent), Some(asked)) if is_sign && sent < asked && asked - sent <= self.skew => {
                (asked, Clock::Skewed)
            }
            (Some(sent), _) => (sent, Clock::Known),
        };
        (at <= self.as_of && message.sent.get().is_none_or(|sent| sent <= self.as_of)).then_some(Turn {
            message: idx,
            at,
            clock,
            parent,
        })
    }

    /// `in_file`: within one second the file knows the order.
    fn compare(&self, a: &Turn, b: &Turn, in_file: bool) -> std::cmp::Ordering {
        let (one, other) =
            (&self.archive.messages[a.message as usize], &self.archive.messages[b.message as usize]);
        let role = |turn: &Turn| self.people.roles[turn.message as usize];
        a.at.cmp(&b.at)
            .then_with(|| if in_file { one.origin.cmp(&other.origin) } else { std::cmp::Ordering::Equal })
            .then_with(|| role(a).cmp(&role(b)))
            .then_with(|| self.archive.text(one.id).cmp(&self.archive.text(other.id)))
            .then_with(|| one.fingerprint.cmp(&other.fingerprint))
            .then_with(|| one.origin.cmp(&other.origin))
    }
}

/// Which member of a conversation holds an id; the first one where several do.
struct Ids<'a> {
    archive: &'a Archive,
    members: &'a [u32],
    /// Of the few messages of a small conversation all are looked at instead.
    known: Option<FxHashMap<Sym, u32>>,
}

impl<'a> Ids<'a> {
    const FEW: usize = 16;

    fn new(archive: &'a Archive, members: &'a [u32]) -> Self {
        let known = (Self::FEW < members.len()).then(|| {
            let with_id = |&idx: &u32| Some((archive.messages[idx as usize].id?, idx));
            members.iter().rev().filter_map(with_id).collect()
        });
        Self { archive, members, known }
    }

    fn holder(&self, id: Sym) -> Option<u32> {
        match &self.known {
            Some(known) => known.get(&id).copied(),
            None => {
                self.members.iter().copied().find(|&idx| self.archive.messages[idx as usize].id == Some(id))
            }
        }
    }
}

/// Within one second: moves replies behind what they reply to, else keeps the order.
fn parents_first(turns: &mut [Turn]) {
    if turns.len() < 2 {
        return;
    }
    let position: FxHashMap<u32, usize> =
        turns.iter().enumerate().map(|(at, turn)| (turn.message, at)).collect();
    let late = turns.iter().enumerate().any(|(at, turn)| {
        turn.parent.and_then(|parent| position.get(&parent)).is_some_and(|&parent_at| at < parent_at)
    });
    if !late {
        return;
    }
    let mut placed = vec![false; turns.len()];
    let mut ordered = Vec::with_capacity(turns.len());
    for start in 0..turns.len() {
        let mut chain = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|&at| !placed[at]) {
            placed[at] = true;
            chain.push(at);
            next = turns[at].parent.and_then(|parent| position.get(&parent).copied());
        }
        ordered.extend(chain.into_iter().rev().map(|at| turns[at]));
    }
    turns.copy_from_slice(&ordered);
}

#[cfg(test)]
mod tests;
