//! Conditions of a mapping's rules: what has to be true of a record.

use regex::Regex;
use toml::Value;

use super::keys::Section;
use super::mapping::Paths;
use super::view::{PathId, View};
use crate::source::table::value::number;
use crate::text::fold;

/// What a rule asks of a record.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The text equals one of these.
    In(PathId, Vec<String>),
    Regex(PathId, Regex),
    Exists(PathId, bool),
    Empty(PathId, bool),
    Less(PathId, f64),
    Greater(PathId, f64),
    EqualFields(PathId, PathId),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

const KEYS: &[&str] =
    &["field", "equals", "in", "regex", "exists", "empty", "lt", "gt", "eq_field", "all", "any"];

impl Condition {
    /// Reads `{ field = …, equals = … }`; several operators of one table must all hold.
    pub fn parse(value: &Value, at: &str, paths: &mut Paths) -> Result<Self, String> {
        let table = value.as_table().ok_or_else(|| format!("{at}: `when` must be a table"))?;
        let section = Section::new(table, at, KEYS)?;
        let mut all = Vec::new();
        for (key, join) in [("all", Self::All as fn(Vec<Self>) -> Self), ("any", Self::Any)] {
            if let Some(list) = section.value(key) {
                let list = list.as_array().ok_or_else(|| section.wrong(key, "a list of conditions"))?;
                let inner =
                    list.iter().map(|value| Self::parse(value, at, paths)).collect::<Result<_, _>>()?;
                all.push(join(inner));
            }
        }
        if let Some(field) = section.text("field")? {
            let field = paths.id(field)?;
            let before = all.len();
            if let Some(value) = section.value("equals") {
                all.push(Self::In(
                    field,
                    vec![plain(value).ok_or_else(|| section.wrong("equals", "a value"))?],
                ));
            }
            if let Some(value) = section.value("in") {
                let list = value.as_array().ok_or_else(|| section.wrong("in", "a list"))?;
                let list = list.iter().map(plain).collect::<Option<_>>();
                all.push(Self::In(field, list.ok_or_else(|| section.wrong("in", "a list of values"))?));
            }
            if let Some(pattern) = section.text("regex")? {
                let regex = Regex::new(pattern).map_err(|error| format!("{at}: `regex`: {error}"))?;
                all.push(Self::Regex(field, regex));
            }
            for (key, make) in [("exists", Self::Exists as fn(PathId, bool) -> Self), ("empty", Self::Empty)]
            {
                if section.value(key).is_some() {
                    all.push(make(field, section.flag(key)?));
                }
            }
            for (key, make) in [("lt", Self::Less as fn(PathId, f64) -> Self), ("gt", Self::Greater)] {
                if let Some(value) = section.value(key) {
                    let limit = plain(value).and_then(|text| number(&text));
                    all.push(make(field, limit.ok_or_else(|| section.wrong(key, "a number"))?));
                }
            }
            if let Some(other) = section.text("eq_field")? {
                all.push(Self::EqualFields(field, paths.id(other)?));
            }
            if all.len() == before {
                return Err(format!("{at}: `when` names a field and no operator"));
            }
        }
        match all.len() {
            0 => Err(format!("{at}: `when` is empty")),
            1 => Ok(all.remove(0)),
            _ => Ok(Self::All(all)),
        }
    }

    pub fn holds(&self, view: &View<'_>) -> bool {
        match self {
            Self::In(field, wanted) => {
                view.text(*field).is_some_and(|text| wanted.iter().any(|wanted| same(&text, wanted)))
            }
            Self::Regex(field, regex) => view.text(*field).is_some_and(|text| regex.is_match(&text)),
            Self::Exists(field, wanted) => view.exists(*field) == *wanted,
            Self::Empty(field, wanted) => view.is_empty(*field) == *wanted,
            Self::Less(field, limit) => view.numbers.value(view, *field).is_some_and(|value| value < *limit),
            Self::Greater(field, limit) => {
                view.numbers.value(view, *field).is_some_and(|value| *limit < value)
            }
            Self::EqualFields(field, other) => match (view.text(*field), view.text(*other)) {
                (Some(one), Some(other)) => same(&one, &other),
                _ => false,
            },
            Self::All(all) => all.iter().all(|when| when.holds(view)),
            Self::Any(any) => any.iter().any(|when| when.holds(view)),
        }
    }
}

/// A TOML value as the text it is compared as.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    }
}

/// Equal as numbers, or as texts without case: exports write `True`, `TRUE` and `3.0`.
pub fn same(one: &str, other: &str) -> bool {
    if fold::is_same(one, other) {
        return true;
    }
    // Ids have more digits than a number of the machine can hold apart.
    if let (Some(one), Some(other)) = (Decimal::of(one), Decimal::of(other)) {
        return one == other;
    }
    match (number(one), number(other)) {
        (Some(one), Some(other)) => (one - other).abs() < f64::EPSILON,
        _ => false,
    }
}

/// A number as its digits, without those that say nothing.
#[derive(PartialEq, Eq)]
struct Decimal<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    /// None for what is no number, and for one with an exponent.
    fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let is_zero = whole.is_empty() && fraction.is_empty();
        Some(Self { is_negative: text.starts_with('-') && !is_zero, whole, fraction })
    }
}

#[cfg(test)]
mod tests;
