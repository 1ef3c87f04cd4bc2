//! Answers that machines of ours sent and that carry no mark: found by the same words to many, by their
//! haste, and by the person's answer that follows.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::mail::class;
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Kind, Message, Role};
use crate::source::collect::Archive;
use crate::text;

use super::groups::Groups;
use super::people::People;

/// The same words to so many customers are a template.
const MANY: usize = 5;
/// Nobody reads a letter and answers it in so many seconds.
const HASTE_OF_MAIL: i64 = 120;
/// Nor a chat message.
const HASTE_OF_CHAT: i64 = 15;

/// Of the rough count of texts.
const N_PLACES: usize = 1 << 20;

const AT_ONCE: &str = "the same words to many, at once";
const BEFORE_PERSONS: &str = "the same words to many, before persons answered";
const GENERATED: &str = "sent by a machine";
const LISTED: &str = "words that the settings list as automatic";
const BEFORE_PERSON: &str = "at once, before a person answered";

/// Messages of ours that a machine sent, with the reason.
pub type Automatic = FxHashMap<u32, &'static str>;

/// Finds them among all messages; `groups` are the conversations as far as they are known.
///
/// A text is a machine's when it is the first answer to five customers or more (in chats: in five
/// conversations) and came at once in the middle of them: within 120 seconds by mail, 15 in a chat. By mail
/// it is one too when in half of the cases or more a person's mail followed before the customer wrote again.
/// Mails that came at once may differ in their numbers, as each names its own ticket; what comes later with a number of
/// its own may well be a person's answer, and so may a price told in a chat.
/// A single mail is one when it answers the first mail of a conversation at once and a person's mail followed so. Haste alone proves nothing, nor
/// do equal words alone: people are quick, and they use templates.
pub fn automatic(archive: &Archive, people: &People, groups: &Groups) -> Automatic {
    let firsts = first_answers(archive, people, groups);
    let mut found = listed(archive, people);
    found.extend(generated(archive, people).map(|idx| (idx, GENERATED)));
    for first in
        firsts.iter().filter(|first| first.key.is_mail && first.opens && first.is_hasty() && first.followed)
    {
        if !archive.messages[first.message as usize].flags.has(Flags::HOLDING) {
            found.entry(first.message).or_insert(BEFORE_PERSON);
        }
    }
    let templates = templates(&firsts);
    if templates.is_empty() {
        return found;
    }
    for (idx, message) in (0u32..).zip(&archive.messages) {
        let key = Key::of(message);
        let why = || templates.get(&key).or_else(|| templates.get(&key.beside_numbers()?));
        if is_ours(archive, people, idx)
            && let Some(&why) = why()
        {
            found.entry(idx).or_insert(why);
        }
    }
    found
}

/// Messages of ours with words that the settings list.
fn listed(archive: &Archive, people: &People) -> Automatic {
    if !archive.census.has_flag(Flags::LISTED) {
        return Automatic::default();
    }
    let messages = (0u32..).zip(archive.messages.iter().zip(&people.roles));
    let is_listed = |message: &Message| message.flags.has(Flags::LISTED) && message.kind == Kind::Message;
    messages
        .filter(|(_, (message, role))| **role == Role::Team && is_listed(message))
        .map(|(idx, _)| (idx, LISTED))
        .collect()
}

/// Mails of ours to customers that a program wrote by itself (RFC 3834 §5.1): no answer, but a receipt to whom asked.
pub fn generated(archive: &Archive, people: &People) -> impl Iterator<Item = u32> {
    let why = archive.strings.find(class::AUTO_SUBMITTED);
    let is_generated = move |message: &Message| message.kind == Kind::Bulk && message.rare().why == why;
    let reaches_customer = |message: &Message| message.to.iter().any(|&to| people.is_customer(to));
    let messages = (0u32..).zip(archive.messages.iter().zip(&people.roles));
    // Where no mail has that reason there is nothing to walk over.
    messages.take_while(move |_| why.is_some()).filter_map(move |(idx, (message, role))| {
        (*role == Role::Team && is_generated(message) && reaches_customer(message)).then_some(idx)
    })
}

/// One text of one author.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    author: Option<Sym>,
    words: Words,
    is_mail: bool,
}

/// All words of a text, or those beside its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Words {
    All(u64),
    BesideNumbers(u32),
}

impl Key {
    fn of(message: &Message) -> Self {
        let words = Words::All(message.fingerprint);
        Self { author: message.author, words, is_mail: message.channel.is_mail() }
    }

    /// That of a mail whatever its numbers.
    fn beside_numbers(self) -> Option<Self> {
        match self.words {
            Words::All(print) if self.is_mail => {
                Some(Self { words: Words::BesideNumbers(text::beside_numbers(print)), ..self })
            }
            _ => None,
        }
    }
}

/// Our first message behind one of a customer.
struct First {
    message: u32,
    key: Key,
    /// Who must differ for the text to be a template: the customer, in chats the conversation.
    to: u64,
    delay: i64,
    /// Nothing was written before the customer's message.
    opens: bool,
    /// Other words of ours came before the customer wrote again.
    followed: bool,
}

impl First {
    fn is_hasty(&self) -> bool {
        self.delay <= if self.key.is_mail { HASTE_OF_MAIL } else { HASTE_OF_CHAT }
    }
}

fn first_answers(archive: &Archive, people: &People, groups: &Groups) -> Vec<First> {
    let mut firsts = Vec::new();
    if !archive.census.has_channel(machines_answer) {
        return firsts;
    }
    let mut turns = Vec::new();
    for members in groups.iter() {
        turns.clear();
        turns.extend(members.iter().filter_map(|&idx| turn(archive, people, idx)));
        turns.sort_unstable();
        let group = members.first().copied().unwrap_or_default();
        add_first_answers(archive, people, group, &turns, &mut firsts);
    }
    firsts
}

/// When a message of a customer or of ours was sent, whether it is ours, and its index: the customer first, as everywhere.
type Turn = (i64, bool, u32);

fn turn(archive: &Archive, people: &People, idx: u32) -> Option<Turn> {
    let message = &archive.messages[idx as usize];
    let of_customer = people.roles[idx as usize] == Role::Customer && message.kind == Kind::Message;
    (of_customer || is_ours(archive, people, idx)).then_some((message.sent.get()?, !of_customer, idx))
}

fn add_first_answers(
    archive: &Archive,
    people: &People,
    group: u32,
    turns: &[Turn],
    firsts: &mut Vec<First>,
) {
    // The customer's last message with its place, and whether the last of `firsts` answers it.
    let mut asked: Option<(usize, i64, u32)> = None;
    let mut answered = false;
    for (nth, &(sent, of_team, idx)) in turns.iter().enumerate() {
        if !of_team {
            asked = Some((nth, sent, idx));
            answered = false;
            continue;
        }
        let Some((asked_nth, asked_at, customer)) = asked else { continue };
        let message = &archive.messages[idx as usize];
        let key = Key::of(message);
        if answered {
            if let Some(first) = firsts.last_mut().filter(|first| first.key.words != key.words) {
                first.followed = true;
            }
            continue;
        }
        answered = true;
        let who = people.who[customer as usize].map_or(u64::MAX, |who| who.index() as u64);
        let to = if key.is_mail { who } else { u64::from(group) };
        let delay = sent - asked_at;
        firsts.push(First { message: idx, key, to, delay, opens: asked_nth == 0, followed: false });
    }
}

/// Texts that a machine sends, with the reason.
fn templates(firsts: &[First]) -> FxHashMap<Key, &'static str> {
    // Most texts come once: a rough count, of several texts in one place at times, tells which are not worth a list.
    let keys = |first: &First| [Some(first.key), first.key.beside_numbers()].into_iter().flatten();
    let place = |key: &Key| FxBuildHasher.hash_one(key) as usize % N_PLACES;
    let mut counts = vec![0_u8; N_PLACES];
    for key in firsts.iter().flat_map(keys) {
        let count = &mut counts[place(&key)];
        *count = count.saturating_add(1);
    }
    let mut sums: FxHashMap<Key, Sum> = FxHashMap::default();
    for first in firsts {
        for key in keys(first).filter(|key| MANY <= usize::from(counts[place(key)])) {
            sums.entry(key).or_default().add(first);
        }
    }
    let mut found: FxHashMap<Key, &'static str> =
        sums.into_iter().filter_map(|(key, sum)| Some((key, sum.why(key)?))).collect();
    if found.is_empty() {
        return found;
    }
    let mut receivers: FxHashMap<Key, FxHashSet<u64>> = FxHashMap::default();
    for first in firsts {
        for key in keys(first).filter(|key| found.contains_key(key)) {
            receivers.entry(key).or_default().insert(first.to);
        }
    }
    found.retain(|key, _| receivers.get(key).is_some_and(|receivers| MANY <= receivers.len()));
    found
}

/// How often a text came first.
#[derive(Default)]
struct Sum {
    n: usize,
    n_hasty: usize,
    n_followed: usize,
}

impl Sum {
    fn add(&mut self, first: &First) {
        self.n += 1;
        self.n_hasty += usize::from(first.is_hasty());
        self.n_followed += usize::from(first.key.is_mail && first.followed);
    }

    /// Why it is a machine's, if enough people got it.
    fn why(&self, key: Key) -> Option<&'static str> {
        if self.n < MANY {
            return None;
        }
        // More than half at once: the one in the middle is.
        if self.n < 2 * self.n_hasty {
            return Some(AT_ONCE);
        }
        (matches!(key.words, Words::All(_)) && self.n <= 2 * self.n_followed).then_some(BEFORE_PERSONS)
    }
}

/// A message with words that our side wrote, as far as its marks tell, where machines answer like people.
fn is_ours(archive: &Archive, people: &People, idx: u32) -> bool {
    let message = &archive.messages[idx as usize];
    people.roles[idx as usize] == Role::Team
        && message.kind == Kind::Message
        // A text without words has no tone, and all such texts look alike.
        && message.tone.is_some()
        && machines_answer(message.channel)
}

/// Channels on which machines answer like people.
fn machines_answer(channel: Channel) -> bool {
    channel.is_mail() || matches!(channel, Channel::Chat | Channel::Social)
}

#[cfg(test)]
mod tests;
