//! Conversation logs of Pidgin, as text and as HTML: one file a conversation.

use std::borrow::Cow;
use std::io;

use chrono::NaiveDateTime;

use super::clock::Clock;
use super::draft::Draft;
use super::lines::Lines;
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::message::{Channel, Kind, Role, Stamp};
use crate::problem::Problem;
use crate::text::html;

mod head;
mod line;

use head::Head;
use line::{Line, Side};

pub struct Pidgin;

const LINE_CAP: usize = 1 << 20;

impl Source for Pidgin {
    fn name(&self) -> &'static str {
        "pidgin"
    }

    fn about(&self) -> &'static str {
        "Pidgin conversation logs (.txt, .html)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        match peek.text().lines().find(|line| !line.trim().is_empty()).and_then(head::title) {
            Some(_) => Sniff::Yes("begins with `Conversation with … at … on …`".to_owned()),
            None => Sniff::No("does not begin with `Conversation with … at … on …`".to_owned()),
        }
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut lines = Lines::new(stream.text()?, LINE_CAP);
        let Some(first) = lines.next()? else { return Ok(()) };
        let title = String::from_utf8_lossy(first.bytes).into_owned();
        let Some(head) = Head::of(&title, stream.name()) else {
            let text = "the first line does not say with whom and when the conversation was";
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        };
        sink.facts().owner = Some(head.own.clone()).filter(|own| !own.is_empty());
        sink.facts().peer = Some(head.peer.clone());
        let mut log = Log { clock: Clock { last: head.start }, head: &head, held: None, record: 0, sink };
        while let Some(line) = lines.next()? {
            log.line(&String::from_utf8_lossy(line.bytes), line.number);
        }
        log.give();
        Ok(())
    }
}

/// Gathers lines to messages.
struct Log<'a> {
    head: &'a Head,
    clock: Clock,
    held: Option<Held>,
    record: u64,
    sink: &'a mut dyn Sink,
}

/// A message whose further lines may still come.
struct Held {
    line: u64,
    at: NaiveDateTime,
    alias: String,
    side: Side,
    text: String,
}

impl Log<'_> {
    fn line(&mut self, text: &str, number: u64) {
        match line::parse(text, self.head.is_html) {
            Line::Said { date, time, alias, side, text } => {
                self.give();
                let at = self.clock.at(date, time);
                let (alias, text) = (alias.into_owned(), text.into_owned());
                self.held = Some(Held { line: number, at, alias, side, text });
            }
            Line::Event { date, time } => {
                self.give();
                self.clock.at(date, time);
                self.record += 1;
                self.sink.outside("status");
            }
            Line::More(more) => match &mut self.held {
                Some(held) => {
                    held.text.push('\n');
                    held.text.push_str(&more);
                }
                None if more.trim().is_empty() => {}
                None => {
                    self.record += 1;
                    let what = "a line before the first message";
                    self.sink.problem(Problem::record("no-message", self.record, what).at_line(number));
                }
            },
        }
    }

    /// Hands over the message at hand.
    fn give(&mut self) {
        let Some(held) = self.held.take() else { return };
        self.record += 1;
        let head = self.head;
        let sent = match head.offset {
            Some(offset) => Stamp::Instant(held.at.and_utc().timestamp() - offset),
            None => Stamp::Local(held.at),
        };
        let role = match held.side {
            Side::Sent => Some(Role::Team),
            Side::Received => Some(Role::Customer),
            Side::Unsaid if same(&held.alias, &head.peer) => Some(Role::Customer),
            Side::Unsaid if same(&held.alias, &head.own) => Some(Role::Team),
            // The text form tells neither; the settings may know the name.
            Side::Unsaid => None,
        };
        let auto = held
            .text
            .trim_start()
            .strip_prefix("<AUTO-REPLY>")
            .map(|text| text.trim_start_matches([' ', ':']));
        let mut draft = Draft { place: held.line, sent, role, ..Draft::new(self.record, Channel::Chat) };
        draft.conversation = Some(Cow::Borrowed(head.peer.as_str()));
        draft.author = Some(match role {
            Some(Role::Customer) => Cow::Borrowed(head.peer.as_str()),
            Some(Role::Team) if !head.own.is_empty() => Cow::Borrowed(head.own.as_str()),
            _ => Cow::Borrowed(held.alias.as_str()),
        });
        draft.name = Some(Cow::Borrowed(held.alias.as_str()));
        if auto.is_some() {
            (draft.kind, draft.why) = (Kind::AutoReply, "pidgin:auto-reply");
        }
        draft.text = Some(Cow::Borrowed(auto.unwrap_or(&held.text).trim()));
        self.sink.message(draft);
    }
}

/// Accounts are compared without the part behind a slash and without letter case.
fn same(a: &str, b: &str) -> bool {
    let bare = |text: &str| text.split('/').next().unwrap_or_default().trim().to_lowercase();
    !b.is_empty() && bare(a) == bare(b)
}

fn plain(markup: &str) -> Cow<'_, str> {
    if markup.contains(['<', '&']) { Cow::Owned(html::to_text(markup)) } else { Cow::Borrowed(markup) }
}

#[cfg(test)]
mod tests;
