//! A record as the rules of a mapping see it: a row, a JSON value or a line of a transcript.

use std::borrow::Cow;

use serde_json::Value;

use super::path::{self, Path};
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
    },
    /// A piece of a record's text, cut by named groups.
    Part { groups: &'a [(String, String)], outer: &'a View<'a> },
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
            Place::Json { parents, map_values, .. } => {
                let (value, parents) = parents.split_last()?;
                Some(Self { paths: self.paths, place: Place::Json { value, parents, map_values } })
            }
            Place::Part { outer, .. } => Some(*outer),
            Place::Row { .. } => None,
        }
    }

    fn values(&self, id: PathId) -> Vec<&'a Value> {
        let (Place::Json { value, parents, map_values }, Some(path)) = (self.place, self.paths.get(id))
        else {
            return Vec::new();
        };
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
