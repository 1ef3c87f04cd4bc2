//! `[[source]]`: what the user says about some of the files.

use std::path::Path;

use encoding_rs::Encoding;
use regex::Regex;
use toml::Table;
use toml::de::{DeTable, DeValue};

use super::read_zone;
use super::values::{Errors, Value};
use crate::date::pattern::Order;
use crate::message::Channel;
use crate::settings::SourceSettings;
use crate::settings::nearest::hint;

const KEYS: &[&str] = &[
    "path",
    "format",
    "mapping",
    "encoding",
    "date_order",
    "timezone",
    "team_roles",
    "extensions",
    "trunks",
    "own_numbers",
    "channel",
];

/// Tables of a column mapping that may stand in `[[source]]` itself.
const MAPPING_KEYS: &[&str] = &[
    "input", "match", "records", "join", "fields", "time", "role", "kind", "drop", "thread", "metrics",
    "team",
];

/// Encodings that exports come in, to suggest from.
const ENCODINGS: [&str; 12] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1257",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "koi8-r",
    "ibm866",
];

/// A mapping larger than this is none.
const MAX_MAPPING: u64 = 1024 * 1024;

pub(super) fn read(
    value: &Value<'_>,
    number: usize,
    base_dir: &Path,
    errors: &mut Errors<'_>,
) -> SourceSettings {
    let mut source = SourceSettings::default();
    let DeValue::Table(table) = value.get_ref() else { return source };
    let all: Vec<&str> = KEYS.iter().chain(MAPPING_KEYS).copied().collect();
    errors.known_keys(table, "in [[source]]", &all);
    let mut inline = Table::new();
    for (key, value) in table {
        let key: &str = key.get_ref();
        match key {
            "path" => source.path = errors.text(key, value, "a path or a pattern with *").map(str::to_owned),
            "format" => {
                source.format = errors.text(key, value, "the name of a format").map(str::to_owned);
                source.format_place = errors.place(value.span());
            }
            "mapping" => source.mapping = read_mapping(value, number, base_dir, errors),
            "encoding" => source.encoding = read_encoding(value, errors),
            "date_order" => {
                source.date_order = match errors.one_of(key, value, &["dmy", "mdy"]) {
                    Some("dmy") => Some(Order::DayMonth),
                    Some(_) => Some(Order::MonthDay),
                    None => None,
                };
            }
            "timezone" => source.zone = read_zone(key, value, errors),
            "team_roles" => {
                source.team_roles = texts(key, value, errors);
            }
            "extensions" => source.exchange.extensions = read_pattern(key, value, errors),
            "trunks" => source.exchange.trunks = texts(key, value, errors),
            "own_numbers" => source.exchange.own_numbers = texts(key, value, errors),
            "channel" => {
                let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
                source.channel = errors.one_of(key, value, &names).and_then(Channel::from_name);
            }
            _ if MAPPING_KEYS.contains(&key) => {
                inline.insert(key.to_owned(), plain(value.get_ref()));
            }
            _ => {}
        }
    }
    if !inline.is_empty() {
        if source.mapping.is_some() {
            errors.add(
                value.span(),
                "[[source]] has both \"mapping\" and tables of a mapping; keep one of them",
            );
        } else {
            source.mapping = Some((inline.to_string(), inline_name(number)));
        }
    }
    source
}

fn texts(key: &str, value: &Value<'_>, errors: &mut Errors<'_>) -> Vec<String> {
    errors.texts(key, value).into_iter().map(|(text, _)| text).collect()
}

/// A pattern that stands for the whole of a text.
fn read_pattern(key: &str, value: &Value<'_>, errors: &mut Errors<'_>) -> Option<Regex> {
    let text = errors.text(key, value, "a pattern such as \"\\\\d{2,4}\"")?;
    let pattern = Regex::new(&format!("^(?:{text})$"));
    if let Err(error) = &pattern {
        errors
            .add(value.span(), format!("\"{key}\" is no pattern: {}", error.to_string().replace('\n', " ")));
    }
    pattern.ok()
}

fn inline_name(number: usize) -> String {
    format!("mapping of [[source]] {number}")
}

/// The name of a file, or the mapping itself as a table.
fn read_mapping(
    value: &Value<'_>,
    number: usize,
    base_dir: &Path,
    errors: &mut Errors<'_>,
) -> Option<(String, String)> {
    if let DeValue::Table(table) = value.get_ref() {
        errors.known_keys(table, "in mapping", MAPPING_KEYS);
        return Some((plain_table(table).to_string(), inline_name(number)));
    }
    let name = errors.text("mapping", value, "the name of a file or a table")?;
    let path = base_dir.join(name);
    let text = match std::fs::metadata(&path) {
        Ok(metadata) if MAX_MAPPING < metadata.len() => Err("larger than 1 MiB".to_owned()),
        Ok(_) => std::fs::read_to_string(&path).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match text {
        Ok(text) => Some((text, name.to_owned())),
        Err(error) => {
            errors.add(value.span(), format!("the mapping \"{name}\" cannot be read: {error}"));
            None
        }
    }
}

fn read_encoding(value: &Value<'_>, errors: &mut Errors<'_>) -> Option<&'static Encoding> {
    let label = errors.text("encoding", value, "the name of an encoding such as \"windows-1250\"")?;
    let encoding = Encoding::for_label_no_replacement(label.as_bytes());
    if encoding.is_none() {
        errors.add(value.span(), format!("unknown encoding \"{label}\"; {}", hint(label, ENCODINGS)));
    }
    encoding
}

fn plain_table(table: &DeTable<'_>) -> Table {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref()))).collect()
}

/// The same value without its places in the text.
fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Integer),
        DeValue::Float(number) => number
            .as_str()
            .parse()
            .map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Float),
        DeValue::Boolean(value) => toml::Value::Boolean(*value),
        DeValue::Datetime(value) => toml::Value::Datetime(*value),
        DeValue::Array(items) => toml::Value::Array(items.iter().map(|item| plain(item.get_ref())).collect()),
        DeValue::Table(table) => toml::Value::Table(plain_table(table)),
    }
}
