//! What sources of reviews share: a review with its replies becomes messages that say no more than the export knows.

pub mod original;

use std::borrow::Cow;
use std::io;

use smallvec::SmallVec;

use crate::message::hash::Hash;
use crate::message::{Channel, Flags, Kind, Language, Rating, Role, Stamp};
use crate::problem::Problem;
use crate::source::draft::{At, Draft, Glance};
use crate::source::json::{Event, Walk, Want, may_hold};
use crate::source::table::{Next, Record, Table, value};
use crate::source::{Sink, comment};

/// One review as its export tells it.
#[derive(Clone, Debug)]
pub struct Review<'a> {
    pub at: At,
    /// None makes a key of what the review says.
    pub id: Option<Cow<'a, str>>,
    pub name: Option<Cow<'a, str>>,
    /// The shop, place or product that it is about.
    pub about: Option<Cow<'a, str>>,
    pub title: Option<Cow<'a, str>>,
    pub text: Option<Cow<'a, str>>,
    /// Where it stands in public.
    pub link: Option<Cow<'a, str>>,
    pub rating: Option<Rating>,
    /// The reviewer's language, where the export names it.
    pub language: Option<Language>,
    /// The first writing, or the last edit where the export knows no other time.
    pub sent: Stamp,
    /// The last edit, where the first writing is known as well.
    pub edited: Stamp,
}

/// One reply of the owner, with the time of its last edit: these exports tell no other, so that the first reply may
/// have come earlier.
#[derive(Clone, Debug)]
pub struct Reply<'a> {
    pub text: Option<Cow<'a, str>>,
    pub sent: Stamp,
    /// Written and not shown to anybody yet.
    pub pending: bool,
}

impl Review<'_> {
    /// A review of which nothing is known yet.
    pub const fn new(at: At) -> Self {
        Self {
            at,
            id: None,
            name: None,
            about: None,
            title: None,
            text: None,
            link: None,
            rating: None,
            language: None,
            sent: Stamp::Unknown,
            edited: Stamp::Unknown,
        }
    }

    /// What is seen of it at once; nothing where it has no id, several replies or one that nobody can see.
    fn glance(&self, replies: &[Reply<'_>]) -> Option<Glance<'_>> {
        let answered = match replies {
            [] => None,
            [reply] if !reply.pending => Some(reply.sent),
            _ => return None,
        };
        let has_words = self.title.is_some() || self.text.is_some();
        let Self { rating, sent, edited, .. } = *self;
        Some(Glance { id: self.id.as_deref()?, sent, edited, rating, has_words, answered })
    }

    /// A key for a review without one: the same review gets the same key in every export.
    fn made_up_id(&self) -> String {
        let mut hash = Hash::default();
        // No text holds the byte that ends each.
        let mut add = |text: &str| text.bytes().chain([0xff]).for_each(|byte| hash.add(byte));
        add(&format!("{:?}", self.sent));
        for text in [&self.name, &self.title, &self.text] {
            add(text.as_deref().unwrap_or_default());
        }
        format!("row-{:016x}", hash.value())
    }
}

/// Puts a review and its replies, oldest first, into the sink as one record.
pub fn tell<'a>(review: Review<'a>, replies: impl IntoIterator<Item = Reply<'a>>, sink: &mut dyn Sink) {
    let replies: SmallVec<[Reply<'a>; 1]> = replies.into_iter().collect();
    if review.glance(&replies).is_some_and(|glance| sink.let_go(&glance)) {
        return;
    }
    let id = review.id.clone().unwrap_or_else(|| Cow::Owned(review.made_up_id()));
    let mut draft = Draft::at(review.at, Channel::Review);
    if review.id.is_none() {
        draft.flags.set(Flags::MADE_UP_ID);
    }
    draft.conversation = Some(Cow::Borrowed(&id));
    draft.id = Some(Cow::Borrowed(&id));
    draft.role = Some(Role::Customer);
    draft.name = review.name;
    draft.subject = review.about;
    draft.sent = review.sent;
    if review.edited != review.sent {
        draft.edited = review.edited;
    }
    draft.rating = review.rating;
    draft.language = review.language;
    draft.text = match (review.title, review.text) {
        (Some(title), Some(text)) => Some(Cow::Owned(format!("{title}\n{text}"))),
        (title, text) => title.or(text),
    };
    draft.text = draft.text.map(original::shown);
    if draft.text.is_some() {
        draft.flags.set(Flags::HAS_TEXT);
    }
    // Nobody looks for what is answered.
    if replies.first().is_none_or(|reply| reply.pending) {
        draft.link = review.link;
    }
    draft.alone = replies.is_empty();
    sink.message(draft);
    for (reply_idx, reply) in replies.into_iter().enumerate() {
        let mut key = reply_id(&id);
        if 0 < reply_idx {
            key.push_str(&format!("/{}", reply_idx + 1));
        }
        sink.also(reply.draft(review.at, &id, key));
    }
}

/// What replies are called by behind the ids of their reviews.
const REPLY: &str = "/reply";

/// The id of the first reply to a review.
pub fn reply_id(review: &str) -> String {
    [review, REPLY].concat()
}

/// The review to which a reply goes that is called so.
pub fn replied_to(reply: &str) -> Option<&str> {
    reply.rsplit_once(REPLY).map(|(review, _)| review)
}

impl<'a> Reply<'a> {
    /// The message of a reply to the review `id`.
    pub fn draft<'b>(self, at: At, id: &'b str, key: String) -> Draft<'b>
    where
        'a: 'b,
    {
        let mut draft = Draft::at(at, Channel::Review);
        draft.conversation = Some(Cow::Borrowed(id));
        draft.id = Some(Cow::Owned(key));
        draft.reply_to = Some(Cow::Borrowed(id));
        draft.role = Some(Role::Team);
        draft.sent = self.sent;
        // Equal times say that only the last edit is known.
        draft.edited = self.sent;
        if self.pending {
            draft.kind = Kind::Draft;
            draft.why = "reply-pending";
        }
        if self.text.is_some() {
            draft.flags.set(Flags::HAS_TEXT);
        }
        draft.text = self.text;
        draft
    }
}

/// Reads a table whose rows are reviews.
pub fn rows(
    mut table: Table,
    sink: &mut dyn Sink,
    mut tell: impl FnMut(Record<'_>, At, &mut dyn Sink),
) -> io::Result<()> {
    loop {
        match table.advance()? {
            Next::Row(record) => {
                tell(record, At { record: record.number, line: record.line }, sink);
            }
            Next::Bad(problem) => sink.problem(problem),
            Next::Header => sink.outside("repeated-header"),
            Next::End => break,
        }
    }
    if let Some(remark) = table.remark() {
        sink.remark(remark);
    }
    Ok(())
}

/// The problem of a time that is none.
pub fn bad_time(at: At, what: &str, found: &str) -> Problem {
    let found: String = found.chars().take(40).collect();
    at.problem("bad-time", format!("`{what}` is `{found}`"))
}

/// A time in the form of RFC 3339; a missing one and zeros are unknown, and an error is the text that is no time.
pub fn time(text: Option<&str>) -> Result<Stamp, &str> {
    match text.and_then(value::present) {
        None => Ok(Stamp::Unknown),
        Some(text) => comment::time(text).ok_or(text),
    }
}

/// Stars of five.
pub fn stars(value: f64) -> Option<Rating> {
    (0.0 < value && value <= 5.0).then_some(Rating { value: value as f32, max: Some(5.0) })
}

/// The first value at a place of the JSON in `head`, as it is written.
pub fn first_at(head: &[u8], place: &str) -> Option<String> {
    let start = head.iter().find(|byte| !byte.is_ascii_whitespace());
    if !matches!(start, Some(b'{' | b'[')) || !may_hold(head, place) {
        return None;
    }
    let mut walk = Walk::new(head, &[(place, Want::Value)]);
    loop {
        match walk.next().ok()?? {
            Event::Value { bytes, .. } => return Some(String::from_utf8_lossy(bytes).into_owned()),
            Event::Broken { .. } => return None,
            Event::Begin { .. } | Event::End { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests;
