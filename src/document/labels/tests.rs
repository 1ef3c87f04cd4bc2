use std::collections::BTreeSet;

use super::{Labels, TABLE};
use crate::message::{Kind, Language};

fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_language_has_every_text_with_the_same_names_in_it() {
    let mut keys = BTreeSet::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 5, "{line}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
        assert!(keys.insert(cells[0]), "{} is there twice", cells[0]);
        for cell in &cells[2..] {
            assert_eq!(names(cells[1]), names(cell), "{line}");
        }
    }
    assert!(keys.len() > 50);
}

#[test]
fn names_are_replaced_and_what_they_bring_is_not_read_again() {
    let labels = Labels::new(Language::English);
    assert_eq!(labels.get("heading.customer"), "customer");
    assert_eq!(labels.fill("no such {a} key {b}", &[("a", "{b}"), ("b", "2")]), "no such {b} key 2");
}

/// The words in quotes that a text begins with.
fn quoted(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('"')?.split('"').next()
}

/// Reasons why a record is no message, as the sources' own text names them: `outside("…")`, or `Err("…")` of a code.
fn reasons_of_sources() -> BTreeSet<String> {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/source")];
    let mut found = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "rs") || path.ends_with("tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let is_code = |word: &&str| word.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase());
            found.extend(text.split("outside(").skip(1).filter_map(quoted).map(str::to_owned));
            found.extend(text.split("Err(").skip(1).filter_map(quoted).filter(is_code).map(str::to_owned));
        }
    }
    found
}

/// Reasons why a message is what it is, as the text that judges it names them: `(Class::…, "…")`, or its kind's name.
fn reasons_of_classes() -> BTreeSet<String> {
    let text = include_str!("../../conversation/class.rs");
    let named = text.split("(Class::").skip(1).filter_map(|pair| quoted(pair.split_once(',')?.1));
    let kinds = [
        Kind::Assigned,
        Kind::Draft,
        Kind::Receipt,
        Kind::Rating,
        Kind::Reaction,
        Kind::Call,
        Kind::MissedCall,
    ];
    named.chain(kinds.iter().map(|kind| kind.name())).map(str::to_owned).collect()
}

#[test]
fn every_reason_why_a_record_is_no_message_or_what_it_is_has_its_words() {
    let mut reasons = reasons_of_sources();
    assert!(reasons.len() > 20, "{reasons:?}");
    reasons.extend(reasons_of_classes());
    assert!(reasons.len() > 60, "{reasons:?}");
    let keys: BTreeSet<&str> = TABLE.lines().filter_map(|line| line.split('\t').next()).collect();
    let without: Vec<&String> =
        reasons.iter().filter(|reason| !keys.contains(format!("reason.{reason}").as_str())).collect();
    assert!(without.is_empty(), "labels.tsv has no `reason.` line in four languages for {without:?}");
}
