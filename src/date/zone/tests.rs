//! Tests of local times at clock changes, of extreme instants and of suggestions.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::{NEAR_END, NEAR_START, Zone, distance, first_of, ruled};

/// Morocco changes for Ramadan, Lord Howe by half an hour, Samoa skipped a day, UTC never changes.
const NAMES: [&str; 6] =
    ["UTC", "Europe/Warsaw", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Moscow"];

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").unwrap()
}

#[track_caller]
fn check(zone: &str, local: &str, expected: &str) {
    let zone = Zone::named(zone).unwrap();
    let expected = chrono::DateTime::parse_from_rfc3339(expected).unwrap().timestamp();
    assert_eq!(zone.instant(at(local)), expected);
}

#[test]
fn a_repeated_local_time_is_its_first_occurrence() {
    check("Europe/Warsaw", "2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00");
}

#[test]
fn a_skipped_local_time_moves_forward_by_the_gap() {
    check("Europe/Warsaw", "2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00");
    // Lord Howe Island moves by half an hour.
    check("Australia/Lord_Howe", "2026-10-04T02:10:00", "2026-10-04T02:40:00+11:00");
}

#[test]
fn a_day_that_never_was_moves_to_the_next() {
    check("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T12:00:00+14:00");
}

#[test]
fn an_ordinary_local_time_keeps_its_offset() {
    check("Europe/Warsaw", "2026-07-01T12:00:00", "2026-07-01T12:00:00+02:00");
    check("Europe/Moscow", "2013-01-01T12:00:00", "2013-01-01T12:00:00+04:00");
    check("Asia/Tehran", "2015-07-01T12:00:00", "2015-07-01T12:00:00+04:30");
}

#[test]
fn offsets_follow_the_clock_change() {
    let zone = Zone::named("Europe/Warsaw").unwrap();
    let change = zone.instant(at("2026-03-29T02:00:00"));
    assert_eq!(zone.offset(change - 1), 3600);
    assert_eq!(zone.offset(change), 7200);
    assert_eq!(zone.local(change - 1), at("2026-03-29T01:59:59"));
    assert_eq!(zone.local(change), at("2026-03-29T03:00:00"));
}

#[test]
fn extreme_instants_and_dates_do_not_panic() {
    for name in ["UTC", "Europe/Warsaw", "Pacific/Kiritimati", "America/Los_Angeles"] {
        let zone = Zone::named(name).unwrap();
        for instant in [i64::MIN, -62_135_596_800, 0, 253_402_300_799, i64::MAX] {
            zone.offset(instant);
            zone.local(instant);
        }
        for date in [NaiveDate::MIN, NaiveDate::MAX] {
            let local = date.and_hms_opt(23, 59, 59).unwrap();
            let difference = local.and_utc().timestamp() - zone.instant(local);
            assert!((-86_400..=86_400).contains(&difference));
        }
        for text in ["-9999-01-01T00:00:00", "9999-12-31T23:59:59", "0001-01-01T00:00:00"] {
            let difference = at(text).and_utc().timestamp() - zone.instant(at(text));
            assert!((-86_400..=86_400).contains(&difference));
        }
    }
}

#[test]
fn names_are_found_in_any_case_and_written_as_registered() {
    assert_eq!(Zone::named("europe/warsaw").unwrap().name(), "Europe/Warsaw");
    assert!(Zone::named("Europe/Warszawa").is_none());
    assert!(Zone::named("").is_none());
    assert!(Zone::named("../../etc/passwd").is_none());
}

#[test]
fn a_misspelt_name_suggests_the_nearest() {
    let nearest = |name| Zone::nearest(name);
    assert_eq!(nearest("Europe/Warszawa").as_deref(), Some("Europe/Warsaw"));
    assert_eq!(nearest("Warsaw").as_deref(), Some("Europe/Warsaw"));
    assert_eq!(nearest("Europe/Helsinky").as_deref(), Some("Europe/Helsinki"));
    assert_eq!(nearest("america/new york").as_deref(), Some("America/New_York"));
    assert_eq!(nearest("xyzzy-nothing-like-it"), None);
    assert_eq!(nearest(""), None);
    assert_eq!(nearest(&"a".repeat(100_000)), None);
}

#[test]
fn distance_counts_added_dropped_and_changed_letters() {
    assert_eq!(distance("", "abc"), 3);
    assert_eq!(distance("abc", "abc"), 0);
    assert_eq!(distance("kitten", "sitting"), 3);
    assert_eq!(distance("abcd", "acd"), 1);
}

#[test]
fn the_list_of_offsets_agrees_with_the_rule() {
    for name in NAMES {
        let zone = Zone::named(name).unwrap();
        let around = |&(change, _): &(i64, i32)| [change - 1, change, change + 1];
        let changes: Vec<i64> = zone.near.iter().flat_map(around).collect();
        let weeks = (NEAR_START - 1_000_000..NEAR_END + 1_000_000).step_by(7 * 86_400 + 1);
        for instant in weeks.chain(changes).chain([NEAR_END - 1, NEAR_END]) {
            assert_eq!(zone.offset(instant), ruled(&zone.zone, instant), "{name} {instant}");
        }
    }
}

#[test]
fn the_quick_way_to_an_instant_agrees_with_the_rule() {
    const HOUR: i64 = 3_600;
    for name in NAMES {
        let zone = Zone::named(name).unwrap();
        let around =
            |&(change, _): &(i64, i32)| (change - 50 * HOUR..change + 50 * HOUR).step_by(HOUR as usize / 2);
        let days = (NEAR_START - 1_000_000..NEAR_END + 1_000_000).step_by(86_400 + 25 * 60);
        let (mut n_quick, mut n) = (0, 0);
        for local in zone.near.iter().flat_map(around).chain(days) {
            let time = DateTime::from_timestamp(local, 0).unwrap().naive_utc();
            n_quick += usize::from(zone.quiet_offset(local).is_some());
            n += 1;
            assert_eq!(Some(zone.instant(time)), first_of(&zone.zone, time), "{name} {time}");
        }
        assert!(n / 2 < n_quick && n_quick < n, "{name}: {n_quick} of {n}");
    }
}
