//! Reads XML of any size as events: entities decoded, text in one piece, oddities of real exports forgiven.

mod bounded;
pub mod element;
mod entity;
pub mod records;

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::events::Event as Raw;
use quick_xml::events::attributes::Attributes;

use super::Stream;
use crate::input::text::TextReader;
use bounded::Bounded;
use element::Element;

/// A tag or a run of text longer than this ends the reading.
const MAX_PIECE: u64 = 64 << 20;
/// Elements within elements; some exports never close theirs.
const MAX_DEPTH: usize = 100_000;
/// The declaration with the encoding stands within so many bytes.
const MAX_DECLARATION: usize = 1 << 10;

/// The name of the outermost element, without its prefix, from the first bytes of a document.
pub fn root(head: &[u8]) -> &[u8] {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let is_of_name =
                |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
            let end = rest.iter().position(|byte| !is_of_name(byte)).unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or_default();
            return name.rsplit(|&byte| byte == b':').next().unwrap_or(name);
        }
    }
    b""
}

/// One thing on the way through a document. Comments and instructions are passed over; an empty element
/// has a start and an end.
#[derive(Debug, PartialEq, Eq)]
pub enum Event<'a> {
    Start(Tag<'a>),
    /// The name of the element as written, with its prefix.
    End(&'a str),
    /// All text up to the next tag, `CDATA` included, entities decoded, lines ended by LF.
    Text(&'a str),
    /// What is no XML; nothing follows it.
    Broken {
        line: u64,
        what: &'static str,
    },
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// As written, with its prefix.
    pub name: &'a str,
    attributes: &'a str,
}

/// A walk through a document.
pub struct Xml<R> {
    reader: Reader<Bounded<R>>,
    buf: Vec<u8>,
    text: String,
    /// The tag that was read last; text before it is handed out first.
    tag: String,
    name_len: usize,
    next: Pending,
    line: u64,
    tag_line: u64,
    depth: usize,
    has_begun: bool,
    /// The outermost element until it ends.
    root: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    Nothing,
    Start,
    End,
    Broken(&'static str),
    Finished,
}

/// The XML of a stream in the encoding that its settings or its declaration name.
pub fn open(stream: &Stream<'_>) -> io::Result<Xml<TextReader<Box<dyn Read + Send>>>> {
    let head = stream.entry.peek()?;
    let declared = stream.settings.encoding.or_else(|| declared(&head));
    Ok(Xml::new(TextReader::new(stream.open_at(0)?, declared)))
}

/// The encoding that the declaration names. UTF-16 shows by itself, and a file that only claims it is not.
pub fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.get(..MAX_DECLARATION).unwrap_or(head);
    let end = memchr::memmem::find(head, b"?>")?;
    let declaration = head.get(memchr::memmem::find(head.get(..end)?, b"<?xml")?..end)?;
    let behind = declaration.get(memchr::memmem::find(declaration, b"encoding")? + b"encoding".len()..)?;
    let name = behind.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let name = name.get(1..)?.split(|byte| matches!(byte, b'"' | b'\'')).next()?;
    Encoding::for_label(name).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

impl<R: Read> Xml<TextReader<R>> {
    /// Byte sequences that were not in the file's encoding, so far.
    pub fn n_replaced(&self) -> u64 {
        self.reader.get_ref().inner.n_replaced
    }
}

impl<R: BufRead> Xml<R> {
    /// Whatever stands before the first `<` is passed over.
    pub fn new(inner: R) -> Self {
        let mut reader = Reader::from_reader(Bounded::new(inner, MAX_PIECE));
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self {
            reader,
            buf: Vec::new(),
            text: String::new(),
            tag: String::new(),
            name_len: 0,
            next: Pending::Nothing,
            line: 1,
            tag_line: 1,
            depth: 0,
            has_begun: false,
            root: None,
        }
    }

    /// The line on which the last event begins.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The next thing; none at the end. An error is one of the stream itself.
    #[expect(
        clippy::should_implement_trait,
        reason = "what is handed out borrows from the walk, which an iterator cannot do"
    )]
    pub fn next(&mut self) -> io::Result<Option<Event<'_>>> {
        if self.next == Pending::Nothing {
            self.text.clear();
            self.line = self.reader.get_ref().line;
            self.next = self.read()?;
            if !self.text.is_empty() && self.has_begun {
                return Ok(Some(Event::Text(&self.text)));
            }
        }
        self.line = self.tag_line;
        match std::mem::replace(&mut self.next, Pending::Nothing) {
            Pending::Start => Ok(Some(Event::Start(self.start()))),
            Pending::End => {
                self.end();
                Ok(Some(Event::End(&self.tag)))
            }
            Pending::Broken(what) => {
                self.next = Pending::Finished;
                Ok(Some(Event::Broken { line: self.line, what }))
            }
            Pending::Nothing | Pending::Finished => {
                self.next = Pending::Finished;
                Ok(None)
            }
        }
    }

    /// The whole element whose start was just handed out; what it does not hold because it is too large is
    /// left to [`Xml::next`].
    pub fn element(&mut self, tag: Element) -> io::Result<Result<Element, &'static str>> {
        element::read(self, tag)
    }

    /// Reads up to the next tag, gathering text on the way.
    fn read(&mut self) -> io::Result<Pending> {
        self.reader.get_mut().begin_piece()?;
        let mut high = None;
        loop {
            self.buf.clear();
            self.tag_line = self.reader.get_ref().line;
            let raw = self.reader.read_event_into(&mut self.buf);
            let surrogate = high.take();
            match raw {
                Ok(Raw::Text(text)) => self.text.push_str(&text.xml10_content()),
                Ok(Raw::CData(text)) => self.text.push_str(&text.xml10_content()),
                Ok(Raw::GeneralRef(name)) => high = entity::push(&name, surrogate, &mut self.text),
                Ok(Raw::Start(tag) | Raw::Empty(tag)) => {
                    self.tag.clear();
                    self.tag.push_str(&tag);
                    self.name_len = tag.name().as_ref().len();
                    return Ok(Pending::Start);
                }
                Ok(Raw::End(tag)) => {
                    self.tag.clear();
                    self.tag.push_str(&tag);
                    return Ok(Pending::End);
                }
                Ok(Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_)) => {}
                Ok(Raw::Eof) if self.root.is_none() => return Ok(Pending::Finished),
                Ok(Raw::Eof) => return Ok(Pending::Broken("the file ends in the middle of a document")),
                Err(_) if self.reader.get_ref().is_over => {
                    return Ok(Pending::Broken("a tag or a text of more than 64 MiB"));
                }
                Err(quick_xml::Error::Io(error)) => {
                    return Err(io::Error::new(error.kind(), error.to_string()));
                }
                Err(quick_xml::Error::Syntax(_)) => {
                    return Ok(Pending::Broken("the file ends in the middle of a tag"));
                }
                Err(_) => return Ok(Pending::Broken("this is no XML")),
            }
        }
    }

    fn start(&mut self) -> Tag<'_> {
        self.depth += 1;
        if MAX_DEPTH < self.depth {
            self.next = Pending::Broken("100,000 elements within each other");
        }
        let (name, attributes) = self.tag.split_at_checked(self.name_len).unwrap_or((&self.tag, ""));
        self.has_begun = true;
        if self.root.is_none() {
            self.root = Some(name.to_owned());
        }
        Tag { name, attributes }
    }

    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.root.as_deref() == Some(&self.tag) {
            self.root = None;
        }
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute, its name as written.
    pub fn get(self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Names as written and values; what is no attribute is passed over.
    pub fn attributes(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let mut attributes = Attributes::html(self.attributes, 0);
        attributes.with_checks(false);
        attributes.flatten().map(|attribute| {
            let value = match attribute.value {
                Cow::Borrowed(value) => entity::decode(value),
                Cow::Owned(value) => Cow::Owned(entity::decode(&value).into_owned()),
            };
            (attribute.key.0, value)
        })
    }

    /// The tag without its surroundings, to be filled by [`Xml::element`].
    pub fn keep(self) -> Element {
        let attributes = self.attributes().map(|(name, value)| (name.to_owned(), value.into_owned()));
        Element { name: self.name.to_owned(), attributes: attributes.collect(), children: Vec::new() }
    }
}

#[cfg(test)]
mod tests;
