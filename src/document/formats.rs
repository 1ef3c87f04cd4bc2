//! The rows of `formats`: what is known, or what each file was taken for.

use super::labels::Labels;
use super::view::{maybe_text, text};
use super::{Column, Document, Line, Meta, Phrases, Rows, Section, Show, Table, Tone, Value, spell};

/// A format: its name and who writes it.
pub type Known = (&'static str, String);

/// What one file was taken for, and why; none when nothing recognised it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub file: String,
    pub format: Option<&'static str>,
    pub why: String,
}

/// The table of known formats.
pub fn known(labels: &Labels, formats: &[Known]) -> Document<'static> {
    let rows = formats.iter().map(|(name, about)| vec![text(*name), text(about.as_str())]).collect();
    document(labels, &["format", "about"], Vec::new(), rows)
}

/// The table of files.
pub fn taken(labels: &Labels, files: &[Taken]) -> Document<'static> {
    let rows = files
        .iter()
        .map(|taken| vec![text(taken.file.as_str()), maybe_text(taken.format), text(taken.why.as_str())])
        .collect();
    // Reasons are longer than a terminal is wide, so people get them as lines.
    let lines = files
        .iter()
        .map(|taken| {
            let tone = if taken.format.is_some() { Tone::Good } else { Tone::Faint };
            let format = taken.format.unwrap_or(spell::ABSENT);
            Line { tone, text: format!("{}: {format} – {}", taken.file, taken.why) }
        })
        .collect();
    document(labels, &["file", "format", "why"], lines, rows)
}

fn document(
    labels: &Labels,
    keys: &[&'static str],
    lines: Vec<Line>,
    rows: Vec<Vec<Value>>,
) -> Document<'static> {
    let column = |key: &&'static str| Column {
        key,
        heading: labels.code("heading", key).to_owned(),
        show: if lines.is_empty() { Show::Always } else { Show::Never },
        right: false,
    };
    let table = Table { columns: keys.iter().map(column).collect(), rows: Rows::Held(rows), n_more: 0 };
    let phrases = Phrases { nothing: labels.get("nothing"), more_rows: labels.get("more_rows") };
    Document {
        meta: Meta { command: "formats", facts: Vec::new(), phrases },
        sections: vec![Section { key: "rows", title: String::new(), lines, table: Some(table) }],
    }
}
