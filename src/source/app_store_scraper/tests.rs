use super::*;
use crate::source::testing::{check_robust, read, sniff};

const TABLE: &[u8] = include_bytes!("../../../fixtures/app-store-scraper/with-responses/reviews.csv");
const BARE: &[u8] = include_bytes!("../../../fixtures/app-store-scraper/no-column/reviews.csv");
const DUMP: &[u8] = include_bytes!("../../../fixtures/app-store-scraper/json/reviews.json");

#[test]
fn dicts_in_cells_are_replies() {
    // Worked out by hand in the fixture's NOTE.md.
    let found = read(&AppStoreScraper, "reviews.csv", TABLE);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.problems), (6, 4, 2));
    let replies: Vec<_> = found.messages.iter().filter(|message| message.also).collect();
    assert_eq!(replies.len(), 2);
    assert_eq!(replies[0].text.as_deref(), Some("It's fixed\u{a0}in 2.2"));
    assert_eq!(replies[1].text.as_deref(), Some("Sorry, it's us"));
    assert_eq!(found.messages[0].sent, Stamp::Instant(1_769_940_000));
    assert_eq!(replies[0].sent, Stamp::Instant(1_769_940_000 + 69_088));
    assert_eq!(replies[0].edited, replies[0].sent);
    assert_eq!(found.messages[5].text, None);
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["bad-rating", "ragged-row"]);
    assert!(!found.facts.replies_hidden);
}

#[test]
fn a_table_without_the_column_cannot_show_replies() {
    let found = read(&AppStoreScraper, "reviews.csv", BARE);
    assert_eq!(found.tally.messages, 1);
    assert!(found.facts.replies_hidden);
}

#[test]
fn a_dump_says_the_same() {
    let found = read(&AppStoreScraper, "reviews.json", DUMP);
    assert_eq!((found.tally.read, found.tally.messages, found.messages.len()), (2, 2, 3));
    assert_eq!(found.messages[1].sent, Stamp::Instant(1_769_943_600));
    assert_eq!(found.messages[2].sent, Stamp::Instant(1_769_940_000));
    let text = String::from_utf8_lossy(DUMP);
    let lines = text.trim().trim_start_matches('[').trim_end_matches(']').replace("},\n", "}\n");
    let found = read(&AppStoreScraper, "reviews.jsonl", lines.as_bytes());
    assert_eq!((found.tally.read, found.messages.len()), (2, 3));
}

#[test]
fn tables_and_dumps_of_the_tool_are_ours() {
    for bytes in [TABLE, BARE, DUMP] {
        assert!(matches!(sniff(&AppStoreScraper, "a", bytes), Sniff::Yes(_)));
    }
    assert!(matches!(sniff(&AppStoreScraper, "a.csv", b"review,rating\nx,1\n"), Sniff::No(_)));
}

#[test]
fn every_prefix_is_read_without_panic() {
    check_robust(&AppStoreScraper, "a.csv", TABLE);
    check_robust(&AppStoreScraper, "a.json", DUMP);
}
