//! The team by evidence, where nobody named it: sent mail, the busiest address, the chat's own side.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::mail::{person, relay};
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Kind, Message, Role};
use crate::settings::Team;
use crate::source::collect::Archive;

use super::people::{Directory, Evidence, People, Undecided, Why};

/// An address or author must be in so many conversations to be taken for the team …
const MIN_CONVERSATIONS: usize = 3;
/// … and in so many times more than the next one.
const MIN_LEAD: usize = 2;

/// Which kinds of messages lack a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Families {
    pub mail: bool,
    pub talk: bool,
    /// The settings name somebody: only what a file says about itself may add to that.
    pub named: bool,
}

/// Domains on which everybody has a mailbox: an address there says nothing about its neighbours.
const PUBLIC_DOMAINS: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "proton.me",
    "protonmail.com",
    "gmx.de",
    "gmx.net",
    "gmx.com",
    "web.de",
    "t-online.de",
    "freenet.de",
    "wp.pl",
    "o2.pl",
    "onet.pl",
    "op.pl",
    "interia.pl",
    "gazeta.pl",
    "poczta.fm",
    "tlen.pl",
    "mail.ru",
    "bk.ru",
    "inbox.ru",
    "list.ru",
    "yandex.ru",
    "ya.ru",
    "yandex.com",
    "rambler.ru",
    "ukr.net",
    "i.ua",
    "seznam.cz",
    "centrum.cz",
    "email.cz",
    "luukku.com",
    "suomi24.fi",
    "kolumbus.fi",
    "elisanet.fi",
    "telia.com",
    "hotmail.se",
    "spray.se",
    "inbox.lv",
    "apollo.lv",
    "mail.ee",
    "one.lt",
    "orange.fr",
    "free.fr",
    "laposte.net",
    "libero.it",
];

/// The families of messages that have no role of their own and no team in the settings; `None` when all is known.
pub fn needed(archive: &Archive, team: &Team) -> Option<Families> {
    if !archive.census.without_role {
        return None;
    }
    let mut directory = Directory::new(archive, team);
    let named = team.addresses.len() + team.names.len() + team.phones.len() > 0;
    let mut families = Families { mail: false, talk: false, named };
    let mut talk_has_team = false;
    let is_told = |message: &Message| archive.file_of(message).is_some_and(|file| file.facts.team_known);
    for message in archive.messages.iter().filter(|message| speaks(message) && !is_told(message)) {
        if message.channel.is_mail() {
            // Of whom the mail gives no address the settings cannot know all.
            families.mail |=
                !named || sent_by_name(message).is_some_and(|name| directory.role(name).is_none());
        } else {
            families.talk = families.talk || !is_peer(archive, message);
            talk_has_team |=
                [message.author, message.name].into_iter().flatten().any(|sym| directory.role(sym).is_some());
        }
    }
    families.talk &= !talk_has_team;
    (families.mail || families.talk).then_some(families)
}

/// Adds to `team` what the evidence says; `conversations` gives a key per message.
pub fn infer(
    archive: &Archive,
    conversations: &[u32],
    families: Families,
    team: &mut Team,
    people: &mut People,
) {
    if families.mail {
        let by_name = by_name_of_sent_mail(archive);
        team.names.extend(by_name.iter().map(|one| one.member.clone()));
        let mut found = by_name;
        if !families.named {
            let evidence = by_sent_mail(archive)
                .or_else(|| by_delivery(archive))
                .or_else(|| by_busiest_address(archive, conversations))
                .unwrap_or_default();
            team.addresses.extend(evidence.iter().map(|one| one.member.to_lowercase()));
            found.extend(evidence);
        }
        if found.is_empty() {
            undecided(people, ranked(archive, conversations, true));
        }
        people.inferred.extend(found);
    }
    if families.talk {
        let writers = writers(archive, conversations);
        let found = by_owner(archive, &writers)
            .or_else(|| if families.named { None } else { by_presence(archive, conversations) })
            .or_else(|| by_peer(archive, &writers));
        match found {
            Some(evidence) => {
                team.names.extend(evidence.iter().map(|one| one.member.clone()));
                people.inferred.extend(evidence);
            }
            None if families.named => {}
            None => undecided(people, ranked(archive, conversations, false)),
        }
    }
    people.inferred.sort();
}

/// A message of a person whose role nobody stated.
fn speaks(message: &Message) -> bool {
    message.role.is_none() && is_said(message)
}

fn is_said(message: &Message) -> bool {
    let is_person = !matches!(message.role, Some(Role::Bot | Role::System));
    is_person && matches!(message.kind, Kind::Message | Kind::Call | Kind::MissedCall)
}

fn undecided(people: &mut People, ranked: Vec<(String, usize)>) {
    people.undecided = Some(Undecided { candidates: ranked.into_iter().take(3).collect() });
}

fn by_sent_mail(archive: &Archive) -> Option<Vec<Evidence>> {
    let mut sent: BTreeMap<&str, usize> = BTreeMap::new();
    for message in &archive.messages {
        if message.channel.is_mail()
            && message.flags.has(Flags::SENT)
            && let Some(author) = archive.text(message.author)
        {
            *sent.entry(author).or_default() += 1;
        }
    }
    if sent.is_empty() {
        return None;
    }
    let mut members: BTreeMap<String, usize> = BTreeMap::new();
    for (address, n) in sent {
        *members.entry(member(address)).or_default() += n;
    }
    Some(members.into_iter().map(|(member, n)| Evidence { member, why: Why::SentMail(n) }).collect())
}

/// The authors of sent mail of whom only the name is known.
fn by_name_of_sent_mail(archive: &Archive) -> Vec<Evidence> {
    let mut sent: BTreeMap<&str, usize> = BTreeMap::new();
    for name in archive.messages.iter().filter_map(sent_by_name) {
        *sent.entry(archive.strings.get(name)).or_default() += 1;
    }
    sent.into_iter().map(|(name, n)| Evidence { member: name.to_owned(), why: Why::SentMail(n) }).collect()
}

fn sent_by_name(message: &Message) -> Option<Sym> {
    let is_sent = message.channel.is_mail() && message.flags.has(Flags::SENT);
    message.name.filter(|_| is_sent && message.author.is_none() && speaks(message))
}

/// The mailbox that most of the mail was put into; a list's domain is not its members' shop, so the address
/// stands alone.
fn by_delivery(archive: &Archive) -> Option<Vec<Evidence>> {
    let mut members: BTreeMap<String, u64> = BTreeMap::new();
    for (address, n) in archive.files.iter().flat_map(|file| &file.facts.delivered_to) {
        *members.entry(address.clone()).or_default() += n;
    }
    let total: u64 = members.values().sum();
    let (member, n) = members.into_iter().max_by_key(|&(_, n)| n)?;
    let why = Why::Delivered(usize::try_from(n).unwrap_or(usize::MAX));
    (n.saturating_mul(2) > total).then(|| vec![Evidence { member, why }])
}

/// Everybody has a mailbox there, or each buyer an address of their own.
pub fn is_shared_domain(domain: &str) -> bool {
    PUBLIC_DOMAINS.contains(&domain) || relay::is_relay_domain(domain)
}

/// The domain of an address, which colleagues share, or the address itself where everybody has one there.
fn member(address: &str) -> String {
    let domain = person::halves(address).map_or("", |(_, domain)| domain);
    if domain.is_empty() || is_shared_domain(domain) { address.to_owned() } else { format!("@{domain}") }
}

fn by_busiest_address(archive: &Archive, conversations: &[u32]) -> Option<Vec<Evidence>> {
    busiest(archive, conversations, true, MIN_CONVERSATIONS)
}

fn by_presence(archive: &Archive, conversations: &[u32]) -> Option<Vec<Evidence>> {
    busiest(archive, conversations, false, 2)
}

fn busiest(archive: &Archive, conversations: &[u32], mail: bool, at_least: usize) -> Option<Vec<Evidence>> {
    let ranked = ranked(archive, conversations, mail);
    let mut ranking = ranked.into_iter();
    let (member, n) = ranking.next()?;
    // Somebody who writes alone is no team.
    let (_, next) = ranking.next()?;
    if n < at_least || n < next.saturating_mul(MIN_LEAD) {
        return None;
    }
    Some(vec![Evidence { member, why: Why::Busiest(n, next) }])
}

/// Those who wrote in the chats of a file.
#[derive(Default)]
struct Writers {
    /// What each is called besides, and whether the export tells the role.
    people: FxHashMap<Sym, (Option<Sym>, bool)>,
    /// Several of them in one conversation.
    talk: bool,
}

/// Who wrote in the chats of each file.
fn writers(archive: &Archive, conversations: &[u32]) -> FxHashMap<u32, Writers> {
    let mut writers: FxHashMap<u32, Writers> = FxHashMap::default();
    let mut first_of: FxHashMap<u32, Sym> = FxHashMap::default();
    for (message, &conversation) in archive.messages.iter().zip(conversations) {
        if message.channel.is_mail() || !is_said(message) {
            continue;
        }
        if let Some(who) = message.author.or(message.name) {
            let file = writers.entry(message.origin.file).or_default();
            file.people.entry(who).or_insert((message.name, message.role.is_some()));
            file.talk |= *first_of.entry(conversation).or_insert(who) != who;
        }
    }
    writers
}

/// The owners of the exports. Where others talk to each other and the owner never does, somebody else answers or
/// the owner writes under another name.
fn by_owner(archive: &Archive, writers: &FxHashMap<u32, Writers>) -> Option<Vec<Evidence>> {
    struct Seen {
        n_files: usize,
        wrote: bool,
        others_talk: bool,
    }
    let mut owners: BTreeMap<&str, Seen> = BTreeMap::new();
    for (file_idx, file) in (0u32..).zip(&archive.files) {
        let Some(owner) = file.facts.owner.as_deref() else { continue };
        let seen = owners.entry(owner).or_insert(Seen { n_files: 0, wrote: false, others_talk: false });
        seen.n_files += 1;
        let Some(writers) = writers.get(&file_idx) else { continue };
        let is_owner = |sym: Sym| same(archive.strings.get(sym), owner);
        seen.wrote |=
            writers.people.iter().any(|(&who, &(name, _))| is_owner(who) || name.is_some_and(is_owner));
        seen.others_talk |= writers.talk;
    }
    let found: Vec<_> = owners
        .into_iter()
        .filter(|(_, seen)| seen.wrote || !seen.others_talk)
        .map(|(owner, seen)| Evidence { member: owner.to_owned(), why: Why::Owner(seen.n_files) })
        .collect();
    (!found.is_empty()).then_some(found)
}

/// In a chat of two whose file names one side, the other side is the team.
fn by_peer(archive: &Archive, writers: &FxHashMap<u32, Writers>) -> Option<Vec<Evidence>> {
    let mut found: BTreeMap<String, Why> = BTreeMap::new();
    for (file_idx, file) in (0u32..).zip(&archive.files) {
        let Some(peer) = file.facts.peer.as_deref() else { continue };
        let Some(writers) = writers.get(&file_idx) else { continue };
        let mut others = writers.people.iter().filter(|&(&who, _)| !same(archive.strings.get(who), peer));
        // Who writes alone and is called otherwise may be the peer under another name.
        if let (Some((&other, &(_, false))), None) = (others.next(), others.next())
            && writers.people.len() == 2
        {
            // No name: a redacted report shows the reason as it is.
            found.entry(archive.strings.get(other).to_owned()).or_insert(Why::Peer);
        }
    }
    let found: Vec<_> = found.into_iter().map(|(member, why)| Evidence { member, why }).collect();
    (!found.is_empty()).then_some(found)
}

/// It was written by the one after whom its file is named: the other side.
fn is_peer(archive: &Archive, message: &Message) -> bool {
    let Some(peer) = archive.file_of(message).and_then(|file| file.facts.peer.as_deref()) else {
        return false;
    };
    message.author.or(message.name).is_some_and(|who| same(archive.strings.get(who), peer))
}

/// Everybody by the number of conversations they are in, most first; in mail also as recipients. After whom a file
/// is named is a customer in other files, too.
fn ranked(archive: &Archive, conversations: &[u32], mail: bool) -> Vec<(String, usize)> {
    let mut peers: FxHashSet<Sym> = FxHashSet::default();
    let mut seen: FxHashSet<(Sym, u32)> = FxHashSet::default();
    let mut counts: FxHashMap<Sym, usize> = FxHashMap::default();
    let is_comment = |message: &Message| message.channel == Channel::Comment;
    // Where some have accounts, a name alone is what guests give: many are one "Guest", and none is the team.
    let has_accounts = archive.census.has_channel(|channel| channel == Channel::Comment)
        && archive.messages.iter().any(|message| is_comment(message) && message.author.is_some());
    for (message, &conversation) in archive.messages.iter().zip(conversations) {
        if message.channel.is_mail() != mail || !speaks(message) || has_fixed_sides(message.channel) {
            continue;
        }
        if is_peer(archive, message) {
            peers.extend(message.author.or(message.name));
        }
        if has_accounts && is_comment(message) && message.author.is_none() {
            continue;
        }
        let recipients = if mail { &*message.to } else { &[] };
        for &who in message.author.or(message.name).iter().chain(recipients) {
            if seen.insert((who, conversation)) {
                *counts.entry(who).or_default() += 1;
            }
        }
    }
    counts.retain(|who, _| !peers.contains(who));
    let mut ranking: Vec<_> =
        counts.into_iter().map(|(who, n)| (archive.strings.get(who).to_owned(), n)).collect();
    ranking.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranking
}

/// In public places the busiest author may well be a customer.
const fn has_fixed_sides(channel: Channel) -> bool {
    matches!(channel, Channel::Review)
}

/// Names are the same, or numbers with the same digits.
fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim()) || (6 <= digits(a).count() && digits(a).eq(digits(b)))
}

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests;
