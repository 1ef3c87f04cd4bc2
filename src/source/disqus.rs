//! Disqus exports (XML): posts below the pages of a website.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use crate::message::{Channel, Kind, Role};
use crate::problem::Problem;

use super::draft::{At, Draft};
use super::table::replaced;
use super::xml::element::Element;
use super::xml::{self, Event, Xml};
use super::{Peek, Sink, Sniff, Source, Stream, comment};

pub struct Disqus;

/// Pages whose names are remembered.
const MAX_PAGES: usize = 1_000_000;

impl Source for Disqus {
    fn name(&self) -> &'static str {
        "disqus"
    }

    fn about(&self) -> &'static str {
        "Disqus, export of a site's comments (XML)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |text: &[u8]| memchr::memmem::find(peek.head, text).is_some();
        if has(b"<disqus") && has(b"disqus.com") {
            return Sniff::Yes("XML with the root `disqus`".to_owned());
        }
        Sniff::No("no XML with the root `disqus`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut xml = xml::open(stream)?;
        let mut forum = Forum {
            pages: BTreeMap::new(),
            deleted: BTreeSet::new(),
            owners: BTreeSet::new(),
            n_records: 0,
            sink,
        };
        forum.read(&mut xml)?;
        forum.sink.facts().team_known |= !forum.owners.is_empty();
        if let Some(remark) = replaced(xml.n_replaced()) {
            forum.sink.remark(remark);
        }
        Ok(())
    }
}

struct Forum<'s> {
    /// Titles, else links, of the pages.
    pages: BTreeMap<String, String>,
    /// Pages that were deleted, and all that stands below them.
    deleted: BTreeSet<String>,
    /// Who began the pages: users by name, else addresses.
    owners: BTreeSet<String>,
    n_records: u64,
    sink: &'s mut dyn Sink,
}

impl Forum<'_> {
    fn read<R: BufRead>(&mut self, xml: &mut Xml<R>) -> io::Result<()> {
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(tag) if matches!(tag.name, "thread" | "post") => {
                    let (tag, line) = (tag.keep(), xml.line());
                    let is_post = tag.name == "post";
                    self.n_records += u64::from(is_post);
                    match xml.element(tag)? {
                        Ok(element) if is_post => self.post(&element, line),
                        Ok(element) => self.page(&element),
                        Err(what) if is_post => {
                            let at = At { record: self.n_records, line };
                            self.sink.problem(at.problem(comment::BAD_RECORD, what));
                        }
                        Err(what) => self.sink.remark(Problem::file("cut-file", what).at_line(line)),
                    }
                }
                Event::Broken { line, what } => {
                    self.sink.remark(Problem::file("cut-file", what).at_line(line));
                }
                Event::Start(_) | Event::End(_) | Event::Text(_) => {}
            }
        }
        Ok(())
    }

    fn page(&mut self, thread: &Element) {
        self.owners.extend(thread.child("author").and_then(user));
        if is(thread, "isDeleted") {
            self.deleted.extend(thread.get("dsq:id").map(str::to_owned));
        }
        let name = thread.child_text("title").or_else(|| thread.child_text("link"));
        if let (Some(id), Some(name)) = (thread.get("dsq:id"), name)
            && self.pages.len() < MAX_PAGES
        {
            self.pages.insert(id.to_owned(), name.into_owned());
        }
    }

    fn post(&mut self, post: &Element, line: u64) {
        let at = At { record: self.n_records, line };
        let mut draft = Draft::at(at, Channel::Comment);
        let created = post.child_text("createdAt").unwrap_or_default();
        draft.sent = match comment::utc(&created) {
            Some(sent) => sent,
            None => return self.sink.problem(comment::bad_time(at, &created)),
        };
        let key = |element: Option<&Element>| {
            element.and_then(|element| element.get("dsq:id")).map(|id| Cow::Owned(format!("disqus-{id}")))
        };
        comment::place(&mut draft, key(Some(post)), key(post.child("parent")));
        let author = post.child("author");
        let who = author.and_then(user);
        draft.role = who.as_ref().is_some_and(|who| self.owners.contains(who)).then_some(Role::Team);
        draft.author = who.map(Cow::Owned);
        draft.name = author.and_then(|author| author.child_text("name"));
        let page = post.child("thread").and_then(|thread| thread.get("dsq:id"));
        let is_deleted = is(post, "isDeleted") || page.is_some_and(|id| self.deleted.contains(id));
        let page = page.and_then(|id| self.pages.get(id));
        draft.subject = page.map(|page| Cow::Borrowed(page.as_str()));
        draft.about.clone_from(&draft.subject);
        if is_deleted {
            draft.kind = Kind::Deleted;
            comment::keep_place(&mut draft);
        } else {
            draft.kind = if is(post, "isSpam") { Kind::Spam } else { Kind::Message };
            comment::set_html(&mut draft, &post.child_text("message").unwrap_or_default());
        }
        self.sink.message(draft);
    }
}

fn is(element: &Element, name: &str) -> bool {
    element.child_text(name).as_deref() == Some("true")
}

/// A user by name, else by address; newer exports hold neither of those who write without an account.
fn user(author: &Element) -> Option<String> {
    let user = author.child_text("username").or_else(|| author.child_text("email"))?;
    Some(user.to_lowercase())
}

#[cfg(test)]
mod tests;
