use super::*;
use crate::text::LEXICON;

fn words() -> Words {
    let mut table = Table::default();
    table.add(LEXICON);
    Words::new(table, None)
}

#[test]
fn the_memory_knows_what_the_lists_know() {
    let words = words();
    let mut memory = Memory::default();
    memory.serve(1);
    let long = "a".repeat(50);
    for letters in ["paczka", "rikki", "не", "worst", "", "😡", &long, "paczka", &long] {
        let (&word, &listed, closing) = memory.word(&words, letters, Key::of(letters));
        assert_eq!(Known { word, listed, closing }, words.word(letters), "{letters}");
    }
}

#[test]
fn the_sums_are_those_of_all_features() {
    let words = words();
    let tokens = Tokens::read("The worst shop!! Why? 12 days, 34 calls 😡 ąęłóż Жду");
    let (mut memory, mut parts, mut hits) = (Memory::default(), Parts::default(), Vec::new());
    memory.serve(1);
    let sums = words.read(&tokens, &mut memory, &mut parts, &mut hits);
    let mut expected = model::Sum::default();
    gram::features(&tokens, |feature| {
        expected.weights += words.model.tone(feature);
        expected.n += 1;
    });
    assert_eq!(sums.tone, expected);
    assert_eq!(parts.words.len(), tokens.all.len());
}

#[test]
fn afinn_is_read_whole() {
    let n_lines = AFINN_LIST.lines().filter(|line| !line.starts_with('#')).count();
    let words = words();
    let n_scores: usize =
        words.single.values().map(|one| one.afinn.iter().filter(|&&score| score != 0).count()).sum();
    assert_eq!(n_scores, n_lines);
    assert!(words.single.values().flat_map(|one| &one.afinn).all(|score| (-5..=5).contains(score)));
}
