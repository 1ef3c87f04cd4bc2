//! Clock times and dates as they are written: "15:00", "3 pm", "klo 12", "12.05.", "12 May".

use std::ops::Range;

use super::pattern::{Due, Hit, Rule};
use super::token::{Form, Tokens};
use crate::message::{Day, Language};

/// Stand before a clock time, which may then lack its minutes.
const AT: &[&str] =
    &["klo", "kello", "kl", "klockan", "godz", "godziny", "godzinie", "godzina", "um", "gegen"];
/// Stand before a clock time that has its minutes; alone they say nothing of a time.
const AT_MINUTES: &[&str] = &["o", "at", "в", "v", "ve", "о", "об", "около"];
/// Stand behind a clock time.
const OCLOCK: &[&str] = &["uhr"];
/// Russian and its like count the hours of the day as they count a span: "до 18 часов".
const HOURS: &[&str] = &["часов", "часам", "часа", "ч", "hodin", "години"];
/// Before those hours they stand for a time of the day.
const LEADS: &[&str] = &["до", "к", "в", "do", "о"];
/// An hour of the working day; fewer hours are a span.
const DAYTIME: Range<u16> = 8..24;
const MORNING: &[&str] = &["утра", "rano", "ранку"];
const AFTERNOON: &[&str] = &["вечера", "дня", "вечора"];
/// Stand between a preposition and a date.
const BEFORE_DATE: &[&str] = &["den", "dnia", "the", "zum", "dem"];

/// A time of the day, in minutes after midnight, and the tokens that name it.
pub type Clock = (u16, Range<usize>);

/// May the word stand before a clock time or a date?
pub fn leads(word: &str) -> bool {
    AT.contains(&word) || AT_MINUTES.contains(&word) || BEFORE_DATE.contains(&word)
}

/// The clock time whose hour stands at `idx`.
pub fn clock_at(tokens: &Tokens, idx: usize) -> Option<Clock> {
    let token = tokens.all.get(idx).filter(|token| token.form == Form::Number)?;
    let follows = idx.checked_sub(1).is_some_and(|before| tokens.joint(before).is_some());
    let word = tokens.word(token);
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let suffix = word.get(digits.len()..)?;
    let hour: u16 = digits.parse().ok().filter(|&hour| hour <= 24 && digits.len() <= 2 && !follows)?;
    let named = idx.checked_sub(1).is_some_and(|before| AT.contains(&tokens.at(before)));
    let start =
        idx - usize::from(named || idx.checked_sub(1).is_some_and(|at| AT_MINUTES.contains(&tokens.at(at))));
    let (minute, written, end) = match tokens.joint(idx).zip(minutes(tokens, idx + 1)) {
        Some((sign @ (':' | '.'), (minute, _))) => (minute, Some(sign), idx + 2),
        Some(_) => return None,
        None if tokens.joint(idx).is_some() => return None,
        None => (0, None, idx + 1),
    };
    let last = if written.is_some() { minutes(tokens, idx + 1)?.1 } else { suffix };
    let (half, end) = match last {
        "" => half(tokens, end),
        "am" | "pm" => (half_of(last), end),
        _ => return None,
    };
    let oclock = OCLOCK.contains(&tokens.at(end));
    let counted = written.is_none() && counts_hours(tokens, idx, hour, end);
    let hour = match half {
        Some(offset) if (1..=12).contains(&hour) => hour % 12 + offset,
        Some(_) => return None,
        None => hour,
    };
    let certain = named || oclock || half.is_some() || counted || written == Some(':');
    let end = end + usize::from(oclock || (counted && half.is_none()));
    (certain && 60 * hour + minute <= 24 * 60).then_some((60 * hour + minute, start..end))
}

/// The two digits of the minutes at `idx`, and the letters that stick to them.
fn minutes(tokens: &Tokens, idx: usize) -> Option<(u16, &str)> {
    let word = tokens.at(idx);
    let (digits, rest) = word.split_at_checked(2)?;
    let minute = digits.parse().ok().filter(|&minute: &u16| minute < 60)?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((minute, rest))
}

/// The hours that "pm" and its like add, where they stand at `idx`, and where the time ends.
fn half(tokens: &Tokens, idx: usize) -> (Option<u16>, usize) {
    let behind = usize::from(HOURS.contains(&tokens.at(idx)));
    let word = tokens.at(idx + behind);
    if MORNING.contains(&word) {
        return (Some(0), idx + behind + 1);
    }
    // "Через 3 дня" is in three days.
    if AFTERNOON.contains(&word) && (behind > 0 || word != "дня") {
        return (Some(12), idx + behind + 1);
    }
    match (tokens.at(idx), tokens.at(idx + 1)) {
        (word @ ("am" | "pm"), _) => (half_of(word), idx + 1),
        (word @ ("a" | "p"), "m") => (half_of(word), idx + 2),
        _ => (None, idx),
    }
}

fn half_of(word: &str) -> Option<u16> {
    Some(if word.starts_with('p') { 12 } else { 0 })
}

/// "До 18 часов" names a time of the day, "до 2 часов" a span.
fn counts_hours(tokens: &Tokens, idx: usize, hour: u16, end: usize) -> bool {
    let led = idx.checked_sub(1).is_some_and(|before| LEADS.contains(&tokens.at(before)));
    led && DAYTIME.contains(&hour) && HOURS.contains(&tokens.at(end))
}

/// The date that starts at `idx`, and the tokens that name it.
pub fn date_at(
    tokens: &Tokens,
    hits: &[&Hit<'_>],
    language: Language,
    idx: usize,
) -> Option<(Day, Range<usize>)> {
    let month = |at: usize| {
        hits.iter().find_map(|hit| match hit.pattern.rule {
            Rule::Due(Due::Month(month)) if hit.tokens.start == at => Some(month),
            _ => None,
        })
    };
    let lead = idx.checked_sub(1).is_some_and(|before| BEFORE_DATE.contains(&tokens.at(before)));
    let start = idx - usize::from(lead);
    if let Some(month) = month(idx) {
        let day = number(tokens, idx + 1)?;
        return with_year(tokens, start, idx + 2, month, day);
    }
    if idx.checked_sub(1).is_some_and(|before| tokens.joint(before).is_some()) {
        return None;
    }
    let first = number(tokens, idx)?;
    match (tokens.joint(idx), language) {
        (None, _) => {
            let between = usize::from(tokens.at(idx + 1) == "of");
            with_year(tokens, start, idx + 2 + between, month(idx + 1 + between)?, first)
        }
        (Some('-'), _) if tokens.joint(idx + 1) == Some('-') && first >= 1000 => {
            let (month, day) = (number(tokens, idx + 1)?, number(tokens, idx + 2)?);
            Some((date(Some(first), u8::try_from(month).ok()?, day)?, start..idx + 3))
        }
        (Some('.'), _) | (Some('/'), Language::Swedish) => {
            let month = u8::try_from(number(tokens, idx + 1)?).ok()?;
            if tokens.joint(idx + 1).is_some() {
                let year = number(tokens, idx + 2)?;
                let year = if year < 100 { 2000 + year } else { year };
                return Some((date(Some(year), month, first)?, start..idx + 3));
            }
            // "12.50" is a price, and a share has one digit behind the point at most.
            let whole = tokens.at(idx + 1).len() == 2 || tokens.at(idx).len() == 2;
            let plain = whole && language != Language::English;
            Some((date(None, month, first).filter(|_| plain)?, start..idx + 2))
        }
        _ => None,
    }
}

fn with_year(tokens: &Tokens, start: usize, end: usize, month: u8, day: u16) -> Option<(Day, Range<usize>)> {
    match number(tokens, end).filter(|&year| 2000 <= year && tokens.joint(end).is_none()) {
        Some(year) => Some((date(Some(year), month, day)?, start..end + 1)),
        None => Some((date(None, month, day)?, start..end)),
    }
}

fn date(year: Option<u16>, month: u8, day: u16) -> Option<Day> {
    let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    (1..=12).contains(&month).then_some(Day::Date { year, month, day })
}

/// The number at `idx`, without the ending of "12th".
fn number(tokens: &Tokens, idx: usize) -> Option<u16> {
    let word = tokens.at(idx);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok()
}
