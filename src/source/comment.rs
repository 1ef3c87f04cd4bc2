//! What sources of public comments share: trees of comments, words in HTML, times in UTC.

pub mod mention;

use std::borrow::Cow;

use crate::date::iso;
use crate::message::{Flags, Stamp};
use crate::problem::Problem;
use crate::text::html;

use super::draft::{At, Draft, filled};

/// Puts a comment into its tree. A comment that answers nothing begins its own tree: it must not be joined
/// with others of the same author, who may be a namesake.
pub fn place<'a>(draft: &mut Draft<'a>, id: Option<Cow<'a, str>>, parent: Option<Cow<'a, str>>) {
    if parent.is_none() {
        draft.thread.clone_from(&id);
    }
    draft.reply_to = parent;
    draft.id = id;
}

/// A comment that is gone keeps its place, so that its answers stay where they are.
pub fn keep_place(draft: &mut Draft<'_>) {
    draft.references.extend(draft.reply_to.take());
}

/// The words of a comment.
pub fn set_text<'a>(draft: &mut Draft<'a>, text: Option<Cow<'a, str>>) {
    draft.text = filled(text);
    if draft.text.is_some() {
        draft.flags.set(Flags::HAS_TEXT);
    }
}

/// The words of a comment that is written in HTML.
pub fn set_html(draft: &mut Draft<'_>, text: &str) {
    set_text(draft, Some(Cow::Owned(html::comment(text))));
}

/// A time that is in UTC where it names no zone; zeros are no time.
pub fn utc(text: &str) -> Option<Stamp> {
    time(text).map(Stamp::in_utc)
}

/// A time as it stands; blank and zeros are an unknown one, and none is what cannot be read.
pub fn time(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000-00-00") || text.starts_with("0001-01-01") {
        return Some(Stamp::Unknown);
    }
    iso::parse(text)
}

/// An edit is one only behind the sending.
pub fn edited(sent: Stamp, edited: Stamp) -> Stamp {
    match (sent, edited) {
        (Stamp::Instant(sent), Stamp::Instant(edited)) if edited <= sent => Stamp::Unknown,
        _ => edited,
    }
}

/// A record whose time cannot be read.
pub fn bad_time(at: At, text: &str) -> Problem {
    let text: String = text.chars().take(40).collect();
    at.problem(
        "bad-time",
        format!("the time of the comment is {text:?}, expected one such as 2026-02-01T08:00:00Z"),
    )
}

/// The code of a record that is not what it should be.
pub const BAD_RECORD: &str = "bad-record";

/// Lists of comments that go on in pages which are not in the file.
pub fn cut_off(n: u64) -> Option<Problem> {
    (n != 0).then(|| {
        Problem::file(
            "cut-off-replies",
            format!("{n} lists of comments go on in pages that are not in the file; an answer may stand there, so export all pages"),
        )
    })
}
