//! The reviews of one run with their answers, as they stood at as-of.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::super::copies;
use super::Key;
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Kind, Message, Role};
use crate::source::collect::Archive;
use crate::source::collect::made_up::with_repeated_id;

/// A review and its answer as one run has them.
#[derive(Default)]
pub(super) struct Seen {
    pub review: Vec<usize>,
    pub answers: Vec<usize>,
    /// Its file could not show an answer.
    pub hidden: bool,
    /// Several reviews have its id, so that nothing tells which of them was seen before.
    pub shared: bool,
    /// Files with an answer to it, also with one behind as-of, in order.
    answered_in: Vec<u32>,
    /// One of them holds answers alone.
    answered_apart: bool,
    /// The newest edit shows the answer of an older one no more.
    pub taken_back: bool,
    /// The newest time of the files that have it without an answer.
    pub bare: Option<i64>,
}

/// All reviews that have an id.
pub(super) fn seen(archive: &Archive, as_of: i64) -> BTreeMap<Key, Seen> {
    let mut all: BTreeMap<Key, Seen> = BTreeMap::new();
    let copies = copies::copies(archive, &with_repeated_id(archive));
    let is_later = |message: &Message| message.sent.get().is_some_and(|sent| as_of < sent);
    let of_reviews = || {
        let all = archive.messages.iter().enumerate();
        all.filter(|(_, message)| message.channel == Channel::Review && message.kind == Kind::Message)
    };
    // Answers can lie in files of another kind: which one has the review, if only one has.
    let mut sources: FxHashMap<Sym, Option<&str>> = FxHashMap::default();
    let is_answer = |message: &Message| message.role == Some(Role::Team);
    for (idx, message) in of_reviews().filter(|(_, message)| !is_answer(message) && !is_later(message)) {
        let id = message.id.filter(|_| message.reply_to.is_none());
        let Some((id, source)) = id.zip(source(archive, message)) else { continue };
        let only = sources.entry(id).or_insert(Some(source));
        *only = only.filter(|only| *only == source);
        let seen = all.entry(key(archive, source, id)).or_default();
        seen.hidden |= is_hidden(archive, message);
        let set = |idx: &usize| u32::try_from(*idx).ok().and_then(|idx| copies.set(idx));
        seen.shared |= seen.review.first().is_some_and(|first| set(first) != set(&idx));
        seen.review.push(idx);
    }
    for (idx, message) in of_reviews().filter(|(_, message)| is_answer(message)) {
        let Some((id, own)) = message.reply_to.zip(source(archive, message)) else { continue };
        let only = sources.get(&id).copied().flatten();
        let is_own = all.contains_key(&key(archive, own, id));
        let source = if is_own { Some(own) } else { only };
        let Some(seen) = source.and_then(|source| all.get_mut(&key(archive, source, id))) else { continue };
        if seen.answered_in.last() != Some(&message.origin.file) {
            seen.answered_in.push(message.origin.file);
        }
        seen.answered_apart |= !is_own;
        if !is_later(message) {
            seen.hidden |= is_hidden(archive, message);
            seen.answers.push(idx);
        }
    }
    for one in copies::taken_back(archive, &copies, as_of) {
        let review = &archive.messages[one.review as usize];
        let key = review.id.zip(source(archive, review)).map(|(id, source)| key(archive, source, id));
        if let Some(seen) = key.and_then(|key| all.get_mut(&key)) {
            seen.taken_back = true;
            seen.answers.clear();
        }
    }
    let newest = copies::newest_of_files(archive, as_of);
    for seen in all.values_mut() {
        let bare = seen.review.iter().map(|&idx| &archive.messages[idx]).filter(|review| {
            let has_answer = review.flags.has(Flags::REPLIED)
                || seen.answered_apart
                || seen.answered_in.binary_search(&review.origin.file).is_ok();
            !has_answer && !is_hidden(archive, review)
        });
        seen.bare = bare.filter_map(|review| newest.get(&review.origin.file).copied()).max();
    }
    all
}

fn is_hidden(archive: &Archive, message: &Message) -> bool {
    archive.file_of(message).is_some_and(|file| file.facts.replies_hidden)
}

fn source<'a>(archive: &'a Archive, message: &Message) -> Option<&'a str> {
    archive.file_of(message)?.source()
}

fn key(archive: &Archive, source: &str, id: Sym) -> Key {
    Key { source: source.to_owned(), id: archive.strings.get(id).to_owned() }
}
