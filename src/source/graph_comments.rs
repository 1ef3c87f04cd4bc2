//! Facebook and Instagram comments and recommendations, as the Graph API lists them.

mod shape;
mod spoken;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde_json::Value;

use crate::message::{Channel, Rating, Role};

use super::comment::mention::Mentions;
use super::draft::{At, Draft, filled};
use super::json::fields::Fields;
use super::json::{Event, Walk, Want, finds};
use super::table::replaced;
use super::{Peek, Sink, Sniff, Source, Stream, comment};
use shape::{Comment, Post};

pub struct GraphComments;

/// Of so many comments the replies are looked for.
const MAX_MISSING: usize = 100_000;
/// Comments of a single post are held until its end tells whose it is, so many bytes of them.
const MAX_HELD: usize = 64 << 20;

const POST: usize = 1;
const COMMENT: usize = 2;
const FROM: usize = 3;
const ID: usize = 4;

impl Source for GraphComments {
    fn name(&self) -> &'static str {
        "graph-comments"
    }

    fn about(&self) -> &'static str {
        "Facebook and Instagram Graph API: posts with comments, recommendations (JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |key: &[u8]| memchr::memmem::find(peek.head, key).is_some();
        if has(b"\"comments_v2\"") || has(b"\"string_map_data\"") && has(b"\"Media Owner\"") {
            return Sniff::Refuse(
                "the download of an account's own comments: what others wrote is not in it; export the comments of the page through the Graph API"
                    .to_owned(),
            );
        }
        if !peek.head.trim_ascii_start().starts_with(b"{") {
            return Sniff::No("no JSON object".to_owned());
        }
        let timed = has(b"\"created_time\"") || has(b"\"timestamp\"");
        // The API hides who people are from those without permission.
        let named = || has(b"\"from\"") || has(b"\"username\"");
        let placed = || finds(peek.head, &["data[*].comments.data[*]", "comments.data[*]"]).contains(&true);
        if timed && has(b"\"comments\"") && has(b"\"data\"") && (named() || placed()) {
            return Sniff::Yes("JSON posts with `comments.data` and their times".to_owned());
        }
        if has(b"\"recommendation_type\"") && has(b"\"data\"") {
            return Sniff::Yes("JSON with `recommendation_type`".to_owned());
        }
        Sniff::No("no JSON posts with `comments.data`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let wanted = [
            ("", Want::Scope),
            ("data[*]", Want::Value),
            ("comments.data[*]", Want::Value),
            ("from", Want::Value),
            ("id", Want::Value),
        ];
        let mut walk = Walk::new(stream.text()?, &wanted);
        let mut page = Page {
            owners: Vec::new(),
            about: None,
            n_records: 0,
            n_cut: 0,
            missing: BTreeMap::new(),
            n_recommended: 0,
            shows_answers: false,
            single: Single::default(),
            sink,
        };
        while let Some(event) = walk.next()? {
            match event {
                Event::Value { place, line, bytes, .. } => page.value(place, line, bytes),
                Event::Broken { line, what } => {
                    let at = page.next(line);
                    page.sink.problem(at.problem(comment::BAD_RECORD, what));
                }
                Event::Begin { .. } | Event::End { .. } => page.single_ends(),
            }
        }
        page.single_ends();
        // Who did not ask for the comments below recommendations cannot see who was answered.
        page.sink.facts().replies_hidden |= 0 < page.n_recommended && !page.shows_answers;
        let remarks = [comment::cut_off(page.n_cut + page.n_missing()), replaced(walk.inner.n_replaced)];
        remarks.into_iter().flatten().for_each(|remark| page.sink.remark(remark));
        Ok(())
    }
}

struct Page<'s> {
    /// Ids and names of the account whose post it is.
    owners: Vec<String>,
    about: Option<String>,
    n_records: u64,
    /// Lists that go on in pages which are not here.
    n_cut: u64,
    /// Of comments so many replies that were not met: the export did not ask for them, or the list is flat.
    missing: BTreeMap<String, i64>,
    n_recommended: u64,
    /// Some recommendation has a place for comments.
    shows_answers: bool,
    single: Single,
    sink: &'s mut dyn Sink,
}

/// A post that is the document itself, as far as it was read: whose it is may stand behind its comments.
#[derive(Default)]
struct Single {
    id: Value,
    from: Value,
    comments: Vec<(u64, Value)>,
    n_bytes: usize,
}

/// Where a comment stands.
#[derive(Clone, Copy)]
struct Below<'a> {
    parent: Option<&'a str>,
    line: u64,
    channel: Channel,
    /// Who wrote what below the post, or in the thread where no post is around.
    mentions: &'a Mentions<'a>,
}

impl<'a> Below<'a> {
    const fn root(line: u64, mentions: &'a Mentions<'a>) -> Self {
        Self { parent: None, line, channel: Channel::Comment, mentions }
    }
}

impl Page<'_> {
    fn value(&mut self, place: usize, line: u64, bytes: &[u8]) {
        let value = match serde_json::from_slice::<Value>(bytes) {
            Ok(value) => value,
            Err(error) => {
                let at = self.next(line);
                return self.sink.problem(at.problem(comment::BAD_RECORD, error.to_string()));
            }
        };
        match place {
            POST if !value.is_object() => self.no_object(line),
            POST => self.post(&Post::of(Fields(&value)), line),
            COMMENT => {
                self.single.n_bytes += bytes.len();
                self.single.comments.push((line, value));
                if MAX_HELD < self.single.n_bytes {
                    self.single_so_far();
                }
            }
            FROM => {
                self.single.from = value;
                self.learn_owners();
            }
            ID => {
                self.single.id = value;
                self.learn_owners();
            }
            _ => {}
        }
    }

    /// Whose document it is.
    fn learn_owners(&mut self) {
        let post = Post::by(Fields(&self.single.id), Fields(&self.single.from));
        self.owners = post.owners().map(str::to_owned).collect();
        self.sink.facts().team_known |= !self.owners.is_empty();
    }

    fn single_ends(&mut self) {
        self.single_so_far();
        self.single = Single::default();
    }

    /// Tells of the comments that were held.
    fn single_so_far(&mut self) {
        let held = std::mem::take(&mut self.single.comments);
        self.single.n_bytes = 0;
        if held.is_empty() {
            return;
        }
        let comments: Vec<Comment<'_>> = held.iter().map(|(_, one)| Comment::of(Fields(one))).collect();
        let mentions = spoken::mentions(&comments, &self.owners);
        for (one, (line, _)) in comments.iter().zip(&held) {
            self.comment(one, Below::root(*line, &mentions));
        }
    }

    fn no_object(&mut self, line: u64) {
        let at = self.next(line);
        self.sink.problem(at.problem(comment::BAD_RECORD, "it is no object"));
    }

    /// One more record.
    const fn next(&mut self, line: u64) -> At {
        self.n_records += 1;
        At { record: self.n_records, line }
    }

    fn post(&mut self, post: &Post<'_>, line: u64) {
        if post.recommendation_type.is_some() || post.review_text.is_some() {
            return self.recommendation(post, line);
        }
        self.owners = post.owners().map(str::to_owned).collect();
        self.about = post.about().map(str::to_owned);
        self.sink.facts().team_known |= !self.owners.is_empty();
        let Some(comments) = &post.comments else {
            self.n_records += 1;
            return self.sink.outside("post-without-comments");
        };
        self.n_cut += u64::from(comments.goes_on);
        if comments.data.is_empty() {
            self.n_records += 1;
            self.sink.outside("post-without-comments");
        }
        let mentions = spoken::mentions(&comments.data, &self.owners);
        for one in &comments.data {
            self.comment(one, Below::root(line, &mentions));
        }
    }

    fn comment(&mut self, one: &Comment<'_>, below: Below<'_>) {
        if one.is_broken {
            return self.no_object(below.line);
        }
        let at = self.next(below.line);
        let parent = below.parent.or(one.parent());
        if let Some(flat) = parent.filter(|_| below.parent.is_none()) {
            self.miss(flat, -1);
        }
        if let Some(id) = one.id.as_deref().filter(|_| 0 < one.n_elsewhere()) {
            self.miss(id, one.n_elsewhere());
        }
        let time = one.time();
        match comment::utc(time) {
            _ if one.is_hidden => self.sink.outside("hidden"),
            None => self.sink.problem(comment::bad_time(at, time)),
            Some(sent) => {
                let mut draft = Draft::at(at, below.channel);
                draft.sent = sent;
                let is_team = one.is_by(&self.owners);
                // A new comment of anybody else belongs to nobody's thread, whomever it names.
                let named = if parent.is_some() || is_team {
                    spoken::spoken_to(below.mentions, one, sent, parent)
                } else {
                    None
                };
                let parent = named.or(parent).map(Cow::Borrowed);
                comment::place(&mut draft, filled(one.id.clone()), parent);
                draft.author = one.author().map(Cow::Borrowed);
                draft.name = one.name().map(Cow::Borrowed);
                if draft.author.is_none() && draft.name.is_none() {
                    // The API hides who it is from those without permission, and never the page itself.
                    draft.role = Some(Role::Customer);
                } else if is_team {
                    draft.role = Some(Role::Team);
                }
                draft.about = self.about.clone().map(Cow::Owned);
                comment::set_text(&mut draft, one.words().cloned());
                self.sink.message(draft);
            }
        }
        for replies in one.comments.iter().chain(&one.replies) {
            self.n_cut += u64::from(replies.goes_on);
            for reply in &replies.data {
                self.comment(reply, Below { parent: one.id.as_deref(), ..below });
            }
        }
    }

    /// So many more replies of a comment are not met.
    fn miss(&mut self, id: &str, n: i64) {
        if self.missing.len() < MAX_MISSING || self.missing.contains_key(id) {
            *self.missing.entry(id.to_owned()).or_default() += n;
        }
    }

    /// Comments with replies that are nowhere in the file.
    fn n_missing(&self) -> u64 {
        self.missing.values().filter(|&&n| 0 < n).count() as u64
    }

    fn recommendation(&mut self, post: &Post<'_>, line: u64) {
        let at = self.next(line);
        let story = post.open_graph_story.as_ref();
        self.n_recommended += 1;
        self.shows_answers |= story.is_some_and(|story| story.comments.is_some());
        let id = story.and_then(|story| story.id.clone()).or_else(|| post.id.clone());
        let time = post.created_time.as_deref().unwrap_or_default();
        let Some(sent) = comment::utc(time) else {
            return self.sink.problem(comment::bad_time(at, time));
        };
        let mut draft = Draft::at(at, Channel::Review);
        draft.sent = sent;
        comment::place(&mut draft, filled(id.clone()), None);
        let reviewer = post.reviewer.as_ref();
        draft.author = reviewer.and_then(|who| filled(who.id.clone()));
        draft.name = reviewer.and_then(|who| filled(who.name.clone()));
        draft.role = Some(Role::Customer);
        draft.rating = match (post.rating, post.recommendation_type.as_deref()) {
            (Some(value), _) if (1.0..=5.0).contains(&value) => Some(Rating { value, max: Some(5.0) }),
            (_, Some("negative")) => Some(Rating { value: 0.0, max: Some(1.0) }),
            (_, Some("positive")) => Some(Rating { value: 1.0, max: Some(1.0) }),
            _ => None,
        };
        comment::set_text(&mut draft, post.review_text.clone());
        self.sink.message(draft);
        if let Some(comments) = story.and_then(|story| story.comments.as_ref()) {
            self.n_cut += u64::from(comments.goes_on);
            let mentions = spoken::mentions(&comments.data, &self.owners);
            let root = Below::root(line, &mentions);
            let below = Below { parent: id.as_deref(), channel: Channel::Review, ..root };
            for reply in &comments.data {
                self.comment(reply, below);
            }
        }
    }
}

#[cfg(test)]
mod tests;
