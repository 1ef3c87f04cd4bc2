//! Reviews as the Google Play Android Publisher API hands them out (`reviews.list`), saved page by page.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;
use serde_json::Value;

use crate::date::pattern;
use crate::message::{Language, Stamp};
use crate::source::draft::{At, filled};
use crate::source::json::records;
use crate::source::review::{Reply, Review, first_at, stars, tell};
use crate::source::{Peek, Sink, Sniff, Source, Stream};

pub struct PlayApi;

impl Source for PlayApi {
    fn name(&self) -> &'static str {
        "play-api"
    }

    fn about(&self) -> &'static str {
        "Google Play Android Publisher API, pages of reviews (JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |place: &str| first_at(peek.head, place).is_some();
        if has("reviews[*].comments[*].userComment") || has("reviews[*].comments[*].developerComment") {
            return Sniff::Yes("JSON has `reviews` with `comments` of users".to_owned());
        }
        Sniff::No("no `reviews` with `comments` of users".to_owned())
    }

    fn reads_reviews(&self, _: &Stream<'_>) -> bool {
        true
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        records::each(stream, "reviews[*]", "bad-json", sink, |bytes, count, sink| {
            serde_json::from_slice::<Row<'_>>(bytes).map(|row| row.tell(count.next(), sink))
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow, default)]
    review_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    author_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    comments: Vec<Comment<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Comment<'a> {
    #[serde(borrow, default)]
    user_comment: Option<Said<'a>>,
    #[serde(borrow, default)]
    developer_comment: Option<Said<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said<'a> {
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    /// Filled when the text was asked for in another language.
    #[serde(borrow, default)]
    original_text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    reviewer_language: Option<Cow<'a, str>>,
    #[serde(default)]
    last_modified: Option<Modified>,
    #[serde(default)]
    star_rating: Option<f64>,
}

/// The API writes the seconds as a text; some clients turn them into a number.
#[derive(Deserialize)]
struct Modified {
    #[serde(default)]
    seconds: Value,
}

impl Row<'_> {
    fn tell(self, at: At, sink: &mut dyn Sink) {
        let (mut users, mut developers) = (Vec::new(), Vec::new());
        for comment in self.comments {
            users.extend(comment.user_comment);
            developers.extend(comment.developer_comment);
        }
        users.sort_by_key(Said::seconds);
        developers.sort_by_key(Said::seconds);
        let (Some(first), Some(last)) = (users.first(), users.last()) else {
            return sink.outside("reply-without-review");
        };
        let mut review = Review::new(at);
        review.id = filled(self.review_id);
        review.name = filled(self.author_name);
        (review.title, review.text) = last.title_and_text();
        review.rating = last.star_rating.and_then(stars);
        review.language = last.reviewer_language.as_deref().and_then(Language::from_tag);
        // Only the last edit is known, unless older versions stand beside it.
        (review.sent, review.edited) = (first.time(), last.time());
        let replies = developers.iter().map(|said| Reply {
            text: filled(said.text.as_deref().map(Cow::Borrowed)),
            sent: said.time(),
            pending: false,
        });
        tell(review, replies, sink);
    }
}

impl Said<'_> {
    fn seconds(&self) -> Option<i64> {
        match &self.last_modified.as_ref()?.seconds {
            Value::String(text) => pattern::unix(text.trim()),
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    fn time(&self) -> Stamp {
        self.seconds().map_or(Stamp::Unknown, Stamp::Instant)
    }

    /// A tab ends the title; a text that begins with one has none.
    fn title_and_text(&self) -> (Option<Cow<'_, str>>, Option<Cow<'_, str>>) {
        let original = self.original_text.as_deref().filter(|text| !text.trim().is_empty());
        let text = original.or(self.text.as_deref()).unwrap_or_default();
        let (title, text) = text.split_once('\t').unwrap_or(("", text));
        (filled(Some(Cow::Borrowed(title.trim()))), filled(Some(Cow::Borrowed(text.trim()))))
    }
}

#[cfg(test)]
mod tests;
