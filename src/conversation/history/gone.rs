//! Reviews that were there before and are not now.

use std::collections::BTreeMap;

use crate::input::book;
use crate::source::collect::{Archive, FileReport};

use super::seen::Seen;
use super::{History, Key};

/// What exports of the same thing share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Scope {
    source: String,
    /// The beginning of the file's name.
    file: String,
    about: Option<String>,
    place: Option<String>,
}

/// Notes the reviews that the export lacks although it holds older and newer ones about the same thing. Exports of one
/// month or one page do not speak for the others.
pub(super) fn find(history: &mut History, archive: &Archive, seen: &BTreeMap<Key, Seen>, as_of: i64) {
    let scope = |key: &Key, file: &str, about: Option<&str>| Scope {
        source: key.source.clone(),
        file: file.to_owned(),
        about: about.map(str::to_owned),
        place: place(key).map(str::to_owned),
    };
    let mut spans: BTreeMap<Scope, (i64, i64)> = BTreeMap::new();
    for (key, seen) in seen {
        let Some(&idx) = seen.review.first() else { continue };
        let message = &archive.messages[idx];
        let Some(at) = message.version() else { continue };
        // A record that could not be read may be the one that is missed.
        let is_whole =
            |file: &&FileReport| file.tally.problems == 0 && !file.remarks.counts.contains_key("cut-off");
        let Some(file) = archive.file_of(message).filter(is_whole) else { continue };
        let scope = scope(key, stem(&file.name), archive.text(message.about));
        let span = spans.entry(scope).or_insert((at, at));
        *span = (span.0.min(at), span.1.max(at));
    }
    for (key, known) in &mut history.reviews {
        if as_of < known.seen || seen.contains_key(key) || known.gone.is_some() {
            continue;
        }
        let span = spans.get(&scope(key, &known.file, known.about.as_deref()));
        if let (Some((first, last)), Some(at)) = (span, known.edited.max(known.first))
            && (*first..=*last).contains(&at)
        {
            known.gone = Some(as_of);
        }
    }
}

/// Where the review's name is a path, the place in front of it: two shops can have the same name.
fn place(key: &Key) -> Option<&str> {
    key.id.split_once("/reviews/").map(|(place, _)| place)
}

/// The letters with which a file's name begins: dates, pages and copies are numbered behind them.
pub(super) fn stem(name: &str) -> &str {
    const ENDINGS: [&str; 9] = [".gz", ".zst", ".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".xml", ".xlsx"];
    // Sheets of all workbooks are called alike.
    let name = book::of_sheet(name).unwrap_or(name);
    let mut name = name.rsplit('/').next().unwrap_or(name);
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
        name = shorter;
    }
    let end = name.find(|c: char| !c.is_alphabetic() && !matches!(c, '_' | '.')).unwrap_or(name.len());
    name.get(..end).unwrap_or(name)
}
