//! Logs of IRC channels, as irssi, WeeChat and ZNC write them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use chrono::{NaiveDate, NaiveTime};

use super::draft::Draft;
use super::lines::Lines;
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::{iso, mail};
use crate::message::few::Few;
use crate::message::{Channel, Flags, Stamp};
use crate::problem::Problem;

pub struct Irc;

const LINE_CAP: usize = 64 << 10;
const N_SNIFFED: usize = 50;
/// Nicks of a file that are remembered, and bytes of one.
const N_KNOWN: usize = 4096;
const NICK_CAP: usize = 64;
/// What a nick may hold beside letters and digits (RFC 2812 §2.3.1).
const MARKS: [char; 9] = ['[', ']', '\\', '`', '_', '^', '{', '|', '}'];
/// What stands between a channel and a date.
const SEPARATORS: [char; 3] = ['.', '_', '-'];

impl Source for Irc {
    fn name(&self) -> &'static str {
        "irc"
    }

    fn about(&self) -> &'static str {
        "IRC channel logs of irssi, WeeChat and ZNC"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let lines = peek.text().lines().filter(|line| !line.trim().is_empty()).take(N_SNIFFED);
        let (mut n, mut n_said, mut has_speech) = (0, 0, false);
        for line in lines {
            n += 1;
            let line = parse(line);
            has_speech |= matches!(line, Line::Said { .. });
            n_said += usize::from(matches!(line, Line::Said { .. } | Line::Event));
        }
        let found = format!("{n_said} of the first {n} lines are of the form [HH:MM] <nick> text");
        if has_speech && n * 6 <= n_said * 10 { Sniff::Yes(found) } else { Sniff::No(found) }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut lines = Lines::new(stream.text()?, LINE_CAP);
        let channel = channel_of(stream.file_name()).or_else(|| folder_of(stream));
        let mut nicks = BTreeSet::new();
        let (mut day, mut record) = (day_of(stream.file_name()), 0);
        while let Some(line) = lines.next()? {
            let text = String::from_utf8_lossy(line.bytes);
            if text.trim().is_empty() {
                continue;
            }
            record += 1;
            match parse(&text) {
                Line::Day(new) => {
                    day = Some(new);
                    sink.outside("day-change");
                }
                Line::Event => sink.outside("channel-event"),
                Line::Other => {
                    let what = "the line is no message of a channel log";
                    sink.problem(Problem::record("no-message", record, what).at_line(line.number));
                }
                Line::Said { date, time, minutes, nick, text } => {
                    let Some(day) = date.or(day) else {
                        let what = "no day: neither the file's name nor a line above says one";
                        sink.problem(Problem::record("no-time", record, what).at_line(line.number));
                        continue;
                    };
                    let mut draft = Draft { place: line.number, ..Draft::new(record, Channel::Chat) };
                    draft.sent = Stamp::Local(day.and_time(time));
                    draft.conversation = channel.clone().map(Cow::Owned);
                    draft.author = Some(Cow::Owned(nick.to_lowercase()));
                    draft.name = Some(Cow::Borrowed(nick));
                    draft.text = Some(Cow::Borrowed(text));
                    if minutes {
                        draft.flags.set(Flags::MINUTES);
                    }
                    if let Some(called) = called(text, &nicks) {
                        draft.to = Few::one(Cow::Owned(called));
                        draft.flags.set(Flags::ADDRESSED);
                    }
                    if nicks.len() < N_KNOWN {
                        nicks.insert(nick.to_lowercase());
                    }
                    sink.message(draft);
                }
            }
        }
        Ok(())
    }
}

enum Line<'a> {
    Said {
        date: Option<NaiveDate>,
        time: NaiveTime,
        minutes: bool,
        nick: &'a str,
        text: &'a str,
    },
    /// Somebody joined, left, was renamed.
    Event,
    Day(NaiveDate),
    Other,
}

/// For hints about files that nobody recognises.
pub(super) fn looks_like(line: &str) -> bool {
    matches!(parse(line), Line::Said { .. })
}

fn parse(line: &str) -> Line<'_> {
    let line = line.trim_end();
    if let Some(rest) = line.strip_prefix("--- ") {
        let day = rest.split_once("changed ").or_else(|| rest.split_once("opened ")).map(|(_, day)| day);
        return day.and_then(day_in_words).map_or(Line::Event, Line::Day);
    }
    if line.starts_with("===") || line.starts_with("-!-") || line.starts_with("***") {
        return Line::Event;
    }
    parse_weechat(line).unwrap_or_else(|| parse_irssi(line))
}

/// `2005-06-27 12:00:01<TAB>nick<TAB>text`.
fn parse_weechat(line: &str) -> Option<Line<'_>> {
    let (stamp, rest) = line.split_once('\t')?;
    let Stamp::Local(at) = iso::parse(stamp)? else { return None };
    let (nick, text) = rest.split_once('\t')?;
    let nick = nick.trim_start_matches(['@', '+', '%', '~', '&', ' ']);
    if nick.is_empty() || matches!(nick, "--" | "-->" | "<--" | "*" | "=!=") {
        return Some(Line::Event);
    }
    Some(Line::Said { date: Some(at.date()), time: at.time(), minutes: false, nick, text })
}

/// `[03:10] <nick> text`, `[12:00:01] <nick> text`, `03:10 < nick> text`.
fn parse_irssi(line: &str) -> Line<'_> {
    let Some((clock, rest)) =
        line.strip_prefix('[').map_or_else(|| line.split_once(' '), |inner| inner.split_once(']'))
    else {
        return Line::Other;
    };
    let (minutes, format) = match clock.len() {
        5 => (true, "%H:%M"),
        7 | 8 => (false, "%H:%M:%S"),
        _ => return Line::Other,
    };
    let Ok(time) = NaiveTime::parse_from_str(clock, format) else { return Line::Other };
    let rest = rest.trim_start();
    let said = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    match said {
        Some((nick, text)) if !nick.trim().is_empty() => {
            let nick = nick.trim().trim_start_matches(['@', '+', '%', '~', '&']);
            Line::Said { date: None, time, minutes, nick, text: text.trim_start() }
        }
        _ => Line::Event,
    }
}

/// `Tue Jun 28 2005`, `Tue Jun 28 12:00:00 2005`.
fn day_in_words(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%a %b %d %Y").ok().or_else(|| {
        match mail::parse(text).stamp()? {
            Stamp::Local(at) => Some(at.date()),
            Stamp::Instant(at) => chrono::DateTime::from_timestamp(at, 0).map(|at| at.date_naive()),
            Stamp::Unknown => None,
        }
    })
}

/// The day in a file's name: `#shop_2026-11-02.log`, `20261102.log`.
fn day_of(name: &str) -> Option<NaiveDate> {
    let starts = name.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
    starts.into_iter().find_map(|at| {
        let part = |len: usize| name.get(at..at + len).and_then(iso::date_only);
        part(10).or_else(|| part(8))
    })
}

/// The channel in a file's name: `#shop_help_2026-11-02.log`, `irc.example.org.#shop.weechatlog`.
fn channel_of(name: &str) -> Option<String> {
    let from = name.find('#')?;
    let name = name.get(from..)?;
    // No channel has a space in its name.
    let name = name.split(' ').next()?;
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().all(|c| c.is_ascii_alphabetic()) => stem,
        _ => name,
    };
    // The day, month or year of the log.
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit() || SEPARATORS.contains(&c));
    let behind = stem.get(bare.len()..)?;
    let year = behind.trim_start_matches(SEPARATORS);
    let is_time = (year.starts_with("19") || year.starts_with("20"))
        && 4 <= year.bytes().take_while(u8::is_ascii_digit).count();
    let has_time = behind.starts_with(SEPARATORS) && is_time;
    Some(if has_time { bare } else { stem }.to_owned())
}

/// ZNC has a folder for each channel and each person, with a file for each day in it.
fn folder_of(stream: &Stream<'_>) -> Option<String> {
    let folder = stream.name().rsplit('/').nth(1).filter(|folder| !folder.is_empty())?;
    let is_day = stream.file_stem().chars().all(|c| c.is_ascii_digit() || SEPARATORS.contains(&c));
    (is_day || folder.starts_with('#')).then(|| folder.to_owned())
}

/// The nick that a line begins with: `anna: yes`. Before a comma may stand any word, so that only who has written counts.
fn called(text: &str, nicks: &BTreeSet<String>) -> Option<String> {
    let end = text.find([':', ','])?;
    let (nick, rest) = text.split_at_checked(end)?;
    let is_nick = nick.len() <= NICK_CAP
        && nick.starts_with(|c: char| c.is_alphabetic() || MARKS.contains(&c))
        && nick.chars().all(|c| c.is_alphanumeric() || c == '-' || MARKS.contains(&c));
    let ends = rest.get(1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let nick = nick.to_lowercase();
    (is_nick && ends && (rest.starts_with(':') || nicks.contains(&nick))).then_some(nick)
}

#[cfg(test)]
mod tests;
