use crate::message::{Kind, Role, Stamp};
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::Telegram;

const ACCOUNT: &[u8] = include_bytes!("../../../fixtures/telegram/full-owner/result.json");
const PAGE: &[u8] = include_bytes!("../../../fixtures/telegram/html/messages.html");
const CHAT: &[u8] = include_bytes!("../../../fixtures/telegram/single-chat/result.json");

#[test]
fn every_message_and_notice_is_a_record() {
    let recorded = read(&Telegram, "result.json", ACCOUNT);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (9, 8));
    assert_eq!(recorded.tally.outside.get("system-line"), Some(&1));
    assert_eq!(recorded.facts.owner.as_deref(), Some("user100"));
    let recorded = read(&Telegram, "result.json", CHAT);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (6, 5));
    assert_eq!(recorded.facts.owner, None);
}

#[test]
fn the_first_day_of_1970_is_no_edit() {
    let recorded = read(&Telegram, "result.json", ACCOUNT);
    assert_eq!(recorded.messages[0].edited, Stamp::Unknown);
    assert!(matches!(recorded.messages[1].edited, Stamp::Local(_)));
}

#[test]
fn a_chat_without_an_owner_is_told_by_its_number_or_its_name() {
    let chat = |name: &str, from_id: &str| {
        let text = format!(
            r#"{{"name":"{name}","type":"personal_chat","id":5,"messages":[
            {{"id":1,"type":"message","date":"2020-01-02T03:04:05","from":"Eve","from_id":{from_id},"text":"x"}}]}}"#
        );
        read(&Telegram, "result.json", text.as_bytes()).messages[0].role
    };
    assert_eq!(chat("Eve Reed", "\"user5\""), Some(Role::Customer));
    assert_eq!(chat("Eve", "9"), Some(Role::Customer));
    assert_eq!(chat("Other", "\"user9\""), Some(Role::Team));
    // The number of a chat says nothing in 2020.
    assert_eq!(chat("Other", "9"), None);
}

#[test]
fn posts_of_a_channel_are_nobodys_question() {
    let text = br#"{"name":"News","type":"public_channel","id":5,"messages":[
        {"id":1,"type":"message","date_unixtime":"1793610000","from":"News","from_id":"channel5","text":"x"},
        {"id":2,"type":"message","date_unixtime":"soon","from":"News","from_id":"channel5","text":"x"},
        7]}"#;
    let recorded = read(&Telegram, "result.json", text);
    assert_eq!(recorded.messages[0].role, Some(Role::Other));
    assert_eq!(
        (recorded.messages[0].kind, recorded.messages[0].sent),
        (Kind::Message, Stamp::Instant(1_793_610_000))
    );
    assert_eq!(
        recorded.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "record 2 (line 3): the date is \"soon\", expected a time [bad-time]",
            "record 3 (line 4): a message that is no object [bad-message]"
        ]
    );
}

#[test]
fn pages_of_html_know_who_joined_and_who_was_quoted() {
    let recorded = read(&Telegram, "messages.html", PAGE);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (3, 2));
    assert_eq!(recorded.tally.outside.get("system-line"), Some(&1));
    assert_eq!(recorded.messages[1].name.as_deref(), Some("Irja Salo"));
    assert_eq!(recorded.messages[0].text.as_deref(), Some("Missä pakettini on?\nTilaus 12 & 13"));
    assert_eq!(recorded.messages[0].sent, Stamp::Instant(1_793_610_000));
    assert_eq!((recorded.facts.peer.as_deref(), recorded.facts.owner.as_deref()), (Some("Irja Salo"), None));
    check_robust(&Telegram, "messages.html", PAGE);
}

#[test]
fn other_json_is_not_taken() {
    for text in [
        &b"{\"about\":\"x\",\"chats\":{}}"[..],
        b"{\"type\":\"x\",\"id\":1,\"messages\":[]}",
        b"personal_chat",
    ] {
        assert!(matches!(sniff(&Telegram, "result.json", text), Sniff::No(_)));
    }
    assert!(Telegram.name() == "telegram" && matches!(sniff(&Telegram, "x", CHAT), Sniff::Yes(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Telegram, "result.json", ACCOUNT);
    check_robust(&Telegram, "result.json", CHAT);
}
