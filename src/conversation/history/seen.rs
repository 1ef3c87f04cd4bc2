//! The reviews of one run with their answers, as they stood at as-of.

use std::collections::BTreeMap;

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
    /// Files with an answer to it, also with one behind as-of, in order.
    answered_in: Vec<u32>,
    /// The newest edit shows the answer of an older one no more.
    pub taken_back: bool,
    /// The newest time of the files that have it without an answer.
    pub bare: Option<i64>,
}

/// All reviews that have an id.
pub(super) fn seen(archive: &Archive, as_of: i64) -> BTreeMap<Key, Seen> {
    let mut all: BTreeMap<Key, Seen> = BTreeMap::new();
    for (idx, message) in archive.messages.iter().enumerate() {
        let is_review = message.channel == Channel::Review && message.kind == Kind::Message;
        if !is_review {
            continue;
        }
        let is_later = message.sent.get().is_some_and(|sent| as_of < sent);
        let is_answer = message.role == Some(Role::Team);
        if is_later && !is_answer {
            continue;
        }
        let id = if is_answer { message.reply_to } else { message.id.filter(|_| message.reply_to.is_none()) };
        let Some(key) = id.and_then(|id| key(archive, message, id)) else { continue };
        let seen = all.entry(key).or_default();
        if is_answer && seen.answered_in.last() != Some(&message.origin.file) {
            seen.answered_in.push(message.origin.file);
        }
        if is_later {
            continue;
        }
        seen.hidden |= is_hidden(archive, message);
        if is_answer { seen.answers.push(idx) } else { seen.review.push(idx) }
    }
    all.retain(|_, seen| !seen.review.is_empty());
    let sets = copies::sets(archive, &with_repeated_id(archive));
    for one in copies::taken_back(archive, &sets, as_of) {
        let review = &archive.messages[one.review as usize];
        if let Some(seen) =
            review.id.and_then(|id| key(archive, review, id)).and_then(|key| all.get_mut(&key))
        {
            seen.taken_back = true;
            seen.answers.clear();
        }
    }
    let newest = copies::newest_of_files(archive, as_of);
    for seen in all.values_mut() {
        let bare = seen.review.iter().map(|&idx| &archive.messages[idx]).filter(|review| {
            let has_answer = review.flags.has(Flags::REPLIED)
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

fn key(archive: &Archive, message: &Message, id: Sym) -> Option<Key> {
    let source = archive.file_of(message)?.source()?;
    Some(Key { source: source.to_owned(), id: archive.strings.get(id).to_owned() })
}
