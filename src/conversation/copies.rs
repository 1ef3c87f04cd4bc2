//! Reviews that were read more than once: which records are copies of one, and which answers the newest shows no more.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::message::by_sym::SymSet;
use crate::message::maybe::Index;
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Kind, Message, Role};
use crate::source::collect::{Archive, FileReport};

use super::join::Sets;

/// What two copies of a review share besides its id. Who writes may take another name, and tables that number their
/// rows give one id to many reviews: there neither equal words nor a name that both lack make them one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    /// The index of the symbol.
    Who(Option<usize>),
    Sent(i64),
    Words(u64),
}

/// An answer that the newest edit of its review shows no more.
pub struct TakenBack {
    pub answer: u32,
    /// The newest copy of the review.
    pub review: u32,
    /// When that was written.
    pub at: i64,
}

/// Reviews and answers, each with a number that it has in common with its copies.
pub struct Copies {
    /// By message.
    sets: Vec<Index>,
    /// The reviews and answers, those with one id side by side.
    reviews: Vec<u32>,
}

impl Copies {
    /// The number of a review or answer; none of other messages.
    pub fn set(&self, idx: u32) -> Option<u32> {
        self.sets.get(idx as usize)?.get()
    }
}

/// The copies among messages of which those with one id stand side by side. Answers in the rows of two reviews are no
/// copies, whoever wrote them.
pub fn copies(archive: &Archive, among: &[u32]) -> Copies {
    let of_review = |idx: &&u32| archive.messages[**idx as usize].channel == Channel::Review;
    let reviews: Vec<u32> = among.iter().filter(of_review).copied().collect();
    let id = |idx: u32| archive.messages[idx as usize].id;
    let mut sets = Sets::new(reviews.len());
    let mut rows: FxHashMap<Place, u32> = FxHashMap::default();
    let mut known = Vec::new();
    for is_answer in [false, true] {
        let mut places = 0..;
        for namesakes in reviews.chunk_by(|&a, &b| id(a) == id(b)) {
            known.clear();
            for (&idx, place) in namesakes.iter().zip(&mut places) {
                let message = &archive.messages[idx as usize];
                if is_answer != (message.role == Some(Role::Team)) {
                    continue;
                }
                let row = (message.origin.file, message.origin.record, message.reply_to);
                let review = rows.get(&row).copied().filter(|_| is_answer);
                let traits = traits(archive, message, review.is_some());
                known.extend(traits.map(|one| ((review, message.kind as u8, one), place)));
            }
            known.sort_unstable();
            for same in known.chunk_by(|(a, _), (b, _)| a == b) {
                same.iter().skip(1).for_each(|&(_, place)| sets.unite(same[0].1, place));
            }
        }
        if !is_answer {
            let row = |(&idx, set): (&u32, u32)| {
                let Message { origin, id, .. } = archive.messages[idx as usize];
                ((origin.file, origin.record, id), set)
            };
            rows = reviews.iter().zip(sets.groups()).map(row).collect();
        }
    }
    let mut of_all = vec![Index::ABSENT; archive.messages.len()];
    for (&idx, set) in reviews.iter().zip(sets.groups()) {
        of_all[idx as usize] = Index::at(set);
    }
    Copies { sets: of_all, reviews }
}

/// By what copies of a message are known; `is_placed` is an answer in the row of a review that is known already.
fn traits(archive: &Archive, message: &Message, is_placed: bool) -> impl Iterator<Item = Trait> + use<> {
    let who = message.author.or(message.name);
    let is_number = !is_placed && archive.text(message.id).is_some_and(is_number);
    let has_words = message.flags.has(Flags::HAS_TEXT);
    let traits = [
        Some(Trait::Who(who.map(Sym::index))).filter(|_| who.is_some() || !is_number),
        message.sent.get().map(Trait::Sent),
        Some(Trait::Words(message.fingerprint)).filter(|_| has_words && !is_number),
    ];
    traits.into_iter().flatten()
}

/// Is an id the number of a row, or of an answer to one?
fn is_number(id: &str) -> bool {
    id.split('/').next().is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Answers that stand beside an older copy of their review and no more beside its newest one, in exports of one
/// format that could show them; of `copies`, and nothing that is later than `as_of`.
pub fn taken_back(archive: &Archive, copies: &Copies, as_of: i64) -> Vec<TakenBack> {
    let is_review = |idx: &u32| {
        let message = &archive.messages[*idx as usize];
        message.kind == Kind::Message
            && message.role != Some(Role::Team)
            && message.version().is_some_and(|at| at <= as_of)
    };
    let mut reviews: Vec<(Option<u32>, u32)> =
        copies.reviews.iter().copied().filter(is_review).map(|idx| (copies.set(idx), idx)).collect();
    reviews.sort_unstable();
    let with_copies = || reviews.chunk_by(|(a, _), (b, _)| a == b).filter(|same| 1 < same.len());
    let mut ids = SymSet::default();
    ids.extend(with_copies().filter_map(|same| archive.messages[same[0].1 as usize].id));
    let beside = beside(archive, &ids);
    let mut all: Vec<TakenBack> = Vec::new();
    for same in with_copies().filter(|_| !beside.is_empty()) {
        let copies: Vec<u32> = same.iter().map(|&(_, idx)| idx).collect();
        all.extend(taken_back_of(archive, &copies, &beside));
    }
    all.sort_by_key(|one| (one.answer, one.review));
    all
}

/// A record of one file, and the review that it is about.
type Place = (u32, u32, Option<Sym>);

/// The answers that stand in one record with their review.
type Beside = FxHashMap<Place, SmallVec<[u32; 1]>>;

/// Those of some reviews.
fn beside(archive: &Archive, ids: &SymSet) -> Beside {
    let mut beside = Beside::default();
    for (idx, message) in (0u32..).zip(&archive.messages) {
        if message.channel == Channel::Review
            && message.role == Some(Role::Team)
            && message.reply_to.is_some_and(|id| ids.contains(id))
        {
            let place = (message.origin.file, message.origin.record, message.reply_to);
            beside.entry(place).or_default().push(idx);
        }
    }
    beside
}

fn taken_back_of(archive: &Archive, copies: &[u32], beside: &Beside) -> Vec<TakenBack> {
    let message = |idx: u32| &archive.messages[idx as usize];
    let answers = |idx: u32| {
        let review = message(idx);
        beside.get(&(review.origin.file, review.origin.record, review.id)).map_or(&[][..], SmallVec::as_slice)
    };
    let newest = copies.iter().filter_map(|&idx| message(idx).version()).max();
    let (new, old): (Vec<u32>, Vec<u32>) = copies.iter().partition(|idx| message(**idx).version() == newest);
    let is_answered = |idx: &u32| !answers(*idx).is_empty() || message(*idx).flags.has(Flags::REPLIED);
    let (Some(at), Some(&review), false) = (newest, new.iter().min(), new.iter().any(is_answered)) else {
        return Vec::new();
    };
    let shown = |file: &&FileReport| !file.facts.replies_hidden;
    let source = |message: &Message| archive.file_of(message).filter(shown).and_then(FileReport::source);
    let could_show = |answer: &Message| {
        source(answer).is_some_and(|of| new.iter().any(|&idx| source(message(idx)) == Some(of)))
    };
    let is_older = |answer: &Message| answer.sent.get().is_none_or(|sent| sent < at);
    old.iter()
        .flat_map(|&idx| answers(idx))
        .filter(|&&idx| could_show(message(idx)) && is_older(message(idx)))
        .map(|&answer| TakenBack { answer, review, at })
        .collect()
}

/// The newest time up to as-of in each file: it was exported later than that.
pub fn newest_of_files(archive: &Archive, as_of: i64) -> FxHashMap<u32, i64> {
    let of_harmless = archive.harmless.newest_of.iter().map(|(&file, &at)| (file, at));
    let mut newest: FxHashMap<u32, i64> = of_harmless.filter(|(_, at)| *at <= as_of).collect();
    for message in &archive.messages {
        for at in [message.sent.get(), message.edited.get()].into_iter().flatten().filter(|at| *at <= as_of) {
            let known = newest.entry(message.origin.file).or_insert(at);
            *known = (*known).max(at);
        }
    }
    newest
}
