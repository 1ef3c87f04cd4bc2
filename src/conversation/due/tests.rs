use std::path::Path;

use chrono::DateTime;

use super::*;
use crate::message::Channel;
use crate::settings::load::load;

/// Monday to Friday, nine to five, in Warsaw; a holiday on 11 November.
const HOURS: &str =
    "timezone = \"Europe/Warsaw\"\n[hours.default]\nmon-fri = [\"09:00-17:00\"]\nholidays = \"PL\"\n";
const NO_HOURS: &str = "timezone = \"Europe/Warsaw\"\n";

fn at(spelled: &str) -> i64 {
    DateTime::parse_from_rfc3339(spelled).unwrap().timestamp()
}

#[track_caller]
fn check(settings: &str, promise: Promise, sent: &str, expected: Option<&str>) {
    let settings = load(settings, "test", Path::new(".")).unwrap();
    let hours = settings.hours_of(Channel::Email, []);
    assert_eq!(due(promise, at(sent), &settings.zone, hours), expected.map(at), "{promise:?} at {sent}");
}

const fn clock(day: Option<Day>, hour: u16) -> Promise {
    Promise::Clock(day, 60 * hour)
}

/// 2 November 2026 is a Monday.
#[test]
fn a_time_of_the_day_is_the_next_one() {
    check(NO_HOURS, clock(None, 15), "2026-11-02T10:00:00+01:00", Some("2026-11-02T15:00:00+01:00"));
    check(NO_HOURS, clock(None, 15), "2026-11-02T15:00:00+01:00", Some("2026-11-03T15:00:00+01:00"));
    check(NO_HOURS, clock(None, 24), "2026-11-02T15:00:00+01:00", Some("2026-11-03T00:00:00+01:00"));
    // At four on Friday, three o'clock is on Monday; before a holiday on the day after it.
    check(HOURS, clock(None, 15), "2026-11-06T16:00:00+01:00", Some("2026-11-09T15:00:00+01:00"));
    check(HOURS, clock(None, 15), "2026-11-10T16:00:00+01:00", Some("2026-11-12T15:00:00+01:00"));
}

#[test]
fn a_day_with_a_time_is_due_then() {
    let friday = Some(Day::Weekday(4));
    check(HOURS, clock(friday, 15), "2026-11-02T10:00:00+01:00", Some("2026-11-06T15:00:00+01:00"));
    check(HOURS, clock(friday, 15), "2026-11-06T10:00:00+01:00", Some("2026-11-13T15:00:00+01:00"));
    check(
        HOURS,
        clock(Some(Day::After(1)), 12),
        "2026-11-02T10:00:00+01:00",
        Some("2026-11-03T12:00:00+01:00"),
    );
    // Said at six in the evening: it speaks of something past.
    check(HOURS, clock(Some(Day::After(0)), 15), "2026-11-02T18:00:00+01:00", None);
}

#[test]
fn a_date_is_the_coming_one_until_it_is_too_far_ahead() {
    let date = |month, day| Promise::Day(Day::Date { year: None, month, day });
    check(HOURS, date(11, 5), "2026-11-02T10:00:00+01:00", Some("2026-11-05T17:00:00+01:00"));
    check(HOURS, date(11, 2), "2026-11-02T10:00:00+01:00", Some("2026-11-02T17:00:00+01:00"));
    // Nobody works on 11 November: midnight after it.
    check(HOURS, date(11, 11), "2026-11-02T10:00:00+01:00", Some("2026-11-12T00:00:00+01:00"));
    check(NO_HOURS, date(1, 12), "2026-11-02T10:00:00+01:00", Some("2027-01-13T00:00:00+01:00"));
    check(NO_HOURS, date(11, 1), "2026-11-02T10:00:00+01:00", None);
    check(NO_HOURS, date(2, 30), "2026-11-02T10:00:00+01:00", None);
    let of_year = |year| Promise::Day(Day::Date { year: Some(year), month: 11, day: 5 });
    check(NO_HOURS, of_year(2026), "2026-11-02T10:00:00+01:00", Some("2026-11-06T00:00:00+01:00"));
    check(NO_HOURS, of_year(2055), "2026-11-02T10:00:00+01:00", None);
    check(NO_HOURS, of_year(2025), "2026-11-02T10:00:00+01:00", None);
}

/// The night of 25 October 2026 has two o'clock twice, and the first counts.
#[test]
fn the_clock_on_the_wall_counts_when_clocks_change() {
    check(
        NO_HOURS,
        clock(Some(Day::After(1)), 12),
        "2026-10-24T10:00:00+02:00",
        Some("2026-10-25T12:00:00+01:00"),
    );
    check(
        NO_HOURS,
        clock(Some(Day::After(1)), 2),
        "2026-10-24T10:00:00+02:00",
        Some("2026-10-25T02:00:00+02:00"),
    );
}
