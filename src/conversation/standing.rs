//! Comments and reviews that overlapping exports show in different states: what the newest export says of them holds.

use rustc_hash::FxHashMap;

use crate::message::maybe::{Degree, When};
use crate::message::strings::Sym;
use crate::message::{Flags, Kind, Message, Role};
use crate::source::collect::Archive;

use super::copies::newest_of_files;
use super::deletion::is_gone_when_deleted;

/// Which copies leave, and which stand for the deletion of the others.
#[derive(Default)]
struct Verdicts {
    gone: Vec<u32>,
    /// The copy, what it deletes, and when.
    deleted: Vec<(u32, Option<Sym>, i64)>,
}

/// Leaves of each message `among` some its copies in the state that holds; its deletion becomes an event.
pub fn settle(archive: &mut Archive, among: &[u32], gone: &mut [bool]) {
    const STATES: [Kind; 3] = [Kind::Deleted, Kind::Draft, Kind::Spam];
    if !STATES.iter().any(|&kind| archive.census.has_kind(kind)) {
        return;
    }
    let Verdicts { gone: out, deleted } = verdicts(archive, among);
    for idx in out {
        gone[idx as usize] = true;
    }
    for (idx, what, at) in deleted {
        take_back(archive, idx, what, at);
    }
}

fn verdicts(archive: &Archive, among: &[u32]) -> Verdicts {
    let mut verdicts = Verdicts::default();
    let mut copies: FxHashMap<_, Vec<u32>> = FxHashMap::default();
    for &idx in among {
        let message = &archive.messages[idx as usize];
        if is_state(message) {
            let source = archive.file_of(message).and_then(|file| file.source());
            copies.entry((message.id, message.sent.get(), source)).or_default().push(idx);
        }
    }
    let message = |idx: u32| &archive.messages[idx as usize];
    let other =
        |one: &Message, other: &Message| one.kind != other.kind && one.origin.file != other.origin.file;
    copies.retain(|_, copies| copies.iter().any(|&idx| other(message(copies[0]), message(idx))));
    if copies.is_empty() {
        return verdicts;
    }
    let newest = newest_of_files(archive, i64::MAX);
    // Exports that end alike come in the order of their names.
    let age = |idx: u32| {
        let of = message(idx);
        (newest.get(&of.origin.file), archive.file_of(of).map(|file| file.name.as_str()), of.origin)
    };
    for copies in copies.into_values() {
        let (mut deleted, shown): (Vec<u32>, Vec<u32>) =
            copies.into_iter().partition(|&idx| message(idx).kind == Kind::Deleted);
        // What was deleted does not come back.
        deleted.sort_by_key(|&idx| age(idx));
        let Some(kind) = shown.iter().copied().max_by_key(|&idx| age(idx)).map(|idx| message(idx).kind)
        else {
            continue;
        };
        let event = deleted.first().copied().filter(|_| kind == Kind::Message);
        if let Some((idx, &at)) = event.and_then(|idx| Some((idx, newest.get(&message(idx).origin.file)?))) {
            verdicts.deleted.push((idx, message(idx).id, at));
            deleted.remove(0);
        }
        verdicts.gone.extend(deleted);
        verdicts.gone.extend(shown.into_iter().filter(|&idx| message(idx).kind != kind));
    }
    verdicts
}

/// A state of something that everybody can read, and no event of its own.
fn is_state(message: &Message) -> bool {
    is_gone_when_deleted(message.channel)
        && match message.kind {
            Kind::Message | Kind::Draft | Kind::Spam => true,
            Kind::Deleted => message.reply_to.is_none(),
            _ => false,
        }
}

/// A copy that shows something no more stands for its removal.
pub fn take_back(archive: &mut Archive, copy: u32, what: Option<Sym>, at: i64) {
    let message = &mut archive.messages[copy as usize];
    message.kind = Kind::Deleted;
    message.role = Some(Role::System);
    message.reply_to = what;
    message.sent = When::at(at);
    message.edited = When::ABSENT;
    message.flags = message.flags.without(Flags::OF_WORDS);
    (message.id, message.author, message.name, message.excerpt, message.words) =
        (None, None, None, None, None);
    (message.rating, message.tone, message.language, message.reason) = (None, Degree::ABSENT, None, None);
    message.rare = None;
    archive.census.add(message);
}

#[cfg(test)]
mod tests;
