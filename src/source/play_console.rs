//! The monthly review files of the Google Play Console (`reviews_<package>_<YYYYMM>.csv`).

use std::borrow::Cow;
use std::io;

use crate::date::iso;
use crate::message::{Language, Rating, Stamp};
use crate::source::draft::At;
use crate::source::review::{Reply, Review, rows, tell};
use crate::source::table::header::Header;
use crate::source::table::{Options, Record, Table, refuse_pointer, value};
use crate::source::{Peek, Sink, Sniff, Source, Stream};

pub struct PlayConsole;

const REPLY_MILLIS: &str = "Developer Reply Millis Since Epoch";

impl Source for PlayConsole {
    fn name(&self) -> &'static str {
        "play-console"
    }

    fn about(&self) -> &'static str {
        "Google Play Console, monthly review files (CSV)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let Some(header) = peek.header() else {
            return Sniff::No("no table".to_owned());
        };
        if header.find(REPLY_MILLIS).is_some() {
            return Sniff::Yes(format!("header has `{REPLY_MILLIS}`"));
        }
        if header.has_all(["Date", "Package Name"]) && header.find("Star Rating").is_none() {
            return Sniff::Refuse(
                "statistics of the Play Console without single reviews; read reviews_*.csv of the same bucket"
                    .to_owned(),
            );
        }
        Sniff::No(format!("no column `{REPLY_MILLIS}`"))
    }

    fn reads_reviews(&self, _: &Stream<'_>) -> bool {
        true
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        if let Some(Sniff::Refuse(why)) = refuse_pointer(&stream.entry.peek()?) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let table = Table::open(stream, &Options::default())?;
        let columns = Columns::of(&table.header);
        rows(table, sink, |record, at, sink| row(&columns, &record, at, sink))
    }
}

/// Where the columns are: older files lack some, so only names count.
struct Columns {
    package: Option<usize>,
    language: Option<usize>,
    device: Option<usize>,
    submitted: Time,
    updated: Time,
    replied: Time,
    rating: Option<usize>,
    title: Option<usize>,
    text: Option<usize>,
    reply: Option<usize>,
    link: Option<usize>,
}

/// The pair of columns that says one time: milliseconds and text.
struct Time {
    millis: Option<usize>,
    text: Option<usize>,
}

impl Columns {
    fn of(header: &Header) -> Self {
        let time = |what: &str| Time {
            millis: header.find(&format!("{what} Millis Since Epoch")),
            text: header.find(&format!("{what} Date and Time")),
        };
        Self {
            package: header.find("Package Name"),
            language: header.find("Reviewer Language"),
            device: header.find("Device"),
            submitted: time("Review Submit"),
            updated: time("Review Last Update"),
            replied: time("Developer Reply"),
            rating: header.find("Star Rating"),
            title: header.find("Review Title"),
            text: header.find("Review Text"),
            reply: header.find("Developer Reply Text"),
            link: header.find("Review Link"),
        }
    }
}

impl Time {
    /// The milliseconds; a spreadsheet that saved the file again has rounded them, and the text beside them is whole.
    fn millis<'a>(&self, record: &Record<'a>) -> Option<&'a str> {
        record.get(self.millis).filter(|millis| !value::is_lossy_id(millis))
    }

    /// The time, and what stands there that is none. The text beside damaged milliseconds tells it all the same.
    fn read<'a>(&self, record: &Record<'a>) -> (Stamp, Option<&'a str>) {
        if let Some(millis) = record.get(self.millis).and_then(value::whole) {
            return (Stamp::Instant(millis.div_euclid(1000)), None);
        }
        let text = record.get(self.text);
        let of_text = text.and_then(iso::parse);
        match self.millis(record) {
            Some(millis) => (of_text.unwrap_or_default(), Some(millis)),
            None => of_text.map_or((Stamp::Unknown, text), |time| (time, None)),
        }
    }
}

fn row(columns: &Columns, record: &Record<'_>, at: At, sink: &mut dyn Sink) {
    let bad = |code, what: &str, found: &str| {
        let found: String = found.chars().take(40).collect();
        at.problem(code, format!("{what} is `{found}`"))
    };
    let (submitted, no_submit) = columns.submitted.read(record);
    let (updated, no_update) = columns.updated.read(record);
    let (replied, no_reply) = columns.replied.read(record);
    if submitted == Stamp::Unknown {
        return sink.problem(match no_submit {
            Some(found) => bad("bad-time", "the submit time", found),
            None => at.problem("no-time", "the review has no submit time"),
        });
    }
    // That there is a reply is known from its text.
    if let Some(found) = no_reply
        && replied == Stamp::Unknown
        && raw_text(columns.reply, record).is_none()
    {
        return sink.problem(bad("bad-time", "the reply time", found));
    }
    let damaged = [
        ("the submit time", no_submit),
        ("the time of the last update", no_update),
        ("the reply time", no_reply),
    ];
    for (what, found) in damaged {
        found.into_iter().for_each(|found| sink.remark(bad("bad-time", what, found)));
    }
    let stars = record.get(columns.rating).unwrap_or_default();
    let Some(stars) = value::whole(stars).filter(|stars| (1..=5).contains(stars)) else {
        return sink.problem(bad("bad-rating", "the star rating, from 1 to 5,", stars));
    };
    let text = |column| raw_text(column, record).map(Cow::Borrowed);
    let mut review = Review::new(at);
    review.id = Some(id(columns, record, submitted));
    review.about = record.get(columns.package).map(Cow::Borrowed);
    review.title = text(columns.title);
    review.text = text(columns.text);
    review.rating = Some(Rating { value: stars as f32, max: Some(5.0) });
    review.link = record.get(columns.link).map(Cow::Borrowed);
    review.language = record.get(columns.language).and_then(Language::from_tag);
    (review.sent, review.edited) = (submitted, updated);
    let reply = Reply { text: text(columns.reply), sent: replied, pending: false };
    let has_reply = replied != Stamp::Unknown || reply.text.is_some();
    tell(review, has_reply.then_some(reply), sink);
}

/// The review's own id from its link; a bare rating mostly has no link.
fn id<'a>(columns: &Columns, record: &Record<'a>, submitted: Stamp) -> Cow<'a, str> {
    if let Some(id) = record.get(columns.link).and_then(id_in_link) {
        return Cow::Borrowed(id);
    }
    let submitted = match (columns.submitted.millis(record), submitted) {
        (Some(millis), _) => millis.to_owned(),
        (None, Stamp::Instant(seconds)) => seconds.saturating_mul(1000).to_string(),
        (None, Stamp::Local(local)) => local.to_string(),
        (None, Stamp::Unknown) => String::new(),
    };
    let device = record.get(columns.device).unwrap_or_default();
    let language = record.get(columns.language).unwrap_or_default();
    Cow::Owned(format!("{submitted}/{device}/{language}"))
}

/// The id in `#ReviewDetailsPlace:p=…&reviewid=…`, `?reviewId=…&corpus=…` or `#ReviewPlace:id=…`.
fn id_in_link(link: &str) -> Option<&str> {
    // Both keys end in the only signs that need a look.
    let behind = |key: &str| {
        let ends = memchr::memchr_iter(b'=', link.as_bytes()).map(|at| at + 1);
        let is_key = |end: &usize| {
            let start = end.checked_sub(key.len());
            start.and_then(|start| link.get(start..*end)).is_some_and(|held| held.eq_ignore_ascii_case(key))
        };
        let id = link.get(ends.into_iter().find(is_key)?..)?;
        let end = memchr::memchr2(b'&', b'#', id.as_bytes()).unwrap_or(id.len());
        id.get(..end).filter(|id| !id.is_empty())
    };
    behind("reviewid=").or_else(|| behind("#reviewplace:id="))
}

/// The Play Console leaves a cell empty and writes no word for it: `-` or `null` is what somebody wrote.
fn raw_text<'a>(column: Option<usize>, record: &Record<'a>) -> Option<&'a str> {
    let text = value::trimmed(record.raw(column?)?);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
