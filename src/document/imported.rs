//! Figures that a vendor worked out, beside ours: always marked as imported, never mixed with what we measure.

use std::collections::BTreeMap;

use crate::measure::percentile::percentile;
use crate::message::hash::Hash;

use super::Tone;
use super::quality::Fact;
use super::view::View;

/// One line for each kind of figure of each file.
pub fn facts(view: &View<'_>) -> Vec<Fact> {
    let has_any = view.archive.files.iter().any(|file| !file.facts.imported.is_empty());
    let ours = if has_any { first_responses(view) } else { BTreeMap::new() };
    let mut facts = Vec::new();
    for file in &view.archive.files {
        for (kind, figures) in &file.facts.imported {
            let theirs: Vec<i64> = figures.values().copied().collect();
            let same: Vec<i64> = match *kind {
                "first_response_seconds" => figures.keys().filter_map(|key| ours.get(key).copied()).collect(),
                _ => Vec::new(),
            };
            let beside = match median(view, same.clone()) {
                Some(median) => {
                    let n = same.len().to_string();
                    view.labels.fill("imported_ours", &[("n", &n), ("median", &median)])
                }
                None => String::new(),
            };
            let Some(median) = median(view, theirs) else { continue };
            let values = [
                ("file", view.file(file).into_owned()),
                ("kind", view.labels.code("imported", kind).to_owned()),
                ("n", figures.len().to_string()),
                ("median", median),
                ("ours", beside),
            ];
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            facts.push(Fact {
                code: "imported-figure",
                n: Some(figures.len() as u64),
                tone: Tone::Plain,
                text: view.labels.fill("imported", &values),
                first: false,
            });
        }
    }
    facts
}

/// Our first responses by the hash of their conversation's name in the export.
fn first_responses(view: &View<'_>) -> BTreeMap<u64, i64> {
    let mut found = BTreeMap::new();
    for measured in view.waits.iter().filter(|measured| measured.wait.number == 1 && measured.wait.case <= 1)
    {
        let opened = view.archive.messages.get(measured.wait.opened as usize);
        let name = opened.and_then(|message| view.archive.text(message.conversation.or(message.id)));
        if let (Some(name), Some(response)) = (name, measured.response()) {
            found.entry(Hash::of(name)).or_insert(response.calendar);
        }
    }
    found
}

fn median(view: &View<'_>, mut seconds: Vec<i64>) -> Option<String> {
    seconds.sort_unstable();
    percentile(&seconds, 0.5).map(|median| view.units().duration(median.round() as i64))
}
