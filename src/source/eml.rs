//! Single mails: `.eml` and Apple's `.emlx`.

use std::borrow::Cow;
use std::io::{self, Read};

use super::letter::{self, Letter, Marks};
use super::{Peek, Sink, Sniff, Source, Stream, maildir};
use crate::mail::folder;
use crate::mail::header::{Headers, Name};
use crate::mail::split::{self, MAX_BODY, MAX_HEADER};
use crate::message::Channel;
use crate::problem::Problem;

/// The source `eml`.
pub struct Eml;

/// Compound files: Outlook's `.msg`, but old office documents too.
const CFB: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The beginning of stream names in a `.msg`, in UTF-16.
const MSG_STREAM: &[u8] = b"_\0_\0s\0u\0b\0s\0t\0g\0";
/// Without a line feed in so many bytes a lone carriage return ends a line.
const MAX_LINE_ENDS: usize = 4096;

impl Source for Eml {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn about(&self) -> &'static str {
        "single mail (.eml, .emlx): one file each"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let name = peek.name.to_ascii_lowercase();
        let is_msg = name.ends_with(".msg") || memchr::memmem::find(peek.head, MSG_STREAM).is_some();
        if peek.head.starts_with(CFB) && is_msg {
            return Sniff::Refuse(
                "an Outlook message; turn it into a mail with `msgconvert file.msg` (package libemail-outlook-message-perl)"
                    .to_owned(),
            );
        }
        if maildir::is_path(peek.name) {
            return Sniff::No("lies in a Maildir".to_owned());
        }
        let is_named = name.ends_with(".eml") || name.ends_with(".emlx");
        if split::begins(peek.head, peek.whole) && !is_named {
            return Sniff::No("begins with a From_ line: a mailbox".to_owned());
        }
        match n_known_fields(peek.head) {
            n_known if n_known >= 2 => {
                Sniff::Yes(format!("begins with a mail header, {n_known} known fields"))
            }
            _ => Sniff::No("does not begin with a mail header".to_owned()),
        }
    }

    fn place(&self) -> &'static str {
        "offset"
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let folder = folder::of_mail(stream.name());
        read_single(stream, folder, Marks::default(), sink)
    }
}

/// Reads the one mail of a stream; a file that is not UTF-8 text is read as it is.
pub fn read_single(
    stream: &Stream<'_>,
    folder: folder::Folder,
    marks: Marks,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut reader = stream.open_at(0)?;
    let mut bytes = Vec::new();
    reader.by_ref().take((MAX_HEADER + MAX_BODY) as u64).read_to_end(&mut bytes)?;
    let mut marks = marks;
    if let Some(n_bytes) = emlx_len(&bytes) {
        // The property list stands behind the mail, however long that is.
        let n_left = n_bytes.saturating_sub(bytes.len() as u64);
        io::copy(&mut reader.by_ref().take(n_left), &mut io::sink())?;
        let at_hand = usize::try_from(n_bytes).ok().and_then(|n_bytes| bytes.get(n_bytes..));
        let mut list = at_hand.unwrap_or_default().to_vec();
        reader.take(MAX_BODY as u64).read_to_end(&mut list)?;
        marks.replied |= emlx_flags(&list) & EMLX_ANSWERED != 0;
    }
    let (from_line, mail) = cut(&bytes);
    if mail.is_empty() {
        sink.remark(Problem::file("empty-mail", "the file holds no mail"));
        return Ok(());
    }
    let mail = with_line_feeds(mail);
    let end = split::header_end(&mail);
    if end.is_none() && mail.last() != Some(&b'\n') {
        let text = "the file ends within the header of the mail: it is cut off";
        sink.remark(Problem::record("cut-off", 1, text));
    }
    let channel = stream.settings.channel.unwrap_or(Channel::Email);
    let header_len = end.unwrap_or(mail.len());
    letter::hand_over(
        &Letter { record: 1, place: 0, window: &mail, header_len, from_line, folder, marks, channel },
        sink,
    );
    Ok(())
}

/// How many of the five fields that make a mail the header at the start of `head` has.
pub fn n_known_fields(head: &[u8]) -> usize {
    let mail = with_line_feeds(cut(head).1);
    if !split::begins_with_field(&mail) {
        return 0;
    }
    let headers = Headers::pick(&mail);
    let known = [Name::From, Name::Date, Name::Subject, Name::Received, Name::MessageId];
    known.iter().filter(|&&name| headers.has(name)).count()
}

/// The bit of an answered mail among the flags of `.emlx`.
const EMLX_ANSWERED: u64 = 1 << 2;

/// Where the mail of an `.emlx` ends: its byte count stands on the first line.
fn emlx_len(bytes: &[u8]) -> Option<u64> {
    let len = memchr::memchr(b'\n', bytes.get(..32).unwrap_or(bytes))?;
    let count = std::str::from_utf8(bytes.get(..len)?.trim_ascii()).ok()?;
    let is_count = !count.is_empty() && count.len() <= 12 && count.bytes().all(|byte| byte.is_ascii_digit());
    let n_bytes: u64 = count.parse().ok().filter(|_| is_count)?;
    Some(n_bytes + len as u64 + 1)
}

/// The number behind the key `flags` of a property list; 0 without it.
fn emlx_flags(list: &[u8]) -> u64 {
    let flags = || {
        let after = list.get(memchr::memmem::find(list, b"<key>flags</key>")? + 16..)?;
        let number = after.trim_ascii_start().strip_prefix(b"<integer>")?;
        let number = number.get(..memchr::memchr(b'<', number.get(..32).unwrap_or(number))?)?;
        std::str::from_utf8(number).ok()?.trim().parse().ok()
    };
    flags().unwrap_or(0)
}

/// The From_ line, if there is one, and the mail: without a byte order mark, blank lines before the header,
/// and the byte count and property list of `.emlx`.
fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bytes = without_blank_lines(bytes);
    let (first, rest) = match memchr::memchr(b'\n', bytes) {
        Some(len) => bytes.split_at_checked(len + 1).unwrap_or((bytes, &[])),
        None => (bytes, [].as_slice()),
    };
    let count = first.trim_ascii();
    if !count.is_empty() && count.len() <= 12 && count.iter().all(u8::is_ascii_digit) {
        let n_bytes =
            std::str::from_utf8(count).ok().and_then(|count| count.parse().ok()).unwrap_or(usize::MAX);
        return (&[], without_blank_lines(rest.get(..n_bytes).unwrap_or(rest)));
    }
    if bytes.starts_with(b"From ") || bytes.starts_with(b">From ") {
        return split::cut_from_line(bytes);
    }
    (&[], bytes)
}

fn without_blank_lines(bytes: &[u8]) -> &[u8] {
    let n_blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    bytes.get(n_blank..).unwrap_or_default()
}

fn with_line_feeds(mail: &[u8]) -> Cow<'_, [u8]> {
    let start = mail.get(..MAX_LINE_ENDS).unwrap_or(mail);
    if memchr::memchr(b'\n', start).is_some() || memchr::memchr(b'\r', start).is_none() {
        return Cow::Borrowed(mail);
    }
    Cow::Owned(mail.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect())
}

#[cfg(test)]
mod tests;
