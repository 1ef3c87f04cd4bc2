//! The records of a document that are whole elements: each is read, handed on and counted.

use std::io::{self, Read};

use super::element::Element;
use super::{Event, Tag, Xml};
use crate::input::text::TextReader;
use crate::message::Channel;
use crate::problem::Problem;
use crate::source::Sink;
use crate::source::draft::Draft;
use crate::source::table::replaced;

/// The code of a problem and what is wrong.
pub type Wrong = (&'static str, String);

/// A source whose records are elements.
pub trait Records {
    /// Is this element a record? The others are walked into.
    fn wants(&mut self, tag: Tag<'_>, sink: &mut dyn Sink) -> bool;

    /// Hands a record on: as a message or as outside; an error makes it a problem.
    fn take(&mut self, element: &Element, draft: Draft<'_>, sink: &mut dyn Sink) -> Result<(), Wrong>;
}

/// Reads all records of a chat; `code` is that of markup that cannot be read.
pub fn read<R: Read>(
    mut walk: Xml<TextReader<R>>,
    code: &'static str,
    records: &mut dyn Records,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut record = 0;
    while let Some(event) = walk.next()? {
        let tag = match event {
            Event::Broken { line, what } => {
                record += 1;
                sink.problem(Problem::record(code, record, what).at_line(line));
                continue;
            }
            Event::Start(tag) if records.wants(tag, sink) => tag.keep(),
            Event::Start(_) | Event::End(_) | Event::Text(_) => continue,
        };
        record += 1;
        let line = walk.line();
        let draft = Draft { place: line, ..Draft::new(record, Channel::Chat) };
        let taken = match walk.element(tag)? {
            Ok(element) => records.take(&element, draft, sink),
            Err(what) => Err((code, what.to_owned())),
        };
        if let Err((code, what)) = taken {
            sink.problem(Problem::record(code, record, what).at_line(line));
        }
    }
    if let Some(remark) = replaced(walk.n_replaced()) {
        sink.remark(remark);
    }
    Ok(())
}
