//! Apple Mail's own files (`.emlx`): a byte count, one mail, and a property list with its marks.

use std::io::{self, Read};

use super::letter::Marks;
use super::{Peek, Sink, Sniff, Source, Stream, eml};
use crate::mail::folder::{self, Folder};
use crate::mail::split::{MAX_BODY, MAX_HEADER};

/// The source `emlx`.
pub struct Emlx;

/// Bits of the number `flags` in the property list.
const DELETED: u64 = 1 << 1;
const ANSWERED: u64 = 1 << 2;
const DRAFT: u64 = 1 << 6;
const JUNK: u64 = 1 << 24;
const NOT_JUNK: u64 = 1 << 25;

/// Digits of a byte count, and the spaces that fill its line.
const MAX_COUNT: usize = 32;
/// Bytes of the declarations above a property list.
const MAX_PROLOGUE: usize = 256;

impl Source for Emlx {
    fn name(&self) -> &'static str {
        "emlx"
    }

    fn about(&self) -> &'static str {
        "Apple Mail's files (.emlx): one mail each, with its marks"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let Some((_, start)) = byte_count(peek.head) else {
            return Sniff::No("does not begin with a byte count".to_owned());
        };
        match eml::n_known_fields(peek.head.get(start..).unwrap_or_default()) {
            0 => Sniff::No("begins with a number, but no mail header follows".to_owned()),
            n_known => Sniff::Yes(format!("a byte count and a mail header, {n_known} known fields")),
        }
    }

    fn place(&self) -> &'static str {
        "offset"
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut reader = stream.open_at(0)?;
        let mut first = Vec::new();
        reader.by_ref().take(MAX_COUNT as u64).read_to_end(&mut first)?;
        let (n_bytes, start) = byte_count(&first).unwrap_or((u64::MAX, 0));
        let mut mail = first.get(start..).unwrap_or_default().to_vec();
        let n_wanted = n_bytes.min((MAX_HEADER + MAX_BODY) as u64).saturating_sub(mail.len() as u64);
        reader.by_ref().take(n_wanted).read_to_end(&mut mail)?;
        // A mail shorter than what was read for its count has its list there already.
        let len = usize::try_from(n_bytes).unwrap_or(usize::MAX).min(mail.len());
        let mut list = mail.split_off(len);
        // The property list stands behind the mail, however long that is.
        let n_left = n_bytes.saturating_sub(mail.len() as u64);
        if list.is_empty() && n_bytes < u64::MAX {
            io::copy(&mut reader.by_ref().take(n_left), &mut io::sink())?;
        }
        reader.take(MAX_BODY as u64).read_to_end(&mut list)?;
        if !is_list(&list) && (!list.is_empty() || (mail.len() as u64) < n_bytes) {
            // The count is wrong: the mail goes on as far as its list, whose marks are not trusted then.
            mail.append(&mut list);
            mail.truncate(start_of_list(&mail).unwrap_or(mail.len()));
        }
        let flags = flags(&list);
        let is_junk = flags & JUNK != 0 && flags & NOT_JUNK == 0;
        let folder = if is_junk { Folder::Spam } else { folder::of_mail(stream.name()) };
        let marks = Marks {
            replied: flags & ANSWERED != 0,
            draft: flags & DRAFT != 0,
            trashed: flags & DELETED != 0,
        };
        eml::hand_over(&mail, stream, folder, marks, sink);
        Ok(())
    }
}

/// The number on the first line and where the mail begins.
fn byte_count(bytes: &[u8]) -> Option<(u64, usize)> {
    let len = memchr::memchr(b'\n', bytes.get(..MAX_COUNT).unwrap_or(bytes))?;
    let count = std::str::from_utf8(bytes.get(..len)?.trim_ascii()).ok()?;
    let is_count = !count.is_empty() && count.len() <= 12 && count.bytes().all(|byte| byte.is_ascii_digit());
    Some((count.parse().ok().filter(|_| is_count)?, len + 1))
}

const XML: &[u8] = b"<?xml";
const LIST: &[u8] = b"<plist";

fn is_list(bytes: &[u8]) -> bool {
    [XML, LIST].iter().any(|start| bytes.trim_ascii_start().starts_with(start))
}

/// Where the property list at the end of a file begins.
fn start_of_list(bytes: &[u8]) -> Option<usize> {
    let list = memchr::memmem::rfind(bytes, LIST)?;
    memchr::memmem::rfind(bytes.get(..list)?, XML).filter(|xml| list - xml < MAX_PROLOGUE).or(Some(list))
}

/// The number behind the key `flags` of a property list; 0 without it.
fn flags(list: &[u8]) -> u64 {
    const KEY: &[u8] = b"<key>flags</key>";
    let number = || {
        let after = list.get(memchr::memmem::find(list, KEY)? + KEY.len()..)?;
        let number = after.trim_ascii_start().strip_prefix(b"<integer>")?;
        let number = number.get(..memchr::memchr(b'<', number.get(..MAX_COUNT).unwrap_or(number))?)?;
        std::str::from_utf8(number).ok()?.trim().parse().ok()
    };
    number().unwrap_or(0)
}

#[cfg(test)]
mod tests;
