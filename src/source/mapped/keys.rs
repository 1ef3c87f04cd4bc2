//! Tables of a mapping file: typed look-ups that refuse unknown keys and name the nearest known one.

use toml::{Table, Value};

use crate::settings::nearest;

/// A table and where it stands, for messages.
pub struct Section<'a> {
    pub table: &'a Table,
    pub at: String,
}

impl<'a> Section<'a> {
    /// The table at `at`, in which only the keys in `known` may stand.
    pub fn new(table: &'a Table, at: impl Into<String>, known: &[&str]) -> Result<Self, String> {
        let at = at.into();
        for key in table.keys() {
            if !known.contains(&key.as_str()) {
                let hint = nearest::hint(key, known.iter().copied());
                return Err(format!("{at}: unknown key `{key}`; {hint}"));
            }
        }
        Ok(Self { table, at })
    }

    pub fn wrong(&self, key: &str, expected: &str) -> String {
        format!("{}: `{key}` must be {expected}", self.at)
    }

    pub fn value(&self, key: &str) -> Option<&'a Value> {
        self.table.get(key)
    }

    pub fn text(&self, key: &str) -> Result<Option<&'a str>, String> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(key, "a text")),
        }
    }

    pub fn flag(&self, key: &str) -> Result<bool, String> {
        match self.value(key) {
            None => Ok(false),
            Some(Value::Boolean(flag)) => Ok(*flag),
            Some(_) => Err(self.wrong(key, "true or false")),
        }
    }

    /// A list of texts; a single text is a list of one.
    pub fn texts(&self, key: &str) -> Result<Vec<String>, String> {
        match self.value(key) {
            None => Ok(Vec::new()),
            Some(Value::String(text)) => Ok(vec![text.clone()]),
            Some(Value::Array(list)) => list
                .iter()
                .map(|value| value.as_str().map(str::to_owned))
                .collect::<Option<_>>()
                .ok_or_else(|| self.wrong(key, "a list of texts")),
            Some(_) => Err(self.wrong(key, "a text or a list of texts")),
        }
    }

    pub fn table(&self, key: &str) -> Result<Option<&'a Table>, String> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Table(table)) => Ok(Some(table)),
            Some(_) => Err(self.wrong(key, "a table")),
        }
    }

    /// A list of tables: `[[key]]`.
    pub fn tables(&self, key: &str) -> Result<Vec<&'a Table>, String> {
        match self.value(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => list
                .iter()
                .map(Value::as_table)
                .collect::<Option<_>>()
                .ok_or_else(|| self.wrong(key, "a list of tables")),
            Some(_) => Err(self.wrong(key, "a list of tables")),
        }
    }
}
