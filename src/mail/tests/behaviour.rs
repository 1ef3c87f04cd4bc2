//! What `mailparse` does with odd mail, and what is done instead: one test each.

use crate::mail::header::{Headers, MAX_VALUE, Name};
use crate::mail::{decode, mime, person};

fn body(mail: &[u8]) -> String {
    let block = memchr::memmem::find(mail, b"\n\n").unwrap() + 2;
    let (block, body) = mail.split_at(block);
    let found = mime::text(&Headers::pick(block), body).unwrap();
    found.text.trim().to_owned()
}

fn words(raw: &[u8]) -> String {
    decode::words(raw).into_owned()
}

#[track_caller]
fn check_addresses(raw: &str, expected: &[&str]) {
    let found = person::mailboxes(raw.as_bytes());
    let found: Vec<&str> = found.iter().map(|mailbox| mailbox.address.as_str()).collect();
    assert_eq!(found, expected, "{raw}");
}

#[test]
fn a_part_whose_header_starts_with_a_space_leaves_the_words() {
    let mail =
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n Content-Type: text/plain\n\nwords\n--x--\n";
    assert!(mailparse::parse_mail(mail).is_err());
    assert_eq!(body(mail), "words");
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    assert_eq!(body(b"Subject: x\n\n\rone\rtwo"), "one\ntwo");
    assert!(mailparse::parse_mail(b"Subject: x\n\rone").is_err());
}

#[test]
fn base64_before_a_list_footer_is_decoded_to_its_end() {
    let mail = b"Content-Transfer-Encoding: base64\n\nRHppZcWEIGRvYnJ5\n_____\nlist footer\n";
    assert!(mailparse::parse_mail(mail).unwrap().get_body().is_err());
    assert_eq!(body(mail), "Dzień dobry");
}

#[test]
fn utf_8_without_a_charset_is_utf_8() {
    let mail = "Content-Type: text/plain\n\nZamówienie".as_bytes();
    assert_eq!(mailparse::parse_mail(mail).unwrap().get_body().unwrap(), "ZamÃ³wienie");
    assert_eq!(body(mail), "Zamówienie");
    assert_eq!(body("Content-Type: text/plain; charset=iso-8859-1\n\nŻółw".as_bytes()), "Żółw");
}

#[test]
fn unknown_charsets_are_known_by_another_name_or_by_their_look() {
    for charset in ["x-unknown", "unknown-8bit", "cp-850", "none"] {
        let mail = format!("Content-Type: text/plain; charset={charset}\n\nŻółw");
        assert_eq!(body(mail.as_bytes()), "Żółw", "{charset}");
    }
    assert_eq!(body(b"Content-Type: text/plain; charset=cp-1250\n\n\x9fle"), "źle");
    assert_eq!(body(b"Content-Type: text/plain; charset=unknown-8bit\n\ncaf\xe9"), "café");
    assert_eq!(body(b"Content-Type: text/plain; charset=x-unknown\n\n\xcf\xf0\xe8\xe2\xe5\xf2"), "Привет");
}

#[test]
fn encoded_words_need_no_space_before_them_and_may_name_a_language() {
    assert_eq!(words(b"Re:=?UTF-8?Q?=C5=BB?="), "Re:Ż");
    assert_eq!(words(b"[#1]=?UTF-8?Q?=C5=BB?="), "[#1]Ż");
    assert_eq!(words(b"=?UTF-8*pl?Q?=C5=BB?="), "Ż");
}

#[test]
fn raw_utf_8_before_an_encoded_word_is_kept() {
    assert_eq!(words("Żółw =?UTF-8?Q?=C5=BB?=".as_bytes()), "Żółw Ż");
}

#[test]
fn encoded_words_that_touch_are_two() {
    assert_eq!(words(b"=?utf-8?Q?a?==?utf-8?Q?b?="), "ab");
}

#[test]
fn a_character_in_two_encoded_words_is_one() {
    assert_eq!(words(b"=?utf-8?Q?=C5?= =?utf-8?Q?=BB?="), "Ż");
    assert_eq!(words(b"=?utf-8?B?xQ==?=\n =?utf-8?B?uw==?="), "Ż");
}

#[test]
fn addresses_against_the_rules_are_found() {
    check_addresses("Doe, John <j@example.org>", &["j@example.org"]);
    check_addresses("<a@example.org>>", &["a@example.org"]);
    check_addresses("\"J\" j@example.org", &["j@example.org"]);
    check_addresses("<j@example.org", &["j@example.org"]);
    check_addresses("<>", &[]);
    for raw in ["Doe, John <j@example.org>", "\"J\" j@example.org", "<j@example.org"] {
        assert!(mailparse::addrparse(raw).is_err(), "{raw}");
    }
    let author = person::author(&Headers::pick(b"From: MAILER-DAEMON\n")).unwrap();
    assert_eq!(author.mailbox.address, "mailer-daemon");
}

#[test]
fn a_giant_value_is_cut() {
    let block = format!("Subject: {}\nTo: a\n", "=?utf-8?Q?abcdefg?= ".repeat(16_000));
    let headers = Headers::pick(block.as_bytes());
    assert!(headers.raw(Name::Subject).unwrap().len() <= MAX_VALUE);
    assert!(headers.text(Name::Subject).unwrap().starts_with("abcdefgabcdefg"));
}

#[test]
fn long_lists_of_recipients_are_cut() {
    let block = format!("To: {}\n", "anna@example.org, ".repeat(3_000));
    assert_eq!(person::recipients(&Headers::pick(block.as_bytes())), ["anna@example.org"]);
    let many: String = (0..20_000).map(|n| format!("a{n}@b.example,")).collect();
    let block = format!("To: {many}\nCc: {many}\n");
    assert!(person::recipients(&Headers::pick(block.as_bytes())).len() <= 50);
}

#[test]
fn a_hundred_multiparts_inside_each_other_end() {
    let mut mail = String::new();
    for depth in 0..200 {
        mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}x\n\n--b{depth}x\n"));
    }
    let (block, body) = mail.split_once("\n\n").unwrap();
    assert_eq!(mime::text(&Headers::pick(block.as_bytes()), body.as_bytes()), None);
}

#[test]
fn a_from_line_left_in_the_header_is_no_field() {
    let headers = Headers::pick(b"From a@example.org Mon Jan  1 00:00:00 2026\nSubject: x\n");
    assert_eq!((headers.raw(Name::From), headers.raw(Name::Subject)), (None, Some(b"x".as_slice())));
}
