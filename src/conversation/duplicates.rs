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
    if duplicates.n_removed > 0 {
        let mut gone = gone.into_iter();
        archive.messages.retain(|_| !gone.next().unwrap_or_default());
    }
    duplicates
}

/// Same id, same conversation or none, same author and second: one message, whatever its body. A review
/// with the same id is one review, whenever it was last edited.
fn by_id(archive: &mut Archive, gone: &mut [bool], duplicates: &mut Duplicates) {
    let mut order = with_repeated_id(archive);
    let key = |message: &Message| {
        let who = message.author.or(message.name);
        // Of those who have no name the role is all that is known.
        let role = message.role.filter(|_| who.is_none());
        // A review is one however often it was edited.
        let sent = message.sent.get().filter(|_| message.channel != Channel::Review);
        (message.id, who, role, message.kind, sent)
    };
    // Copies stand next to each other: by conversation, those without one behind the rest.
    order.sort_by_key(|&idx| {
        let message = &archive.messages[idx as usize];
        let (id, who, role, kind, sent) = key(message);
        let place = (message.conversation.is_none(), archive.text(message.conversation));
        ((archive.text(id), archive.text(who), role, kind, sent), place, message.sent.get(), idx)
    });
    let mut kept: Vec<u32> = Vec::with_capacity(order.len());
    for &idx in &order {
        let twin = kept.last().copied().filter(|&last| {
            let (last, this) = (&archive.messages[last as usize], &archive.messages[idx as usize]);
            let same_place = last.conversation == this.conversation
                || last.conversation.is_none()
                || this.conversation.is_none();
            key(last) == key(this) && same_place
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

/// The messages whose id another message has as well; in most exports they are few.
fn with_repeated_id(archive: &Archive) -> Vec<u32> {
    let mut seen = vec![0_u8; archive.strings.len()];
    let ids = || (0u32..).zip(&archive.messages).filter_map(|(idx, message)| Some((idx, message.id?)));
    for (_, id) in ids() {
        seen[id.index()] = seen[id.index()].saturating_add(1);
    }
    if seen.iter().all(|&n| n < 2) {
        return Vec::new();
    }
    ids().filter(|(_, id)| 1 < seen[id.index()]).map(|(idx, _)| idx).collect()
}

/// `first` stays and learns what its copy knows: the copy with the newest edit has the text that counts.
fn merge(messages: &mut [Message], first: usize, copy: usize) {
    let newer =
        messages[copy].role != Some(Role::Team) && messages[copy].version() > messages[first].version();
    let other = messages[copy].clone();
    let message = &mut messages[first];
    message.flags.set(other.flags);
    message.conversation = message.conversation.or(other.conversation);
    if let Some(thread) = other.rare().thread {
        message.rare_mut().thread.get_or_insert(thread);
    }
    if let Some(link) = other.rare().link {
        message.rare_mut().link.get_or_insert(link);
    }
    message.role = message.role.or(other.role);
    if newer {
        message.edited = other.version().into();
        message.rating = other.rating;
        message.tone = other.tone;
        message.words = other.words;
        message.reason = other.reason;
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
    if !archive.census.without_id {
        return;
    }
    type Key = (Option<Sym>, Option<Sym>, Option<Sym>, i64, u64, crate::message::Kind);
    let mut seen: FxHashMap<Key, Copies> = FxHashMap::default();
    for (idx, message) in archive.messages.iter().enumerate() {
        let (None, Some(sent)) = (message.id, message.sent.get()) else { continue };
        let key =
            (message.conversation, message.author, message.name, sent, message.fingerprint, message.kind);
        let copies = seen.entry(key).or_default();
        if copies.file != message.origin.file {
            *copies = Copies { file: message.origin.file, n: 0, most: copies.most.max(copies.n) };
        }
        copies.n += 1;
        gone[idx] = copies.n <= copies.most;
    }
}

/// How often a message was seen in the file at hand, and at most in one file before it.
#[derive(Default)]
struct Copies {
    file: u32,
    n: u32,
    most: u32,
}

#[cfg(test)]
mod tests;
