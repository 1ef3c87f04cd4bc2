use super::*;
use crate::message::{Kind, Stamp};
use crate::source::testing::{check_robust, read, sniff};

const WITH: &[u8] = include_bytes!("../../../fixtures/app-store/with-responses/reviews.json");
const WITHOUT: &[u8] = include_bytes!("../../../fixtures/app-store/without-include/reviews.json");

#[test]
fn responses_are_joined_from_either_side() {
    // Worked out by hand in the fixture's NOTE.md.
    let found = read(&AppStore, "reviews.json", WITH);
    assert_eq!((found.tally.read, found.tally.messages, found.remarks.len()), (3, 3, 0));
    let replies: Vec<_> = found.messages.iter().filter(|message| message.also).collect();
    let joined: Vec<_> = replies.iter().map(|reply| (reply.reply_to.as_deref(), reply.kind)).collect();
    assert_eq!(joined, [(Some("1"), Kind::Message), (Some("2"), Kind::Draft)]);
    assert_eq!(found.messages[0].sent, Stamp::Instant(1_769_936_400));
    assert_eq!(replies[0].sent, Stamp::Instant(1_769_936_400 + 86_400));
    assert_eq!(replies[0].edited, replies[0].sent);
    assert!(!found.facts.replies_hidden);
}

#[test]
fn a_page_without_responses_cannot_show_replies() {
    let found = read(&AppStore, "reviews.json", WITHOUT);
    assert_eq!(found.tally.messages, 1);
    assert!(found.facts.replies_hidden);
}

#[test]
fn an_empty_list_of_responses_shows_that_there_are_none() {
    let text = String::from_utf8_lossy(WITHOUT)
        .replace("\"links\":{\"next\"", "\"included\":[],\"links\":{\"next\"");
    assert!(!read(&AppStore, "reviews.json", text.as_bytes()).facts.replies_hidden);
}

#[test]
fn a_response_before_its_review_waits_for_it() {
    let page = br#"{"included":[{"type":"customerReviewResponses","id":"9","attributes":{"responseBody":"Sorry","lastModifiedDate":"x"}},
        {"type":"customerReviewResponses","id":"7","attributes":{"responseBody":"Whose"}}],
        "data":[{"type":"customerReviews","id":"1","attributes":{"rating":1,"body":"Bad","createdDate":"2026-02-01T01:00:00Z"},"relationships":{"response":{"data":{"id":"9"}}}},
        {"type":"apps","id":"2"},{"type":"customerReviews","id":"3"},{"type":"customerReviews","id":"4","attributes":{"createdDate":"soon"}},{"type":5}]}"#;
    let found = read(&AppStore, "page.json", page);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.n_outside()), (5, 1, 1));
    let codes: Vec<_> = found.problems.iter().chain(&found.remarks).map(|problem| problem.code).collect();
    assert_eq!(codes, ["no-attributes", "bad-time", "bad-json", "bad-time", "lost-responses"]);
    assert_eq!((found.messages[1].reply_to.as_deref(), found.messages[1].sent), (Some("1"), Stamp::Unknown));
}

#[test]
fn only_customer_reviews_are_ours() {
    assert!(matches!(sniff(&AppStore, "a.json", WITH), Sniff::Yes(_)));
    assert!(matches!(sniff(&AppStore, "a.json", br#"{"data":[{"type":"apps"}]}"#), Sniff::No(_)));
}

#[test]
fn every_prefix_is_read_without_panic() {
    check_robust(&AppStore, "a.json", WITH);
    check_robust(&AppStore, "a.json", WITHOUT);
}

#[test]
fn a_review_that_names_a_response_which_is_not_included_is_answered_at_an_unknown_time() {
    let review = |id: u8, response: &str| {
        format!(
            r#"{{"type":"customerReviews","id":"{id}","attributes":{{"rating":1,"body":"Bad","createdDate":"2026-02-01T01:00:00Z"}},"relationships":{{"response":{{"data":{response}}}}}}}"#
        )
    };
    let text = format!(r#"{{"data":[{},{}]}}"#, review(1, r#"{"id":"9"}"#), review(2, "null"));
    let found = read(&AppStore, "page.json", text.as_bytes());
    assert_eq!((found.tally.messages, found.messages.len()), (2, 3));
    assert_eq!((found.messages[2].reply_to.as_deref(), found.messages[2].sent), (Some("1"), Stamp::Unknown));
    assert_eq!(found.remarks[0].code, "responses-not-included");
}
