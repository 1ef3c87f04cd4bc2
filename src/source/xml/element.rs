//! An element of a document with all it holds, for records that fit into memory.

use std::borrow::Cow;
use std::io::{self, BufRead};

use super::{Event, Xml};

/// An element that is kept as a whole holds at most so many bytes and parts, and so many levels.
const MAX_BYTES: usize = 64 << 20;
const MAX_NODES: usize = 100_000;
const MAX_LEVELS: usize = 200;

/// Elements of HTML that hold nothing and are written without an end.
const VOID: [&str; 3] = ["br", "hr", "img"];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// As written, with its prefix.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Texts and elements in their order.
    pub children: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Text(String),
    Element(Element),
}

impl Element {
    /// The value of an attribute, its name as written.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements right below this one.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name right below this one.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The text of the first element of that name right below this one; none when there is none or it is blank.
    pub fn child_text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.child(name).map(Self::text).filter(|text| !text.is_empty())
    }

    /// All text within, without the space around it.
    pub fn text(&self) -> Cow<'_, str> {
        match self.children.as_slice() {
            [] => Cow::Borrowed(""),
            [Node::Text(text)] => Cow::Borrowed(text.trim()),
            _ => {
                let mut text = String::new();
                self.gather(&mut text);
                Cow::Owned(text.trim().to_owned())
            }
        }
    }

    fn gather(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) if element.name.eq_ignore_ascii_case("br") => out.push('\n'),
                Node::Element(element) => element.gather(out),
            }
        }
    }
}

/// Reads what belongs to `tag`, whose start was just handed out.
pub fn read<R: BufRead>(xml: &mut Xml<R>, tag: Element) -> io::Result<Result<Element, &'static str>> {
    let mut open = vec![tag];
    let (mut n_bytes, mut n_nodes) = (0, 0);
    loop {
        if MAX_BYTES < n_bytes || MAX_NODES < n_nodes || MAX_LEVELS < open.len() {
            return Ok(Err("a record of more than 64 MiB, 100,000 parts or 200 levels"));
        }
        n_nodes += 1;
        match xml.next()? {
            None => return Ok(Err("the file ends in the middle of a record")),
            Some(Event::Broken { what, .. }) => return Ok(Err(what)),
            Some(Event::Start(tag)) => {
                let element = tag.keep();
                n_bytes += element.name.len();
                n_bytes +=
                    element.attributes.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>();
                match open.last_mut() {
                    Some(parent) if VOID.iter().any(|name| element.name.eq_ignore_ascii_case(name)) => {
                        parent.children.push(Node::Element(element));
                    }
                    _ => open.push(element),
                }
            }
            Some(Event::Text(text)) => {
                n_bytes += text.len();
                if let Some(parent) = open.last_mut() {
                    parent.children.push(Node::Text(text.to_owned()));
                }
            }
            Some(Event::End(name)) => {
                if let Some(element) = close(&mut open, name) {
                    return Ok(Ok(element));
                }
            }
        }
    }
}

/// Ends the innermost element of that name and those within it, which lack an end; gives the outermost one
/// when it is that. An end of something else has no effect.
fn close(open: &mut Vec<Element>, name: &str) -> Option<Element> {
    let idx = open.iter().rposition(|element| element.name == name)?;
    while let Some(element) = open.pop() {
        let Some(parent) = open.last_mut() else { return Some(element) };
        parent.children.push(Node::Element(element));
        if open.len() <= idx {
            break;
        }
    }
    None
}
