//! The whole document as one JSON object, written as it goes.

use std::io::{self, Write as _};

use super::{Report, Style};
use crate::document::spell;
use crate::document::{Document, Line, Meta, Section, Table, Value};

/// Name and version of the shape; `docs/schema.md` describes it.
pub(super) const SCHEMA: &str = "hearback/1";

/// `json`: one object.
pub struct Json;

impl Report for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "Everything as one JSON object"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn tells_inputs(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        write!(out, "{{\n  ")?;
        write_meta(&document.meta, ",\n  ", ": ", &mut out)?;
        match (document.rows(), document.sections.as_slice()) {
            (Some(table), [section]) => {
                if !section.lines.is_empty() {
                    write!(out, ",\n  \"lines\": ")?;
                    write_lines(&section.lines, "  ", &mut out)?;
                }
                write!(out, ",\n  ")?;
                write_rows(table, "  ", &mut out)?;
            }
            (_, sections) => {
                for section in sections {
                    write!(out, ",\n  ")?;
                    write_section(section, &mut out)?;
                }
            }
        }
        writeln!(out, "\n}}")?;
        out.flush()
    }
}

/// The keys that say what the document is, without braces.
pub(super) fn write_meta(
    meta: &Meta,
    separator: &str,
    colon: &str,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    write!(out, "\"schema\"{colon}\"{SCHEMA}\"{separator}\"command\"{colon}")?;
    write_text(meta.command, out)?;
    for (key, value) in &meta.facts {
        write!(out, "{separator}")?;
        write_key(key, colon, out)?;
        write_value(value, out)?;
    }
    Ok(())
}

/// A key and what follows it up to its value.
pub(super) fn write_key(key: &str, colon: &str, out: &mut dyn io::Write) -> io::Result<()> {
    write_text(key, out)?;
    write!(out, "{colon}")
}

/// A value on one line.
pub(super) fn write_value(value: &Value<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    match value {
        Value::Absent | Value::AtLeast(..) => write!(out, "null"),
        Value::Text(text) | Value::Id(text) => write_text(text, out),
        Value::Integer(integer) => write!(out, "{integer}"),
        // JSON has no word for a number that is none (RFC 8259 §6).
        Value::Number(number, decimals) => match spell::number(*number, *decimals) {
            Some(number) => write!(out, "{number}"),
            None => write!(out, "null"),
        },
        Value::Share(tenths) => write!(out, "{}", spell::share(*tenths)),
        Value::Time(time) => write_text(&spell::rfc3339(*time), out),
        Value::Duration(seconds) | Value::Minutes(seconds) | Value::Working(seconds) => {
            write!(out, "{seconds}")
        }
        Value::Durations(seconds) => {
            let seconds: Vec<String> = seconds.iter().map(i64::to_string).collect();
            write!(out, "[{}]", seconds.join(","))
        }
        Value::List(items) => {
            write!(out, "[")?;
            for (item_idx, item) in items.iter().enumerate() {
                write!(out, "{}", if 0 < item_idx { "," } else { "" })?;
                write_text(item, out)?;
            }
            write!(out, "]")
        }
        Value::Record(fields) => {
            write!(out, "{{")?;
            for (field_idx, (key, value)) in fields.iter().enumerate() {
                write!(out, "{}", if 0 < field_idx { "," } else { "" })?;
                write_key(key, ":", out)?;
                write_value(value, out)?;
            }
            write!(out, "}}")
        }
    }
}

fn write_section(section: &Section, out: &mut dyn io::Write) -> io::Result<()> {
    write_key(section.key, ": ", out)?;
    write!(out, "{{")?;
    if !section.title.is_empty() {
        write!(out, "\n    \"title\": ")?;
        write_text(&section.title, out)?;
        write!(out, ",")?;
    }
    write!(out, "\n    \"lines\": ")?;
    write_lines(&section.lines, "    ", out)?;
    if let Some(table) = &section.table {
        write!(out, ",\n    ")?;
        write_rows(table, "    ", out)?;
    }
    write!(out, "\n  }}")
}

fn write_lines(lines: &[Line], indent: &str, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "[")?;
    for (line_idx, line) in lines.iter().enumerate() {
        write!(out, "{}\n{indent}  ", if 0 < line_idx { "," } else { "" })?;
        write_text(&line.text, out)?;
    }
    if lines.is_empty() { write!(out, "]") } else { write!(out, "\n{indent}]") }
}

/// `rows`, and `more` when a limit left some out.
fn write_rows(table: &Table, indent: &str, out: &mut dyn io::Write) -> io::Result<()> {
    if 0 < table.n_more {
        write!(out, "\"more\": {},\n{indent}", table.n_more)?;
    }
    write!(out, "\"rows\": [")?;
    for (row_idx, row) in table.rows.iter().enumerate() {
        write!(out, "{}\n{indent}  {{", if 0 < row_idx { "," } else { "" })?;
        for (cell_idx, (column, value)) in table.columns.iter().zip(row.iter()).enumerate() {
            write!(out, "{}\n{indent}    ", if 0 < cell_idx { "," } else { "" })?;
            write_key(column.key, ": ", out)?;
            write_value(value, out)?;
        }
        write!(out, "\n{indent}  }}")?;
    }
    if table.rows.is_empty() { write!(out, "]") } else { write!(out, "\n{indent}]") }
}

fn write_text(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
