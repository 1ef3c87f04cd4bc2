use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Intercom;

const PAGE: &[u8] = include_bytes!("../../../fixtures/intercom/close-with-body/conversations.json");

#[test]
fn every_part_is_a_record_and_a_missing_end_is_said() {
    let recorded = read(&Intercom, "conversations.json", PAGE);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (11, 10, 1));
    assert_eq!(recorded.problems[0].code, "no-parts");
    assert!(recorded.facts.truncated);
    assert_eq!(
        recorded.remarks[0].text,
        "conversation 102 has 3 parts and holds 2 of them: its end may be missing"
    );
}

#[test]
fn a_conversation_a_line_is_read_as_well() {
    let line = r#"{"type":"conversation","id":"1","created_at":1793610000,"source":{"delivered_as":"customer_initiated","body":"a & b"},"conversation_parts":{"conversation_parts":[]}}"#;
    let recorded = read(&Intercom, "c.ndjson", format!("{line}\n{line}\n").as_bytes());
    assert_eq!(recorded.tally.messages, 2);
    assert_eq!(recorded.messages[1].place, 2);
    assert!(matches!(sniff(&Intercom, "c.ndjson", line.as_bytes()), Sniff::Yes(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Intercom, "conversations.json", PAGE);
}
