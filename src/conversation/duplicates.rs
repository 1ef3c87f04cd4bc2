//! The same message read twice: exports overlap, and mailboxes keep a copy per folder.

use rustc_hash::FxHashMap;

use crate::message::strings::Sym;
use crate::message::{Flags, Kind, Message, Role};
use crate::source::collect::Archive;
use crate::source::collect::made_up::with_repeated_id;

use super::{copies, namesakes, standing};

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
/// with the same id is one review, whenever it was last edited and whatever its author is called by now.
fn by_id(archive: &mut Archive, gone: &mut [bool], duplicates: &mut Duplicates) {
    let mut order = with_repeated_id(archive);
    standing::settle(archive, &order, gone);
    // What stands for a deletion now has no id any more.
    order.retain(|&idx| !gone[idx as usize] && archive.messages[idx as usize].id.is_some());
    let reviews = copies::copies(archive, &order);
    let taken_back = copies::taken_back(archive, &reviews, i64::MAX);
    let key = |idx: u32, message: &Message| {
        if let Some(set) = reviews.set(idx) {
            return (message.id, None, None, message.kind, None, Some(set));
        }
        let who = message.author.or(message.name);
        // Of those who have no name the role is all that is known.
        let role = message.role.filter(|_| who.is_none());
        (message.id, who, role, kind(message), message.sent.get(), None)
    };
    // Copies stand next to each other: those with one id, of these by conversation, those without one behind the rest.
    let id = |idx: u32| archive.messages[idx as usize].id;
    for namesakes in order.chunk_by_mut(|&a, &b| id(a) == id(b)) {
        namesakes.sort_by_key(|&idx| {
            let message = &archive.messages[idx as usize];
            let (_, who, role, kind, sent, set) = key(idx, message);
            // A mail that was sent, or lies in the inbox too, is more than its draft or its copy among the spam.
            let lesser = message.kind != kind;
            let place = (lesser, message.conversation.is_none(), archive.text(message.conversation));
            let time = (message.sent.is_none(), message.sent.get());
            ((archive.text(who), role, kind, sent, set), place, time, idx)
        });
    }
    let mut kept: Vec<u32> = Vec::with_capacity(order.len());
    // With the copy that stays for it.
    let mut twins: Vec<(u32, u32)> = Vec::new();
    // Of each review a copy that is not needed any more.
    let mut of_set: FxHashMap<u32, u32> = FxHashMap::default();
    for &idx in &order {
        let twin = kept.last().copied().filter(|&last| {
            let (first, this) = (&archive.messages[last as usize], &archive.messages[idx as usize]);
            let same_place = first.conversation == this.conversation
                || first.conversation.is_none()
                || this.conversation.is_none();
            key(last, first) == key(idx, this) && same_place
        });
        match twin {
            Some(first) => {
                gone[idx as usize] = true;
                twins.push((first, idx));
                merge(&mut archive.messages, first as usize, idx as usize);
                of_set.extend(reviews.set(idx).map(|set| (set, idx)));
            }
            None => kept.push(idx),
        }
    }
    for one in taken_back {
        let spare = reviews.set(one.review).and_then(|set| of_set.remove(&set));
        if let Some(spare) = spare {
            gone[spare as usize] = false;
            let answer = archive.messages[one.answer as usize].id;
            standing::take_back(archive, spare, answer, one.at);
        }
    }
    tell_namesakes(archive, &kept, twins, duplicates);
}

/// `twins` are messages that stay, each with a copy that leaves.
fn tell_namesakes(archive: &mut Archive, kept: &[u32], twins: Vec<(u32, u32)>, duplicates: &mut Duplicates) {
    let shared = shared(archive, kept, duplicates);
    let mut copies: FxHashMap<u32, Vec<u32>> = shared.iter().flatten().map(|&idx| (idx, vec![idx])).collect();
    for (first, copy) in twins {
        copies.entry(first).and_modify(|copies| copies.push(copy));
    }
    let mut with_copies = |holders: Vec<u32>| {
        let may_be = |idx: &u32| namesakes::may_be(archive, &archive.messages[*idx as usize]);
        holders.into_iter().filter(may_be).filter_map(|idx| copies.remove(&idx)).collect()
    };
    let all = shared.into_iter().map(&mut with_copies).collect();
    namesakes::tell_apart(archive, all);
}

/// The kind by which copies are the same: folders make drafts and spam of mails.
fn kind(message: &Message) -> Kind {
    match message.kind {
        Kind::Draft | Kind::Spam if message.channel.is_mail() => Kind::Message,
        kind => kind,
    }
}

/// `first` stays and learns what its copy knows: the copy with the newest edit has the text that counts.
fn merge(messages: &mut [Message], first: usize, copy: usize) {
    let newer =
        messages[copy].role != Some(Role::Team) && messages[copy].version() > messages[first].version();
    let other = messages[copy].clone();
    let message = &mut messages[first];
    // What the words say is said by the words that count.
    let of_words = if newer { other.flags } else { message.flags };
    let all = message.flags.with(other.flags);
    if message.version() != other.version() {
        message.flags = all.without(Flags::OF_WORDS).with(of_words.only(Flags::OF_WORDS));
    } else {
        message.flags = all;
    }
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
        message.author = other.author.or(message.author);
        message.name = other.name.or(message.name);
        message.fingerprint = other.fingerprint;
        message.closing = other.closing;
        message.rating = other.rating;
        message.tone = other.tone;
        message.words = other.words;
        message.reason = other.reason;
        message.excerpt = other.excerpt;
        message.language = other.language;
    }
}

/// The messages that share an id with another one.
fn shared(archive: &Archive, kept: &[u32], duplicates: &mut Duplicates) -> Vec<Vec<u32>> {
    let mut holders: FxHashMap<(Option<Sym>, Option<Sym>), Vec<u32>> = FxHashMap::default();
    for &idx in kept {
        let message = &archive.messages[idx as usize];
        holders.entry((message.id, message.conversation)).or_default().push(idx);
    }
    holders.retain(|_, holders| 1 < holders.len());
    let ids = holders.keys().filter_map(|&(id, _)| archive.text(id).map(str::to_owned));
    duplicates.shared_ids.extend(ids);
    duplicates.shared_ids.sort();
    holders.into_values().collect()
}

/// Without an id equal messages collapse between files, never inside one: each file's copies are
/// matched one to one.
fn by_content(archive: &Archive, gone: &mut [bool]) {
    if !archive.census.without_id {
        return;
    }
    type Key = (Option<Sym>, Option<Sym>, Option<Sym>, i64, u64, Kind);
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
