use super::*;
use crate::source::testing::{check_robust, read, sniff};

const FIRST: &[u8] = include_bytes!("../../../fixtures/play-api/two-pages/page-1.json");
const SECOND: &[u8] = include_bytes!("../../../fixtures/play-api/two-pages/page-2.json");

#[test]
fn a_page_yields_reviews_and_replies() {
    // Worked out by hand in the fixture's NOTE.md.
    let found = read(&PlayApi, "page-1.json", FIRST);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.n_outside()), (3, 2, 1));
    let first = &found.messages[0];
    assert_eq!(first.text.as_deref(), Some("Zwrot\nPaczka nie dotarła"));
    assert_eq!((first.id.as_deref(), first.sent), (Some("r1"), Stamp::Instant(1_769_932_800)));
    assert_eq!((first.edited, first.language), (Stamp::Unknown, Some(Language::Polish)));
    let reply = &found.messages[1];
    assert_eq!((reply.sent, reply.edited), (Stamp::Instant(1_770_024_600), Stamp::Instant(1_770_024_600)));
    assert_eq!(found.messages[2].text.as_deref(), Some("Kaatuu aina"));
}

#[test]
fn the_oldest_version_dates_a_review_and_the_newest_is_its_text() {
    let found = read(&PlayApi, "page-2.json", SECOND);
    let review = &found.messages[1];
    assert_eq!(review.text.as_deref(), Some("Плохо"));
    assert_eq!(review.rating.map(|rating| rating.value), Some(2.0));
    assert_eq!((review.sent, review.edited), (Stamp::Instant(1_769_932_800), Stamp::Instant(1_770_019_200)));
    assert_eq!(found.messages[2].sent, Stamp::Instant(1_769_940_000));
}

#[test]
fn a_page_a_line_is_read_as_well() {
    let line = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\n', "");
    let lines = format!("{}\n{}\n", line(FIRST), line(SECOND));
    assert_eq!(read(&PlayApi, "pages.jsonl", lines.as_bytes()).tally.read, 5);
}

#[test]
fn only_pages_of_comments_are_ours() {
    assert!(matches!(sniff(&PlayApi, "a.json", FIRST), Sniff::Yes(_)));
    assert!(matches!(sniff(&PlayApi, "a.json", br#"{"reviews":[{"comments":[{}]}]}"#), Sniff::No(_)));
    assert!(matches!(sniff(&PlayApi, "a.txt", b"reviews, comments"), Sniff::No(_)));
}

#[test]
fn every_prefix_is_read_without_panic() {
    check_robust(&PlayApi, "page.json", FIRST);
    check_robust(&PlayApi, "page.json", SECOND);
}
