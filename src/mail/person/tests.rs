use super::{Author, author, hidden_recipient, identity, is_no_reply, mailboxes, name_alone, recipients};
use crate::mail::header::Headers;

#[track_caller]
fn check(raw: &str, expected: &[(&str, &str)]) {
    let found = mailboxes(raw.as_bytes());
    let found: Vec<_> =
        found.iter().map(|m| (m.name.as_deref().unwrap_or_default(), m.address.as_str())).collect();
    assert_eq!(found, expected, "{raw}");
}

#[test]
fn addresses_are_read_as_mail_writes_them() {
    check("anna@example.org", &[("", "anna@example.org")]);
    check("Anna <Anna@Example.org>", &[("Anna", "anna@example.org")]);
    check(
        "\"Nowak, Anna\" <a@example.org>, b@example.org",
        &[("Nowak, Anna", "a@example.org"), ("", "b@example.org")],
    );
    check("=?utf-8?Q?=C5=BBaneta?= <a@example.org>", &[("Żaneta", "a@example.org")]);
    check("Żaneta <a@example.org>", &[("Żaneta", "a@example.org")]);
    check("a@example.org (Anna)", &[("Anna", "a@example.org")]);
    check("team: a@example.org, B <b@example.org>;", &[("", "a@example.org"), ("B", "b@example.org")]);
    check("\"a@example.org\" <b@example.org>", &[("a@example.org", "b@example.org")]);
    check("\"Anna \\\"Ania\\\" N\" <a@example.org>", &[("Anna \"Ania\" N", "a@example.org")]);
    check("\"Nowak,\r\n Anna\" <a@example.org>", &[("Nowak, Anna", "a@example.org")]);
    check("\"=?utf-8?Q?=C5=BBaneta?=\" <a@example.org>", &[("Żaneta", "a@example.org")]);
}

#[test]
fn damaged_addresses_are_read_too() {
    check("Doe, John <j@example.org>", &[("Doe, John", "j@example.org")]);
    check("a@example.org>>", &[("", "a@example.org")]);
    check("\"J\" j@example.org", &[("J", "j@example.org")]);
    check("<j@example.org", &[("", "j@example.org")]);
    check("ann at example.org (Ann)", &[("Ann", "ann@example.org")]);
    check("<mailto:a@example.org>", &[("", "a@example.org")]);
    check("MAILER-DAEMON", &[]);
    check("<>", &[]);
    check("", &[]);
    check("undisclosed-recipients:;", &[]);
}

#[test]
fn a_hostile_list_is_capped() {
    assert_eq!(mailboxes("a@example.org,".repeat(5000).as_bytes()).len(), 50);
    assert!(mailboxes("(".repeat(60_000).as_bytes()).is_empty());
    assert!(mailboxes(",x".repeat(30_000).as_bytes()).is_empty());
}

fn written_by(block: &str) -> Author {
    author(&Headers::pick(block.as_bytes())).unwrap()
}

#[track_caller]
fn check_author(block: &str, name: &str, address: &str, answer_to: Option<&str>) {
    let found = written_by(block);
    let found_name = found.mailbox.name.as_deref().unwrap_or_default();
    assert_eq!(
        (found_name, found.mailbox.address.as_str(), found.answer_to.as_deref()),
        (name, address, answer_to)
    );
}

#[test]
fn rewritten_authors_are_undone() {
    let group = "From: 'Anna' via shop <shop@groups.example.org>\nReply-To: shop@groups.example.org\n";
    check_author(
        &format!("{group}X-Original-From: Anna <anna@example.org>\n"),
        "Anna",
        "anna@example.org",
        None,
    );
    check_author(&format!("{group}X-Original-Sender: anna@example.org\n"), "Anna", "anna@example.org", None);
    check_author(
        "From: Anna via List <list@example.org>\nReply-To: Anna <anna@example.com>\n",
        "Anna",
        "anna@example.com",
        None,
    );
    check_author(
        "From: Anna via List <list@example.org>\nReply-To: list@example.org\nCc: Anna <anna@example.com>\n",
        "Anna",
        "anna@example.com",
        None,
    );
    check_author(
        "From: Shop <no-reply@example.org>\nReply-To: anna@example.com\n",
        "Shop",
        "anna@example.com",
        None,
    );
    check_author(
        "From: wordpress@example.org\nReply-To: Anna <anna@example.com>\n",
        "Anna",
        "anna@example.com",
        None,
    );
}

#[test]
fn an_ordinary_author_stays_and_the_answer_address_is_told() {
    check_author("From: Anna <anna@example.org>\n", "Anna", "anna@example.org", None);
    check_author("From: MAILER-DAEMON\n", "", "mailer-daemon", None);
    check_author("From: a@example.org\nReply-To: a@example.org\n", "", "a@example.org", None);
    check_author(
        "From: shop@example.org\nReply-To: anna@example.com\n",
        "",
        "shop@example.org",
        Some("anna@example.com"),
    );
}

#[test]
fn a_list_that_sends_answers_to_itself_is_nobody_to_answer() {
    let block = "From: anna@example.com\nTo: list@example.org\nReply-To: list@example.org\nList-Id: <list>\n";
    check_author(block, "", "anna@example.com", None);
    let block = block.replace("anna@", "apache@");
    check_author(&block, "", "apache@example.com", None);
}

#[test]
fn recipients_are_told_once() {
    let headers = Headers::pick(b"To: a@example.org, A@example.org\nCc: b@example.org\n");
    assert_eq!(recipients(&headers), ["a@example.org", "b@example.org"]);
}

#[test]
fn one_person_has_one_identity() {
    assert_eq!(identity("anna+shop@example.org"), "anna@example.org");
    assert_eq!(identity("an.na+x@googlemail.com"), "anna@gmail.com");
    assert_eq!(identity("anna@gmail.com"), "anna@gmail.com");
    assert_eq!(identity("an.na@example.org"), "an.na@example.org");
    assert_eq!(identity("reply+123@example.org"), "reply+123@example.org");
    assert_eq!(identity("ab+12@marketplace.amazon.de"), "ab+12@marketplace.amazon.de");
    assert_eq!(identity("mailer-daemon"), "mailer-daemon");
}

#[test]
fn senders_that_nobody_reads_are_known() {
    for address in [
        "noreply@example.org",
        "No-Reply@example.org",
        "do_not_reply@x.example",
        "shop-no-reply@example.org",
        "nicht-antworten@x.example",
    ] {
        assert!(is_no_reply(&address.to_lowercase()), "{address}");
    }
    assert!(!is_no_reply("reply@example.org"));
    assert!(!is_no_reply("renoreplyx@example.org"));
}

#[test]
fn who_writes_as_a_shared_mailbox_is_known_by_name() {
    let check = |sender: &str, name: &str| {
        let block = format!("From: Shop <help@shop.example>\nSender: {sender}\nTo: anna@example.org\n");
        check_author(&block, name, "help@shop.example", None);
    };
    check("Ola Nowak <ola@shop.example>", "Ola Nowak");
    check("Ola Nowak <ola@elsewhere.example>", "Shop");
    check("List <list-bounces@shop.example>", "Shop");
    check("ola@shop.example", "Shop");
    check("Help <help@shop.example>", "Shop");
}

#[test]
fn an_author_without_an_address_has_a_name() {
    for (from, expected) in [
        ("\"Kasia Nowak\" <MAILER-DAEMON>", Some("Kasia Nowak")),
        ("\"Kasia Nowak\" </O=EXCHANGELABS/OU=EXCHANGE/CN=RECIPIENTS/CN=KASIA>", Some("Kasia Nowak")),
        ("Kasia Nowak", Some("Kasia Nowak")),
        ("=?utf-8?Q?=C5=BBaneta?= Nowak <>", Some("Żaneta Nowak")),
        ("<>", None),
    ] {
        let block = format!("From: {from}\n");
        let headers = Headers::pick(block.as_bytes());
        assert!(author(&headers).is_none(), "{from}");
        assert_eq!(name_alone(&headers).as_deref(), expected, "{from}");
    }
}

#[test]
fn the_only_hidden_recipient_of_a_mail_to_ourselves_is_told() {
    let check = |block: &str, expected: Option<&str>| {
        let headers = Headers::pick(block.as_bytes());
        let found = hidden_recipient(&headers, "help@shop.example", &recipients(&headers));
        assert_eq!(found.as_deref(), expected, "{block}");
    };
    check("To: help@shop.example\nBcc: Anna <anna@example.org>\n", Some("anna@example.org"));
    check("To: help@shop.example\nBcc: anna@example.org, jan@example.org\n", None);
    check("To: anna@example.org\nBcc: archive@crm.example\n", None);
    check("To: ola@shop.example\nBcc: archive@crm.example\n", None);
    check("Bcc: anna@example.org\n", Some("anna@example.org"));
}
