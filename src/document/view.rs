//! What the builders of documents look at, and the cells they share.

use std::borrow::Cow;

use crate::conversation::people::Why;
use crate::conversation::wait::Wait;
use crate::conversation::{Conversation, Conversations};
use crate::finding::Finding;
use crate::finding::ignored::Ignored;
use crate::measure::group::By;
use crate::measure::outcome::{Measured, Ruler};
use crate::message::strings::Sym;
use crate::message::{Kind, Message};
use crate::problem::Problem;
use crate::settings::Settings;
use crate::source::collect::{Archive, FileReport};

use super::labels::Labels;
use super::mask::{is_named_after, masked_file, masked_name, masked_quotes, masked_text};
use super::units::Units;
use super::{Column, Rows, Show, Table, Time, Value};

/// Everything that is known when a report is made.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub archive: &'a Archive,
    pub settings: &'a Settings,
    pub conversations: &'a Conversations,
    /// All waits in the order of rows.
    pub waits: &'a [Measured],
    pub ignored: &'a [Ignored],
    pub findings: &'a [Finding],
    pub labels: &'a Labels,
    /// Names and texts are masked.
    pub redact: bool,
    /// Rows of a table; none means all.
    pub limit: Option<usize>,
}

impl<'a> View<'a> {
    pub fn ruler(&self) -> Ruler<'a> {
        Ruler { archive: self.archive, settings: self.settings, as_of: self.conversations.as_of }
    }

    pub fn time(&self, instant: i64) -> Value<'static> {
        Value::Time(Time { instant, offset: self.settings.zone.offset(instant) })
    }

    /// Why a message was taken for what it is, with the reason code of what its source saw.
    pub fn reason(&self, why: &str, message: &Message) -> String {
        match self.archive.text(message.rare().why).filter(|_| message.kind != Kind::Message) {
            Some(code) => format!("{why} ({code})"),
            None => why.to_owned(),
        }
    }

    /// As-of; absent when nothing has a date.
    pub fn as_of(&self) -> Value<'static> {
        if self.conversations.is_dated { self.time(self.conversations.as_of) } else { Value::Absent }
    }

    pub fn maybe_time(&self, instant: Option<i64>) -> Value<'static> {
        instant.map_or(Value::Absent, |instant| self.time(instant))
    }

    /// Somebody's name or address; masked as a stable code when the report is redacted.
    pub fn name<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.redact { masked_name(name).into() } else { name.into() }
    }

    /// A person by name.
    pub fn person(&self, sym: Option<Sym>) -> Value<'a> {
        let archive = self.archive;
        archive.text(sym).map_or(Value::Absent, |name| Value::Id(self.name(name)))
    }

    /// A problem in words; what it quotes is masked when the report is redacted.
    pub fn problem(&self, problem: &Problem) -> String {
        let text = problem.to_string();
        if self.redact { masked_quotes(&text) } else { text }
    }

    /// A customer's words; letters and digits become `x` when the report is redacted.
    pub fn words(&self, sym: Option<Sym>) -> Value<'a> {
        let archive = self.archive;
        let Some(text) = archive.text(sym) else { return Value::Absent };
        Value::Text(if self.redact { masked_text(text).into() } else { text.into() })
    }

    /// The words that made a tone.
    pub fn tone_words(&self, sym: Option<Sym>) -> Value<'a> {
        match self.words(sym) {
            Value::Text(Cow::Borrowed(words)) => {
                Value::List(words.split(';').map(|word| word.trim().into()).collect())
            }
            Value::Text(Cow::Owned(words)) => {
                Value::List(words.split(';').map(|word| word.trim().to_owned().into()).collect())
            }
            _ => Value::Absent,
        }
    }

    /// The name of a file; a customer's name in it is masked when the report is redacted.
    pub fn file(&self, file: &'a FileReport) -> Cow<'a, str> {
        if self.redact { masked_file(file).into() } else { file.name.as_str().into() }
    }

    /// The name of the file that a message came from.
    pub fn file_of(&self, message: &Message) -> Value<'a> {
        let archive = self.archive;
        archive.file_of(message).map_or(Value::Absent, |file| Value::Text(self.file(file)))
    }

    /// The name of a conversation; one that is called after somebody in it is masked when the report is redacted.
    pub fn conversation(&self, conversation: &Conversation) -> Cow<'a, str> {
        self.masked_in(conversation, self.conversations.name(self.archive, conversation))
    }

    /// A name or id of a message in a conversation, masked like that of the conversation.
    pub fn id_in(&self, conversation: &Conversation, id: Option<Sym>) -> Value<'a> {
        let archive = self.archive;
        archive.text(id).map_or(Value::Absent, |id| Value::Id(self.masked_in(conversation, id.into())))
    }

    /// A name, masked in a redacted report where it is that of somebody in the conversation.
    fn masked_in(&self, conversation: &Conversation, name: Cow<'a, str>) -> Cow<'a, str> {
        /// Who a conversation is called after writes, or is written to, among its first messages.
        const N_LOOKED_AT: usize = 100;
        let members = self.conversations.members_of(conversation).iter().take(N_LOOKED_AT);
        let is_person = || {
            members.map(|&idx| &self.archive.messages[idx as usize]).any(|message| {
                let people = [message.author, message.name, message.rare().answer_to];
                let mut people = people.into_iter().flatten().chain(message.to.iter().copied());
                people.any(|who| is_named_after(&name, self.archive.strings.get(who)))
            })
        };
        if self.redact && is_person() { masked_name(&name).into() } else { name }
    }

    /// The name of a group; that of an agent is masked like other people's.
    pub fn group(&self, name: Option<String>, by: By) -> Value<'static> {
        name.map_or(Value::Absent, |name| {
            text(if by == By::Agent { self.name(&name).into_owned() } else { name })
        })
    }

    /// The name of a wait's case.
    pub fn case(&self, wait: &Wait) -> Cow<'a, str> {
        let name = self.conversation(&self.conversations.list[wait.conversation as usize]);
        if wait.case > 1 { format!("{name}#{}", wait.case).into() } else { name }
    }

    /// What speaks for a member of the team.
    pub fn why(&self, why: Why) -> String {
        let fill = |key: &'static str, n: usize, next: usize| {
            self.labels.fill(key, &[("n", &n.to_string()), ("next", &next.to_string())])
        };
        match why {
            Why::SentMail(n) => fill("why_sent", n, 0),
            Why::Delivered(n) => fill("why_delivered", n, 0),
            Why::Busiest(n, next) => fill("why_busiest", n, next),
            Why::Owner(n) => fill("why_owner", n, 0),
            Why::Peer => fill("why_peer", 0, 0),
        }
    }

    /// The signs beside numbers in the report's language.
    pub const fn units(&self) -> Units {
        self.labels.units
    }

    /// A column with its heading in the report's language.
    pub fn column(&self, key: &'static str, show: Show) -> Column {
        let right = key.ends_with("_seconds")
            || matches!(key, "number" | "messages" | "rating" | "tone" | "age" | "response" | "n")
            || key.starts_with("n_");
        let codes = match key {
            "channel" | "state" | "outcome" | "band" | "role" | "rule" | "measure" | "sample" | "weekday" => {
                self.labels.codes(key)
            }
            "reason" => self.labels.codes("complaint"),
            _ => Vec::new(),
        };
        Column {
            key,
            heading: self.labels.code("heading", key).to_owned(),
            show,
            right,
            codes,
            units: self.units(),
        }
    }

    /// Keeps as many rows as the limit allows and counts the rest.
    pub fn limited<'r>(&self, columns: Vec<Column>, rows: Rows<'r>) -> Table<'r> {
        let n_more = self.limit.map_or(0, |limit| rows.len().saturating_sub(limit));
        let n_kept = rows.len() - n_more;
        let rows = match rows {
            Rows::Held(mut rows) => {
                rows.truncate(n_kept);
                Rows::Held(rows)
            }
            Rows::Made(_, make) => Rows::Made(n_kept, make),
        };
        Table { columns, rows, n_more }
    }
}

pub fn text<'a>(text: impl Into<Cow<'a, str>>) -> Value<'a> {
    Value::Text(text.into())
}

pub fn maybe_text(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(text.into()))
}

pub fn count(n: usize) -> Value<'static> {
    Value::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

pub fn duration(seconds: Option<i64>) -> Value<'static> {
    seconds.map_or(Value::Absent, Value::Duration)
}

/// Working time, which people see without days.
pub fn working(seconds: Option<i64>) -> Value<'static> {
    seconds.map_or(Value::Absent, Value::Working)
}
