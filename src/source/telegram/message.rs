//! One message of Telegram: who wrote it by the kind of chat, and what it is.

use std::borrow::Cow;

use super::time;
use crate::message::{Channel, Kind, Role, Stamp};
use crate::source::draft::Draft;
use crate::source::json::fields::Fields;
use crate::source::talk::Talk;

/// What is known about the chat that is being read.
#[derive(Default)]
pub(super) struct Chat {
    pub name: Option<String>,
    pub kind: Option<ChatType>,
    pub id: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChatType {
    Personal,
    Bot,
    Saved,
    Group,
    /// Only its makers write there.
    Channel,
}

impl ChatType {
    pub const NAMES: &[(&str, Self)] = &[
        ("personal_chat", Self::Personal),
        ("bot_chat", Self::Bot),
        ("saved_messages", Self::Saved),
        ("private_group", Self::Group),
        ("private_supergroup", Self::Group),
        ("public_supergroup", Self::Group),
        ("private_channel", Self::Channel),
        ("public_channel", Self::Channel),
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|&(_, kind)| kind)
    }
}

/// A message or a notice.
pub(super) fn read(message: Fields<'_>, chat: &Chat, owner: Option<&str>, talk: &mut Talk<'_>) {
    if !message.0.is_object() {
        return talk.bad("bad-message", "a message that is no object");
    }
    let is_call = message.is("action", "phone_call");
    if message.is("type", "service") && !is_call {
        return talk.outside("system-line");
    }
    let sent = match time(message, "date_unixtime", "date") {
        Ok(sent) => sent,
        Err(found) => return talk.bad("bad-time", format!("the date is {found:?}, expected a time")),
    };
    let conversation = chat.id.as_deref().or(chat.name.as_deref()).unwrap_or_default();
    let mut draft = talk.draft(Channel::Chat, conversation, sent);
    draft.id = message.text("id");
    draft.reply_to = message.text("reply_to_message_id");
    draft.name = message.text(if is_call { "actor" } else { "from" });
    draft.author = author(message, if is_call { "actor_id" } else { "from_id" });
    draft.subject = chat.name.as_deref().map(Cow::Borrowed);
    draft.role = role(message, &draft, chat, owner);
    draft.edited = edited(message);
    if is_call {
        let (kind, why) = call(message);
        return talk.say(Draft { kind, why, ..draft });
    }
    draft.text = Some(text(message));
    talk.say(draft);
}

/// A number until 2020, `user123` since; `channel123` speaks for a channel or group.
fn author<'a>(message: Fields<'a>, key: &str) -> Option<Cow<'a, str>> {
    match message.text(key)? {
        id if id.bytes().all(|byte| byte.is_ascii_digit()) => Some(Cow::Owned(format!("user{id}"))),
        id => Some(id),
    }
}

fn role(message: Fields<'_>, draft: &Draft<'_>, chat: &Chat, owner: Option<&str>) -> Option<Role> {
    let author = draft.author.as_deref()?;
    let is_chat = |prefix| author.strip_prefix(prefix).is_some_and(|id: &str| Some(id) == chat.id.as_deref());
    if message.has("via_bot") {
        return Some(Role::Bot);
    }
    if owner == Some(author) {
        return Some(Role::Team);
    }
    let is_named_so = draft.name.is_some() && draft.name.as_deref() == chat.name.as_deref();
    match chat.kind? {
        // The chat has the name of the other side, and since 2021 its number.
        ChatType::Personal if owner.is_some() || is_chat("user") || is_named_so => Some(Role::Customer),
        ChatType::Bot if owner.is_some() || is_chat("user") || is_named_so => Some(Role::Bot),
        ChatType::Personal | ChatType::Bot if message.at("from_id").0.is_string() => Some(Role::Team),
        ChatType::Personal | ChatType::Bot => None,
        ChatType::Saved => Some(Role::Team),
        ChatType::Channel => Some(Role::Other),
        // An administrator may write in the name of the group.
        ChatType::Group if is_chat("channel") => Some(Role::Team),
        ChatType::Group if author.starts_with("channel") => Some(Role::Other),
        ChatType::Group => None,
    }
}

/// Old files give the first second of 1970 where nothing was edited.
fn edited(message: Fields<'_>) -> Stamp {
    match time(message, "edited_unixtime", "edited") {
        Ok(Stamp::Instant(instant)) if 86_400 < instant => Stamp::Instant(instant),
        Ok(Stamp::Local(local)) if 86_400 < local.and_utc().timestamp() => Stamp::Local(local),
        _ => Stamp::Unknown,
    }
}

fn call(message: Fields<'_>) -> (Kind, &'static str) {
    let talked = message.number("duration_seconds").is_some_and(|seconds| 0.0 < seconds);
    match talked {
        true => (Kind::Call, "telegram:call"),
        false => (Kind::MissedCall, "telegram:missed-call"),
    }
}

/// A text, or a list of pieces that are texts or carry one.
fn text<'a>(message: Fields<'a>) -> Cow<'a, str> {
    if let Some(text) = message.at("text").0.as_str() {
        return Cow::Borrowed(text);
    }
    let piece = |piece: Fields<'a>| piece.0.as_str().or_else(|| piece.at("text").0.as_str());
    Cow::Owned(message.list("text").filter_map(piece).collect())
}
