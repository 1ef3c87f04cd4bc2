//! The wording of reports in the languages they are written in.

use std::collections::BTreeMap;

use super::units::Units;
use crate::message::Language;

/// Columns: key, English, Polish, Russian, Finnish.
const TABLE: &str = include_str!("labels.tsv");

/// The wording of one language. Other languages than the four fall back to English.
#[derive(Debug)]
pub struct Labels {
    texts: BTreeMap<&'static str, &'static str>,
    language: Language,
    /// The signs that stand in and behind numbers.
    pub units: Units,
}

impl Labels {
    pub fn new(language: Language) -> Self {
        let column = match language {
            Language::Polish => 2,
            Language::Russian => 3,
            Language::Finnish => 4,
            _ => 1,
        };
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        let texts: BTreeMap<_, _> =
            rows.filter_map(|line| Some((line.split('\t').next()?, line.split('\t').nth(column)?))).collect();
        let sign = |key| texts.get(key).copied().unwrap_or(key);
        let units = Units {
            second: sign("unit.second"),
            minute: sign("unit.minute"),
            hour: sign("unit.hour"),
            day: sign("unit.day"),
            decimal_mark: sign("decimal_mark"),
        };
        Self { texts, language, units }
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key; a key without a text is shown itself.
    pub fn get(&self, key: &'static str) -> &'static str {
        self.texts.get(key).copied().unwrap_or(key)
    }

    /// The text of a code such as a state, by `prefix.code`; a code without a text is shown itself.
    pub fn code<'a>(&self, prefix: &str, code: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.texts.get(format!("{prefix}.{code}").as_str()).copied().unwrap_or(code)
    }

    /// All codes of a prefix with their texts.
    pub fn codes(&self, prefix: &str) -> Vec<(&'static str, &'static str)> {
        let behind = |key: &'static str| key.strip_prefix(prefix)?.strip_prefix('.');
        self.texts.iter().filter_map(|(key, text)| Some((behind(key)?, *text))).collect()
    }

    /// The text of a key with `{name}` replaced.
    pub fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let template = self.get(key);
        let mut text = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |&(_, value)| value));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests;
