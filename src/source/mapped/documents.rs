//! Takes JSON apart into records: streamed where the paths of the mapping allow, else document by document.

mod plan;

use std::io;

use serde_json::Value;

use super::mapping::Mapping;
use super::path::{self, Path, Step};
use super::side::{Joined, Side};
use super::view::{Place, View, cell_value};
use super::{Broken, Export, Visit};
use crate::problem::Problem;
use crate::source::Stream;
use crate::source::json::{Event, Walk, Want, halves};
use crate::source::lines::Lines;
use crate::source::table::{header, replaced};
use plan::{Plan, walk_path};

/// A line of NDJSON is never longer than this.
const MAX_LINE: usize = 64 << 20;

/// Tells `visit` of every record.
pub(super) fn visit(export: &Export<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let mut pass = Pass { mapping: export.mapping, files: &export.sides, visit };
    match Plan::of(export) {
        Some(plan) => pass.walk(export, &plan),
        None => pass.documents(export),
    }
}

/// Tells `visit` of every record of a file with one document a line.
pub(super) fn visit_lines(export: &Export<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let mut pass = Pass { mapping: export.mapping, files: &export.sides, visit };
    let mut lines = Lines::new(export.text()?, MAX_LINE);
    while let Some(line) = lines.next()? {
        if pass.visit.is_done() {
            break;
        }
        if line.bytes.trim_ascii().is_empty() {
            continue;
        }
        match halves::value(line.bytes) {
            Ok(document) => pass.document(&document, line.number),
            Err(error) => pass.broken(line.number, error.to_string()),
        }
    }
    pass.remark_replaced(lines.inner().n_replaced);
    Ok(())
}

/// Tells `visit` of the records in the cells of a row.
pub fn visit_row(
    mapping: &Mapping,
    files: &[Joined<'_>],
    names: &[String],
    mut row: Value,
    line: u64,
    visit: &mut dyn Visit,
) {
    for path in &mapping.records.messages {
        if let (Some(Step::Key(key)), Value::Object(map)) = (path.steps.first(), &mut row)
            && names.contains(key)
        {
            // An empty cell is a list of none.
            let cell = map.entry(key).or_insert_with(|| Value::Array(Vec::new()));
            let Some(text) = cell.as_str() else { continue };
            let Some(value) = cell_value(text) else {
                let error = format!("the list in `{key}` cannot be read");
                return visit.broken(Broken::Json { line, error });
            };
            *cell = value;
        }
    }
    let mut pass = Pass { mapping, files, visit };
    let frame = Frame { document: Value::Null, joined: files.to_vec() };
    pass.conversation(&row, &frame, false, line);
}

/// Tells `visit` of one conversation or record that was found in a document.
pub fn visit_found(
    mapping: &Mapping,
    files: &[Joined<'_>],
    document: &Value,
    found: &Value,
    line: u64,
    visit: &mut dyn Visit,
) {
    let mut pass = Pass { mapping, files, visit };
    match mapping.records.conversations {
        Some(_) => pass.messages(found, &[document, found], files, line),
        None => pass.record(found, &[document], files, line),
    }
}

/// Tells of every value below `at`, of the elements of a file that is a list, or of its documents, and of
/// what could not be read.
pub fn each(
    stream: &Stream<'_>,
    head: &[u8],
    at: &Path,
    tell: &mut dyn FnMut(Result<&Value, Problem>),
) -> io::Result<()> {
    let is_list = begins_list(head);
    let place = match at.steps.as_slice() {
        [Step::All] if !is_list => String::new(),
        steps => walk_path(steps).unwrap_or_default(),
    };
    let mut walk = Walk::new(stream.text()?, &[(&place, Want::Value)]);
    while let Some(event) = walk.next()? {
        let bad = |line: u64, error: String| Err(Problem::file("bad-json", error).at_line(line));
        match event {
            Event::Value { line, bytes, .. } => match serde_json::from_slice::<Value>(bytes) {
                Ok(value) => tell(Ok(&value)),
                Err(error) => tell(bad(line, error.to_string())),
            },
            Event::Broken { line, what } => tell(bad(line, what.to_owned())),
            Event::Begin { .. } | Event::End { .. } => {}
        }
    }
    Ok(())
}

/// Whether the document is a list.
fn begins_list(head: &[u8]) -> bool {
    header::head_text(head).trim_start().starts_with('[')
}

struct Pass<'a, 'v> {
    mapping: &'a Mapping,
    files: &'a [Joined<'a>],
    visit: &'v mut dyn Visit,
}

impl<'a> Pass<'a, '_> {
    /// Whole documents, or the elements of a list of them.
    fn documents(&mut self, export: &Export<'_>) -> io::Result<()> {
        let records = &self.mapping.records;
        let is_list = begins_list(&export.head);
        let asked = records.places();
        // A path that goes through the list itself asks for the list.
        let wants_list = asked.iter().any(|path| path.steps.first() == Some(&Step::All));
        let place = if is_list && !wants_list { "[*]" } else { "" };
        let mut walk = Walk::new(export.text()?, &[(place, Want::Value)]);
        while let Some(event) = walk.next()? {
            if self.visit.is_done() {
                break;
            }
            match event {
                Event::Value { line, bytes, .. } => match serde_json::from_slice(bytes) {
                    Ok(document) => self.document(&document, line),
                    Err(error) => self.broken(line, error.to_string()),
                },
                Event::Broken { line, what } => self.broken(line, what.to_owned()),
                Event::Begin { .. } | Event::End { .. } => {}
            }
        }
        self.remark_replaced(walk.inner.n_replaced);
        Ok(())
    }

    /// One record at a time; what the rules ask of the document around them was gathered before.
    fn walk(&mut self, export: &Export<'_>, plan: &Plan) -> io::Result<()> {
        let frames = plan.frames(export.text()?)?;
        let nothing = Frame { document: Value::Null, joined: self.files.to_vec() };
        let frames: Vec<Frame<'a>> = frames.into_iter().map(|document| self.frame(document)).collect();
        let places: Vec<(&str, Want)> =
            plan.places.iter().map(|(path, want)| (path.as_str(), *want)).collect();
        let mut walk = Walk::new(export.text()?, &places);
        let mut frame = &nothing;
        let mut n_documents = 0;
        while let Some(event) = walk.next()? {
            if self.visit.is_done() {
                break;
            }
            match event {
                Event::Begin { .. } => {
                    frame = frames.get(n_documents).unwrap_or(&nothing);
                    n_documents += 1;
                }
                Event::Value { place, line, key, bytes } if plan.is_record(place) => {
                    // Only with `map_values` are the members of an object records.
                    if !key.is_empty() && plan.ends_with_all(place) && !self.mapping.records.map_values {
                        continue;
                    }
                    match serde_json::from_slice::<Value>(bytes) {
                        Ok(value) if plan.conversations => self.conversation(&value, frame, true, line),
                        Ok(value) => self.record(&value, &[&frame.document], &frame.joined, line),
                        Err(error) => self.broken(line, error.to_string()),
                    }
                }
                Event::Broken { line, what } => self.broken(line, what.to_owned()),
                Event::Value { .. } | Event::End { .. } => {}
            }
        }
        self.remark_replaced(walk.inner.n_replaced);
        Ok(())
    }

    fn document(&mut self, document: &Value, line: u64) {
        let map_values = self.mapping.records.map_values;
        let Some(path) = &self.mapping.records.conversations else {
            let frame = Frame { document: Value::Null, joined: self.joined(document) };
            return self.conversation(document, &frame, false, line);
        };
        let joined = self.joined(document);
        for conversation in path::find(document, &path.steps, map_values) {
            self.messages(conversation, &[document, conversation], &joined, line);
        }
    }

    /// With an outer level the document stands around the conversation; without, it is the conversation.
    fn conversation(&mut self, value: &Value, frame: &Frame<'_>, is_inside: bool, line: u64) {
        let parents = [&frame.document, value];
        let parents = if is_inside { &parents[..] } else { &parents[1..] };
        self.messages(value, parents, &frame.joined, line);
    }

    /// The records below a conversation. A document in which none of their places exists is a record itself,
    /// as in lists of bare messages.
    fn messages(&mut self, value: &Value, parents: &[&Value], joined: &[Joined<'_>], line: u64) {
        let around = parents.split_last().map(|(_, around)| around).unwrap_or_default();
        let mapping = self.mapping;
        if mapping.records.messages.is_empty() {
            return self.record(value, around, joined, line);
        }
        if mapping.records.conversations.is_none() && !has_any(value, &mapping.records.messages) {
            return self.record(value, around, joined, line);
        }
        let mut n_records = 0;
        for path in &mapping.records.messages {
            if path.steps.is_empty() && path.up == 0 {
                self.record(value, around, joined, line);
                n_records += 1;
                continue;
            }
            let start = if path.up == usize::MAX { parents.first().copied().unwrap_or(value) } else { value };
            for found in path::find(start, &path.steps, mapping.records.map_values) {
                self.record(found, parents, joined, line);
                n_records += 1;
            }
        }
        // A chat in which nobody wrote is no record; a place of which nothing is told may hide some.
        if n_records == 0 && mapping.records.conversations.is_none() {
            self.visit.outside("without-records");
        }
    }

    fn record(&mut self, value: &Value, parents: &[&Value], joined: &[Joined<'_>], line: u64) {
        let map_values = self.mapping.records.map_values;
        let place = Place::Json { value, parents, map_values, joined };
        let view = View { paths: &self.mapping.paths, numbers: &self.mapping.numbers, place };
        self.visit.record(view, line);
    }

    fn joined(&self, document: &Value) -> Vec<Joined<'a>> {
        let map_values = self.mapping.records.map_values;
        let inside = self.mapping.records.joins.iter().filter(|join| join.files.is_empty());
        let inside =
            inside.map(|join| Joined { join, side: Side::of_document(join, document, map_values).into() });
        self.files.iter().cloned().chain(inside).collect()
    }

    fn frame(&self, document: Value) -> Frame<'a> {
        Frame { joined: self.joined(&document), document }
    }

    fn broken(&mut self, line: u64, error: String) {
        self.visit.broken(Broken::Json { line, error });
    }

    fn remark_replaced(&mut self, n_replaced: u64) {
        if let Some(remark) = replaced(n_replaced) {
            self.visit.remark(remark);
        }
    }
}

/// Does the document have the first key of any of these places?
fn has_any(document: &Value, places: &[Path]) -> bool {
    places.iter().any(|path| match (path.steps.first(), document) {
        (Some(Step::Key(key)), Value::Object(map)) => map.contains_key(key),
        (Some(Step::Key(_)), _) => false,
        (Some(Step::All | Step::Index(_)), Value::Array(_)) => true,
        (Some(Step::All | Step::Index(_)), _) => false,
        (None, _) => true,
    })
}

/// What stands around the records of one document.
struct Frame<'a> {
    document: Value,
    joined: Vec<Joined<'a>>,
}

#[cfg(test)]
mod tests;
