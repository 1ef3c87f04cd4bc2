use super::*;

#[test]
fn a_gap_ends_at_the_first_letter_and_counts_its_line_breaks() {
    assert_eq!(gap_end("  a", 0), (2, 0));
    assert_eq!(gap_end(" \r\n\u{a0}\n\u{3000}ж", 0), (8 + 1, 2));
    assert_eq!(gap_end("\u{2003}", 0), (3, 0));
    // Other letters begin with the same byte.
    assert_eq!(gap_end("\u{a9}", 0), (0, 0));
}

#[test]
fn every_space_of_unicode_ends_a_chunk() {
    for space in ('\0'..='\u{ffff}').filter(|letter| letter.is_whitespace()) {
        assert_eq!(chunk_end(&format!("añ{space}b")), (3, false), "{space:?}");
    }
    for letter in ('!'..='\u{ffff}').filter(|letter| !letter.is_whitespace()) {
        assert_eq!(chunk_end(&letter.to_string()).0, letter.len_utf8(), "{letter:?}");
    }
}

#[test]
fn addresses_are_told_by_their_signs() {
    assert_eq!(chunk_end("a@b c"), (3, true));
    assert!(is_address("https://example.org") && is_address("www.example.org") && is_address("a@b"));
    assert!(!is_address("15:00") && !is_address("a:/b"));
}
