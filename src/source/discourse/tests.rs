use crate::source::testing::{check_robust, read};

use super::Discourse;

const TOPIC: &[u8] = include_bytes!("../../../fixtures/discourse/topic/topic-55.json");

#[test]
fn every_post_is_a_record_and_missing_ones_are_said() {
    let recorded = read(&Discourse, "topic-55.json", TOPIC);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (4, 4));
    assert!(recorded.facts.truncated);
    assert_eq!(recorded.remarks[0].text, "topic 55 has 5 posts and holds 4 of them: save all its pages");
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Discourse, "topic-55.json", TOPIC);
}
