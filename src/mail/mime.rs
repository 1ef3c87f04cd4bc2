//! The words of a mail: its first text part, decoded, from as much of the body as is at hand.

mod odd;
pub mod parts;

use std::borrow::Cow;

use memchr::memmem;

use super::decode;
use super::header::{Headers, Name};

/// Decoded text that is enough to judge a mail.
pub const MAX_TEXT: usize = 8 * 1024;

/// As much markup as anybody reads.
const MAX_MARKUP: usize = 1 << 20;
/// Multiparts inside multiparts that are looked into.
const MAX_DEPTH: u32 = 10;
/// Parts of one multipart that are looked at.
const MAX_PARTS: u32 = 100;

/// What was found of a mail's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// Borrowed from the body where it stands there as it is.
    pub text: Cow<'a, str>,
    pub is_html: bool,
}

/// The value of a field with parameters, such as `Content-Type` (RFC 2045 §5.1), as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed<'a> {
    /// In lower case.
    pub value: String,
    parameters: &'a [u8],
}

/// The first text/plain part with words, else the first text/html part; `body` may be cut off anywhere.
/// `None` when the mail has no text.
pub fn text<'a>(headers: &Headers<'_>, body: &'a [u8]) -> Option<Text<'a>> {
    text_up_to(headers, body, MAX_TEXT)
}

/// The same for who needs more of the words than it takes to judge them: at most `max` bytes, of markup eight times as
/// many and no more than a MiB.
pub fn text_up_to<'a>(headers: &Headers<'_>, body: &'a [u8], max: usize) -> Option<Text<'a>> {
    let mut found = Found { max, plain: None, html: None, odd: false, lost: false };
    let content_type = content_type(headers);
    walk(headers, &content_type, body, 0, &mut found);
    if found.odd && !found.is_enough() {
        odd::walk(headers, body, &mut found);
    }
    if content_type.value.starts_with("multipart/") && found.lost {
        // A multipart without its boundary is still somebody's words.
        found
            .plain
            .get_or_insert_with(|| clip(with_line_feeds(decode::text(raw_text(body, max), None)), max));
    }
    let Found { plain, html, .. } = found;
    match (plain, html) {
        (Some(plain), None) => Some(Text { text: plain, is_html: false }),
        (Some(plain), Some(_)) if !plain.trim().is_empty() => Some(Text { text: plain, is_html: false }),
        (_, Some(html)) => Some(Text { text: html, is_html: true }),
        (None, None) => None,
    }
}

impl<'a> Typed<'a> {
    pub fn parse(raw: &'a [u8]) -> Self {
        let len = memchr::memchr(b';', raw).unwrap_or(raw.len());
        let (value, parameters) = raw.split_at_checked(len).unwrap_or((raw, &[]));
        let value = String::from_utf8_lossy(value.trim_ascii()).to_ascii_lowercase();
        Self { value, parameters }
    }

    /// The value of a parameter without quotes.
    pub fn parameter(&self, name: &str) -> Option<Cow<'a, [u8]>> {
        let mut rest = self.parameters;
        while let Some(after) = rest.strip_prefix(b";") {
            let after = after.trim_ascii_start();
            let key_len = after.iter().position(|byte| matches!(byte, b'=' | b';')).unwrap_or(after.len());
            let (key, tail) = after.split_at_checked(key_len)?;
            let Some(tail) = tail.strip_prefix(b"=") else {
                rest = tail;
                continue;
            };
            let (value, tail) = parameter_value(tail.trim_ascii_start());
            if key.trim_ascii_end().eq_ignore_ascii_case(name.as_bytes()) && !value.is_empty() {
                return Some(value);
            }
            rest = tail.get(memchr::memchr(b';', tail).unwrap_or(tail.len())..).unwrap_or_default();
        }
        None
    }
}

/// The value at the start of `rest`, and what follows it.
fn parameter_value(rest: &[u8]) -> (Cow<'_, [u8]>, &[u8]) {
    if let Some(quoted) = rest.strip_prefix(b"\"") {
        let mut value = Vec::new();
        let mut bytes = quoted.iter().enumerate();
        while let Some((idx, &byte)) = bytes.next() {
            match byte {
                b'"' => return (Cow::Owned(value), quoted.get(idx + 1..).unwrap_or_default()),
                b'\\' => value.extend(bytes.next().map(|(_, &byte)| byte)),
                b'\r' | b'\n' => {}
                _ => value.push(byte),
            }
        }
        return (Cow::Owned(value), &[]);
    }
    let len = rest.iter().position(|&byte| byte == b';' || byte.is_ascii_whitespace()).unwrap_or(rest.len());
    let (value, after) = rest.split_at_checked(len).unwrap_or((rest, &[]));
    (Cow::Borrowed(value), after)
}

struct Found<'a> {
    /// Bytes of words that are wanted.
    max: usize,
    plain: Option<Cow<'a, str>>,
    html: Option<Cow<'a, str>>,
    /// Some multipart could not be looked into.
    odd: bool,
    /// The mail itself is a multipart without parts.
    lost: bool,
}

impl Found<'_> {
    fn is_enough(&self) -> bool {
        self.plain.as_ref().is_some_and(|text| !text.trim().is_empty())
    }
}

fn content_type<'a>(headers: &Headers<'a>) -> Typed<'a> {
    headers.raw(Name::ContentType).map(Typed::parse).unwrap_or_default()
}

fn walk<'a>(
    headers: &Headers<'_>,
    content_type: &Typed<'_>,
    body: &'a [u8],
    depth: u32,
    found: &mut Found<'a>,
) {
    let kind = content_type.value.as_str();
    if kind.starts_with("multipart/") {
        let boundary = content_type.parameter("boundary");
        if let Some(boundary) = boundary.filter(|boundary| !boundary.trim_ascii_end().is_empty())
            && depth < MAX_DEPTH
            && walk_parts(boundary.trim_ascii_end(), body, depth, found)
        {
            return;
        }
        found.odd = true;
        found.lost |= depth == 0;
        return;
    }
    take_leaf(headers, content_type, body, depth > 0, found);
}

/// Takes the words of a part that has no parts of its own.
fn take_leaf<'a>(
    headers: &Headers<'_>,
    content_type: &Typed<'_>,
    body: &'a [u8],
    is_part: bool,
    found: &mut Found<'a>,
) {
    let kind = content_type.value.as_str();
    let is_attached = headers
        .raw(Name::ContentDisposition)
        .is_some_and(|raw| raw.get(..10).is_some_and(|start| start.eq_ignore_ascii_case(b"attachment")));
    let is_html = kind == "text/html";
    let is_plain = kind.is_empty() || kind == "text" || kind == "text/plain" || !kind.contains('/');
    if (is_attached && is_part) || !(is_html || is_plain) {
        return;
    }
    let slot = if is_html { &mut found.html } else { &mut found.plain };
    if slot.as_ref().is_none_or(|text| text.trim().is_empty()) {
        *slot = Some(leaf(headers, content_type, body, is_html, found.max));
    }
}

/// Looks into the parts between the boundaries; false when there is no boundary at all.
fn walk_parts<'a>(boundary: &[u8], body: &'a [u8], depth: u32, found: &mut Found<'a>) -> bool {
    let mut delimiter = Vec::with_capacity(boundary.len() + 2);
    delimiter.extend_from_slice(b"--");
    delimiter.extend_from_slice(boundary);
    let finder = memmem::Finder::new(&delimiter);
    let mut rest = match next_delimiter(&finder, delimiter.len(), body) {
        Some((_, after)) => after,
        None => return false,
    };
    for _ in 0..MAX_PARTS {
        if rest.starts_with(b"--") {
            break;
        }
        // The rest of the delimiter line.
        let part =
            rest.get(memchr::memchr(b'\n', rest).map_or(rest.len(), |idx| idx + 1)..).unwrap_or_default();
        let next = next_delimiter(&finder, delimiter.len(), part);
        let content = next.map_or(part, |(before, _)| before);
        let (headers, body) = split_part(content);
        walk(&headers, &content_type(&headers), body, depth + 1, found);
        match next {
            Some((_, after)) if !found.is_enough() => rest = after,
            _ => break,
        }
    }
    true
}

/// What stands before the next delimiter line and what follows its delimiter.
fn next_delimiter<'a>(
    finder: &memmem::Finder<'_>,
    len: usize,
    bytes: &'a [u8],
) -> Option<(&'a [u8], &'a [u8])> {
    for idx in finder.find_iter(bytes) {
        let before = bytes.get(..idx)?;
        let after = bytes.get(idx + len..)?;
        // A longer boundary may begin like this one.
        let ends_here = matches!(after, [] | [b'\r' | b'\n' | b' ' | b'\t' | b'-', ..]);
        if ends_here && matches!(before.last(), None | Some(b'\n' | b'\r')) {
            return Some((before, after));
        }
    }
    None
}

/// The header block and the body of a part; a part may begin with its body at once.
fn split_part(content: &[u8]) -> (Headers<'_>, &[u8]) {
    let headers = Headers::pick(content);
    if headers.n_fields == 0 {
        let body = content.strip_prefix(b"\n").or_else(|| content.strip_prefix(b"\r\n")).unwrap_or(content);
        return (headers, body);
    }
    let body = memmem::find(content, b"\n\n").map(|idx| idx + 2);
    let crlf = memmem::find(content.get(..body.unwrap_or(content.len())).unwrap_or_default(), b"\n\r\n");
    let start = crlf.map_or(body, |idx| Some(idx + 3)).unwrap_or(content.len());
    (headers, content.get(start..).unwrap_or_default())
}

fn leaf<'a>(
    headers: &Headers<'_>,
    content_type: &Typed<'_>,
    body: &'a [u8],
    is_html: bool,
    max_text: usize,
) -> Cow<'a, str> {
    // Markup may stand before the words; line ends may take two bytes, and are cut as one.
    let max = if is_html { MAX_MARKUP.min(8 * max_text) } else { 2 * max_text };
    let encoding = headers.token(Name::ContentTransferEncoding).unwrap_or_default();
    let bytes = match encoding.trim_matches(['"', '\'']) {
        "base64" => Cow::Owned(decode::base64(body, max)),
        "quoted-printable" => Cow::Owned(decode::quoted_printable(body, max)),
        _ => Cow::Borrowed(body.get(..max).unwrap_or(body)),
    };
    let charset = content_type.parameter("charset");
    let text = match bytes {
        Cow::Borrowed(bytes) => decode::text(bytes, charset.as_deref()),
        Cow::Owned(bytes) => Cow::Owned(decode::text(&bytes, charset.as_deref()).into_owned()),
    };
    if is_html { text } else { clip(with_line_feeds(text), max_text) }
}

fn raw_text(body: &[u8], max: usize) -> &[u8] {
    body.get(..2 * max).unwrap_or(body)
}

/// Exports of one mail differ in line ends.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    text
}

/// At most `max` bytes, not cut inside a character.
fn clip(text: Cow<'_, str>, max: usize) -> Cow<'_, str> {
    let mut end = text.len().min(max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..end).unwrap_or_default()),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    }
}

#[cfg(test)]
mod tests;
