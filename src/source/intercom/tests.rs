use crate::message::Flags;
use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Intercom;

const PAGE: &[u8] = include_bytes!("../../../fixtures/intercom/close-with-body/conversations.json");

#[test]
fn every_part_is_a_record_and_a_missing_part_is_said() {
    let recorded = read(&Intercom, "conversations.json", PAGE);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (11, 10, 1));
    assert_eq!(recorded.problems[0].code, "no-parts");
    assert!(recorded.facts.truncated);
    assert_eq!(
        recorded.remarks[0].text,
        "conversation 102 has 3 parts and holds 2 of them: the others are missing"
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

#[test]
fn the_first_answer_at_hand_need_not_be_the_first_where_parts_are_missing() {
    let flags = |total: u32| {
        let part = r#"{"id":"p2","part_type":"comment","body":"Here.","created_at":1794474000,"author":{"type":"admin","id":"5"}}"#;
        let chat = format!(
            r#"{{"id":"1","created_at":1793610000,"source":{{"body":"Where?","author":{{"type":"user","id":"7"}}}},
                "conversation_parts":{{"conversation_parts":[{part}],"total_count":{total}}}}}"#
        );
        let recorded = read(&Intercom, "x.json", chat.as_bytes());
        let cut = recorded.messages.iter().filter(|message| message.flags.has(Flags::LEFT_TRUNCATED)).count();
        (cut, recorded.facts.truncated)
    };
    assert_eq!((flags(1), flags(520)), ((0, false), (2, true)));
}
