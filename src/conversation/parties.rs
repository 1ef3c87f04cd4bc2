//! A fresh mail of ours, with a new subject and no link, to the one customer who waits: shops write so.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::message::strings::Sym;
use crate::message::{Kind, Message, Role};

use super::engine::Walk;
use super::join::Sets;
use super::joined::{Joined, JoinedBy};
use super::order::Order;
use super::wait::{State, Wait};

/// A wait older than this is not answered by a mail that does not say so.
const WINDOW: i64 = 3 * 86_400;
/// A conversation with more messages than this is no place to guess.
const MAX_MEMBERS: usize = 500;
/// Nor is a customer with more conversations than this in three days.
const MAX_GROUPS: usize = 50;

/// Joins team mails without any link to the conversation of their only customer, when that customer has
/// exactly one open wait that is not older than three days. What followed on such a mail comes with it.
pub fn join(walk: Walk<'_>, order: Order<'_>, sets: &mut Sets, joined: &mut Joined) {
    let fresh = fresh_mails(walk, sets);
    if fresh.is_empty() {
        return;
    }
    let addressees: FxHashSet<Sym> = fresh.iter().map(|&(_, _, customer)| customer).collect();
    let (asked, mut members) = of_customers(walk, &addressees, &fresh, sets);
    for (sent, idx, customer) in fresh {
        let own = sets.root(idx as usize);
        let groups: FxHashSet<u32> = asked
            .get(&customer)
            .map(|list| {
                let from = list.partition_point(|&(at, _)| at < sent - WINDOW);
                let until = list[from..].iter().take_while(|&&(at, _)| at <= sent);
                until.map(|&(_, asker)| sets.root(asker as usize)).collect()
            })
            .unwrap_or_default();
        if groups.len() > MAX_GROUPS || groups.contains(&own) {
            continue;
        }
        let mut open = groups.into_iter().flat_map(|group| {
            members.get(&group).map(|list| open(walk, order, list, sent)).unwrap_or_default()
        });
        if let (Some(question), None) = (open.next(), open.next()) {
            let mut all = members.remove(&own).unwrap_or_else(|| vec![idx]);
            all.extend(members.remove(&sets.root(question as usize)).unwrap_or_default());
            sets.unite(idx as usize, question as usize);
            members.insert(sets.root(idx as usize), all);
            joined.replace(idx as usize, JoinedBy::Parties, walk.message(question).id);
        }
    }
}

/// Team mails that begin something new and name one customer, by time.
fn fresh_mails(walk: Walk<'_>, sets: &mut Sets) -> Vec<(i64, u32, Sym)> {
    let mut first: FxHashMap<u32, (i64, Sender, u32)> = FxHashMap::default();
    for (idx, message) in (0u32..).zip(&walk.archive.messages) {
        let sender = match walk.role(idx) {
            Role::Customer => Sender::Customer,
            Role::Team if message.kind == Kind::Message => Sender::Team,
            _ => continue,
        };
        if let (true, Some(sent)) = (message.channel.is_mail(), message.sent.get()) {
            let this = (sent, sender, idx);
            let held = first.entry(sets.root(idx as usize)).or_insert(this);
            *held = (*held).min(this);
        }
    }
    let mut fresh: Vec<(i64, u32, Sym)> = first
        .into_values()
        .filter(|&(_, sender, idx)| sender == Sender::Team && has_no_link(walk.message(idx)))
        .filter_map(|(sent, _, idx)| Some((sent, idx, only_customer(walk, walk.message(idx))?)))
        .collect();
    fresh.sort_by(|a, b| {
        let id = |idx: u32| walk.archive.text(walk.message(idx).id);
        a.0.cmp(&b.0).then_with(|| id(a.1).cmp(&id(b.1))).then(a.1.cmp(&b.1))
    });
    fresh
}

/// Within one second the customer wrote first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sender {
    Customer,
    Team,
}

/// A thread of Gmail that begins with a mail is no link: every mail of Gmail has one.
pub fn has_no_link(message: &Message) -> bool {
    message.conversation.is_none() && message.reply_to.is_none() && message.rare().references.is_empty()
}

fn only_customer(walk: Walk<'_>, message: &Message) -> Option<Sym> {
    let customers = message.to.iter().copied().filter(|&to| walk.people.is_customer(to));
    let mut customers = customers.map(|to| walk.people.one(to));
    let first = customers.next()?;
    customers.all(|other| other == first).then_some(first)
}

type Asked = FxHashMap<Sym, Vec<(i64, u32)>>;
type Members = FxHashMap<u32, Vec<u32>>;

/// When these customers wrote and what, and who is in those groups and in the groups of the fresh mails.
fn of_customers(
    walk: Walk<'_>,
    wanted: &FxHashSet<Sym>,
    fresh: &[(i64, u32, Sym)],
    sets: &mut Sets,
) -> (Asked, Members) {
    let (mut asked, mut members) = (Asked::default(), Members::default());
    for &(_, idx, _) in fresh {
        members.entry(sets.root(idx as usize)).or_default();
    }
    for (idx, message) in (0u32..).zip(&walk.archive.messages) {
        let of_customer = message.channel.is_mail() && walk.role(idx) == Role::Customer;
        if let (true, Some(sent), Some(who)) = (of_customer, message.sent.get(), walk.who(idx))
            && wanted.contains(&who)
        {
            asked.entry(who).or_default().push((sent, idx));
            members.entry(sets.root(idx as usize)).or_default();
        }
    }
    for list in asked.values_mut() {
        list.sort_unstable();
    }
    for idx in 0..walk.archive.messages.len() {
        if let Some(list) = members.get_mut(&sets.root(idx)) {
            list.push(u32::try_from(idx).unwrap_or(u32::MAX));
        }
    }
    (asked, members)
}

/// What opened the open waits of a conversation just before a time, as far as that was in the window.
fn open(walk: Walk<'_>, order: Order<'_>, members: &[u32], now: i64) -> Vec<u32> {
    if members.len() > MAX_MEMBERS {
        return Vec::new();
    }
    let turns = Order { as_of: now, ..order }.turns(members);
    let waits = Walk { as_of: now, ..walk }.waits(0, &turns, |_| {});
    let is_open = |wait: &Wait| wait.state == State::Waiting && wait.opened_at >= now - WINDOW;
    waits.iter().filter(|wait| is_open(wait)).map(|wait| wait.opened).collect()
}

#[cfg(test)]
mod tests;
