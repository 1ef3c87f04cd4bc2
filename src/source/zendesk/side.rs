//! What the other files of the export tell: people with their roles, tickets, whether comments are there.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::comment::Ticket;
use crate::input::Entry;
use crate::input::text::TextReader;
use crate::message::{Channel, Role};
use crate::source::Stream;
use crate::source::json::fields::Fields;
use crate::source::json::{self, Event, Walk, Want};

/// So many files of a folder are looked into, at most.
const MAX_FILES: usize = 500;

/// A user of the helpdesk.
pub(super) struct Person {
    pub name: Option<String>,
    pub email: Option<String>,
    role: Option<Role>,
}

/// A ticket that stands in another file than its comments.
struct Known {
    requester: Option<String>,
    subject: Option<String>,
    channel: Channel,
}

/// What is known beside a file.
#[derive(Default)]
pub(super) struct Side {
    people: BTreeMap<String, Person>,
    tickets: BTreeMap<String, Known>,
    pub has_comments: bool,
}

/// Does the head list users?
pub(super) fn is_people(head: &[u8]) -> bool {
    let places = ["users[*].role", "users[*].id", "users[*].organization_id", "users[*].verified"];
    let found = json::finds(head, &places);
    found.iter().take(2).all(|found| *found) && found.iter().skip(2).any(|found| *found)
}

/// What the files in the folder of a stream say, itself included.
pub(super) fn beside(stream: &Stream<'_>) -> Side {
    let mut side = Side::default();
    // A pipe can be read only once, and nothing lies beside it.
    let own = std::iter::once(stream.entry).filter(|entry| entry.seekable);
    let others = stream.beside.folder(stream.entry).filter(|entry| entry.name != stream.entry.name);
    for entry in own.chain(others.filter(|entry| !entry.media)).take(MAX_FILES) {
        let name = entry.name.rsplit('/').next().unwrap_or_default();
        let is_own = entry.name == stream.entry.name;
        let is_json = [".json", ".ndjson", ".jsonl"].iter().any(|ending| name.ends_with(ending));
        if !(is_own || is_json) || !is_ours(entry) {
            continue;
        }
        let part = match is_own {
            true => Some(Arc::new(read(entry))),
            false => stream.beside.load(stream.entry, name, "zendesk", read),
        };
        let Some(part) = part else { continue };
        side.add(&part);
    }
    side
}

fn is_ours(entry: &Entry) -> bool {
    let places = ["users[*].role", "tickets[*].requester_id", "comments[*].author_id", "audits[*].ticket_id"];
    // Tickets one a line hold all that belongs to them.
    let is_page = |head: &[u8]| !json::finds(head, &["requester_id"]).contains(&true);
    entry.peek().is_ok_and(|head| is_page(&head) && json::finds(&head, &places).contains(&true))
}

/// What one file says.
fn read(entry: &Entry) -> Side {
    let mut side = Side::default();
    let Ok(stream) = entry.open(0) else { return side };
    let wanted = [
        ("users[*]", Want::Value),
        ("tickets[*]", Want::Value),
        ("comments[*].author_id", Want::Value),
        ("audits[*].ticket_id", Want::Value),
    ];
    let mut walk = Walk::new(TextReader::new(stream, None), &wanted);
    while let Ok(Some(event)) = walk.next() {
        let Event::Value { place, bytes, .. } = event else { continue };
        let Ok(value) = serde_json::from_slice::<Value>(bytes) else { continue };
        let record = Fields(&value);
        match place {
            0 => side.add_person(record),
            1 => side.add_ticket(record),
            _ => side.has_comments = true,
        }
    }
    side
}

impl Side {
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.get(id)
    }

    /// By the list of users, else by who asked: everybody else who writes into a ticket works there.
    pub fn role(&self, author: &str, ticket: &Ticket<'_>) -> Option<Role> {
        if let Some(role) = self.person(author).and_then(|person| person.role) {
            return Some(role);
        }
        let requester = ticket.requester.as_deref()?;
        Some(if requester == author { Role::Customer } else { Role::Team })
    }

    /// A ticket of another file.
    pub fn ticket<'a>(&'a self, id: &Cow<'a, str>) -> Ticket<'a> {
        let known = self.tickets.get(&**id);
        Ticket {
            id: id.clone(),
            requester: known.and_then(|known| known.requester.as_deref()).map(Cow::Borrowed),
            channel: known.map_or(Channel::Email, |known| known.channel),
            subject: known.and_then(|known| known.subject.as_deref()).map(Cow::Borrowed),
        }
    }

    fn add_person(&mut self, user: Fields<'_>) {
        let Some(id) = user.text("id") else { return };
        let role = match user.text("role").as_deref() {
            Some("end-user") => Some(Role::Customer),
            Some("agent" | "admin") => Some(Role::Team),
            _ => None,
        };
        let text = |path| user.text(path).map(Cow::into_owned);
        self.people.insert(id.into_owned(), Person { name: text("name"), email: text("email"), role });
    }

    fn add_ticket(&mut self, record: Fields<'_>) {
        let ticket = Ticket::of(record);
        let known = Known {
            requester: ticket.requester.map(Cow::into_owned),
            subject: ticket.subject.map(Cow::into_owned),
            channel: ticket.channel,
        };
        self.tickets.insert(ticket.id.into_owned(), known);
    }

    fn add(&mut self, other: &Self) {
        self.has_comments |= other.has_comments;
        for (id, person) in &other.people {
            let person = Person { name: person.name.clone(), email: person.email.clone(), role: person.role };
            self.people.insert(id.clone(), person);
        }
        for (id, known) in &other.tickets {
            let (requester, subject) = (known.requester.clone(), known.subject.clone());
            self.tickets.insert(id.clone(), Known { requester, subject, channel: known.channel });
        }
    }
}
