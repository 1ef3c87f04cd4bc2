//! The monthly review files of the Google Play Console (`reviews_<package>_<YYYYMM>.csv`).

use std::borrow::Cow;
use std::io;

use crate::date::iso;
use crate::message::{Channel, Flags, Rating, Role, Stamp};
use crate::problem::Problem;
use crate::source::draft::Draft;
use crate::source::table::header::{self, Header};
use crate::source::table::{Next, Options, Record, Table, refuse_pointer, value};
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
        let Some(header) = header::of_head(peek.head, peek.whole) else {
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

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        if let Some(Sniff::Refuse(why)) = refuse_pointer(&stream.entry.peek()?) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let mut table = Table::open(stream, &Options::default())?;
        let columns = Columns::of(&table.header);
        loop {
            match table.advance()? {
                Next::Row(record) => review(&columns, &record, sink),
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
}

/// Where the columns are: older files lack some, so only names count.
struct Columns {
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

    /// `Ok(Unknown)` is an empty pair; an error is the text that is no time.
    fn read<'a>(&self, record: &Record<'a>) -> Result<Stamp, &'a str> {
        if let Some(millis) = self.millis(record) {
            return value::whole(millis).map(|millis| Stamp::Instant(millis.div_euclid(1000))).ok_or(millis);
        }
        match record.get(self.text) {
            Some(text) => iso::parse(text).ok_or(text),
            None => Ok(Stamp::Unknown),
        }
    }
}

fn review(columns: &Columns, record: &Record<'_>, sink: &mut dyn Sink) {
    let bad = |code, what: &str, found: &str| {
        let found: String = found.chars().take(40).collect();
        Problem::record(code, record.number, format!("{what} is `{found}`")).at_line(record.line)
    };
    let submitted = match columns.submitted.read(record) {
        Ok(Stamp::Unknown) => {
            return sink.problem(
                Problem::record("no-time", record.number, "the review has no submit time")
                    .at_line(record.line),
            );
        }
        Ok(stamp) => stamp,
        Err(found) => return sink.problem(bad("bad-time", "the submit time", found)),
    };
    let updated = match columns.updated.read(record) {
        Ok(stamp) => stamp,
        Err(found) => return sink.problem(bad("bad-time", "the time of the last update", found)),
    };
    let replied = match columns.replied.read(record) {
        Ok(stamp) => stamp,
        Err(found) => return sink.problem(bad("bad-time", "the reply time", found)),
    };
    let stars = record.get(columns.rating).unwrap_or_default();
    let Some(stars) = value::whole(stars).filter(|stars| (1..=5).contains(stars)) else {
        return sink.problem(bad("bad-rating", "the star rating, from 1 to 5,", stars));
    };

    let id = id(columns, record, submitted);
    let text = text_of(columns, record);
    let mut draft = Draft::new(record.number, Channel::Review);
    draft.place = record.line;
    draft.conversation = Some(Cow::Borrowed(&id));
    draft.id = Some(Cow::Borrowed(&id));
    draft.role = Some(Role::Customer);
    draft.sent = submitted;
    if updated != submitted {
        draft.edited = updated;
    }
    draft.rating = Some(Rating { value: stars as f32, max: Some(5.0) });
    if text.is_some() {
        draft.flags.set(Flags::HAS_TEXT);
    }
    draft.text = text;
    sink.message(draft);

    let reply = raw_text(columns.reply, record);
    if replied == Stamp::Unknown && reply.is_none() {
        return;
    }
    let mut draft = Draft::new(record.number, Channel::Review);
    draft.place = record.line;
    draft.conversation = Some(Cow::Borrowed(&id));
    draft.id = Some(Cow::Owned(format!("{id}/reply")));
    draft.reply_to = Some(Cow::Borrowed(&id));
    draft.role = Some(Role::Team);
    draft.sent = replied;
    // The file gives the last edit of a reply only; equal times say so.
    draft.edited = replied;
    if reply.is_some() {
        draft.flags.set(Flags::HAS_TEXT);
    }
    draft.text = reply.map(Cow::Borrowed);
    sink.also(draft);
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

fn text_of<'a>(columns: &Columns, record: &Record<'a>) -> Option<Cow<'a, str>> {
    match (raw_text(columns.title, record), raw_text(columns.text, record)) {
        (Some(title), Some(text)) => Some(Cow::Owned(format!("{title}\n{text}"))),
        (title, text) => title.or(text).map(Cow::Borrowed),
    }
}

/// The Play Console leaves a cell empty and writes no word for it: `-` or `null` is what somebody wrote.
fn raw_text<'a>(column: Option<usize>, record: &Record<'a>) -> Option<&'a str> {
    let text = value::trimmed(record.raw(column?)?);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
