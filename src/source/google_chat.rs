//! Google Chat in a Takeout: a messages.json per direct chat or space.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::{Channel, Kind, Role};

mod date;
mod owner;

pub struct GoogleChat;

const SIGNATURE: &[&str] = &["messages[*].creator", "messages[*].created_date"];
const PLACES: &[&str] = &["messages[*]"];

impl Source for GoogleChat {
    fn name(&self) -> &'static str {
        "google-chat"
    }

    fn about(&self) -> &'static str {
        "Google Chat, Takeout: Groups/*/messages.json, with Users beside it"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let all = |places| peek.finds(places).iter().all(|found| *found);
        if all(SIGNATURE) {
            return Sniff::Yes("JSON with `creator` and `created_date`".to_owned());
        }
        match peek.file_name() {
            "group_info.json" if all(&["members"]) => Sniff::Aside("the members of a Google Chat".to_owned()),
            "user_info.json" if all(&["user"]) => {
                Sniff::Aside("the owner of a Google Chat export".to_owned())
            }
            _ => Sniff::No("no JSON with `creator` and `created_date`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let owner = owner::find(stream);
        if let Some(owner) = &owner {
            sink.facts().owner = Some(owner.as_ref().clone());
        }
        let folder = stream.name().rsplit('/').nth(1).unwrap_or_default();
        talk::read(stream, PLACES, sink, &mut |fields, talk| message(fields, folder, owner.as_ref(), talk))
    }
}

fn message(message: Fields<'_>, folder: &str, owner: Option<&Arc<String>>, talk: &mut Talk<'_>) {
    if !message.has("created_date") {
        return talk.outside("no-message");
    }
    let written = message.text("created_date").unwrap_or_default();
    let Some(sent) = date::parse(&written) else {
        let written: String = written.chars().take(60).collect();
        let text = format!(
            "`created_date` is {written:?}, expected a date in English; set the account's language to English and export again"
        );
        return talk.bad("bad-time", text);
    };
    // A direct chat is one conversation, in a space each topic is.
    let is_direct = folder.starts_with("DM ");
    let conversation = match message.text("topic_id").filter(|_| !is_direct) {
        Some(topic) => Cow::Owned(format!("{folder}/{topic}")),
        None => Cow::Borrowed(folder),
    };
    let mut draft = talk.draft(Channel::Chat, &conversation, sent);
    draft.id = message.text("message_id");
    draft.author = message.text("creator.email");
    draft.name = message.text("creator.name");
    let is_owner = owner.is_some_and(|owner| {
        draft.author.as_deref().is_some_and(|author| author.eq_ignore_ascii_case(owner))
    });
    draft.role = match () {
        () if message.is("creator.user_type", "Bot") => Some(Role::Bot),
        () if is_owner => Some(Role::Team),
        () if is_direct && owner.is_some() => Some(Role::Customer),
        () => None,
    };
    if message.is("message_state", "DELETED") {
        (draft.kind, draft.why) = (Kind::Deleted, "google-chat:deleted");
    } else {
        draft.text = Some(message.text("text").unwrap_or_default());
    }
    talk.say(draft);
}

#[cfg(test)]
mod tests;
