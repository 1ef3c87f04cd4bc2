//! A fresh mail of ours, with a new subject and no link, to the one customer who waits: shops write so.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::message::strings::Sym;
use crate::message::{Kind, Message, Role};

use super::engine::Walk;
use super::join::{Joined, JoinedBy, Sets};
use super::order::Order;
use super::wait::State;

/// A wait older than this is not answered by a mail that does not say so.
const WINDOW: i64 = 3 * 86_400;
/// A conversation with more messages than this is no place to guess.
const MAX_MEMBERS: usize = 500;
/// Nor is a customer with more conversations than this in three days.
const MAX_GROUPS: usize = 50;

/// Joins team mails without any link to the conversation of their only customer, when that customer has
/// exactly one open wait that is not older than three days.
pub fn join(walk: Walk<'_>, order: Order<'_>, sets: &mut Sets, joined: &mut Joined) {
    let fresh = fresh_mails(walk, sets, joined);
    if fresh.is_empty() {
        return;
    }
    let addressees: FxHashSet<Sym> = fresh.iter().map(|&(_, _, customer)| customer).collect();
    let (asked, mut members) = of_customers(walk, &addressees, sets);
    for (sent, idx, customer) in fresh {
        let groups: FxHashSet<u32> = asked
            .get(&customer)
            .map(|list| {
                let from = list.partition_point(|&(at, _)| at < sent - WINDOW);
                list[from..].iter().take_while(|&&(at, _)| at <= sent).map(|&(_, group)| group).collect()
            })
            .unwrap_or_default();
        if groups.len() > MAX_GROUPS {
            continue;
        }
        let mut open = groups.into_iter().flat_map(|group| {
            let n = members.get(&group).map_or(0, |list| n_open(walk, order, list, sent));
            std::iter::repeat_n(group, n)
        });
        if let (Some(group), None) = (open.next(), open.next()) {
            members.entry(group).or_default().push(idx);
            sets.unite(idx as usize, group as usize);
            joined.by[idx as usize] = JoinedBy::Parties;
        }
    }
}

/// Team mails that stand alone and name one customer, by time.
fn fresh_mails(walk: Walk<'_>, sets: &mut Sets, joined: &Joined) -> Vec<(i64, u32, Sym)> {
    let mut sizes: FxHashMap<u32, u32> = FxHashMap::default();
    for idx in 0..walk.archive.messages.len() {
        *sizes.entry(sets.root(idx)).or_default() += 1;
    }
    let mut fresh: Vec<(i64, u32, Sym)> = (0u32..)
        .zip(&walk.archive.messages)
        .filter_map(|(idx, message)| {
            let alone = sizes.get(&sets.root(idx as usize)) == Some(&1);
            let of_team = walk.role(idx) == Role::Team && message.kind == Kind::Message;
            (of_team && alone && !joined.linked[idx as usize] && has_no_link(message))
                .then(|| Some((message.sent?, idx, only_customer(walk, message)?)))
                .flatten()
        })
        .collect();
    fresh.sort_by(|a, b| {
        let id = |idx: u32| walk.archive.text(walk.message(idx).id);
        a.0.cmp(&b.0).then_with(|| id(a.1).cmp(&id(b.1))).then(a.1.cmp(&b.1))
    });
    fresh
}

fn has_no_link(message: &Message) -> bool {
    message.channel.is_mail()
        && message.conversation.is_none()
        && message.thread.is_none()
        && message.reply_to.is_none()
        && message.references.is_empty()
}

fn only_customer(walk: Walk<'_>, message: &Message) -> Option<Sym> {
    let mut customers = message.to.iter().copied().filter(|&to| walk.people.is_customer(to));
    let first = customers.next()?;
    customers.all(|other| other == first).then_some(first)
}

type Asked = FxHashMap<Sym, Vec<(i64, u32)>>;
type Members = FxHashMap<u32, Vec<u32>>;

/// When these customers wrote, in which groups, and who is in those groups.
fn of_customers(walk: Walk<'_>, wanted: &FxHashSet<Sym>, sets: &mut Sets) -> (Asked, Members) {
    let (mut asked, mut members) = (Asked::default(), Members::default());
    for (idx, message) in (0u32..).zip(&walk.archive.messages) {
        let of_customer = message.channel.is_mail() && walk.role(idx) == Role::Customer;
        if let (true, Some(sent), Some(who)) = (of_customer, message.sent, walk.who(idx))
            && wanted.contains(&who)
        {
            let group = sets.root(idx as usize);
            asked.entry(who).or_default().push((sent, group));
            members.entry(group).or_default();
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

/// Open waits of a conversation just before a time, opened in the window.
fn n_open(walk: Walk<'_>, order: Order<'_>, members: &[u32], now: i64) -> usize {
    if members.len() > MAX_MEMBERS {
        return 0;
    }
    let turns = Order { as_of: now, ..order }.turns(members);
    let walked = Walk { as_of: now, ..walk }.waits(0, &turns);
    walked.waits.iter().filter(|wait| wait.state == State::Waiting && wait.opened_at >= now - WINDOW).count()
}

#[cfg(test)]
mod tests;
