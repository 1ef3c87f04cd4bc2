//! Outlook's `Thread-Index`: mails of one thread share its first bytes. Weak, and asked last.

use rustc_hash::FxHashMap;

use crate::message::strings::Sym;
use crate::source::collect::Archive;

use super::join::{Sets, customers};
use super::joined::{Joined, JoinedBy};
use super::people::People;
use super::subject::{SubjectKeys, mails_by_time};

/// Joins mails without a link to the newest earlier one with the same key, the same subject and a common
/// customer: some groups of one key hold different matters.
pub fn join(archive: &Archive, people: &People, sets: &mut Sets, joined: &mut Joined) {
    if !archive.census.thread_indexes {
        return;
    }
    let mut keys = SubjectKeys::new(archive);
    let mut newest: FxHashMap<(Sym, u32, Sym), (i64, usize)> = FxHashMap::default();
    for idx in mails_by_time(archive, people) {
        let message = &archive.messages[idx];
        let (Some(index), Some(subject), Some(sent)) =
            (message.rare().thread_index, message.subject, message.sent.get())
        else {
            continue;
        };
        let number = keys.key(archive, subject).number;
        let parties = customers(archive, people, idx);
        let earlier = parties.iter().filter_map(|&who| newest.get(&(index, number, who)).copied()).max();
        if let Some((_, other)) = earlier
            && !joined.is_joined(idx, other, sets)
        {
            sets.unite(idx, other);
            joined.note(idx, JoinedBy::ThreadIndex, archive.messages[other].id);
        }
        for who in parties {
            newest.insert((index, number, who), (sent, idx));
        }
    }
}

#[cfg(test)]
mod tests;
