//! The labelled texts that are scored: the project's own files, and tables with a language column.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

use hearback::input::{self, Entry};

/// One text and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub set: Set,
    /// Two letters, as the file or its column says; not always a language that hearback knows.
    pub language: String,
    /// A complaint, or in a general set a negative text.
    pub complaint: bool,
    /// Of the project's own rows, what kind of message it is; of a reply the kinds, joined by `+`.
    pub kind: String,
    pub text: String,
}

/// Where a row is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// `label kind text`, named after the language.
    Own,
    /// `kind text`, in a folder `replies`.
    Replies,
    /// `kind text`, in a folder `closings`: customers' messages that ask for nothing more, and those of the kind
    /// `open`, which only nearly do.
    Closings,
    /// The same in a folder `closings-unseen`, which the lists were not made from.
    Unseen,
    /// `language source label text` with that header; label 0 is negative, 1 neutral, 2 positive.
    General,
}

impl Row {
    /// It asks for nothing more.
    pub fn closes(&self) -> bool {
        match self.set {
            Set::Closings | Set::Unseen => !self.nearly_closes(),
            Set::Own => self.kind == "thanks",
            Set::Replies | Set::General => false,
        }
    }

    /// It has the words of a message that asks for nothing more, and asks or tells something.
    pub fn nearly_closes(&self) -> bool {
        matches!(self.set, Set::Closings | Set::Unseen) && self.kind == "open"
    }
}

/// The rows of files and folders, compressed or not, in the order of their names.
pub fn read(paths: &[String]) -> anyhow::Result<Vec<Row>> {
    let inputs = input::find(paths);
    if let Some((name, problem)) = inputs.problems.first() {
        bail!("{name}: {problem}");
    }
    let mut rows = Vec::new();
    for entry in inputs.entries.iter().filter(|entry| !entry.name.ends_with(".md")) {
        rows.extend(file(entry).with_context(|| entry.name.clone())?);
    }
    Ok(rows)
}

fn file(entry: &Entry) -> anyhow::Result<Vec<Row>> {
    let mut text = String::new();
    entry.open(0)?.read_to_string(&mut text)?;
    parse(&entry.name, &text)
}

/// The rows of one file; lines that begin with `#` are remarks.
pub fn parse(name: &str, text: &str) -> anyhow::Result<Vec<Row>> {
    let path = Path::new(name);
    let language = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let folder = path.parent().and_then(Path::file_name).and_then(|folder| folder.to_str());
    let general = text.lines().next() == Some("language\tsource\tlabel\ttext");
    let set = match folder {
        _ if general => Set::General,
        Some("replies") => Set::Replies,
        Some("closings") => Set::Closings,
        Some("closings-unseen") => Set::Unseen,
        _ => Set::Own,
    };
    text.lines()
        .enumerate()
        .skip(usize::from(general))
        .filter(|(_, line)| !line.starts_with('#'))
        .map(|(idx, line)| row(set, language, line).with_context(|| format!("line {}", idx + 1)))
        .collect()
}

fn row(set: Set, language: &str, line: &str) -> anyhow::Result<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    let (language, complaint, kind, text) = match (set, cells.as_slice()) {
        (Set::Own, [label, kind, text]) => (language, own_label(label)?, *kind, *text),
        (Set::Replies | Set::Closings | Set::Unseen, [kind, text]) => (language, false, *kind, *text),
        (Set::General, [language, source, label, text]) => (*language, negative(label)?, *source, *text),
        _ => bail!("found {} cells; {set:?} rows have another number", cells.len()),
    };
    Ok(Row { set, language: language.into(), complaint, kind: kind.into(), text: text.into() })
}

fn own_label(label: &str) -> anyhow::Result<bool> {
    match label {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(anyhow!("label `{label}`; expected 1 for a complaint or 0")),
    }
}

fn negative(label: &str) -> anyhow::Result<bool> {
    match label {
        "0" => Ok(true),
        "1" | "2" => Ok(false),
        _ => Err(anyhow!("label `{label}`; expected 0 negative, 1 neutral or 2 positive")),
    }
}
