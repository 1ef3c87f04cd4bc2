//! Telegram Desktop, Export chat history: one chat or the whole account, as JSON or HTML.

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use super::json::fields::Fields;
use super::json::{self, Event, Walk, Want};
use super::table::replaced;
use super::talk::Talk;
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
        let found = json::finds(peek.head, ACCOUNT);
        let has_chats = json::finds(peek.head, &["about", "chats", "contacts", "left_chats"]);
        let of_account = found.first() == Some(&true) && has_chats.first() == Some(&true);
        if of_account || found.iter().skip(1).any(|found| *found) {
            return Sniff::Yes("JSON with `personal_information` or `chats.list[].messages`".to_owned());
        }
        let names_type = || ChatType::NAMES.iter().any(|(name, _)| names(peek.head, name));
        if json::finds(peek.head, CHAT).iter().all(|found| *found) && names_type() {
            return Sniff::Yes("JSON of a chat with its `type` and `messages`".to_owned());
        }
        Sniff::No("no JSON with chats as Telegram Desktop writes them".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        if html::is_ours(&stream.entry.peek()?) {
            return html::read(stream, sink);
        }
        let mut walk = Walk::new(stream.text()?, PLACES);
        let mut reading = Reading { talk: Talk::new(sink), owner: None, chat: Chat::default() };
        while let Some(event) = walk.next()? {
            match event {
                Event::Begin { .. } | Event::End { .. } => reading.chat = Chat::default(),
                Event::Value { place, line, bytes, .. } => reading.value(place, line, bytes),
                Event::Broken { line, what } => {
                    reading.talk.at_line(line);
                    reading.talk.bad("bad-json", what);
                }
            }
        }
        if let Some(remark) = replaced(walk.inner.n_replaced) {
            reading.talk.remark(remark);
        }
        Ok(())
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

struct Reading<'a> {
    talk: Talk<'a>,
    /// The author id of the one whose account it is.
    owner: Option<String>,
    chat: Chat,
}

impl Reading<'_> {
    fn value(&mut self, place: usize, line: u64, bytes: &[u8]) {
        self.talk.at_line(line);
        let is_message = place != OWNER && place % N_FIELDS == 3;
        let value = match serde_json::from_slice::<Value>(bytes) {
            Ok(value) => value,
            Err(error) if is_message => return self.talk.bad("bad-json", error.to_string()),
            Err(_) => return,
        };
        let fields = Fields(&value);
        if is_message {
            return message::read(fields, &self.chat, self.owner.as_deref(), &mut self.talk);
        }
        let text = || fields.text("").map(Cow::into_owned);
        match place {
            OWNER => {
                self.owner = fields.text("user_id").map(|id| format!("user{id}"));
                self.talk.facts().owner.clone_from(&self.owner);
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
