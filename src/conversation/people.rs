//! Who is who: the role of every message and the identity that waits, from what the export says, the
//! settings, or evidence that is reported.

mod spelling;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::mail::person;
use crate::message::by_sym::{BySym, SymSet};
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Kind, Message, Role};
use crate::settings::{Team, phone};
use crate::source::collect::Archive;
use crate::text::fold::lowered;

use super::infer;

/// The role, identity and channel of every message, by its index.
#[derive(Debug, Default)]
pub struct People {
    pub roles: Vec<Role>,
    /// The author, else the name; of a contact form the customer it was sent for.
    pub who: Vec<Option<Sym>>,
    pub channels: Vec<Channel>,
    /// Recipients who are of the team, bots or partners.
    known: SymSet,
    /// Of a person with several spellings the one that stands for all.
    one: FxHashMap<Sym, Sym>,
    /// What was inferred about the team, empty when the settings say it all.
    pub inferred: Vec<Evidence>,
    /// The team could not be told; nothing can be measured.
    pub undecided: Option<Undecided>,
}

/// One member of the team that was inferred, and from what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Address, `@domain` or name.
    pub member: String,
    pub why: Why,
}

/// What speaks for a member of the team; counts are of conversations, mails and exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Wrote so many mails that lie among the sent ones.
    SentMail(usize),
    /// So many mails were put into its mailbox.
    Delivered(usize),
    /// In so many conversations, and the next one in so many.
    Busiest(usize, usize),
    /// Owner of so many exports.
    Owner(usize),
    /// The other side of a chat whose file is named after its customer.
    Peer,
}

/// Nobody could be told to be the team: those who appear most, with the number of their conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub candidates: Vec<(String, usize)>,
}

/// Answers who an address or name is, as far as the settings and the evidence say.
pub struct Directory<'a> {
    archive: &'a Archive,
    team: &'a Team,
    bots: FxHashSet<String>,
    names: FxHashSet<String>,
    known: BySym<Option<Role>>,
}

/// Works out everybody's role; `conversations` gives a key per message that conversations share.
pub fn tell(archive: &Archive, team: &Team, conversations: impl FnOnce() -> Vec<u32>) -> People {
    let mut people = People::default();
    let mut team = team.clone();
    if let Some(families) = infer::needed(archive, &team) {
        let keys = conversations();
        infer::infer(archive, &keys, families, &mut team, &mut people);
    }
    let mut directory = Directory::new(archive, &team);
    people.one = spelling::one(archive);
    people.roles.reserve_exact(archive.messages.len());
    people.who.reserve_exact(archive.messages.len());
    people.channels.reserve_exact(archive.messages.len());
    let (mut ours, mut customers) = (SymSet::default(), SymSet::default());
    for message in &archive.messages {
        let (role, who, channel) = directory.place(message);
        people.roles.push(role);
        people.who.push(who.map(|who| people.one(who)));
        people.channels.push(channel);
        people.known.extend(message.to.iter().copied().filter(|&to| directory.role(to).is_some()));
        match message.role {
            Some(Role::Team | Role::Bot | Role::Other) => ours.extend(message.author),
            Some(Role::Customer) => customers.extend(message.author),
            Some(Role::System) | None => {}
        }
    }
    // Whom the export itself calls team, bot or other is no customer as a recipient either, unless it calls the same
    // address a customer elsewhere.
    people.known.extend_without(&ours, &customers);
    people.know_delivered(archive);
    people
}

impl People {
    /// The mailboxes that mail was put into are the export's own, whatever the team is called, unless somebody
    /// writes from there: no customer is common to all mail.
    fn know_delivered(&mut self, archive: &Archive) {
        let own = archive.files.iter().flat_map(|file| file.facts.delivered_to.keys());
        let own: Vec<Sym> = own.filter_map(|address| archive.strings.find(address)).collect();
        if own.is_empty() {
            return;
        }
        let is_customer = |idx: &usize| self.roles[*idx] == Role::Customer;
        let authors: SymSet = (0..archive.messages.len())
            .filter(is_customer)
            .filter_map(|idx| archive.messages[idx].author)
            .collect();
        self.known.extend(own.into_iter().filter(|&address| !authors.contains(address)));
    }

    /// The address that stands for all spellings of a person's address.
    pub fn one(&self, who: Sym) -> Sym {
        self.one.get(&who).copied().unwrap_or(who)
    }

    /// May this recipient be a customer? Everybody is who is nobody else.
    pub fn is_customer(&self, recipient: Sym) -> bool {
        !self.known.contains(recipient)
    }
}

impl<'a> Directory<'a> {
    pub fn new(archive: &'a Archive, team: &'a Team) -> Self {
        let folded = |list: &[String]| list.iter().map(|name| name.trim().to_lowercase()).collect();
        Self { archive, team, bots: folded(&team.bots), names: folded(&team.names), known: BySym::default() }
    }

    /// The role of an address or name that is nobody's by the settings is `None`.
    pub fn role(&mut self, sym: Sym) -> Option<Role> {
        if let Some(role) = self.known.get(sym) {
            return role;
        }
        let role = self.look_up(self.archive.strings.get(sym));
        self.known.insert(sym, role);
        role
    }

    /// Who sent a message: role, identity and channel.
    fn place(&mut self, message: &Message) -> (Role, Option<Sym>, Channel) {
        let who = message.author.or(message.name);
        let role = match message.role {
            Some(role) => role,
            None => self.of_author(message),
        };
        if role == Role::Team
            && message.kind == Kind::Message
            && message.channel.is_mail()
            && let Some(customer) = message.rare().answer_to
            && self.role(customer).is_none()
            && !message.to.is_empty()
            && message.to.iter().all(|&to| self.role(to) == Some(Role::Team))
        {
            return (Role::Customer, Some(customer), Channel::Form);
        }
        (role, who, message.channel)
    }

    fn of_author(&mut self, message: &Message) -> Role {
        // A bot often writes from the team's address: what is asked first decides, not where it stands.
        let known: Vec<Role> =
            [message.author, message.name].into_iter().flatten().filter_map(|sym| self.role(sym)).collect();
        let first = [Role::Bot, Role::Team, Role::Other].into_iter().find(|role| known.contains(role));
        match first {
            Some(role) => role,
            None if message.author.is_none() && message.name.is_none() && is_event(message.kind) => {
                Role::System
            }
            None if message.kind == Kind::Bounce => Role::System,
            // No address says who wrote it; nobody else's mail lies among the sent.
            None if message.author.is_none() && message.flags.has(Flags::SENT) => Role::Team,
            None => Role::Customer,
        }
    }

    fn look_up(&self, text: &str) -> Option<Role> {
        let text = text.trim();
        let folded = &*lowered(text);
        if self.bots.contains(folded) {
            return Some(Role::Bot);
        }
        if holds_address(&self.team.addresses, folded)
            || self.names.contains(folded)
            || self.team.phones.iter().any(|own| own == text || (is_phone(text) && phone::is_same(own, text)))
        {
            return Some(Role::Team);
        }
        holds_address(&self.team.partners, folded).then_some(Role::Other)
    }
}

fn is_phone(text: &str) -> bool {
    5 <= text.bytes().filter(u8::is_ascii_digit).count() && text.chars().all(|c| !c.is_alphabetic())
}

/// Does a list of addresses and `@domain` entries hold this address? Letter case, `+tag` and the dots of
/// Gmail are ignored.
fn holds_address(list: &[String], folded: &str) -> bool {
    if list.is_empty() {
        return false;
    }
    let Some((local, domain)) = person::halves(folded) else { return false };
    let plain = local.split_once('+').map_or(local, |(plain, _)| plain);
    let is_gmail = matches!(domain, "gmail.com" | "googlemail.com");
    list.iter().any(|entry| match person::halves(entry) {
        Some(("", of_domain)) => of_domain.eq_ignore_ascii_case(domain),
        Some((of_local, of_domain)) => {
            let of_plain = of_local.split_once('+').map_or(of_local, |(plain, _)| plain);
            (of_plain.eq_ignore_ascii_case(plain) && of_domain.eq_ignore_ascii_case(domain))
                || (is_gmail && person::identity(&entry.to_lowercase()) == person::identity(folded))
        }
        None => false,
    })
}

const fn is_event(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Closed
            | Kind::Reopened
            | Kind::Handoff
            | Kind::Assigned
            | Kind::Deleted
            | Kind::Bounce
            | Kind::Receipt
    )
}

#[cfg(test)]
mod tests;
