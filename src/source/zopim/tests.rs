use crate::message::{Flags, Kind, Role};
use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Zopim;

const PAGE: &[u8] = include_bytes!("../../../fixtures/zopim/missed-and-offline/chats.json");

#[test]
fn every_event_is_a_record() {
    let recorded = read(&Zopim, "chats.json", PAGE);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (11, 11));
}

#[test]
fn the_vendors_first_response_is_kept_beside_ours() {
    let figures = read(&Zopim, "chats.json", PAGE).facts.imported;
    // Chat A says 30 s; those without an answer say nothing, which is not zero.
    assert_eq!(figures["first_response_seconds"].values().collect::<Vec<_>>(), [&30]);
}

#[test]
fn an_offline_message_alone_is_recognised() {
    let line = br#"{"type":"offline_msg","id":"1","timestamp":"2026-11-02T09:00:00Z","message":"a","visitor":{},"session":{}}"#;
    assert!(matches!(sniff(&Zopim, "x", line), Sniff::Yes(_)));
    assert!(matches!(sniff(&Zopim, "x", br#"{"history":[{"type":"visit"}]}"#), Sniff::No(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Zopim, "chats.json", PAGE);
}

#[test]
fn what_a_trigger_wrote_into_a_missed_chat_settles_nothing() {
    let settles_nothing = |missed: &str| {
        let event = r#"{"type":"chat.msg","timestamp":"2026-11-02T09:00:05Z","name":"Shop","nick":"agent:trigger","msg":"Soon."}"#;
        let chat = format!(r#"{{"id":"1","missed":{missed},"history":[{event}]}}"#);
        let message = read(&Zopim, "chats.json", chat.as_bytes()).messages.remove(0);
        assert_eq!((message.kind, message.role), (Kind::Message, Some(Role::Bot)));
        message.flags.has(Flags::HOLDING)
    };
    assert!(settles_nothing("true") && !settles_nothing("false"));
}

#[test]
fn a_chat_with_an_empty_history_is_a_problem() {
    let recorded = read(&Zopim, "chats.json", br#"{"id":"c2","missed":true,"history":[]}"#);
    assert_eq!(recorded.problems[0].code, "no-history");
}
