//! Reads the tables of a mapping file that say where the records are: `[input]`, `[records]`, `[join]`.

use encoding_rs::Encoding;
use regex::Regex;

use crate::source::mapped::condition::Condition;
use crate::source::mapped::keys::Section;
use crate::source::mapped::mapping::{Charset, Explode, Group, Input, Join, Paths, Pick, Records, Shape};
use crate::source::mapped::path::Path;

pub(super) fn input(root: &Section<'_>) -> Result<Input, String> {
    let Some(table) = root.table("input")? else {
        return Ok(Input::default());
    };
    let known = &[
        "kind",
        "encoding",
        "glob",
        "delimiter",
        "quote",
        "header",
        "columns",
        "skip_rows",
        "decimal",
        "zip_member",
        "repair",
        "max_failing",
    ];
    let section = Section::new(table, "[input]", known)?;
    let mut input = Input::default();
    input.shape = match section.text("kind")? {
        None => None,
        Some("csv") => Some(Shape::Table),
        Some("tsv") => {
            input.table.delimiter = Some(b'\t');
            Some(Shape::Table)
        }
        Some("json") => Some(Shape::Json),
        Some("ndjson" | "jsonl") => Some(Shape::Ndjson),
        Some("xml") => Some(Shape::Xml),
        Some(_) => return Err(section.wrong("kind", "csv, tsv, json, ndjson or xml")),
    };
    let byte = |key: &str| match section.text(key)?.map(str::as_bytes) {
        None => Ok(None),
        Some([]) => Ok(Some(None)),
        Some([byte]) if byte.is_ascii() => Ok(Some(Some(*byte))),
        Some(_) => Err(section.wrong(key, "one character")),
    };
    if let Some(delimiter) = byte("delimiter")? {
        input.table.delimiter = delimiter;
    }
    if let Some(quote) = byte("quote")? {
        input.table.quote = quote;
    }
    let columns = section.texts("columns")?;
    if !columns.is_empty() {
        input.table.columns = Some(columns);
    } else if section.value("header").is_some() && !section.flag("header")? {
        return Err(section.wrong("columns", "given where `header` is false"));
    }
    if let Some(rows) = section.value("skip_rows") {
        let rows = rows.as_integer().and_then(|rows| u64::try_from(rows).ok());
        input.table.skip_rows = rows.ok_or_else(|| section.wrong("skip_rows", "a number of lines"))?;
    }
    input.charset = match section.text("encoding")? {
        None => Charset::Settings,
        Some("auto") => Charset::Guessed,
        Some(label) => Encoding::for_label_no_replacement(label.as_bytes())
            .map(Charset::Named)
            .ok_or_else(|| section.wrong("encoding", "auto or an encoding such as windows-1250"))?,
    };
    input.names = section.texts("glob")?;
    input.members = section.texts("zip_member")?;
    input.max_failing = section.text("max_failing")?.map(|text| per_mille(&section, text)).transpose()?;
    for repair in section.texts("repair")? {
        match repair.as_str() {
            "latin1-utf8" => input.mojibake = true,
            // Always done.
            "strip-bom" | "lone-cr" => {}
            _ => return Err(section.wrong("repair", "a list of latin1-utf8, strip-bom, lone-cr")),
        }
    }
    Ok(input)
}

/// A share such as `2.5%` in thousandths.
fn per_mille(section: &Section<'_>, text: &str) -> Result<u64, String> {
    let percent = text.trim().strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
    match percent {
        Some(percent) if (0.0..=100.0).contains(&percent) => Ok((percent * 10.0).round() as u64),
        _ => Err(section.wrong("max_failing", "a share such as \"1%\"")),
    }
}

pub(super) fn records(root: &Section<'_>, paths: &mut Paths) -> Result<Records, String> {
    let Some(table) = root.table("records")? else {
        return Ok(Records::default());
    };
    let known = &["conversations", "messages", "map_values", "explode", "group", "replies_in"];
    let section = Section::new(table, "[records]", known)?;
    let explode = match section.table("explode")? {
        None => None,
        Some(table) => {
            let explode = Section::new(table, "[records] explode", &["field", "separator", "pattern"])?;
            let pattern = explode.text("pattern")?.ok_or_else(|| explode.wrong("pattern", "given"))?;
            Some(Explode {
                field: paths.id(explode.text("field")?.ok_or_else(|| explode.wrong("field", "given"))?)?,
                separator: explode
                    .text("separator")?
                    .filter(|text| !text.is_empty())
                    .unwrap_or("\n")
                    .to_owned(),
                pattern: Regex::new(pattern)
                    .map_err(|error| format!("[records] explode pattern: {error}"))?,
            })
        }
    };
    let group = match section.table("group")? {
        None => None,
        Some(table) => {
            let at = "[records] group";
            let group = Section::new(table, at, &["by", "best"])?;
            let by = group.value("by").ok_or_else(|| group.wrong("by", "given"))?;
            let best = group.value("best").map(|when| Condition::parse(when, at, paths)).transpose()?;
            Some(Group { by: Pick::parse(by, at, paths)?, best })
        }
    };
    Ok(Records {
        group,
        conversations: section.text("conversations")?.map(Path::parse).transpose()?,
        messages: section.texts("messages")?.iter().map(|raw| Path::parse(raw)).collect::<Result<_, _>>()?,
        map_values: section.flag("map_values")?,
        explode,
        joins: Vec::new(),
        replies_in: section.text("replies_in")?.map(str::to_owned),
    })
}

/// The side tables, in the order of the mapping.
pub(super) fn joins(root: &Section<'_>, paths: &mut Paths) -> Result<Vec<Join>, String> {
    let Some(table) = root.table("join")? else {
        return Ok(Vec::new());
    };
    let mut joins = Vec::new();
    for (name, value) in table {
        let at = format!("[join] {name}");
        let table = value.as_table().ok_or_else(|| format!("{at}: expected a table"))?;
        let section = Section::new(table, &at, &["file", "at", "key", "as", "on"])?;
        let given = |key: &str| section.text(key)?.ok_or_else(|| section.wrong(key, "given"));
        let files = section.texts("file")?;
        let at = section.text("at")?.map(Path::parse).transpose()?;
        if files.is_empty() && at.is_none() {
            return Err(section.wrong("at", "given, or `file`"));
        }
        joins.push(Join {
            name: section.text("as")?.unwrap_or(name).to_owned(),
            files,
            at,
            key: Path::parse(given("key")?)?,
            on: paths.id(given("on")?)?,
            wanted: Vec::new(),
        });
    }
    Ok(joins)
}
