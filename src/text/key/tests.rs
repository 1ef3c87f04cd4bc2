use super::*;

#[test]
fn different_words_have_different_keys() {
    let words = ["", "a", "ab", "abc", "abcd", "abcdefgh", "abcdefghi", "abcdefgh\0", "ж", "же", "äö", "a\0"];
    for (idx, one) in words.iter().enumerate() {
        for other in words.iter().skip(idx + 1) {
            assert_ne!(Key::of(one), Key::of(other), "{one} and {other}");
        }
    }
    assert_ne!(Key::of(""), Some(Key::default()));
    assert!(Key::of(&"a".repeat(31)).is_some());
    assert_eq!(Key::of(&"a".repeat(32)), None);
}

#[test]
fn the_first_bytes_are_those_of_the_word() {
    assert_eq!(first_bytes(b""), 0);
    assert_eq!(first_bytes(b"abc"), 0x63_6261);
    assert_eq!(first_bytes(b"abcdefghij"), 0x6867_6665_6463_6261);
}

#[test]
fn long_words_are_kept_as_well() {
    let long = "x".repeat(40);
    let mut known: ByWord<u8> = ByWord::default();
    *known.of("short") += 1;
    *known.of(&long) += 2;
    *known.of(&long) += 2;
    assert_eq!((known.get("short"), known.get(&long), known.get("other")), (Some(&1), Some(&4), None));
    assert_eq!(known.values().count(), 2);
}
