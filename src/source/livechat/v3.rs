//! Version 3 of the API: a chat with its threads, each of them one case.

use std::borrow::Cow;

use crate::message::{Channel, Kind, Role};
use crate::source::draft::Draft;
use crate::source::json::fields::Fields;
use crate::source::talk::Talk;

/// A chat as `list_archives`, `get_chat` or `list_threads` give it.
pub(super) fn chat(chat: Fields<'_>, talk: &mut Talk<'_>) {
    let threads: Vec<Fields<'_>> = match chat.has("threads") {
        true => chat.list("threads").collect(),
        false if chat.has("thread") => vec![chat.at("thread")],
        false => {
            return talk
                .bad("no-events", "a chat without its threads: save it with get_chat or list_archives");
        }
    };
    for thread in threads {
        read_thread(chat, thread, talk);
    }
}

fn read_thread(chat: Fields<'_>, thread: Fields<'_>, talk: &mut Talk<'_>) {
    let ids = [chat.text("id"), thread.text("id")];
    let name = ids.into_iter().flatten().collect::<Vec<_>>().join("/");
    if thread.has("restricted_access") {
        return talk
            .bad("restricted", format!("access to thread {name} is restricted: its events are missing"));
    }
    if !thread.has_any("events") {
        return talk.bad("no-events", format!("thread {name} comes without its events"));
    }
    for event in thread.list("events") {
        read_event(chat, &name, event, talk);
    }
}

fn read_event<'a>(chat: Fields<'a>, name: &'a str, event: Fields<'a>, talk: &mut Talk<'_>) {
    let Some(sent) = talk.time(event, "created_at") else { return };
    let user = event
        .text("author_id")
        .and_then(|id| chat.list("users").find(|user| user.text("id") == Some(id.clone())));
    let role = user.and_then(|user| role_of(user));
    let mut draft = talk.draft(Channel::Chat, name, sent);
    draft.id = event.text("id");
    draft.author = user.and_then(|user| user.text("email")).or(event.text("author_id"));
    draft.name = user.and_then(|user| user.text("name"));
    draft.role = role;
    let is_note = event.is("visibility", "agents");
    if event.is_true("deleted") && !event.has("text") {
        return talk.say(Draft { kind: Kind::Deleted, why: "livechat:deleted", ..draft });
    }
    let kind = event.text("type").unwrap_or_default();
    match &*kind {
        "message" => draft.text = event.text("text").or(Some(Cow::Borrowed(""))),
        "file" => draft.text = Some(Cow::Borrowed("")),
        "rich_message" => draft.text = Some(Cow::Owned(cards(event))),
        "filled_form" => match answers(event) {
            Some(text) => {
                draft.role = draft.role.or(Some(Role::Customer));
                draft.text = Some(Cow::Owned(text));
            }
            None => return talk.event(draft, Kind::Note, Role::System, "livechat:form"),
        },
        "system_message" => return system(chat, event, draft, talk),
        _ => return talk.event(draft, Kind::Note, Role::System, "livechat:event"),
    }
    if is_note {
        return talk.event(draft, Kind::Note, Role::Team, "livechat:agents-only");
    }
    talk.say(draft);
}

/// The user object does not tell machines; a person's id is an address.
fn role_of(user: Fields<'_>) -> Option<Role> {
    match &*user.text("type")? {
        "customer" => Some(Role::Customer),
        "agent" if user.text("id").is_some_and(|id| id.contains('@')) => Some(Role::Team),
        "agent" if user.text("email").is_some_and(|email| email.contains('@')) => Some(Role::Team),
        "agent" => Some(Role::Bot),
        _ => None,
    }
}

fn cards(event: Fields<'_>) -> String {
    let texts = event.list("elements").flat_map(|element| [element.text("title"), element.text("subtitle")]);
    texts.flatten().collect::<Vec<_>>().join("\n")
}

/// What the customer asked in the form before the chat: what was written freely, not the name, the address, a tick or a
/// choice.
fn answers(event: Fields<'_>) -> Option<String> {
    if !event.is("form_type", "prechat") {
        return None;
    }
    // A choice is an object or a list of them.
    let asks = |field: &Fields<'_>| match field.text("type").as_deref() {
        Some("name" | "email" | "phone" | "group_chooser" | "checkbox" | "radio" | "select" | "rating") => {
            false
        }
        _ => !field.has("answers"),
    };
    let answers = event.list("fields").filter(asks).filter_map(|field| field.text("answer"));
    let text = answers.collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(text)
}

/// Lines that the platform writes into the chat.
fn system<'a>(chat: Fields<'a>, event: Fields<'a>, mut draft: Draft<'a>, talk: &mut Talk<'_>) {
    let what = event.text("system_message_type").unwrap_or_default();
    let (kind, role, why) = match &*what {
        "manual_archived_agent" => (Kind::Closed, Role::Team, "livechat:closed-by-agent"),
        "manual_archived_customer" => (Kind::Closed, Role::Customer, "livechat:closed-by-customer"),
        "archived_customer_disconnected" => (Kind::Closed, Role::Customer, "livechat:customer-disconnected"),
        "routing.archived_inactive" | "routing.archived_disconnected" | "routing.archived_deleted" => {
            (Kind::Closed, Role::System, "livechat:closed-for-silence")
        }
        "routing.assigned_inactive" => (Kind::Assigned, Role::System, "livechat:taken-from-silent-agent"),
        what if what.starts_with("routing.unassigned") => {
            (Kind::Assigned, Role::System, "livechat:back-to-queue")
        }
        "chat_transferred" => (Kind::Assigned, Role::System, "livechat:transferred"),
        "agent_joined" | "agent_added" | "agent_left" | "agent_removed" => {
            (Kind::Assigned, Role::System, "livechat:agents-changed")
        }
        "rating.chat_rated" | "rating.chat_commented" => {
            let text = event.text("text_vars.comment").or_else(|| event.text("text_vars.score"));
            return talk.event(Draft { text, ..draft }, Kind::Rating, Role::Customer, "livechat:rating");
        }
        _ => (Kind::Note, Role::System, "livechat:system-message"),
    };
    if role == Role::Customer {
        let customer = chat.list("users").find(|user| user.is("type", "customer"));
        draft.author = customer.and_then(|user| user.text("email").or_else(|| user.text("id")));
    }
    talk.event(draft, kind, role, why);
}
