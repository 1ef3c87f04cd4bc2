//! Any other table, JSON or NDJSON export, read through a column mapping of the user or a built-in one.

mod aliases;
mod build;
mod charset;
mod condition;
pub mod detect;
mod documents;
pub mod explain;
mod group;
mod guess;
mod json;
mod keys;
pub mod mapping;
mod markup;
mod number;
mod orders;
mod path;
pub mod presets;
mod shown;
mod side;
mod time;
mod view;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::{self, Read};

use crate::input::text::TextReader;
use crate::message::Channel;
use crate::problem::Problem;
use crate::source::json::halves;
use crate::source::table::{Next, Record, Table, header};
use crate::source::{Peek, Sink, Sniff, Source, Stream};
use build::Builder;
use detect::Head;
use mapping::{Mapping, Shape};
use orders::Orders;
use shown::Shown;
use side::Joined;
use view::{Column, Place, View};

/// Every file that a mapping describes.
pub struct Mapped;

impl Source for Mapped {
    fn name(&self) -> &'static str {
        "mapped"
    }

    fn about(&self) -> &'static str {
        "Tables, JSON, NDJSON and XML through a column mapping: helpdesks, web chats, calls, reviews, any other"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        detect::sniff(peek)
    }

    fn reads_reviews(&self, stream: &Stream<'_>) -> bool {
        let mapping = stream.entry.peek().and_then(|head| mapping_of(stream, &head));
        // Neither who writes nor who is written to may have to be found out among all messages.
        mapping.is_ok_and(|mapping| {
            mapping.fields.channel == Some(Channel::Review)
                && mapping.default_role.is_some()
                && !mapping.fields.to.is_set()
        })
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let head = stream.entry.peek()?;
        let mapping = mapping_of(stream, &head)?;
        sink.facts().mapping = Some(label(&mapping.name).to_owned());
        let export = Export::of(&mapping, stream, head, &mut |problem| sink.remark(problem));
        let builder = Builder::new(&mapping, stream, export.orders()?);
        let shown = if builder.channel() == Channel::Review { Shown::of(&export)? } else { Shown::Yes };
        let mut pass = Pass { builder, shown, sink };
        export.visit(&mut pass)?;
        pass.sink.facts().replies_hidden |= pass.shown != Shown::Yes;
        pass.builder.finish(pass.sink);
        Ok(())
    }
}

/// A file, its mapping and the side tables beside it.
struct Export<'a> {
    mapping: &'a Mapping,
    stream: &'a Stream<'a>,
    head: Vec<u8>,
    shape: Shape,
    sides: Vec<Joined<'a>>,
    orders: OnceCell<Orders>,
}

impl<'a> Export<'a> {
    fn of(
        mapping: &'a Mapping,
        stream: &'a Stream<'a>,
        head: Vec<u8>,
        remark: &mut dyn FnMut(Problem),
    ) -> Self {
        let shape = mapping.input.shape.unwrap_or_else(|| shape_of(&head));
        let sides = side::of_files(mapping, stream, remark);
        if let Some(problem) = charset::remark(mapping, stream, &head) {
            remark(problem);
        }
        Self { mapping, stream, head, shape, sides, orders: OnceCell::new() }
    }

    fn visit(&self, visit: &mut dyn Visit) -> io::Result<()> {
        match self.shape {
            Shape::Table => self.visit_table(visit),
            Shape::Json => documents::visit(self, visit),
            Shape::Ndjson => documents::visit_lines(self, visit),
            Shape::Xml => markup::visit(self, visit),
        }
    }

    /// The whole file as UTF-8.
    fn text(&self) -> io::Result<TextReader<Box<dyn Read + Send>>> {
        Ok(TextReader::new(self.stream.open_at(0)?, charset::declared(self.mapping, self.stream, &self.head)))
    }

    fn table(&self) -> io::Result<Table> {
        Table::of_text(self.text()?, &self.mapping.input.table)
    }

    /// The beginning of the table.
    fn head_of_table(&self) -> io::Result<Table> {
        let bytes = Box::new(io::Cursor::new(self.head.clone()));
        let charset = charset::declared(self.mapping, self.stream, &self.head);
        Table::of_text(TextReader::new(bytes, charset), &self.mapping.input.table)
    }

    /// Worked out once: it may take a look at the whole table.
    fn orders(&self) -> io::Result<Orders> {
        if let Some(known) = self.orders.get() {
            return Ok(*known);
        }
        let orders = Orders::of(self)?;
        Ok(*self.orders.get_or_init(|| orders))
    }

    fn columns(&self, table: &Table) -> Vec<Column> {
        Column::of_all(&self.mapping.paths, &table.header, &self.sides)
    }

    fn visit_table(&self, visit: &mut dyn Visit) -> io::Result<()> {
        let mapping = self.mapping;
        let mut table = self.table()?;
        let columns = self.columns(&table);
        let names = side::names_as_asked(&table.header.names, &mapping.paths, &mapping.records.messages);
        let spokesmen = group::spokesmen(self)?;
        while !visit.is_done() {
            match table.advance()? {
                Next::Row(record)
                    if spokesmen.as_ref().is_some_and(|all| !all.contains_key(&record.number)) =>
                {
                    visit.outside("same-record");
                }
                Next::Row(record) if mapping.records.messages.is_empty() => {
                    let begun = spokesmen.as_ref().and_then(|all| *all.get(&record.number)?);
                    let place = Place::Row { record, columns: &columns, joined: &self.sides, begun };
                    visit.record(
                        View { paths: &mapping.paths, numbers: &mapping.numbers, place },
                        record.line,
                    );
                }
                Next::Row(record) => {
                    let row = side::as_value(&names, |idx| record.get(Some(idx)));
                    documents::visit_row(mapping, &self.sides, &names, row, record.line, visit);
                }
                Next::Bad(problem) => visit.broken(Broken::Row(problem)),
                Next::Header => visit.outside("repeated-header"),
                Next::End => break,
            }
        }
        if let Some(remark) = table.remark() {
            visit.remark(remark);
        }
        Ok(())
    }

    fn row_view<'r>(&'r self, record: Record<'r>, columns: &'r [Column]) -> View<'r> {
        let place = Place::Row { record, columns, joined: &self.sides, begun: None };
        View { paths: &self.mapping.paths, numbers: &self.mapping.numbers, place }
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
        None => detect::preset(&Head::of(head, head.len() < crate::input::PEEK), stream.name())
            .map(Cow::Borrowed)
            .ok_or_else(|| wrong("no mapping fits this file; name one in its [[source]]".to_owned())),
    }
}

/// How a mapping is called in rows: of a file its name without folder and ending.
pub fn label(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

fn wrong(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

/// Markup, one value a line, one document, or none of these.
fn shape_of(head: &[u8]) -> Shape {
    let text = header::head_text(head);
    let text = text.trim_start();
    if text.starts_with('<') {
        return Shape::Xml;
    }
    if !text.starts_with(['{', '[']) {
        return Shape::Table;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_value = |line: &str| halves::value(line.as_bytes()).is_ok_and(|value| value.is_object());
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

    /// A record that is none by its nature; the reason is a kebab-case code.
    fn outside(&mut self, reason: &'static str);

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
    Markup { line: u64, error: String },
}

/// Passes what the rules make of the records to the sink.
struct Pass<'a, 'm> {
    builder: Builder<'m>,
    shown: Shown,
    sink: &'a mut dyn Sink,
}

impl Visit for Pass<'_, '_> {
    fn record(&mut self, view: View<'_>, line: u64) {
        self.shown.look(&view);
        self.builder.record(view, line, self.sink);
    }

    fn broken(&mut self, problem: Broken) {
        match problem {
            Broken::Row(problem) => self.builder.unread(problem, self.sink),
            Broken::Markup { line, error } => self.builder.broken("bad-xml", error, line, self.sink),
            Broken::Json { line, error } => self.builder.broken("bad-json", error, line, self.sink),
        }
    }

    fn outside(&mut self, reason: &'static str) {
        self.builder.outside(reason, self.sink);
    }

    fn remark(&mut self, problem: Problem) {
        self.sink.remark(problem);
    }
}

#[cfg(test)]
mod review_tests;
#[cfg(test)]
mod tests;
