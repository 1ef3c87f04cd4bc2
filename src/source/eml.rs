//! Single mails, as every mail program saves them (`.eml`).

use std::borrow::Cow;
use std::io;

use super::letter::{self, Letter, Marks};
use super::{Peek, Sink, Sniff, Source, Stream, maildir};
use crate::input::read_beginning;
use crate::mail::folder::{self, Folder};
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
        "single mail (.eml): one file each"
    }

    fn reads_mail(&self) -> bool {
        true
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let name = peek.name.to_ascii_lowercase();
        let is_msg = || name.ends_with(".msg") || memchr::memmem::find(peek.head, MSG_STREAM).is_some();
        if peek.head.starts_with(CFB) && is_msg() {
            return Sniff::Refuse(
                "an Outlook message; turn it into a mail with `msgconvert file.msg` (package libemail-outlook-message-perl)"
                    .to_owned(),
            );
        }
        if maildir::is_path(peek.name) {
            return Sniff::No("lies in a Maildir".to_owned());
        }
        let is_named = name.ends_with(".eml");
        if split::begins(peek.head, peek.whole) && !is_named {
            return Sniff::No("begins with a From_ line: a mailbox".to_owned());
        }
        match peek.has_mail() {
            true => Sniff::Yes(format!("begins with a mail header, {} known fields", peek.n_mail_fields())),
            false => Sniff::No("does not begin with a mail header".to_owned()),
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
pub fn read_single(stream: &Stream<'_>, folder: Folder, marks: Marks, sink: &mut dyn Sink) -> io::Result<()> {
    let mut bytes = Vec::new();
    read_beginning(stream.open_at(0)?, MAX_HEADER + MAX_BODY, stream.entry.size, &mut bytes)?;
    hand_over(&bytes, stream, folder, marks, sink);
    Ok(())
}

/// Hands over the mail that `bytes` begin with.
pub fn hand_over(bytes: &[u8], stream: &Stream<'_>, folder: Folder, marks: Marks, sink: &mut dyn Sink) {
    let (from_line, mail) = cut(bytes);
    if mail.is_empty() {
        sink.remark(Problem::file("empty-mail", "the file holds no mail"));
        return;
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
}

/// So many known fields make a mail.
pub const MIN_FIELDS: usize = 2;

/// How many of the fields that make a mail the header at the start of `head` has.
pub fn n_known_fields(head: &[u8]) -> usize {
    let mail = with_line_feeds(cut(head).1);
    if !split::begins_with_field(&mail) {
        return 0;
    }
    let headers = Headers::pick(&mail);
    let known =
        [Name::From, Name::To, Name::Date, Name::Subject, Name::Received, Name::MessageId, Name::MimeVersion];
    known.iter().filter(|&&name| headers.has(name)).count()
}

/// The From_ line, if there is one, and the mail: without a byte order mark and blank lines before the header.
pub fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bytes = without_blank_lines(bytes);
    // `From : Anna` is the sender.
    let is_from_line = bytes.starts_with(b"From ") && !split::begins_with_field(bytes);
    if is_from_line || bytes.starts_with(b">From ") {
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
