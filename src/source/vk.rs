//! The messages of a VK archive ("data export"): HTML pages in windows-1251, a folder for each dialogue.

use std::borrow::Cow;
use std::io;

use encoding_rs::WINDOWS_1251;

use super::draft::Draft;
use super::xml::element::{Element, Node};
use super::xml::records::{self, Records, Wrong};
use super::xml::{Tag, Xml};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::pattern::{Context, Format};
use crate::input::text::TextReader;
use crate::message::{Role, Stamp};

pub struct Vk;

/// How the owner of the archive is called in its own lines, by the language of the site.
const OWNER: [&str; 3] = ["Вы", "Ви", "You"];
/// Behind the time of an edited message.
const EDITED: &str = "(ред.)";

impl Source for Vk {
    fn name(&self) -> &'static str {
        "vk"
    }

    fn about(&self) -> &'static str {
        "VK archive: messages/<dialogue>/messages0.html"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let has = |word: &[u8]| memchr::memmem::find(peek.head, word).is_some();
        let has_header = has(b"class=\"message__header\"");
        if has_header && has(b"class=\"message\" data-id=\"") {
            return Sniff::Yes("HTML with `message__header` in messages that have a `data-id`".to_owned());
        }
        let file = peek.file_name();
        if file == "index-messages.html" && has(b"message-peer") {
            return Sniff::Aside("the list of the dialogues of a VK archive".to_owned());
        }
        Sniff::No("no HTML with `message__header` in messages that have a `data-id`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let declared = stream.settings.encoding.unwrap_or(WINDOWS_1251);
        let walk = Xml::new(TextReader::new(stream.open_at(0)?, Some(declared)));
        records::read(walk, "bad-html", &mut Page { dialogue: dialogue(stream.name()) }, sink)
    }
}

/// The folder of a page is called after the number of the other side.
fn dialogue(name: &str) -> &str {
    let folder = name.rsplit('/').nth(1).filter(|folder| !folder.is_empty());
    folder.unwrap_or_else(|| name.split('.').next().unwrap_or(name))
}

struct Page<'a> {
    dialogue: &'a str,
}

impl Records for Page<'_> {
    fn wants(&mut self, tag: Tag<'_>, _sink: &mut dyn Sink) -> bool {
        tag.get("class").as_deref() == Some("message")
    }

    fn take(&mut self, element: &Element, draft: Draft<'_>, sink: &mut dyn Sink) -> Result<(), Wrong> {
        let header = element.elements().find(|part| part.get("class") == Some("message__header"));
        let Some(header) = header else {
            return Err(("no-author", "the message has no header".to_owned()));
        };
        let head = header.text();
        let (name, time) = head.rsplit_once(',').unwrap_or(("", &head));
        let name = name.trim();
        let time = time.trim().trim_end_matches(EDITED).trim_end();
        let sent = stamp(time).ok_or_else(|| ("bad-time", format!("{time:?} is no time")))?;
        let body = element.elements().find(|part| part.get("class") != Some("message__header"));
        let mut text = String::new();
        if let Some(body) = body {
            words(body, &mut text);
        }
        if text.trim().is_empty() && body.is_some_and(|body| any(body, &is_notice)) {
            sink.outside("system-line");
            return Ok(());
        }
        let link = header.child("a").and_then(|link| link.get("href"));
        let is_own = link.is_none() && OWNER.contains(&name);
        let mut draft = Draft { sent, ..draft };
        draft.role = Some(if is_own { Role::Team } else { Role::Customer });
        draft.conversation = Some(Cow::Borrowed(self.dialogue));
        draft.id = element.get("data-id").map(|id| Cow::Owned(format!("{}/{id}", self.dialogue)));
        draft.author = link.map(|link| Cow::Borrowed(link.rsplit('/').next().unwrap_or(link)));
        draft.name = Some(name).filter(|name| !name.is_empty()).map(|name| Cow::Owned(name.to_owned()));
        draft.text = Some(Cow::Owned(text.trim().to_owned()));
        sink.message(draft);
        Ok(())
    }
}

/// `12 мар 2021 в 14:03:22`, in English `at` and `am`, `pm`.
fn stamp(text: &str) -> Option<Stamp> {
    let text = text.replacen(" в ", " ", 1).replacen(" at ", " ", 1);
    let context = Context { locale: Some("ru"), ..Context::default() };
    let patterns = ["%d %b %Y %H:%M:%S", "%d %b %Y %I:%M:%S %p"];
    patterns.iter().find_map(|pattern| Format::Pattern((*pattern).to_owned()).read(&text, context))
}

/// The words without what was attached.
fn words(element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => out.push_str(text.trim_matches('\n')),
            Node::Element(part) if part.name == "br" => out.push('\n'),
            Node::Element(part) if part.get("class") == Some("kludges") => {}
            Node::Element(part) => words(part, out),
        }
    }
}

/// Somebody came, went or changed the title of the chat.
fn is_notice(element: &Element) -> bool {
    element.get("class").is_some_and(|class| class.split_ascii_whitespace().any(|word| word == "im_srv_lnk"))
}

fn any(element: &Element, wanted: &dyn Fn(&Element) -> bool) -> bool {
    wanted(element) || element.elements().any(|part| any(part, wanted))
}

#[cfg(test)]
mod tests;
