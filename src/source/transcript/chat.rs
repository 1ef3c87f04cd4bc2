//! Puts the lines of a transcript together to chats and messages.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::line::{At, Label, Line, date_and_time, kind_of, parse};
use crate::date::pattern::Order;
use crate::message::{Channel, Flags, Role, Stamp};
use crate::problem::Problem;
use crate::source::Sink;
use crate::source::clock::Clock;
use crate::source::draft::Draft;

/// Bytes of a message that are kept.
const TEXT_CAP: usize = 64 << 10;

/// What is read of one text; it may hold several chats.
pub(super) struct Chat {
    pub n_records: u64,
    name: String,
    order: Option<Order>,
    /// When the text was sent: its messages came before.
    day: Option<NaiveDateTime>,
    n_chats: u64,
    about: About,
    open: Option<Open>,
    /// The line before was blank, or there was none.
    after_blank: bool,
    /// A line that may begin the block about another chat, and its number.
    maybe_next: Option<(u64, String)>,
    n_before: u64,
}

/// What the lines about a chat say.
#[derive(Default)]
struct About {
    id: Option<String>,
    visitor: Option<String>,
    operators: Vec<String>,
    clock: Option<Clock>,
    has_messages: bool,
}

/// A message whose further lines may still come.
struct Open {
    line: u64,
    sent: Stamp,
    has_seconds: bool,
    name: String,
    text: String,
}

impl Chat {
    /// `name` is how the conversation is called where its lines name nothing.
    pub(super) fn new(name: &str, day: Option<NaiveDateTime>, order: Option<Order>) -> Self {
        Self {
            n_records: 0,
            name: name.to_owned(),
            order,
            day,
            n_chats: 1,
            about: About::default(),
            open: None,
            after_blank: true,
            maybe_next: None,
            n_before: 0,
        }
    }

    pub(super) fn line(&mut self, number: u64, line: &str, sink: &mut dyn Sink) {
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        let parsed = parse(line, self.order);
        if let Some((at, first)) = self.maybe_next.take() {
            match (&parsed, parse(&first, self.order)) {
                (Line::Label(..), Line::Label(label, value)) => {
                    self.next_chat(sink);
                    self.about(label, value, at, sink);
                }
                _ => self.more(&first),
            }
        }
        match parsed {
            Line::Blank => {
                self.after_blank = true;
                self.more("");
            }
            // Words of a customer may look like a line about the chat: only two of them begin another one.
            Line::Label(..) if self.about.has_messages && !after_blank => self.more(line),
            Line::Label(..) if self.about.has_messages => self.maybe_next = Some((number, line.to_owned())),
            Line::Label(label, value) => self.about(label, value, number, sink),
            Line::Said { at, name, text } => {
                self.give(sink);
                let sent = self.sent(at);
                let (name, text) = (name.to_owned(), text.to_owned());
                self.about.has_messages = true;
                self.open = Some(Open { line: number, sent, has_seconds: at.has_seconds, name, text });
            }
            Line::Event(at) => {
                self.give(sink);
                self.sent(at);
                self.n_records += 1;
                sink.outside("status");
            }
            Line::Ambiguous => {
                self.give(sink);
                self.n_records += 1;
                let text =
                    "day and month could be either way round; say which with `date_order` in its [[source]]";
                sink.problem(Problem::record("ambiguous-time", self.n_records, text).at_line(number));
            }
            Line::More(more) => self.more(more),
        }
    }

    /// Hands over what is left; gives the number of records.
    pub(super) fn end(mut self, sink: &mut dyn Sink) -> u64 {
        if let Some((_, line)) = self.maybe_next.take() {
            self.more(&line);
        }
        self.give(sink);
        if 0 < self.n_before {
            let text = format!("{} lines belong to no message", self.n_before);
            sink.remark(Problem::file("text-before-first", text));
        }
        self.n_records
    }

    fn more(&mut self, more: &str) {
        match &mut self.open {
            Some(open) if open.text.len() + more.len() < TEXT_CAP => {
                open.text.push('\n');
                open.text.push_str(more);
            }
            Some(_) => {}
            None => self.n_before += u64::from(!more.is_empty()),
        }
    }

    fn next_chat(&mut self, sink: &mut dyn Sink) {
        self.give(sink);
        self.about = About::default();
        self.n_chats += 1;
    }

    fn about(&mut self, label: Label, value: &str, number: u64, sink: &mut dyn Sink) {
        match label {
            Label::Visitor => self.about.visitor = Some(value.to_owned()).filter(|value| !value.is_empty()),
            Label::Operator => {
                let names = value.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
                self.about.operators.extend(names.map(str::to_owned));
            }
            Label::Id => self.about.id = Some(value.to_owned()).filter(|value| !value.is_empty()),
            Label::Started => match date_and_time(value, self.order) {
                Some(Ok(at)) => self.about.clock = Some(Clock { last: at }),
                Some(Err(())) | None => {
                    let text = format!(
                        "{value:?} is no time that can only be read one way; its messages have no day"
                    );
                    sink.remark(Problem::file("bad-start", text).at_line(number));
                }
            },
            Label::Finished | Label::Other => {}
        }
    }

    fn sent(&mut self, at: At) -> Stamp {
        if self.about.clock.is_none()
            && let Some(day) = at.date.or_else(|| self.day_before(at.time))
        {
            self.about.clock = Some(Clock { last: day.and_time(NaiveTime::MIN) });
        }
        match &mut self.about.clock {
            Some(clock) => Stamp::Local(clock.at(at.date, at.time)),
            None => Stamp::Unknown,
        }
    }

    /// The day of a time that came before the text was sent.
    fn day_before(&self, time: NaiveTime) -> Option<NaiveDate> {
        let sent = self.day?;
        if sent.time() < time { sent.date().pred_opt() } else { Some(sent.date()) }
    }

    /// Hands over the message at hand.
    fn give(&mut self, sink: &mut dyn Sink) {
        let Some(open) = self.open.take() else { return };
        self.n_records += 1;
        let mut draft =
            Draft { place: open.line, sent: open.sent, ..Draft::new(self.n_records, Channel::Chat) };
        draft.conversation = Some(match (&self.about.id, self.n_chats) {
            (Some(id), _) => Cow::Borrowed(id.as_str()),
            (None, 1) => Cow::Borrowed(self.name.as_str()),
            (None, n) => Cow::Owned(format!("{}/{n}", self.name)),
        });
        draft.role = self.about.role(&open.name);
        draft.text = Some(Cow::Owned(open.text.trim().to_owned()));
        draft.name = Some(Cow::Owned(open.name));
        if !open.has_seconds {
            draft.flags = Flags::MINUTES;
        }
        sink.message(draft);
    }
}

impl About {
    /// As the lines about the chat say; else the settings may know the name.
    fn role(&self, name: &str) -> Option<Role> {
        let same = |other: &String| other.to_lowercase() == name.to_lowercase();
        if self.operators.iter().any(same) {
            return Some(Role::Team);
        }
        if self.visitor.as_ref().is_some_and(same) {
            return Some(Role::Customer);
        }
        match kind_of(name) {
            Some(Label::Visitor) => Some(Role::Customer),
            Some(Label::Operator) => Some(Role::Team),
            _ if name.eq_ignore_ascii_case("system") => Some(Role::System),
            _ => None,
        }
    }
}
