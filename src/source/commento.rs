//! Exports of Commento and its heirs: comments and, behind them, who wrote them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::Deserialize;

use crate::message::{Channel, Kind, Role};
use crate::problem::Problem;

use super::draft::{At, Draft, filled};
use super::json::{Event, Walk, Want};
use super::table::replaced;
use super::{Peek, Sink, Sniff, Source, Stream, comment};

pub struct Commento;

/// Comments are held until their authors are known, so many bytes of them.
const MAX_HELD: usize = 256 << 20;
/// Who wrote without an account.
const ANONYMOUS: &str = "anonymous";

const COMMENT: usize = 0;

impl Source for Commento {
    fn name(&self) -> &'static str {
        "commento"
    }

    fn about(&self) -> &'static str {
        "Commento, export of a site's comments (JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |key: &[u8]| memchr::memmem::find(peek.head, key).is_some();
        if has(b"\"commentHex\"") && has(b"\"commenterHex\"") {
            return Sniff::Yes("JSON with `commentHex` and `commenterHex`".to_owned());
        }
        Sniff::No("no JSON with `commentHex` and `commenterHex`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let wanted = [("comments[*]", Want::Value), ("commenters[*]", Want::Value)];
        let mut walk = Walk::new(stream.text()?, &wanted);
        let (mut held, mut people, mut n_bytes) = (Vec::new(), BTreeMap::new(), 0);
        let mut n_problems = 0;
        while let Some(event) = walk.next()? {
            match event {
                Event::Value { place: COMMENT, line, bytes, .. } => {
                    n_bytes += bytes.len();
                    if MAX_HELD < n_bytes {
                        sink.remark(Problem::file(
                            "too-large",
                            "more than 256 MiB of comments, the rest is left out",
                        ));
                        break;
                    }
                    held.push((line, serde_json::from_slice::<Comment<'_>>(bytes).map(Comment::own)));
                }
                Event::Value { bytes, .. } => {
                    if let Ok(Commenter { id: Some(id), name, email, is_moderator }) =
                        serde_json::from_slice(bytes)
                    {
                        people.insert(id, Person { name, email, is_moderator });
                    }
                }
                Event::Broken { line, what } => {
                    n_problems += 1;
                    let record = held.len() as u64 + n_problems;
                    sink.problem(At { record, line }.problem(comment::BAD_RECORD, what));
                }
                Event::Begin { .. } | Event::End { .. } => {}
            }
        }
        if let Some(remark) = replaced(walk.inner.n_replaced) {
            sink.remark(remark);
        }
        sink.facts().team_known |= people.values().any(|person| person.is_moderator);
        for (record, (line, comment)) in (1..).zip(held) {
            let at = At { record, line };
            match comment {
                Ok(comment) => emit(&comment, &people, at, sink),
                Err(error) => sink.problem(at.problem(comment::BAD_RECORD, error.to_string())),
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Comment<'a> {
    #[serde(borrow)]
    comment_hex: Option<Cow<'a, str>>,
    #[serde(borrow)]
    domain: Option<Cow<'a, str>>,
    #[serde(borrow, alias = "path")]
    url: Option<Cow<'a, str>>,
    #[serde(borrow)]
    commenter_hex: Option<Cow<'a, str>>,
    #[serde(borrow)]
    markdown: Option<Cow<'a, str>>,
    #[serde(borrow)]
    html: Option<Cow<'a, str>>,
    #[serde(borrow)]
    parent_hex: Option<Cow<'a, str>>,
    #[serde(borrow)]
    state: Option<Cow<'a, str>>,
    #[serde(borrow)]
    creation_date: Option<Cow<'a, str>>,
    #[serde(default)]
    deleted: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commenter {
    #[serde(rename = "commenterHex")]
    id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    #[serde(default)]
    is_moderator: bool,
}

struct Person {
    name: Option<String>,
    email: Option<String>,
    is_moderator: bool,
}

impl Comment<'_> {
    fn own(self) -> Comment<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Comment {
            comment_hex: own(self.comment_hex),
            domain: own(self.domain),
            url: own(self.url),
            commenter_hex: own(self.commenter_hex),
            markdown: own(self.markdown),
            html: own(self.html),
            parent_hex: own(self.parent_hex),
            state: own(self.state),
            creation_date: own(self.creation_date),
            deleted: self.deleted,
        }
    }
}

fn emit(comment: &Comment<'_>, people: &BTreeMap<String, Person>, at: At, sink: &mut dyn Sink) {
    let mut draft = Draft::at(at, Channel::Comment);
    let created = comment.creation_date.as_deref().unwrap_or_default();
    draft.sent = match comment::utc(created) {
        Some(sent) => sent,
        None => return sink.problem(comment::bad_time(at, created)),
    };
    let parent = filled(comment.parent_hex.clone()).filter(|parent| parent != "root");
    comment::place(&mut draft, filled(comment.comment_hex.clone()), parent);
    let who = filled(comment.commenter_hex.clone()).filter(|who| who != ANONYMOUS);
    let person = who.as_deref().and_then(|who| people.get(who));
    draft.author = person.and_then(|person| person.email.as_deref()).map(|email| email.to_lowercase().into());
    draft.author = filled(draft.author).or(who);
    draft.name = filled(person.and_then(|person| person.name.as_deref()).map(Cow::Borrowed));
    if draft.author.is_none() {
        draft.name = Some(Cow::Borrowed(ANONYMOUS));
    }
    let is_ours = person.is_some_and(|person| person.is_moderator);
    draft.role = is_ours.then_some(Role::Team);
    let page = format!(
        "{}{}",
        comment.domain.as_deref().unwrap_or_default(),
        comment.url.as_deref().unwrap_or_default()
    );
    draft.about = filled(Some(Cow::Owned(page)));
    draft.subject.clone_from(&draft.about);
    if comment.deleted {
        draft.kind = Kind::Deleted;
        comment::keep_place(&mut draft);
    } else {
        draft.kind = match comment.state.as_deref() {
            Some("flagged" | "spam") => Kind::Spam,
            // Not public yet, so the customer has not seen it.
            Some("unapproved") if is_ours => Kind::Draft,
            _ => Kind::Message,
        };
        match filled(comment.markdown.clone()) {
            Some(text) => comment::set_text(&mut draft, Some(text)),
            None => comment::set_html(&mut draft, comment.html.as_deref().unwrap_or_default()),
        }
    }
    sink.message(draft);
}

#[cfg(test)]
mod tests;
