//! Version 2 of the API: chats with one list of events, and tickets.

use std::borrow::Cow;

use crate::message::{Channel, Kind, Role, Stamp};
use crate::source::draft::Draft;
use crate::source::json::fields::Fields;
use crate::source::talk::Talk;

/// A chat; `events` repeats all of `messages`, so that only one of them is read.
pub(super) fn chat(chat: Fields<'_>, talk: &mut Talk<'_>) {
    let name = chat.text("id").unwrap_or_default();
    let invited = chat.is("engagement", "auto_invite") || chat.is("engagement", "manual_invite");
    let mut is_invitation = invited;
    let Some(list) = ["events", "messages"].into_iter().find(|list| chat.has_any(list)) else {
        return talk.bad("no-events", format!("chat {name} comes without its events"));
    };
    for event in chat.list(list) {
        let Some(sent) = talk.time(event, "timestamp") else { continue };
        let mut draft = talk.draft(Channel::Chat, &name, sent);
        let user = event.text("user_type").unwrap_or_default();
        let role = match &*user {
            "visitor" => Role::Customer,
            "agent" | "supervisor" => Role::Team,
            _ => Role::System,
        };
        draft.role = Some(role);
        draft.name = event.text("author_name");
        draft.author = match role {
            Role::Customer => chat.text("visitor.email").or_else(|| chat.text("visitor.id")),
            _ => event.text("agent_id"),
        };
        if event.is("type", "event") {
            match event.is("event_type", "closed") {
                true => talk.event(draft, Kind::Closed, role, "livechat:closed"),
                false => talk.event(draft, Kind::Note, Role::System, "livechat:event"),
            }
            continue;
        }
        let attachment = event.is("type", "attachment") || event.has_any("files");
        draft.text = event.text("text").or(attachment.then_some(Cow::Borrowed("")));
        if user == "supervisor" {
            talk.event(draft, Kind::Note, Role::Team, "livechat:supervisor");
        } else if role == Role::Team && std::mem::take(&mut is_invitation) {
            talk.event(draft, Kind::AutoReply, Role::Team, "livechat:invitation");
        } else {
            is_invitation &= role != Role::Customer;
            talk.say(draft);
        }
    }
    rating(chat, &name, talk);
}

/// The mark that the visitor gave belongs to the end of the chat.
fn rating(chat: Fields<'_>, name: &str, talk: &mut Talk<'_>) {
    let rate = chat.text("rate");
    if !matches!(rate.as_deref(), Some("rated_good" | "rated_bad")) {
        return;
    }
    let sent = chat.time("ended_timestamp").unwrap_or(Stamp::Unknown);
    let draft = talk.draft(Channel::Chat, name, sent);
    let text = rate.map(|rate| Cow::Owned(rate.into_owned()));
    talk.event(Draft { text, ..draft }, Kind::Rating, Role::Customer, "livechat:rating");
}

/// A ticket: mail, or a chat that nobody took.
pub(super) fn ticket(ticket: Fields<'_>, talk: &mut Talk<'_>) {
    let name = ticket.text("id").unwrap_or_default();
    let channel = match ticket.text("source.type").as_deref() {
        Some("facebook" | "twitter") => Channel::Social,
        Some("chat-window" | "lc2") => Channel::Form,
        _ => Channel::Email,
    };
    if !ticket.has_any("events") {
        return talk.bad("no-events", format!("ticket {name} comes without its events"));
    }
    for event in ticket.list("events") {
        let Some(sent) = talk.time(event, "date") else { continue };
        let mut draft = talk.draft(channel, &name, sent);
        let role = match event.text("author.type").as_deref() {
            Some("client") => Role::Customer,
            Some("agent") => Role::Team,
            _ => Role::System,
        };
        draft.role = Some(role);
        draft.name = event.text("author.name");
        draft.author = event.text("author.id").or_else(|| match role {
            Role::Customer => ticket.text("requester.mail"),
            _ => None,
        });
        draft.subject = ticket.text("subject");
        draft.text = event.text("message");
        if !event.is("type", "message") {
            let kind = if event.is("type", "assignee_changed") { Kind::Assigned } else { Kind::Note };
            talk.event(draft, kind, role, "livechat:ticket-event");
        } else if event.is_true("is_private") {
            talk.event(draft, Kind::Note, Role::Team, "livechat:private");
        } else {
            talk.say(draft);
        }
    }
}
