//! Any other table, JSON or NDJSON export, read through a column mapping of the user or a built-in one.

mod build;
mod detect;
pub mod explain;
mod guess;
pub mod html;
mod json;
mod keys;
pub mod mapping;
mod path;
pub mod presets;
mod time;
mod view;
mod when;

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use crate::date::pattern::{Order, proven_order};
use crate::message::Channel;
use crate::problem::Problem;
use crate::settings::DateOrder;
use crate::source::table::{Next, Table, header, replaced};
use crate::source::{Peek, Sink, Sniff, Source, Stream};
use build::Builder;
use detect::Head;
use mapping::{Mapping, Shape};
use view::{Joined, Place, View};

/// Every file that a mapping describes.
pub struct Mapped;

impl Source for Mapped {
    fn name(&self) -> &'static str {
        "mapped"
    }

    fn about(&self) -> &'static str {
        "Tables, JSON and NDJSON through a column mapping: website comments, app and shop reviews, any other"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        detect::sniff(peek)
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let head = stream.entry.peek()?;
        let mapping = mapping_of(stream, &head)?;
        let shape = mapping.input.shape.unwrap_or_else(|| shape(&head));
        let order = order(&mapping, shape, stream, &head)?;
        let builder = Builder::new(&mapping, stream.settings, order);
        if builder.channel() == Channel::Review && !can_show_replies(&mapping, shape, stream, &head)? {
            sink.facts().replies_hidden = true;
        }
        let mut pass = Pass { builder, sink };
        visit(&mapping, shape, stream, &mut pass)?;
        pass.builder.finish(pass.sink);
        Ok(())
    }
}

/// The mapping of the settings, else the built-in one that fits.
fn mapping_of(stream: &Stream<'_>, head: &[u8]) -> io::Result<Cow<'static, Mapping>> {
    match &stream.settings.mapping {
        Some((text, name)) => {
            let mapping =
                Mapping::parse(name, text).map_err(|error| wrong(format!("mapping `{name}`: {error}")))?;
            Ok(Cow::Owned(mapping))
        }
        None => detect::preset(&Head::of(head, head.len() < crate::input::PEEK))
            .map(Cow::Borrowed)
            .ok_or_else(|| wrong("no mapping fits this file; name one in its [[source]]".to_owned())),
    }
}

fn visit(mapping: &Mapping, shape: Shape, stream: &Stream<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    match shape {
        Shape::Table => visit_table(mapping, stream, visit),
        Shape::Json => visit_json(mapping, stream, false, visit),
        Shape::Ndjson => visit_json(mapping, stream, true, visit),
    }
}

fn wrong(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

/// One value a line, one document, or neither.
fn shape(head: &[u8]) -> Shape {
    let text = header::head_text(head);
    let text = text.trim_start();
    if !text.starts_with(['{', '[']) {
        return Shape::Table;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_value = |line: &str| serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) if is_value(first) && second.trim_start().starts_with('{') => {
            Shape::Ndjson
        }
        _ => Shape::Json,
    }
}

/// Who is told of every record of a file.
trait Visit {
    /// A record that begins at a line.
    fn record(&mut self, view: View<'_>, line: u64);

    /// A record that could not be taken apart.
    fn broken(&mut self, problem: Broken);

    fn repeated_header(&mut self);

    /// What is wrong with the file as a whole.
    fn remark(&mut self, problem: Problem);

    /// The rest of the file does not matter.
    fn is_done(&self) -> bool {
        false
    }
}

enum Broken {
    Row(Problem),
    Json { line: u64, error: String },
}

/// Passes what the rules make of the records to the sink.
struct Pass<'a, 'm> {
    builder: Builder<'m>,
    sink: &'a mut dyn Sink,
}

impl Visit for Pass<'_, '_> {
    fn record(&mut self, view: View<'_>, line: u64) {
        self.builder.record(view, line, self.sink);
    }

    fn broken(&mut self, problem: Broken) {
        match problem {
            Broken::Row(problem) => self.builder.unread(problem, self.sink),
            Broken::Json { line, error } => self.builder.broken("bad-json", error, line, self.sink),
        }
    }

    fn repeated_header(&mut self) {
        self.builder.outside("repeated-header", self.sink);
    }

    fn remark(&mut self, problem: Problem) {
        self.sink.remark(problem);
    }
}

fn visit_table(mapping: &Mapping, stream: &Stream<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let mut table = Table::open(stream, &mapping.input.table)?;
    let columns = columns(mapping, &table);
    while !visit.is_done() {
        match table.advance()? {
            Next::Row(record) => {
                let place = Place::Row { record, columns: &columns };
                visit.record(View { paths: &mapping.paths, place }, record.line);
            }
            Next::Bad(problem) => visit.broken(Broken::Row(problem)),
            Next::Header => visit.repeated_header(),
            Next::End => break,
        }
    }
    if let Some(remark) = table.remark() {
        visit.remark(remark);
    }
    Ok(())
}

fn visit_json(
    mapping: &Mapping,
    stream: &Stream<'_>,
    by_line: bool,
    visit: &mut dyn Visit,
) -> io::Result<()> {
    let records = &mapping.records;
    // The elements of the document itself are conversations without anything around them.
    let conversations = records
        .conversations
        .as_ref()
        .filter(|path| path.steps != [path::Step::All] || path.up != usize::MAX);
    // An array is streamed when nothing asks for the document around its elements.
    let whole = conversations.is_some()
        || records.messages.iter().any(|path| path.up == usize::MAX)
        || !records.joins.is_empty();
    let mut items = json::Items::new(stream.text()?, by_line, !whole);
    let map_values = records.map_values;
    while let Some(item) = items.next()? {
        if visit.is_done() {
            break;
        }
        let line = item.line;
        let document = match item.value {
            Ok(document) => document,
            Err(error) => {
                visit.broken(Broken::Json { line, error });
                continue;
            }
        };
        let found = match conversations {
            Some(path) => path::find(&document, &path.steps, map_values),
            None => vec![&document],
        };
        let joined: Vec<Joined<'_>> =
            records.joins.iter().map(|join| Joined::of(join, &document, map_values)).collect();
        for conversation in found {
            let outer = [&document, conversation];
            // Without an outer level the document is the conversation.
            let parents = if conversations.is_some() { &outer[..] } else { &outer[1..] };
            let mut record = |value, parents| {
                let place = Place::Json { value, parents, map_values, joined: &joined };
                visit.record(View { paths: &mapping.paths, place }, line);
            };
            if records.messages.is_empty() {
                let (_, parents) = parents.split_last().unwrap_or((&conversation, &[]));
                record(conversation, parents);
                continue;
            }
            for path in &records.messages {
                let start = if path.up == usize::MAX { &document } else { conversation };
                for value in path::find(start, &path.steps, map_values) {
                    record(value, parents);
                }
            }
        }
    }
    if let Some(remark) = replaced(items.inner.n_replaced) {
        visit.remark(remark);
    }
    Ok(())
}

/// Does the file have a place for replies of the team?
fn can_show_replies(mapping: &Mapping, shape: Shape, stream: &Stream<'_>, head: &[u8]) -> io::Result<bool> {
    if shape != Shape::Table {
        return Ok(mapping.can_show_replies(|_| true));
    }
    let table = Table::of_head(stream, head, &mapping.input.table)?;
    let columns = columns(mapping, &table);
    Ok(mapping.can_show_replies(|id| columns.get(*id).is_some_and(Option::is_some)))
}

/// The column of each path.
fn columns(mapping: &Mapping, table: &Table) -> Vec<Option<usize>> {
    mapping.paths.iter().map(|path| table.header.find(path.column())).collect()
}

fn settings_order(stream: &Stream<'_>) -> Option<Order> {
    stream.settings.date_order.map(|order| match order {
        DateOrder::DayMonth => Order::DayMonth,
        DateOrder::MonthDay => Order::MonthDay,
    })
}

/// The order of day and month: as the mapping or the settings say, else as the whole column proves
/// (of a pipe or packed file its beginning).
fn order(mapping: &Mapping, shape: Shape, stream: &Stream<'_>, head: &[u8]) -> io::Result<Option<Order>> {
    /// So many rows without a date that has an order show that the column has none.
    const MAX_OTHER: u64 = 1_000;
    let said = mapping.times.order.or_else(|| settings_order(stream));
    if said.is_some() || shape != Shape::Table || !mapping.times.needs_order() {
        return Ok(said);
    }
    // A pipe can be opened once only, and what is packed should not be unpacked twice.
    let mut table = match stream.entry.seekable {
        true => Table::open(stream, &mapping.input.table)?,
        false => Table::of_head(stream, head, &mapping.input.table)?,
    };
    let columns = columns(mapping, &table);
    let mut n_other = 0;
    loop {
        match table.advance()? {
            Next::Row(record) => {
                let view = View { paths: &mapping.paths, place: Place::Row { record, columns: &columns } };
                let Some(text) = mapping.times.from.text(&view) else {
                    continue;
                };
                if let Some(order) = proven_order(&text) {
                    return Ok(Some(order));
                }
                if mapping.times.read(&text, None).is_ok() {
                    n_other += 1;
                    if MAX_OTHER < n_other {
                        return Ok(None);
                    }
                }
            }
            Next::Bad(_) | Next::Header => {}
            Next::End => return Ok(None),
        }
    }
}

#[cfg(test)]
mod tests;
