//! Dates of mail: RFC 5322 and what is written instead of it, and which other time stands in for a `Date`
//! that is missing or cannot be true.

mod loose;

use chrono::{NaiveDate, NaiveDateTime};

use super::iso;
use crate::message::Stamp;
pub use loose::zone_offset;

/// What a text says about a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// As written.
    Ok(Stamp),
    /// A reading of something that is not quite a date; the reason is a kebab-case code.
    Guessed(Stamp, &'static str),
    /// Nothing there.
    Missing,
    /// Something that is no date.
    Bad,
}

/// The times a mail carries, best first, each as its raw text.
#[derive(Clone, Copy, Default, Debug)]
pub struct Clues<'a> {
    /// `Date`.
    pub date: Option<&'a str>,
    /// The topmost `Received`, whole.
    pub received: Option<&'a str>,
    /// The topmost `Received` is surely our own server's, about a mail from elsewhere.
    pub is_ours: bool,
    /// The last `Received` of the block, written by the first server on the way.
    pub first_received: Option<&'a str>,
    /// `Delivery-date`.
    pub delivery: Option<&'a str>,
    /// The From_ line of an mbox, whole.
    pub from_line: Option<&'a str>,
    /// Gmail's number of the thread or the mail.
    pub gmail_id: Option<u64>,
}

/// When a mail was sent, as far as it can be known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sent {
    pub stamp: Stamp,
    /// The time is not the `Date`'s.
    pub repaired: bool,
    /// Where the time is from.
    pub clock: Clock,
    /// The zone is not known, though the stamp may be an instant: `-0000`, obsolete letters.
    pub zone_unknown: bool,
    /// How `Date` was read.
    pub date: Option<Outcome>,
}

/// The field that a mail's time was taken from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Clock {
    #[default]
    Date,
    Received,
    Delivery,
    FromLine,
    Gmail,
}

const DAY: i64 = 86_400;
/// 1990-01-01: mail older than this has a broken clock.
const OLDEST: i64 = 7_305 * DAY;
/// How far `Date` may be from the time our own server received the mail.
const MAX_DISTANCE: i64 = 7 * DAY;
/// How far it may be where that server is surely ours: as far as clocks differ.
const SKEW: i64 = 600;
/// How far `Date` may lie after the time the mail was stored.
const MAX_FUTURE: i64 = 2 * DAY;

/// The time of a mail: its `Date`, or where that is missing, unreadable or absurd, the first of `Received`,
/// `Delivery-date`, From_ line and Gmail's number that gives a possible time.
///
/// `Date` is absurd when it is before 1990, more than 7 days away from the topmost `Received` (unless the
/// first server on the way confirms it within a day: moderated lists hold mail back), more than 10 minutes away from
/// all of them where the topmost is surely our own server's, or more than 2 days after `Delivery-date` or Gmail's number. The From_ line does not speak against it: many programs write one
/// constant time into all of them. A `Date` that is absurd and alone is no time. Of the `Received` fields the
/// first server's stands in where it is at most 7 days before the topmost one: copies of a mail that went
/// different ways have the same time.
pub fn sent(clues: &Clues<'_>) -> Sent {
    let outcome = clues.date.map_or(Outcome::Missing, parse);
    let zone_unknown = matches!(outcome, Outcome::Guessed(_, ZONE_UNKNOWN));
    let date = Some(outcome);
    let newest = clues.received.and_then(received_at);
    let first = || clues.first_received.and_then(received_at);
    let stand_in = newest.map(|newest| (newest, Clock::Received)).or_else(|| other_time(clues));
    if let Some(stamp) = outcome.stamp().filter(|&stamp| is_possible(stamp)) {
        let distance = |other: Stamp| seconds(stamp) - seconds(other);
        let confirmed = || first().is_some_and(|first| distance(first).abs() <= DAY);
        let is_absurd = match (newest, stored_time(clues)) {
            (Some(newest), _) => {
                let is_early = distance(newest) < -MAX_DISTANCE && !confirmed();
                distance(newest) > MAX_DISTANCE
                    || is_early
                    || (clues.is_ours && is_skewed(outcome, newest, first))
            }
            (None, Some(other)) => distance(other) > MAX_FUTURE,
            (None, None) => false,
        };
        if !is_absurd {
            return Sent { stamp, repaired: false, clock: Clock::Date, zone_unknown, date };
        }
    }
    let (stamp, clock) = match (newest, first()) {
        (Some(newest), Some(first)) if (0..=MAX_DISTANCE).contains(&(seconds(newest) - seconds(first))) => {
            (first, Clock::Received)
        }
        _ => stand_in.unwrap_or_default(),
    };
    Sent { stamp, repaired: stamp != Stamp::Unknown, clock, zone_unknown: false, date }
}

/// The clock of the sender is wrong: our server's tells another time, and the first server's on the way does too. A
/// time without a zone is no witness of that.
fn is_skewed(date: Outcome, newest: Stamp, first: impl FnOnce() -> Option<Stamp>) -> bool {
    let Outcome::Ok(Stamp::Instant(sent)) = date else { return false };
    let is_far = |stamp| matches!(stamp, Stamp::Instant(at) if SKEW < (sent - at).abs());
    is_far(newest) && first().is_none_or(is_far)
}

/// Reason of a guess: the time is UTC, and the writer's zone is not known (RFC 5322 §4.3).
pub const ZONE_UNKNOWN: &str = "zone-unknown";

/// Reads the value of a `Date` field.
///
/// Besides RFC 5322: wrong or foreign weekdays, short years, missing seconds, unpadded numbers, offsets
/// with a colon, zone names, the order of C's `asctime`, ISO 8601, month names of several languages.
/// Without a zone the stamp is local. Zones farther than 14 hours from UTC make it bad.
pub fn parse(text: &str) -> Outcome {
    let text = text.trim();
    if text.is_empty() {
        return Outcome::Missing;
    }
    if let Some(outcome) = common(text.as_bytes()) {
        return outcome;
    }
    if let Some(stamp) = iso::parse(text) {
        return Outcome::Ok(stamp);
    }
    loose::parse(text)
}

/// The time of a From_ line such as `From a@example.org Wed Jul  1 05:04:06 2020`.
pub fn parse_from_line(line: &str) -> Outcome {
    for (idx, word) in words_with_index(line) {
        if loose::is_english_weekday(word) {
            return line.get(idx..).map_or(Outcome::Missing, parse);
        }
    }
    Outcome::Missing
}

/// The time in a number of Gmail: milliseconds since 1970 stand above its lowest 20 bits.
pub fn of_gmail_id(id: u64) -> Option<i64> {
    let seconds = i64::try_from((id >> 20) / 1000).ok()?;
    // Gmail began in 2004; other numbers are no times.
    (12_500 * DAY..40_000 * DAY).contains(&seconds).then_some(seconds)
}

impl Outcome {
    pub const fn stamp(self) -> Option<Stamp> {
        match self {
            Self::Ok(stamp) | Self::Guessed(stamp, _) => Some(stamp),
            Self::Missing | Self::Bad => None,
        }
    }
}

/// The time behind the last semicolon of a `Received`.
fn received_at(value: &str) -> Option<Stamp> {
    let (_, date) = value.rsplit_once(';')?;
    parse(date).stamp().filter(|&stamp| is_possible(stamp))
}

fn other_time(clues: &Clues<'_>) -> Option<(Stamp, Clock)> {
    let times = [
        (clues.delivery.map(parse).and_then(Outcome::stamp), Clock::Delivery),
        (clues.from_line.map(parse_from_line).and_then(Outcome::stamp), Clock::FromLine),
        (clues.gmail_id.and_then(of_gmail_id).map(Stamp::Instant), Clock::Gmail),
    ];
    times.into_iter().find_map(|(stamp, clock)| Some((stamp.filter(|&stamp| is_possible(stamp))?, clock)))
}

/// A time that the mailbox itself wrote and that is no constant.
fn stored_time(clues: &Clues<'_>) -> Option<Stamp> {
    other_time(&Clues { from_line: None, ..*clues }).map(|(stamp, _)| stamp)
}

fn is_possible(stamp: Stamp) -> bool {
    seconds(stamp) >= OLDEST
}

/// For comparing days a missing zone does not matter.
fn seconds(stamp: Stamp) -> i64 {
    match stamp {
        Stamp::Unknown => i64::MIN / 2,
        Stamp::Instant(seconds) => seconds,
        Stamp::Local(local) => local.and_utc().timestamp(),
    }
}

fn words_with_index(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    line.split(' ').map(move |word| {
        let idx = from;
        from += word.len() + 1;
        (idx, word)
    })
}

/// `Mon, 2 Nov 2026 09:00:00 +0100`, optionally with a comment behind it: nearly all mail is written so.
fn common(text: &[u8]) -> Option<Outcome> {
    let rest = match text {
        [a, b, c, b',', b' ', rest @ ..]
            if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_alphabetic() =>
        {
            rest
        }
        _ => text,
    };
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let (day, rest) = match rest {
        [a, b' ', rest @ ..] => (digit(*a)?, rest),
        [a, b, b' ', rest @ ..] => (digit(*a)? * 10 + digit(*b)?, rest),
        _ => return None,
    };
    let [m1, m2, m3, b' ', y1, y2, y3, y4, b' ', rest @ ..] = rest else { return None };
    let month = loose::english_month(&[*m1, *m2, *m3])?;
    let year = digit(*y1)? * 1000 + digit(*y2)? * 100 + digit(*y3)? * 10 + digit(*y4)?;
    let [h1, h2, b':', n1, n2, b':', s1, s2, b' ', sign, z1, z2, z3, z4, rest @ ..] = rest else {
        return None;
    };
    if year < 1900 || !matches!(rest, [] | [b' ', b'(', ..]) {
        return None;
    }
    let time = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(
        digit(*h1)? * 10 + digit(*h2)?,
        digit(*n1)? * 10 + digit(*n2)?,
        digit(*s1)? * 10 + digit(*s2)?,
    )?;
    let minutes = digit(*z3)? * 10 + digit(*z4)?;
    let offset = i64::from((digit(*z1)? * 10 + digit(*z2)?) * 60 + minutes) * 60;
    match sign {
        _ if minutes > 59 || offset > iso::MAX_OFFSET => None,
        b'+' => Some(Outcome::Ok(Stamp::Instant(utc(time) - offset))),
        b'-' if offset != 0 => Some(Outcome::Ok(Stamp::Instant(utc(time) + offset))),
        b'-' => Some(Outcome::Guessed(Stamp::Instant(utc(time)), ZONE_UNKNOWN)),
        _ => None,
    }
}

fn utc(time: NaiveDateTime) -> i64 {
    time.and_utc().timestamp()
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

#[cfg(test)]
mod tests;
