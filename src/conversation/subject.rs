//! Mails without a usable link: a reply joins by subject and customer, a fresh mail of ours joins the one
//! customer who waits.

use rustc_hash::FxHashMap;

use crate::mail::subject::{is_generic, normalise};
use crate::message::strings::Sym;
use crate::message::{Flags, Kind, Role};
use crate::source::collect::Archive;

use super::join::{Joined, JoinedBy, Sets, customers};
use super::people::People;

/// A reply without a link is looked for so far back.
const WINDOW: i64 = 30 * 86_400;

/// Joins replies that carry no link to a message in the input: a reply prefix, the same subject, a shared
/// customer, at most 30 days. A subject that says nothing needs the very same customers.
pub fn join(archive: &Archive, people: &People, sets: &mut Sets, joined: &mut Joined) {
    let mut keys = SubjectKeys::default();
    let mut newest: FxHashMap<(u32, Sym), (i64, usize)> = FxHashMap::default();
    for idx in mails_by_time(archive, people) {
        let message = &archive.messages[idx];
        let (Some(sent), Some(subject)) = (message.sent, message.subject) else { continue };
        let key = keys.key(archive, subject);
        let parties = customers(archive, people, idx);
        if key.reply || message.flags.has(Flags::REPLY_SUBJECT) {
            let earlier = parties
                .iter()
                .filter_map(|&who| newest.get(&(key.number, who)).copied())
                .filter(|&(then, other)| {
                    sent - then <= WINDOW && (!key.generic || same_parties(archive, people, &parties, other))
                })
                .max();
            if let (Some((_, other)), false) = (earlier, joined.linked[idx]) {
                sets.unite(idx, other);
                joined.by[idx] = JoinedBy::Subject;
                joined.linked[idx] = true;
            }
        }
        for who in parties {
            newest.insert((key.number, who), (sent, idx));
        }
    }
}

fn same_parties(archive: &Archive, people: &People, parties: &[Sym], other: usize) -> bool {
    let others = customers(archive, people, other);
    parties.iter().all(|who| others.contains(who)) && others.iter().all(|who| parties.contains(who))
}

fn mails_by_time(archive: &Archive, people: &People) -> Vec<usize> {
    let mut order: Vec<usize> = (0..archive.messages.len())
        .filter(|&idx| {
            let message = &archive.messages[idx];
            let side = matches!(people.roles[idx], Role::Customer | Role::Team);
            message.channel.is_mail()
                && message.conversation.is_none()
                && message.kind == Kind::Message
                && side
        })
        .collect();
    order.sort_by(|&a, &b| {
        let (one, other) = (&archive.messages[a], &archive.messages[b]);
        let role = |idx: usize| people.roles[idx];
        one.sent
            .cmp(&other.sent)
            .then_with(|| role(a).cmp(&role(b)))
            .then_with(|| archive.text(one.id).cmp(&archive.text(other.id)))
            .then_with(|| one.origin.cmp(&other.origin))
    });
    order
}

#[derive(Clone, Copy)]
struct SubjectKey {
    number: u32,
    reply: bool,
    generic: bool,
}

/// Subjects without prefixes, numbered.
#[derive(Default)]
struct SubjectKeys {
    by_sym: FxHashMap<Sym, SubjectKey>,
    by_text: FxHashMap<String, u32>,
}

impl SubjectKeys {
    fn key(&mut self, archive: &Archive, subject: Sym) -> SubjectKey {
        if let Some(&key) = self.by_sym.get(&subject) {
            return key;
        }
        let (text, prefix) = normalise(archive.strings.get(subject));
        let next = u32::try_from(self.by_text.len()).unwrap_or(u32::MAX);
        let generic = is_generic(&text);
        let number = *self.by_text.entry(text.into_owned()).or_insert(next);
        let key = SubjectKey { number, reply: prefix == crate::mail::subject::Prefix::Reply, generic };
        self.by_sym.insert(subject, key);
        key
    }
}

#[cfg(test)]
mod tests;
