//! The mapping file as a value: what it says about the input, the fields, the times and the rules.

mod parse;
pub mod signs;

use std::borrow::Cow;

use encoding_rs::Encoding;
use regex::Regex;
use toml::Value;

use super::aliases;
use super::condition::{Condition, plain};
use super::keys::Section;
use super::number::{Numbers, Span};
use super::path::Path;
use super::time::Times;
use super::view::{PathId, View};
use crate::message::{Channel, Kind, Role};
use crate::source::table::Options;
use signs::Match;

/// A column mapping.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// The name it goes by.
    pub name: String,
    /// One line for people.
    pub about: String,
    pub input: Input,
    pub matches: Match,
    pub records: Records,
    /// Every path that the rules below name.
    pub paths: Vec<Path>,
    pub numbers: Numbers,
    pub fields: Fields,
    pub times: Times,
    pub roles: Vec<Rule<Role>>,
    pub default_role: Option<Role>,
    pub kinds: Vec<Rule<Kind>>,
    pub drops: Vec<Condition>,
    pub thread: Thread,
    pub team: Team,
    pub metrics: Vec<Metric>,
}

/// How the file is written.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// `None` is told from the file.
    pub shape: Option<Shape>,
    pub table: Options,
    /// UTF-8 that was read as Latin-1 is put right.
    pub mojibake: bool,
    /// Of texts that are not UTF-8.
    pub charset: Charset,
    /// Names of the files that the mapping is for; empty is any.
    pub names: Vec<String>,
    /// Names of the members of archives that it is for; empty is any.
    pub members: Vec<String>,
    /// So many of a thousand records may fail; `None` is one per cent and more than a handful.
    pub max_failing: Option<u64>,
}

/// The encoding of texts that are not UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Charset {
    /// As the settings say; what does not fit is replaced and counted.
    #[default]
    Settings,
    /// Told from the bytes, with a remark.
    Guessed,
    Named(&'static Encoding),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    Table,
    Json,
    Ndjson,
    Xml,
}

impl Shape {
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Table)
    }
}

/// Where the records are.
#[derive(Clone, Debug, Default)]
pub struct Records {
    pub conversations: Option<Path>,
    pub messages: Vec<Path>,
    pub map_values: bool,
    pub explode: Option<Explode>,
    pub group: Option<Group>,
    pub joins: Vec<Join>,
    /// The replies lie in other files, which the shipped mapping of that name reads.
    pub replies_in: Option<String>,
}

impl Records {
    /// Where they lie: the conversations that hold them, else they themselves.
    pub fn places(&self) -> Vec<&Path> {
        match &self.conversations {
            Some(path) => vec![path],
            None => self.messages.iter().collect(),
        }
    }
}

/// Several rows of a table that tell of one thing: one of them speaks for all.
#[derive(Clone, Debug)]
pub struct Group {
    pub by: Pick,
    /// The earliest row where it holds speaks; where it holds nowhere, the earliest row.
    pub best: Option<Condition>,
}

/// A side table, inside the document or in a file beside it.
#[derive(Clone, Debug)]
pub struct Join {
    /// The first key of paths that lead into it.
    pub name: String,
    /// Names of the file, with `*`; empty is the document itself.
    pub files: Vec<String>,
    /// Where its records are; `None` is a file that holds nothing else.
    pub at: Option<Path>,
    /// In its records, what [`Join::on`] names in ours.
    pub key: Path,
    pub on: PathId,
    /// The keys of its records that some path asks for.
    pub wanted: Vec<String>,
}

/// A transcript in one cell.
#[derive(Clone, Debug)]
pub struct Explode {
    pub field: PathId,
    pub separator: String,
    pub pattern: Regex,
}

/// Where the parts of a message are.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub conversation: Pick,
    pub id: Pick,
    pub reply_to: Pick,
    pub author: Pick,
    pub name: Pick,
    pub to: Pick,
    pub subject: Pick,
    /// The product or place where that is not the subject.
    pub about: Pick,
    pub title: Pick,
    pub text: Pick,
    pub html: bool,
    pub phone: Pick,
    pub email: Pick,
    pub channel: Option<Channel>,
    pub rating: Pick,
    pub good: Vec<String>,
    pub bad: Vec<String>,
    pub rating_max: Pick,
    pub edited: Pick,
    pub reply: Pick,
    pub reply_at: Pick,
    pub reply_name: Pick,
    /// The reply's time is that of its last edit.
    pub reply_last_edit: bool,
    /// Of JSON: some exports leave out the key of the reply, so that a file without it cannot show any.
    pub reply_by_key: bool,
    pub first_inbound_at: Pick,
    pub first_reply_at: Pick,
    pub closed_at: Pick,
    /// Until when the platform may be asked to remove a review.
    pub removable_until: Pick,
    /// Where a review or comment stands in public.
    pub link: Pick,
    /// The language of the text.
    pub language: Pick,
    /// When the export tells that a customer's message was answered, though the answer is not in it.
    pub replied: Option<Condition>,
    /// When the reply is written and not public yet.
    pub reply_pending: Option<Condition>,
    /// When the platform refused the reply, which nobody can see.
    pub reply_rejected: Option<Condition>,
}

/// Places to take a text from: the first that is not empty.
#[derive(Clone, Debug, Default)]
pub struct Pick(pub Vec<From>);

#[derive(Clone, Debug)]
pub enum From {
    Path(PathId),
    Constant(String),
    /// All that are not empty, put together.
    Join {
        parts: Vec<PathId>,
        separator: String,
    },
    /// A path that counts only where a condition holds.
    If(PathId, Box<Condition>),
}

#[derive(Clone, Debug)]
pub struct Rule<T> {
    pub when: Condition,
    pub set: T,
}

/// What joins messages to conversations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Thread {
    #[default]
    Field,
    /// The whole file is one conversation, called after it.
    File,
    ReplyTo,
    /// The pair of parties; a silence of so many seconds begins another conversation.
    AuthorGap(Option<i64>),
}

/// A figure that the vendor worked out: shown beside ours, never mixed with it.
#[derive(Clone, Debug)]
pub struct Metric {
    /// One of [`METRICS`].
    pub name: &'static str,
    pub from: Pick,
    pub span: Span,
}

/// What a vendor's figure may be about.
pub const METRICS: [&str; 4] = [
    "first_response_seconds",
    "first_response_working_seconds",
    "average_response_seconds",
    "resolution_seconds",
];

/// People whom the mapping itself names.
#[derive(Clone, Debug, Default)]
pub struct Team {
    pub names: Vec<String>,
    pub addresses: Vec<String>,
    pub phones: Vec<String>,
}

/// Collects the paths of a mapping.
#[derive(Default)]
pub struct Paths(pub Vec<Path>);

impl Paths {
    pub fn id(&mut self, raw: &str) -> Result<PathId, String> {
        let path = Path::parse(raw)?;
        if let Some(id) = self.0.iter().position(|known| *known == path) {
            return Ok(id);
        }
        self.0.push(path);
        Ok(self.0.len() - 1)
    }
}

impl Mapping {
    /// May a reply of the team stand in the file, given the paths that lead somewhere? Decided by columns,
    /// not by their emptiness.
    pub fn can_show_replies(&self, leads: impl Fn(&PathId) -> bool) -> bool {
        let has_reply = |pick: &Pick| {
            pick.0.iter().any(|from| match from {
                From::Path(id) => leads(id),
                From::Join { parts, .. } => parts.iter().any(&leads),
                From::If(id, _) => leads(id),
                From::Constant(_) => false,
            })
        };
        let team = &self.team;
        let has_team = !team.names.is_empty() || !team.addresses.is_empty() || !team.phones.is_empty();
        has_reply(&self.fields.reply)
            || has_reply(&self.fields.reply_at)
            || has_reply(&self.fields.first_reply_at)
            || has_team
            || self.default_role.is_none()
            || self.roles.iter().any(|rule| rule.set == Role::Team)
    }
}

impl Pick {
    /// Reads a path, a list of paths, `{ join = [...], sep = " " }` or `{ constant = "..." }`.
    pub fn parse(value: &Value, at: &str, paths: &mut Paths) -> Result<Self, String> {
        let list = match value {
            Value::Array(list) => list.iter().collect(),
            other => vec![other],
        };
        let mut from = Vec::new();
        for value in list {
            from.push(match value {
                Value::String(path) => From::Path(paths.id(path)?),
                Value::Table(table) => {
                    let known = ["join", "sep", "constant", "first", "from", "when", "alias", "unit"];
                    let section = Section::new(table, at, &known)?;
                    if section.value("first").is_some() {
                        for path in section.texts("first")? {
                            from.push(From::Path(paths.id(&path)?));
                        }
                        continue;
                    }
                    if let Some(name) = section.text("alias")? {
                        let names = aliases::of(name).ok_or_else(|| {
                            section.wrong("alias", &format!("one of {}", aliases::NAMES.join(", ")))
                        })?;
                        for name in names {
                            from.push(From::Path(paths.id(&format!("\"{name}\""))?));
                        }
                        continue;
                    }
                    if let Some(path) = section.text("from")? {
                        let path = paths.id(path)?;
                        from.push(match section.value("when") {
                            Some(when) => From::If(path, Box::new(Condition::parse(when, at, paths)?)),
                            None => From::Path(path),
                        });
                        continue;
                    }
                    match section.value("constant") {
                        Some(value) => {
                            From::Constant(plain(value).ok_or_else(|| section.wrong("constant", "a value"))?)
                        }
                        None if section.value("join").is_none() => {
                            return Err(section.wrong("join", "given, or `first`, `from`, `alias`, `constant`"));
                        }
                        None => From::Join {
                            parts: section
                                .texts("join")?
                                .iter()
                                .map(|path| paths.id(path))
                                .collect::<Result<_, _>>()?,
                            separator: section.text("sep")?.unwrap_or(" ").to_owned(),
                        },
                    }
                }
                _ => {
                    return Err(format!(
                        "{at} must be a path, a list of paths, or a table with `join`, `first`, `from`, `alias` or `constant`"
                    ));
                }
            });
        }
        Ok(Self(from))
    }

    pub fn is_set(&self) -> bool {
        !self.0.is_empty()
    }

    /// The first text that is there.
    pub fn text<'a>(&'a self, view: &View<'a>) -> Option<Cow<'a, str>> {
        self.0.iter().find_map(|from| from.text(view))
    }

    /// All texts of the first place that has any, one under the other.
    pub fn lines<'a>(&'a self, view: &View<'a>) -> Option<Cow<'a, str>> {
        self.0.iter().find_map(|from| match from {
            From::Path(id) if view.is_cell(*id) => view.text(*id),
            From::Path(id) => {
                let mut texts = view.texts(*id);
                match texts.len() {
                    0 | 1 => texts.pop(),
                    _ => Some(Cow::Owned(texts.join("\n"))),
                }
            }
            _ => from.text(view),
        })
    }
}

impl From {
    pub fn text<'a>(&'a self, view: &View<'a>) -> Option<Cow<'a, str>> {
        match self {
            Self::Path(id) => view.text(*id),
            Self::Constant(text) => Some(Cow::Borrowed(text.as_str())),
            Self::If(id, when) => when.holds(view).then(|| view.text(*id)).flatten(),
            Self::Join { parts, separator } => {
                let texts: Vec<_> = parts.iter().filter_map(|&id| view.text(id)).collect();
                (!texts.is_empty()).then(|| Cow::Owned(texts.join(separator)))
            }
        }
    }
}
