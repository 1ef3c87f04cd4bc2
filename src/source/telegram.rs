//! Telegram Desktop, Export chat history: one chat or the whole account, as JSON or HTML.

use std::borrow::Cow;
use std::io;

use super::json::Want;
use super::json::fields::Fields;
use super::talk::{self, Step, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::Stamp;

mod html;
mod message;

use message::{Chat, ChatType};

pub struct Telegram;

/// What only an export of the whole account has.
const ACCOUNT: &[&str] = &["personal_information", "chats.list[*].messages", "left_chats.list[*].messages"];
/// What a chat begins with.
const CHAT: &[&str] = &["type", "id", "messages"];

impl Source for Telegram {
    fn name(&self) -> &'static str {
        "telegram"
    }

    fn about(&self) -> &'static str {
        "Telegram Desktop, Export chat history: result.json of a chat or of the whole account, or HTML"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        if html::is_ours(peek.head) {
            return Sniff::Yes("HTML with the title \"Exported Data\"".to_owned());
        }
        let found = peek.finds(ACCOUNT);
        let has_chats = peek.finds(&["about", "chats", "contacts", "left_chats"]);
        let of_account = found.first() == Some(&true) && has_chats.first() == Some(&true);
        if of_account || found.iter().skip(1).any(|found| *found) {
            return Sniff::Yes("JSON with `personal_information` or `chats.list[].messages`".to_owned());
        }
        let names_type = || ChatType::NAMES.iter().any(|(name, _)| names(peek.head, name));
        if peek.finds(CHAT).iter().all(|found| *found) && names_type() {
            return Sniff::Yes("JSON of a chat with its `type` and `messages`".to_owned());
        }
        Sniff::No("no JSON with chats as Telegram Desktop writes them".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        if html::is_ours(&stream.entry.peek()?) {
            return html::read(stream, sink);
        }
        let mut reading = Reading { owner: None, chat: Chat::default() };
        talk::walk(stream, PLACES, sink, &mut |step, talk| match step {
            Step::Scope => reading.chat = Chat::default(),
            Step::Value(place, fields) => reading.value(place, fields, talk),
        })
    }
}

/// Chats stand at the top, or in one of two lists; the fields of each in the order of [`FIELDS`].
const PLACES: &[(&str, Want)] = &[
    ("name", Want::Value),
    ("type", Want::Value),
    ("id", Want::Value),
    ("messages[*]", Want::Value),
    ("chats.list[*].name", Want::Value),
    ("chats.list[*].type", Want::Value),
    ("chats.list[*].id", Want::Value),
    ("chats.list[*].messages[*]", Want::Value),
    ("left_chats.list[*].name", Want::Value),
    ("left_chats.list[*].type", Want::Value),
    ("left_chats.list[*].id", Want::Value),
    ("left_chats.list[*].messages[*]", Want::Value),
    ("chats.list[*]", Want::Scope),
    ("left_chats.list[*]", Want::Scope),
    ("personal_information", Want::Value),
];
const OWNER: usize = 14;
const N_FIELDS: usize = 4;

struct Reading {
    /// The author id of the one whose account it is.
    owner: Option<String>,
    chat: Chat,
}

impl Reading {
    fn value(&mut self, place: usize, fields: Fields<'_>, talk: &mut Talk<'_>) {
        if place != OWNER && place % N_FIELDS == 3 {
            return message::read(fields, &self.chat, self.owner.as_deref(), talk);
        }
        let text = || fields.text("").map(Cow::into_owned);
        match place {
            OWNER => {
                self.owner = fields.text("user_id").map(|id| format!("user{id}"));
                talk.facts().owner.clone_from(&self.owner);
            }
            _ => match place % N_FIELDS {
                0 => self.chat.name = text(),
                1 => self.chat.kind = text().as_deref().and_then(ChatType::named),
                _ => self.chat.id = text(),
            },
        }
    }
}

/// The time of a message: seconds since 1970, or local time in files before 2022.
fn time(message: Fields<'_>, unix: &str, local: &str) -> Result<Stamp, String> {
    match message.has(unix) {
        true => message.time(unix),
        false => message.time(local),
    }
}

fn names(head: &[u8], word: &str) -> bool {
    memchr::memmem::find(head, format!("\"{word}\"").as_bytes()).is_some()
}

#[cfg(test)]
mod tests;
