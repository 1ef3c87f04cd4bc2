use chrono::NaiveDate;

use super::{Clues, Outcome, Sent, of_gmail_id, parse, parse_from_line, sent};
use crate::message::Stamp;

/// 2016-10-02T05:06:22Z: 17 076 days after 1970-01-01.
const OCTOBER: i64 = 17_076 * 86_400 + 5 * 3600 + 6 * 60 + 22;

#[track_caller]
fn check(text: &str, expected: i64) {
    assert_eq!(parse(text), Outcome::Ok(Stamp::Instant(expected)), "{text}");
}

#[track_caller]
fn check_guess(text: &str, expected: i64, reason: &'static str) {
    assert_eq!(parse(text), Outcome::Guessed(Stamp::Instant(expected), reason), "{text}");
}

#[test]
fn the_common_form_is_read() {
    check("Sun, 2 Oct 2016 07:06:22 +0200", OCTOBER);
    check("Sun, 02 Oct 2016 07:06:22 +0200 (CEST)", OCTOBER);
    check("2 Oct 2016 05:06:22 +0000", OCTOBER);
    check("Sun,  2 Oct 2016 01:36:22 -0330", OCTOBER);
}

#[test]
fn weekdays_are_not_trusted() {
    check("Mon, 2 Oct 2016 07:06:22 +0200", OCTOBER);
    check("Nd, 2 Oct 2016 07:06:22 +0200", OCTOBER);
    check("Sun,02 Oct 2016 07:06:22 +0200", OCTOBER);
    check("Sunday, 2 October 2016 07:06:22 +0200", OCTOBER);
    check("Вс, 2 Oct 2016 07:06:22 +0200", OCTOBER);
}

#[test]
fn missing_seconds_are_zero_and_not_a_zone() {
    check("Sun, 2 Oct 2016 07:06 +0200", OCTOBER - 22);
    check("2 Oct 2016 7:6:22 +0200", OCTOBER);
    check("2 Oct 2016 07.06.22 +0200", OCTOBER);
}

#[test]
fn zones_are_read_in_every_spelling() {
    for zone in ["+02:00", "GMT+0200", "CEST", "\"CEST\"", "+0200 (GMT+02:00)", "+0200 IST", "UTC+2", "EET"] {
        check(&format!("Sun, 2 Oct 2016 07:06:22 {zone}"), OCTOBER);
    }
    check("Sun, 2 Oct 2016 08:06:22 MSK", OCTOBER);
    check("Sun, 2 Oct 2016 10:36:22 IST", OCTOBER);
    check("Sun, 2 Oct 2016 14:06:22\tJST", OCTOBER);
    check("Sun, 2 Oct 2016 05:06:22 Z", OCTOBER);
    check("Sat, 1 Oct 2016 22:06:22 -07:00", OCTOBER);
}

#[test]
fn an_unknown_zone_is_utc_and_said() {
    for zone in ["-0000", "A", "XYZ"] {
        check_guess(&format!("Sun, 2 Oct 2016 05:06:22 {zone}"), OCTOBER, "zone-unknown");
    }
}

#[test]
fn without_a_zone_the_time_is_local() {
    let local = NaiveDate::from_ymd_opt(2016, 10, 2).unwrap().and_hms_opt(7, 6, 22).unwrap();
    assert_eq!(parse("Sun, 2 Oct 2016 07:06:22"), Outcome::Ok(Stamp::Local(local)));
    assert_eq!(parse("Sun Oct  2 07:06:22 2016"), Outcome::Ok(Stamp::Local(local)));
}

#[test]
fn other_orders_are_read() {
    check("Sun Oct  2 07:06:22 2016 +0200", OCTOBER);
    check("Sun Oct  2 07:06:22 CEST 2016", OCTOBER);
    check("Sun Oct 02 05:06:22 +0000 2016", OCTOBER);
    check("2016-10-02T07:06:22+02:00", OCTOBER);
    check("2-Oct-2016 07:06:22 +0200", OCTOBER);
    check("2016/10/02 07:06:22 +0200", OCTOBER);
    check("Sunday, October 2, 2016 7:06:22 AM +0200", OCTOBER);
    check("Sunday, October 2, 2016 5:06:22 PM +1200", OCTOBER);
}

#[test]
fn short_years_are_guessed() {
    for year in ["16", "116", "0116"] {
        check_guess(&format!("Sun, 2 Oct {year} 07:06:22 +0200"), OCTOBER, "short-year");
    }
}

#[test]
fn month_names_of_other_languages_are_guessed() {
    for month in ["paź", "pa\u{fffd}", "października", "Okt", "окт", "lokakuu"] {
        check_guess(&format!("Nd, 2 {month} 2016 07:06:22 +0200"), OCTOBER, "month-name");
    }
}

#[test]
fn what_is_no_date_is_no_date() {
    assert_eq!(parse(""), Outcome::Missing);
    assert_eq!(parse("  "), Outcome::Missing);
    for text in [
        "garbage",
        "0",
        "Sun, 2 Oct 2016",
        "07:06:22 +0200",
        "Sun, 31 Feb 2016 07:06:22 +0200",
        "Sun, 2 Oct 2016 25:06:22 +0200",
        "Sun, 2 Oct 2016 07:06:22 +50579034",
        "Sun, 2 Oct 2016 07:06:22 +1500",
        "2/10/2016 07:06:22 +0200",
        "Sun, 2 Oct 2016 07:06:22 +02é",
        "Sun, 2 Oct 2016 07:06:22 +0260",
    ] {
        assert_eq!(parse(text), Outcome::Bad, "{text}");
    }
}

#[test]
fn a_from_line_is_read_behind_its_address() {
    let local = NaiveDate::from_ymd_opt(2016, 10, 2).unwrap().and_hms_opt(7, 6, 22).unwrap();
    assert_eq!(
        parse_from_line("From ann at example.org  Sun Oct  2 07:06:22 2016"),
        Outcome::Ok(Stamp::Local(local))
    );
    assert_eq!(
        parse_from_line("From 18@xxx Sun Oct 02 05:06:22 +0000 2016").stamp(),
        Some(Stamp::Instant(OCTOBER))
    );
    assert_eq!(parse_from_line("From - Sun Oct 02 2016 07:06:22").stamp(), Some(Stamp::Local(local)));
    assert_eq!(parse_from_line("From 18@xxx"), Outcome::Missing);
}

#[test]
fn a_gmail_number_holds_a_time() {
    // 1 475 384 782 000 ms = OCTOBER.
    assert_eq!(of_gmail_id((1_475_384_782_000 << 20) | 12345), Some(OCTOBER));
    assert_eq!(of_gmail_id(12), None);
    assert_eq!(of_gmail_id(u64::MAX), None);
}

const GOOD: &str = "Sun, 2 Oct 2016 07:06:22 +0200";
const RECEIVED: &str = "from a by b; for <c@example.org>; Sun, 2 Oct 2016 07:06:22 +0200 (CEST)";

#[track_caller]
fn check_sent(clues: &Clues<'_>, seconds: Option<i64>, repaired: bool) {
    let Sent { stamp, repaired: found, .. } = sent(clues);
    assert_eq!((stamp, found), (seconds.map_or(Stamp::Unknown, Stamp::Instant), repaired), "{clues:?}");
}

#[test]
fn a_good_date_stands() {
    check_sent(&Clues { date: Some(GOOD), ..Clues::default() }, Some(OCTOBER), false);
    let date = Some("Wed, 28 Sep 2016 07:06:22 +0200");
    check_sent(
        &Clues { date, received: Some(RECEIVED), ..Clues::default() },
        Some(OCTOBER - 4 * 86_400),
        false,
    );
}

#[test]
fn an_absurd_date_gives_way_to_the_server_s() {
    for date in [
        None,
        Some(""),
        Some("garbage"),
        Some("Sat, 30 Dec 1899 00:00:00 +0000"),
        Some("Sun, 2 Oct 2017 07:06:22 +0200"),
        Some("Mon, 20 Sep 2016 07:06:22 +0200"),
    ] {
        check_sent(&Clues { date, received: Some(RECEIVED), ..Clues::default() }, Some(OCTOBER), true);
    }
}

#[test]
fn the_other_clues_follow_in_order() {
    let from_line = Some("From x@xxx Sun Oct 02 05:06:22 +0000 2016");
    check_sent(&Clues { from_line, ..Clues::default() }, Some(OCTOBER), true);
    let gmail_id = Some(1_475_384_782_000 << 20);
    check_sent(&Clues { gmail_id, ..Clues::default() }, Some(OCTOBER), true);
    let epoch = Some("From mboxrd@z Thu Jan  1 00:00:00 1970");
    check_sent(&Clues { from_line: epoch, gmail_id, ..Clues::default() }, Some(OCTOBER), true);
    check_sent(&Clues { from_line: epoch, ..Clues::default() }, None, false);
    let future = Some("Sun, 9 Oct 2016 07:06:22 +0200");
    check_sent(&Clues { date: future, delivery: Some(GOOD), ..Clues::default() }, Some(OCTOBER), true);
    // An archive is written long after the mail.
    let old = Some("Sun, 2 Oct 2011 07:06:22 +0200");
    let expected = Some(OCTOBER - 1827 * 86_400);
    check_sent(&Clues { date: old, delivery: Some(GOOD), ..Clues::default() }, expected, false);
}

#[test]
fn an_absurd_date_alone_is_no_time() {
    check_sent(&Clues { date: Some("Sat, 30 Dec 1899 00:00:00 +0000"), ..Clues::default() }, None, false);
    check_sent(&Clues::default(), None, false);
}

#[test]
fn mail_held_back_on_its_way_keeps_its_date() {
    let received = Some("from a by b; Wed, 12 Oct 2016 07:06:22 +0200");
    let clues = Clues { date: Some(GOOD), received, first_received: Some(RECEIVED), ..Clues::default() };
    check_sent(&clues, Some(OCTOBER), false);
}

#[test]
fn copies_that_went_different_ways_have_one_time() {
    for newest in ["x; Sun, 2 Oct 2016 07:06:25 +0200", "y; Mon, 3 Oct 2016 08:06:25 +0200"] {
        let clues = Clues { received: Some(newest), first_received: Some(RECEIVED), ..Clues::default() };
        check_sent(&clues, Some(OCTOBER), true);
    }
    // A first server with a broken clock does not count.
    let broken = Some("x; Sun, 2 Oct 2011 07:06:25 +0200");
    let clues = Clues { received: Some(RECEIVED), first_received: broken, ..Clues::default() };
    check_sent(&clues, Some(OCTOBER), true);
}

#[test]
fn a_from_line_with_a_constant_time_does_not_speak_against_a_date() {
    let clues = Clues {
        date: Some("Mon, 2 Nov 2026 10:00:00 +0100"),
        from_line: Some("From x@example.org Thu Jan  1 12:00:00 2015"),
        ..Clues::default()
    };
    let expected = Stamp::Instant(1_793_610_000);
    assert_eq!((sent(&clues).stamp, sent(&clues).repaired), (expected, false));
}

#[test]
fn our_own_server_knows_the_time_better_than_the_sender_s_clock() {
    let check = |date: &str, first: &str, is_ours: bool, expected: i64, repaired: bool| {
        let first = format!("from a by b; {first}");
        let clues = Clues {
            date: Some(date),
            received: Some(RECEIVED),
            first_received: Some(&first),
            is_ours,
            ..Clues::default()
        };
        check_sent(&clues, Some(expected), repaired);
    };
    let (slow, fast) = ("Fri, 30 Sep 2016 07:06:22 +0200", "Sun, 2 Oct 2016 07:16:23 +0200");
    check(slow, GOOD, true, OCTOBER, true);
    check(slow, GOOD, false, OCTOBER - 2 * 86_400, false);
    check(fast, GOOD, true, OCTOBER, true);
    check("Sun, 2 Oct 2016 07:16:22 +0200", GOOD, true, OCTOBER + 600, false);
    // It was two days on the way, as its first server tells.
    check(slow, slow, true, OCTOBER - 2 * 86_400, false);
}
