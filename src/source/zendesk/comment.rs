//! One comment of a ticket: who wrote it, for whom, and whether a person did.

use std::borrow::Cow;

use serde_json::Value;

use super::side::Side;
use crate::message::{Channel, Flags, Kind, Role, Stamp};
use crate::source::json::fields::Fields;
use crate::source::talk::Talk;
use crate::text::html;

/// What comments need to know of their ticket.
pub(super) struct Ticket<'a> {
    pub id: Cow<'a, str>,
    pub requester: Option<Cow<'a, str>>,
    pub assignee: Option<Cow<'a, str>>,
    pub channel: Channel,
    pub subject: Option<Cow<'a, str>>,
}

impl<'a> Ticket<'a> {
    pub fn of(record: Fields<'a>) -> Self {
        Self {
            id: record.text("id").unwrap_or_default(),
            requester: record.text("requester_id"),
            assignee: record.text("assignee_id"),
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
    let known = author.as_deref().and_then(|author| side.role(author, ticket));
    let role = known.map(|(role, _)| role);
    let mut draft = talk.draft(ticket.channel, &ticket.id, sent);
    draft.id = comment.text("id");
    draft.subject = ticket.subject.as_deref().map(Cow::Borrowed);
    side.sign(&mut draft, author);
    draft.role = role;
    if known.is_some_and(|(_, is_certain)| !is_certain) {
        draft.flags.set(Flags::ROLE_GUESSED);
    }
    draft.text = words(comment);
    let via = comment.text("via.channel");
    let rel = comment.text("via.source.rel");
    let by_rule = via.as_deref() == Some("rule") || matches!(rel.as_deref(), Some("trigger" | "automation"));
    if comment.is_false("public") {
        talk.event(draft, Kind::Note, role.unwrap_or(Role::Team), "zendesk:private");
    } else if rel.as_deref() == Some("merge")
        || (role != Some(Role::Customer) && draft.text.as_deref().is_some_and(is_merge))
    {
        talk.event(draft, Kind::Note, Role::System, "zendesk:merged");
    } else if by_rule {
        talk.event(draft, Kind::AutoReply, Role::Team, "zendesk:rule");
    } else {
        talk.say(draft);
    }
}

/// What Zendesk proposes to write into both tickets of a merge.
fn is_merge(text: &str) -> bool {
    let text = text.trim_start();
    let is_gone = || text.starts_with("This request was closed and merged into request #");
    let has_come = || {
        let first = text.lines().next().unwrap_or_default();
        first.starts_with("Request #") && first.contains("was closed and merged into this request")
    };
    is_gone() || has_come()
}

/// The plain body where there is one; the empty text for attachments alone.
fn words(comment: Fields<'_>) -> Option<Cow<'_, str>> {
    let plain = comment.text("plain_body").or_else(|| comment.text("body"));
    let text = plain.or_else(|| comment.text("html_body").map(|body| Cow::Owned(html::to_text(&body))));
    text.or_else(|| comment.list("attachments").next().map(|_| Cow::Borrowed("")))
}
