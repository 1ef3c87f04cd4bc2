use std::collections::BTreeMap;

use crate::message::Promise;
use crate::text::Reader;
use crate::text::lists::rows;

/// `24h`, `30m`, `4d`, `day=1`, `weekday=2` or `-`.
fn promise(spelled: &str) -> Option<Promise> {
    if let Some((kind, number)) = spelled.split_once('=') {
        let number = number.parse().unwrap();
        return Some(if kind == "day" { Promise::DayAfter(number) } else { Promise::Weekday(number) });
    }
    let (number, unit) = spelled.split_at(spelled.len() - 1);
    let seconds = match unit {
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    Some(Promise::Within(number.parse::<i64>().unwrap() * seconds))
}

#[test]
fn sentences_of_every_language_name_their_times() {
    let reader = Reader::new(&[]);
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for [language, expected, text] in rows(include_str!("sentences.tsv")) {
        *counts.entry(language).or_default() += 1;
        let found = reader.read(text).promise;
        if found != promise(expected) {
            wrong.push((expected, found, text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for language in ["pl", "ru", "fi", "en", "de", "sv"] {
        assert!(counts[language] >= 25, "{language}: {}", counts[language]);
    }
}

#[test]
fn a_swedish_om_before_a_number_is_a_time_and_before_a_noun_a_question() {
    let reader = Reader::new(&[]);
    assert_eq!(reader.read("Vi återkommer om 3 dagar.").promise, Some(Promise::Within(3 * 86_400)));
    assert_eq!(reader.read("Vi kollar om paketet kommer inom 3 dagar.").promise, None);
}
