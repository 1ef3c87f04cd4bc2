use std::collections::BTreeMap;

use crate::message::{Day, Promise};
use crate::text::Reader;
use crate::text::lists::rows;

/// `24h`, `30m`, `4d`, `day=1`, `weekday=2`, `date=05-12`, `at=15:00`, `day=1@15:00` or `-`.
fn promise(spelled: &str) -> Option<Promise> {
    if let Some(clock) = spelled.strip_prefix("at=") {
        return Some(Promise::Clock(None, minutes(clock)));
    }
    if let Some((day, clock)) = spelled.split_once('@') {
        return Some(Promise::Clock(Some(self::day(day)), minutes(clock)));
    }
    if spelled.contains('=') {
        return Some(Promise::Day(day(spelled)));
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

fn day(spelled: &str) -> Day {
    match spelled.split_once('=').unwrap() {
        ("day", number) => Day::After(number.parse().unwrap()),
        ("weekday", number) => Day::Weekday(number.parse().unwrap()),
        (_, date) => {
            let (month, day) = date.split_once('-').unwrap();
            Day::Date { year: None, month: month.parse().unwrap(), day: day.parse().unwrap() }
        }
    }
}

fn minutes(clock: &str) -> u16 {
    let (hour, minute) = clock.split_once(':').unwrap();
    60 * hour.parse::<u16>().unwrap() + minute.parse::<u16>().unwrap()
}

#[test]
fn sentences_of_every_language_name_their_times() {
    check(include_str!("sentences.tsv"), 25);
}

#[test]
fn dates_and_clock_times_are_read_in_every_language() {
    check(include_str!("dated.tsv"), 15);
}

#[track_caller]
fn check(table: &'static str, least: usize) {
    let reader = Reader::new(&[]);
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for [language, expected, text] in rows(table) {
        *counts.entry(language).or_default() += 1;
        let found = reader.read(text).promise;
        if found != promise(expected) {
            wrong.push((expected, found, text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for language in ["pl", "ru", "fi", "en", "de", "sv"] {
        assert!(counts[language] >= least, "{language}: {}", counts[language]);
    }
}

#[test]
fn a_swedish_om_before_a_number_is_a_time_and_before_a_noun_a_question() {
    let reader = Reader::new(&[]);
    assert_eq!(reader.read("Vi återkommer om 3 dagar.").promise, Some(Promise::Within(3 * 86_400)));
    assert_eq!(reader.read("Vi kollar om paketet kommer inom 3 dagar.").promise, None);
}
