//! A mapping to propose for a table or JSON that nobody knows, from the usual names of its columns and keys.

use std::fmt::Write;

use serde_json::Value;

use super::aliases::{CREATED, ID, NAME, RATING, REPLY, REVIEW, folded, is_reply_time};
use crate::source::table::header::Header;

/// The mapping as TOML; `None` unless there is a column of ratings and one of texts.
pub fn mapping(header: &Header) -> Option<String> {
    let find = |names: &[&str]| {
        header.names.iter().find(|column| names.contains(&folded(column).as_str())).map(String::as_str)
    };
    let rating = find(RATING)?;
    let text = header
        .names
        .iter()
        .find(|column| REVIEW.contains(&folded(column).as_str()) && *column != rating)
        .map(String::as_str)?;
    let reply_at = header.names.iter().map(String::as_str).find(|column| is_reply_time(&folded(column)));
    let mut out = String::from("[fields]\nchannel = \"review\"\n");
    let mut field = |key: &str, column: Option<&str>| {
        if let Some(column) = column {
            // Writing to a text cannot fail.
            let _ = writeln!(out, "{key} = {}", path(column));
        }
    };
    field("id", find(ID));
    field("name", find(NAME));
    field("rating", Some(rating));
    field("text", Some(text));
    field("reply", find(REPLY));
    field("reply_at", reply_at);
    if let Some(created) = find(CREATED) {
        let _ = write!(out, "\n[time]\nfrom = {}\n", path(created));
    }
    out.push_str("\n[[role]]\ndefault = \"customer\"\n");
    Some(out)
}

/// Names of the fields of messages, beside those that reviews have; as [`folded`] spells them.
const TEXT: &[&str] = &[
    "message",
    "message text",
    "msg",
    "text",
    "body",
    "content",
    "what",
    "wiadomość",
    "wiadomosc",
    "treść",
    "tresc",
    "сообщение",
    "текст",
    "viesti",
    "teksti",
];
const TIME: &[&str] = &[
    "time",
    "timestamp",
    "ts",
    "date",
    "datetime",
    "sent",
    "sent at",
    "created",
    "created at",
    "when",
    "at",
    "czas",
    "data",
    "kiedy",
    "время",
    "дата",
    "когда",
    "aika",
    "päivämäärä",
    "pvm",
];
const AUTHOR: &[&str] = &[
    "author",
    "author name",
    "sender",
    "sender name",
    "from",
    "from name",
    "user",
    "username",
    "name",
    "who",
    "agent",
    "nadawca",
    "autor",
    "klient",
    "отправитель",
    "автор",
    "клиент",
    "lähettäjä",
    "asiakas",
];
const CONVERSATION: &[&str] = &[
    "conversation",
    "conversation id",
    "chat",
    "chat id",
    "thread",
    "thread id",
    "ticket",
    "ticket id",
    "case",
    "case id",
    "dialog",
    "rozmowa",
    "zgłoszenie",
    "чат",
    "заявка",
    "keskustelu",
];

/// A mapping for messages in a table; `None` unless there is a column of texts and one of times.
pub fn talk_in_table(header: &Header) -> Option<String> {
    let names: Vec<String> = header.names.iter().map(|name| as_path(name)).collect();
    talk(None, &names)
}

/// `records` is where they are, `names` the paths of their fields.
fn talk(records: Option<&str>, names: &[String]) -> Option<String> {
    let find = |wanted: &[&str]| {
        // The more telling names come first in their lists.
        let of = |wanted: &&str| {
            names.iter().find(|name| folded(name.rsplit('.').next().unwrap_or(name)) == *wanted)
        };
        wanted.iter().find_map(of).map(String::as_str)
    };
    let (text, time) = (find(TEXT)?, find(TIME)?);
    let mut out = String::new();
    if let Some(records) = records {
        // Writing to a text cannot fail.
        let _ = writeln!(out, "[records]\nmessages = \"{records}\"\n");
    }
    let _ = writeln!(out, "[fields]\nchannel = \"chat\"");
    for (key, column) in [("conversation", find(CONVERSATION)), ("name", find(AUTHOR)), ("text", Some(text))]
    {
        if let Some(column) = column {
            let _ = writeln!(out, "{key} = {}", quoted(column));
        }
    }
    let _ = writeln!(out, "\n[time]\nfrom = {}\n", quoted(time));
    let _ = write!(out, "[team]\nnames = [\"…\"]\n\n[[role]]\ndefault = \"customer\"\n");
    Some(out)
}

/// The same for the first list of objects that hold messages.
pub fn talk_in_json(json: &Value) -> Option<String> {
    of_json(json, "", 0)
}

fn of_json(value: &Value, at: &str, depth: usize) -> Option<String> {
    /// Deeper than the records of any export.
    const MAX_DEPTH: usize = 6;
    match value {
        _ if MAX_DEPTH < depth => None,
        Value::Array(list) => {
            let first = list.first()?;
            let place = format!("{at}[*]");
            let names = first.as_object().map(keys).unwrap_or_default();
            // A bare list of records needs no place.
            let records = if at.is_empty() { None } else { Some(place.as_str()) };
            talk(records, &names).or_else(|| of_json(first, &place, depth + 1))
        }
        Value::Object(map) => {
            let below = map.iter().find_map(|(key, value)| {
                let is_plain = key.chars().all(|c| c.is_alphanumeric() || c == '_');
                let place = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                if is_plain { of_json(value, &place, depth + 1) } else { None }
            });
            below.or_else(|| if depth == 0 { talk(None, &keys(map)) } else { None })
        }
        _ => None,
    }
}

/// The keys of a record, and those of the objects in it.
fn keys(map: &serde_json::Map<String, Value>) -> Vec<String> {
    let mut keys = Vec::new();
    for (key, value) in map {
        match value {
            Value::Object(inner) => keys.extend(inner.keys().map(|below| format!("{key}.{below}"))),
            Value::Array(_) => {}
            _ => keys.push(key.clone()),
        }
    }
    keys
}

/// A column's name as a path in TOML.
fn path(column: &str) -> String {
    quoted(&as_path(column))
}

fn as_path(column: &str) -> String {
    let is_special = column.contains(['.', '[', '^', '$']) && !column.contains('"');
    if is_special { format!("\"{column}\"") } else { column.to_owned() }
}

fn quoted(path: &str) -> String {
    toml::Value::String(path.to_owned()).to_string()
}
