//! Comments below a film as youtube-comment-downloader saves them: one a line, with times such as "2 weeks ago".

use std::borrow::Cow;
use std::io;

use serde::Deserialize;

use crate::message::{Channel, Stamp};
use crate::problem::Problem;
use crate::source::draft::{At, Draft, filled};
use crate::source::json::records;
use crate::source::{Peek, Sink, Stream, comment};

/// Keys of every comment.
const KEYS: [&str; 5] = ["cid", "text", "time", "author", "channel"];

/// Is this what the program writes?
pub fn is_ours(peek: &Peek<'_>) -> bool {
    peek.finds(&KEYS).iter().all(|found| *found)
}

#[derive(Deserialize)]
struct Comment<'a> {
    #[serde(borrow)]
    cid: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    author: Option<Cow<'a, str>>,
    #[serde(borrow)]
    channel: Option<Cow<'a, str>>,
    /// The time as the program guesses it from "2 weeks ago", in seconds since 1970.
    time_parsed: Option<f64>,
}

pub fn read(stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut n_guessed = 0;
    records::each(stream, "", comment::BAD_RECORD, sink, |bytes, count, sink| {
        let entry: Comment<'_> = serde_json::from_slice(bytes)?;
        n_guessed += u64::from(say(&entry, count.next(), sink));
        Ok(())
    })?;
    if 0 < n_guessed {
        let text = format!(
            "{n_guessed} times are guesses from words such as \"2 weeks ago\": ages are rough, and answers have no time"
        );
        sink.remark(Problem::file("guessed-times", text));
    }
    Ok(())
}

/// Hands a comment over; true when its time is a guess that is used.
fn say(entry: &Comment<'_>, at: At, sink: &mut dyn Sink) -> bool {
    let Some(id) = filled(entry.cid.clone()) else {
        sink.problem(at.problem(comment::BAD_RECORD, "no `cid`"));
        return false;
    };
    let mut draft = Draft::at(at, Channel::Comment);
    // The id of a reply is that of its comment, a dot, and its own.
    let parent = id.split_once('.').map(|(parent, _)| Cow::Owned(parent.to_owned()));
    // A guess may say since when somebody waits, but never how long an answer took.
    let guess =
        entry.time_parsed.filter(|_| parent.is_none()).filter(|seconds| (0.0..1e11).contains(seconds));
    draft.sent = guess.map_or(Stamp::Unknown, |seconds| Stamp::Instant(seconds as i64));
    comment::place(&mut draft, Some(id), parent);
    draft.author = filled(entry.channel.clone());
    draft.name = filled(entry.author.clone());
    comment::set_text(&mut draft, entry.text.clone());
    sink.message(draft);
    guess.is_some()
}

#[cfg(test)]
mod tests;
