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
