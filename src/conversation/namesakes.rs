//! Ids that two shops or sites gave out apart: what lies in one file speaks of that file's message.

use rustc_hash::FxHashMap;

use crate::message::by_sym::SymSet;
use crate::message::strings::{Strings, Sym};
use crate::message::{Channel, Flags, Message};
use crate::source::collect::Archive;

/// An id and what it is called from now on.
type Name = (Sym, Sym);

/// New names by file and record, and by file; none where one of these means several messages by an id.
#[derive(Default)]
struct Names {
    /// Names that mean somebody already.
    taken: SymSet,
    of_record: FxHashMap<(u32, u32), Option<Name>>,
    of_file: FxHashMap<(u32, Sym), Option<Sym>>,
}

/// Public messages that carry one id, each with all its copies: the later ones get a number behind it, and with them what
/// stands in their records or names them in their files.
pub fn tell_apart(archive: &mut Archive, all: Vec<Vec<Vec<u32>>>) {
    let mut names = Names::default();
    if all.iter().any(|namesakes| 1 < namesakes.len()) {
        let own = |message: &Message| [message.id, message.conversation];
        names.taken.extend(archive.messages.iter().flat_map(own).flatten());
    }
    for mut namesakes in all {
        namesakes.sort_by_cached_key(|copies| place(archive, copies));
        names.learn(archive, &namesakes);
    }
    if names.of_record.values().flatten().any(|(old, new)| old != new) {
        let Archive { strings, messages, .. } = archive;
        messages.iter_mut().for_each(|message| names.rename(strings, message));
    }
}

/// Is its id all that says where it belongs? A reply beside a review goes with that.
pub fn may_be(archive: &Archive, message: &Message) -> bool {
    let (id, review) = (archive.text(message.id), archive.text(message.reply_to));
    let is_beside = || id.zip(review).is_some_and(|(id, review)| part(id, review).is_some());
    message.channel.is_public()
        && (message.conversation.is_none() || message.conversation == message.id)
        && !is_beside()
}

/// The earliest comes first, in whatever order the files come.
fn place(archive: &Archive, copies: &[u32]) -> impl Ord + use<> {
    let place = |idx: &u32| {
        let message = &archive.messages[*idx as usize];
        let who = archive.text(message.author.or(message.name)).map(str::to_owned);
        (message.sent.is_none(), message.sent.get(), who, message.fingerprint, message.origin)
    };
    copies.iter().map(place).min()
}

/// When it was sent, where that is known to more than the day.
fn second(message: &Message) -> Option<i64> {
    message.sent.get().filter(|_| !message.flags.has(Flags::DAY))
}

/// What follows in an id that was made from another one: `/reply`.
fn part<'a>(id: &'a str, of: &str) -> Option<&'a str> {
    id.strip_prefix(of).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Names {
    fn learn(&mut self, archive: &mut Archive, namesakes: &[Vec<u32>]) {
        let first = namesakes.first().and_then(|copies| copies.first());
        let Some(id) = first.and_then(|&idx| archive.messages[idx as usize].id) else { return };
        let mut named = Vec::with_capacity(namesakes.len());
        let (mut number, mut before, mut new) = (0, None, id);
        for copies in namesakes {
            let second = copies.first().and_then(|&idx| second(&archive.messages[idx as usize]));
            // Two sites hardly give out an id in one second: there somebody took another name.
            if second.is_none() || second != before {
                number += 1;
                new = if number == 1 { id } else { self.numbered(archive, id, &mut number) };
            }
            before = second;
            named.extend(copies.iter().map(|&idx| (idx, new)));
        }
        for &(idx, new) in &named {
            let file = archive.messages[idx as usize].origin.file;
            let name = self.of_file.entry((file, id)).or_insert(Some(new));
            *name = name.filter(|name| *name == new);
        }
        for (idx, new) in named {
            let Message { origin, channel, .. } = archive.messages[idx as usize];
            // Within one file only reviews are told apart, whose answers stand in their records.
            let is_told =
                channel == Channel::Review || self.of_file.get(&(origin.file, id)) == Some(&Some(new));
            let name = self.of_record.entry((origin.file, origin.record));
            let name = name.or_insert(Some((id, new)).filter(|_| is_told));
            *name = name.filter(|name| *name == (id, new));
        }
    }

    /// The id with the number, or the next one that nobody is called by.
    fn numbered(&mut self, archive: &mut Archive, id: Sym, number: &mut u64) -> Sym {
        loop {
            let name = format!("{}-{number}", archive.strings.get(id));
            let is_taken = archive.strings.find(&name).is_some_and(|name| self.taken.contains(name));
            if !is_taken && !archive.harmless.has(&name) {
                let name = archive.strings.intern(&name).unwrap_or(id);
                self.taken.insert(name);
                return name;
            }
            *number += 1;
        }
    }

    fn rename(&self, strings: &mut Strings, message: &mut Message) {
        let (file, record) = (message.origin.file, message.origin.record);
        let own = self.of_record.get(&(file, record)).copied().flatten();
        let mut new = |old: Sym| {
            let made_of = own.and_then(|(id, new)| Some((part(strings.get(old), strings.get(id))?, new)));
            match made_of {
                Some(("", new)) => new,
                Some((rest, new)) => {
                    let text = format!("{}{rest}", strings.get(new));
                    strings.intern(&text).unwrap_or(old)
                }
                None => self.of_file.get(&(file, old)).copied().flatten().unwrap_or(old),
            }
        };
        let of_record = |place: Option<Sym>| own.is_some_and(|(id, _)| place == Some(id));
        if message.conversation == message.reply_to || of_record(message.conversation) {
            message.conversation = message.conversation.map(&mut new);
        } else if message.conversation.is_some() {
            // Where a conversation is named, ids are its own.
            return;
        }
        message.id = message.id.map(&mut new);
        message.reply_to = message.reply_to.map(&mut new);
        let Some(rare) = message.rare.as_deref_mut() else { return };
        rare.thread = rare.thread.map(&mut new);
        rare.references = rare.references.iter().copied().map(&mut new).collect();
    }
}

#[cfg(test)]
mod tests;
