//! A record as the rules of a mapping see it: a row, a JSON value or a line of a transcript.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

use super::mapping::Join;
use super::path::{self, Path, Step};
use crate::source::table::{Record, value};

/// Index of a path among those of its mapping.
pub type PathId = usize;

/// A record together with the paths that its mapping knows.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub paths: &'a [Path],
    pub place: Place<'a>,
}

#[derive(Clone, Copy)]
pub enum Place<'a> {
    Row {
        record: Record<'a>,
        /// The column of each path.
        columns: &'a [Option<usize>],
    },
    Json {
        value: &'a Value,
        /// Outermost first.
        parents: &'a [&'a Value],
        map_values: bool,
        joined: &'a [Joined<'a>],
    },
    /// A piece of a record's text, cut by named groups.
    Part { groups: &'a [(String, String)], outer: &'a View<'a> },
}

/// A side table of a document, by key.
pub struct Joined<'a> {
    join: &'a Join,
    by_key: HashMap<String, &'a Value>,
}

impl<'a> Joined<'a> {
    pub fn of(join: &'a Join, document: &'a Value, map_values: bool) -> Self {
        let mut by_key = HashMap::new();
        for value in path::find(document, &join.at.steps, map_values) {
            let key = path::find(value, &join.key.steps, map_values).into_iter().find_map(scalar);
            if let Some(key) = key {
                // The first of a key stands.
                by_key.entry(key.into_owned()).or_insert(value);
            }
        }
        Self { join, by_key }
    }
}

impl<'a> View<'a> {
    /// The first text that the path names; `None` for nothing and for the ways to write nothing.
    pub fn text(&self, id: PathId) -> Option<Cow<'a, str>> {
        match self.place {
            Place::Row { record, columns } => record.get(*columns.get(id)?).map(Cow::Borrowed),
            Place::Json { .. } => self.values(id).into_iter().find_map(scalar),
            Place::Part { groups, outer } => {
                let name = self.paths.get(id)?.column();
                match groups.iter().find(|(group, _)| group == name) {
                    Some((_, text)) => value::present(text).map(Cow::Borrowed),
                    None => outer.text(id),
                }
            }
        }
    }

    /// Every text that the path names.
    pub fn texts(&self, id: PathId) -> Vec<Cow<'a, str>> {
        match self.place {
            Place::Json { .. } => self.values(id).into_iter().filter_map(scalar).collect(),
            _ => self.text(id).into_iter().collect(),
        }
    }

    /// Is there anything but null? An empty list or object exists.
    pub fn exists(&self, id: PathId) -> bool {
        match self.place {
            Place::Json { .. } => self.values(id).into_iter().any(|value| !value.is_null()),
            _ => self.text(id).is_some(),
        }
    }

    /// Is there nothing, or nothing but an empty text, list or object?
    pub fn is_empty(&self, id: PathId) -> bool {
        match self.place {
            Place::Json { .. } => self.values(id).into_iter().all(|value| match value {
                Value::Null => true,
                Value::String(text) => text.trim().is_empty(),
                Value::Array(list) => list.is_empty(),
                Value::Object(map) => map.is_empty(),
                Value::Bool(_) | Value::Number(_) => false,
            }),
            _ => self.text(id).is_none(),
        }
    }

    /// The same record one level further out, for conversation keys that messages do not repeat.
    pub fn outer(&self) -> Option<Self> {
        match self.place {
            Place::Json { parents, map_values, joined, .. } => {
                let (value, parents) = parents.split_last()?;
                Some(Self { paths: self.paths, place: Place::Json { value, parents, map_values, joined } })
            }
            Place::Part { outer, .. } => Some(*outer),
            Place::Row { .. } => None,
        }
    }

    fn values(&self, id: PathId) -> Vec<&'a Value> {
        let (Place::Json { value, parents, map_values, joined }, Some(path)) =
            (self.place, self.paths.get(id))
        else {
            return Vec::new();
        };
        if let (0, Some((Step::Key(name), steps))) = (path.up, path.steps.split_first())
            && let Some(side) = joined.iter().find(|side| side.join.name == *name)
        {
            // The key must not lead through a side table itself, or two could ask each other for ever.
            let plain = Self { place: Place::Json { value, parents, map_values, joined: &[] }, ..*self };
            let found = plain.text(side.join.on).and_then(|key| side.by_key.get(key.as_ref()).copied());
            return found.map(|value| path::find(value, steps, map_values)).unwrap_or_default();
        }
        let start = match path.up {
            0 => value,
            usize::MAX => parents.first().copied().unwrap_or(value),
            up => match parents.len().checked_sub(up).and_then(|idx| parents.get(idx)) {
                Some(parent) => parent,
                None => return Vec::new(),
            },
        };
        path::find(start, &path.steps, map_values)
    }
}

/// A value as text: numbers and truth values are coerced, lists of them joined with commas.
fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => {
            let text = text.trim();
            (!text.is_empty()).then_some(Cow::Borrowed(text))
        }
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
        Value::Array(list) => {
            let texts: Vec<Cow<'_, str>> =
                list.iter().filter(|value| !value.is_array()).filter_map(scalar).collect();
            (!texts.is_empty()).then(|| Cow::Owned(texts.join(",")))
        }
        Value::Null | Value::Object(_) => None,
    }
}
