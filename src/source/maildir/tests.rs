use crate::message::Flags;
use crate::source::Sniff;
use crate::source::testing::{Recorded, check_robust, read, sniff};

use super::{Maildir, is_path};

const Q1: &[u8] = include_bytes!("../../../fixtures/maildir/basic/cur/1760342400.M1P1.host;2,RS");
const A2: &[u8] = include_bytes!("../../../fixtures/maildir/basic/.Sent/cur/1760346000.M4P1.host;2,S");

fn flags(recorded: &Recorded) -> Flags {
    recorded.messages[0].flags
}

#[test]
fn marks_are_read_from_the_name() {
    for name in ["m/cur/1.host;2,RS", "m/cur/1.host:2,RS", "m/cur/1.host,S=1,W=2!2,RS"] {
        assert!(flags(&read(&Maildir, name, Q1)).has(Flags::REPLIED), "{name}");
    }
    assert!(!flags(&read(&Maildir, "m/cur/1.host:2,S", Q1)).has(Flags::REPLIED));
    assert_eq!(read(&Maildir, "m/cur/1.host:2,ST", Q1).tally.outside.get("trash"), Some(&1));
    assert_eq!(read(&Maildir, "m/cur/1.host:2,D", Q1).messages[0].kind.name(), "draft");
}

#[test]
fn the_delivery_address_is_among_the_recipients() {
    assert_eq!(
        read(&Maildir, "m/new/1.host", Q1).messages[0].to,
        ["info@sklep.example", "pomoc@sklep.example"]
    );
}

#[test]
fn the_sent_folder_is_known() {
    assert!(flags(&read(&Maildir, "m/.Sent/cur/1.host:2,S", A2)).has(Flags::SENT));
    assert!(!flags(&read(&Maildir, "m/cur/1.host:2,S", A2)).has(Flags::SENT));
}

#[test]
fn every_beginning_is_read_without_panic() {
    check_robust(&Maildir, "m/cur/1.host:2,S", Q1);
}

#[test]
fn only_files_of_a_maildir_are_its_mails() {
    assert!(matches!(sniff(&Maildir, "m/cur/1.host:2,S", Q1), Sniff::Yes(_)));
    assert!(matches!(sniff(&Maildir, "m/new/1.host", Q1), Sniff::Yes(_)));
    assert!(matches!(sniff(&Maildir, "m/1.host", Q1), Sniff::No(_)));
    assert!(matches!(sniff(&Maildir, "m/cur/1.host:2,S", b"words"), Sniff::No(_)));
    assert!(!is_path("new/inbox.mbox") && !is_path("new/1.eml") && !is_path("cur/readme"));
}
