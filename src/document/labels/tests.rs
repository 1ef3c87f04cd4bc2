use std::collections::BTreeSet;

use super::{Labels, TABLE};
use crate::message::Language;

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
