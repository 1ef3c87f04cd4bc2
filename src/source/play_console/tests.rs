use super::*;
use crate::message::{Flags, Role, Stamp};
use crate::source::testing::{Recorded, check_robust, read, sniff};

const HEADER: &str = "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link";
const FIXTURE: &[u8] =
    include_bytes!("../../../fixtures/play-console/one-month/reviews_com.example.shop_202602.csv");

fn read_rows(rows: &str) -> Recorded {
    read(&PlayConsole, "reviews.csv", format!("{HEADER}\n{rows}").as_bytes())
}

#[test]
fn a_month_yields_reviews_and_replies() {
    let found = read(&PlayConsole, "reviews_com.example.shop_202602.csv", FIXTURE);
    // Worked out by hand in the fixture's NOTE.md.
    assert_eq!((found.tally.read, found.tally.messages, found.tally.problems), (6, 5, 1));
    assert_eq!(found.messages.iter().filter(|message| message.also).count(), 2);
    let first = &found.messages[0];
    assert_eq!(first.id.as_deref(), Some("aaaa-1"));
    assert_eq!(first.conversation, first.id);
    assert_eq!(first.subject.as_deref(), Some("com.example.shop"));
    assert_eq!(first.sent, Stamp::Instant(1_769_932_800));
    assert_eq!(first.edited, Stamp::Unknown);
    assert_eq!(first.text.as_deref(), Some("Zwrot\nPaczka nie dotarła"));
    assert_eq!(first.rating, Some(Rating { value: 1.0, max: Some(5.0) }));
    assert_eq!(first.language, Some(Language::Polish));
    assert_eq!((first.record, first.place), (1, 2));
    let reply = &found.messages[1];
    assert_eq!(reply.reply_to, first.id);
    assert_eq!((reply.role, reply.language), (Some(Role::Team), None));
    assert_eq!((reply.sent, reply.edited), (Stamp::Instant(1_770_024_600), Stamp::Instant(1_770_024_600)));
    assert_eq!(found.problems[0].code, "ragged-row");
}

#[test]
fn a_review_that_nobody_answered_has_its_link() {
    let row = |id: &str, reply: &str| {
        format!(
            "p,,,pl,a54x,2026-02-01T08:00:00Z,1769932800000,,,1,,Bad,{reply},https://play.example.org/?reviewId={id}\n"
        )
    };
    let answered = "2026-02-02T08:00:00Z,1770019200000,Sorry";
    let found = read_rows(&[row("a", ",,"), row("b", answered)].concat());
    let links: Vec<_> = found.messages.iter().map(|message| message.link.as_deref()).collect();
    assert_eq!(links, [Some("https://play.example.org/?reviewId=a"), None, None]);
}

#[test]
fn a_bare_rating_has_no_text_and_a_made_up_key() {
    let found = read_rows(
        "p,,,pl,a54x,2026-02-01T08:00:00Z,1769932800000,2026-02-01T08:00:00Z,1769932800000,5,,,,,,\n",
    );
    let review = &found.messages[0];
    assert_eq!(review.id.as_deref(), Some("1769932800000/a54x/pl"));
    assert_eq!(review.text, None);
    assert!(!review.flags.has(Flags::HAS_TEXT));
}

#[test]
fn an_edit_and_the_submit_time_are_kept_apart() {
    let found = read_rows(
        "p,,,pl,a54x,2026-02-01T08:00:00Z,1769932800000,2026-02-02T08:00:00Z,1770019200000,2,,Bad,,,,\n",
    );
    assert_eq!(found.messages[0].sent, Stamp::Instant(1_769_932_800));
    assert_eq!(found.messages[0].edited, Stamp::Instant(1_770_019_200));
}

#[test]
fn text_times_are_used_where_millis_are_missing() {
    let found = read_rows("p,,,pl,a54x,2026-02-01T08:00:00Z,,,,2,,Bad,2026-02-01T09:00:00Z,,,\n");
    assert_eq!(found.messages[0].sent, Stamp::Instant(1_769_932_800));
    assert_eq!(found.messages[1].sent, Stamp::Instant(1_769_936_400));
    assert!(!found.messages[1].flags.has(Flags::HAS_TEXT));
}

#[test]
fn milliseconds_that_a_spreadsheet_rounded_are_not_used() {
    let saved = HEADER.replace(',', ";");
    let row = "p;;;pl;a54x;2026-02-01T08:00:00Z;1,76993E+12;2026-02-01T08:00:00Z;1,76993E+12;2;;Bad;2026-02-01T09:00:00Z;1,76994E+12;Sorry;";
    let found = read(&PlayConsole, "reviews.csv", format!("{saved}\n{row}\n").as_bytes());
    assert_eq!(found.messages[0].sent, Stamp::Instant(1_769_932_800));
    assert_eq!(found.messages[1].sent, Stamp::Instant(1_769_936_400));
    assert_eq!(found.messages[0].id.as_deref(), Some("1769932800000/a54x/pl"));
}

#[test]
fn a_reply_without_a_time_stays_undated() {
    let found = read_rows("p,,,pl,a54x,2026-02-01T08:00:00Z,1769932800000,,,2,,Bad,,,Sorry,\n");
    assert_eq!(found.messages[1].sent, Stamp::Unknown);
}

#[test]
fn rows_that_make_no_sense_are_problems() {
    let found = read_rows(
        "p,,,pl,d,,,,,2,,Bad,,,,\np,,,pl,d,,soon,,,2,,Bad,,,,\np,,,pl,d,,1769932800000,,,9,,Bad,,,,\n",
    );
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["no-time", "bad-time", "bad-rating"]);
    assert_eq!(found.problems[1].to_string(), "record 2 (line 3): the submit time is `soon` [bad-time]");
}

#[track_caller]
fn check_link(link: &str, expected: Option<&str>) {
    assert_eq!(id_in_link(link), expected);
}

#[test]
fn the_id_is_found_in_every_kind_of_link() {
    check_link(
        "http://play.example.org/x?account=1#ReviewDetailsPlace:p=com.a&reviewid=gp:AOqp1",
        Some("gp:AOqp1"),
    );
    check_link("http://play.example.org/review-details?reviewId=u-1&corpus=PUBLIC_REVIEWS", Some("u-1"));
    check_link("http://play.example.org/#ReviewPlace:id=9", Some("9"));
    check_link("http://play.example.org/details?id=com.a", None);
    check_link("", None);
}

#[test]
fn only_review_files_are_ours() {
    assert!(matches!(sniff(&PlayConsole, "a.csv", FIXTURE), Sniff::Yes(_)));
    let statistics = b"Date,Package Name,Daily Average Rating\n2026-02-01,com.example.shop,4.5\n";
    assert!(matches!(sniff(&PlayConsole, "ratings.csv", statistics), Sniff::Refuse(_)));
    assert!(matches!(sniff(&PlayConsole, "a.csv", b"a,b\n1,2\n"), Sniff::No(_)));
}

#[test]
fn every_prefix_is_read_without_panic() {
    let text: String =
        char::decode_utf16(FIXTURE[2..].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])))
            .map(Result::unwrap)
            .collect();
    check_robust(&PlayConsole, "reviews.csv", text.as_bytes());
    for end in 0..=FIXTURE.len() {
        read(&PlayConsole, "reviews.csv", &FIXTURE[..end]);
    }
}

#[test]
fn a_reply_whose_time_is_none_has_that_of_the_text_beside_or_none() {
    let row = |text: &str| {
        format!("p,,,pl,a54x,2026-02-01T08:00:00Z,1769932800000,,,2,,Bad,{text},garbage,Sorry,\n")
    };
    let found = read_rows(&(row("2026-02-01T09:00:00Z") + &row("soon")));
    assert_eq!((found.messages.len(), found.problems.len(), found.remarks.len()), (4, 0, 2));
    assert_eq!(found.messages[1].sent, Stamp::Instant(1_769_936_400));
    assert_eq!(found.messages[3].sent, Stamp::Unknown);
    assert_eq!(found.remarks[0].code, "bad-time");
}

#[test]
fn a_damaged_time_of_a_review_is_that_of_the_text_beside() {
    let row = |submitted: &str, updated: &str| {
        format!("p,,,pl,a54x,{submitted},garbage,{updated},7e9x,2,,Bad,,,,\n")
    };
    let found =
        read_rows(&(row("2026-02-01T08:00:00Z", "2026-02-02T08:00:00Z") + &row("2026-02-01T08:00:00Z", "-")));
    assert_eq!((found.messages.len(), found.problems.len(), found.remarks.len()), (2, 0, 4));
    for message in &found.messages {
        assert_eq!(message.sent, Stamp::Instant(1_769_932_800));
    }
    assert_eq!(found.messages[0].edited, Stamp::Instant(1_770_019_200));
    assert_eq!(found.messages[1].edited, Stamp::Unknown);
}
