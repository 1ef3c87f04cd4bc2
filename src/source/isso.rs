//! The generic comments file of Isso (JSON): pages, each with a flat list of comments.

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use crate::message::Channel;

use super::draft::Draft;
use super::json::fields::Fields;
use super::json::records::{self, Count};
use super::{Peek, Sink, Sniff, Source, Stream, comment};

pub struct Isso;

impl Source for Isso {
    fn name(&self) -> &'static str {
        "isso"
    }

    fn about(&self) -> &'static str {
        "Isso, the generic file of pages and comments that it imports (JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |key: &[u8]| memchr::memmem::find(peek.head, key).is_some();
        if peek.head.trim_ascii_start().starts_with(b"[")
            && has(b"\"comments\"")
            && has(b"\"author\"")
            && has(b"\"created\"")
            && has(b"\"remote_addr\"")
        {
            return Sniff::Yes(
                "a JSON list of pages whose `comments` have `remote_addr` and `created`".to_owned(),
            );
        }
        Sniff::No("no JSON list of pages whose `comments` have `remote_addr` and `created`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        // Another site may have the same paths.
        sink.facts().named_by_path = true;
        records::each(stream, "[*]", comment::BAD_RECORD, sink, |bytes, count, sink| {
            serde_json::from_slice::<Value>(bytes).map(|page| emit(Fields(&page), count, sink))
        })
    }
}

/// The file has neither ids nor parents: a page is one conversation.
fn emit(page: Fields<'_>, count: &mut Count, sink: &mut dyn Sink) {
    let key = page.text("id");
    let about = page.text("title").or_else(|| key.clone());
    let comments = page.at("comments");
    if !page.0.is_object() || !comments.0.is_array() && !comments.0.is_null() {
        return sink.problem(count.next().problem(comment::BAD_RECORD, "no page with a list of `comments`"));
    }
    if !page.has_any("comments") {
        count.next();
        sink.outside("page-without-comments");
    }
    for comment in comments.list("") {
        let at = count.next();
        let mut draft = Draft::at(at, Channel::Comment);
        let created = comment.text("created").unwrap_or_default();
        let Some(sent) = comment::time(&created) else {
            sink.problem(comment::bad_time(at, &created));
            continue;
        };
        draft.sent = sent;
        draft.conversation.clone_from(&key);
        draft.author = comment.text("email").map(|email| Cow::Owned(email.trim().to_lowercase()));
        draft.name = comment.text("author");
        if draft.author.is_none() && draft.name.is_none() {
            sink.problem(at.problem("no-author", "neither `author` nor `email`"));
            continue;
        }
        draft.about.clone_from(&about);
        draft.subject.clone_from(&about);
        comment::set_html(&mut draft, &comment.text("text").unwrap_or_default());
        sink.message(draft);
    }
}

#[cfg(test)]
mod tests;
