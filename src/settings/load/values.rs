//! Values of the settings file: taken when they have the right kind, told with their line when not.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::settings::duration::{self, Duration};
use crate::settings::nearest::hint;

pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// Every mistake so far, with its line.
pub(super) struct Errors<'a> {
    text: &'a str,
    file_name: &'a str,
    list: Vec<(usize, String)>,
}

impl<'a> Errors<'a> {
    pub fn new(text: &'a str, file_name: &'a str) -> Self {
        Self { text, file_name, list: Vec::new() }
    }

    /// A mistake at a place in the text.
    pub fn add(&mut self, span: Range<usize>, text: impl Into<String>) {
        self.list.push((self.line(&span), text.into()));
    }

    fn line(&self, span: &Range<usize>) -> usize {
        let before = self.text.as_bytes().get(..span.start).unwrap_or(self.text.as_bytes());
        1 + memchr::memchr_iter(b'\n', before).count()
    }

    /// Where something stands, for whoever finds a mistake in it later.
    pub fn place(&self, span: Range<usize>) -> String {
        format!("{}:{}", self.file_name, self.line(&span))
    }

    /// One line per mistake, in the order of the file.
    pub fn into_lines(mut self) -> Vec<String> {
        self.list.sort();
        self.list.dedup();
        let file_name = self.file_name;
        self.list.into_iter().map(|(line, text)| format!("{file_name}:{line}: {text}")).collect()
    }

    /// Tells every key that is not among `keys`.
    pub fn known_keys(&mut self, table: &DeTable<'_>, place: &str, keys: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !keys.contains(&name) {
                let hint = hint(name, keys.iter().copied());
                self.add(key.span(), format!("unknown key \"{name}\" {place}; {hint}"));
            }
        }
    }

    fn wrong(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.add(value.span(), format!("\"{key}\" must be {expected}, found {found}"));
    }

    pub fn text<'v>(&mut self, key: &str, value: &'v Value<'_>, expected: &str) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(key, value, expected);
        }
        text
    }

    pub fn boolean(&mut self, key: &str, value: &Value<'_>) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(key, value, "true or false");
        }
        found
    }

    /// A number of a range.
    pub fn number(&mut self, key: &str, value: &Value<'_>, range: (f32, f32)) -> Option<f32> {
        let text = match value.get_ref() {
            DeValue::Integer(number) => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let number = text.and_then(|text| text.parse::<f32>().ok());
        let expected = format!("a number from {} to {}", range.0, range.1);
        match number {
            Some(number) if range.0 <= number && number <= range.1 => Some(number),
            Some(number) => {
                self.add(value.span(), format!("\"{key}\" must be {expected}, found {number}"));
                None
            }
            None => {
                self.wrong(key, value, &expected);
                None
            }
        }
    }

    /// A text or a list of texts, each with its place.
    pub fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        const EXPECTED: &str = "a text or a list of texts";
        match value.get_ref() {
            DeValue::String(text) => vec![(text.trim().to_owned(), value.span())],
            DeValue::Array(items) => {
                let mut texts = Vec::new();
                for item in items.iter() {
                    match item.get_ref().as_str() {
                        Some(text) => texts.push((text.trim().to_owned(), item.span())),
                        None => self.wrong(key, item, EXPECTED),
                    }
                }
                texts
            }
            _ => {
                self.wrong(key, value, EXPECTED);
                Vec::new()
            }
        }
    }

    /// One of several words.
    pub fn one_of<'v>(&mut self, key: &str, value: &'v Value<'_>, known: &[&str]) -> Option<&'v str> {
        let text = self.text(key, value, &format!("one of {}", known.join(", ")))?;
        self.check_word(key, text, value.span(), known).then_some(text)
    }

    /// Any of several words, as a text or a list.
    pub fn list_of(&mut self, key: &str, value: &Value<'_>, known: &[&str]) -> Vec<String> {
        let texts = self.texts(key, value);
        texts
            .into_iter()
            .filter_map(|(text, span)| self.check_word(key, &text, span, known).then_some(text))
            .collect()
    }

    fn check_word(&mut self, key: &str, text: &str, span: Range<usize>, known: &[&str]) -> bool {
        let is_known = known.contains(&text);
        if !is_known {
            let hint = hint(text, known.iter().copied());
            self.add(span, format!("unknown value \"{text}\" for \"{key}\"; {hint}"));
        }
        is_known
    }

    pub fn duration(&mut self, key: &str, value: &Value<'_>) -> Option<Duration> {
        let text = self.text(key, value, "a duration such as \"90m\", \"4h\" or \"2d\"")?;
        match duration::parse(text) {
            Ok(duration) => Some(duration),
            Err(error) => {
                self.add(value.span(), format!("\"{key}\": {error}"));
                None
            }
        }
    }

    /// A day, as a text or as a date of TOML.
    pub fn date(&mut self, key: &str, value: &Value<'_>) -> Option<NaiveDate> {
        const EXPECTED: &str = "a date such as \"2026-12-24\"";
        match value.get_ref() {
            DeValue::Datetime(found) if found.time.is_none() => {
                let date = found.date.and_then(|date| {
                    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
                });
                if date.is_none() {
                    self.wrong(key, value, EXPECTED);
                }
                date
            }
            DeValue::String(text) => self.date_text(key, text, value.span()),
            _ => {
                self.wrong(key, value, EXPECTED);
                None
            }
        }
    }

    pub fn date_text(&mut self, key: &str, text: &str, span: Range<usize>) -> Option<NaiveDate> {
        let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
        if date.is_none() {
            self.add(span, format!("\"{text}\" in \"{key}\" is no date; expected one such as 2026-12-24"));
        }
        date
    }

    pub fn table<'v, 'i>(&mut self, key: &str, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(key, value, &format!("a table: [{key}]"));
        }
        table
    }

    /// The tables of `[[key]]`; a single `[key]` is one, too.
    pub fn tables<'v, 'i>(&mut self, key: &str, value: &'v Value<'i>) -> Vec<&'v Value<'i>> {
        match value.get_ref() {
            DeValue::Table(_) => vec![value],
            DeValue::Array(items) => {
                let mut tables = Vec::new();
                for item in items.iter() {
                    if item.get_ref().is_table() {
                        tables.push(item);
                    } else {
                        self.wrong(key, item, &format!("a table: [[{key}]]"));
                    }
                }
                tables
            }
            _ => {
                self.wrong(key, value, &format!("a table: [[{key}]]"));
                Vec::new()
            }
        }
    }
}
