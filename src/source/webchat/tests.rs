use crate::message::{Flags, Kind, Role};
use crate::source::testing::{check_robust, read};

use super::{JIVO, SMARTSUPP, TAWK};

const SMARTSUPP_HOOKS: &[u8] = include_bytes!("../../../fixtures/smartsupp/triggered-by/hooks.ndjson");
const TAWK_HOOKS: &[u8] = include_bytes!("../../../fixtures/tawk/system-visitor-agent/hooks.ndjson");
const JIVO_HOOKS: &[u8] = include_bytes!("../../../fixtures/jivo/offline-form/hooks.ndjson");

#[test]
fn every_message_is_a_record() {
    let tally = |source, bytes| {
        let recorded = read(source, "hooks.ndjson", bytes);
        (recorded.tally.read, recorded.tally.messages, recorded.tally.n_outside())
    };
    assert_eq!(tally(&SMARTSUPP, SMARTSUPP_HOOKS), (9, 9, 0));
    assert_eq!(tally(&TAWK, TAWK_HOOKS), (7, 6, 1));
    assert_eq!(tally(&JIVO, JIVO_HOOKS), (5, 4, 1));
}

#[test]
fn a_chat_without_messages_is_a_problem() {
    let missed = br#"{"channel":{"id":"s3","isMissed":true},"messages":[]}"#;
    assert_eq!(read(&SMARTSUPP, "x", missed).problems[0].code, "no-messages");
    let recorded = read(&JIVO, "x", br#"{"event_name":"chat_finished","chat_id":9}"#);
    assert_eq!(recorded.problems[0].code, "no-messages");
}

#[test]
fn the_vendors_first_response_is_kept_beside_ours() {
    let figures = read(&SMARTSUPP, "hooks.ndjson", SMARTSUPP_HOOKS).facts.imported;
    assert_eq!(figures["first_response_seconds"].values().collect::<Vec<_>>(), [&60]);
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&SMARTSUPP, "hooks.ndjson", SMARTSUPP_HOOKS);
    check_robust(&TAWK, "hooks.ndjson", TAWK_HOOKS);
    check_robust(&JIVO, "hooks.ndjson", JIVO_HOOKS);
}

#[test]
fn the_visitor_who_closes_is_the_one_who_asked() {
    let chat = br#"{"channel":{"id":"s1","isMissed":true},"visitor":{"id":"v1","email":"anna@example.org"},"messages":[
        {"type":"visitor","from":"visitor:v1","content":"Where is parcel 12?","sentAt":1793610000000},
        {"type":"system","from":"system","content":"close.visitorClose","sentAt":1793610600000}]}"#;
    let recorded = read(&SMARTSUPP, "hook.json", chat);
    let author = |idx: usize| recorded.messages[idx].author.as_deref();
    assert_eq!((author(0), author(1)), (Some("anna@example.org"), Some("anna@example.org")));
    assert_eq!((recorded.messages[1].kind, recorded.messages[1].role), (Kind::Closed, Some(Role::Customer)));
}

#[test]
fn what_a_rule_wrote_into_a_missed_chat_settles_nothing() {
    let settles_nothing = |missed: &str| {
        let rule = r#"{"type":"agent","from":"system","content":"Read our help.","sentAt":1793610000000}"#;
        let chat = format!(r#"{{"channel":{{"id":"s1","isMissed":{missed}}},"messages":[{rule}]}}"#);
        read(&SMARTSUPP, "hook.json", chat.as_bytes()).messages[0].flags.has(Flags::HOLDING)
    };
    assert!(settles_nothing("true") && !settles_nothing("false"));
}
