//! `[words]`: the shop's own word list and what `tune` learned.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use toml::de::DeTable;

use super::values::{Errors, Value};
use crate::text::tuned::{MAX_BYTES, Tuned};
use crate::text::{Own, refused};

/// So many lines that cannot be understood are named.
const MAX_NAMED: usize = 5;

pub(super) fn read(table: &DeTable<'_>, base_dir: &Path, errors: &mut Errors<'_>) -> Own {
    errors.known_keys(table, "in [words]", &["lexicon", "model"]);
    let mut own = Own::default();
    if let Some(value) = table.get("lexicon") {
        own.lexicon = read_lexicon(value, base_dir, errors).unwrap_or_default();
    }
    if let Some(value) = table.get("model") {
        own.tuned = read_model(value, base_dir, errors);
    }
    own
}

fn read_lexicon(value: &Value<'_>, base_dir: &Path, errors: &mut Errors<'_>) -> Option<String> {
    let (name, bytes) = read_file("lexicon", value, base_dir, errors)?;
    let Ok(text) = String::from_utf8(bytes) else {
        errors.add(value.span(), format!("the lexicon \"{name}\" is not UTF-8"));
        return None;
    };
    let text = text.trim_start_matches('\u{feff}').replace('\r', "");
    let refused = refused(&text);
    for line in refused.iter().take(MAX_NAMED) {
        let number = 1 + text.lines().position(|one| one == line).unwrap_or(0);
        errors.add(
            value.span(),
            format!(
                "the lexicon \"{name}\", line {number}: expected language, rule, pattern, weight and reason with tabs between, found \"{}\"",
                line.replace('\t', "⇥")
            ),
        );
    }
    if MAX_NAMED < refused.len() {
        errors.add(
            value.span(),
            format!("the lexicon \"{name}\": … and {} more lines", refused.len() - MAX_NAMED),
        );
    }
    refused.is_empty().then_some(text)
}

fn read_model(value: &Value<'_>, base_dir: &Path, errors: &mut Errors<'_>) -> Option<Tuned> {
    let (name, bytes) = read_file("model", value, base_dir, errors)?;
    match Tuned::parse(&bytes) {
        Ok(tuned) => Some(tuned),
        Err(why) => {
            errors.add(value.span(), format!("the model \"{name}\" cannot be used: {why}"));
            None
        }
    }
}

/// The named file beside the settings, if it is not too large.
fn read_file<'v>(
    key: &str,
    value: &'v Value<'_>,
    base_dir: &Path,
    errors: &mut Errors<'_>,
) -> Option<(&'v str, Vec<u8>)> {
    let name = errors.text(key, value, "the name of a file")?;
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = fs::File::open(base_dir.join(name))?;
        file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        match bytes.len() {
            n if MAX_BYTES < n => Err(io::Error::other("larger than 1 MiB")),
            _ => Ok(bytes),
        }
    };
    match read() {
        Ok(bytes) => Some((name, bytes)),
        Err(error) => {
            errors.add(value.span(), format!("the {key} \"{name}\" cannot be read: {error}"));
            None
        }
    }
}

#[cfg(test)]
mod tests;
