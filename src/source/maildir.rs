//! Maildir: a folder with one file per mail under `cur` and `new`, its marks in the name.

use std::io;

use super::letter::Marks;
use super::{Peek, Sink, Sniff, Source, Stream, eml};
use crate::mail::folder;

/// The source `maildir`.
pub struct Maildir;

impl Source for Maildir {
    fn name(&self) -> &'static str {
        "maildir"
    }

    fn about(&self) -> &'static str {
        "Maildir folder: Dovecot, Courier, Postfix, mutt, offlineimap, mbsync"
    }

    fn reads_mail(&self) -> bool {
        true
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        if !is_path(peek.name) {
            return Sniff::No("does not lie in cur or new of a Maildir".to_owned());
        }
        match peek.has_mail() {
            true => Sniff::Yes(format!("lies in a Maildir, {} known header fields", peek.n_mail_fields())),
            false => Sniff::No("lies in a Maildir, but does not begin with a mail header".to_owned()),
        }
    }

    fn place(&self) -> &'static str {
        "offset"
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let folder = folder::of_mail(stream.name());
        eml::read_single(stream, folder, marks(stream.file_name()), sink)
    }
}

/// Is it the path of a mail in a Maildir: under `cur` or `new`, named with marks or by time and host?
pub fn is_path(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let is_there = matches!(parts.next(), Some("cur" | "new"));
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_other = matches!(ending.as_str(), "eml" | "emlx" | "mbox" | "mbx" | "gz" | "zst" | "zip");
    let is_timed = file.starts_with(|c: char| c.is_ascii_digit()) && file.contains('.') && !is_other;
    is_there && (info(file).is_some() || is_timed)
}

/// The marks behind `:2,`.
fn marks(file: &str) -> Marks {
    let flags = info(file).unwrap_or_default();
    Marks { replied: flags.contains('R'), draft: flags.contains('D'), trashed: flags.contains('T') }
}

/// Systems that do not allow a colon write `;` or `!`.
fn info(file: &str) -> Option<&str> {
    [":2,", ";2,", "!2,"].iter().find_map(|mark| file.rsplit_once(mark)).map(|(_, flags)| flags)
}

#[cfg(test)]
mod tests;
