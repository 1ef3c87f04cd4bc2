//! One line of a transcript: about the chat, a message with its time and name, an event, or more words.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::date::iso;
use crate::date::pattern::{Context, Format, Order};
use crate::message::Stamp;
use crate::source::clock::time_of_day;

/// Bytes of a name; a longer text before a colon is a sentence.
const MAX_NAME: usize = 60;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// `Started: 2026-11-02 09:00`.
    Label(Label, &'a str),
    Said {
        at: At,
        name: &'a str,
        text: &'a str,
    },
    /// A time without a name: somebody came or went.
    Event(At),
    /// A time that could be two.
    Ambiguous,
    Blank,
    More(&'a str),
}

/// A time of day, with its day where the line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub date: Option<NaiveDate>,
    pub time: NaiveTime,
    pub has_seconds: bool,
}

/// What a line about the chat tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Visitor,
    Operator,
    Started,
    Finished,
    Id,
    Other,
}

/// Names of the lines about a chat, in lower case.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Visitor,
        &[
            "visitor",
            "visitor name",
            "customer",
            "client",
            "guest",
            "klient",
            "gość",
            "odwiedzający",
            "клиент",
            "посетитель",
            "гость",
            "asiakas",
            "kävijä",
        ],
    ),
    (
        Label::Operator,
        &[
            "operator",
            "operators",
            "agent",
            "agents",
            "konsultant",
            "doradca",
            "оператор",
            "консультант",
            "asiakaspalvelija",
        ],
    ),
    (
        Label::Started,
        &[
            "started",
            "chat started",
            "started at",
            "start time",
            "date",
            "rozpoczęto",
            "początek",
            "data",
            "начало",
            "начат",
            "дата",
            "alkoi",
            "päivämäärä",
        ],
    ),
    (
        Label::Finished,
        &[
            "finished",
            "ended",
            "chat ended",
            "end time",
            "zakończono",
            "koniec",
            "завершён",
            "окончание",
            "päättyi",
        ],
    ),
    (Label::Id, &["chat id", "conversation id", "chat", "id", "id rozmowy", "id чата", "keskustelun id"]),
    (
        Label::Other,
        &["name", "email", "e-mail", "phone", "ip", "page", "url", "department", "duration", "rating"],
    ),
];

/// Reads a line; `order` is that of day and month where neither number tells.
pub(super) fn parse(line: &str, order: Option<Order>) -> Line<'_> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() || line.chars().all(|c| matches!(c, '-' | '=' | '_' | '*')) {
        return Line::Blank;
    }
    if let Some((label, value)) = label(line) {
        return Line::Label(label, value);
    }
    said(line, order).unwrap_or(Line::More(line))
}

/// Whom a name that is only a kind of person means.
pub(super) fn kind_of(name: &str) -> Option<Label> {
    let name = name.trim().to_lowercase();
    LABELS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(label, _)| *label)
}

fn label(line: &str) -> Option<(Label, &str)> {
    let (name, value) = line.split_once(':')?;
    Some((kind_of(name)?, value.trim()))
}

fn said(line: &str, order: Option<Order>) -> Option<Line<'_>> {
    in_brackets(line, order).or_else(|| bare(line, order)).or_else(|| behind_name(line, order))
}

/// `[2026-11-02 09:00:12] Anna: text`, also with round brackets.
fn in_brackets(line: &str, order: Option<Order>) -> Option<Line<'_>> {
    let close = match line.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let (inside, rest) = line.get(1..)?.split_once(close)?;
    Some(with_name(moment(inside, order)?, rest))
}

/// `2026-11-02 09:00:12 Anna: text`, `09:00 - Anna: text`.
fn bare(line: &str, order: Option<Order>) -> Option<Line<'_>> {
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ends: Vec<usize> = line.match_indices(' ').map(|(at, _)| at).take(3).collect();
    let found = ends.iter().rev().find_map(|&end| Some((moment(line.get(..end)?, order)?, line.get(end..)?)));
    let (at, rest) = found?;
    Some(with_name(at, rest.trim_start().trim_start_matches(['-', '–', '|'])))
}

/// `Anna (09:00:12): text`, also with the words on the lines below.
fn behind_name(line: &str, order: Option<Order>) -> Option<Line<'_>> {
    let open = line.find(['(', '['])?;
    let close = if line.get(open..)?.starts_with('(') { ')' } else { ']' };
    let name = line.get(..open)?.trim();
    let (inside, rest) = line.get(open + 1..)?.split_once(close)?;
    if name.is_empty() || MAX_NAME < name.len() {
        return None;
    }
    let text = match rest.strip_prefix(':') {
        Some(text) => text.trim(),
        None if rest.trim().is_empty() => "",
        None => return None,
    };
    Some(match moment(inside, order)? {
        Ok(at) => Line::Said { at, name, text },
        Err(()) => Line::Ambiguous,
    })
}

/// What follows a time: a name and its words, else an event.
fn with_name(at: Result<At, ()>, rest: &str) -> Line<'_> {
    let Ok(at) = at else { return Line::Ambiguous };
    let rest = rest.trim();
    let parts = rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|name| (name, "")));
    match parts.map(|(name, text)| (name.trim(), text.trim())) {
        Some((name, text)) if !name.is_empty() && name.len() <= MAX_NAME => Line::Said { at, name, text },
        _ => Line::Event(at),
    }
}

/// A time of day, or a date and time; `Err` where day and month could be either way round.
fn moment(text: &str, order: Option<Order>) -> Option<Result<At, ()>> {
    let text = text.trim().trim_end_matches(',');
    let has_seconds = text.matches(':').count() >= 2;
    if let Some(time) = time_of_day(text) {
        return Some(Ok(At { date: None, time, has_seconds }));
    }
    let at = match date_and_time(text, order)? {
        Ok(at) => at,
        Err(()) => return Some(Err(())),
    };
    Some(Ok(At { date: Some(at.date()), time: at.time(), has_seconds }))
}

/// A date and time as transcripts write it.
pub(super) fn date_and_time(text: &str, order: Option<Order>) -> Option<Result<NaiveDateTime, ()>> {
    let text = text.trim();
    if !text.contains(':') {
        return None;
    }
    if let Some(Stamp::Local(at)) = iso::parse(text) {
        return Some(Ok(at));
    }
    let numeric = |order| match Format::Numeric.read(text, Context { locale: None, order }) {
        Some(Stamp::Local(at)) => Some(at),
        _ => None,
    };
    match (numeric(order), numeric(Some(Order::DayMonth)).or_else(|| numeric(Some(Order::MonthDay)))) {
        (Some(at), _) => Some(Ok(at)),
        (None, Some(_)) => Some(Err(())),
        (None, None) => None,
    }
}
