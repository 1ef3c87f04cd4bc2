use super::*;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let tokens = Tokens::read(text);
    // Sentences are parted by `.`, clauses by `,`.
    let mut found: Vec<String> = Vec::new();
    let mut last: Option<&Token> = None;
    for token in &tokens.all {
        match last {
            Some(last) if last.sentence != token.sentence => found.push(".".to_owned()),
            Some(last) if last.clause != token.clause => found.push(",".to_owned()),
            _ => {}
        }
        found.push(tokens.word(token).to_owned());
        last = Some(token);
    }
    assert_eq!(found, expected, "{text}");
}

#[test]
fn letters_are_folded_and_emphasis_is_cut() {
    check("Żółta ŁÓDŹ größer Ёлка й ї", &["zolta", "lodz", "grosser", "елка", "й", "ї"]);
    check("и\u{306} e\u{301}", &["й", "e"]);
    check("nooooo Don't don’t", &["noo", "dont", "dont"]);
    check("1000 24h", &["1000", "24h"]);
}

#[test]
fn sentences_and_clauses_are_parted() {
    check("Ja, gut. Wo?", &["ja", ",", "gut", ".", "wo"]);
    check("am 5. November z. B. hier", &["am", "5", "november", "z", "b", "hier"]);
    check("12.50 x-y", &["12", "50", "x", "y"]);
    check("Hello\nthere\n\nyou\nAnna", &["hello", "there", ".", "you", ".", "anna"]);
}

#[test]
fn addresses_go_and_emoji_are_tokens() {
    let tokens = Tokens::read("see https://example.org/a?b=1 or @shop. Ok 👍🏽 :) :-(");
    let words: Vec<_> = tokens.all.iter().map(|token| tokens.word(token)).collect();
    assert_eq!(words, ["see", "or", "ok", "👍", "🙂", "🙁"]);
    assert_eq!(tokens.links, [1, 2]);
    assert_eq!(tokens.n_questions, 0);
}

#[test]
fn sources_point_into_the_text() {
    let text = "Ą, Łódź 👍";
    let tokens = Tokens::read(text);
    let sources: Vec<_> = tokens.all.iter().map(|token| &text[token.source.clone()]).collect();
    assert_eq!(sources, ["Ą", "Łódź", "👍"]);
}

#[test]
fn long_texts_are_cut_between_letters() {
    let tokens = Tokens::read(&"ż ".repeat(10_000));
    assert!(tokens.cut);
    // Three bytes each: 2,730 whole ones in 8,192 bytes, and the letter of one more.
    assert_eq!(tokens.all.len(), 2731);
}
