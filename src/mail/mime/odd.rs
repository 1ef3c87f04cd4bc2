//! Mails whose parts the quick walk does not find: `mailparse` reads their structure, we decode the words.

use mailparse::ParsedMail;

use super::{Found, content_type, split_part, take_leaf};
use crate::mail::header::{Headers, MAX_VALUE, Name};

/// Parts that are looked at; `mailparse` itself ends at a hundred multiparts inside each other.
const MAX_PARTS: usize = 100;

/// Looks for words with a full parse: deep nesting, boundaries in pieces (RFC 2231 §3).
pub fn walk<'a>(headers: &Headers<'_>, body: &'a [u8], found: &mut Found<'a>) {
    let Some(raw) = headers.raw(Name::ContentType).filter(|raw| raw.len() <= MAX_VALUE) else { return };
    let block = [b"Content-Type: ".as_slice(), raw, b"\n\n"].concat();
    let mail = [block.as_slice(), body].concat();
    // What it refuses, such as a lone carriage return, stays as the quick walk found it.
    let Ok(parsed) = mailparse::parse_mail(&mail) else { return };
    for part in leaves(&parsed) {
        // The bytes of a part stand in our copy; the words must be borrowed from the mail.
        let at = (part.as_ptr() as usize).checked_sub(mail.as_ptr() as usize + block.len());
        let Some(content) = at.and_then(|at| body.get(at..)?.get(..part.len())) else { continue };
        let (headers, body) = split_part(content);
        take_leaf(&headers, &content_type(&headers), body, true, found);
        if found.is_enough() {
            return;
        }
    }
}

/// The parts without parts, in the order of the mail.
fn leaves<'a>(mail: &ParsedMail<'a>) -> Vec<&'a [u8]> {
    let mut leaves = Vec::new();
    let mut left: Vec<&ParsedMail<'a>> = mail.subparts.iter().rev().collect();
    while let Some(part) = left.pop() {
        if leaves.len() >= MAX_PARTS {
            break;
        }
        if part.subparts.is_empty() && !part.ctype.mimetype.starts_with("multipart/") {
            leaves.push(part.raw_bytes);
        }
        left.extend(part.subparts.iter().rev());
    }
    leaves
}
