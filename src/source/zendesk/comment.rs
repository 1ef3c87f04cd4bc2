//! One comment of a ticket: who wrote it, for whom, and whether a person did.

use std::borrow::Cow;

use serde_json::Value;

use super::side::Side;
use crate::message::{Channel, Kind, Role, Stamp};
use crate::source::json::fields::Fields;
use crate::source::talk::Talk;
use crate::text::html;

/// What comments need to know of their ticket.
pub(super) struct Ticket<'a> {
    pub id: Cow<'a, str>,
    pub requester: Option<Cow<'a, str>>,
    pub channel: Channel,
    pub subject: Option<Cow<'a, str>>,
}

impl<'a> Ticket<'a> {
    pub fn of(record: Fields<'a>) -> Self {
        Self {
            id: record.text("id").unwrap_or_default(),
            requester: record.text("requester_id"),
            channel: super::channel(record.text("via.channel")),
            subject: record.text("raw_subject").or_else(|| record.text("subject")),
        }
    }
}

/// The comment of an audit, with what the audit knows about it.
pub(super) fn of_audit(event: Fields<'_>, audit: Fields<'_>) -> Value {
    let mut comment = event.0.clone();
    if let Value::Object(fields) = &mut comment {
        for key in ["author_id", "via"] {
            let known = fields.get(key).is_some_and(|value| !value.is_null());
            if !known {
                fields.insert(key.to_owned(), audit.at(key).0.clone());
            }
        }
    }
    comment
}

pub(super) fn read(
    comment: Fields<'_>,
    ticket: &Ticket<'_>,
    side: &Side,
    sent: Result<Stamp, String>,
    talk: &mut Talk<'_>,
) {
    let sent = match sent {
        Ok(sent) => sent,
        Err(found) => return talk.bad("bad-time", format!("`created_at` is {found:?}, expected a time")),
    };
    let author = comment.text("author_id");
    let role = author.as_deref().and_then(|author| side.role(author, ticket));
    let mut draft = talk.draft(ticket.channel, &ticket.id, sent);
    draft.id = comment.text("id");
    draft.subject = ticket.subject.as_deref().map(Cow::Borrowed);
    if let Some(person) = author.as_deref().and_then(|author| side.person(author)) {
        draft.name = person.name.as_deref().map(Cow::Borrowed);
        draft.author = person.email.as_deref().map(Cow::Borrowed);
    }
    draft.author = draft.author.or(author);
    draft.role = role;
    draft.text = words(comment);
    let via = comment.text("via.channel");
    let rel = comment.text("via.source.rel");
    let by_rule = via.as_deref() == Some("rule") || matches!(rel.as_deref(), Some("trigger" | "automation"));
    if comment.is_false("public") {
        talk.event(draft, Kind::Note, role.unwrap_or(Role::Team), "zendesk:private");
    } else if rel.as_deref() == Some("merge") {
        talk.event(draft, Kind::Note, Role::System, "zendesk:merged");
    } else if by_rule {
        talk.event(draft, Kind::AutoReply, Role::Team, "zendesk:rule");
    } else {
        talk.say(draft);
    }
}

/// The plain body where there is one; the empty text for attachments alone.
fn words(comment: Fields<'_>) -> Option<Cow<'_, str>> {
    let plain = comment.text("plain_body").or_else(|| comment.text("body"));
    let text = plain.or_else(|| comment.text("html_body").map(|body| Cow::Owned(html::to_text(&body))));
    text.or_else(|| comment.list("attachments").next().map(|_| Cow::Borrowed("")))
}
