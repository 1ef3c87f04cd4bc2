use std::collections::BTreeMap;

use crate::text::Reader;
use crate::text::lists::rows;

#[test]
fn sentences_of_every_language_hold_ask_or_answer() {
    let reader = Reader::new(&[]);
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for [language, expected, text] in rows(include_str!("sentences.tsv")) {
        *counts.entry(language).or_default() += 1;
        let reading = reader.read(text);
        let found = match (reading.holding, reading.asks_customer) {
            (true, false) => "holds",
            (false, true) => "asks",
            (false, false) => "answers",
            (true, true) => "both",
        };
        // A question back with a mark needs no further words.
        let asks = expected == "asks" && found == "answers" && reading.question;
        if found != expected && !asks {
            wrong.push((expected, found, text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for language in ["pl", "ru", "fi", "en", "de", "sv"] {
        assert!(counts[language] >= 25, "{language}: {}", counts[language]);
    }
}

#[test]
fn an_answer_with_a_courtesy_does_not_ask() {
    let reader = Reader::new(&[]);
    for text in [
        "Your refund was sent today. Please let us know if it does not arrive.",
        "Paczka została wysłana, proszę napisać, gdy dotrze.",
        "Деньги возвращены, напишите, если не придут.",
    ] {
        let reading = reader.read(text);
        assert!(!reading.asks_customer && !reading.holding, "{text}");
    }
}

#[test]
fn to_ask_for_patience_is_to_hold() {
    let reader = Reader::new(&[]);
    for text in ["Prosimy o cierpliwość, sprawdzamy.", "We ask you to bear with us, we are checking."] {
        assert!(reader.read(text).holding, "{text}");
    }
}
