use super::sentences::{COMPLAINTS, OTHERS, UNSEEN_COMPLAINTS, UNSEEN_OTHERS};
use crate::message::Language;
use crate::text::Reader;

const BOUND: f32 = 0.7;

/// How many of the sentences are on their side of the bound.
fn right(lists: &[(Language, &[&str])], language: Language, complaint: bool) -> usize {
    let reader = Reader::new(&[]);
    let texts = lists.iter().filter(|(of, _)| *of == language).flat_map(|(_, texts)| texts.iter());
    texts
        .filter(|text| {
            let reading = reader.read(text);
            reading.tone.is_some_and(|tone| tone >= BOUND) == complaint
        })
        .count()
}

fn both(complaints: &[(Language, &[&str])], others: &[(Language, &[&str])]) -> [(usize, usize); 6] {
    use Language::*;
    [Polish, Russian, Finnish, English, German, Swedish]
        .map(|language| (right(complaints, language, true), right(others, language, false)))
}

#[test]
fn so_many_sentences_are_judged_right() {
    // The lists were made with these sentences at hand.
    assert_eq!(both(COMPLAINTS, OTHERS), [(13, 13), (13, 13), (13, 13), (13, 13), (7, 7), (7, 7)]);
}

#[test]
fn so_many_unseen_sentences_are_judged_right() {
    // Of 44 complaints, most of them without one bad word, 25 are found, and none of 44 others is
    // taken for one: what is found can be shown, what is not found proves nothing.
    assert_eq!(both(UNSEEN_COMPLAINTS, UNSEEN_OTHERS), [(5, 8), (3, 8), (6, 8), (6, 8), (2, 6), (3, 6)]);
}

#[test]
fn a_complaint_has_a_reason_and_a_strong_phrase_makes_it_certain() {
    let reader = Reader::new(&[]);
    let read = |text: &str| {
        let reading = reader.read(text);
        (reading.reason.map(|reason| reason.name()), reading.certain)
    };
    assert_eq!(read("The kettle stopped working after two days."), (Some("defect"), true));
    assert_eq!(read("Ten sklep to oszuści."), (Some("fraud"), false));
    assert_eq!(read("Oddajcie pieniądze!"), (Some("refund"), true));
    assert_eq!(read("Никто не отвечает, верните деньги"), (Some("refund"), true));
    assert_eq!(read("Where is the size chart?"), (None, false));
    // Praise beside it takes the certainty away.
    assert!(!read("Great shop, excellent, but I want my money back").1);
}

#[test]
fn an_own_line_wins_over_the_program() {
    let own = crate::text::Own {
        lexicon: "en\tmood\tbroken\t0\nen\tmood\taphid*\t-2\tdefect".to_owned(),
        tuned: None,
    };
    let reader = Reader::with(&[], &own);
    let tone = |text: &str| reader.read(text).tone.unwrap();
    assert!(tone("Do you sell the broken grey tiles?") < BOUND);
    assert!(tone("Everything is full of aphids") >= BOUND);
}

#[test]
fn where_only_learned_weights_speak_their_words_are_marked() {
    let reader = Reader::new(&[]);
    let readings =
        ["I would have thought you could at least apologise", "You killed it, it died and we cried"];
    let marked = readings.map(|text| reader.read(text)).iter().any(|reading| {
        reading.tone.is_some_and(|tone| tone >= 0.5)
            && reading.words.split(';').all(|word| word.starts_with('~'))
    });
    assert!(marked, "{:?}", readings.map(|text| reader.read(text).words));
}
