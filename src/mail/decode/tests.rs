use super::{base64, quoted_printable, text, words};

#[track_caller]
fn check(raw: &str, expected: &str) {
    assert_eq!(words(raw.as_bytes()), expected);
}

#[test]
fn encoded_words_become_text() {
    check("=?UTF-8?Q?Zam=C3=B3wienie_12?=", "Zamówienie 12");
    check("=?utf-8?b?WmFtw7N3aWVuaWU=?= 12", "Zamówienie 12");
    check("=?koi8-r?B?79TXxdQ=?=", "Ответ");
    check("=?iso-8859-2?Q?=A3=F3d=BC?=", "Łódź");
    check("=?UTF-8?Q??=", "");
}

#[test]
fn words_need_no_spaces_around_them() {
    check("Re:=?UTF-8?Q?=C5=BB?=", "Re:Ż");
    check("[#1]=?UTF-8?Q?=C5=BB?=x", "[#1]Żx");
    check("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab");
}

#[test]
fn a_language_tag_is_no_part_of_the_charset() {
    check("=?UTF-8*pl?Q?=C5=BB?=", "Ż");
}

#[test]
fn raw_utf_8_before_a_word_is_kept() {
    check("Zażółć =?UTF-8?Q?=C5=BB?=", "Zażółć Ż");
    check("Zażółć", "Zażółć");
}

#[test]
fn space_between_words_is_no_text_and_other_space_is() {
    check("=?utf-8?Q?a?= =?utf-8?Q?b?= c =?utf-8?Q?d?=", "ab c d");
    check("=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?=E9?=", "aé");
}

#[test]
fn a_character_split_over_two_words_is_whole() {
    check("=?utf-8?Q?=C5?= =?UTF-8?Q?=BB?=", "Ż");
    check("=?utf-8?B?xQ==?= =?utf-8?B?uw==?=", "Ż");
}

#[test]
fn words_of_a_charset_with_shifts_are_read_one_by_one() {
    check("=?ISO-2022-JP?B?GyRCJCIbKEI=?= =?ISO-2022-JP?B?GyRCJCIbKEI=?=", "ああ");
}

#[test]
fn unknown_charsets_are_read_as_utf_8_or_by_their_look() {
    check("=?x-unknown?Q?=C5=BB?=", "Ż");
    check("=?unknown-8bit?Q?caf=E9?=", "café");
    check("=?cp-1250?Q?=9Fle?=", "źle");
    check("=?iso8859_2?Q?=B1?=", "ą");
}

#[test]
fn what_is_no_word_stays() {
    check("a =? b", "a =? b");
    check("=?utf-8?X?a?=", "=?utf-8?X?a?=");
    check("=?utf-8?Q?a", "=?utf-8?Q?a");
    check("1 =?= 2", "1 =?= 2");
}

#[test]
fn undeclared_bytes_are_utf_8_where_they_can_be() {
    assert_eq!(text("zamówienie".as_bytes(), None), "zamówienie");
    assert_eq!(text("zamówienie".as_bytes(), Some(b"iso-8859-1")), "zamówienie");
    assert_eq!(text(b"zam\xF3wienie", None), "zamówienie");
    assert_eq!(text(b"zam\xF3wienie z\xB3e", None), "zamówienie złe");
    assert_eq!(text(b"\xCE\xF2\xE2\xE5\xF2", None), "Ответ");
    assert_eq!(text(b"\xEF\xD4\xD7\xC5\xD4", None), "Ответ");
    let russian = b"\xDD\xF2\xEE \xF3\xE6\xE0\xF1";
    for declared in ["windows-1251", "utf-8", "US-ASCII"] {
        assert_eq!(text(russian, Some(declared.as_bytes())), "Это ужас", "{declared}");
    }
    assert_eq!(text(b"It\x92s late", Some(b"utf-8")), "It’s late");
    assert_eq!(text("zażółć \u{fffd}".as_bytes(), Some(b"utf-8")), "zażółć \u{fffd}");
    assert_eq!(text(b"za\xC5\xBC\xC3\xB3\xC5", Some(b"utf-8")), "zażó\u{fffd}");
    assert_eq!(text(b"\x1B$B$\"\x1B(B", Some(b"iso-2022-jp")), "あ");
}

#[test]
fn base64_ends_at_the_first_byte_that_is_none() {
    assert_eq!(base64(b"SGVs\r\nbG8=\r\n", 99), b"Hello");
    assert_eq!(base64(b"SGVsbG8=\n____\nfooter", 99), b"Hello");
    assert_eq!(base64(b"SGVsbG8", 99), b"Hello");
    assert_eq!(base64(b"SGVsb", 99), b"Hel");
    assert_eq!(base64(b"SGVsbG8=", 3), b"Hel");
    assert_eq!(base64(b"", 99), b"");
}

#[test]
fn quoted_printable_survives_damage() {
    assert_eq!(quoted_printable(b"a=3Db=\r\nc=\nd=zz=", 99), b"a=bcd=zz=");
    assert_eq!(quoted_printable(b"abc", 2), b"ab");
}
