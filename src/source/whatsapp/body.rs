//! What the text of a line is: words, media, a call, a deletion or a notice of the app.

use std::borrow::Cow;

use super::fold::{fold, is_mark, plain};
use super::strings::{STRINGS, Whole};

/// The first line of a message, judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Body<'a> {
    /// A notice of the app.
    System,
    Deleted,
    Call,
    Missed,
    /// A picture, a voice message, a place; with its caption, as far as it stands in this line.
    Media(&'a str),
    Words(&'a str),
}

/// Longer lines are words without a further look.
const NOTICE_CAP: usize = 400;

/// Judges the first line behind the sender; `bracket` tells that an iPhone wrote it.
pub fn judge(text: &str, bracket: bool) -> Body<'_> {
    let marked = text.starts_with(['\u{200e}', '\u{200f}']);
    let bare = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    if bare.is_empty() || bare == "null" {
        return Body::Media("");
    }
    if let Some(caption) = attachment(text, bare) {
        return Body::Media(caption);
    }
    if NOTICE_CAP < bare.len() {
        return Body::Words(text);
    }
    let lower = lower(bare);
    if let Some(whole) = whole(&lower) {
        return match whole {
            Whole::Deleted => Body::Deleted,
            Whole::Call => Body::Call,
            Whole::Missed => Body::Missed,
        };
    }
    if is_place(&lower) {
        return Body::Media("");
    }
    if marked && bracket {
        let (text, is_edited) = without_edited(text);
        if STRINGS.omitted.iter().any(|end| lower.ends_with(end)) {
            return Body::Media("");
        }
        let is_poll = STRINGS.polls.iter().any(|poll| lower.starts_with(poll));
        return if is_poll || is_edited { Body::Words(text) } else { Body::System };
    }
    Body::Words(text)
}

/// A notice about a setting of the chat that Android writes under the name of whoever changed it:
/// `Anna: Anna updated the message timer. …`.
pub fn is_notice_of(sender: &str, text: &str) -> bool {
    if NOTICE_CAP < text.len() {
        return false;
    }
    let (sender, text) = (plain(sender), plain(text));
    // The words of the app stand in its first sentence.
    let first = text.split('.').next().unwrap_or_default();
    if let Some(rest) = first.strip_prefix(&*sender).and_then(|rest| rest.strip_prefix(' ')) {
        let rest = lower(rest);
        return STRINGS.notices.iter().any(|notice| rest.contains(notice));
    }
    first.starts_with("You ") && STRINGS.own_notices.contains(&&*lower(first))
}

/// What a line without a sender is: a call, else a notice.
pub fn judge_senderless(text: &str) -> Body<'_> {
    let lower = lower(text);
    // Old exports: `Missed voice call at 16:47`.
    let head = lower.split_once(" at ").map_or(&*lower, |(head, _)| head);
    match whole(head) {
        Some(Whole::Missed) => Body::Missed,
        _ => Body::System,
    }
}

/// The text without the mark that it was edited, and whether there was one.
pub fn without_edited(text: &str) -> (&str, bool) {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
    let cut = || {
        let inner = trimmed.strip_suffix('>')?;
        let (before, mark) = inner.rsplit_once('<')?;
        let lower = lower(mark);
        let is_known = STRINGS.edited.contains(&lower.trim_end_matches('.'));
        // In other languages: anything in brackets behind a direction mark that names no file.
        let is_like_one = before.ends_with('\u{200e}') && !mark.contains([':', '/']) && mark.len() < 100;
        (is_known || is_like_one).then_some(before)
    };
    match cut() {
        Some(before) => (before.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c)), true),
        None => (text, false),
    }
}

/// The day that the name of a media file tells: `IMG-20230630-WA0000.jpg`, `…-PHOTO-2022-03-13-14-17-25.jpg`.
pub fn media_day(text: &str) -> Option<(u16, u16, u16)> {
    let android = text.find("-WA").and_then(|at| {
        let digits = text.get(at.checked_sub(8)?..at)?;
        day(digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?)
    });
    let iphone = || {
        ["-PHOTO-", "-VIDEO-", "-AUDIO-", "-STICKER-", "-GIF-"].iter().find_map(|word| {
            let behind = text.get(text.find(word)? + word.len()..)?;
            let mut parts = behind.splitn(4, '-');
            day(parts.next()?, parts.next()?, parts.next()?)
        })
    };
    android.or_else(iphone)
}

fn day(year: &str, month: &str, day: &str) -> Option<(u16, u16, u16)> {
    let number = |text: &str| {
        if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
    };
    Some((number(year)?, number(month)?, number(day)?))
}

/// The caption of an attachment, when the line is one.
fn attachment<'a>(text: &'a str, bare: &'a str) -> Option<&'a str> {
    if let Some(inner) = bare.strip_suffix('>') {
        if let Some(inner) = inner.strip_prefix('<')
            && !inner.contains("http")
            && !inner.contains('<')
        {
            return Some("");
        }
        // iPhones write the caption first: `Here it is ‎<attached: 1.jpg>`.
        let (caption, mark) = text.rsplit_once('<')?;
        let file = mark.split_once(": ")?.1.trim_end_matches(|c: char| c == '>' || is_mark(c));
        if !caption.ends_with('\u{200e}') || !has_ending(file) {
            return None;
        }
        // A document has its title and number of pages there, which nobody typed.
        return Some(if caption.starts_with('\u{200e}') { "" } else { caption });
    }
    let (file, mark) = bare.strip_suffix(')')?.rsplit_once(" (")?;
    let is_known = || STRINGS.attached.contains(&&*lower(mark));
    let is_like_one = || !file.contains(' ') && has_media_ending(file) && (3..=60).contains(&mark.len());
    (is_like_one() || is_known()).then_some("")
}

fn has_ending(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && (2..=5).contains(&ending.len()))
}

const ENDINGS: [&str; 26] = [
    "jpg", "jpeg", "png", "webp", "gif", "mp4", "3gp", "mov", "opus", "ogg", "m4a", "mp3", "aac", "amr",
    "wav", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "rar", "vcf", "was",
];

fn has_media_ending(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending)))
}

/// A place that was shared: `Location: https://maps.google.com/?q=…`.
fn is_place(lower: &str) -> bool {
    lower.find("https://maps.google.com/?q=").is_some_and(|at| at <= 40)
}

/// The app's own text, alone or with the length of a call behind a comma.
fn whole(lower: &str) -> Option<Whole> {
    let lower = lower.trim_end_matches('.');
    if let Some(&whole) = STRINGS.whole.get(lower) {
        return Some(whole);
    }
    if STRINGS.deleted_by.iter().any(|start| lower.starts_with(start)) {
        return Some(Whole::Deleted);
    }
    let (head, tail) = lower.split_once([',', '.'])?;
    let is_call = matches!(STRINGS.whole.get(head)?, Whole::Call | Whole::Missed);
    let tail = tail.trim();
    if !is_call || 60 < tail.len() {
        return None;
    }
    let unanswered = STRINGS.no_answer.contains(&tail) || STRINGS.whole.get(head) == Some(&Whole::Missed);
    let lasted = tail.starts_with(|c: char| c.is_ascii_digit());
    match (unanswered, lasted) {
        (true, _) => Some(Whole::Missed),
        (false, true) => Some(Whole::Call),
        (false, false) => None,
    }
}

/// Lower-cased, without marks, with plain spaces and digits.
fn lower(text: &str) -> Cow<'_, str> {
    let text = plain(text);
    if !text.is_ascii() {
        return Cow::Owned(text.to_lowercase().chars().map(fold).collect());
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests;
