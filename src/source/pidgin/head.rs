//! What the first line and the path of a log say: with whom, from when on, on which account.

use chrono::NaiveDateTime;

use super::plain;
use crate::source::clock::date_and_time;

pub(super) struct Head {
    pub peer: String,
    pub own: String,
    pub start: NaiveDateTime,
    /// Seconds that local times are ahead of UTC, where the file's name says it.
    pub offset: Option<i64>,
    pub is_html: bool,
}

/// The parts of a title.
pub(super) struct Title {
    peer: String,
    time: String,
    own: String,
}

impl Head {
    pub fn of(first: &str, name: &str) -> Option<Self> {
        let title = title(first)?;
        // The date of the title is written as the user's country does; the name always the same way.
        let (start, offset) = match file_start(name) {
            Some((start, offset)) => (start, offset),
            None => (date_and_time(&title.time)?, None),
        };
        let is_html = first.contains('<');
        Some(Self { peer: title.peer, own: title.own, start, offset, is_html })
    }
}

/// `Conversation with PEER at TIME on OWN (protocol)`.
pub(super) fn title(first: &str) -> Option<Title> {
    let from = first.find("Conversation with ")?;
    let markup = first.get(from..)?;
    let is_start = first.get(..from)?.trim().is_empty() || first.get(..from)?.contains('<');
    let end = markup.find('<').unwrap_or(markup.len());
    let text = plain(markup.get(..end)?);
    let rest = text.strip_prefix("Conversation with ")?;
    let (rest, protocol) = rest.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    let (rest, own) = rest.rsplit_once(" on ")?;
    let (peer, time) = rest.split_once(" at ")?;
    let is_title = is_start && !protocol.is_empty() && !peer.is_empty();
    is_title.then(|| Title { peer: peer.to_owned(), time: time.to_owned(), own: own.to_owned() })
}

/// `2008-01-15.071445-0500EST.txt`: when the conversation began, and the offset from UTC.
fn file_start(name: &str) -> Option<(NaiveDateTime, Option<i64>)> {
    let name = name.rsplit('/').next()?;
    let start = NaiveDateTime::parse_from_str(name.get(..17)?, "%Y-%m-%d.%H%M%S").ok()?;
    let zone = name.get(17..22).and_then(|zone| {
        let sign = match zone.get(..1)? {
            "+" => 1,
            "-" => -1,
            _ => return None,
        };
        let hours: i64 = zone.get(1..3)?.parse().ok()?;
        let minutes: i64 = zone.get(3..5)?.parse().ok()?;
        (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    });
    Some((start, zone))
}
