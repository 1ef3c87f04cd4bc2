//! The rows of `formats`: what is known, or what each file was taken for.

use super::labels::Labels;
use super::view::{maybe_text, text};
use super::{Column, Document, Line, Meta, Phrases, Rows, Section, Show, Table, Tone, Value, units};

/// A format: its name and who writes it.
pub type Known = (String, String);

/// What one file was taken for, and why; none when nothing recognised it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub file: String,
    pub format: Option<&'static str>,
    pub why: String,
}

/// The table of known formats; what a terminal is too narrow for, people get as lines.
pub fn known(labels: &Labels, formats: &[Known]) -> Document<'static> {
    let rows = formats.iter().map(|(name, about)| vec![text(name.clone()), text(about.clone())]).collect();
    let lines =
        formats.iter().map(|(name, about)| Line { tone: Tone::Plain, text: format!("{name}: {about}") });
    document(labels, &["format", "about"], lines.collect(), rows)
}

/// The table of files.
pub fn taken(labels: &Labels, files: &[Taken]) -> Document<'static> {
    let rows = files
        .iter()
        .map(|taken| vec![text(taken.file.clone()), maybe_text(taken.format), text(taken.why.clone())])
        .collect();
    let lines = files
        .iter()
        .map(|taken| {
            let tone = if taken.format.is_some() { Tone::Good } else { Tone::Faint };
            let format = taken.format.unwrap_or(units::ABSENT);
            Line { tone, text: format!("{}: {format} – {}", taken.file, taken.why) }
        })
        .collect();
    document(labels, &["file", "format", "why"], lines, rows)
}

/// A field of a record of a mapped file, and the rule that decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub line: u64,
    pub field: &'static str,
    pub value: String,
    pub rule: String,
}

/// The table of decisions; each record's fields stand together.
pub fn explained(labels: &Labels, mapping: &str, records: &[Vec<Decided>]) -> Document<'static> {
    let mut lines = vec![Line { tone: Tone::Plain, text: format!("mapping `{mapping}`") }];
    let mut rows = Vec::new();
    for (idx, fields) in records.iter().enumerate() {
        let place = fields.first().map_or(0, |field| field.line);
        lines.push(Line { tone: Tone::Faint, text: format!("record {} (line {place})", idx + 1) });
        for Decided { line, field, value, rule } in fields {
            lines.push(Line { tone: Tone::Plain, text: format!("  {field}: {value}  ← {rule}") });
            let number = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
            let cells = [text(*field), text(value.clone()), text(rule.clone())];
            rows.push([number(idx as u64 + 1), number(*line)].into_iter().chain(cells).collect());
        }
    }
    document(labels, &["record", "line", "field", "value", "rule"], lines, rows)
}

fn document(
    labels: &Labels,
    keys: &[&'static str],
    lines: Vec<Line>,
    rows: Vec<Vec<Value<'static>>>,
) -> Document<'static> {
    let column = |key: &&'static str| Column {
        key,
        heading: labels.code("heading", key).to_owned(),
        show: Show::Never,
        right: false,
        codes: Vec::new(),
        units: labels.units,
    };
    let table = Table { columns: keys.iter().map(column).collect(), rows: Rows::Held(rows), n_more: 0 };
    let phrases = Phrases { nothing: labels.get("nothing"), more_rows: labels.get("more_rows") };
    Document {
        meta: Meta { command: "formats", facts: Vec::new(), phrases },
        sections: vec![Section { key: "rows", title: String::new(), lines, table: Some(table) }],
    }
}
