//! Discord: channels as DiscordChatExporter writes them, JSON.

use std::borrow::Cow;
use std::io;

use super::json::Want;
use super::json::fields::Fields;
use super::talk::{self, Step, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::{Channel, Kind, Role, Stamp};

pub struct Discord;

const SIGNATURE: &[&str] = &["guild", "channel", "messages[*].timestamp", "messages[*].author"];
const EMPTY: &[&str] = &["guild", "channel", "dateRange", "messages"];

const PLACES: &[(&str, Want)] = &[
    ("channel.id", Want::Value),
    ("channel.name", Want::Value),
    ("messages[*]", Want::Value),
    ("", Want::Scope),
];

impl Source for Discord {
    fn name(&self) -> &'static str {
        "discord"
    }

    fn about(&self) -> &'static str {
        "Discord, a channel or direct messages written as JSON by DiscordChatExporter"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let all = |places| peek.finds(places).iter().all(|found| *found);
        match all(SIGNATURE) || all(EMPTY) {
            true => Sniff::Yes("JSON with `guild`, `channel` and `messages`".to_owned()),
            false => Sniff::No("no JSON with `guild` and `channel`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let team_roles = &stream.settings.team_roles;
        sink.facts().team_known |= !team_roles.is_empty();
        let mut chat = Chat::of(team_roles);
        talk::walk(stream, PLACES, sink, &mut |step, talk| match step {
            Step::Scope => chat = Chat::of(team_roles),
            Step::Value(place, fields) => chat.value(place, fields, talk),
        })
    }
}

struct Chat<'a> {
    id: Option<String>,
    name: Option<String>,
    /// Names or ids of the roles on the server that make somebody one of the team.
    team_roles: &'a [String],
}

impl<'a> Chat<'a> {
    const fn of(team_roles: &'a [String]) -> Self {
        Self { id: None, name: None, team_roles }
    }

    fn value(&mut self, place: usize, fields: Fields<'_>, talk: &mut Talk<'_>) {
        match place {
            0 => self.id = fields.text("").map(Cow::into_owned),
            1 => self.name = fields.text("").map(Cow::into_owned),
            _ => self.message(fields, talk),
        }
    }

    fn message(&self, message: Fields<'_>, talk: &mut Talk<'_>) {
        if !message.0.is_object() {
            return talk.bad("bad-message", "a message that is no object");
        }
        let kind = message.text("type").unwrap_or_default();
        let (kind, why) = match &*kind {
            "" | "Default" | "Reply" | "ChatInputCommand" | "ContextMenuCommand" => (Kind::Message, ""),
            "Call" if talked(message) => (Kind::Call, "discord:call"),
            "Call" => (Kind::MissedCall, "discord:missed-call"),
            _ => return talk.outside("system-line"),
        };
        let Some(sent) = talk.time(message, "timestamp") else { return };
        let conversation = self.id.as_deref().or(self.name.as_deref()).unwrap_or_default();
        let mut draft = talk.draft(Channel::Chat, conversation, sent);
        draft.id = message.text("id");
        draft.reply_to = message.text("reference.messageId");
        draft.subject = self.name.as_deref().map(Cow::Borrowed);
        draft.author = message.text("author.id");
        draft.name = message.text("author.nickname").or_else(|| message.text("author.name"));
        draft.role = match message.is_true("author.isBot") {
            true => Some(Role::Bot),
            false => self.is_team(message).then_some(Role::Team),
        };
        draft.edited = message.time("timestampEdited").unwrap_or(Stamp::Unknown);
        (draft.kind, draft.why) = (kind, why);
        if kind == Kind::Message {
            draft.text = Some(message.text("content").unwrap_or_default());
        }
        talk.say(draft);
    }

    fn is_team(&self, message: Fields<'_>) -> bool {
        let has = |role: Fields<'_>, key: &str| {
            role.text(key).is_some_and(|text| {
                self.team_roles.iter().any(|one| one.to_lowercase() == text.to_lowercase())
            })
        };
        !self.team_roles.is_empty()
            && message.list("author.roles").any(|role| has(role, "name") || has(role, "id"))
    }
}

/// "Started a call that lasted 12 minutes."; one that nobody took lasted 0.
fn talked(message: Fields<'_>) -> bool {
    message.text("content").is_some_and(|text| text.contains(|c: char| matches!(c, '1'..='9')))
}

#[cfg(test)]
mod tests;
