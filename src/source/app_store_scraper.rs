//! Reviews that app-store-scraper (Python) took from the Apple App Store, as a table or JSON.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;
use serde_json::Value;

use crate::message::Stamp;
use crate::source::draft::{At, filled};
use crate::source::json::records;
use crate::source::review::{Reply, Review, bad_time, first_at, rows, tell, time};
use crate::source::table::header::{self, Header};
use crate::source::table::literal::{self, Literal};
use crate::source::table::{Options, Record, Table, value};
use crate::source::{Peek, Sink, Sniff, Source, Stream};

pub struct AppStoreScraper;

impl Source for AppStoreScraper {
    fn name(&self) -> &'static str {
        "app-store-scraper"
    }

    fn about(&self) -> &'static str {
        "app-store-scraper (Python): reviews of an app in the Apple App Store (CSV, JSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let columns = ["review", "rating", "isEdited", "userName"];
        if peek.header().is_some_and(|header| header.has_all(columns)) {
            return Sniff::Yes(format!("header has {}", columns.join(", ")));
        }
        let in_json = |key: &str| first_at(peek.head, key).is_some();
        if in_json("isEdited") && in_json("review") {
            return Sniff::Yes("JSON has `review` and `isEdited`".to_owned());
        }
        Sniff::No("neither columns nor keys `review` and `isEdited`".to_owned())
    }

    fn reads_reviews(&self, _: &Stream<'_>) -> bool {
        true
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let head = stream.entry.peek()?;
        // One list, or one object a line. A dump leaves the key of the reply out where there is none.
        let place = match header::head_text(&head).trim_start().chars().next() {
            Some('[') => "[*]",
            Some('{') => "",
            _ => return table(stream, sink),
        };
        records::each(stream, place, "bad-json", sink, |bytes, count, sink| {
            serde_json::from_slice::<Row<'_>>(bytes).map(|row| row.tell(count.next(), sink))
        })
    }
}

fn table(stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let table = Table::open(stream, &Options::default())?;
    let columns = Columns::of(&table.header);
    if columns.reply.is_none() {
        sink.facts().replies_hidden = true;
    }
    rows(table, sink, |record, at, sink| columns.row(&record).tell(at, sink))
}

struct Columns {
    date: Option<usize>,
    reply: Option<usize>,
    review: Option<usize>,
    rating: Option<usize>,
    title: Option<usize>,
    name: Option<usize>,
}

impl Columns {
    fn of(header: &Header) -> Self {
        Self {
            date: header.find("date"),
            reply: header.find("developerResponse"),
            review: header.find("review"),
            rating: header.find("rating"),
            title: header.find("title"),
            name: header.find("userName"),
        }
    }

    fn row<'a>(&self, record: &Record<'a>) -> Row<'a> {
        let text = |column| record.get(column).map(Cow::Borrowed);
        Row {
            date: text(self.date).map(Date::Text),
            developer_response: record.get(self.reply).map(|cell| match literal::parse(cell) {
                Some(literal @ Literal::Dict(_)) => Value::from(literal),
                // Whatever else stands there, somebody answered.
                _ => Value::String(cell.to_owned()),
            }),
            review: text(self.review),
            rating: record.get(self.rating).map_or(Value::Null, |cell| Value::String(cell.to_owned())),
            title: text(self.title),
            user_name: text(self.name),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow, default)]
    date: Option<Date<'a>>,
    #[serde(default)]
    developer_response: Option<Value>,
    #[serde(borrow, default)]
    review: Option<Cow<'a, str>>,
    #[serde(default)]
    rating: Value,
    #[serde(borrow, default)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    user_name: Option<Cow<'a, str>>,
}

/// JSON made by a data frame has milliseconds in place of the text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Date<'a> {
    Number(i64),
    Text(#[serde(borrow)] Cow<'a, str>),
}

impl Row<'_> {
    fn tell(self, at: At, sink: &mut dyn Sink) {
        let sent = match &self.date {
            None => Stamp::Unknown,
            Some(Date::Number(number)) => Stamp::Instant(number.div_euclid(1_000)),
            Some(Date::Text(text)) => match time(Some(text)) {
                Ok(sent) => sent.in_utc(),
                Err(found) => return sink.problem(bad_time(at, "date", found)),
            },
        };
        let rating = match &self.rating {
            Value::Null => None,
            Value::String(text) => value::rating(text),
            other => value::rating(&other.to_string()),
        };
        if rating.is_none_or(|rating| 5.0 < rating.value) {
            return sink.problem(at.problem("bad-rating", "the rating is none from 1 to 5"));
        }
        let reply = self.developer_response.as_ref().and_then(reply);
        let mut review = Review::new(at);
        review.name = filled(self.user_name);
        review.title = filled(self.title);
        review.text = filled(self.review);
        review.rating = rating.map(|rating| crate::message::Rating { max: Some(5.0), ..rating });
        review.sent = sent;
        tell(review, reply, sink);
    }
}

fn reply(value: &Value) -> Option<Reply<'_>> {
    let (text, modified) = match value {
        Value::Object(map) => (map.get("body")?.as_str()?, map.get("modified").and_then(Value::as_str)),
        Value::String(text) => (text.as_str(), None),
        _ => return None,
    };
    // A time that is none leaves an answer at an unknown time.
    let sent = time(modified).unwrap_or_default().in_utc();
    let text = filled(Some(Cow::Borrowed(text)))?;
    Some(Reply { text: Some(text), sent, pending: false })
}

#[cfg(test)]
mod tests;
