//! Bounces that name no mail: each belongs to the last mail of ours to the address that it says failed.

use rustc_hash::FxHashMap;

use crate::message::strings::Sym;
use crate::message::{Kind, Message, Role};
use crate::source::collect::Archive;

use super::earlier;
use super::join::Sets;
use super::joined::{Joined, JoinedBy};
use super::parties::has_no_link;
use super::people::People;

/// A mail server gives up after some days; what was sent before did arrive.
pub const BACK: i64 = 3 * 86_400;

/// Joins each bounce without a link to the last mail of ours, of the three days before it, to whom it was for.
pub fn join(archive: &Archive, people: &People, sets: &mut Sets, joined: &mut Joined) {
    if !archive.census.has_kind(Kind::Bounce) {
        return;
    }
    let bounces: Vec<(u32, i64, Sym)> = (0u32..)
        .zip(&archive.messages)
        .filter(|(_, message)| message.channel.is_mail() && has_no_link(message))
        .filter_map(|(idx, message)| Some((idx, message.sent.get()?, failed(message, people)?)))
        .collect();
    if bounces.is_empty() {
        return;
    }
    let mut sent_to: FxHashMap<Sym, Vec<(i64, u32)>> =
        bounces.iter().map(|&(_, _, who)| (who, Vec::new())).collect();
    for (idx, message) in (0u32..).zip(&archive.messages) {
        let is_ours = people.roles[idx as usize] == Role::Team && message.channel.is_mail();
        if let (true, Some(sent)) = (is_ours && goes_out(message), message.sent.get()) {
            for &to in &*message.to {
                sent_to.entry(people.one(to)).and_modify(|list| list.push((sent, idx)));
            }
        }
    }
    for list in sent_to.values_mut() {
        list.sort_by(|a, b| earlier(archive, a.1, b.1));
    }
    for (bounce, at, who) in bounces {
        let Some(list) = sent_to.get(&who) else { continue };
        let before = list.get(..list.partition_point(|&(sent, _)| sent <= at)).unwrap_or_default();
        if let Some(&(sent, mail)) = before.last()
            && at - sent <= BACK
        {
            sets.unite(bounce as usize, mail as usize);
            joined.note(bounce as usize, JoinedBy::Parties, archive.messages[mail as usize].id);
        }
    }
}

/// Whom a mail was for that came back.
pub fn failed(message: &Message, people: &People) -> Option<Sym> {
    let who = message.rare().answer_to.filter(|_| message.kind == Kind::Bounce)?;
    Some(people.one(who))
}

/// A mail that can come back.
pub fn goes_out(message: &Message) -> bool {
    matches!(message.kind, Kind::Message | Kind::AutoReply | Kind::Bulk)
}

#[cfg(test)]
mod tests;
