//! Ticket numbers in mail: what help desks put into subjects, ids and addresses to know a matter again.

use std::borrow::Cow;

use super::person;

/// A mark by which a help desk knows a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// One spelling for all forms: the bare number, or the key in upper case.
    pub text: Cow<'a, str>,
    /// Written as help desks write it. A bare `#123` or `ABC-123` may be the customer's order or a product.
    pub sure: bool,
}

/// Of a subject so many characters are looked at.
const MAX_SUBJECT: usize = 500;
/// Of one subject so many tokens count.
const MAX_TOKENS: usize = 4;
/// A bare number has at least so many digits: "top #1" is no ticket.
const MIN_BARE_DIGITS: usize = 3;
/// The longest number or key.
const MAX_LEN: usize = 24;
/// Words before a number that make it a ticket, in lower case.
const WORDS: &[&str] = &["ticket", "request", "zgłoszenie", "обращение", "заявка", "tiketti", "vorgang"];

/// The tokens of a decoded subject: `[#123]`, `#123`, `[Ticket#123]`, `Ticket #123`, `(request 123)`,
/// `[shop #123]`, `[ABC-123]`, `ABC-123`.
pub fn in_subject(subject: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    if memchr::memchr3(b'#', b'-', b'(', subject.as_bytes()).is_none() {
        return tokens;
    }
    let len = subject.char_indices().nth(MAX_SUBJECT).map_or(subject.len(), |(idx, _)| idx);
    let subject = subject.get(..len).unwrap_or_default();
    for (idx, c) in subject.char_indices() {
        let (before, after) = subject.split_at_checked(idx).unwrap_or_default();
        let inner = after.get(c.len_utf8()..).unwrap_or_default();
        let found = match c {
            '#' => number(before, inner),
            '(' => request(inner),
            '[' => bracketed_key(inner),
            'A'..='Z' if !before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '[') => {
                bare_key(after)
            }
            _ => None,
        };
        found.into_iter().for_each(|token| add(&mut tokens, token));
    }
    tokens
}

/// Each token once; sure where one of its spellings is.
fn add<'a>(tokens: &mut Vec<Token<'a>>, token: Token<'a>) {
    if let Some(held) = tokens.iter_mut().find(|held| held.text == token.text) {
        held.sure |= token.sure;
    } else if tokens.len() < MAX_TOKENS {
        tokens.push(token);
    }
}

/// The token of a Message-ID: `FS_reply-123-…` of FreeScout.
pub fn in_id(id: &str) -> Option<Token<'static>> {
    let rest = id.strip_prefix("FS_")?;
    let (_, rest) = rest.split_once('-')?;
    let number = digits(rest);
    (!number.is_empty() && rest.get(number.len()..)?.starts_with('-'))
        .then(|| Token { text: Cow::Owned(format!("fs-{number}")), sure: true })
}

/// The token of an address that a help desk made for one matter: `reply+<uuid>@`, `…+verp-<key>@`.
pub fn in_address(address: &str) -> Option<Token<'_>> {
    let (local, _) = person::halves(address)?;
    let (before, tag) = local.split_once('+')?;
    let is_own = (before == "reply" && tag.len() >= 8) || tag.starts_with("verp-");
    is_own.then_some(Token { text: Cow::Borrowed(local), sure: true })
}

/// The number behind `#`: sure inside brackets or behind a word such as *Ticket*.
fn number(before: &str, inner: &str) -> Option<Token<'static>> {
    let number = digits(inner);
    let after = inner.get(number.len()..)?;
    let is_whole = !number.is_empty()
        && number.len() <= MAX_LEN
        && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    if !is_whole {
        return None;
    }
    let open = before.rfind('[').and_then(|idx| before.get(idx + 1..)).filter(|name| !name.contains(']'));
    let is_bracketed = open.is_some_and(|name| name.chars().count() <= 40) && after.starts_with(']');
    let sure = is_bracketed || follows_word(before);
    let long_enough = sure || number.len() >= MIN_BARE_DIGITS;
    long_enough.then(|| Token { text: Cow::Owned(number.to_owned()), sure })
}

/// `Ticket#`, `Ticket #`.
fn follows_word(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    !word.is_empty() && WORDS.contains(&word.to_lowercase().as_str())
}

/// `(request 123)`.
fn request(inner: &str) -> Option<Token<'static>> {
    let (text, _) = inner.split_once(')').filter(|(text, _)| text.len() <= 40)?;
    let (word, rest) = text.split_once(' ')?;
    let number = rest.trim().trim_start_matches('#');
    let is_ticket = WORDS.contains(&word.to_lowercase().as_str())
        && !number.is_empty()
        && number.len() <= MAX_LEN
        && number.bytes().all(|byte| byte.is_ascii_digit());
    is_ticket.then(|| Token { text: Cow::Owned(number.to_owned()), sure: true })
}

/// `[ABC-123]`, `[6GQ4R8-0O3J]`: capitals and digits around one hyphen.
fn bracketed_key(inner: &str) -> Option<Token<'static>> {
    let (key, _) = inner.split_once(']')?;
    let (first, second) = key.split_once('-')?;
    let is_part = |part: &str| {
        (1..=12).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let has = |what: fn(&u8) -> bool| key.as_bytes().iter().any(what);
    let is_key = first.len() >= 2
        && is_part(first)
        && is_part(second)
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_uppercase);
    is_key.then(|| Token { text: Cow::Owned(key.to_owned()), sure: true })
}

/// `ABC-123`, as Jira names its issues.
fn bare_key(text: &str) -> Option<Token<'static>> {
    let len =
        text.bytes().take(11).take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    let rest = text.get(len..)?.strip_prefix('-')?;
    let number = digits(rest);
    let is_key = (2..=10).contains(&len)
        && (1..=7).contains(&number.len())
        && !rest.get(number.len()..)?.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    is_key
        .then(|| text.get(..=len + number.len()))
        .flatten()
        .map(|key| Token { text: Cow::Owned(key.to_owned()), sure: false })
}

fn digits(text: &str) -> &str {
    let len = text.bytes().take(MAX_LEN + 1).take_while(u8::is_ascii_digit).count();
    text.get(..len).unwrap_or_default()
}

#[cfg(test)]
mod tests;
