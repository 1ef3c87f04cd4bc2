//! The same message read twice: exports overlap, and mailboxes keep a copy per folder.

use rustc_hash::FxHashMap;

use crate::message::strings::Sym;
use crate::message::{Channel, Message, Role};
use crate::source::collect::Archive;

/// What was taken out, and what could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duplicates {
    pub n_removed: u64,
    /// Ids that two different messages carry; both stay.
    pub shared_ids: Vec<String>,
}

/// Takes duplicates out of the archive, in place; the order of what stays is kept.
pub fn remove(archive: &mut Archive) -> Duplicates {
    let mut duplicates = Duplicates::default();
    let mut gone = vec![false; archive.messages.len()];
    by_id(archive, &mut gone, &mut duplicates);
    by_content(archive, &mut gone);
    duplicates.n_removed = gone.iter().filter(|&&gone| gone).count() as u64;
    let mut gone = gone.into_iter();
    archive.messages.retain(|_| !gone.next().unwrap_or_default());
    duplicates
}

/// Same id, same conversation or none, same author and second: one message, whatever its body. A review
/// with the same id is one review, whenever it was last edited.
fn by_id(archive: &mut Archive, gone: &mut [bool], duplicates: &mut Duplicates) {
    let mut order: Vec<u32> = (0u32..)
        .zip(&archive.messages)
        .filter(|(_, message)| message.id.is_some())
        .map(|(idx, _)| idx)
        .collect();
    let key = |message: &Message| (message.id, message.author, message.role, message.kind);
    order.sort_by_key(|&idx| {
        let message = &archive.messages[idx as usize];
        (key(message), message.sent, idx)
    });
    let mut kept: Vec<u32> = Vec::with_capacity(order.len());
    for &idx in &order {
        let twin = kept.last().copied().filter(|&last| {
            let (last, this) = (&archive.messages[last as usize], &archive.messages[idx as usize]);
            let same_time = last.sent == this.sent || this.channel == Channel::Review;
            let same_place = last.conversation == this.conversation
                || last.conversation.is_none()
                || this.conversation.is_none();
            key(last) == key(this) && same_time && same_place
        });
        match twin {
            Some(first) => {
                gone[idx as usize] = true;
                merge(&mut archive.messages, first as usize, idx as usize);
            }
            None => kept.push(idx),
        }
    }
    note_shared(archive, &kept, duplicates);
}

/// `first` stays and learns what its copy knows: the copy with the newest edit has the text that counts.
fn merge(messages: &mut [Message], first: usize, copy: usize) {
    let version = |message: &Message| message.edited.max(message.sent);
    let newer =
        messages[copy].role != Some(Role::Team) && version(&messages[copy]) > version(&messages[first]);
    let other = messages[copy].clone();
    let message = &mut messages[first];
    message.flags.set(other.flags);
    message.conversation = message.conversation.or(other.conversation);
    message.thread = message.thread.or(other.thread);
    if newer {
        message.edited = version(&other);
        message.rating = other.rating;
        message.tone = other.tone;
        message.words = other.words;
        message.excerpt = other.excerpt;
        message.language = other.language;
    }
}

fn note_shared(archive: &Archive, kept: &[u32], duplicates: &mut Duplicates) {
    let mut holders: FxHashMap<(Option<Sym>, Option<Sym>), u32> = FxHashMap::default();
    for &idx in kept {
        let message = &archive.messages[idx as usize];
        let n = holders.entry((message.id, message.conversation)).or_default();
        *n += 1;
        if *n == 2
            && let Some(id) = archive.text(message.id)
        {
            duplicates.shared_ids.push(id.to_owned());
        }
    }
    duplicates.shared_ids.sort();
}

/// Without an id equal messages collapse between files, never inside one: each file's copies are
/// matched one to one.
fn by_content(archive: &Archive, gone: &mut [bool]) {
    type Key = (Option<Sym>, Option<Sym>, Option<Sym>, i64, u64, crate::message::Kind);
    let mut seen: FxHashMap<Key, Vec<(u32, u32)>> = FxHashMap::default();
    for (idx, message) in archive.messages.iter().enumerate() {
        let (None, Some(sent)) = (message.id, message.sent) else { continue };
        let key =
            (message.conversation, message.author, message.name, sent, message.fingerprint, message.kind);
        let counts = seen.entry(key).or_default();
        let file = message.origin.file;
        let most = counts.iter().filter(|(other, _)| *other != file).map(|&(_, n)| n).max().unwrap_or(0);
        match counts.last_mut() {
            Some((last, n)) if *last == file => *n += 1,
            _ => counts.push((file, 1)),
        }
        let n_here = counts.last().map_or(0, |&(_, n)| n);
        gone[idx] = n_here <= most;
    }
}

#[cfg(test)]
mod tests;
