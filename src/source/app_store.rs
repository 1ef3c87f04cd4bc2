//! Reviews of the Apple App Store as the App Store Connect API hands them out (JSON:API), saved page by page.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::Deserialize;
use serde_json::Value;

use crate::message::Stamp;
use crate::problem::Problem;
use crate::source::draft::{At, filled};
use crate::source::json::{Event, Walk, Want};
use crate::source::review::{Reply, Review, bad_time, first_at, reply_id, stars, tell, time};
use crate::source::table::replaced;
use crate::source::{Peek, Sink, Sniff, Source, Stream};

pub struct AppStore;

const REVIEWS: &str = "customerReviews";
const RESPONSES: &str = "customerReviewResponses";
/// Responses without a way to their review are held until their page ends, up to so many.
const MAX_HELD: usize = 100_000;

const DATA: usize = 0;
const INCLUDED: usize = 1;
const INCLUDED_LIST: usize = 2;

impl Source for AppStore {
    fn name(&self) -> &'static str {
        "app-store"
    }

    fn about(&self) -> &'static str {
        "App Store Connect API, pages of customer reviews with their responses (JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let kind = first_at(peek.head, "data[*].type");
        if kind.is_some_and(|kind| kind.trim_matches('"') == REVIEWS) {
            return Sniff::Yes(format!("JSON has `data` of the type `{REVIEWS}`"));
        }
        Sniff::No(format!("no `data` of the type `{REVIEWS}`"))
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let places = [("data[*]", Want::Value), ("included[*]", Want::Value), ("included", Want::Scope)];
        let mut walk = Walk::new(stream.text()?, &places);
        let mut pages =
            Pages { sink, n_records: 0, shows_replies: false, links: BTreeMap::new(), held: Vec::new() };
        while let Some(event) = walk.next()? {
            match event {
                Event::Value { place: DATA, line, bytes, .. } => pages.review(bytes, line),
                Event::Value { place: INCLUDED, line, bytes, .. } => pages.included(bytes, line),
                Event::Begin { place: INCLUDED_LIST } => pages.shows_replies = true,
                Event::Broken { line, what } => pages.broken(what.to_owned(), line),
                Event::Value { .. } | Event::Begin { .. } | Event::End { .. } => {}
            }
        }
        pages.finish();
        if let Some(remark) = replaced(walk.inner.n_replaced) {
            sink.remark(remark);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow, default, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    attributes: Option<Attributes<'a>>,
    #[serde(default)]
    relationships: Value,
}

/// The attributes of a review and of a response.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attributes<'a> {
    #[serde(default)]
    rating: Option<f64>,
    #[serde(borrow, default)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    body: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    reviewer_nickname: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    created_date: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    response_body: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    last_modified_date: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    state: Option<Cow<'a, str>>,
}

/// What the pages of a file said so far.
struct Pages<'s> {
    sink: &'s mut dyn Sink,
    n_records: u64,
    /// Only pages that were asked for with their responses can tell who was answered.
    shows_replies: bool,
    /// Response to review, where the review names its response, and whether that was told.
    links: BTreeMap<String, (String, bool)>,
    /// Responses whose review is not known yet.
    held: Vec<(String, u64)>,
}

impl Pages<'_> {
    fn review(&mut self, bytes: &[u8], line: u64) {
        self.n_records += 1;
        let at = At { record: self.n_records, line };
        let row: Row<'_> = match serde_json::from_slice(bytes) {
            Ok(row) => row,
            Err(error) => return self.sink.problem(at.problem("bad-json", error.to_string())),
        };
        if row.kind.as_deref() != Some(REVIEWS) {
            return self.sink.outside("not-a-review");
        }
        let Some(attributes) = row.attributes else {
            return self.sink.problem(at.problem("no-attributes", "the review has no `attributes`"));
        };
        let sent = match time(attributes.created_date.as_deref()) {
            Ok(sent) => sent,
            Err(found) => return self.sink.problem(bad_time(at, "createdDate", found)),
        };
        if let Some(response) = row.relationships.pointer("/response/data") {
            self.shows_replies = true;
            if let (Some(response), Some(id)) = (response.pointer("/id").and_then(Value::as_str), &row.id) {
                self.links.entry(response.to_owned()).or_insert((id.clone().into_owned(), false));
            }
        }
        let mut review = Review::new(at);
        review.id = filled(row.id);
        review.name = filled(attributes.reviewer_nickname);
        review.title = filled(attributes.title);
        review.text = filled(attributes.body);
        review.rating = attributes.rating.and_then(stars);
        review.sent = sent;
        tell(review, None, self.sink);
    }

    fn included(&mut self, bytes: &[u8], line: u64) {
        if !self.response(bytes, line) && self.held.len() < MAX_HELD {
            self.held.push((String::from_utf8_lossy(bytes).into_owned(), line));
        }
    }

    /// Tells a response; false when it is not known yet whose it is.
    fn response(&mut self, bytes: &[u8], line: u64) -> bool {
        let Ok(row) = serde_json::from_slice::<Row<'_>>(bytes) else {
            self.broken("a response that cannot be read".to_owned(), line);
            return true;
        };
        let (Some(RESPONSES), Some(id), Some(attributes)) = (row.kind.as_deref(), &row.id, row.attributes)
        else {
            return true;
        };
        let named = row.relationships.pointer("/review/data/id").and_then(Value::as_str);
        let mut linked = self.links.get_mut(id.as_ref());
        if let Some((_, is_told)) = &mut linked {
            *is_told = true;
        }
        let Some(review) = named.or(linked.map(|(review, _)| review.as_str())) else {
            return false;
        };
        let at = At { record: self.n_records.max(1), line };
        // A time that is none leaves the answer without a time: that there is one is known.
        let sent = match time(attributes.last_modified_date.as_deref()) {
            Ok(sent) => sent,
            Err(found) => {
                self.sink.remark(bad_time(at, "lastModifiedDate", found));
                Stamp::Unknown
            }
        };
        let pending = attributes.state.as_deref() == Some("PENDING_PUBLISH");
        let reply = Reply { text: filled(attributes.response_body), sent, pending };
        self.sink.also(reply.draft(at, review, reply_id(review)));
        true
    }

    /// Whoever names a response has one, although nothing says when it was written.
    fn tell_not_included(&mut self) {
        let links = std::mem::take(&mut self.links);
        let n = links.values().filter(|(_, is_told)| !is_told).count();
        if n == 0 {
            return;
        }
        let text = format!(
            "{n} reviews name responses that are not in `included`; they count as answered at an unknown time"
        );
        self.sink.remark(Problem::file("responses-not-included", text));
        let at = At { record: self.n_records.max(1), line: 0 };
        for (review, _) in links.into_values().filter(|(_, is_told)| !is_told) {
            let reply = Reply { text: None, sent: Stamp::Unknown, pending: false };
            self.sink.also(reply.draft(at, &review, reply_id(&review)));
        }
    }

    fn broken(&mut self, what: String, line: u64) {
        self.n_records += 1;
        let at = At { record: self.n_records, line };
        self.sink.problem(at.problem("bad-json", what));
    }

    fn finish(&mut self) {
        let held = std::mem::take(&mut self.held);
        let n_lost = held.iter().filter(|(text, line)| !self.response(text.as_bytes(), *line)).count();
        if n_lost != 0 {
            self.sink.remark(Problem::file(
                "lost-responses",
                format!("{n_lost} responses name no review and no review names them"),
            ));
        }
        self.tell_not_included();
        if self.n_records != 0 && !self.shows_replies {
            self.sink.facts().replies_hidden = true;
        }
    }
}

#[cfg(test)]
mod tests;
