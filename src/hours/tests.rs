//! Tests of the rules of a day, of deadlines and of far dates, with hours written in one line.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use super::{Calendar, Interval, Version, holiday_codes, knows_holidays};
use crate::date::zone::Zone;

mod properties;
mod vectors;

/// Reads `mon-fri 09:00-13:00,14:00-17:00; sat; holidays PL; closed 2026-12-24; open 2026-12-13
/// 10:00-14:00 | from 2026-06-01; …`: later parts win.
fn calendar(zone: &str, versions: &str) -> Calendar {
    let zone = Zone::named(zone).unwrap();
    Calendar::new(zone, versions.split('|').map(version).collect())
}

fn version(text: &str) -> Version {
    let mut version = Version::default();
    for part in text.split(';') {
        let mut words = part.split_whitespace();
        match words.next().unwrap_or_default() {
            "" => {}
            "from" => version.from = words.next().map(day),
            "holidays" => version.holidays.extend(words.map(str::to_owned)),
            "closed" => version.closed.extend(words.map(day)),
            "open" => {
                version.open.insert(day(words.next().unwrap()), intervals(words.next()));
            }
            weekdays => {
                let (first, last) = weekdays.split_once('-').unwrap_or((weekdays, weekdays));
                let intervals = intervals(words.next());
                let mut idx = weekday(first);
                loop {
                    version.week[idx].clone_from(&intervals);
                    if idx == weekday(last) {
                        break;
                    }
                    idx = (idx + 1) % 7;
                }
            }
        }
    }
    version
}

fn weekday(name: &str) -> usize {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().position(|known| *known == name).unwrap()
}

fn intervals(text: Option<&str>) -> Vec<Interval> {
    let minutes = |text: &str| {
        let (hours, minutes) = text.split_once(':').unwrap();
        hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
    };
    let interval = |text: &str| {
        let (start, end) = text.split_once('-').unwrap();
        Interval { start: minutes(start), end: minutes(end) }
    };
    text.into_iter().flat_map(|text| text.split(',')).map(interval).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant: RFC 3339 with an offset, else local time or a day's midnight.
fn at(calendar: &Calendar, text: &str) -> i64 {
    if let Ok(stamp) = DateTime::parse_from_rfc3339(text) {
        return stamp.timestamp();
    }
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S");
    let local = local.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"));
    calendar.rules.zone().instant(local.unwrap_or_else(|_| day(text).and_time(NaiveTime::MIN)))
}

/// Minutes of working time between two times.
#[track_caller]
fn check(calendar: &Calendar, start: &str, end: &str, expected_minutes: i64) {
    let (start, end) = (at(calendar, start), at(calendar, end));
    assert_eq!(calendar.between(start, end), expected_minutes * 60);
    let pieces: i64 = calendar.pieces(start, end).iter().map(|(start, end)| end - start).sum();
    assert_eq!(pieces, expected_minutes * 60);
}

#[test]
fn an_overlap_counts_once_also_over_midnight() {
    let calendar = calendar("UTC", "mon 22:00-06:00; tue 05:00-08:00,07:00-09:00");
    // Monday 22:00 to Tuesday 09:00 without a gap.
    check(&calendar, "2026-11-02", "2026-11-04", 11 * 60);
    assert_eq!(calendar.pieces(at(&calendar, "2026-11-02"), at(&calendar, "2026-11-04")).len(), 1);
}

#[test]
fn a_span_without_length_has_no_pieces() {
    let calendar = calendar("UTC", "mon-sun 00:00-24:00");
    for instant in [at(&calendar, "2026-11-02"), -2_221_052_013, 0] {
        assert_eq!(calendar.pieces(instant, instant), []);
        assert_eq!(calendar.pieces(instant, instant - 1), []);
    }
}

#[test]
fn a_closed_day_keeps_the_night_that_began_before_it() {
    let calendar = calendar("Europe/Warsaw", "mon-sun 22:00-06:00; closed 2026-11-03");
    check(&calendar, "2026-11-03", "2026-11-04", 6 * 60);
    check(&calendar, "2026-11-04", "2026-11-05", 2 * 60);
}

#[test]
fn an_opened_day_wins_over_closed_and_holiday() {
    let calendar = calendar(
        "Europe/Warsaw",
        "mon-fri 09:00-17:00; holidays PL; closed 2026-11-11; open 2026-11-11 10:00-11:00; open 2026-11-12",
    );
    check(&calendar, "2026-11-11", "2026-11-12", 60);
    check(&calendar, "2026-11-12", "2026-11-13", 0);
}

#[test]
fn a_working_saturday_has_the_hours_of_the_day_it_replaces() {
    let russia = calendar("Europe/Moscow", "mon 10:00-16:00; tue-fri 09:00-18:00; holidays RU");
    check(&russia, "2025-11-01", "2025-11-02", 6 * 60);
    check(&russia, "2025-11-03", "2025-11-05", 0);
    // Saturday 27 April 2024 was worked for Monday 29 April.
    check(&russia, "2024-04-27", "2024-04-28", 6 * 60);
}

#[test]
fn a_working_saturday_can_be_closed_or_opened_by_name() {
    let closed = calendar("Europe/Moscow", "mon-fri 09:00-18:00; holidays RU; closed 2025-11-01");
    check(&closed, "2025-11-01", "2025-11-02", 0);
    let opened = calendar("Europe/Moscow", "mon-fri 09:00-18:00; holidays RU; open 2025-11-01 10:00-11:00");
    check(&opened, "2025-11-01", "2025-11-02", 60);
}

#[test]
fn a_shop_closed_on_mondays_keeps_its_own_saturday() {
    let calendar = calendar("Europe/Moscow", "tue-sat 10:00-15:00; holidays RU");
    check(&calendar, "2025-11-01", "2025-11-02", 5 * 60);
}

#[test]
fn several_holiday_tables_are_a_union() {
    let calendar = calendar("Europe/Warsaw", "mon-fri 09:00-17:00; holidays PL DE");
    check(&calendar, "2026-11-11", "2026-11-12", 0);
    // Whit Monday is German, Corpus Christi Polish.
    check(&calendar, "2026-05-25", "2026-05-26", 0);
    check(&calendar, "2026-06-04", "2026-06-05", 0);
}

#[test]
fn a_day_before_the_first_version_is_closed() {
    let calendar = calendar(
        "UTC",
        "from 2026-06-01; mon-fri 08:00-20:00 | from 2026-03-02; mon-fri 09:00-10:00 | from 2027-01-01",
    );
    check(&calendar, "2026-02-02", "2026-03-02", 0);
    check(&calendar, "2026-03-02", "2026-03-03", 60);
    check(&calendar, "2026-06-01", "2026-06-02", 12 * 60);
    check(&calendar, "2027-01-04", "2027-01-09", 0);
}

#[test]
fn no_versions_are_no_working_time() {
    let calendar = Calendar::new(Zone::utc(), Vec::new());
    assert_eq!(calendar.between(0, 1 << 40), 0);
    assert_eq!(calendar.add(0, 1), None);
    assert_eq!(calendar.add(0, 0), Some(0));
}

#[test]
fn a_day_skipped_by_its_zone_does_not_count_twice() {
    // Samoa had no 30 December 2011; its hours fall on those of the 31st.
    let calendar = calendar("Pacific/Apia", "mon-sun 09:00-17:00");
    check(&calendar, "2011-12-29", "2012-01-01", 16 * 60);
}

#[test]
fn the_end_of_a_day_is_its_last_closing_time() {
    let calendar = calendar(
        "Europe/Warsaw",
        "mon-fri 09:00-13:00,14:00-17:00; sat 22:00-06:00; holidays PL; open 2026-11-08 00:00-24:00",
    );
    let check = |day: &str, expected: &str| {
        assert_eq!(calendar.end_of_day(day.parse().unwrap()), at(&calendar, expected), "{day}");
    };
    check("2026-11-02", "2026-11-02T17:00");
    check("2026-11-07", "2026-11-08T06:00");
    check("2026-11-08", "2026-11-09");
    // A holiday and a Sunday have no hours.
    check("2026-11-11", "2026-11-12");
    check("2026-11-15", "2026-11-16");
}

#[test]
fn a_deadline_at_the_seam_of_two_blocks_is_found() {
    let calendar = calendar("UTC", "mon-sun 00:00-24:00");
    let seam = 52 << super::BLOCK_BITS;
    assert_eq!(calendar.between(seam - 10, seam + 10), 20);
    assert_eq!(calendar.add(seam - 10, 10), Some(seam));
    assert_eq!(calendar.add(seam - 10, 11), Some(seam + 1));
    assert_eq!(calendar.add(seam, 1), Some(seam + 1));
    assert_eq!(calendar.pieces(seam - 10, seam + 10), [(seam - 10, seam + 10)]);
}

#[test]
fn far_years_follow_the_week() {
    let calendar = calendar("Europe/Warsaw", "mon-fri 09:00-17:00; holidays PL");
    // Any seven days hold a working week of 40 hours; on 1 January 1800 nobody knows of a holiday.
    check(&calendar, "1800-01-01", "1800-01-08", 40 * 60);
    check(&calendar, "9000-01-06", "9000-01-13", 40 * 60);
    for seam in [super::TABLE_START, super::TABLE_END] {
        let week = 7 * 24 * 3600;
        let around = calendar.between(seam - 4 * week, seam + 4 * week);
        // Eight weeks of 40 hours; the holiday table has neither year.
        assert_eq!(around, 8 * 40 * 3600);
    }
}

#[test]
fn extreme_instants_neither_panic_nor_take_long() {
    for hours in ["mon-sun 00:00-24:00", "mon-fri 09:00-17:00; holidays PL", "mon", "sun 22:00-06:00"] {
        let calendar = calendar("Europe/Warsaw", hours);
        let instants = [i64::MIN, -super::FAR, -62_135_596_800, 0, 253_402_300_799, super::FAR, i64::MAX];
        for start in instants {
            for end in instants {
                let working = calendar.between(start, end);
                assert!(0 <= working && working <= end.saturating_sub(start).max(0));
                assert!(calendar.pieces(start, end).len() <= super::MAX_PIECES);
                calendar.uncovered(start, end);
            }
            for seconds in [i64::MIN, 0, 1, 1 << 31, i64::MAX] {
                calendar.add(start, seconds);
            }
        }
        calendar.end_of_day(NaiveDate::MIN);
        calendar.end_of_day(NaiveDate::MAX);
    }
}

#[test]
fn intervals_beyond_a_day_are_cut_and_do_not_panic() {
    let week = std::array::from_fn(|_| vec![Interval { start: u16::MAX, end: u16::MAX }]);
    let calendar = Calendar::new(Zone::utc(), vec![Version { week, ..Version::default() }]);
    calendar.between(0, 1 << 32);
    calendar.end_of_day(day("2026-11-02"));
}

#[test]
fn ten_years_are_the_limit_of_a_deadline() {
    let calendar = calendar("UTC", "open 2036-01-01 09:00-10:00");
    let in_reach = at(&calendar, "2026-06-01");
    assert_eq!(calendar.add(in_reach, 3600), Some(at(&calendar, "2036-01-01T10:00")));
    assert_eq!(calendar.add(in_reach, 3601), None);
    assert_eq!(calendar.add(at(&calendar, "2025-06-01"), 3600), None);
}

#[test]
fn years_without_holiday_data_are_named() {
    let zone = "Europe/Warsaw";
    let uncovered = |versions: &str, first: &str, last: &str| {
        let calendar = calendar(zone, versions);
        calendar.uncovered(at(&calendar, first), at(&calendar, last))
    };
    let named = |code: &str, year| (code.to_owned(), year);
    assert_eq!(uncovered("holidays PL", "2010-01-01", "2035-12-31"), []);
    assert_eq!(uncovered("holidays PL", "2009-12-31", "2010-12-31"), [named("PL", 2009)]);
    // Only the versions in force count, and only while they are.
    assert_eq!(uncovered("holidays RU | from 2026-01-01; holidays PL", "2025-01-01", "2029-01-01"), []);
    assert_eq!(
        uncovered("holidays RU | from 2029-01-01; holidays PL", "2025-01-01", "2031-01-01"),
        [named("RU", 2028)]
    );
    assert_eq!(uncovered("holidays XX", "2026-01-01", "2027-01-01"), [named("XX", 2026), named("XX", 2027)]);
    assert_eq!(uncovered("mon-fri 09:00-17:00", "1900-01-01", "2100-01-01"), []);
}

#[test]
fn holiday_codes_are_known_and_sorted() {
    let codes = holiday_codes();
    assert!(codes.is_sorted());
    for code in ["PL", "RU", "FI", "GB", "GB-SCT", "DE", "DE-BY", "SE", "CZ", "UA", "EE", "LV", "LT"] {
        assert!(codes.contains(&code) && knows_holidays(code), "{code}");
    }
    assert!(!knows_holidays("XX") && !knows_holidays("") && !knows_holidays("pl"));
}
