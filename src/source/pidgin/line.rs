//! One line of a log: a time in brackets, who, what.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};

use super::plain;
use crate::source::clock::moment;

pub(super) enum Line<'a> {
    Said {
        date: Option<NaiveDate>,
        time: NaiveTime,
        alias: Cow<'a, str>,
        side: Side,
        text: Cow<'a, str>,
    },
    /// Somebody came or went, or something failed.
    Event {
        date: Option<NaiveDate>,
        time: NaiveTime,
    },
    /// The message above goes on.
    More(Cow<'a, str>),
}

/// Whose line it is by its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Sent,
    Received,
    Unsaid,
}

const SENT: &str = "#16569e";
const RECEIVED: &str = "#a82f2f";

pub(super) fn parse(line: &str, is_html: bool) -> Line<'_> {
    let said = if is_html { parse_html(line) } else { parse_text(line) };
    said.unwrap_or_else(|| Line::More(if is_html { plain(line) } else { Cow::Borrowed(line) }))
}

/// `(22:36:11) Alias: text`.
fn parse_text(line: &str) -> Option<Line<'_>> {
    let (clock, rest) = line.strip_prefix('(')?.split_once(')')?;
    let (date, time) = moment(clock)?;
    Some(
        match rest
            .trim_start()
            .split_once(": ")
            .or_else(|| rest.trim().strip_suffix(':').map(|alias| (alias, "")))
        {
            Some((alias, text)) => {
                let text = Cow::Borrowed(text);
                Line::Said { date, time, alias: Cow::Borrowed(alias), side: Side::Unsaid, text }
            }
            None => Line::Event { date, time },
        },
    )
}

/// `<font color="#16569E"><font size="2">(07:14:48)</font> <b>Alias:</b></font> text<br/>`.
fn parse_html(line: &str) -> Option<Line<'_>> {
    let from = line.find('(')?;
    let before = line.get(..from)?;
    // Only markup may stand before the time.
    if !plain(before).trim().is_empty() {
        return None;
    }
    let (clock, rest) = line.get(from + 1..)?.split_once(')')?;
    let (date, time) = moment(clock)?;
    let colour = before.to_ascii_lowercase();
    let side = match () {
        () if colour.contains(SENT) => Side::Sent,
        () if colour.contains(RECEIVED) => Side::Received,
        () => Side::Unsaid,
    };
    let Some((_, bold)) = rest.split_once("<b>").filter(|_| side != Side::Unsaid) else {
        return Some(Line::Event { date, time });
    };
    let (alias, text) = bold.split_once("</b>")?;
    let alias = plain(alias).trim().trim_end_matches(':').to_owned();
    Some(Line::Said {
        date,
        time,
        alias: Cow::Owned(alias),
        side,
        text: Cow::Owned(plain(text).into_owned()),
    })
}
