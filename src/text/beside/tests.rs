use std::collections::BTreeSet;

use super::{Beside, LIST, MIN_STEM};
use crate::message::Language;
use crate::text::fold;

fn words() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let (language, words) = line.split_once('\t').unwrap();
        words.split(' ').map(move |word| (language, word))
    })
}

#[test]
fn every_word_is_found_in_its_language_and_stands_once() {
    let beside = Beside::shipped();
    let mut known = BTreeSet::new();
    for (language, word) in words() {
        let plain = word.trim_end_matches('*');
        assert!(!plain.is_empty() && known.insert((language, fold::fold(word))), "{language} {word}");
        assert!(beside.has(&fold::fold(plain), Language::from_name(language).unwrap()), "{language} {word}");
    }
}

#[test]
fn a_stem_has_three_letters_and_any_ending() {
    for (language, word) in words().filter(|(_, word)| word.ends_with('*')) {
        assert!(word.trim_end_matches('*').chars().count() >= MIN_STEM, "{language} {word}");
    }
    let beside = Beside::shipped();
    assert!(beside.has("paczki", Language::Polish));
    assert!(!beside.has("paczki", Language::English));
    assert!(!beside.has("pacz", Language::Polish));
    assert!(!beside.has("", Language::Polish));
}

/// Words that turn a statement round must never pass for words that tell nothing.
#[test]
fn no_word_denies_or_asks() {
    let beside = Beside::shipped();
    for (language, bad) in [
        (Language::English, "not no never still but however only why when where half again wrong"),
        (Language::Polish, "nie nigdy nadal wciaz ale jednak tylko kiedy gdzie brak znow znowu czemu"),
        (Language::Russian, "не нет никогда но однако только когда где опять снова почему"),
        (Language::Finnish, "ei en eivat mutta kuitenkin vain milloin missa taas vielakaan edelleen"),
        (Language::German, "nicht kein keine nie aber jedoch nur wann wo warum noch immer"),
        (Language::Swedish, "inte ingen aldrig men dock bara nar varfor fortfarande"),
    ] {
        for word in bad.split(' ') {
            assert!(!beside.has(word, language), "{word}");
        }
    }
}
