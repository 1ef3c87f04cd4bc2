use crate::message::{Channel, Kind, Stamp};
use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Eml;

const FORM: &[u8] = include_bytes!("../../../fixtures/eml/form/input.eml");
const LONE_CR: &[u8] = include_bytes!("../../../fixtures/eml/odd/lone-cr.eml");

#[test]
fn a_form_mail_is_its_customer_s() {
    let recorded = read(&Eml, "form.eml", FORM);
    let form = &recorded.messages[0];
    assert_eq!((form.author.as_deref(), form.name.as_deref()), (Some("anna@example.org"), Some("Anna")));
    assert_eq!((form.channel, form.kind), (Channel::Form, Kind::Message));
    assert!(form.text.as_deref().unwrap().contains("Czy mogę zapłacić kartą?"));
    assert_eq!(form.sent, Stamp::Instant(1_760_342_400));
}

#[test]
fn a_form_from_the_shop_to_the_shop_names_the_customer_in_its_text() {
    let mail = b"From: pomoc@sklep.example\nTo: pomoc@sklep.example\nSubject: x\nDate: x\n\nEmail: Anna@example.org\n";
    let recorded = read(&Eml, "form.eml", mail);
    let form = &recorded.messages[0];
    assert_eq!(form.answer_to.as_deref(), Some("anna@example.org"));
    assert_eq!(form.author.as_deref(), Some("pomoc@sklep.example"));
}

#[test]
fn odd_line_ends_and_blank_lines_do_not_matter() {
    let recorded = read(&Eml, "odd.eml", LONE_CR);
    let mail = &recorded.messages[0];
    assert_eq!((mail.subject.as_deref(), mail.sent), (Some("Prośba"), Stamp::Instant(1_760_342_400)));
    assert_eq!(mail.text.as_deref().map(str::trim), Some("Czekam."));
    assert!(mail.id.as_deref().unwrap().starts_with("no-id-"));
}

#[test]
fn a_mail_in_a_folder_has_the_folder_s_marks() {
    let recorded = read(&Eml, "out/Kosz/1.eml", FORM);
    assert_eq!(recorded.tally.outside.get("trash"), Some(&1));
}

#[test]
fn every_beginning_is_read_without_panic() {
    check_robust(&Eml, "form.eml", FORM);
    for end in 0..LONE_CR.len() {
        read(&Eml, "a.eml", &LONE_CR[..end]);
    }
}

#[test]
fn a_sender_with_a_space_before_its_colon_is_no_from_line() {
    let mail = b"From : Anna <anna@example.org>\nTo : shop@example.org\nSubject : Parcel\nDate : Wed, 1 Jul 2026 08:00:00 +0000\n\nWhere is it?\n";
    assert!(matches!(sniff(&Eml, "a.eml", mail), Sniff::Yes(_)));
    let behind = [b"From a@b Wed Jul  1 08:00:00 2026\n", &mail[..]].concat();
    for file in [&mail[..], &behind] {
        let recorded = read(&Eml, "a.eml", file);
        assert_eq!(recorded.messages[0].author.as_deref(), Some("anna@example.org"));
        assert_eq!(recorded.messages[0].subject.as_deref(), Some("Parcel"));
    }
}

#[test]
fn only_mails_are_mails() {
    for (name, file) in [("a.eml", FORM), ("a", FORM), ("a.eml", LONE_CR)] {
        assert!(matches!(sniff(&Eml, name, file), Sniff::Yes(_)), "{name}");
    }
    let from_line = [b"From a@b Mon Oct 13 10:00:00 2025\n", FORM].concat();
    assert!(matches!(sniff(&Eml, "a.eml", &from_line), Sniff::Yes(_)));
    assert!(matches!(sniff(&Eml, "a", &from_line), Sniff::No(_)));
    let others: [(&str, &[u8]); 6] = [
        ("a.eml", b"\x89PNG\r\n\x1a\n"),
        ("a.eml", b""),
        ("a.eml", b"{\"Subject\": 1}\nDate: x\nFrom: y\n"),
        ("a.txt", b"Subject: x\n\nDate: y\n"),
        ("a.csv", b"From,Date,Subject\n"),
        ("m/cur/1.a:2,S", FORM),
    ];
    for (name, file) in others {
        assert!(matches!(sniff(&Eml, name, file), Sniff::No(_)), "{name}");
    }
}

#[test]
fn outlook_messages_are_refused_and_other_compound_files_are_not() {
    let magic = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    assert!(matches!(sniff(&Eml, "a.msg", magic), Sniff::Refuse(_)));
    assert!(matches!(sniff(&Eml, "a.xls", magic), Sniff::No(_)));
}

#[test]
fn a_form_that_writes_as_nobody_names_its_customer_or_is_a_notice() {
    let mail = |to: &str, label: &str| {
        let mail = format!("From: noreply@shop.example\nTo: {to}\nSubject: x\n\n{label}: anna@example.org\n");
        let found = read(&Eml, "form.eml", mail.as_bytes());
        (found.messages[0].kind, found.messages[0].author.clone().unwrap_or_default())
    };
    assert_eq!(mail("help@shop.example", "E-mail"), (Kind::Message, "anna@example.org".to_owned()));
    assert_eq!(mail("help@shop.example", "Sent"), (Kind::Bulk, "noreply@shop.example".to_owned()));
    assert_eq!(mail("ola@example.com", "E-mail"), (Kind::Bulk, "noreply@shop.example".to_owned()));
}

#[test]
fn a_form_in_a_table_of_html_names_its_customer() {
    let mail = b"From: wordpress@shop.example\nTo: help@shop.example\nSubject: x\nContent-Type: text/html\n\n\
        <table><tr><td>Name</td><td>Anna</td></tr><tr><td>E-mail</td><td>anna@example.org</td></tr></table>\n";
    let recorded = read(&Eml, "form.eml", mail);
    let form = &recorded.messages[0];
    assert_eq!((form.author.as_deref(), form.channel), (Some("anna@example.org"), Channel::Form));
    assert_eq!(form.text.as_deref(), Some("Name\tAnna\n\nE-mail\tanna@example.org"));
}
