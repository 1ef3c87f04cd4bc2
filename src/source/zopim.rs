//! Chats of Zendesk Chat (once Zopim) as its API gives them.

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::{Channel, Flags, Kind, Role};

pub struct Zopim;

const PLACES: &[&str] = &["chats[*]"];
const SIGNATURE: &[&str] = &["chats[*].history[*].type", "history[*].type"];
const OFFLINE: &[&str] = &["chats[*].visitor", "visitor"];
const OFFLINE_ID: &[&str] = &["chats[*].session", "session"];

impl Source for Zopim {
    fn name(&self) -> &'static str {
        "zopim"
    }

    fn about(&self) -> &'static str {
        "Zendesk Chat (Zopim) chats and offline messages of the API (JSON, NDJSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let found = |places| peek.finds(places).contains(&true);
        let names = |text: &[u8]| memchr::memmem::find(peek.head, text).is_some();
        if found(SIGNATURE) && (names(b"\"chat.msg\"") || names(b"\"chat.member")) {
            return Sniff::Yes("JSON with `history` of `chat.msg`".to_owned());
        }
        if found(OFFLINE) && found(OFFLINE_ID) && names(b"\"offline_msg\"") {
            return Sniff::Yes("JSON with `offline_msg`".to_owned());
        }
        Sniff::No("no JSON with `history` of `chat.msg`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        talk::read(stream, PLACES, sink, &mut |chat, talk| read(chat, talk))
    }
}

fn read(chat: Fields<'_>, talk: &mut Talk<'_>) {
    if chat.is("type", "offline_msg") {
        return offline(chat, talk);
    }
    let id = chat.text("id").unwrap_or_default();
    if !chat.has_any("history") {
        return talk.bad("no-history", format!("chat {id} comes without its history"));
    }
    talk.figure("first_response_seconds", &id, chat.number("response_time.first"));
    let who = Who::of(chat);
    for event in chat.list("history") {
        read_event(event, &id, &who, talk);
    }
    if let Some(rating) = chat.text("rating") {
        let Some(sent) = talk.time(chat, "end_timestamp") else { return };
        let draft = talk.draft(Channel::Chat, &id, sent);
        let text = chat.text("comment").or(Some(rating));
        talk.event(Draft { text, ..draft }, Kind::Rating, Role::Customer, "zopim:rating");
    }
}

/// A message of the form that stands there when nobody is on duty.
fn offline(chat: Fields<'_>, talk: &mut Talk<'_>) {
    let Some(sent) = talk.time(chat, "timestamp") else { return };
    let id = chat.text("id").unwrap_or_default();
    let mut draft = talk.draft(Channel::Form, &id, sent);
    draft.id = chat.text("id");
    draft.role = Some(Role::Customer);
    draft.author = chat.text("visitor.email").or_else(|| chat.text("visitor.id"));
    draft.name = chat.text("visitor.name");
    draft.text = chat.text("message").or(Some(Cow::Borrowed("")));
    talk.say(draft);
}

/// The people of a chat.
struct Who<'a> {
    visitor: Option<Cow<'a, str>>,
    visitor_id: Option<Cow<'a, str>>,
    agents: Vec<Cow<'a, str>>,
    /// The vendor says that nobody answered.
    missed: bool,
}

impl<'a> Who<'a> {
    fn of(chat: Fields<'a>) -> Self {
        Self {
            visitor: chat.text("visitor.name"),
            visitor_id: chat.text("visitor.email").or_else(|| chat.text("visitor.id")),
            agents: chat.list("agent_names").filter_map(|name| name.text("")).collect(),
            missed: chat.is_true("missed"),
        }
    }

    /// By the nick where there is one, else by the name; who is neither visitor nor agent is a machine.
    fn role(&self, event: Fields<'_>) -> Role {
        let name = event.text("name");
        match event.text("nick").as_deref() {
            Some(nick) if nick.starts_with("visitor") => Role::Customer,
            Some(nick) if nick.starts_with("agent:trigger") => Role::Bot,
            Some(nick) if nick.starts_with("agent:") => Role::Team,
            _ if name.is_some() && name == self.visitor => Role::Customer,
            _ if name.is_some_and(|name| self.agents.contains(&name)) => Role::Team,
            _ => Role::Bot,
        }
    }
}

fn read_event<'a>(event: Fields<'a>, id: &'a str, who: &Who<'a>, talk: &mut Talk<'_>) {
    let Some(sent) = talk.time(event, "timestamp") else { return };
    let role = who.role(event);
    let mut draft = talk.draft(Channel::Chat, id, sent);
    draft.role = Some(role);
    draft.name = event.text("name");
    draft.id = event.text("msg_id").map(|message| Cow::Owned(format!("{id}/{message}")));
    draft.author = match role {
        Role::Customer => who.visitor_id.clone(),
        _ => event.text("nick"),
    };
    // What a trigger wrote settled nothing.
    if who.missed && role == Role::Bot {
        draft.flags.set(Flags::HOLDING);
    }
    match event.text("type").as_deref() {
        Some("chat.msg") => talk.say(Draft { text: event.text("msg").or(Some(Cow::Borrowed(""))), ..draft }),
        Some("chat.file") => talk.say(Draft { text: Some(Cow::Borrowed("")), ..draft }),
        Some("chat.memberleave") if role == Role::Customer => {
            talk.event(draft, Kind::Closed, Role::Customer, "zopim:visitor-left");
        }
        Some("chat.memberjoin" | "chat.memberleave") => {
            talk.event(draft, Kind::Assigned, role, "zopim:agents-changed");
        }
        Some("chat.comment") => {
            let text = event.text("new_comment").or_else(|| event.text("comment"));
            talk.event(Draft { text, ..draft }, Kind::Rating, Role::Customer, "zopim:comment");
        }
        _ => talk.event(draft, Kind::Note, Role::System, "zopim:event"),
    }
}

#[cfg(test)]
mod tests;
