use super::*;
use crate::source::testing::{check_robust, read, sniff};

const DUMP: &[u8] = include_bytes!("../../../fixtures/reddit/dump/comments.ndjson");
const LISTING: &[u8] = include_bytes!("../../../fixtures/reddit/listing/thread.json");

#[test]
fn dumps_and_listings_are_ours_and_the_data_of_an_account_is_refused() {
    assert!(matches!(sniff(&Reddit, "RC_2026-02.ndjson", DUMP), Sniff::Yes(_)));
    assert!(matches!(sniff(&Reddit, "thread.json", LISTING), Sniff::Yes(_)));
    let own = b"id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n";
    assert!(matches!(sniff(&Reddit, "comments.csv", own), Sniff::Refuse(_)));
    assert!(matches!(sniff(&Reddit, "a.json", b"{\"subreddit\":\"x\",\"title\":\"y\"}"), Sniff::No(_)));
}

#[test]
fn comments_stand_below_what_they_answer() {
    let recorded = read(&Reddit, "RC.ndjson", DUMP);
    let told: Vec<_> = (recorded.messages.iter())
        .map(|one| (one.id.as_deref().unwrap_or_default(), one.reply_to.as_deref(), one.kind))
        .collect();
    let said = Kind::Message;
    assert_eq!(
        told,
        [
            ("t3_p1", None, said),
            ("t1_c0", Some("t3_p1"), said),
            ("t1_c1", Some("t3_p1"), said),
            ("t1_c2", Some("t3_p1"), said),
            ("t1_c3", None, Kind::Deleted),
            ("t1_c4", Some("t1_c3"), said),
            ("t1_c5", Some("t1_c4"), said),
        ]
    );
    assert_eq!(recorded.messages[2].edited, Stamp::Instant(1_769_940_000));
    assert_eq!(recorded.messages[4].author, None);
    assert_eq!((recorded.tally.read, recorded.tally.problems), (8, 1));
}

#[test]
fn a_list_that_goes_on_elsewhere_is_told() {
    let recorded = read(&Reddit, "thread.json", LISTING);
    assert_eq!(recorded.remarks[0].code, "cut-off-replies");
    assert_eq!((recorded.tally.read, recorded.tally.messages), (5, 4));
}

#[test]
fn what_is_neither_post_nor_comment_is_outside() {
    let text = br#"{"subreddit":"a","created_utc":1769932800,"author":"b","id":"x"}
{"kind":"t5","data":{"subreddit":"a","created_utc":1769932800}}
{"kind":"t1","data":{"name":"t1_z","body":"Hi?","author":"b","created_utc":1769932800,"subreddit":"a"}}"#;
    let recorded = read(&Reddit, "a.ndjson", text);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (3, 1));
    assert_eq!(recorded.tally.outside.get("not-a-post"), Some(&2));
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&Reddit, "RC.ndjson", DUMP);
    check_robust(&Reddit, "thread.json", LISTING);
}
