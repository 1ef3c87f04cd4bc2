//! The generic comments file of Isso (JSON): pages, each with a flat list of comments.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;

use crate::message::Channel;
use crate::problem::Problem;

use super::draft::Draft;
use super::json::{Event, Walk, Want};
use super::table::replaced;
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
        let mut walk = Walk::new(stream.text()?, &[("[*]", Want::Value)]);
        let mut record = 0;
        while let Some(event) = walk.next()? {
            match event {
                Event::Value { line, bytes, .. } => match serde_json::from_slice::<Page<'_>>(bytes) {
                    Ok(page) => page.emit(line, &mut record, sink),
                    Err(error) => {
                        record += 1;
                        sink.problem(comment::bad_record(record, line, error));
                    }
                },
                Event::Broken { line, what } => {
                    record += 1;
                    sink.problem(comment::bad_record(record, line, what));
                }
                Event::Begin { .. } | Event::End { .. } => {}
            }
        }
        if let Some(remark) = replaced(walk.inner.n_replaced) {
            sink.remark(remark);
        }
        Ok(())
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
    fn emit(&self, line: u64, record: &mut u64, sink: &mut dyn Sink) {
        let key = comment::filled(self.id.clone());
        let about = comment::filled(self.title.clone()).or_else(|| key.clone());
        if self.comments.is_empty() {
            *record += 1;
            sink.outside("page-without-comments");
        }
        for comment in &self.comments {
            *record += 1;
            let mut draft = Draft::new(*record, Channel::Comment);
            draft.place = line;
            let created = comment.created.as_deref().unwrap_or_default();
            let Some(sent) = comment::time(created) else {
                sink.problem(comment::bad_time(*record, line, created));
                continue;
            };
            draft.sent = sent;
            draft.conversation.clone_from(&key);
            let email =
                comment::filled(comment.email.clone()).map(|email| Cow::Owned(email.trim().to_lowercase()));
            draft.author = email;
            draft.name = comment::filled(comment.author.clone());
            if draft.author.is_none() && draft.name.is_none() {
                let problem = Problem::record("no-author", *record, "neither `author` nor `email`");
                sink.problem(problem.at_line(line));
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
