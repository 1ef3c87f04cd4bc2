//! Which messages belong together: by the export's own name or thread, by links, by subject, by parties.

use rustc_hash::FxHashMap;

use crate::message::by_sym::BySym;
use crate::message::strings::Sym;
use crate::message::{Channel, Message, Role};
use crate::source::collect::Archive;

use super::joined::{Joined, JoinedBy};
use super::people::People;
use super::{bounces, earlier, parties, subject, thread_index, tickets};

/// Disjoint sets with path halving; the smaller root wins, so that results do not depend on order.
pub struct Sets {
    parent: Vec<u32>,
}

/// A group per message by names and links alone, with nobody's role known: for telling who is who.
pub fn rough(archive: &Archive) -> Vec<u32> {
    let mut graph = Graph::new(archive);
    for (idx, message) in archive.messages.iter().enumerate() {
        graph.join_named(idx, message);
        if message.conversation.is_none() {
            graph.join_links(idx, message);
        }
    }
    graph.sets.groups()
}

/// Joins all messages; `weak` also by likeness: subject, Outlook's thread, a bare number.
pub fn join(archive: &Archive, people: &People, weak: bool) -> (Sets, Joined) {
    let mut joined = Joined::new(archive.messages.len());
    let mut graph = Graph::new(archive);
    // Links count where no conversation is named.
    let holders =
        if archive.census.without_conversation { Holders::new(archive) } else { Holders::default() };
    let first_of = first_of_threads(archive);
    for (idx, message) in archive.messages.iter().enumerate() {
        graph.join_named(idx, message);
        if message.conversation.is_some() {
            joined.note(idx, JoinedBy::Conversation, message.conversation);
            continue;
        }
        // Every mail of Gmail has a thread: the one that it begins itself leads nowhere.
        let thread = message.rare().thread;
        if thread.is_some_and(|thread| first_of.get(&thread).is_some_and(|&first| first != node(idx))) {
            joined.note(idx, JoinedBy::Thread, thread);
        }
        join_by_links(archive, people, &holders, &mut graph, idx, &mut joined);
        // Where the export knows threads, one of its own is not another one of the same author.
        let is_apart = message.channel.is_mail() || thread.is_some() || joined.is_linked(idx);
        if !is_apart && graph.join_parties(idx, people) {
            joined.note(idx, JoinedBy::Parties, None);
        }
    }
    graph.join_nameless();
    let apart = archive.census.has_mails_apart();
    if apart {
        tickets::join(archive, people, weak, &mut graph.sets, &mut joined);
    }
    if apart && weak {
        subject::join(archive, people, &mut graph.sets, &mut joined);
        thread_index::join(archive, people, &mut graph.sets, &mut joined);
        bounces::join(archive, people, &mut graph.sets, &mut joined);
    }
    (graph.sets, joined)
}

/// The earliest message of each thread.
fn first_of_threads(archive: &Archive) -> FxHashMap<Sym, u32> {
    let mut first_of: FxHashMap<Sym, u32> = FxHashMap::default();
    if !archive.census.threads {
        return first_of;
    }
    for (idx, message) in (0u32..).zip(&archive.messages) {
        let Some(thread) = message.rare().thread else { continue };
        let first = first_of.entry(thread).or_insert(idx);
        if earlier(archive, idx, *first).is_lt() {
            *first = idx;
        }
    }
    first_of
}

/// `reply_to` and references. A link between mails of different customers is refused: it is forged or mistaken.
fn join_by_links(
    archive: &Archive,
    people: &People,
    holders: &Holders,
    graph: &mut Graph<'_>,
    idx: usize,
    joined: &mut Joined,
) {
    let message = &archive.messages[idx];
    let (mut refused, mut absent, mut broadcast) = (false, Vec::new(), Vec::new());
    for &id in message.reply_to.iter().chain(&*message.rare().references) {
        let parent_idx = match holders.of(id) {
            Holder::Nobody => {
                absent.push(id);
                continue;
            }
            Holder::Several => continue,
            Holder::One(parent_idx) => parent_idx,
        };
        if parent_idx == idx {
            continue;
        }
        if message.channel.is_mail() && !share_a_party(archive, people, idx, parent_idx) {
            refused = true;
            continue;
        }
        joined.note(idx, JoinedBy::Reference, Some(id));
        if message.channel.is_mail() && is_to_nobody(archive, people, parent_idx) {
            broadcast.push((id, parent_idx));
        } else {
            graph.sets.unite(idx, parent_idx);
        }
    }
    if refused {
        // A forged link must not come in through a parent that nobody holds either.
        joined.n_refused += 1;
        return;
    }
    if let Some(&id) = absent.first() {
        joined.note(idx, JoinedBy::AbsentReference, Some(id));
    }
    if !message.channel.is_mail() {
        absent.into_iter().for_each(|id| graph.join_id(idx, id));
        return;
    }
    let customers = customers(archive, people, idx);
    for id in absent {
        graph.join_absent(idx, id, &customers);
    }
    for (id, parent_idx) in broadcast {
        graph.join_absent(idx, id, &customers);
        graph.nameless.push((parent_idx, id));
    }
}

/// It begins something and names no customer: a newsletter, or a note among ourselves. That it was replied to
/// makes no conversation of those who did, as if it were not in the input.
fn is_to_nobody(archive: &Archive, people: &People, idx: usize) -> bool {
    parties::has_no_link(&archive.messages[idx]) && customers(archive, people, idx).is_empty()
}

/// A customer whom both name, also as a list they write through, makes them one conversation. Where both
/// name customers and none is common, only a team member does who wrote one and stands on the other.
fn share_a_party(archive: &Archive, people: &People, a: usize, b: usize) -> bool {
    let (customers_a, customers_b) = (customers(archive, people, a), customers(archive, people, b));
    if customers_a.is_empty() || customers_b.is_empty() {
        return true;
    }
    if customers_a.iter().any(|who| customers_b.contains(who)) {
        return true;
    }
    let wrote = |idx: usize| people.who[idx].filter(|_| people.roles[idx] == Role::Team);
    let stands_on = |who: Sym, idx: usize| {
        people.who[idx] == Some(who) || recipients(archive, people, idx).any(|to| to == who)
    };
    wrote(a).is_some_and(|who| stands_on(who, b)) || wrote(b).is_some_and(|who| stands_on(who, a))
}

/// The customers of a mail: its author and recipients who are not of the team, each by the one address that
/// stands for all spellings.
pub fn customers(archive: &Archive, people: &People, idx: usize) -> Vec<Sym> {
    let message = &archive.messages[idx];
    let author = people.who[idx].filter(|_| people.roles[idx] == Role::Customer);
    let mut list: Vec<Sym> = author.into_iter().collect();
    for to in message.to.iter().copied().filter(|&to| people.is_customer(to)) {
        let to = people.one(to);
        if !list.contains(&to) {
            list.push(to);
        }
    }
    list
}

fn recipients<'a>(archive: &'a Archive, people: &'a People, idx: usize) -> impl Iterator<Item = Sym> + 'a {
    archive.messages[idx].to.iter().map(|&to| people.one(to))
}

/// Which message holds an id. An id that several conversations use belongs to none of them.
#[derive(Default)]
struct Holders {
    by_id: BySym<Option<u32>>,
}

impl Holders {
    fn new(archive: &Archive) -> Self {
        let mut by_id: BySym<Option<u32>> = BySym::default();
        for (idx, message) in (0u32..).zip(&archive.messages) {
            let Some(id) = message.id else { continue };
            let held = by_id.get_or_insert(id, Some(idx));
            let other = held.and_then(|held| archive.messages[held as usize].conversation);
            if other.is_some() && other != message.conversation {
                by_id.insert(id, None);
            }
        }
        Self { by_id }
    }

    fn of(&self, id: Sym) -> Holder {
        match self.by_id.get(id) {
            None => Holder::Nobody,
            Some(None) => Holder::Several,
            Some(Some(idx)) => Holder::One(idx as usize),
        }
    }
}

enum Holder {
    Nobody,
    One(usize),
    Several,
}

/// Messages and what they are named after, as nodes to unite.
struct Graph<'a> {
    archive: &'a Archive,
    sets: Sets,
    conversations: BySym<u32>,
    threads: BySym<u32>,
    ids: BySym<u32>,
    parties: FxHashMap<(Channel, Sym), u32>,
    /// Mails by an id they name that is not in the input, and a customer.
    absent: FxHashMap<(Sym, Sym), u32>,
    absent_ids: FxHashMap<Sym, Vec<u32>>,
    /// Mails that name such an id and no customer.
    nameless: Vec<(usize, Sym)>,
}

/// Of a mail to more customers than this only the first count when a parent is not in the input.
const MAX_CUSTOMERS: usize = 50;

impl<'a> Graph<'a> {
    fn new(archive: &'a Archive) -> Self {
        Self {
            archive,
            sets: Sets::new(archive.messages.len()),
            conversations: BySym::default(),
            threads: BySym::default(),
            ids: BySym::default(),
            parties: FxHashMap::default(),
            absent: FxHashMap::default(),
            absent_ids: FxHashMap::default(),
            nameless: Vec::new(),
        }
    }

    fn join_named(&mut self, idx: usize, message: &Message) {
        if let Some(name) = message.conversation {
            let node = self.conversations.get_or_insert(name, node(idx));
            self.sets.unite(idx, node as usize);
        }
        if self.archive.census.threads
            && let Some(thread) = message.rare().thread
        {
            let node = self.threads.get_or_insert(thread, node(idx));
            self.sets.unite(idx, node as usize);
        }
    }

    /// Its own id and the ids it names, also of messages that are not in the input.
    fn join_links(&mut self, idx: usize, message: &Message) {
        for &id in message.id.iter().chain(&message.reply_to).chain(&*message.rare().references) {
            self.join_id(idx, id);
        }
    }

    fn join_id(&mut self, idx: usize, id: Sym) {
        let node = self.ids.get_or_insert(id, node(idx));
        self.sets.unite(idx, node as usize);
    }

    /// Mails that name the same message, which is not in the input, belong together when they share a
    /// customer: a newsletter that many reply to makes no conversation of them.
    fn join_absent(&mut self, idx: usize, id: Sym, customers: &[Sym]) {
        if customers.is_empty() {
            self.nameless.push((idx, id));
        }
        for &customer in customers.iter().take(MAX_CUSTOMERS) {
            let node = *self.absent.entry((id, customer)).or_insert_with(|| {
                self.absent_ids.entry(id).or_default().push(node(idx));
                node(idx)
            });
            self.sets.unite(idx, node as usize);
        }
    }

    /// Mails among ourselves join the one conversation that names the same absent message, if it is one.
    fn join_nameless(&mut self) {
        let mut only: FxHashMap<Sym, Option<u32>> = FxHashMap::default();
        for (idx, id) in std::mem::take(&mut self.nameless) {
            let group = *only.entry(id).or_insert_with(|| {
                let mut groups = self.absent_ids.get(&id)?.iter().map(|&node| self.sets.root(node as usize));
                let first = groups.next()?;
                groups.all(|group| group == first).then_some(first)
            });
            match group {
                Some(group) => self.sets.unite(idx, group as usize),
                None => self.join_id(idx, id),
            }
        }
    }

    /// Talk without a conversation's name: one conversation per customer and channel, but each review is one of its own.
    fn join_parties(&mut self, idx: usize, people: &People) -> bool {
        let message = &self.archive.messages[idx];
        let customer = match people.roles[idx] {
            Role::Customer => people.who[idx],
            _ => message.to.iter().copied().find(|&to| people.is_customer(to)).map(|to| people.one(to)),
        };
        let Some(customer) = customer else { return false };
        let channel = people.channels[idx];
        let first = *self.parties.entry((channel, customer)).or_insert(node(idx));
        if channel == Channel::Review && people.roles[idx] == Role::Customer && message.id.is_some() {
            return false;
        }
        self.sets.unite(idx, first as usize);
        first != node(idx)
    }
}

pub fn node(idx: usize) -> u32 {
    u32::try_from(idx).unwrap_or(u32::MAX)
}

impl Sets {
    pub fn new(n: usize) -> Self {
        Self { parent: (0..n).map(node).collect() }
    }

    pub fn root(&mut self, idx: usize) -> u32 {
        let mut at = idx;
        while self.parent[at] as usize != at {
            let above = self.parent[at] as usize;
            self.parent[at] = self.parent[above];
            at = self.parent[at] as usize;
        }
        node(at)
    }

    /// The set of each message; numbers say nothing but equal or not.
    pub fn groups(&mut self) -> Vec<u32> {
        (0..self.parent.len()).map(|idx| self.root(idx)).collect()
    }

    pub fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high as usize] = low;
    }
}

#[cfg(test)]
mod tests;
