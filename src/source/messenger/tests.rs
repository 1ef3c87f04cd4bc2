use crate::message::{Kind, Stamp};
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::Messenger;
use super::mojibake::repair;
use super::notice::{Notice, judge};

const NEWER: &[u8] = include_bytes!(
    "../../../fixtures/messenger/mojibake-pl/your_facebook_activity/messages/inbox/annazak_1001/message_1.json"
);
const ENCRYPTED: &[u8] = include_bytes!("../../../fixtures/messenger/e2ee/Jan Wójcik_3.json");

#[test]
fn letters_are_repaired_only_where_they_are_broken() {
    assert_eq!(repair("Cze\u{c5}\u{9b}\u{c4}\u{87} \u{f0}\u{9f}\u{91}\u{8d}"), "Cześć 👍");
    for right in ["Cześć", "cafe", "café", "Ã³ and ś", ""] {
        assert_eq!(repair(right), right);
    }
}

#[test]
fn within_one_second_the_file_is_turned_round() {
    let recorded = read(&Messenger, "inbox/annazak_1001/message_1.json", NEWER);
    let kinds: Vec<_> = recorded.messages.iter().map(|kept| (kept.record, kept.kind)).collect();
    assert_eq!(kinds, [(1, Kind::Message), (2, Kind::Message), (3, Kind::MissedCall), (4, Kind::Deleted)]);
    assert_eq!(recorded.messages[0].text.as_deref(), Some(""));
    assert_eq!(recorded.messages[1].text.as_deref(), Some("Halo, dalej czekam na odpowiedź."));
    assert_eq!(recorded.messages[0].sent, recorded.messages[1].sent);
    assert_eq!(recorded.facts.owner.as_deref(), Some("Kubki Świata"));
    assert_eq!(recorded.messages[0].author.as_deref(), Some("inbox/annazak_1001/Anna Żak"));
    assert_eq!(recorded.messages[2].author, None);
}

#[test]
fn an_encrypted_chat_is_left_as_it_is() {
    let recorded = read(&Messenger, "Jan.json", ENCRYPTED);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (5, 4));
    assert!(recorded.messages[0].text.as_deref().is_some_and(|text| text.ends_with("Łodzi? Ã³")));
    assert_eq!(recorded.messages[2].kind, Kind::Deleted);
    assert_eq!(recorded.tally.outside.get("placeholder"), Some(&1));
}

#[test]
fn a_thread_without_a_path_has_the_name_of_its_folder() {
    let text = br#"{"participants":[{"name":"A"},{"name":"B"},{"name":"C"}],"messages":[
        {"sender_name":"A","timestamp_ms":1793610000123,"content":"x"},{"sender_name":"A","content":"x"}]}"#;
    let recorded = read(&Messenger, "inbox/abc_1/message_1.json", text);
    assert_eq!(recorded.messages[0].conversation.as_deref(), Some("abc_1"));
    assert_eq!(recorded.messages[0].sent, Stamp::Instant(1_793_610_000));
    assert_eq!((recorded.messages[0].author.as_deref(), recorded.facts.owner.as_deref()), (None, None));
    assert_eq!(
        recorded.problems[0].to_string(),
        "record 2 (line 2): a message without a time in `timestamp_ms` [bad-time]"
    );
}

#[test]
fn sentences_of_the_app_are_told_from_complaints() {
    let judge = |text| judge(text, Some("Anna Nowak"));
    assert_eq!(judge("Anna Nowak named the group Mugs."), Notice::System);
    assert_eq!(judge("The video chat ended."), Notice::System);
    assert_eq!(judge("You sent an attachment."), Notice::Media);
    assert_eq!(judge("You added the wrong mug."), Notice::Words);
    assert_eq!(judge("You changed the price."), Notice::Words);
    assert_eq!(judge("Liked a message"), Notice::Reaction);
    assert_eq!(judge("User unsent a message"), Notice::Deleted);
    assert_eq!(judge("Anna Nowak unsent a message"), Notice::Deleted);
}

#[test]
fn the_html_form_is_refused_with_advice() {
    let html = b"<html><head><title>Anna</title></head>";
    assert!(matches!(sniff(&Messenger, "inbox/a_1/message_1.html", html), Sniff::Refuse(_)));
    assert!(matches!(sniff(&Messenger, "index.html", html), Sniff::No(_)));
    assert!(matches!(sniff(&Messenger, "message_1.json", b"{\"messages\":[]}"), Sniff::No(_)));
    assert_eq!(Messenger.name(), "messenger");
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Messenger, "inbox/annazak_1001/message_1.json", NEWER);
    check_robust(&Messenger, "Jan.json", ENCRYPTED);
}

#[test]
fn what_was_sent_is_a_message_where_the_app_tells_it_in_words() {
    let words = |text: &str, media: &str| {
        let message = format!(r#"{{"senderName":"Shop","text":{text:?},"timestamp":1793610000000{media}}}"#);
        let chat =
            format!(r#"{{"participants":["Anna","Shop"],"threadName":"Anna_15","messages":[{message}]}}"#);
        let recorded = read(&Messenger, "Anna_15.json", chat.as_bytes());
        recorded.messages.first().map(|message| message.text.clone().unwrap_or_default())
    };
    let empty = Some(String::new());
    let media = r#","media":[{"uri":"./m.mp4"}],"type":"media""#;
    assert_eq!(words("Shop sent a voice message.", media), empty);
    assert_eq!(words("Shop sent a voice message.", r#","media":[]"#), empty);
    assert_eq!(words("Shop created the group.", r#","media":[]"#), None);
    assert_eq!(words("Here it is.", media), Some("Here it is.".to_owned()));

    let thread = br#"{"participants":[{"name":"Anna"},{"name":"Shop"}],"title":"Anna","thread_path":"inbox/anna_1","messages":[
        {"sender_name":"Shop","timestamp_ms":1793612000000,"content":"Shop sent a voice message."},
        {"sender_name":"Anna","timestamp_ms":1793611200000,"content":"Anna sent an attachment."}]}"#;
    let recorded = read(&Messenger, "message_1.json", thread);
    assert_eq!((recorded.tally.messages, recorded.tally.n_outside()), (2, 0));
    assert!(recorded.messages.iter().all(|message| message.text.as_deref() == Some("")));
}
