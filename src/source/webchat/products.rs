//! What each chat widget calls its fields.

use std::borrow::Cow;

use super::WebChat;
use crate::message::{Channel, Kind, Role};
use crate::source::json::fields::Fields;
use crate::source::talk::Talk;

pub static SMARTSUPP: WebChat = WebChat {
    name: "smartsupp",
    about: "Smartsupp conversations as its hooks post them (JSON, NDJSON)",
    signature: &["channel.isMissed", "messages[*].sentAt"],
    words: &[],
    conversation: &["channel.id", "id"],
    messages: "messages",
    time: "sentAt",
    text: "content",
    id: "id",
    name_of: &["name"],
    author: &["from"],
    visitor: &["visitor.email", "visitor.id"],
    visitor_name: &["visitor.name"],
    role: |message| match message.text("type").as_deref() {
        Some("visitor") => Role::Customer,
        // Written by a rule in an agent's name.
        Some("agent") if message.is("from", "system") || message.has("triggeredBy") => Role::Bot,
        Some("agent") => Role::Team,
        _ => Role::System,
    },
    event: |message| {
        let content = message.text("content").unwrap_or_default();
        match &*content {
            _ if !message.is("type", "system") => None,
            "agent.join" | "agent.leave" => Some((Kind::Assigned, Role::System, "smartsupp:agents-changed")),
            "close.visitorClose" => Some((Kind::Closed, Role::Customer, "smartsupp:closed-by-visitor")),
            "close.agentClose" => Some((Kind::Closed, Role::Team, "smartsupp:closed-by-agent")),
            content if content.starts_with("close.") => {
                Some((Kind::Closed, Role::System, "smartsupp:closed"))
            }
            _ => Some((Kind::Note, Role::System, "smartsupp:event")),
        }
    },
    missed: "channel.isMissed",
    other: |_, _| false,
    first_response: "channel.firstResponse",
    rating: ("channel.rating", "endAt"),
};

pub static TAWK: WebChat = WebChat {
    name: "tawk",
    about: "tawk.to transcripts and tickets as its hooks post them (JSON, NDJSON)",
    signature: &["event", "property.id"],
    words: &["chat:transcript_created", "chat:start", "chat:end", "ticket:create"],
    conversation: &["chat.id"],
    messages: "chat.messages",
    time: "time",
    text: "msg",
    id: "id",
    name_of: &["sender.n"],
    author: &["sender.id"],
    visitor: &["chat.visitor.email", "chat.visitor.name"],
    visitor_name: &["chat.visitor.name"],
    role: |message| match message.text("sender.t").as_deref() {
        Some("v") => Role::Customer,
        Some("a") => Role::Team,
        // Triggers speak as the system.
        _ => Role::System,
    },
    event: |message| match message.is("type", "webrtc-call") {
        true => Some((Kind::Note, Role::System, "tawk:call")),
        false => None,
    },
    missed: "",
    other: tawk_other,
    first_response: "",
    rating: ("chat.rating", "time"),
};

pub static JIVO: WebChat = WebChat {
    name: "jivo",
    about: "JivoChat chats and offline messages as its hooks post them (JSON, NDJSON)",
    signature: &["event_name"],
    words: &["\"chat_finished\"", "\"offline_message\""],
    conversation: &["chat_id"],
    messages: "chat.messages",
    time: "timestamp",
    text: "message",
    id: "id",
    name_of: &[],
    author: &["agent_id"],
    visitor: &["visitor.email", "visitor.phone", "visitor.number", "visitor.name"],
    visitor_name: &["visitor.name"],
    role: |message| match message.text("type").as_deref() {
        Some("visitor") => Role::Customer,
        Some("agent") => Role::Team,
        _ => Role::System,
    },
    event: |_| None,
    missed: "",
    other: jivo_other,
    first_response: "",
    rating: ("chat.rate", "timestamp"),
};

/// Tickets of the offline form, and hooks that repeat what a transcript holds.
fn tawk_other(document: Fields<'_>, talk: &mut Talk<'_>) -> bool {
    if document.is("event", "ticket:create") {
        let form = Form {
            id: &["ticket.humanId", "ticket.id"],
            text: &["ticket.message"],
            subject: "ticket.subject",
            time: "time",
            author: &["requester.email", "requester.name"],
            name: &["requester.name"],
        };
        form.read(document, talk);
        return true;
    }
    let is_repeated = document.is("event", "chat:start") || document.is("event", "chat:end");
    if is_repeated {
        talk.outside("hook-event");
    }
    is_repeated
}

fn jivo_other(document: Fields<'_>, talk: &mut Talk<'_>) -> bool {
    if document.is("event_name", "offline_message") {
        let form = Form {
            id: &["offline_message_id"],
            text: &["message"],
            subject: "",
            // The number of an offline message is its time.
            time: "offline_message_id",
            author: &["visitor.email", "visitor.phone", "visitor.number", "visitor.name"],
            name: &["visitor.name"],
        };
        form.read(document, talk);
        return true;
    }
    let is_other = !document.is("event_name", "chat_finished");
    if is_other {
        talk.outside("hook-event");
    }
    is_other
}

/// A message that was left when nobody was there.
struct Form {
    id: &'static [&'static str],
    text: &'static [&'static str],
    subject: &'static str,
    time: &'static str,
    author: &'static [&'static str],
    name: &'static [&'static str],
}

impl Form {
    fn read(&self, document: Fields<'_>, talk: &mut Talk<'_>) {
        let Some(sent) = talk.time(document, self.time) else { return };
        let first = |paths: &[&str]| super::first(document, paths);
        let id = first(self.id).unwrap_or_default();
        let mut draft = talk.draft(Channel::Form, &id, sent);
        draft.id = first(self.id);
        draft.role = Some(Role::Customer);
        draft.author = first(self.author);
        draft.name = first(self.name);
        draft.subject = document.text(self.subject).filter(|_| !self.subject.is_empty());
        draft.text = first(self.text).or(Some(Cow::Borrowed("")));
        talk.say(draft);
    }
}
