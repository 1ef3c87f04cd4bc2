//! A record as the rules of a mapping see it: a row, a JSON value or a line of a transcript.

use std::borrow::Cow;

use serde_json::Value;

use super::number::Numbers;
use super::path::{self, Path, Step};
use super::side::Joined;
use crate::message::Stamp;
use crate::source::json::halves;
use crate::source::table::header::Header;
use crate::source::table::{Record, literal, value};

/// Index of a path among those of its mapping.
pub type PathId = usize;

/// A record together with the paths that its mapping knows.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub paths: &'a [Path],
    pub numbers: &'a Numbers,
    pub place: Place<'a>,
}

#[derive(Clone, Copy)]
pub enum Place<'a> {
    Row {
        record: Record<'a>,
        /// The column of each path.
        columns: &'a [Column],
        joined: &'a [Joined<'a>],
        /// When the first row of its group was, where it speaks for one.
        begun: Option<(Stamp, bool)>,
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

/// Where a path leads in a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    Missing,
    Cell(usize),
    /// Into the structured text of a cell.
    Inside(usize),
    /// Into the side table of that number.
    Side(usize),
}

impl Column {
    /// The column of each path.
    pub fn of_all(paths: &[Path], header: &Header, joined: &[Joined<'_>]) -> Vec<Self> {
        paths.iter().map(|path| Self::of(path, header, joined)).collect()
    }

    fn of(path: &Path, header: &Header, joined: &[Joined<'_>]) -> Self {
        if let Some(idx) = header.find(path.column()) {
            return Self::Cell(idx);
        }
        let (0, Some((Step::Key(key), rest))) = (path.up, path.steps.split_first()) else {
            return Self::Missing;
        };
        if let Some(idx) = joined.iter().position(|joined| joined.join.name == *key) {
            return Self::Side(idx);
        }
        match header.find(key) {
            Some(idx) if !rest.is_empty() => Self::Inside(idx),
            _ => Self::Missing,
        }
    }
}

impl<'a> View<'a> {
    /// When the first row of its group was, where the record speaks for one, and whether that is a day without a time of day.
    pub const fn begun(&self) -> Option<(Stamp, bool)> {
        match self.place {
            Place::Row { begun, .. } => begun,
            Place::Json { .. } | Place::Part { .. } => None,
        }
    }

    /// The first text that the path names; `None` for nothing and for the ways to write nothing.
    pub fn text(&self, id: PathId) -> Option<Cow<'a, str>> {
        match self.place {
            Place::Row { record, columns, .. } => match *columns.get(id)? {
                Column::Cell(idx) => record.get(Some(idx)).map(Cow::Borrowed),
                Column::Missing => None,
                Column::Inside(_) | Column::Side(_) => {
                    self.values(id, &mut |value| scalar(value).map(|text| Cow::Owned(text.into_owned())))
                }
            },
            Place::Json { value, map_values, joined, .. } => {
                let path = self.paths.get(id)?;
                if path.up == 0 && !joined.iter().any(|side| side.leads(path)) {
                    return path::first(value, &path.steps, map_values, &mut scalar);
                }
                self.values(id, &mut |value| scalar(value).map(|text| Cow::Owned(text.into_owned())))
            }
            Place::Part { groups, outer } => {
                let name = self.paths.get(id)?.column();
                match groups.iter().find(|(group, _)| group == name) {
                    Some((_, text)) => value::present(text).map(Cow::Borrowed),
                    None => outer.text(id),
                }
            }
        }
    }

    /// The path leads to a cell, which holds one text at most.
    pub fn is_cell(&self, id: PathId) -> bool {
        matches!(self.place, Place::Row { columns, .. } if matches!(columns.get(id), Some(Column::Cell(_))))
    }

    /// Every text that the path names.
    pub fn texts(&self, id: PathId) -> Vec<Cow<'a, str>> {
        match self.place {
            _ if self.is_cell(id) => self.text(id).into_iter().collect(),
            Place::Row { .. } | Place::Json { .. } => {
                let mut texts = Vec::new();
                let _ = self.values(id, &mut |value| {
                    texts.extend(scalar(value).map(|text| Cow::Owned(text.into_owned())));
                    None::<()>
                });
                texts
            }
            Place::Part { .. } => self.text(id).into_iter().collect(),
        }
    }

    /// Is there anything but null? An empty list or object exists.
    pub fn exists(&self, id: PathId) -> bool {
        self.is_text(id)
            .unwrap_or_else(|| self.values(id, &mut |value| (!value.is_null()).then_some(())).is_some())
    }

    /// Does a record of JSON have the first key of the path, if only with null?
    pub fn has_key(&self, id: PathId) -> bool {
        match (self.place, self.paths.get(id).and_then(|path| path.steps.first())) {
            (Place::Json { value, .. }, Some(Step::Key(key))) => value.get(key).is_some(),
            _ => false,
        }
    }

    /// Is there nothing, or nothing but an empty text, list or object?
    pub fn is_empty(&self, id: PathId) -> bool {
        let has_content = |value: &Value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(list) => !list.is_empty(),
            Value::Object(map) => !map.is_empty(),
            Value::Bool(_) | Value::Number(_) => true,
        };
        !self
            .is_text(id)
            .unwrap_or_else(|| self.values(id, &mut |value| has_content(value).then_some(())).is_some())
    }

    /// Of plain texts: whether there is one. None for what has a structure.
    fn is_text(&self, id: PathId) -> Option<bool> {
        match self.place {
            Place::Row { columns, .. } => match columns.get(id) {
                Some(Column::Inside(_) | Column::Side(_)) => None,
                _ => Some(self.text(id).is_some()),
            },
            Place::Part { .. } => Some(self.text(id).is_some()),
            Place::Json { .. } => None,
        }
    }

    /// The same record one level further out, for conversation keys that messages do not repeat.
    pub fn outer(&self) -> Option<Self> {
        match self.place {
            Place::Json { parents, map_values, joined, .. } => {
                let (value, parents) = parents.split_last()?;
                Some(Self { place: Place::Json { value, parents, map_values, joined }, ..*self })
            }
            Place::Part { outer, .. } => Some(*outer),
            Place::Row { .. } => None,
        }
    }

    /// What `take` makes of the first value of the path that it wants.
    fn values<T>(&self, id: PathId, take: &mut impl FnMut(&Value) -> Option<T>) -> Option<T> {
        let path = self.paths.get(id)?;
        match self.place {
            Place::Row { record, columns, joined, .. } => match *columns.get(id)? {
                Column::Side(idx) => self.of_side(joined.get(idx)?, path, take),
                Column::Inside(idx) => {
                    let value = cell_value(record.get(Some(idx))?)?;
                    path::first(&value, path.steps.get(1..)?, true, take)
                }
                Column::Cell(idx) => take(&Value::String(record.get(Some(idx))?.to_owned())),
                Column::Missing => None,
            },
            Place::Json { value, parents, map_values, joined } => {
                if let Some(side) = joined.iter().find(|side| side.leads(path)) {
                    return self.of_side(side, path, take);
                }
                let start = match path.up {
                    0 => value,
                    usize::MAX => parents.first().copied().unwrap_or(value),
                    up => parents.get(parents.len().checked_sub(up)?).copied()?,
                };
                path::first(start, &path.steps, map_values, take)
            }
            Place::Part { outer, .. } => outer.values(id, take),
        }
    }

    fn of_side<T>(
        &self,
        side: &Joined<'_>,
        path: &Path,
        take: &mut impl FnMut(&Value) -> Option<T>,
    ) -> Option<T> {
        // The key must not lead through a side table itself, or two could ask each other for ever.
        let place = match self.place {
            Place::Json { value, parents, map_values, .. } => {
                Place::Json { value, parents, map_values, joined: &[] }
            }
            Place::Row { record, columns, begun, .. } => Place::Row { record, columns, joined: &[], begun },
            Place::Part { .. } => return None,
        };
        let key = Self { place, ..*self }.text(side.join.on)?;
        path::first(side.side.get(&key)?, path.steps.get(1..)?, true, take)
    }
}

impl Joined<'_> {
    /// Does the path lead into this side table?
    fn leads(&self, path: &Path) -> bool {
        path.up == 0 && matches!(path.steps.first(), Some(Step::Key(name)) if *name == self.join.name)
    }
}

/// The structure that the text of a cell spells, as JSON or as Python prints it.
pub fn cell_value(text: &str) -> Option<Value> {
    if !text.starts_with(['{', '[', '(']) {
        return None;
    }
    halves::value(text.as_bytes()).ok().or_else(|| literal::parse(text).map(Value::from))
}

/// A value as text: numbers and truth values are coerced, lists of them joined with commas.
pub fn scalar(value: &Value) -> Option<Cow<'_, str>> {
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
