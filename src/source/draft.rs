//! A message as a source hands it over: borrowed from the bytes at hand, before anything is judged.

use std::borrow::Cow;

use crate::message::few::Few;
use crate::message::{Channel, Flags, Kind, Language, Rating, Role, Stamp};
use crate::problem::Problem;

/// One message in the source's own words. Leave out what the export does not say.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Number of its record in the file (or in the part of the file that is read), from 1.
    pub record: u64,
    /// Line number or byte offset of the record.
    pub place: u64,
    pub conversation: Option<Cow<'a, str>>,
    /// The export's own thread key that is not a name to show.
    pub thread: Option<Cow<'a, str>>,
    /// Outlook's key of a thread, a weak one.
    pub thread_index: Option<Cow<'a, str>>,
    pub id: Option<Cow<'a, str>>,
    pub reply_to: Option<Cow<'a, str>>,
    /// Further ids of the same thread.
    pub references: Vec<Cow<'a, str>>,
    pub sent: Stamp,
    pub edited: Stamp,
    pub channel: Channel,
    pub role: Option<Role>,
    /// Address, number or account id.
    pub author: Option<Cow<'a, str>>,
    pub name: Option<Cow<'a, str>>,
    /// Whom an answer would go to where that is not the author: `Reply-To` of a contact form. Of a
    /// bounce that names no mail: whom it was for.
    pub answer_to: Option<Cow<'a, str>>,
    pub to: Few<Cow<'a, str>>,
    pub kind: Kind,
    /// Why it has its kind: a reason code such as `header:auto-submitted`; empty for ordinary messages.
    pub why: &'static str,
    pub subject: Option<Cow<'a, str>>,
    /// What it is about: a product, a place, an app, a page.
    pub about: Option<Cow<'a, str>>,
    /// The words without quotes, signatures and markup; `Some("")` is media without words.
    pub text: Option<Cow<'a, str>>,
    /// Where it stands in public; what [`is_link`] refuses is not kept.
    pub link: Option<Cow<'a, str>>,
    pub rating: Option<Rating>,
    /// The language that the export names; it counts where the words do not tell.
    pub language: Option<Language>,
    pub flags: Flags,
    /// It is a review whose replies would stand in its record, and there are none.
    pub alone: bool,
}

impl Draft<'_> {
    /// An empty message of a channel.
    pub const fn new(record: u64, channel: Channel) -> Self {
        Self {
            record,
            place: 0,
            conversation: None,
            thread: None,
            thread_index: None,
            id: None,
            reply_to: None,
            references: Vec::new(),
            sent: Stamp::Unknown,
            edited: Stamp::Unknown,
            channel,
            role: None,
            author: None,
            name: None,
            answer_to: None,
            to: Few::EMPTY,
            kind: Kind::Message,
            why: "",
            subject: None,
            about: None,
            text: None,
            link: None,
            rating: None,
            language: None,
            flags: Flags(0),
            alone: false,
        }
    }

    /// An empty message of the record that stands there.
    pub const fn at(at: At, channel: Channel) -> Self {
        let mut draft = Self::new(at.record, channel);
        draft.place = at.line;
        draft
    }
}

/// What is seen of a review before anything of it is kept: it is known by its id, and nothing else in its record is told of
/// than one answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Glance<'a> {
    pub id: &'a str,
    pub sent: Stamp,
    pub edited: Stamp,
    pub rating: Option<Rating>,
    pub has_words: bool,
    /// When it was answered, where everybody can see it.
    pub answered: Option<Stamp>,
}

/// Where a record stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct At {
    /// Its number, from 1.
    pub record: u64,
    /// Its first line, from 1.
    pub line: u64,
}

impl At {
    pub fn problem(self, code: &'static str, text: impl Into<String>) -> Problem {
        Problem::record(code, self.record, text).at_line(self.line)
    }
}

/// A link as people follow it; anything else is none, as somebody will click on it.
pub fn is_link(text: &str) -> bool {
    const MAX_BYTES: usize = 2_000;
    let is_web = ["https://", "http://"].iter().any(|start| text.starts_with(start));
    // Without a way out in the middle many bytes are looked at together.
    let is_mark = |byte| byte <= b' ' || matches!(byte, b'"' | b'<' | b'>' | 0x7f);
    let has_marks = || text.bytes().fold(false, |found, byte| found | is_mark(byte));
    let is_shown = || text.is_ascii() || !text.chars().any(|c| c.is_whitespace() || c.is_control());
    is_web && text.len() <= MAX_BYTES && !has_marks() && is_shown()
}

/// A text that says something.
pub fn filled(text: Option<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_may_follow_is_a_link() {
        for good in ["https://play.example.org/review?id=1&x=2#a", "http://sklep.example/opinie/żółw"] {
            assert!(is_link(good), "{good}");
        }
        let long = format!("https://example.org/{}", "a".repeat(2_000));
        for bad in [
            "",
            "u",
            "javascript:alert(1)",
            "https://a b",
            "https://a\"onclick=",
            "https://a\u{1b}[0m",
            "https://ż\u{85}",
            &long,
        ] {
            assert!(!is_link(bad), "{bad}");
        }
    }
}
