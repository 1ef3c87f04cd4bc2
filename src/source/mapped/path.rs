//! Paths into a record: `a.b[*].c`, `^.id` of the parent, `"quoted keys"`, or the name of a column.

use serde_json::Value;

/// A path that may name several values; `.` is the record itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// As the mapping writes it: also the name of a column.
    pub raw: String,
    /// How many records further out it starts; `usize::MAX` is the whole document.
    pub up: usize,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Key(String),
    Index(usize),
    /// Every element of an array.
    All,
}

impl Path {
    /// Reads a path; an error says what is wrong with it.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let wrong = |what: &str| format!("path `{raw}`: {what}");
        let mut rest = raw.trim();
        let mut up = 0;
        if let Some(behind) = rest.strip_prefix('$') {
            up = usize::MAX;
            rest = behind.strip_prefix('.').unwrap_or(behind);
        }
        while let Some(behind) = rest.strip_prefix('^') {
            up += 1;
            rest = behind.strip_prefix('.').unwrap_or(behind);
        }
        let mut steps = Vec::new();
        // A point alone is the record itself.
        let is_self = rest == ".";
        if is_self {
            rest = "";
        }
        while !rest.is_empty() {
            if let Some(behind) = rest.strip_prefix('[') {
                let (inside, behind) = behind.split_once(']').ok_or_else(|| wrong("`[` without `]`"))?;
                steps.push(match inside.trim() {
                    "*" => Step::All,
                    index => Step::Index(
                        index.parse().map_err(|_| wrong("expected `[*]` or a number in brackets"))?,
                    ),
                });
                rest = behind.strip_prefix('.').unwrap_or(behind);
            } else if let Some(behind) = rest.strip_prefix('"') {
                let (key, behind) = behind.split_once('"').ok_or_else(|| wrong("a quote does not close"))?;
                steps.push(Step::Key(key.to_owned()));
                rest = behind.strip_prefix('.').unwrap_or(behind);
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (key, behind) = rest.split_at(end);
                if key.is_empty() {
                    return Err(wrong("an empty key"));
                }
                steps.push(Step::Key(key.to_owned()));
                rest = behind.strip_prefix('.').unwrap_or(behind);
            }
        }
        if steps.is_empty() && up == 0 && !is_self {
            return Err(wrong("it is empty"));
        }
        Ok(Self { raw: raw.trim().to_owned(), up, steps })
    }

    /// The name of the column it means: its text, without the quotes around a single key.
    pub fn column(&self) -> &str {
        match self.steps.as_slice() {
            [Step::Key(key)] => key,
            _ => &self.raw,
        }
    }
}

/// Everything below `value` that the steps name; with `map_values`, `[*]` goes through objects as well.
pub fn find<'a>(value: &'a Value, steps: &[Step], map_values: bool) -> Vec<&'a Value> {
    let mut found = Vec::new();
    let _ = first(value, steps, map_values, &mut |value| {
        found.push(value);
        None::<()>
    });
    found
}

/// What `take` makes of the first value that it wants, of those that the steps name.
pub fn first<'a, T>(
    value: &'a Value,
    steps: &[Step],
    map_values: bool,
    take: &mut impl FnMut(&'a Value) -> Option<T>,
) -> Option<T> {
    let Some((step, rest)) = steps.split_first() else { return take(value) };
    match (step, value) {
        (Step::Key(key), Value::Object(map)) => first(map.get(key)?, rest, map_values, take),
        (Step::Index(index), Value::Array(list)) => first(list.get(*index)?, rest, map_values, take),
        (Step::All, Value::Array(list)) => list.iter().find_map(|value| first(value, rest, map_values, take)),
        (Step::All, Value::Object(map)) if map_values => {
            map.values().find_map(|value| first(value, rest, map_values, take))
        }
        _ => None,
    }
}
