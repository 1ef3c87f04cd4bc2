//! Rows as JSON objects, one per line.

use std::io::{self, Write as _};

use super::json::{write_key, write_meta, write_value};
use super::{Report, Style};
use crate::document::{Document, Table};

/// `ndjson`: one object per row.
pub struct Ndjson;

impl Report for Ndjson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn about(&self) -> &'static str {
        "Rows as JSON objects, one per line"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["ndjson", "jsonl"]
    }

    fn write(&self, document: &Document, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        if let Some(table) = document.rows() {
            write_rows(table, None, &mut out)?;
            return out.flush();
        }
        write!(out, "{{\"section\":\"meta\",")?;
        write_meta(&document.meta, ",", ":", &mut out)?;
        writeln!(out, "}}")?;
        for section in &document.sections {
            if let Some(table) = &section.table {
                write_rows(table, Some(section.key), &mut out)?;
            }
        }
        out.flush()
    }
}

fn write_rows(table: &Table, section: Option<&str>, out: &mut dyn io::Write) -> io::Result<()> {
    for row in table.rows.iter() {
        let mut separator = "";
        write!(out, "{{")?;
        if let Some(section) = section {
            write!(out, "\"section\":\"{section}\"")?;
            separator = ",";
        }
        for (column, value) in table.columns.iter().zip(row.iter()) {
            write!(out, "{separator}")?;
            write_key(column.key, ":", out)?;
            write_value(value, out)?;
            separator = ",";
        }
        writeln!(out, "}}")?;
    }
    Ok(())
}
