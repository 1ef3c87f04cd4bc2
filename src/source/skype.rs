//! Skype: messages.json of the export from the account page, alone or in its .tar.

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::json::Want;
use super::json::fields::Fields;
use super::pile::Pile;
use super::talk::{self, Step, Talk};
use super::{Peek, Sink, Sniff, Source, Stream, databases};
use crate::message::{Channel, Kind, Role, Stamp};

mod content;

pub struct Skype;

const SIGNATURE: &[&str] =
    &["conversations[*].MessageList", "conversations[*].MessageList[*].originalarrivaltime"];
const EMPTY: &[&str] = &["userId", "exportDate", "conversations"];

const PLACES: &[(&str, Want)] = &[
    ("userId", Want::Value),
    ("conversations[*].id", Want::Value),
    ("conversations[*].displayName", Want::Value),
    ("conversations[*].MessageList[*]", Want::Value),
    ("conversations[*]", Want::Scope),
];

impl Source for Skype {
    fn name(&self) -> &'static str {
        "skype"
    }

    fn about(&self) -> &'static str {
        "Skype, export from the account page: messages.json, also inside its .tar"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let all = |places| peek.finds(places).iter().all(|found| *found);
        if all(SIGNATURE) || all(EMPTY) {
            return Sniff::Yes("JSON with `MessageList` and `originalarrivaltime`".to_owned());
        }
        if peek.name.ends_with("endpoints.json") && all(&["endpoints"]) {
            return Sniff::Aside("the devices of a Skype account".to_owned());
        }
        match databases::advice(peek) {
            Some(advice) => Sniff::Refuse(advice.to_owned()),
            None => Sniff::No("no JSON with `MessageList`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut reading = Reading::default();
        talk::walk(stream, PLACES, sink, &mut |step, talk| match step {
            Step::Scope => reading.next_chat(talk),
            Step::Value(place, fields) => {
                reading.value(place, fields, talk);
                if reading.pile.is_full() {
                    reading.pile.empty(talk, |_| {});
                }
            }
        })
    }
}

#[derive(Default)]
struct Reading {
    owner: Option<String>,
    /// Of the conversation.
    id: Option<String>,
    name: Option<String>,
    pile: Pile,
}

impl Reading {
    fn next_chat(&mut self, talk: &mut Talk<'_>) {
        self.pile.empty(talk, |_| {});
        (self.id, self.name) = (None, None);
    }

    fn value(&mut self, place: usize, fields: Fields<'_>, talk: &mut Talk<'_>) {
        let text = || fields.text("").map(Cow::into_owned);
        match place {
            0 => {
                self.owner = text();
                talk.facts().owner.clone_from(&self.owner);
            }
            1 => self.id = text(),
            2 => self.name = text(),
            _ => self.message(fields, talk),
        }
    }

    fn message(&mut self, message: Fields<'_>, talk: &mut Talk<'_>) {
        let id = self.id.clone().or_else(|| message.text("conversationid").map(Cow::into_owned));
        let id = id.unwrap_or_default();
        // Lists of calls and notices that look like conversations.
        if id.starts_with("48:") {
            return talk.outside("pseudo-chat");
        }
        let kind = message.text("messagetype").unwrap_or_default();
        let content = message.text("content").unwrap_or_default();
        let Some(what) = content::judge(&kind, &content) else { return talk.outside("system-line") };
        let Some(sent) = talk.time(message, "originalarrivaltime") else { return };
        let mut draft = talk.draft(Channel::Chat, "", sent);
        draft.conversation = (!id.is_empty()).then_some(Cow::Owned(id));
        draft.id = message.text("id").map(|id| Cow::Owned(id.into_owned()));
        draft.author = message.text("from").map(|from| Cow::Owned(account(&from).to_owned()));
        draft.name = message.text("displayName").map(|name| Cow::Owned(name.into_owned()));
        draft.subject = self.name.clone().map(Cow::Owned);
        draft.role = self.role(&draft);
        draft.edited = what.edited.map_or(Stamp::Unknown, Stamp::Instant);
        (draft.kind, draft.why) = (what.kind, what.why);
        draft.text = (what.kind == Kind::Message).then_some(Cow::Owned(what.text));
        let millis = message.text("id").and_then(|id| id.parse().ok());
        let seconds = match sent {
            Stamp::Instant(instant) => instant.saturating_mul(1000),
            _ => 0,
        };
        self.pile.push(millis.unwrap_or(seconds), draft);
    }

    /// The kind of account shows in front of its id; a chat of two is called after the other side.
    fn role(&self, draft: &Draft<'_>) -> Option<Role> {
        let author = draft.author.as_deref()?;
        if self.owner.as_deref() == Some(author) {
            return Some(Role::Team);
        }
        if author.starts_with("28:") {
            return Some(Role::Bot);
        }
        let conversation = draft.conversation.as_deref().unwrap_or_default();
        let of_two = conversation.starts_with("8:") || conversation.starts_with("4:");
        (of_two && self.owner.is_some()).then_some(Role::Customer)
    }
}

/// Some files give the address of a contact, which ends in its id.
fn account(from: &str) -> &str {
    from.rsplit('/').next().unwrap_or(from)
}

#[cfg(test)]
mod tests;
