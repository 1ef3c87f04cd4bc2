//! Message ids: which mail a mail is, and which ones it answers.

use super::header::{Headers, Name};
use crate::message::hash::Hash;

/// Ids of one mail that are kept; the first ones name the thread, the last ones the way to the mail.
const MAX_IDS: usize = 64;
/// Bytes of the body that a stand-in id depends on.
const MAX_BODY: usize = 1024;

/// The ids that link a mail to others, without brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links<'a> {
    pub parent: Option<&'a str>,
    /// Further ids of the thread, oldest first, each once.
    pub others: Vec<&'a str>,
}

/// The mail's own id; `None` when it has none.
pub fn own<'a>(headers: &Headers<'a>) -> Option<&'a str> {
    let raw = headers.raw(Name::MessageId)?;
    ids(raw).next().or_else(|| lone_word(raw))
}

/// An id for a mail without one, the same for every copy of it.
pub fn stand_in(headers: &Headers<'_>, body: &[u8]) -> String {
    let mut hash = Hash::default();
    let mut add = |bytes: &[u8]| {
        // Line ends differ between exports of one mail.
        let solid = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
        solid.chain(std::iter::once(&0)).for_each(|&byte| hash.add(byte));
    };
    for name in [Name::From, Name::Date, Name::Subject] {
        add(headers.raw(name).unwrap_or_default());
    }
    add(body.get(..MAX_BODY).unwrap_or(body));
    format!("no-id-{:016x}", hash.value())
}

/// The mails that this one answers: the last of `References` is its parent, else the last of `In-Reply-To`.
pub fn links<'a>(headers: &Headers<'a>, own: Option<&str>) -> Links<'a> {
    let list = |name| {
        let raw: &'a [u8] = headers.raw(name).unwrap_or_default();
        let mut found: Vec<&'a str> = ids(raw).filter(|&id| Some(id) != own).collect();
        if found.is_empty() {
            found.extend(lone_word(raw).filter(|&id| id.contains('@') && Some(id) != own));
        }
        found
    };
    let (references, in_reply_to) = (list(Name::References), list(Name::InReplyTo));
    let parent = references.last().or(in_reply_to.last()).copied();
    let mut others: Vec<&str> = Vec::new();
    let n_ids = references.len() + in_reply_to.len();
    for (idx, id) in references.into_iter().chain(in_reply_to).enumerate() {
        let is_kept = idx < MAX_IDS / 2 || idx + MAX_IDS / 2 >= n_ids;
        if is_kept && Some(id) != parent && !others.contains(&id) {
            others.push(id);
        }
    }
    Links { parent, others }
}

/// Outlook's key of a thread: the first 22 bytes of `Thread-Index`, which every reply keeps, in base64.
pub fn thread_index<'a>(headers: &Headers<'a>) -> Option<&'a str> {
    // 22 bytes are 29 characters and a part of the next.
    const LEN: usize = 29;
    let key = headers.raw(Name::ThreadIndex)?.get(..LEN)?;
    let is_base64 = key.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    std::str::from_utf8(key).ok().filter(|_| is_base64)
}

/// Everything in angle brackets without spaces.
fn ids(raw: &[u8]) -> impl Iterator<Item = &str> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        loop {
            let open = memchr::memchr(b'<', rest)?;
            rest = rest.get(open + 1..)?;
            let len =
                rest.iter().position(|byte| matches!(byte, b'<' | b'>') || byte.is_ascii_whitespace())?;
            let (id, after) = rest.split_at_checked(len)?;
            let is_id = after.first() == Some(&b'>') && !id.is_empty();
            rest = after;
            if is_id && let Ok(id) = std::str::from_utf8(id) {
                return Some(id);
            }
        }
    })
}

/// A value that is one word, as ids without brackets are.
fn lone_word(raw: &[u8]) -> Option<&str> {
    let word =
        std::str::from_utf8(raw).ok()?.trim_matches(|c: char| matches!(c, '<' | '>') || c.is_whitespace());
    let is_word = !word.is_empty() && word.len() <= 998 && !word.contains(char::is_whitespace);
    is_word.then_some(word)
}

#[cfg(test)]
mod tests;
