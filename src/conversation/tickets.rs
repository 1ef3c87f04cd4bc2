//! Mails that carry the same ticket number, which the team gave out, belong together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::mail::person;
use crate::mail::ticket::{self, Token};
use crate::message::strings::Sym;
use crate::message::{Kind, Message, Role};
use crate::source::collect::Archive;

use super::infer;
use super::join::{Sets, customers, node};
use super::joined::{Joined, JoinedBy};
use super::people::People;

/// A bare number is looked for so far back.
const WINDOW: i64 = 30 * 86_400;
/// Of a mail to more customers than this only the first count.
const MAX_CUSTOMERS: usize = 10;

/// A mail that carries a token.
#[derive(Clone, Copy)]
struct Carrier {
    idx: usize,
    sure: bool,
}

/// Joins mails by ticket numbers. A number counts only between the team and one customer, or the colleagues
/// on one domain, and only if the team wrote it too; a number that may be an order's, only if the team
/// wrote it first, and only for mails without a link of their own.
pub fn join(archive: &Archive, people: &People, weak: bool, sets: &mut Sets, joined: &mut Joined) {
    for carriers in by_token(archive, people).into_values() {
        let is_ours = |carrier: &Carrier| people.roles[carrier.idx] != Role::Customer;
        let given_out = carriers.iter().any(|carrier| carrier.sure && is_ours(carrier));
        let ours_first = weak && carriers.first().is_some_and(is_ours);
        if !given_out && !ours_first {
            continue;
        }
        for pair in carriers.windows(2) {
            let &[before, this] = pair else { continue };
            let is_joined = joined.is_joined(this.idx, before.idx, sets);
            let (by, fits) = if given_out && this.sure {
                (JoinedBy::Ticket, true)
            } else {
                let gap = archive.messages[this.idx].sent.get().zip(archive.messages[before.idx].sent.get());
                let is_near = gap.is_some_and(|(this, before)| this - before <= WINDOW);
                (JoinedBy::Number, weak && is_near && !is_joined)
            };
            if fits {
                sets.unite(this.idx, before.idx);
                joined.note(this.idx, by, archive.messages[before.idx].id);
            }
        }
    }
}

/// The mails of each token and customer, by time. In the order of the map keys are noted.
fn by_token(archive: &Archive, people: &People) -> BTreeMap<(String, String), Vec<Carrier>> {
    let mut known: FxHashMap<Sym, Vec<Token<'_>>> = FxHashMap::default();
    let mut by_token: BTreeMap<(String, String), Vec<Carrier>> = BTreeMap::new();
    for (idx, message) in archive.messages.iter().enumerate() {
        let speaks = matches!(message.kind, Kind::Message | Kind::AutoReply)
            && matches!(people.roles[idx], Role::Customer | Role::Team | Role::Bot);
        if !speaks || !message.channel.is_mail() || message.conversation.is_some() {
            continue;
        }
        let tokens = tokens(archive, message, &mut known);
        if tokens.is_empty() {
            continue;
        }
        let mut parties: Vec<String> = customers(archive, people, idx)
            .into_iter()
            .take(MAX_CUSTOMERS)
            .map(|who| party(archive.strings.get(who)).to_owned())
            .collect();
        parties.sort();
        parties.dedup();
        for token in tokens {
            for party in &parties {
                let carriers = by_token.entry((token.text.clone().into_owned(), party.clone())).or_default();
                carriers.push(Carrier { idx, sure: token.sure });
            }
        }
    }
    by_token.retain(|_, carriers| carriers.len() > 1);
    for carriers in by_token.values_mut() {
        carriers.sort_by(|a, b| {
            let (one, other) = (&archive.messages[a.idx], &archive.messages[b.idx]);
            let key = |message: &Message| (message.sent.is_none(), message.sent.get());
            key(one)
                .cmp(&key(other))
                .then_with(|| people.roles[a.idx].cmp(&people.roles[b.idx]))
                .then_with(|| archive.text(one.id).cmp(&archive.text(other.id)))
                .then_with(|| node(a.idx).cmp(&node(b.idx)))
        });
    }
    by_token
}

/// The tokens of a mail: in its subject, its ids and the addresses that stand for one matter.
fn tokens<'a>(
    archive: &'a Archive,
    message: &Message,
    known: &mut FxHashMap<Sym, Vec<Token<'a>>>,
) -> Vec<Token<'a>> {
    let mut found: Vec<Token<'a>> = Vec::new();
    if let Some(subject) = message.subject {
        let tokens = known.entry(subject).or_insert_with(|| ticket::in_subject(archive.strings.get(subject)));
        found.extend(tokens.iter().cloned());
    }
    let ids = message.id.iter().chain(&message.reply_to).chain(&*message.rare().references);
    found.extend(ids.filter_map(|&id| ticket::in_id(archive.strings.get(id))));
    let addresses = message.author.iter().chain(&message.rare().answer_to).chain(&*message.to);
    found.extend(addresses.filter_map(|&address| ticket::in_address(archive.strings.get(address))));
    let mut once: Vec<Cow<'a, str>> = Vec::new();
    found.retain(|token| {
        let is_new = !once.contains(&token.text);
        if is_new {
            once.push(token.text.clone());
        }
        is_new
    });
    found
}

/// Colleagues on a domain of their own write about one ticket; on a public one everybody is a stranger.
fn party(address: &str) -> &str {
    match person::halves(address) {
        Some((_, domain)) if !domain.is_empty() && !infer::is_shared_domain(domain) => domain,
        _ => address,
    }
}

#[cfg(test)]
mod tests;
