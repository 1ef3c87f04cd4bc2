//! Side tables: who the ids of a record mean, from the document itself or from a file beside it.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::mapping::{Join, Mapping};
use super::path::{self, Path, Step};
use super::view::scalar;
use super::{documents, shape_of};
use crate::input::Entry;
use crate::problem::Problem;
use crate::source::Stream;
use crate::source::collect::Problems;
use crate::source::table::{Next, Options, Table, value};
use crate::text::fold;

/// A side table by key. Of each record only what some path of the mapping asks for is kept.
#[derive(Debug, Default)]
pub struct Side {
    by_key: HashMap<String, Value>,
}

/// A side table together with the join that leads into it.
#[derive(Clone)]
pub struct Joined<'a> {
    pub join: &'a Join,
    pub side: Arc<Side>,
}

impl Side {
    /// The records below `document` that the join names.
    pub fn of_document(join: &Join, document: &Value, map_values: bool) -> Self {
        let mut side = Self::default();
        if let Some(at) = &join.at {
            for value in path::find(document, &at.steps, map_values) {
                side.add(join, value);
            }
        }
        side
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.by_key.get(value::id(key)).filter(|_| !value::is_lossy_id(key))
    }

    /// The first of a key stands.
    pub fn add(&mut self, join: &Join, record: &Value) {
        let found = match join.key.steps.split_first() {
            Some((Step::Key(key), rest)) => get(record, key).map(|value| path::find(value, rest, true)),
            _ => Some(path::find(record, &join.key.steps, true)),
        };
        if let Some(key) = found.unwrap_or_default().into_iter().find_map(scalar) {
            // Data frames write whole numbers as `3.0`.
            let key = value::id(&key).to_owned();
            self.by_key.entry(key).or_insert_with(|| pruned(join, record));
        }
    }
}

/// The record without the keys that nobody asks for.
fn pruned(join: &Join, record: &Value) -> Value {
    let kept = join.wanted.iter().filter_map(|key| Some((key.clone(), get(record, key)?.clone())));
    Value::Object(kept.collect())
}

/// A member of a record; the names of columns have no case.
fn get<'a>(record: &'a Value, key: &str) -> Option<&'a Value> {
    let map = record.as_object()?;
    map.get(key).or_else(|| {
        let mut members = map.iter();
        members.find_map(|(name, value)| fold::is_same(name, key).then_some(value))
    })
}

/// The side tables of files, read once for all streams; a remark for each that is missing.
pub fn of_files<'m>(
    mapping: &'m Mapping,
    stream: &Stream<'_>,
    remark: &mut dyn FnMut(Problem),
) -> Vec<Joined<'m>> {
    let joins = mapping.records.joins.iter().filter(|join| !join.files.is_empty());
    joins
        .map(|join| {
            let what = format!("{}:{}:{}", mapping.name, join.name, join.key.raw);
            let names = names(join, stream);
            let load = |name: &String| {
                let parse = |entry: &Entry| read(join, entry, stream, &what);
                stream.beside.load(stream.entry, name, &what, parse).filter(|side| !side.by_key.is_empty())
            };
            let side = names.iter().find_map(load).unwrap_or_else(|| {
                remark(Problem::file("side-table-missing", missing(join, names.first())));
                Arc::default()
            });
            Joined { join, side }
        })
        .collect()
}

/// Why nothing is known of a side table, and what to do.
fn missing(join: &Join, found: Option<&String>) -> String {
    let why = match found {
        Some(file) => format!("`{file}` beside this file has no record with `{}`", join.key.raw),
        None => format!(
            "no file that is read beside this one is called {}; give the folder, or that file as well",
            join.files.join(", ")
        ),
    };
    format!("the side table `{}` is missing: {why}; what it says is unknown", join.name)
}

/// The files beside the stream that may hold the side table, as names for [`crate::source::beside::Beside`].
fn names(join: &Join, stream: &Stream<'_>) -> Vec<String> {
    let folder = stream.name().len() - stream.file_name().len();
    let mut names = Vec::new();
    for wanted in &join.files {
        if !wanted.contains('*') {
            names.extend(stream.beside.find(stream.entry, wanted).map(|_| wanted.clone()));
            continue;
        }
        let inside = stream.beside.folder(stream.entry).filter_map(|entry| entry.name.get(folder..));
        let fitting =
            inside.filter(|name| *name != stream.file_name() && crate::input::glob::fits(wanted, name));
        names.extend(fitting.map(str::to_owned));
    }
    names
}

/// Reads a whole side table; what cannot be read is a problem of that file.
fn read(join: &Join, entry: &Entry, stream: &Stream<'_>, what: &str) -> Side {
    let mut side = Side::default();
    let mut problems = Problems::default();
    let own = Stream::new(entry, stream.settings);
    let read = read_into(&mut side, join, &own, &mut problems);
    if let Some(problem) = own.damage.problem(&read) {
        problems.push(problem);
    }
    stream.beside.note(entry, what, problems);
    side
}

fn read_into(
    side: &mut Side,
    join: &Join,
    stream: &Stream<'_>,
    problems: &mut Problems,
) -> std::io::Result<()> {
    let head = stream.entry.peek()?;
    if shape_of(&head).is_table() {
        let mut table = Table::open(stream, &Options::default())?;
        let names = table.header.names.clone();
        loop {
            match table.advance()? {
                Next::Row(record) => side.add(join, &as_value(&names, |idx| record.get(Some(idx)))),
                Next::Bad(problem) => problems.push(problem),
                Next::Header => {}
                Next::End => return Ok(()),
            }
        }
    }
    let everything = Path { raw: String::new(), up: usize::MAX, steps: vec![Step::All] };
    let at = join.at.as_ref().unwrap_or(&everything);
    documents::each(stream, &head, at, &mut |value| match value {
        Ok(value) => side.add(join, value),
        Err(problem) => problems.push(problem),
    })
}

/// A row as an object of its columns; empty cells are left out.
pub fn as_value<'a>(names: &[String], cell: impl Fn(usize) -> Option<&'a str>) -> Value {
    let cells = names
        .iter()
        .enumerate()
        .filter_map(|(idx, name)| Some((name.clone(), Value::String(cell(idx)?.to_owned()))));
    Value::Object(cells.collect())
}

/// The names of columns in the spelling of the paths that ask for them.
pub fn names_as_asked(names: &[String], paths: &[Path], more: &[Path]) -> Vec<String> {
    let asked = |name: &String| {
        let mut keys = paths.iter().chain(more).filter_map(|path| match path.steps.first() {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        });
        keys.find(|key| key.to_lowercase() == name.to_lowercase()).unwrap_or(name).clone()
    };
    names.iter().map(asked).collect()
}

#[cfg(test)]
mod tests;
