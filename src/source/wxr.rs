//! WordPress exports (WXR): the comments of every page and the product reviews of WooCommerce.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use crate::message::{Channel, Kind, Rating, Role, Stamp};
use crate::problem::Problem;

use super::draft::{At, Draft, filled};
use super::table::replaced;
use super::xml::element::Element;
use super::xml::{self, Event, Xml};
use super::{Peek, Sink, Sniff, Source, Stream, comment};

pub struct Wxr;

/// Comments of one page that are looked at together.
const MAX_PAGE: usize = 20_000;
/// And bytes of their words.
const MAX_BYTES: usize = 64 << 20;

impl Source for Wxr {
    fn name(&self) -> &'static str {
        "wxr"
    }

    fn about(&self) -> &'static str {
        "WordPress, Tools > Export (WXR): comments and WooCommerce product reviews"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |text: &[u8]| memchr::memmem::find(peek.head, text).is_some();
        if has(b"<rss") && has(b"xmlns:wp=") && has(b"wordpress.org/export/") {
            return Sniff::Yes("XML with the root `rss` and the namespace of WordPress exports".to_owned());
        }
        Sniff::No("no XML with the namespace of WordPress exports".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut xml = xml::open(stream)?;
        let mut site =
            Site { page: Page::default(), authors: Authors::default(), has_team: false, n_records: 0, sink };
        site.read(&mut xml)?;
        let is_known = site.authors.are_listed() || site.has_team;
        site.sink.facts().team_known |= is_known;
        if let Some(remark) = replaced(xml.n_replaced()) {
            site.sink.remark(remark);
        }
        Ok(())
    }
}

struct Site<'s> {
    page: Page,
    authors: Authors,
    /// Somebody of the shop wrote.
    has_team: bool,
    n_records: u64,
    sink: &'s mut dyn Sink,
}

/// Who writes the pages.
#[derive(Default)]
struct Authors {
    ids: BTreeSet<String>,
    addresses: BTreeSet<String>,
}

/// A page or product with the comments below it.
#[derive(Default)]
struct Page {
    title: String,
    link: String,
    post_id: String,
    n_bytes: usize,
    comments: Vec<Held>,
}

struct Held {
    at: At,
    comment: Element,
}

impl Site<'_> {
    fn read<R: BufRead>(&mut self, xml: &mut Xml<R>) -> io::Result<()> {
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(tag) => match tag.name {
                    "item" => self.page = Page::default(),
                    "wp:comment" => {
                        let (tag, line) = (tag.keep(), xml.line());
                        self.n_records += 1;
                        let at = At { record: self.n_records, line };
                        match xml.element(tag)? {
                            Ok(comment) => {
                                self.page.n_bytes += comment.text().len();
                                self.page.comments.push(Held { at, comment });
                            }
                            Err(what) => {
                                self.sink.problem(at.problem(comment::BAD_RECORD, what));
                            }
                        }
                        if MAX_PAGE <= self.page.comments.len() || MAX_BYTES < self.page.n_bytes {
                            self.page_ends();
                        }
                    }
                    "wp:author" => {
                        let tag = tag.keep();
                        if let Ok(author) = xml.element(tag)? {
                            self.authors.learn(&author);
                        }
                    }
                    "title" | "link" | "wp:post_id" => {
                        let tag = tag.keep();
                        if let Ok(element) = xml.element(tag)? {
                            self.page.learn(&element);
                        }
                    }
                    _ => {}
                },
                Event::End("item") => self.page_ends(),
                Event::End(_) | Event::Text(_) => {}
                Event::Broken { line, what } => {
                    self.sink.remark(Problem::file("cut-file", what).at_line(line));
                }
            }
        }
        self.page_ends();
        Ok(())
    }

    /// Where no comment names its parent, the site has no threads: answers stand below the questions, and
    /// the page is one conversation. A product review is one by itself.
    fn page_ends(&mut self) {
        let comments = std::mem::take(&mut self.page.comments);
        self.page.n_bytes = 0;
        let threaded = comments.iter().any(|held| parent(&held.comment).is_some());
        let reviewing = reviewing(&comments);
        for (held, is_review) in comments.iter().zip(reviewing) {
            let Some(drafted) = self.draft(held, threaded, is_review) else { continue };
            match drafted {
                Ok(draft) => self.sink.message(draft),
                Err(problem) => self.sink.problem(problem),
            }
        }
    }

    /// None is a record outside, which is counted here.
    fn draft<'a>(
        &mut self,
        held: &'a Held,
        threaded: bool,
        is_review: bool,
    ) -> Option<Result<Draft<'a>, Problem>> {
        let comment = &held.comment;
        let field = |name: &str| comment.child_text(name);
        let kind = field("wp:comment_type").unwrap_or_default();
        let approved = field("wp:comment_approved").unwrap_or_default();
        let outside = match (kind.as_ref(), approved.as_ref()) {
            ("pingback" | "trackback" | "pings", _) => Some("pingback"),
            // Notes of the shop on an order and the like.
            (kind, _) if !matches!(kind, "" | "comment" | "review") => Some("no-comment"),
            (_, "trash" | "post-trashed") => Some("deleted"),
            _ => None,
        };
        if let Some(reason) = outside {
            self.sink.outside(reason);
            return None;
        }
        let parent = parent(comment);
        let mut draft = Draft::at(held.at, if is_review { Channel::Review } else { Channel::Comment });
        draft.sent = match sent(comment) {
            Ok(sent) => sent,
            Err(text) => return Some(Err(comment::bad_time(held.at, &text))),
        };
        let id = field("wp:comment_id").map(|id| Cow::Owned(self.page.id(&id)));
        let parent = parent.map(|parent| Cow::Owned(self.page.id(&parent)));
        if !threaded && !is_review {
            draft.conversation = filled(Some(Cow::Owned(self.page.key().to_owned())));
        }
        comment::place(&mut draft, id, parent);
        draft.author = field("wp:comment_author_email").map(|email| Cow::Owned(email.to_lowercase()));
        draft.name = field("wp:comment_author");
        draft.role = self.authors.wrote(comment).then_some(Role::Team);
        self.has_team |= draft.role.is_some();
        draft.kind = match approved.as_ref() {
            "spam" => Kind::Spam,
            // Not public yet, so the customer has not seen it.
            "0" if draft.role == Some(Role::Team) => Kind::Draft,
            _ => Kind::Message,
        };
        draft.subject = filled(Some(Cow::Owned(self.page.title.clone())));
        draft.about = filled(Some(Cow::Owned(self.page.about().to_owned())));
        draft.rating = is_review.then(|| rating(comment)).flatten();
        comment::set_html(&mut draft, &field("wp:comment_content").unwrap_or_default());
        Some(Ok(draft))
    }
}

impl Authors {
    fn learn(&mut self, author: &Element) {
        self.ids.extend(author.child_text("wp:author_id").map(Cow::into_owned));
        self.addresses.extend(author.child_text("wp:author_email").map(|email| email.to_lowercase()));
    }

    fn are_listed(&self) -> bool {
        !self.ids.is_empty() || !self.addresses.is_empty()
    }

    /// Customers have accounts, too: an account speaks for the team only where the file does not say whose
    /// the pages are.
    fn wrote(&self, comment: &Element) -> bool {
        let user = comment.child_text("wp:comment_user_id").filter(|id| id != "0");
        if !self.are_listed() {
            return user.is_some();
        }
        let address = comment.child_text("wp:comment_author_email").map(|email| email.to_lowercase());
        user.is_some_and(|id| self.ids.contains(id.as_ref()))
            || address.is_some_and(|address| self.addresses.contains(&address))
    }
}

impl Page {
    fn learn(&mut self, element: &Element) {
        let field = match element.name.as_str() {
            "title" => &mut self.title,
            "link" => &mut self.link,
            _ => &mut self.post_id,
        };
        *field = element.text().into_owned();
    }

    fn key(&self) -> &str {
        if self.link.is_empty() { &self.post_id } else { &self.link }
    }

    fn about(&self) -> &str {
        if self.title.is_empty() { self.key() } else { &self.title }
    }

    /// Numbers of comments are those of one site, so that the page belongs to them.
    fn id(&self, id: &str) -> String {
        format!("{}#comment-{id}", self.key())
    }
}

/// Of each comment whether it is a review, or stands anywhere below one.
fn reviewing(comments: &[Held]) -> Vec<bool> {
    let mut below: BTreeMap<Cow<'_, str>, Vec<usize>> = BTreeMap::new();
    for (idx, held) in comments.iter().enumerate() {
        if let Some(parent) = parent(&held.comment) {
            below.entry(parent).or_default().push(idx);
        }
    }
    let mut found: Vec<bool> = comments.iter().map(|held| is_review(&held.comment)).collect();
    let mut open: Vec<usize> = (0..found.len()).filter(|&idx| found[idx]).collect();
    while let Some(idx) = open.pop() {
        let id = comments[idx].comment.child_text("wp:comment_id");
        // Each is taken once, whatever points where.
        let children = id.and_then(|id| below.remove(&id)).unwrap_or_default();
        children.iter().for_each(|&child| found[child] = true);
        open.extend(children);
    }
    found
}

fn parent(comment: &Element) -> Option<Cow<'_, str>> {
    comment.child_text("wp:comment_parent").filter(|parent| parent != "0")
}

fn is_review(comment: &Element) -> bool {
    comment.child_text("wp:comment_type").as_deref() == Some("review") || rating(comment).is_some()
}

fn rating(comment: &Element) -> Option<Rating> {
    let meta = comment.elements().filter(|element| element.name == "wp:commentmeta");
    let rating = meta
        .filter(|meta| meta.child_text("wp:meta_key").as_deref() == Some("rating"))
        .find_map(|meta| meta.child_text("wp:meta_value"))?;
    let value = rating.parse().ok().filter(|value| (1.0..=5.0).contains(value))?;
    Some(Rating { value, max: Some(5.0) })
}

/// The time in UTC, else the site's own; an error is the text that is no time.
fn sent(comment: &Element) -> Result<Stamp, String> {
    let field = |name: &str| comment.child_text(name).unwrap_or_default().into_owned();
    let (gmt, local) = (field("wp:comment_date_gmt"), field("wp:comment_date"));
    match comment::utc(&gmt).ok_or(gmt)? {
        Stamp::Unknown => comment::time(&local).ok_or(local),
        sent => Ok(sent),
    }
}

#[cfg(test)]
mod tests;
