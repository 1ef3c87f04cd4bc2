use crate::message::Flags;
use crate::message::Kind;
use crate::source::Sniff;
use crate::source::testing::{read, sniff};

use super::Emlx;

const APPLE: &[u8] = include_bytes!("../../../fixtures/emlx/answered/1.emlx");

fn with_flags(flags: u64) -> Vec<u8> {
    String::from_utf8(APPLE.to_vec())
        .unwrap()
        .replace("<integer>4<", &format!("<integer>{flags}<"))
        .into_bytes()
}

#[test]
fn the_property_list_is_no_text() {
    let recorded = read(&Emlx, "1.emlx", APPLE);
    let mail = &recorded.messages[0];
    assert_eq!((mail.subject.as_deref(), mail.text.as_deref().map(str::trim)), (Some("Pytanie"), Some("OK")));
}

#[test]
fn its_flags_are_marks() {
    let replied = |flags| read(&Emlx, "1.emlx", &with_flags(flags)).messages[0].flags.has(Flags::REPLIED);
    assert!(replied(4) && replied(8_590_195_717));
    assert!(!replied(8_590_195_713));
    let kind = |flags| read(&Emlx, "1.emlx", &with_flags(flags)).messages[0].kind;
    assert_eq!(kind(1 << 6), Kind::Draft);
    assert_eq!(kind(1 << 24), Kind::Spam);
    assert_eq!(kind(3 << 24), Kind::Message);
    assert_eq!(read(&Emlx, "1.emlx", &with_flags(2)).tally.outside.get("trash"), Some(&1));
}

#[test]
fn the_list_stands_behind_the_mail_however_long_that_is() {
    for n_lines in [0, 1, 200_000] {
        let mail = format!("From: a@example.org\nDate: x\n\n{}", "text\n".repeat(n_lines));
        let long = format!("{}\n{mail}<plist><key>flags</key>\n<integer>5</integer></plist>", mail.len());
        assert!(read(&Emlx, "1.emlx", long.as_bytes()).messages[0].flags.has(Flags::REPLIED), "{n_lines}");
    }
}

#[test]
fn a_mail_without_a_list_or_with_a_wrong_count_is_read() {
    for count in ["9999999", "3", "0"] {
        let mail = format!("{count}       \nFrom: a@example.org\nDate: x\nSubject: y\n\nz\n");
        for list in ["", "<?xml version=\"1.0\"?>\n<plist><key>flags</key><integer>4</integer></plist>\n"] {
            let recorded = read(&Emlx, "1.emlx", format!("{mail}{list}").as_bytes());
            assert!(recorded.tally.balances(), "{count}");
            let mail = &recorded.messages[0];
            assert_eq!(
                (mail.subject.as_deref(), mail.text.as_deref()),
                (Some("y"), Some("z")),
                "{count} {list}"
            );
            assert!(!mail.flags.has(Flags::REPLIED), "{count}");
        }
    }
}

#[test]
fn every_beginning_is_read_without_panic() {
    for end in 0..APPLE.len() {
        read(&Emlx, "a.emlx", &APPLE[..end]);
    }
}

#[test]
fn only_counted_mails_are_its_files() {
    assert!(matches!(sniff(&Emlx, "1.emlx", APPLE), Sniff::Yes(_)));
    assert!(matches!(sniff(&Emlx, "1", APPLE), Sniff::Yes(_)));
    for other in [b"From: a@example.org\nDate: x\n".as_slice(), b"12\n13\n", b"12 a\nFrom: a@b\n", b""] {
        assert!(matches!(sniff(&Emlx, "1.emlx", other), Sniff::No(_)));
    }
}
