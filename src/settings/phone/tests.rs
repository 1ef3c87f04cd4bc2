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
