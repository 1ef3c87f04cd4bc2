//! Chat widgets whose conversations are plain lists of messages: Smartsupp, tawk.to, JivoChat.

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::{Channel, Flags, Kind, Role};

mod products;

pub use products::{JIVO, SMARTSUPP, TAWK};

/// How one product spells a conversation.
pub struct WebChat {
    name: &'static str,
    about: &'static str,
    /// Places that must all occur in a document.
    signature: &'static [&'static str],
    /// One of these texts must occur as well; empty asks for none.
    words: &'static [&'static str],
    conversation: &'static [&'static str],
    messages: &'static str,
    time: &'static str,
    text: &'static str,
    id: &'static str,
    name_of: &'static [&'static str],
    author: &'static [&'static str],
    /// Where the visitor's address or id stands in the conversation.
    visitor: &'static [&'static str],
    visitor_name: &'static [&'static str],
    role: fn(Fields<'_>) -> Role,
    /// A message that is none: why it is what.
    event: fn(Fields<'_>) -> Option<(Kind, Role, &'static str)>,
    /// Where it says that nobody answered the visitor; empty is nowhere.
    missed: &'static str,
    /// What is no chat: a form, a call.
    other: fn(Fields<'_>, &mut Talk<'_>) -> bool,
    /// Where the vendor's first response stands, in seconds; empty is nowhere.
    first_response: &'static str,
    /// Where the visitor's mark stands, and when it was given.
    rating: (&'static str, &'static str),
}

impl Source for WebChat {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let names = |word: &&str| memchr::memmem::find(peek.head, word.as_bytes()).is_some();
        let found = peek.finds(self.signature);
        match found.iter().all(|found| *found) && (self.words.is_empty() || self.words.iter().any(names)) {
            true => Sniff::Yes(format!("JSON with `{}`", self.signature.join("`, `"))),
            false => Sniff::No(format!("no JSON with `{}`", self.signature.join("`, `"))),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        talk::read(stream, &[], sink, &mut |document, talk| self.read_document(document, talk))
    }
}

impl WebChat {
    fn read_document(&self, document: Fields<'_>, talk: &mut Talk<'_>) {
        if (self.other)(document, talk) {
            return;
        }
        let id = first(document, self.conversation).unwrap_or_default();
        if !document.has_any(self.messages) {
            return talk.bad("no-messages", format!("chat {id} comes without its messages"));
        }
        if !self.first_response.is_empty() {
            talk.figure("first_response_seconds", &id, document.number(self.first_response));
        }
        for message in document.list(self.messages) {
            self.read_message(document, message, &id, talk);
        }
        let (rating, rated_at) = self.rating;
        if let Some(text) = document.text(rating) {
            let Some(sent) = talk.time(document, rated_at) else { return };
            let draft = talk.draft(Channel::Chat, &id, sent);
            talk.event(Draft { text: Some(text), ..draft }, Kind::Rating, Role::Customer, "chat:rating");
        }
    }

    fn read_message(&self, document: Fields<'_>, message: Fields<'_>, id: &str, talk: &mut Talk<'_>) {
        let Some(sent) = talk.time(message, self.time) else { return };
        let role = (self.role)(message);
        let mut draft = talk.draft(Channel::Chat, id, sent);
        draft.role = Some(role);
        draft.id = message.text(self.id);
        draft.name = first(message, self.name_of);
        draft.author = first(message, self.author);
        let event = (self.event)(message);
        // Whoever closes a chat must be the one who asked.
        if role == Role::Customer || matches!(event, Some((_, Role::Customer, _))) {
            draft.author = first(document, self.visitor).or(draft.author);
            draft.name = first(document, self.visitor_name).or(draft.name);
        }
        draft.text = message.text(self.text).or(Some(Cow::Borrowed("")));
        // What a rule wrote settled nothing where the vendor says that the visitor got no answer.
        if role == Role::Bot && document.is_true(self.missed) {
            draft.flags.set(Flags::HOLDING);
        }
        match event {
            Some((kind, role, why)) => talk.event(draft, kind, role, why),
            None => talk.say(draft),
        }
    }
}

fn first<'a>(fields: Fields<'a>, paths: &[&str]) -> Option<Cow<'a, str>> {
    paths.iter().find_map(|path| fields.text(path))
}

#[cfg(test)]
mod tests;
