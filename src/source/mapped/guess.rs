//! A mapping to propose for a table of reviews that nobody knows, from the usual names of its columns.

use std::fmt::Write;

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

/// A column's name as a path in TOML.
fn path(column: &str) -> String {
    if column.contains(['.', '[', '^', '$']) && !column.contains('"') {
        return toml::Value::String(format!("\"{column}\"")).to_string();
    }
    toml::Value::String(column.to_owned()).to_string()
}
