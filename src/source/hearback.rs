//! The tool's own NDJSON: one normalised message per line, as `hearback messages -f ndjson` writes it.

mod plain;
mod row;

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8};
use row::{Given, Row, Text};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};

use super::draft::Draft;
use super::json::halves;
use super::lines::{Line, Lines};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::iso;
use crate::message::{Channel, Flags, Kind, Rating, Role, Stamp};
use crate::problem::Problem;

pub struct Hearback;

/// Longer lines are problems.
const LINE_CAP: usize = 16 << 20;
/// Lines that detection looks at.
const N_SNIFFED: usize = 20;

impl Source for Hearback {
    fn name(&self) -> &'static str {
        "hearback"
    }

    fn about(&self) -> &'static str {
        "normalised messages as NDJSON, written by `hearback messages -f ndjson` or by your own script"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        if !peek.has_json() {
            return Sniff::No("no line begins like JSON".to_owned());
        }
        let head = peek.head.strip_prefix(BOM).unwrap_or(peek.head);
        let mut lines: Vec<&[u8]> = head.split(|&byte| byte == b'\n').collect();
        if !peek.whole && 1 < lines.len() {
            lines.pop();
        }
        let lines: Vec<_> = lines.into_iter().filter(|line| !is_blank(line)).take(N_SNIFFED).collect();
        let n_ours = lines.iter().filter(|line| looks_ours(line)).count();
        if n_ours == 0 {
            return Sniff::No("no line is a JSON object with `sent` and `author` or `role`".to_owned());
        }
        let found = format!(
            "{n_ours} of the first {} lines are JSON objects with `sent` and `author` or `role`",
            lines.len()
        );
        if lines.len() <= n_ours * 2 { Sniff::Yes(found) } else { Sniff::No(found) }
    }

    fn splits(&self) -> bool {
        true
    }

    fn place(&self) -> &'static str {
        "offset"
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let begin = stream.range.as_ref().map_or(0, |range| range.start);
        let end = stream.range.as_ref().map_or(u64::MAX, |range| range.end);
        if is_utf16(stream)? {
            // Offsets in the file say nothing about the text, so that the first part reads all of it.
            return if begin == 0 { read_lines(stream.text()?, 0, u64::MAX, false, sink) } else { Ok(()) };
        }
        // The byte before the range tells whether a line begins with the range: the line that holds it is
        // left to the part before.
        let from = begin.saturating_sub(1);
        read_lines(stream.open_at(from)?, from, end, 0 < begin, sink)
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

fn is_utf16(stream: &Stream<'_>) -> io::Result<bool> {
    // A pipe can be opened once, and looked at as often as one likes.
    let head = stream.entry.peek()?;
    Ok(matches!(head.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]))
}

/// Reads the lines that begin before `end`; the stream begins at the byte `from` of the file.
fn read_lines(
    stream: impl Read,
    from: u64,
    end: u64,
    skip_first: bool,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut lines = Lines::new(stream, LINE_CAP);
    if skip_first {
        lines.next()?;
    }
    let mut record = 0;
    while let Some(mut line) = lines.next()? {
        line.offset += from;
        if end <= line.offset {
            return Ok(());
        }
        if line.offset == 0 {
            line.bytes = line.bytes.strip_prefix(BOM).unwrap_or(line.bytes);
        }
        if is_blank(line.bytes) && !line.cut {
            continue;
        }
        record += 1;
        if let Err(wrong) = read_line(&line, record, sink) {
            sink.problem(Problem::record(wrong.code, record, wrong.text).at_byte(line.offset));
        }
    }
    Ok(())
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// Why a line is no message.
struct Wrong {
    code: &'static str,
    text: String,
}

fn wrong(code: &'static str, text: impl Into<String>) -> Wrong {
    Wrong { code, text: text.into() }
}

fn read_line(line: &Line<'_>, record: u64, sink: &mut dyn Sink) -> Result<(), Wrong> {
    if line.cut {
        return Err(wrong("line-too-long", "a line of 16 MiB or more, expected one message"));
    }
    // Many bytes are looked at together; UTF-8 comes back as it is.
    let decoded = UTF_8.decode_without_bom_handling_and_without_replacement(line.bytes).ok_or_else(|| {
        let n_valid = Encoding::utf8_valid_up_to(line.bytes);
        wrong("not-utf8", format!("byte {} of the line is not UTF-8", n_valid + 1))
    })?;
    let text = &*decoded;
    if !text.trim_start().starts_with('{') {
        return Err(wrong("bad-json", "the line is not a JSON object"));
    }
    let mended;
    let row: Row<'_> = match plain::row(text).map_or_else(|| serde_json::from_str(text), Ok) {
        Ok(row) => row,
        Err(error) => {
            mended = halves::mended(text.as_bytes()).ok_or_else(|| wrong("bad-json", said(&error)))?;
            serde_json::from_slice(&mended).map_err(|error| wrong("bad-json", said(&error)))?
        }
    };
    sink.message(draft(row, line.offset, record)?);
    Ok(())
}

/// The parser counts lines from the beginning of ours, and may quote a whole text.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string().replace(" at line 1 column ", " at column ");
    let n_chars = text.chars().count();
    if n_chars <= 200 {
        text
    } else {
        text.chars().take(120).chain(['…']).chain(text.chars().skip(n_chars - 60)).collect()
    }
}

fn draft(row: Row<'_>, place: u64, record: u64) -> Result<Draft<'_>, Wrong> {
    let sent = match row.sent {
        Given::Absent => return Err(wrong("no-sent", "no `sent`, expected a time or null")),
        Given::Null => Stamp::Unknown,
        Given::Text(text) => time("sent", &text)?,
    };
    let edited = row.edited.map_or(Ok(Stamp::Unknown), |text| time("edited", &text.0))?;
    let author = named(row.author);
    let name = named(row.name);
    if author.is_none() && name.is_none() && row.role.is_none() {
        return Err(wrong("no-author", "neither `author`, `name` nor `role`"));
    }
    let subject = row.subject.map(Text::into);
    let channel = match row.channel {
        Some(name) => one_of("channel", &name.0, Channel::from_name, || names(Channel::ALL, |c| c.name()))?,
        None if subject.is_some() || !row.to.0.is_empty() => Channel::Email,
        None => Channel::Chat,
    };
    let kind = match row.kind {
        Some(name) => one_of("kind", &name.0, Kind::from_name, || names(Kind::ALL, |k| k.name()))?,
        None => Kind::Message,
    };
    let role = match row.role {
        Some(name) => Some(one_of("role", &name.0, Role::from_name, || names(Role::ALL, |r| r.name()))?),
        None => None,
    };
    let text = row.text.map(Text::into);
    let has_text = text.as_deref().is_some_and(has_words);
    Ok(Draft {
        place,
        conversation: named(row.conversation),
        id: named(row.id),
        reply_to: named(row.reply_to),
        sent,
        edited,
        role,
        author,
        name,
        to: row.to.0,
        kind,
        subject,
        about: named(row.product),
        text,
        rating: rating(row.rating, row.rating_max)?,
        flags: if has_text { Flags::HAS_TEXT } else { Flags::default() },
        ..Draft::new(record, channel)
    })
}

fn time(key: &str, text: &str) -> Result<Stamp, Wrong> {
    iso::parse(text).ok_or_else(|| {
        wrong(
            "bad-time",
            format!("`{key}` is {}, expected a time such as 2026-11-02T09:00:00+01:00", quote(text)),
        )
    })
}

fn one_of<T>(
    key: &str,
    name: &str,
    find: impl Fn(&str) -> Option<T>,
    known: impl Fn() -> String,
) -> Result<T, Wrong> {
    find(name).ok_or_else(|| {
        wrong("unknown-value", format!("`{key}` is {}, expected one of {}", quote(name), known()))
    })
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|&value| name(value)).collect::<Vec<_>>().join(", ")
}

fn rating(value: Option<f64>, max: Option<f64>) -> Result<Option<Rating>, Wrong> {
    let Some(value) = value else { return Ok(None) };
    let top = max.unwrap_or(f64::from(f32::MAX));
    if (0.0..=top).contains(&value) && 0.0 < top && top <= f64::from(f32::MAX) {
        return Ok(Some(Rating { value: value as f32, max: max.map(|max| max as f32) }));
    }
    Err(wrong("bad-rating", format!("`rating` is {value}, expected a number from 0 to `rating_max`")))
}

/// A text of a problem: short, with nothing in it that a terminal would obey.
fn quote(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    format!("{short:?}{}", if short.len() < text.len() { "…" } else { "" })
}

/// An empty name is no name: equal empty ids must not join anything.
fn named(text: Option<Text<'_>>) -> Option<Cow<'_, str>> {
    text.map(Text::into).filter(|text: &Cow<'_, str>| has_words(text))
}

/// Anything but spaces.
fn has_words(text: &str) -> bool {
    text.chars().any(|letter| !letter.is_whitespace())
}

/// The keys that make a line ours, whatever their values; the line may be cut off at the end of the head.
fn looks_ours(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Keys {
        #[serde(default, deserialize_with = "present")]
        sent: bool,
        #[serde(default, deserialize_with = "present")]
        author: bool,
        #[serde(default, deserialize_with = "present")]
        role: bool,
    }
    fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| true)
    }
    if !line.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    match serde_json::from_slice::<Keys>(line) {
        Ok(keys) => keys.sent && (keys.author || keys.role),
        Err(error) if error.is_eof() => {
            let has = |key: &[u8]| memchr::memmem::find(line, key).is_some();
            has(b"\"sent\":") && (has(b"\"author\":") || has(b"\"role\":"))
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests;
