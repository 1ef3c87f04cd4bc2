//! Apple's Messages: the text files of imessage-exporter, one per chat.

use std::borrow::Cow;
use std::io;

use super::draft::Draft;
use super::lines::Lines;
use super::table::replaced;
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::pattern::{Context, Format};
use crate::message::{Channel, Role, Stamp};
use crate::problem::Problem;

pub struct IMessage;

/// How the one who exports is called.
const OWNER: &str = "Me";
/// The rest of a longer line is dropped.
const LINE_CAP: usize = 1 << 20;
/// Bytes of a message that are kept.
const TEXT_CAP: usize = 64 << 10;

impl Source for IMessage {
    fn name(&self) -> &'static str {
        "imessage"
    }

    fn about(&self) -> &'static str {
        "Apple Messages, text files of imessage-exporter"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let mut lines = peek.text().lines().skip_while(|line| line.trim().is_empty());
        let begins =
            lines.next().and_then(date).is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with('('));
        let has_sender = lines.next().is_some_and(|line| !line.trim().is_empty() && date(line).is_none());
        match begins && has_sender {
            true => {
                Sniff::Yes("begins with a date such as `May 17, 2022  5:29:42 PM` and a sender".to_owned())
            }
            false => Sniff::No("no date such as `May 17, 2022  5:29:42 PM` at the top".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let chat = stream.file_stem();
        sink.facts().owner = Some(OWNER.to_owned());
        sink.facts().peer = Some(chat.to_owned());
        let mut lines = Lines::new(stream.text()?, LINE_CAP);
        let mut log = Log { chat, n_records: 0, after_blank: true, open: None };
        while let Some(line) = lines.next()? {
            let (number, text) = (line.number, String::from_utf8_lossy(line.bytes));
            log.line(number, &text, sink);
        }
        log.end(sink);
        if let Some(remark) = replaced(lines.inner().n_replaced) {
            sink.remark(remark);
        }
        Ok(())
    }
}

/// For hints about files that nobody recognises.
pub(super) fn looks_like(line: &str) -> bool {
    date(line).is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with('('))
}

/// The date at the beginning of a line, and what follows it.
fn date(line: &str) -> Option<(Stamp, &str)> {
    let marks = [" AM", " PM", "\u{202f}AM", "\u{202f}PM"];
    let end = marks.iter().filter_map(|mark| Some(line.find(mark)? + mark.len())).min()?;
    // `September 17, 2022 10:29:42 PM` is longer than any real one.
    let (date, rest) = line.split_at_checked(end).filter(|(date, _)| date.len() <= 40)?;
    let format = Format::Pattern("%b %d, %Y %I:%M:%S %p".to_owned());
    let stamp = format.read(&date.replace('\u{202f}', " "), Context::default())?;
    Some((stamp, rest.trim()))
}

/// Puts the lines of a chat together to messages.
struct Log<'a> {
    chat: &'a str,
    n_records: u64,
    /// A message begins behind an empty line only.
    after_blank: bool,
    open: Option<Open>,
}

struct Open {
    line: u64,
    sent: Stamp,
    /// The line behind the date.
    sender: Option<String>,
    text: String,
    in_tapbacks: bool,
}

impl Log<'_> {
    fn line(&mut self, number: u64, line: &str, sink: &mut dyn Sink) {
        let after_blank = std::mem::replace(&mut self.after_blank, line.trim().is_empty());
        if after_blank && let Some((sent, rest)) = date(line) {
            self.end(sink);
            // "(Read by you after 5 minutes)" belongs to the date; all else is a notice about the chat.
            if rest.is_empty() || rest.starts_with('(') {
                let text = String::new();
                self.open = Some(Open { line: number, sent, sender: None, text, in_tapbacks: false });
            } else {
                self.n_records += 1;
                sink.outside("system-line");
            }
            return;
        }
        let Some(open) = &mut self.open else { return };
        if open.sender.is_none() {
            open.sender = Some(line.trim().to_owned());
            return;
        }
        open.in_tapbacks |= line == "Tapbacks:";
        // Replies are repeated, indented, below what they answer, and stand at their own place as well.
        let is_words = !open.in_tapbacks
            && !line.starts_with("    ")
            && line != "This message responded to an earlier message.";
        if is_words && open.text.len() + line.len() < TEXT_CAP {
            open.text.push_str(line);
            open.text.push('\n');
        }
    }

    fn end(&mut self, sink: &mut dyn Sink) {
        let Some(open) = self.open.take() else { return };
        self.n_records += 1;
        let Some(sender) = open.sender.filter(|sender| !sender.is_empty()) else {
            let problem = Problem::record("no-sender", self.n_records, "a date without a sender below it");
            return sink.problem(problem.at_line(open.line));
        };
        let mut draft =
            Draft { place: open.line, sent: open.sent, ..Draft::new(self.n_records, Channel::Chat) };
        draft.conversation = Some(Cow::Borrowed(self.chat));
        draft.role = match sender.as_str() {
            OWNER => Some(Role::Team),
            name if name == self.chat => Some(Role::Customer),
            _ => None,
        };
        draft.name = Some(Cow::Owned(sender));
        draft.text = Some(Cow::Borrowed(open.text.trim()));
        sink.message(draft);
    }
}

#[cfg(test)]
mod tests;
