//! The format for people: headings, lines with marks, and tables that fit the terminal.

mod layout;

use std::io::{self, Write as _};

use comfy_table::{CellAlignment, LineStyle, TableStyle};

use super::terminal::{bold, clean_start, mark, paint, wrap};
use super::{Report, Style};
use crate::document::{self, Document, Line, Phrases, Section, Tone, Value};

/// Narrower terminals are taken for this wide.
const MIN_WIDTH: u16 = 20;

/// Lines for people are cut after about four times this many characters; a longer one is no line.
const LINE_WIDTH: usize = 2_000;

/// `table`: for reading.
pub struct Table;

impl Report for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn about(&self) -> &'static str {
        "Text for people, as wide as the terminal"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn write(&self, document: &Document, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        let style = Style { width: style.width.max(MIN_WIDTH), ..*style };
        for (section_idx, section) in document.sections.iter().enumerate() {
            if 0 < section_idx {
                writeln!(out)?;
            }
            let names_emptiness = document.rows().is_some() || section.lines.is_empty();
            let phrases = &document.meta.phrases;
            write_section(section, names_emptiness, phrases, &style, &mut out)?;
        }
        if document.sections.is_empty() {
            write_line(Tone::Plain, document.meta.phrases.nothing, &style, &mut out)?;
        }
        out.flush()
    }
}

fn write_section(
    section: &Section,
    names_emptiness: bool,
    phrases: &Phrases,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if !section.title.is_empty() {
        for line in wrap(&clean_start(&section.title, LINE_WIDTH), usize::from(style.width)) {
            writeln!(out, "{}", if style.colour { bold(&line) } else { line })?;
        }
    }
    for Line { tone, text } in &section.lines {
        write_line(*tone, text, style, out)?;
    }
    let Some(table) = &section.table else { return Ok(()) };
    if !table.rows.is_empty() {
        write_table(table, style, out)?;
    } else if names_emptiness && table.n_more == 0 {
        write_line(Tone::Plain, phrases.nothing, style, out)?;
    }
    if 0 < table.n_more {
        let more = phrases.more_rows.replace("{n}", &table.n_more.to_string());
        write_line(Tone::Faint, &more, style, out)?;
    }
    Ok(())
}

fn write_line(tone: Tone, text: &str, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let text = format!("{}{}", mark(tone), clean_start(text, LINE_WIDTH));
    for line in wrap(&text, usize::from(style.width)) {
        let line = if style.colour { paint(&line, tone) } else { line };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn write_table(table: &document::Table, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let rows: Vec<_> = table.rows.iter().collect();
    let shown = layout::fit(table, &rows, usize::from(style.width));
    if shown.is_empty() {
        return Ok(());
    }
    let mut drawn = comfy_table::Table::new();
    // The cells are cut already, so the library only aligns them; it must not ask the terminal anything.
    drawn.load_style(look()).force_no_tty();
    drawn.set_header(shown.iter().map(|column| column.heading.as_str()));
    for row in &rows {
        drawn.add_row(shown.iter().map(|column| column.cell(row.get(column.idx).unwrap_or(&Value::Absent))));
    }
    let last_idx = shown.len() - 1;
    for (shown_idx, column) in shown.iter().enumerate() {
        let Some(drawn) = drawn.column_mut(shown_idx) else { continue };
        // The line between two columns is a space, which makes the gap two wide.
        drawn.set_padding((0, u16::from(shown_idx < last_idx)));
        if column.right {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    writeln!(out, "{}", drawn.trim_fmt())
}

/// A line under the headings and nothing else.
fn look() -> TableStyle {
    TableStyle::new()
        .header_lines(comfy_table::ContentLineStyle::none().junction(' '))
        .header_separator(LineStyle::none().fill('─').junction('─'))
        .content_lines(comfy_table::ContentLineStyle::none().junction(' '))
}

#[cfg(test)]
mod tests;
