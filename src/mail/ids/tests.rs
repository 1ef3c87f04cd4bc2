use super::{links, own, stand_in, thread_index};
use crate::mail::header::Headers;

#[track_caller]
fn check(block: &str, parent: Option<&str>, others: &[&str]) {
    let headers = Headers::pick(block.as_bytes());
    let found = links(&headers, own(&headers));
    assert_eq!((found.parent, found.others.as_slice()), (parent, others), "{block}");
}

#[test]
fn the_last_reference_is_the_parent() {
    check("References: <a@x>\n <b@x>\nIn-Reply-To: <b@x>\n", Some("b@x"), &["a@x"]);
    check("In-Reply-To: <b@x>\n", Some("b@x"), &[]);
    check("To: a\n", None, &[]);
}

#[test]
fn ids_are_found_among_other_words() {
    check("In-Reply-To: Your message of \"Thu, 22 Aug 2002\" <a@x>\n", Some("a@x"), &[]);
    check("In-Reply-To: <a@x>; from ann@example.org on Thu\n", Some("a@x"), &[]);
    check("References: <a@x>,<b@x>\n", Some("b@x"), &["a@x"]);
    check("References: <a@x> (added by host)\n", Some("a@x"), &[]);
    check("In-Reply-To: a@x\n", Some("a@x"), &[]);
    check("In-Reply-To: your mail\n", None, &[]);
    check("In-Reply-To: <a@x\n", Some("a@x"), &[]);
}

#[test]
fn a_mail_does_not_answer_itself_and_ids_come_once() {
    check("Message-ID: <c@x>\nReferences: <a@x> <a@x> <b@x> <c@x>\n", Some("b@x"), &["a@x"]);
}

#[test]
fn a_long_chain_keeps_both_its_ends() {
    let chain: String = (0..500).map(|n| format!("<{n}@x> ")).collect();
    let headers = format!("References: {chain}\n");
    let headers = Headers::pick(headers.as_bytes());
    let found = links(&headers, None);
    assert_eq!((found.parent, found.others.first(), found.others.len()), (Some("499@x"), Some(&"0@x"), 63));
}

#[test]
fn own_ids_need_no_brackets() {
    assert_eq!(own(&Headers::pick(b"Message-ID: abc\n")), Some("abc"));
    assert_eq!(own(&Headers::pick(b"Message-ID: <a b>\n")), None);
    assert_eq!(own(&Headers::pick(b"Message-ID: <>\n")), None);
}

#[test]
fn a_mail_without_id_gets_one_that_its_copies_share() {
    let lf = Headers::pick(b"From: a@example.org\nSubject: x\n y\n");
    let crlf = Headers::pick(b"From: a@example.org\r\nSubject: x\r\n y\r\n");
    assert_eq!(stand_in(&lf, b"one\ntwo\n\n"), stand_in(&crlf, b"one\r\ntwo\r\n"));
    assert_ne!(stand_in(&lf, b"one"), stand_in(&lf, b"two"));
}

#[test]
fn a_thread_of_outlook_is_known_by_the_beginning_of_its_index() {
    let key = |value: &str| {
        let block = format!("Thread-Index: {value}\n");
        thread_index(&Headers::pick(block.as_bytes())).map(str::to_owned)
    };
    let first = "AdoAAAAAABCDEFGHIJKLMNOPQRSTUg==";
    let reply = "AdoAAAAAABCDEFGHIJKLMNOPQRSTUgABCDEF";
    assert_eq!(key(first), Some("AdoAAAAAABCDEFGHIJKLMNOPQRSTU".to_owned()));
    assert_eq!(key(first), key(reply));
    assert_eq!(key("short"), None);
    assert_eq!(key("not base 64, but long enough for one"), None);
}
