use crate::message::Kind;
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::LiveChat;

const V3: &[u8] = include_bytes!("../../../fixtures/livechat/two-threads-one-chat/archives.json");
const V2: &[u8] = include_bytes!("../../../fixtures/livechat/supervisor-whisper/chats.json");

#[test]
fn every_event_is_a_record_and_nothing_is_dropped() {
    let recorded = read(&LiveChat, "archives.json", V3);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (11, 10, 1));
    assert_eq!(recorded.problems[0].code, "restricted");
    let recorded = read(&LiveChat, "chats.json", V2);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (10, 10));
}

#[test]
fn a_deleted_line_without_text_is_a_blank() {
    let text = br#"{"id":"C","users":[],"thread":{"id":"T","events":[
        {"id":"1","type":"message","deleted":true,"created_at":"2026-11-02T09:00:00Z","author_id":"a"},
        {"id":"2","type":"message","text":"x","created_at":"when?","author_id":"a"}]}}"#;
    let recorded = read(&LiveChat, "chat.json", text);
    assert_eq!(recorded.messages[0].kind, Kind::Deleted);
    assert_eq!(
        recorded.problems[0].to_string(),
        "record 2 (line 1): `created_at` is \"when?\", expected a time [bad-time]"
    );
}

#[test]
fn other_json_is_not_taken() {
    for text in [
        &b"{\"messages\":[{\"text\":\"thread events author_id\"}]}"[..],
        b"{\"chats\":{\"list\":[]}}",
        b"chats",
    ] {
        assert!(matches!(sniff(&LiveChat, "x.json", text), Sniff::No(_)));
    }
    assert!(LiveChat.name() == "livechat" && matches!(sniff(&LiveChat, "x", V2), Sniff::Yes(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&LiveChat, "archives.json", V3);
    check_robust(&LiveChat, "chats.json", V2);
}

#[test]
fn ticks_and_choices_before_a_chat_ask_nothing() {
    let words = |field: &str| {
        let event = format!(
            r#"{{"id":"1","type":"filled_form","author_id":"c","form_type":"prechat","fields":[{field}],"created_at":"2026-11-02T09:00:00Z"}}"#
        );
        let chat = format!(
            r#"{{"id":"D","users":[{{"id":"c","type":"customer"}}],"thread":{{"id":"T","events":[{event}]}}}}"#
        );
        read(&LiveChat, "chat.json", chat.as_bytes()).messages.remove(0)
    };
    for choice in [
        r#"{"type":"checkbox","label":"Terms","answers":[{"label":"I agree"}]}"#,
        r#"{"type":"checkbox","label":"Terms","answer":"Yes"}"#,
        r#"{"type":"radio","label":"Are you a customer?","answer":{"id":"0","label":"Yes"}}"#,
        r#"{"type":"select","label":"Topic","answer":{"id":"1","label":"Returns"}}"#,
    ] {
        assert_eq!(words(choice).kind, Kind::Note, "{choice}");
    }
    let asked = words(r#"{"type":"question","label":"How can we help?","answer":"Where is parcel 12?"}"#);
    assert_eq!((asked.kind, asked.text.as_deref()), (Kind::Message, Some("Where is parcel 12?")));
}

#[test]
fn a_thread_with_an_empty_list_of_events_is_a_problem() {
    for chat in [
        r#"{"id":"A","users":[],"thread":{"id":"T1","events":[]}}"#,
        r#"{"id":"B","visitor":{"id":"v"},"started_timestamp":1,"events":[]}"#,
    ] {
        let problems = read(&LiveChat, "chat.json", chat.as_bytes()).problems;
        assert_eq!(problems.first().map(|problem| problem.code), Some("no-events"), "{chat}");
    }
}
