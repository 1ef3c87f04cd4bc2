//! The parts of a mail by their types, for those who judge what kind of mail it is.

use super::{MAX_DEPTH, Typed, content_type, next_delimiter, split_part};
use crate::mail::header::Headers;

use memchr::memmem;

/// Parts that are looked at.
const MAX_PARTS: usize = 40;

/// A part without parts of its own; a mail that is attached is one, whatever it holds.
pub struct Part<'a> {
    /// In lower case, such as `message/delivery-status`.
    pub kind: String,
    pub headers: Headers<'a>,
    pub body: &'a [u8],
}

/// The parts of a multipart mail in their order, as far as the body is at hand; none of another mail.
pub fn parts<'a>(content_type: &Typed<'_>, body: &'a [u8]) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    collect(content_type, body, 0, &mut found);
    found
}

fn collect<'a>(kind: &Typed<'_>, body: &'a [u8], depth: u32, found: &mut Vec<Part<'a>>) {
    let Some(boundary) = kind.parameter("boundary").filter(|_| kind.value.starts_with("multipart/")) else {
        return;
    };
    let delimiter = [b"--", boundary.trim_ascii_end()].concat();
    if depth >= MAX_DEPTH || delimiter.len() == 2 {
        return;
    }
    let finder = memmem::Finder::new(&delimiter);
    let mut rest = next_delimiter(&finder, delimiter.len(), body).map(|(_, after)| after);
    while let Some(after) = rest
        && !after.starts_with(b"--")
        && found.len() < MAX_PARTS
    {
        let start = memchr::memchr(b'\n', after).map_or(after.len(), |idx| idx + 1);
        let part = after.get(start..).unwrap_or_default();
        let next = next_delimiter(&finder, delimiter.len(), part);
        let (headers, body) = split_part(next.map_or(part, |(before, _)| before));
        let inner = content_type(&headers);
        if inner.value.starts_with("multipart/") {
            collect(&inner, body, depth + 1, found);
        } else {
            found.push(Part { kind: inner.value, headers, body });
        }
        rest = next.map(|(_, after)| after);
    }
}
