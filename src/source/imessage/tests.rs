use crate::message::Role;
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::IMessage;

const CHAT: &[u8] = include_bytes!("../../../fixtures/imessage/one-chat/+48600100200.txt");

#[test]
fn a_message_is_a_date_a_sender_and_lines() {
    let recorded = read(&IMessage, "out/+48600100200.txt", CHAT);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (5, 4));
    assert_eq!(recorded.tally.outside.get("system-line"), Some(&1));
    let said: Vec<_> =
        recorded.messages.iter().map(|kept| (kept.place, kept.role, kept.text.as_deref().unwrap())).collect();
    assert_eq!(
        said,
        [
            (1, Some(Role::Customer), "Is the mug back?\n\nThe blue one."),
            (7, Some(Role::Team), "Yes, since Monday."),
            (16, Some(Role::Customer), "May 1, 2026 was the date on my bill."),
            (20, Some(Role::Team), "We will look it up."),
        ]
    );
}

#[test]
fn a_date_without_a_sender_is_a_problem() {
    let recorded = read(&IMessage, "x.txt", b"Nov 02, 2026  9:00:00 AM\n\nNov 02, 2026  9:00:00 AM\nMe\nx\n");
    assert_eq!(
        recorded.problems[0].to_string(),
        "record 1 (line 1): a date without a sender below it [no-sender]"
    );
    assert_eq!(recorded.messages.len(), 1);
}

#[test]
fn only_its_own_text_is_taken() {
    assert!(IMessage.name() == "imessage" && matches!(sniff(&IMessage, "x", CHAT), Sniff::Yes(_)));
    assert!(matches!(sniff(&IMessage, "x", b"Nov 02, 2026  9:00:00 AM - Eve: x\nMe\n"), Sniff::No(_)));
    assert!(matches!(sniff(&IMessage, "x", b"Me\nx\n"), Sniff::No(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&IMessage, "+48600100200.txt", CHAT);
}
