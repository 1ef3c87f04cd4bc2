//! What the other files of the export tell: people with their roles, tickets, whether comments are there.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::comment::Ticket;
use crate::input::Entry;
use crate::message::{Channel, Role};
use crate::source::beside::Beside;
use crate::source::draft::Draft;
use crate::source::json::fields::Fields;
use crate::source::{Peek, Stream, aside, json};

/// Zendesk itself.
const SYSTEM: &str = "-1";

/// A user of the helpdesk.
struct Person {
    name: Option<String>,
    email: Option<String>,
    role: Option<Role>,
}

/// A ticket that stands in another file than its comments.
struct Known {
    requester: Option<String>,
    assignee: Option<String>,
    subject: Option<String>,
    channel: Channel,
}

/// What is known beside a file.
#[derive(Default)]
pub(super) struct Side {
    people: BTreeMap<String, Person>,
    tickets: BTreeMap<String, Known>,
    pub has_comments: bool,
    /// Changes of status are told there.
    pub has_audits: bool,
}

/// Does the file list users?
pub(super) fn is_people(peek: &Peek<'_>) -> bool {
    let places = ["users[*].role", "users[*].id", "users[*].organization_id", "users[*].verified"];
    let found = peek.finds(&places);
    found.iter().take(2).all(|found| *found) && found.iter().skip(2).any(|found| *found)
}

/// What the files in the folder of a stream say, itself included.
pub(super) fn beside(stream: &Stream<'_>) -> Arc<Side> {
    stream.beside.gather(stream.entry, "zendesk", |side: &mut Side, entry| {
        let is_page = !entry.media && is_ours(entry);
        if is_page {
            side.read(stream.beside, entry);
        }
        is_page
    })
}

fn is_ours(entry: &Entry) -> bool {
    let places = ["users[*].role", "tickets[*].requester_id", "comments[*].author_id", "audits[*].ticket_id"];
    // Tickets one a line hold all that belongs to them.
    let is_page = |head: &[u8]| !json::finds(head, &["requester_id"]).contains(&true);
    entry.peek().is_ok_and(|head| is_page(&head) && json::finds(&head, &places).contains(&true))
}

impl Side {
    /// Adds what one file says.
    fn read(&mut self, beside: &Beside<'_>, entry: &Entry) {
        let places = ["users[*]", "tickets[*]", "comments[*].author_id", "audits[*].ticket_id"];
        aside::read(beside, entry, "zendesk", &places, |place, record| match place {
            0 => self.add_person(record),
            1 => self.add_ticket(record),
            _ => {
                self.has_comments = true;
                self.has_audits |= place == 3;
            }
        });
    }

    /// Puts the name and the address of a user under a message, or the bare id.
    pub fn sign<'a>(&'a self, draft: &mut Draft<'a>, author: Option<Cow<'a, str>>) {
        let person = author.as_deref().and_then(|author| self.people.get(author));
        draft.name = person.and_then(|person| person.name.as_deref()).map(Cow::Borrowed);
        draft.author = person.and_then(|person| person.email.as_deref()).map(Cow::Borrowed).or(author);
    }

    /// By the list of users, else by who asked and who has the ticket; and whether that is certain. Anybody else most likely
    /// works there, but may be somebody in copy.
    pub fn role(&self, author: &str, ticket: &Ticket<'_>) -> Option<(Role, bool)> {
        if author == SYSTEM {
            return Some((Role::System, true));
        }
        if let Some(role) = self.people.get(author).and_then(|person| person.role) {
            return Some((role, true));
        }
        let requester = ticket.requester.as_deref()?;
        let is_assigned = ticket.assignee.as_deref() == Some(author);
        Some(if requester == author { (Role::Customer, true) } else { (Role::Team, is_assigned) })
    }

    /// A ticket of another file.
    pub fn ticket<'a>(&'a self, id: &Cow<'a, str>) -> Ticket<'a> {
        let known = self.tickets.get(&**id);
        Ticket {
            id: id.clone(),
            requester: known.and_then(|known| known.requester.as_deref()).map(Cow::Borrowed),
            assignee: known.and_then(|known| known.assignee.as_deref()).map(Cow::Borrowed),
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
            assignee: ticket.assignee.map(Cow::into_owned),
            subject: ticket.subject.map(Cow::into_owned),
            channel: ticket.channel,
        };
        self.tickets.insert(ticket.id.into_owned(), known);
    }
}
