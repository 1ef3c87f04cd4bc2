//! Messages become conversations: duplicates out, parts joined, people told apart, waits opened and closed.

mod answer;
mod arrange;
mod automatic;
mod bounces;
pub mod class;
mod copies;
mod deletion;
mod due;
pub mod duplicates;
pub mod engine;
pub mod facts;
mod groups;
pub mod history;
mod infer;
pub mod join;
pub mod joined;
pub mod language;
mod namesakes;
pub mod order;
mod pages;
mod parties;
mod party;
pub mod people;
mod replied;
mod standing;
mod subject;
#[cfg(test)]
pub mod testing;
mod thread_index;
mod tickets;
pub mod wait;

use std::borrow::Cow;

use crate::message::by_sym::SymSet;
use crate::message::strings::Sym;
use crate::message::{Kind, Message, Role};
use crate::settings::Settings;
use crate::source::collect::{Archive, FileReport};

use automatic::Automatic;
use duplicates::Duplicates;
use engine::{Judged, Walk};
use facts::{Facts, Overview};
use groups::Groups;
use joined::{Joined, JoinedBy};
use order::{Order, Turns};
use people::People;
use wait::{Marks, Wait};

/// All conversations of an archive and the waits in them.
#[derive(Debug)]
pub struct Conversations {
    pub list: Vec<Conversation>,
    /// By opening time, conversation and number.
    pub waits: Vec<Wait>,
    pub people: People,
    pub duplicates: Duplicates,
    pub facts: Facts,
    /// The instant the audit speaks for.
    pub as_of: i64,
    /// As-of is an instant at all: it was given, or some message has a date.
    pub is_dated: bool,
    /// A mailbox was read that holds customers' mail and none of ours: it cannot show answers.
    pub mail_without_outgoing: bool,
    /// All that was asked stands in files that cannot show replies.
    pub blind: bool,
    joined: Joined,
    automatic: Automatic,
    /// What happened to reviews since earlier runs, where their history is kept.
    pub changes: Vec<history::Change>,
    /// Until when earlier runs knew its reviews, where as-of was taken from the data and lies before that.
    pub known_until: Option<i64>,
    ids: SymSet,
    /// Indexes of messages, conversation after conversation.
    members: Vec<u32>,
}

/// Messages that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// The export's name for it, else the id of its earliest message.
    pub name: Option<Sym>,
    /// Its earliest message.
    pub first: u32,
    start: u32,
    n: u32,
}

/// Builds the conversations; duplicates leave the archive.
pub fn build(archive: &mut Archive, settings: &Settings) -> Conversations {
    pages::part(archive);
    replied::check(archive);
    let duplicates = duplicates::remove(archive);
    let archive = &*archive;
    let people = people::tell(archive, &settings.team, || join::rough(archive));
    let Overview { newest, ids, facts } = Overview::of(archive);
    let given_or_newest = settings.as_of.or(newest);
    let as_of = given_or_newest.unwrap_or_default();
    let (mut sets, mut joined) = join::join(archive, &people, settings.policy.weak_joins);
    let order = Order { archive, people: &people, as_of, skew: settings.policy.skew };
    let mut groups = Groups::new(sets.groups());
    let automatic = automatic::automatic(archive, &people, &groups);
    if settings.policy.weak_joins && archive.census.has_mails_apart() {
        let by = joined.by.clone();
        let walk =
            Walk { archive, people: &people, settings, ids: &ids, by: &by, automatic: &automatic, as_of };
        parties::join(walk, order, &mut sets, &mut joined);
        groups = Groups::new(sets.groups());
    }

    let mut all = Conversations {
        list: Vec::new(),
        waits: Vec::new(),
        people: People::default(),
        duplicates,
        facts: facts.with_joins(archive, &joined),
        as_of,
        is_dated: given_or_newest.is_some(),
        mail_without_outgoing: lacks_outgoing_mail(archive, &people),
        blind: false,
        joined,
        automatic: Automatic::default(),
        changes: Vec::new(),
        known_until: None,
        ids: SymSet::default(),
        members: Vec::new(),
    };
    drop(sets);
    all.group(archive, &groups);
    drop(groups);
    let by = &all.joined.by;
    let walk = Walk { archive, people: &people, settings, ids: &ids, by, automatic: &automatic, as_of };
    let mut waits = Vec::new();
    for (idx, conversation) in (0u32..).zip(&all.list) {
        let turns = order.turns(all.members_of(conversation));
        all.facts.take(&turns);
        waits.extend(walk.waits(idx, &turns, |judged| all.facts.count(&judged)));
    }
    all.waits = waits;
    all.people = people;
    all.ids = ids;
    all.automatic = automatic;
    all.drop_where_replies_are_hidden(archive);
    all.mark_where_nothing_goes_out();
    all.sort(archive);
    all
}

impl Conversations {
    /// The name of a conversation: given, else the id of its first message, else made from its content.
    pub fn name<'a>(&self, archive: &'a Archive, conversation: &Conversation) -> Cow<'a, str> {
        name(archive, conversation)
    }

    /// The name of a wait's case: that of its conversation, with `#2` and so on for later cases.
    pub fn case_name(&self, archive: &Archive, wait: &Wait) -> String {
        let name = self.name(archive, &self.list[wait.conversation as usize]);
        if wait.case > 1 { format!("{name}#{}", wait.case) } else { name.into_owned() }
    }

    /// The messages of a conversation, in no particular order.
    pub fn members_of(&self, conversation: &Conversation) -> &[u32] {
        let start = conversation.start as usize;
        self.members.get(start..start + conversation.n as usize).unwrap_or_default()
    }

    /// The turns of one conversation again, with what each was taken for.
    pub fn story(&self, archive: &Archive, settings: &Settings, idx: u32) -> (Turns, Vec<Judged>) {
        let order = Order { archive, people: &self.people, as_of: self.as_of, skew: settings.policy.skew };
        let turns = order.turns(self.members_of(&self.list[idx as usize]));
        let walk = Walk {
            archive,
            people: &self.people,
            settings,
            ids: &self.ids,
            by: &self.joined.by,
            automatic: &self.automatic,
            as_of: self.as_of,
        };
        let mut judged = Vec::new();
        walk.waits(idx, &turns, |one| judged.push(one));
        (turns, judged)
    }

    /// By what a message came to its conversation.
    pub fn joined_by(&self, message: u32) -> JoinedBy {
        self.joined.by.get(message as usize).copied().unwrap_or_default()
    }

    /// The thread or the id of the message that it was joined with.
    pub fn joined_with(&self, message: u32) -> Option<Sym> {
        self.joined.with.get(message as usize).copied().flatten()
    }

    fn group(&mut self, archive: &Archive, groups: &Groups) {
        for chunk in groups.iter() {
            let first = chunk.iter().copied().min_by(|&a, &b| earlier(archive, a, b)).unwrap_or_default();
            let named = chunk
                .iter()
                .filter_map(|&idx| archive.messages[idx as usize].conversation)
                // Mostly all have the same one.
                .reduce(|a, b| {
                    let is_after = a != b && archive.strings.get(b) < archive.strings.get(a);
                    if is_after { b } else { a }
                });
            self.list.push(Conversation {
                name: named.or(archive.messages[first as usize].id),
                first,
                start: u32::try_from(self.members.len()).unwrap_or(u32::MAX),
                n: u32::try_from(chunk.len()).unwrap_or(u32::MAX),
            });
            self.members.extend_from_slice(chunk);
        }
    }

    /// A file whose format cannot carry replies makes no waits.
    fn drop_where_replies_are_hidden(&mut self, archive: &Archive) {
        if !archive.files.iter().any(|file| file.facts.replies_hidden) {
            return;
        }
        let n_before = self.waits.len();
        self.waits.retain(|wait| {
            let opened = &archive.messages[wait.opened as usize];
            wait.answer.is_some() || !archive.file_of(opened).is_some_and(|file| file.facts.replies_hidden)
        });
        self.blind = 0 < n_before && self.waits.is_empty();
    }

    fn mark_where_nothing_goes_out(&mut self) {
        if self.mail_without_outgoing {
            for wait in self.waits.iter_mut().filter(|wait| wait.channel.is_mail() && wait.answer.is_none()) {
                wait.marks.set(Marks::NO_OUTGOING);
            }
        }
    }

    fn sort(&mut self, archive: &Archive) {
        let list = &self.list;
        let name = |wait: &Wait| name(archive, &list[wait.conversation as usize]);
        let compare = |a: &Wait, b: &Wait| {
            name(a)
                .cmp(&name(b))
                .then_with(|| a.case.cmp(&b.case))
                .then_with(|| a.number.cmp(&b.number))
                .then_with(|| archive.text(a.customer).cmp(&archive.text(b.customer)))
                .then_with(|| {
                    archive.messages[a.opened as usize]
                        .origin
                        .cmp(&archive.messages[b.opened as usize].origin)
                })
        };
        // Waits are large, so small keys are sorted in their place: the time, and below it the place.
        const LOW: u32 = 32;
        let key = |(idx, wait): (u32, &Wait)| i128::from(wait.opened_at) << LOW | i128::from(idx);
        let mut order: Vec<i128> = (0u32..).zip(&self.waits).map(key).collect();
        order.sort_unstable();
        // Few begin in the same second; only those are looked at.
        let place = |key: i128| key as u32;
        let wait = |key: i128| &self.waits[place(key) as usize];
        for same in order.chunk_by_mut(|a, b| a >> LOW == b >> LOW) {
            same.sort_by(|&a, &b| compare(wait(a), wait(b)));
        }
        let order = order.into_iter().map(place).collect();
        arrange::arrange(&mut self.waits, order);
    }
}

fn name<'a>(archive: &'a Archive, conversation: &Conversation) -> Cow<'a, str> {
    archive.text(conversation.name).map_or_else(
        || {
            let first = &archive.messages[conversation.first as usize];
            // No time leaves the words alone to be told.
            let time = first.sent.get().map_or(0, i64::unsigned_abs);
            Cow::Owned(format!("no-id-{:016x}", first.fingerprint ^ time.rotate_left(32)))
        },
        Cow::Borrowed,
    )
}

/// Mailboxes with customers' mail and nothing from the team; other formats are taken as complete.
fn lacks_outgoing_mail(archive: &Archive, people: &People) -> bool {
    if !archive.files.iter().any(FileReport::is_mailbox) {
        return false;
    }
    let mut has_customers = false;
    for (idx, message) in archive.messages.iter().enumerate() {
        let in_mailbox = archive.file_of(message).is_some_and(|file| file.is_mailbox());
        if !in_mailbox || !matches!(message.kind, Kind::Message | Kind::AutoReply) {
            continue;
        }
        match people.roles[idx] {
            Role::Team => return false,
            Role::Customer => has_customers = true,
            _ => {}
        }
    }
    let is_in_mailbox =
        |idx: u32| archive.file_of(&archive.messages[idx as usize]).is_some_and(FileReport::is_mailbox);
    has_customers && !automatic::generated(archive, people).any(is_in_mailbox)
}

fn earlier(archive: &Archive, a: u32, b: u32) -> std::cmp::Ordering {
    let key = |message: &Message| (message.sent.is_none(), message.sent.get());
    let (one, other) = (&archive.messages[a as usize], &archive.messages[b as usize]);
    key(one)
        .cmp(&key(other))
        .then_with(|| archive.text(one.id).cmp(&archive.text(other.id)))
        .then_with(|| one.origin.cmp(&other.origin))
}

#[cfg(test)]
mod tests;
