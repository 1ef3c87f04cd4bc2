use super::*;

#[test]
fn every_line_of_the_lists_is_understood() {
    let mut table = Table::default();
    assert_eq!(table.add(crate::text::LEXICON), Vec::<String>::new());
    assert_eq!(table.add(crate::text::PHRASES), Vec::<String>::new());
}

#[track_caller]
fn check(pattern: &str, text: &str, expected: Option<Range<usize>>) {
    let mut table = Table::default();
    assert_eq!(table.add(&format!("de\tmood\t{pattern}\t-1")), Vec::<String>::new());
    let tokens = Tokens::read(text);
    let mut hits = Vec::new();
    table.find(&tokens, &mut hits);
    let found = hits.first().map(|hit| hit.tokens.clone());
    assert_eq!(found, expected, "{pattern} in {text}");
}

#[test]
fn words_stems_numbers_and_gaps_fit() {
    check("kaputt", "Das ist kaputt", Some(2..3));
    check("kaputt", "Das ist kaputtgegangen", None);
    check("kaputt*", "Das ist kaputtgegangen", Some(2..3));
    check("seit 0 tagen", "Ich warte seit 3 Tagen", Some(2..5));
    check("warte ~ antwort", "Ich warte immer noch auf Antwort", Some(1..6));
    check("warte ~ antwort", "Ich warte. Antwort kam", None);
    check("warte ~ antwort", "Ich warte antwort", Some(1..3));
    check("prüf*", "Wir pruefen das", Some(1..2));
    check("prüf*", "Wir prufen das", Some(1..2));
    check("groß", "GROSS", Some(0..1));
}
