use super::sentences::{COMPLAINTS, OTHERS};
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
            let found = reading.tone.is_some_and(|tone| tone >= BOUND);
            if found != complaint {
                eprintln!("{complaint}: {text} {:?} {:?} {}", reading.language, reading.tone, reading.words);
            }
            found == complaint
        })
        .count()
}

#[test]
fn so_many_sentences_are_judged_right() {
    use Language::*;
    let found = [Polish, Russian, Finnish, English, German, Swedish]
        .map(|language| (right(COMPLAINTS, language, true), right(OTHERS, language, false)));
    assert_eq!(found, [(13, 13), (13, 13), (13, 13), (13, 13), (7, 7), (7, 7)]);
}
