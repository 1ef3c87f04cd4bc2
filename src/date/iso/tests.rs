use chrono::NaiveDate;

use super::{date_only, parse};
use crate::message::Stamp;

/// 2026-11-02T08:00:00Z; 20 759 days after 1970-01-01.
const NINE_IN_WARSAW: i64 = 20_759 * 86_400 + 8 * 3600;

#[track_caller]
fn check(text: &str, expected: i64) {
    assert_eq!(parse(text), Some(Stamp::Instant(expected)), "{text}");
}

#[track_caller]
fn check_local(text: &str, hour: u32, minute: u32, second: u32) {
    let local = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap().and_hms_opt(hour, minute, second).unwrap();
    assert_eq!(parse(text), Some(Stamp::Local(local)), "{text}");
}

#[test]
fn every_spelling_of_the_offset_is_the_same_instant() {
    for text in [
        "2026-11-02T09:00:00+01:00",
        "2026-11-02T09:00:00+0100",
        "2026-11-02T09:00:00+01",
        "2026-11-02 09:00:00 +0100",
        "2026-11-02T08:00:00Z",
        "2026-11-02t08:00:00z",
        "2026-11-02 08:00:00 UTC",
        "2026-11-02T08:00Z",
        "2026-11-02T08:00:00-00:00",
        "20261102T080000Z",
        " 2026-11-02T02:30:00.000-05:30 ",
    ] {
        check(text, NINE_IN_WARSAW);
    }
}

#[test]
fn fractions_are_cut_off_not_rounded() {
    check("2026-11-02T08:00:00.9Z", NINE_IN_WARSAW);
    check("2026-11-02T08:00:00.999999999Z", NINE_IN_WARSAW);
    check("2026-11-02T08:00:00.Z", NINE_IN_WARSAW);
    check("2026-11-02T08:00:00,5Z", NINE_IN_WARSAW);
}

#[test]
fn without_a_zone_it_is_local() {
    check_local("2026-11-02T09:00:00", 9, 0, 0);
    check_local("2026-11-02 09:05", 9, 5, 0);
    check_local("2026-11-02 09:05:07.123", 9, 5, 7);
}

#[test]
fn a_leap_second_is_the_next_second() {
    // 2016-12-31T23:59:60Z is when 2017 begins: 17 167 days after 1970-01-01.
    check("2016-12-31T23:59:60Z", 17_167 * 86_400);
}

#[test]
fn a_date_alone_is_no_stamp() {
    assert_eq!(parse("2026-11-02"), None);
    assert_eq!(date_only("2026-11-02"), NaiveDate::from_ymd_opt(2026, 11, 2));
    assert_eq!(date_only("2026-02-29"), None);
    assert_eq!(date_only("2026-11-02T09:00"), None);
}

#[test]
fn what_is_no_time_is_none() {
    for text in [
        "",
        "garbage",
        "2026-11-02T",
        "2026-11-02T9:00",
        "2026-13-02T09:00",
        "2026-11-02T24:00",
        "2026-11-02T09:60",
        "2026-11-02T09:00:61",
        "2026-11-02T09:00:00+15:00",
        "2026-11-02T09:00:00+01:00x",
        "2026-1102T09:00",
        "2026-11-02T09:00:00 CEST",
        "2026-11-02T09:00:00+1",
        "２026-11-02T09:00:00",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

proptest::proptest! {
    /// The usual form is read on a way of its own, which must be the way of all others.
    #[test]
    fn the_short_way_and_the_long_one_agree(
        start in "[0-9]{4}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9x]",
        end in "[ ]?(Z|UTC|\\+01:00|-0530|\\.25|\\.5Z|,|x|\u{a0}|)[ ]?",
    ) {
        let text = format!("{start}{end}");
        let long = super::any(text.trim().as_bytes()).and_then(|(local, rest)| {
            super::Cursor(rest).zone().map(|offset| match offset {
                None => Stamp::Local(local),
                Some(offset) => Stamp::Instant(local.and_utc().timestamp() - offset),
            })
        });
        proptest::prop_assert_eq!(parse(&text), long);
    }
}
