//! Slack: the workspace export, a folder per channel with a file per day.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use super::draft::Draft;
use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::input::Entry;
use crate::message::{Channel, Kind, Role, Stamp};
use crate::problem::Problem;

mod text;
mod users;

use users::Users;

pub struct Slack;

/// Every message has a time; the rest of them tells who or what wrote it.
const TIME: &[&str] = &["[*].ts"];
const WRITERS: &[&str] = &["[*].user", "[*].bot_id", "[*].subtype"];
/// Files that tell about the workspace.
const ASIDE: &[&str] = &[
    "users.json",
    "channels.json",
    "groups.json",
    "dms.json",
    "mpims.json",
    "integration_logs.json",
    "org_users.json",
    "canvases.json",
    "file_conversations.json",
    "huddle_transcripts.json",
    "lists.json",
];
/// What the lists in those files are made of.
const PARTS: &[&str] = &["[*].id", "[*].service_type", "[*].user_id", "[*].app_type"];

impl Source for Slack {
    fn name(&self) -> &'static str {
        "slack"
    }

    fn about(&self) -> &'static str {
        "Slack, export of a workspace: zip or folder with users.json and a folder per channel"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let file = peek.file_name();
        let any = |places| peek.finds(places).contains(&true);
        let is_empty = peek.whole && peek.head.trim_ascii() == b"[]";
        if ASIDE.contains(&file) && (is_empty || any(PARTS)) && !any(TIME) {
            return Sniff::Aside(format!("{file} of a Slack export"));
        }
        if any(TIME) && any(WRITERS) {
            return Sniff::Yes("a list of messages with `ts` and `user`".to_owned());
        }
        if is_empty && is_day(file) {
            return Sniff::Aside("a day without messages in a Slack export".to_owned());
        }
        Sniff::No("no list of messages with `ts`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let read = |entry: &Entry| users::read(stream.beside, entry);
        let users = ["../users.json", "users.json"]
            .iter()
            .find_map(|name| stream.beside.load(stream.entry, name, "slack-users", read));
        let channel = stream.name().rsplit('/').nth(1).unwrap_or_default();
        if users.is_none() {
            let text = "no users.json beside it: who is a guest and who a bot is not known";
            sink.remark(Problem::file("no-users", text));
        }
        let users = users.unwrap_or_else(|| Arc::new(Users::default()));
        talk::read(stream, &["[*]"], sink, &mut |fields, talk| message(fields, channel, &users, talk))
    }
}

/// `2026-11-02.json`.
fn is_day(file: &str) -> bool {
    file.strip_suffix(".json").is_some_and(|day| crate::date::iso::date_only(day).is_some())
}

fn message(message: Fields<'_>, channel: &str, users: &Users, talk: &mut Talk<'_>) {
    if !message.0.is_object() {
        return talk.bad("bad-message", "a message that is no object");
    }
    let subtype = message.text("subtype").unwrap_or_default();
    let is_message = message.is("type", "message") || !message.has("type");
    let kind = match &*subtype {
        _ if !is_message => return talk.outside("system-line"),
        "tombstone" => Kind::Deleted,
        "" | "bot_message" | "thread_broadcast" | "reply_broadcast" | "file_share" | "file_comment"
        | "me_message" => Kind::Message,
        _ => return talk.outside("system-line"),
    };
    let Some(sent) = talk.time(message, "ts") else { return };
    let ts = message.text("ts").unwrap_or_default();
    // Outside a thread people answer each other in the channel itself, and nothing links their lines.
    let is_root = message.has("reply_count") || message.has("replies");
    let root = message.text("thread_ts").or_else(|| is_root.then(|| ts.clone()));
    let conversation = match (root, channel) {
        (Some(root), "") => root.into_owned(),
        (Some(root), _) => format!("{channel}/{root}"),
        (None, "") => ts.clone().into_owned(),
        (None, _) => channel.to_owned(),
    };
    let mut draft = talk.draft(Channel::Chat, &conversation, sent);
    draft.id = Some(ts).filter(|ts| !ts.is_empty());
    draft.edited = message.time("edited.ts").unwrap_or(Stamp::Unknown);
    writer(message, &subtype, users, &mut draft);
    if kind == Kind::Deleted {
        return talk.say(Draft { kind, why: "slack:deleted", ..draft });
    }
    draft.text = Some(Cow::Owned(text::plain(&message.text("text").unwrap_or_default(), users)));
    talk.say(draft);
}

/// Who wrote it: a person of the list, a guest, or an application.
fn writer<'a>(message: Fields<'a>, subtype: &str, users: &'a Users, draft: &mut Draft<'a>) {
    let id = message.text("user").or_else(|| message.text("comment.user"));
    let user = id.as_deref().and_then(|id| users.get(id));
    let is_slackbot = id.as_deref() == Some("USLACKBOT");
    draft.name = user.and_then(|user| user.name.as_deref()).map(Cow::Borrowed);
    draft.name = draft.name.take().or_else(|| message.text("user_profile.real_name"));
    draft.name = draft.name.take().or_else(|| message.text("username"));
    draft.author = user.and_then(|user| user.email.as_deref()).map(Cow::Borrowed).or(id);
    let is_bot = is_slackbot || subtype == "bot_message" || message.has("bot_id");
    let is_bot = is_bot || user.is_some_and(|user| user.is_bot);
    let is_guest = user.is_some_and(|user| users.is_guest(user)) || is_foreign(message, users);
    draft.role = match (is_bot, is_guest) {
        (true, _) => Some(Role::Bot),
        (false, true) => Some(Role::Customer),
        (false, false) => None,
    };
    if is_bot {
        draft.author = draft.author.take().or_else(|| message.text("bot_id"));
    }
}

/// People of a shared channel come with a short profile of their own.
fn is_foreign(message: Fields<'_>, users: &Users) -> bool {
    let profile = message.at("user_profile");
    let team = profile.text("team").or_else(|| message.text("user_team"));
    profile.is_true("is_restricted")
        || profile.is_true("is_ultra_restricted")
        || team.is_some_and(|team| users.is_other_team(&team))
}

#[cfg(test)]
mod tests;
