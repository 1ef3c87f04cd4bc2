//! Conversations of Intercom as its API gives them.

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::{Channel, Flags, Kind, Role, Stamp};
use crate::problem::Problem;
use crate::text::html;

pub struct Intercom;

const PLACES: &[&str] = &["conversations[*]"];
const PARTS: &[&str] = &["conversations[*].conversation_parts", "conversation_parts"];
const DELIVERED: &[&str] = &["conversations[*].source.delivered_as", "source.delivered_as"];

impl Source for Intercom {
    fn name(&self) -> &'static str {
        "intercom"
    }

    fn about(&self) -> &'static str {
        "Intercom conversations of the API, one, a page or one a line (JSON, NDJSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let found = |places| peek.finds(places).contains(&true);
        match found(PARTS) || found(DELIVERED) {
            true => Sniff::Yes("JSON with `conversation_parts` or `source.delivered_as`".to_owned()),
            false => Sniff::No("no JSON with `conversation_parts`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        talk::read(stream, PLACES, sink, &mut |conversation, talk| read(conversation, talk))
    }
}

fn read(conversation: Fields<'_>, talk: &mut Talk<'_>) {
    let id = conversation.text("id").unwrap_or_default();
    if !conversation.has("conversation_parts") {
        let text =
            format!("conversation {id} comes without its parts, as pages of a list do: save it one by one");
        return talk.bad("no-parts", text);
    }
    let channel = match conversation.text("source.type").as_deref() {
        Some("email") => Channel::Email,
        Some("facebook" | "instagram" | "twitter") => Channel::Social,
        Some("phone_call" | "phone_switch") => Channel::Phone,
        _ => Channel::Chat,
    };
    // The vendor takes the hours off in which nobody was on duty.
    let to_reply = conversation.number("statistics.time_to_admin_reply");
    talk.figure("first_response_working_seconds", &id, to_reply);
    let n_parts = conversation.list("conversation_parts.conversation_parts").count();
    let total = conversation.number("conversation_parts.total_count").unwrap_or_default();
    let is_cut = (n_parts as f64) < total;
    // Behind the opening parts are missing, so that the first answer at hand need not be the first.
    let flags = if is_cut { Flags::LEFT_TRUNCATED } else { Flags::default() };
    let thread = Thread { id: &id, channel, flags };
    thread.opening(conversation, talk);
    for part in conversation.list("conversation_parts.conversation_parts") {
        thread.part(part, talk);
    }
    if is_cut {
        let text = format!(
            "conversation {id} has {total} parts and holds {n_parts} of them: the others are missing"
        );
        talk.facts().truncated = true;
        talk.remark(Problem::file("truncated", text));
    }
    rating(conversation, channel, &id, talk);
}

/// A conversation whose messages are being read.
#[derive(Clone, Copy)]
struct Thread<'a> {
    id: &'a str,
    channel: Channel,
    flags: Flags,
}

impl<'a> Thread<'a> {
    fn draft(self, sent: Stamp, talk: &mut Talk<'_>) -> Draft<'a> {
        Draft { flags: self.flags, ..talk.draft(self.channel, self.id, sent) }
    }

    /// The first message is no part; its time is that of the conversation.
    fn opening(self, conversation: Fields<'_>, talk: &mut Talk<'_>) {
        let Some(sent) = talk.time(conversation, "created_at") else { return };
        let source = conversation.at("source");
        let mut draft = self.draft(sent, talk);
        set_author(&mut draft, source.at("author"));
        draft.id = source.text("id");
        draft.subject = source.text("subject").map(plain);
        draft.text = words(source);
        match source.text("delivered_as").as_deref() {
            Some("customer_initiated") | None => talk.say(draft),
            Some("admin_initiated") => talk.say(Draft { role: Some(Role::Team), ..draft }),
            Some(_) => talk.event(draft, Kind::AutoReply, Role::Team, "intercom:campaign"),
        }
    }

    fn part(self, part: Fields<'_>, talk: &mut Talk<'_>) {
        let Some(sent) = talk.time(part, "created_at") else { return };
        let mut draft = self.draft(sent, talk);
        set_author(&mut draft, part.at("author"));
        draft.id = part.text("id");
        let role = draft.role.unwrap_or(Role::System);
        let kind = part.text("part_type").unwrap_or_default();
        if part.is_true("redacted") {
            return talk.event(draft, Kind::Deleted, role, "intercom:redacted");
        }
        draft.text = words(part);
        let event = match &*kind {
            "close" => Some((Kind::Closed, "intercom:closed")),
            "open" | "timer_unsnooze" | "unsnoozed" => Some((Kind::Reopened, "intercom:opened")),
            "assignment" | "assign_and_reopen" | "away_mode_assignment" => {
                Some((Kind::Assigned, "intercom:assigned"))
            }
            _ => None,
        };
        if kind == "note" {
            return talk.event(draft, Kind::Note, Role::Team, "intercom:note");
        }
        match (draft.text.is_some() && role != Role::System, event) {
            (false, Some((kind, why))) => talk.event(draft, kind, role, why),
            (false, None) => talk.event(draft, Kind::Note, Role::System, "intercom:event"),
            (true, event) => {
                let after = Draft { id: None, text: None, ..draft.clone() };
                talk.say(draft);
                // Answered and closed in one step.
                if let Some((kind @ (Kind::Closed | Kind::Reopened), why)) = event {
                    talk.also(Draft { kind, why, ..after });
                }
            }
        }
    }
}

/// The customer's mark, where one was given.
fn rating(conversation: Fields<'_>, channel: Channel, id: &str, talk: &mut Talk<'_>) {
    let rating = conversation.at("conversation_rating");
    if rating.number("rating").is_none() {
        return;
    }
    let Some(sent) = talk.time(rating, "created_at") else { return };
    let draft = talk.draft(channel, id, sent);
    talk.event(
        Draft { text: rating.text("remark"), ..draft },
        Kind::Rating,
        Role::Customer,
        "intercom:rating",
    );
}

fn set_author<'a>(draft: &mut Draft<'a>, author: Fields<'a>) {
    draft.name = author.text("name");
    draft.author = author.text("email").or_else(|| author.text("id"));
    draft.role = Some(match author.text("type").as_deref() {
        Some("user" | "lead" | "contact") => Role::Customer,
        Some("admin") if !author.is_true("from_ai_agent") => Role::Team,
        Some("admin" | "bot") => Role::Bot,
        _ => Role::System,
    });
}

/// The words of a body; the empty text where it holds attachments only.
fn words(part: Fields<'_>) -> Option<Cow<'_, str>> {
    let text = part.text("body").map(plain).filter(|text| !text.trim().is_empty());
    text.or_else(|| part.list("attachments").next().map(|_| Cow::Borrowed("")))
}

fn plain(body: Cow<'_, str>) -> Cow<'_, str> {
    if body.contains(['<', '&']) { Cow::Owned(html::to_text(&body)) } else { body }
}

#[cfg(test)]
mod tests;
