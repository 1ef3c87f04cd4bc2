use super::*;
use crate::message::{Flags, Rating, Role, Stamp};
use crate::source::testing::{check_robust, read, sniff};

const TAKEOUT: &[u8] =
    include_bytes!("../../../fixtures/gbp/takeout/Google Business Profile/account-1/location-2/reviews.json");

#[test]
fn a_place_of_a_takeout_yields_reviews_and_replies() {
    // Worked out by hand in the fixture's NOTE.md.
    let found = read(&Gbp, "reviews.json", TAKEOUT);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.problems), (5, 4, 1));
    let first = &found.messages[0];
    assert_eq!(first.id.as_deref(), Some("locations/2/reviews/Ch1"));
    assert_eq!(first.text.as_deref(), Some("Długo czekałam"));
    assert_eq!(first.rating, Some(Rating { value: 2.0, max: Some(5.0) }));
    assert_eq!((first.sent, first.edited), (Stamp::Instant(1_769_932_800), Stamp::Unknown));
    let reply = &found.messages[1];
    assert_eq!((reply.role, reply.reply_to.as_deref()), (Some(Role::Team), first.id.as_deref()));
    assert_eq!(reply.sent, Stamp::Instant(1_769_932_800 + 180_000));
    assert_eq!(reply.edited, reply.sent);
    assert_eq!(found.messages[2].edited, Stamp::Instant(1_770_192_000));
    assert!(!found.messages[3].flags.has(Flags::HAS_TEXT));
    assert_eq!(found.problems[0].code, "bad-rating");
    assert!(!found.facts.replies_hidden);
}

#[test]
fn pending_and_rejected_replies_are_told_apart() {
    let page = br#"{"reviews":[
        {"reviewId":"a","starRating":"ONE","createTime":"2026-02-01T08:00:00Z","reviewReply":{"comment":"x","updateTime":"2026-02-01T09:00:00Z","reviewReplyState":"PENDING"}},
        {"reviewId":"b","starRating":"ONE","createTime":"2026-02-01T08:00:00Z","reviewReply":{"comment":"x","updateTime":"2026-02-01T09:00:00Z","reviewReplyState":"REJECTED"}},
        {"reviewId":"c","starRating":"ONE","createTime":"2026-02-01T08:00:00Z","reviewReply":{"comment":"x","updateTime":"2026-02-01T09:00:00Z","reviewReplyState":"APPROVED"}}],
        "averageRating":1,"totalReviewCount":3}"#;
    let found = read(&Gbp, "page.json", page);
    let kinds: Vec<_> =
        found.messages.iter().map(|message| (message.id.as_deref(), message.kind.name())).collect();
    assert_eq!(
        kinds,
        [
            (Some("a"), "message"),
            (Some("a/reply"), "draft"),
            (Some("b"), "message"),
            (Some("c"), "message"),
            (Some("c/reply"), "message")
        ]
    );
}

#[test]
fn the_name_of_the_place_is_found_wherever_it_stands() {
    for text in [
        r#"{"attributes":[{"name":"LISTING_NAME","values":["Kubek"]}]}"#,
        r#"{"LISTING_NAME":"Kubek"}"#,
        r#"[{"attribute":"PHONE","value":"1"},{"attribute":"LISTING_NAME","value":{"text":"Kubek"}}]"#,
    ] {
        assert_eq!(named(&serde_json::from_str(text).unwrap()), Some("Kubek"), "{text}");
    }
    assert_eq!(named(&serde_json::json!({"name": "PHONE", "value": "1"})), None);
}

#[test]
fn times_and_json_that_make_no_sense_are_problems() {
    let found = read(
        &Gbp,
        "a.json",
        br#"{"reviews":[{"starRating":"ONE","createTime":"soon"},{"starRating":"ONE","reviewReply":{"updateTime":"x"}},{"starRating":7},{"starRating":"ONE"}]}"#,
    );
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["bad-time", "bad-time", "bad-json"]);
    assert_eq!(found.messages[0].sent, Stamp::Unknown);
}

#[test]
fn only_reviews_of_a_profile_are_ours() {
    assert!(matches!(sniff(&Gbp, "a.json", TAKEOUT), Sniff::Yes(_)));
    assert!(matches!(sniff(&Gbp, "a.json", br#"{"reviews":[{"starRating":4}]}"#), Sniff::No(_)));
    assert!(matches!(sniff(&Gbp, "a.json", br#"{"reviews":[]}"#), Sniff::No(_)));
    let name = "Takeout/Firma/account-1/location-2/data.json";
    assert!(matches!(sniff(&Gbp, name, b"{}"), Sniff::Aside(_)));
}

#[test]
fn every_prefix_is_read_without_panic() {
    check_robust(&Gbp, "reviews.json", TAKEOUT);
}

#[test]
fn a_reply_whose_time_is_none_stays_a_reply() {
    let text = br#"{"reviews":[{"starRating":"ONE","comment":"Bad","createTime":"2026-02-01T08:00:00Z","reviewReply":{"comment":"Sorry","updateTime":"garbage"}}]}"#;
    let found = read(&Gbp, "a.json", text);
    assert_eq!((found.messages.len(), found.problems.len()), (2, 0));
    assert_eq!(found.messages[1].sent, Stamp::Unknown);
    assert_eq!(found.remarks[0].code, "bad-time");
}
