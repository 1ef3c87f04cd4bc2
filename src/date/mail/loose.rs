//! Reads dates word by word, in nearly any order: what mail programs write besides RFC 5322.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{Outcome, ZONE_UNKNOWN};
use crate::date::iso;
use crate::message::Stamp;

/// No date is longer.
const MAX_LEN: usize = 200;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Beginnings of month names that are not the English ones, with the month; longer beginnings first.
const FOREIGN_MONTHS: &[(&str, u32)] = &[
    // Finnish
    ("marras", 11),
    ("tammi", 1),
    ("helmi", 2),
    ("maalis", 3),
    ("huhti", 4),
    ("touko", 5),
    ("kesä", 6),
    ("heinä", 7),
    ("elo", 8),
    ("syys", 9),
    ("loka", 10),
    ("joulu", 12),
    // Polish; the z with its accent is often damaged
    ("sty", 1),
    ("lut", 2),
    ("kwi", 4),
    ("maj", 5),
    ("cze", 6),
    ("lip", 7),
    ("sie", 8),
    ("wrz", 9),
    ("pa", 10),
    ("lis", 11),
    ("gru", 12),
    // German, Swedish
    ("jän", 1),
    ("mär", 3),
    ("mrz", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    // Russian
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
];

/// Zone names and minutes east of UTC. `IST` is India's, as it is in nearly all mail.
const ZONES: &[(&str, i64)] = &[
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("met", 60),
    ("mez", 60),
    ("cest", 120),
    ("mest", 120),
    ("mesz", 120),
    ("sast", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("msd", 240),
    ("ist", 330),
    ("hkt", 480),
    ("sgt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("edt", -240),
    ("est", -300),
    ("cdt", -300),
    ("cst", -360),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
    ("akdt", -480),
    ("akst", -540),
    ("hst", -600),
    ("brt", -180),
    ("art", -180),
];

/// 1 to 12 of `Jan` to `Dec` in any case.
pub fn english_month(name: &[u8]) -> Option<u32> {
    let idx = MONTHS.iter().position(|month| month.as_bytes().eq_ignore_ascii_case(name))?;
    u32::try_from(idx + 1).ok()
}

pub fn is_english_weekday(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&word)
}

/// Seconds east of UTC of a zone's short name, such as `CEST`.
pub fn zone_offset(name: &str) -> Option<i64> {
    let found = ZONES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, minutes)| minutes * 60)
}

pub fn parse(text: &str) -> Outcome {
    if text.len() > MAX_LEN {
        return Outcome::Bad;
    }
    let text = without_comments(text);
    let mut found = Found::default();
    // A weekday in any language, right or wrong, is what stands before the first comma without digits.
    let rest = match text.split_once(',') {
        Some((day, rest)) if !day.contains(|c: char| c.is_ascii_digit()) => rest,
        _ => &text,
    };
    for word in
        rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | '"')).filter(|word| !word.is_empty())
    {
        if found.take(word).is_none() {
            return Outcome::Bad;
        }
    }
    found.outcome().unwrap_or(Outcome::Bad)
}

#[derive(Default)]
struct Found {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<i32>,
    time: Option<(NaiveTime, TimeDelta)>,
    is_pm: Option<bool>,
    /// Seconds east of UTC, and whether they were given as a number.
    zone: Option<(i64, bool)>,
    zone_unknown: bool,
    guess: Option<&'static str>,
}

impl Found {
    /// Takes in one word; `None` when it makes the whole no date.
    fn take(&mut self, word: &str) -> Option<()> {
        let first = word.chars().next()?;
        if word.contains(':') && first.is_ascii_digit() {
            return self.clock(word, ':');
        }
        if matches!(first, '+' | '-') && self.time.is_some() {
            return self.offset(word);
        }
        if first.is_ascii_digit() {
            return self.numbers(word);
        }
        if self.month.is_none()
            && let Some(month) = self.month_name(word)
        {
            self.month = Some(month);
            return Some(());
        }
        self.letters(word)
    }

    /// `7:6:2`, `18:26`, `18:26:00.5`, and a zone glued to it: `18:26:00+0200`.
    fn clock(&mut self, word: &str, separator: char) -> Option<()> {
        let (clock, zone) = match word.find(['+', '-', 'Z']) {
            Some(idx) => word.split_at_checked(idx)?,
            None => (word, ""),
        };
        let mut parts = clock.split(separator);
        let hour = short(parts.next()?)?;
        let minute = short(parts.next()?)?;
        let second = match parts.next() {
            Some(second) => short(second.split('.').next()?)?,
            None => 0,
        };
        let is_leap = second == 60;
        let time = NaiveTime::from_hms_opt(hour, minute, if is_leap { 59 } else { second })?;
        if self.time.is_some() || parts.next().is_some() {
            return None;
        }
        self.time = Some((time, TimeDelta::seconds(i64::from(is_leap))));
        if zone.is_empty() { Some(()) } else { self.take(zone) }
    }

    /// `+0200`, `-07:00`, `+02`, `+2`.
    fn offset(&mut self, word: &str) -> Option<()> {
        let is_west = word.starts_with('-');
        let digits: String = word.get(1..)?.chars().filter(|&c| c != ':').collect();
        if digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: i64 = digits.parse().ok()?;
        let (hours, minutes) = if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
        let seconds = hours * 3600 + minutes * 60;
        if minutes > 59 || seconds > iso::MAX_OFFSET {
            return None;
        }
        if !matches!(self.zone, Some((_, true))) {
            // `-0000`: the time is UTC, the writer's zone unknown (RFC 5322 §3.3).
            self.zone_unknown = is_west && seconds == 0;
            self.zone = Some((if is_west { -seconds } else { seconds }, true));
        }
        Some(())
    }

    /// A day, a year, `2-Oct-2016`, `2016/10/02`, `07.06.22` as a time.
    fn numbers(&mut self, word: &str) -> Option<()> {
        let word = word.trim_end_matches('.');
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.number(word);
        }
        if word.matches('.').count() == 2 && self.day.is_some() && self.time.is_none() {
            return self.clock(word, '.');
        }
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        let [first, second, third] = parts.as_slice() else { return None };
        if first.len() == 4 {
            self.year = Some(self.full_year(first)?);
            self.month = Some(short(second)?);
            self.day = Some(short(third)?);
            return Some(());
        }
        // Only a month by name is unmistakable in this order.
        self.day = Some(short(first)?);
        self.month = Some(self.month_name(second)?);
        self.year = Some(self.full_year(third)?);
        Some(())
    }

    fn number(&mut self, word: &str) -> Option<()> {
        if self.day.is_none() && word.len() <= 2 {
            self.day = Some(short(word)?);
        } else if self.year.is_none() {
            self.year = Some(self.full_year(word)?);
        } else {
            return None;
        }
        Some(())
    }

    /// RFC 5322 §4.3 for short years; `0102` and `116` are years since 1900.
    fn full_year(&mut self, word: &str) -> Option<i32> {
        let year: i32 = word.parse().ok()?;
        if word.len() == 4 && year >= 1000 {
            return Some(year);
        }
        self.guess = Some("short-year");
        match word.len() {
            2 if year < 50 => Some(2000 + year),
            2 => Some(1900 + year),
            3 | 4 if year < 150 => Some(1900 + year),
            _ => None,
        }
    }

    fn month_name(&mut self, word: &str) -> Option<u32> {
        if let Some(month) = word.get(..3).and_then(|start| english_month(start.as_bytes()))
            && !word.to_lowercase().starts_with("marras")
        {
            return Some(month);
        }
        let lower = word.to_lowercase();
        let found = FOREIGN_MONTHS.iter().find(|(start, _)| lower.starts_with(start));
        let &(_, month) = found?;
        self.guess = Some("month-name");
        Some(month)
    }

    /// A zone name, `GMT+0300`, `PM`, a weekday without a comma; other words are only noise behind a zone.
    fn letters(&mut self, word: &str) -> Option<()> {
        let lower = word.to_lowercase();
        if self.time.is_none() {
            // A weekday.
            return Some(());
        }
        if matches!(lower.as_str(), "am" | "pm") {
            self.is_pm = Some(lower == "pm");
            return Some(());
        }
        if let Some(idx) = word.find(['+', '-'])
            && let Some((name, offset)) = word.split_at_checked(idx)
            && ["GMT", "UTC", "UT"].contains(&name)
        {
            return self.offset(offset);
        }
        if self.zone.is_some() {
            return Some(());
        }
        if let Some(offset) = zone_offset(word) {
            self.zone = Some((offset, false));
            return Some(());
        }
        // Obsolete letters and names that nobody knows: RFC 5322 §4.3 reads them as `-0000`.
        if word.chars().all(|c| c.is_ascii_alphabetic()) && word.len() <= 5 {
            self.zone = Some((0, false));
            self.zone_unknown = true;
            return Some(());
        }
        None
    }

    fn outcome(&self) -> Option<Outcome> {
        let (time, extra) = self.time?;
        let date = NaiveDate::from_ymd_opt(self.year?, self.month?, self.day?)?;
        let mut local = NaiveDateTime::new(date, time).checked_add_signed(extra)?;
        if let Some(is_pm) = self.is_pm {
            let hour = chrono::Timelike::hour(&time);
            let shift = match (is_pm, hour) {
                (true, 1..=11) => 12,
                (false, 12) => -12,
                _ => 0,
            };
            local = local.checked_add_signed(TimeDelta::hours(shift))?;
        }
        let stamp = match self.zone {
            None => Stamp::Local(local),
            Some((offset, _)) => Stamp::Instant(local.and_utc().timestamp() - offset),
        };
        let guess = if self.zone_unknown { Some(ZONE_UNKNOWN) } else { self.guess };
        Some(guess.map_or(Outcome::Ok(stamp), |reason| Outcome::Guessed(stamp, reason)))
    }
}

/// One or two digits.
fn short(text: &str) -> Option<u32> {
    let is_short = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { text.parse().ok() } else { None }
}

/// Comments in parentheses say nothing that counts.
fn without_comments(text: &str) -> String {
    let mut depth = 0_u32;
    let mut output = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => output.push(c),
            _ => {}
        }
    }
    output
}
