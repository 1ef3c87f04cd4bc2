//! All that was read, part by part, and what was found in each file.

use crate::message::Message;
use crate::message::census::Census;
use crate::message::strings::{Strings, Sym};
use crate::problem::{Problem, Tally};

use super::harmless::Harmless;
use super::moved::Moved;
use super::{Batch, Facts, Problems};

/// All that was read, in the order of files and records.
#[derive(Default)]
pub struct Archive {
    pub strings: Strings,
    pub messages: Vec<Message>,
    /// Reviews of which no message was kept.
    pub harmless: Harmless,
    /// What occurs among the messages.
    pub census: Census,
    pub files: Vec<FileReport>,
    /// Files that are no exports or could not be opened, by name.
    pub unread: Vec<(String, Problem)>,
    /// Pictures, sounds, films and documents beside the exports, which are never opened.
    pub n_media: u64,
}

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileReport {
    pub name: String,
    /// The format it was taken for; none when nothing recognised it.
    pub format: Option<&'static str>,
    /// Why it was taken for that format.
    pub why: String,
    /// What the place of a record counts: `line` or `offset`.
    pub place: &'static str,
    pub tally: Tally,
    pub problems: Problems,
    pub remarks: Problems,
    pub facts: Facts,
}

impl Archive {
    /// All texts and messages, for a part that goes on with them.
    pub fn lend(&mut self) -> Batch {
        let (strings, messages) = (std::mem::take(&mut self.strings), std::mem::take(&mut self.messages));
        Batch { strings, n_before: messages.len(), messages, ..Batch::default() }
    }

    /// Adds the next part of file `file_idx`; parts come in the order of their records.
    pub fn absorb(&mut self, file_idx: usize, mut batch: Batch) {
        let Some(file) = self.files.get_mut(file_idx) else { return };
        let n_before = file.tally.read;
        file.tally.add(&batch.tally);
        file.problems.absorb(batch.problems, n_before);
        file.remarks.absorb(batch.remarks, n_before);
        let is_unreadable = batch.facts.unreadable.is_some();
        file.facts.absorb(batch.facts);
        // With no texts to agree with, those of the part are taken over as they are: it is the first one, or it
        // went on with what was lent.
        let foreign = if self.strings.is_empty() {
            self.strings = batch.strings;
            None
        } else {
            Some(batch.strings)
        };
        let first = if self.messages.is_empty() { batch.n_before } else { self.messages.len() };
        if self.messages.is_empty() {
            // The only part of a file is not held twice, and what was lent comes back.
            self.messages = batch.messages;
        } else {
            self.messages.append(&mut batch.messages);
        }
        if is_unreadable {
            // Half a file would show answers without questions, so nothing of it counts.
            let n_lost = std::mem::take(&mut file.tally.messages);
            *file.tally.outside.entry("file-unreadable").or_default() += n_lost;
            self.messages.truncate(first);
            return;
        }
        self.harmless.absorb(file_idx, batch.harmless);
        if first == 0 {
            self.census = Census::NOTHING;
        }
        let mut moved = foreign.as_ref().map(|strings| Moved::new(strings, &mut self.strings));
        for message in &mut self.messages[first..] {
            message.origin.file = u32::try_from(file_idx).unwrap_or(u32::MAX);
            let record = u64::from(message.origin.record) + n_before;
            message.origin.record = u32::try_from(record).unwrap_or(u32::MAX);
            if let Some(moved) = &mut moved {
                moved.message(message);
            }
            self.census.add(message);
        }
    }

    pub fn text(&self, sym: Option<Sym>) -> Option<&str> {
        self.strings.text(sym)
    }

    /// The name of the file a message came from.
    pub fn file_of(&self, message: &Message) -> Option<&FileReport> {
        self.files.get(message.origin.file as usize)
    }
}

impl FileReport {
    /// What stands for its format in rows and groups: of a mapped file the mapping, as mapped files have
    /// nothing else in common.
    pub fn source(&self) -> Option<&str> {
        self.facts.mapping.as_deref().or(self.format)
    }

    /// A mailbox shows its owner's answers only if it holds the mail that went out.
    pub fn is_mailbox(&self) -> bool {
        matches!(self.format, Some("mbox" | "maildir" | "eml" | "emlx"))
    }
}
