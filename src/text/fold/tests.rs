use super::*;

#[test]
fn the_tables_agree_with_unicode() {
    for code in (0xc0..0x180).chain(0x400..0x460).chain(0x490..0x492) {
        let letter = char::from_u32(code).unwrap();
        assert_eq!(known(letter).is_some(), letter.is_alphabetic(), "{letter}");
        if let Some(known) = known(letter) {
            assert_eq!(known.capital, letter.is_uppercase(), "{letter}");
            let lower: String = letter.to_lowercase().collect();
            let mut folded = String::new();
            push(&mut folded, letter);
            assert_eq!(folded, fold(&lower), "{letter}");
            assert_eq!(is_lower(letter), lower == String::from(letter), "{letter}");
        }
    }
}

#[test]
fn diacritics_go_and_letters_stay() {
    assert_eq!(fold("ŻÓŁĆ Ёлка Йод Їжак Ґанок Straße Œuvre"), "zolc елка йод їжак ґанок strasse oeuvre");
    assert_eq!(fold("и\u{306} і\u{308} e\u{301}"), "й ї e");
}
