//! The generic comments file of Isso (JSON): pages, each with a flat list of comments.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;

use crate::message::Channel;

use super::draft::{Draft, filled};
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
        records::each(stream, "[*]", comment::BAD_RECORD, sink, |bytes, count, sink| {
            serde_json::from_slice::<Page<'_>>(bytes).map(|page| page.emit(count, sink))
        })
    }
}

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    comments: Vec<Comment<'a>>,
}

#[derive(Deserialize)]
struct Comment<'a> {
    #[serde(borrow)]
    author: Option<Cow<'a, str>>,
    #[serde(borrow)]
    email: Option<Cow<'a, str>>,
    #[serde(borrow)]
    created: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
}

impl Page<'_> {
    /// The file has neither ids nor parents: a page is one conversation.
    fn emit(&self, count: &mut Count, sink: &mut dyn Sink) {
        let key = filled(self.id.clone());
        let about = filled(self.title.clone()).or_else(|| key.clone());
        if self.comments.is_empty() {
            count.next();
            sink.outside("page-without-comments");
        }
        for comment in &self.comments {
            let at = count.next();
            let mut draft = Draft::at(at, Channel::Comment);
            let created = comment.created.as_deref().unwrap_or_default();
            let Some(sent) = comment::time(created) else {
                sink.problem(comment::bad_time(at, created));
                continue;
            };
            draft.sent = sent;
            draft.conversation.clone_from(&key);
            draft.author = filled(comment.email.clone()).map(|email| Cow::Owned(email.trim().to_lowercase()));
            draft.name = filled(comment.author.clone());
            if draft.author.is_none() && draft.name.is_none() {
                sink.problem(at.problem("no-author", "neither `author` nor `email`"));
                continue;
            }
            draft.about.clone_from(&about);
            draft.subject.clone_from(&about);
            comment::set_html(&mut draft, comment.text.as_deref().unwrap_or_default());
            sink.message(draft);
        }
    }
}

#[cfg(test)]
mod tests;
