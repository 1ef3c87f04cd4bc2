//! Reviews of a Google Business Profile: the Takeout tree of an account, and the answers of its API.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use crate::input::Entry;
use crate::message::Stamp;
use crate::source::draft::{At, filled};
use crate::source::json::records;
use crate::source::review::{Reply, Review, bad_time, first_at, original, stars, tell, time};
use crate::source::{Peek, Sink, Sniff, Source, Stream};

pub struct Gbp;

const STARS: [&str; 5] = ["ONE", "TWO", "THREE", "FOUR", "FIVE"];

impl Source for Gbp {
    fn name(&self) -> &'static str {
        "gbp"
    }

    fn about(&self) -> &'static str {
        "Google Business Profile: reviews of a Takeout or of the API (JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let stars = first_at(peek.head, "reviews[*].starRating");
        if stars.is_some_and(|stars| is_star_word(stars.trim_matches('"'))) {
            return Sniff::Yes("JSON has `reviews` with `starRating` in words".to_owned());
        }
        if is_json(peek.head) && is_in_location(peek.name) {
            return Sniff::Aside("part of a Business Profile export without reviews".to_owned());
        }
        Sniff::No("no `reviews` with `starRating` in words".to_owned())
    }

    fn reads_reviews(&self, _: &Stream<'_>) -> bool {
        true
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let place = stream.beside.load(stream.entry, "additionalData.json", "gbp", listing_name);
        let place: Option<Arc<Option<String>>> = place;
        let place = place.as_deref().and_then(Option::as_deref);
        records::each(stream, "reviews[*]", "bad-json", sink, |bytes, count, sink| {
            serde_json::from_slice::<Row<'_>>(bytes).map(|row| row.tell(count.next(), place, sink))
        })
    }
}

/// A review; what is not read is not looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow, default)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    review_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    reviewer: Option<Reviewer<'a>>,
    #[serde(borrow, default)]
    star_rating: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    comment: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    create_time: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    update_time: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    review_reply: Option<Answer<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reviewer<'a> {
    #[serde(borrow, default)]
    display_name: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow, default)]
    comment: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    update_time: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    review_reply_state: Option<Cow<'a, str>>,
}

impl Row<'_> {
    fn tell(self, at: At, place: Option<&str>, sink: &mut dyn Sink) {
        let created = match time(self.create_time.as_deref()) {
            Ok(stamp) => stamp,
            Err(found) => return sink.problem(bad_time(at, "createTime", found)),
        };
        let updated = match time(self.update_time.as_deref()) {
            Ok(stamp) => stamp,
            Err(found) => return sink.problem(bad_time(at, "updateTime", found)),
        };
        let rating = self.star_rating.as_deref().unwrap_or_default();
        if !rating.is_empty() && !is_star_word(rating) {
            let found: String = rating.chars().take(40).collect();
            let text = format!("`starRating` is `{found}`, expected ONE to FIVE");
            return sink.problem(at.problem("bad-rating", text));
        }
        let n_stars = STARS.iter().position(|word| *word == rating);
        let mut review = Review::new(at);
        review.id = self.name.as_deref().and_then(key).map(Cow::Borrowed).or(filled(self.review_id.clone()));
        review.name = self.reviewer.and_then(|reviewer| filled(reviewer.display_name));
        review.about = place.map(Cow::Borrowed);
        review.text = own_words(self.comment.as_ref());
        review.rating = n_stars.and_then(|idx| stars(idx as f64 + 1.0));
        (review.sent, review.edited) =
            if created == Stamp::Unknown { (updated, Stamp::Unknown) } else { (created, updated) };
        let reply = match self.review_reply.as_ref().map(|answer| answer.read(at, sink)) {
            Some(Err(found)) => return sink.problem(bad_time(at, "reviewReply.updateTime", found)),
            Some(Ok(reply)) => reply,
            None => None,
        };
        tell(review, reply, sink);
    }
}

impl Answer<'_> {
    /// The reply, if it is one.
    fn read(&self, at: At, sink: &mut dyn Sink) -> Result<Option<Reply<'_>>, &str> {
        let state = self.review_reply_state.as_deref().unwrap_or_default();
        let text = own_words(self.comment.as_ref());
        let sent = match time(self.update_time.as_deref()) {
            // That there is an answer is known all the same.
            Err(found) if text.is_some() => {
                sink.remark(bad_time(at, "reviewReply.updateTime", found));
                Stamp::Unknown
            }
            sent => sent?,
        };
        if text.is_none() && sent == Stamp::Unknown || state == "REJECTED" {
            return Ok(None);
        }
        Ok(Some(Reply { text, sent, pending: state == "PENDING" }))
    }
}

fn own_words<'a>(text: Option<&'a Cow<'_, str>>) -> Option<Cow<'a, str>> {
    filled(text.map(|text| Cow::Borrowed(original::of(text))))
}

/// `locations/2/reviews/Ch…` of `accounts/1/locations/2/reviews/Ch…`: the same place can belong to two accounts.
fn key(name: &str) -> Option<&str> {
    name.find("locations/").and_then(|at| name.get(at..)).filter(|key| key.contains("/reviews/"))
}

fn is_star_word(text: &str) -> bool {
    STARS.contains(&text) || text == "STAR_RATING_UNSPECIFIED"
}

fn is_json(head: &[u8]) -> bool {
    matches!(head.iter().find(|byte| !byte.is_ascii_whitespace()), Some(b'{' | b'['))
}

/// Below `account-…/location-…`; the folders above are named in the language of the account.
fn is_in_location(name: &str) -> bool {
    name.ends_with(".json") && name.contains("/account-") && name.contains("/location-")
}

/// The name of the place in `additionalData.json`: the value of its attribute `LISTING_NAME`.
fn listing_name(entry: &Entry) -> Option<String> {
    const MAX_BYTES: u64 = 4 << 20;
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(entry.open(0).ok()?, MAX_BYTES), &mut bytes).ok()?;
    named(&serde_json::from_slice(&bytes).ok()?).map(str::to_owned)
}

fn named(value: &Value) -> Option<&str> {
    match value {
        Value::Object(map) => {
            let own = map.get("LISTING_NAME").or_else(|| {
                let is_ours = map.values().any(|value| value.as_str() == Some("LISTING_NAME"));
                map.values().find(|value| is_ours && value.as_str() != Some("LISTING_NAME"))
            });
            own.and_then(first_text).or_else(|| map.values().find_map(named))
        }
        Value::Array(list) => list.iter().find_map(named),
        _ => None,
    }
}

fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim()),
        Value::Array(list) => list.iter().find_map(first_text),
        Value::Object(map) => map.values().find_map(first_text),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
