//! Any other table, JSON or NDJSON export, read through a column mapping of the user or a built-in one.

mod build;
mod detect;
mod guess;
mod html;
mod json;
mod keys;
pub mod mapping;
mod path;
mod presets;
mod time;
mod view;
mod when;

use std::io;

use serde_json::Value;

use crate::date::pattern::{Order, proven_order};
use crate::message::Channel;
use crate::settings::DateOrder;
use crate::source::table::{Next, Table, header};
use crate::source::{Peek, Sink, Sniff, Source, Stream};
use build::Builder;
use detect::Head;
use mapping::{Mapping, Shape};
use view::{Place, View};

pub use presets::PRESETS;

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
        let given;
        let mapping = match &stream.settings.mapping {
            Some((name, text)) => {
                given = Mapping::parse(name, text)
                    .map_err(|error| wrong(format!("mapping `{name}`: {error}")))?;
                &given
            }
            None => detect::preset(&Head::of(&head, head.len() < crate::input::PEEK))
                .ok_or_else(|| wrong("no mapping fits this file; name one in its [[source]]".to_owned()))?,
        };
        match mapping.input.shape.unwrap_or_else(|| shape(&head)) {
            Shape::Table => read_table(mapping, stream, sink),
            Shape::Json => read_json(mapping, stream, false, sink),
            Shape::Ndjson => read_json(mapping, stream, true, sink),
        }
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

fn read_table(mapping: &Mapping, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let order = order(mapping, stream)?;
    let mut table = Table::open(stream, &mapping.input.table)?;
    let columns = columns(mapping, &table);
    let mut builder = Builder::new(mapping, stream.settings, order);
    let has_column = |id: &view::PathId| columns.get(*id).is_some_and(Option::is_some);
    if builder.channel() == Channel::Review && !mapping.can_show_replies(has_column) {
        sink.facts().replies_hidden = true;
    }
    loop {
        match table.advance()? {
            Next::Row(record) => {
                let place = Place::Row { record, columns: &columns };
                builder.record(View { paths: &mapping.paths, place }, record.line, sink);
            }
            Next::Bad(problem) => builder.unread(problem, sink),
            Next::Header => builder.outside("repeated-header", sink),
            Next::End => break,
        }
    }
    builder.finish(sink);
    Ok(())
}

fn read_json(mapping: &Mapping, stream: &Stream<'_>, by_line: bool, sink: &mut dyn Sink) -> io::Result<()> {
    let order = mapping.times.order.or_else(|| settings_order(stream));
    let mut builder = Builder::new(mapping, stream.settings, order);
    if builder.channel() == Channel::Review && !mapping.can_show_replies(|_| true) {
        sink.facts().replies_hidden = true;
    }
    // An array is streamed when nothing asks for the document around its elements.
    let records = &mapping.records;
    let whole = records.conversations.is_some() || records.messages.iter().any(|path| path.up == usize::MAX);
    let mut items = json::Items::new(stream.text()?, by_line, !whole);
    let map_values = records.map_values;
    while let Some(item) = items.next()? {
        let document = match item.value {
            Ok(document) => document,
            Err(error) => {
                builder.broken("bad-json", error, item.line, sink);
                continue;
            }
        };
        let conversations = match &records.conversations {
            Some(path) => path::find(&document, &path.steps, map_values),
            None => vec![&document],
        };
        for conversation in conversations {
            let outer = [&document, conversation];
            // Without an outer level the document is the conversation.
            let parents = if records.conversations.is_some() { &outer[..] } else { &outer[1..] };
            let record = |value, parents, builder: &mut Builder<'_>, sink: &mut dyn Sink| {
                let place = Place::Json { value, parents, map_values };
                builder.record(View { paths: &mapping.paths, place }, item.line, sink);
            };
            if records.messages.is_empty() {
                let (_, parents) = parents.split_last().unwrap_or((&conversation, &[]));
                record(conversation, parents, &mut builder, sink);
                continue;
            }
            for path in &records.messages {
                let start = if path.up == usize::MAX { &document } else { conversation };
                for value in path::find(start, &path.steps, map_values) {
                    record(value, parents, &mut builder, sink);
                }
            }
        }
    }
    builder.finish(sink);
    Ok(())
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

/// The order of day and month: as the mapping or the settings say, else as the whole column proves.
fn order(mapping: &Mapping, stream: &Stream<'_>) -> io::Result<Option<Order>> {
    /// So many rows without a date that has an order show that the column has none.
    const MAX_OTHER: u64 = 1_000;
    let said = mapping.times.order.or_else(|| settings_order(stream));
    if said.is_some() || !mapping.times.needs_order() || stream.name() == "-" {
        return Ok(said);
    }
    let mut table = Table::open(stream, &mapping.input.table)?;
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
