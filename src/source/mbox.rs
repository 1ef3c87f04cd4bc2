//! Mailbox files: mbox in all its variants, Google Takeout, Thunderbird, mailing list archives.

use std::io;

use super::letter::{self, Letter, Marks};
use super::{Peek, Sink, Sniff, Source, Stream, maildir};
use crate::mail::folder;
use crate::mail::split::{self, Split};
use crate::message::Channel;
use crate::problem::Problem;

/// The source `mbox`.
pub struct Mbox;

/// Outlook's stores, `.pst` and `.ost`.
const PST: &[u8] = b"!BDN";
/// Outlook Express folders.
const DBX: &[u8] = b"\xCF\xAD\x12\xFE";

impl Source for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn about(&self) -> &'static str {
        "mailbox file (mbox): Google Takeout, Thunderbird, Apple Mail, mailing list archives"
    }

    fn reads_mail(&self) -> bool {
        true
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let name = peek.name.to_ascii_lowercase();
        if peek.head.starts_with(PST) {
            return Sniff::Refuse(
                "an Outlook store; turn it into mailboxes with `readpst -r -e -o out file.pst` (package pst-utils), \
                 which drops the marks of answered mail and may leave mails without a date"
                    .to_owned(),
            );
        }
        if peek.head.starts_with(DBX) {
            return Sniff::Refuse(
                "an Outlook Express folder; turn it into mails with `undbx file.dbx out`".to_owned(),
            );
        }
        let is_single = name.ends_with(".eml") || name.ends_with(".emlx") || maildir::is_path(peek.name);
        if split::begins(peek.head, peek.whole) && !is_single {
            return Sniff::Yes("begins with a From_ line and header fields".to_owned());
        }
        let is_named = name.ends_with(".mbox") || name.ends_with(".mbx") || name.ends_with("/mbox");
        if is_named && peek.whole && peek.head.is_empty() {
            return Sniff::Yes("an empty file with the name of a mailbox".to_owned());
        }
        if is_named && split::contains_mail(peek.head, peek.whole) {
            return Sniff::Yes("named as a mailbox, and mails begin after the first bytes".to_owned());
        }
        if name.ends_with(".mbs") {
            return Sniff::Refuse("a mail store of another program (Opera and others); export its folders as mbox or .eml there"
                    .to_owned(),
            );
        }
        Sniff::No("does not begin with a From_ line and header fields".to_owned())
    }

    fn splits(&self) -> bool {
        true
    }

    fn place(&self) -> &'static str {
        "offset"
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let reader = stream.open_at(split::open_offset(stream.range.as_ref()))?;
        let mut split = Split::new(reader, stream.range.clone())?;
        if split.begins_with_junk() {
            let text = "the file begins with bytes that belong to no mail; the first mail may be cut off";
            sink.remark(Problem::file("cut-off-start", text));
        }
        let folder = folder::of_mailbox(stream.name());
        let channel = stream.settings.channel.unwrap_or(Channel::Email);
        let mut record = 0;
        while let Some(mail) = split.next_mail()? {
            record += 1;
            if mail.header_len.is_none() && mail.ends_file {
                let text = "the file ends within the header of its last mail: the export is cut off";
                sink.remark(Problem::record("cut-off", record, text).at_byte(mail.offset));
            }
            let header_len = mail.header_len.unwrap_or(mail.window.len());
            let (window, from_line) = (mail.window, mail.from_line);
            let marks = Marks::default();
            let place = mail.offset;
            letter::hand_over(
                &Letter { record, place, window, header_len, from_line, folder, marks, channel },
                sink,
            );
        }
        if split.n_rejected > 0 {
            let n = split.n_rejected;
            let text = format!(
                "{n} {} with `From ` where no mail with a header begins: read as text of the mail above",
                if n == 1 { "line begins" } else { "lines begin" }
            );
            sink.remark(Problem::file("rejected-from-lines", text));
        }
        if split.file_ends_within_line() {
            let text = "the last line has no end: the export may be cut off";
            sink.remark(Problem::file("cut-off-end", text));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
