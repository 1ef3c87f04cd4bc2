//! What a Skype message says: its type, and the markup of its content.

use std::borrow::Cow;

use crate::message::Kind;
use crate::text::html;

pub struct Content {
    pub kind: Kind,
    pub why: &'static str,
    pub text: String,
    /// Seconds since 1970.
    pub edited: Option<i64>,
}

/// What a message is by its type; none for what the program writes itself.
pub fn judge(kind: &str, content: &str) -> Option<Content> {
    match kind {
        "Text" => Some(words(content, false)),
        "RichText" | "RichText/Html" => Some(words(content, true)),
        "Event/Call" => call(content),
        kind if is_media(kind) => Some(Content::of(Kind::Message, "", String::new())),
        _ => None,
    }
}

impl Content {
    const fn of(kind: Kind, why: &'static str, text: String) -> Self {
        Self { kind, why, text, edited: None }
    }
}

fn is_media(kind: &str) -> bool {
    kind.starts_with("RichText/Media_")
        || matches!(kind, "RichText/UriObject" | "RichText/Contacts" | "RichText/Location")
}

/// Words without what they quote. A message that was taken back has no content any more.
fn words(content: &str, is_rich: bool) -> Content {
    let edited = attribute(content, "<e_m", "ts");
    let text = html::comment(&without_quotes(content));
    let has_quote = content.contains("<quote");
    if is_rich && text.is_empty() && !has_quote {
        return Content { edited, ..Content::of(Kind::Deleted, "skype:deleted", String::new()) };
    }
    Content { edited, ..Content::of(Kind::Message, "", text) }
}

/// Cuts `<quote …>…</quote>`, also one within another; one without an end takes the rest.
fn without_quotes(content: &str) -> Cow<'_, str> {
    if !content.contains("<quote") {
        return Cow::Borrowed(content);
    }
    let mut out = String::new();
    let (mut rest, mut depth) = (content, 0_usize);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        let step = match () {
            () if tag.starts_with("<quote") => 1,
            () if tag.starts_with("</quote>") => "</quote>".len(),
            () => 1,
        };
        if depth == 0 {
            out.push_str(before);
        }
        if tag.starts_with("<quote") {
            depth += 1;
        } else if tag.starts_with("</quote>") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            out.push('<');
        }
        rest = tag.get(step..).unwrap_or_default();
        // The rest of the opening tag goes with it.
        if 0 < depth && tag.starts_with("<quote") {
            rest = rest.split_once('>').map_or("", |(_, behind)| behind);
        }
    }
    if depth == 0 {
        out.push_str(rest);
    }
    Cow::Owned(out)
}

/// The list of who took part: with a duration somebody did.
fn call(content: &str) -> Option<Content> {
    let kind = text_attribute(content, "<partlist", "type").unwrap_or_default();
    let talked = content.split("<duration>").skip(1).any(|rest| {
        let number = rest.split('<').next().unwrap_or_default();
        number.trim().parse::<f64>().is_ok_and(|seconds| 0.0 < seconds)
    });
    match kind {
        "started" => None,
        "ended" if talked => Some(Content::of(Kind::Call, "skype:call", String::new())),
        _ => Some(Content::of(Kind::MissedCall, "skype:missed-call", String::new())),
    }
}

fn attribute(content: &str, tag: &str, name: &str) -> Option<i64> {
    text_attribute(content, tag, name)?.parse().ok()
}

/// The value of an attribute of the first such tag.
fn text_attribute<'a>(content: &'a str, tag: &str, name: &str) -> Option<&'a str> {
    let (_, behind) = content.split_once(tag)?;
    let inside = behind.split('>').next()?;
    let (_, value) = inside.split_once(&format!(" {name}="))?;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}
