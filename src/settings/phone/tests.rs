use super::*;

#[test]
fn a_number_is_the_same_with_country_code_zeros_and_spaces() {
    for (one, other) in [
        ("+48 22 123 45 67", "221234567"),
        ("0048221234567", "22 123-45-67"),
        ("+358 40 1234567", "0401234567"),
        ("+358 9 1234567", "09 1234567"),
        ("+7 495 123-45-67", "8 (495) 123-45-67"),
        ("8 495 123-45-67", "495 1234567"),
        ("600", "600"),
    ] {
        assert!(is_same(one, other) && is_same(other, one), "{one} {other}");
    }
}

#[test]
fn short_or_other_numbers_are_not_the_same() {
    for (one, other) in
        [("221234567", "221234568"), ("4567", "221234567"), ("1234567", "221234567"), ("", "")]
    {
        assert!(!is_same(one, other) && !is_same(other, one), "{one} {other}");
    }
}

#[test]
fn calls_and_texts_with_one_number_are_one_thread() {
    for (one, other) in [
        ("+48 600 100 200", "600100200"),
        ("0048600100200", "48600100200"),
        ("+358 9 1234567", "09 1234567"),
        ("+45 12 34 56 78", "12345678"),
        ("+44 (0)20 7946 0018", "020 7946 0018"),
        ("+39 06 12345678", "06 12345678"),
        ("+7 495 123-45-67", "8 (495) 123-45-67"),
        ("1 212 555 0123", "(212) 555-0123"),
        ("+420 601 100 200", "601100200"),
    ] {
        assert!(thread(one).is_some() && thread(one) == thread(other), "{one} {other}");
    }
    assert_eq!(thread("+48600100200").as_deref(), Some("tel:600100200"));
    assert_ne!(thread("600100200"), thread("500100200"));
}

#[test]
fn names_extensions_and_long_ids_have_no_thread() {
    for text in ["", "101", "Anna 600100200", "anonymous", "1234567890123456789"] {
        assert_eq!(thread(text), None, "{text}");
    }
}

#[test]
fn exchanges_have_words_for_a_number_that_is_not_shown() {
    assert!(is_withheld("Anonymous") && is_withheld(" unavailable "));
    assert!(!is_withheld("Anna") && !is_withheld("600100200") && !is_withheld(""));
}
