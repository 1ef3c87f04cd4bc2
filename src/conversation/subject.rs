//! Mails without a usable link: a reply joins by subject and customer, a fresh mail of ours joins the one
//! customer who waits.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::mail::person;
use crate::mail::subject::{is_generic, leading_tag, list_tag, normalise};
use crate::message::strings::Sym;
use crate::message::{Flags, Kind, Role};
use crate::source::collect::Archive;

use super::join::{Sets, customers};
use super::joined::{Joined, JoinedBy};
use super::people::People;

/// A reply without a link is looked for so far back.
const WINDOW: i64 = 30 * 86_400;

/// Joins replies that carry no link to a message in the input: a reply prefix, the same subject, a shared
/// customer, at most 30 days. A subject that says nothing needs the very same customers.
pub fn join(archive: &Archive, people: &People, sets: &mut Sets, joined: &mut Joined) {
    let mails = mails_by_time(archive, people);
    if mails.is_empty() {
        return;
    }
    let homes = Homes::new(archive, people, &mails);
    let mut keys = SubjectKeys::new(archive);
    let mut newest: FxHashMap<(u32, Sym), (i64, usize)> = FxHashMap::default();
    for idx in mails {
        let message = &archive.messages[idx];
        let (Some(sent), Some(subject)) = (message.sent.get(), message.subject) else { continue };
        let key = keys.key(archive, subject);
        let parties = homes.parties(archive, people, idx);
        if key.reply || message.flags.has(Flags::REPLY_SUBJECT) {
            let earlier = parties
                .all()
                .filter_map(|who| newest.get(&(key.number, who)).copied())
                .filter(|&(then, other)| {
                    sent - then <= WINDOW
                        && (!key.generic || parties.are(&homes.parties(archive, people, other)))
                })
                .max();
            if let Some((_, other)) = earlier
                && !joined.is_joined(idx, other, sets)
            {
                sets.unite(idx, other);
                joined.note(idx, JoinedBy::Subject, archive.messages[other].id);
            }
        }
        for &who in &parties.customers {
            newest.insert((key.number, who), (sent, idx));
        }
        if let Some((home, _)) = parties.home {
            // Mails from or to that address itself come first.
            let at_home = newest.entry((key.number, home)).or_insert((sent, idx));
            if !customers(archive, people, at_home.1).contains(&home) {
                *at_home = (sent, idx);
            }
        }
    }
}

/// The addresses that customers ask for answers at (`Reply-To`), each with its customer; none where several
/// customers name the same address, which then stands for none of them.
struct Homes {
    by_address: FxHashMap<Sym, Option<Sym>>,
}

impl Homes {
    fn new(archive: &Archive, people: &People, mails: &[usize]) -> Self {
        let mut by_address: FxHashMap<Sym, Option<Sym>> = FxHashMap::default();
        for &idx in mails {
            let Some((home, who)) = named_home(archive, people, idx) else { continue };
            let one = by_address.entry(home).or_insert(Some(who));
            if *one != Some(who) {
                *one = None;
            }
        }
        Self { by_address }
    }

    fn parties(&self, archive: &Archive, people: &People, idx: usize) -> Parties {
        let home = named_home(archive, people, idx);
        let home = home.filter(|(home, who)| self.by_address.get(home) == Some(&Some(*who)));
        Parties { customers: customers(archive, people, idx), home }
    }
}

/// Where the author of a mail wants answers, other than at the address it is from, and the author.
fn named_home(archive: &Archive, people: &People, idx: usize) -> Option<(Sym, Sym)> {
    let home = archive.messages[idx].rare().answer_to?;
    let who = people.who[idx].filter(|_| people.roles[idx] == Role::Customer)?;
    let is_own = people.is_customer(home) && !person::is_no_reply(archive.strings.get(home));
    let home = people.one(home);
    (is_own && home != who).then_some((home, who))
}

/// The customers of a mail.
struct Parties {
    customers: Vec<Sym>,
    /// The second address of the one who wrote it, and the first.
    home: Option<(Sym, Sym)>,
}

impl Parties {
    fn all(&self) -> impl Iterator<Item = Sym> {
        self.customers.iter().copied().chain(self.home.map(|(home, _)| home))
    }

    /// Are they the very same ones, under whichever address?
    fn are(&self, other: &Self) -> bool {
        let home = self.home.or(other.home);
        let is_among = |who: Sym, list: &[Sym]| {
            let elsewhere = home.and_then(|(home, first)| match who {
                who if who == home => Some(first),
                who if who == first => Some(home),
                _ => None,
            });
            list.contains(&who) || elsewhere.is_some_and(|who| list.contains(&who))
        };
        self.customers.iter().all(|&who| is_among(who, &other.customers))
            && other.customers.iter().all(|&who| is_among(who, &self.customers))
    }
}

/// Mails that take part, by time.
pub fn mails_by_time(archive: &Archive, people: &People) -> Vec<usize> {
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
            .get()
            .cmp(&other.sent.get())
            .then_with(|| role(a).cmp(&role(b)))
            .then_with(|| archive.text(one.id).cmp(&archive.text(other.id)))
            .then_with(|| one.origin.cmp(&other.origin))
    });
    order
}

/// A subject without its prefixes, as a number that equal ones share.
#[derive(Clone, Copy)]
pub struct SubjectKey {
    pub number: u32,
    reply: bool,
    generic: bool,
}

/// Subjects without prefixes and tags of lists, numbered.
#[derive(Default)]
pub struct SubjectKeys {
    /// Tags in brackets that many subjects begin with: those of lists, which say nothing.
    tags: FxHashSet<String>,
    by_sym: FxHashMap<Sym, SubjectKey>,
    by_text: FxHashMap<String, u32>,
}

/// A tag that so many different subjects have …
const MIN_TAGGED: usize = 10;
/// … and more than one mail in so many, is that of a list.
const TAG_SHARE: usize = 20;

impl SubjectKeys {
    pub fn new(archive: &Archive) -> Self {
        let mut counts: FxHashMap<String, (usize, FxHashSet<Sym>)> = FxHashMap::default();
        let mut n_mails = 0;
        for message in archive.messages.iter().filter(|message| message.channel.is_mail()) {
            let Some(subject) = message.subject else { continue };
            n_mails += 1;
            if let Some(tag) = list_tag(archive.strings.get(subject)) {
                let (n, subjects) = counts.entry(tag).or_default();
                *n += 1;
                if subjects.len() < MIN_TAGGED {
                    subjects.insert(subject);
                }
            }
        }
        let is_of_list = |(n, subjects): &(usize, FxHashSet<Sym>)| {
            n.saturating_mul(TAG_SHARE) > n_mails && subjects.len() >= MIN_TAGGED
        };
        let tags = counts.into_iter().filter(|(_, count)| is_of_list(count)).map(|(tag, _)| tag).collect();
        Self { tags, ..Self::default() }
    }

    pub fn key(&mut self, archive: &Archive, subject: Sym) -> SubjectKey {
        if let Some(&key) = self.by_sym.get(&subject) {
            return key;
        }
        let (text, prefix) = normalise(archive.strings.get(subject));
        let next = u32::try_from(self.by_text.len()).unwrap_or(u32::MAX);
        let text = match leading_tag(&text) {
            Some((tag, rest)) if self.tags.contains(tag) => rest,
            _ => &text,
        };
        let generic = is_generic(text);
        let number = *self.by_text.entry(text.to_owned()).or_insert(next);
        let key = SubjectKey { number, reply: prefix == crate::mail::subject::Prefix::Reply, generic };
        self.by_sym.insert(subject, key);
        key
    }
}

#[cfg(test)]
mod tests;
