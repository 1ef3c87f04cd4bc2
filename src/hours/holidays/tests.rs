//! Tests of the holiday table as a whole and of days that everybody there knows.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Row, TEXT, codes, table};

#[track_caller]
fn check(code: &str, off: &[(i32, u32, u32)], on: &[(i32, u32, u32)]) {
    let table = table(code).unwrap();
    let date = |&(year, month, day): &(i32, u32, u32)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    for day in off.iter().map(date) {
        assert!(table.is_off(day), "{code} {day} is off");
    }
    for day in on.iter().map(date) {
        assert!(!table.is_off(day), "{code} {day} is no holiday");
    }
}

#[test]
fn every_row_is_read_and_sorted() {
    let mut previous = ("", 0);
    for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
        let (code, text) = line.split_once('\t').unwrap();
        let row = Row::parse(text).unwrap_or_else(|| panic!("{line}"));
        assert!(previous < (code, row.year), "{line}");
        // Years follow one another without a hole.
        assert!(previous.0 != code || previous.1 + 1 == row.year, "{line}");
        assert!(row.off.is_sorted_by(|one, next| one < next), "{line}");
        assert!(row.off.iter().all(|day| day.year() == row.year), "{line}");
        assert!(row.worked.is_sorted_by(|one, next| one.0 < next.0), "{line}");
        for (day, instead) in row.worked {
            assert!(matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{line}");
            assert!(!matches!(instead.weekday(), Weekday::Sat | Weekday::Sun), "{line}");
            assert!(!row.off.contains(&day), "{line}");
            assert!(table(code).unwrap().is_off(instead), "{line}");
        }
        previous = (code, row.year);
    }
    assert_eq!(codes().len(), 43);
}

#[test]
fn damaged_rows_are_refused() {
    for row in [
        "",
        "x",
        "2025\t1",
        "2025\t1301",
        "2025\t0229",
        "2025\t0101\t0104",
        "2025\t\t0104=2025",
        "2025\t\t\t",
    ] {
        assert_eq!(Row::parse(row), None, "{row:?}");
    }
    assert!(Row::parse("2025").is_some());
}

#[test]
fn poland_has_christmas_eve_from_2025() {
    check(
        "PL",
        &[(2025, 12, 24), (2026, 12, 24), (2026, 11, 11), (2026, 6, 4)],
        &[(2024, 12, 24), (2026, 4, 3)],
    );
}

#[test]
fn finland_and_sweden_have_their_eves() {
    check("FI", &[(2026, 6, 19), (2026, 12, 24), (2026, 5, 14)], &[(2026, 12, 31)]);
    check("SE", &[(2026, 6, 19), (2026, 12, 24), (2026, 12, 31), (2026, 6, 6)], &[(2026, 4, 2)]);
}

#[test]
fn russian_transfers_are_included() {
    check(
        "RU",
        &[
            (2025, 11, 3),
            (2025, 5, 2),
            (2025, 5, 8),
            (2025, 6, 13),
            (2025, 12, 31),
            (2026, 1, 9),
            (2027, 2, 22),
        ],
        &[(2025, 11, 1), (2026, 12, 30)],
    );
    let russia = table("RU").unwrap();
    let saturday = NaiveDate::from_ymd_opt(2025, 11, 1).unwrap();
    assert_eq!(russia.worked_as(saturday), Some(Weekday::Mon));
    assert_eq!(russia.worked_as(saturday.succ_opt().unwrap()), None);
    assert!(russia.covers(2027) && !russia.covers(2028) && !russia.covers(2009));
}

#[test]
fn britain_is_england_and_wales_unless_a_nation_is_named() {
    check("GB", &[(2026, 1, 1), (2026, 4, 6), (2026, 8, 31), (2026, 12, 28)], &[(2026, 8, 3), (2026, 7, 13)]);
    check("GB-SCT", &[(2026, 1, 2), (2026, 8, 3), (2026, 11, 30)], &[(2026, 4, 6), (2026, 8, 31)]);
    check("GB-NIR", &[(2026, 3, 17), (2026, 7, 13)], &[(2026, 1, 2)]);
}

#[test]
fn german_states_have_their_own_days() {
    check("DE", &[(2026, 10, 3), (2026, 5, 25)], &[(2026, 1, 6), (2026, 6, 4), (2026, 10, 31)]);
    check("DE-BY", &[(2026, 1, 6), (2026, 6, 4)], &[(2026, 10, 31)]);
    check("DE-HH", &[(2026, 10, 31)], &[(2026, 1, 6)]);
}

#[test]
fn ukraine_works_through_under_martial_law() {
    check("UA", &[(2022, 3, 8)], &[(2022, 8, 24), (2025, 1, 1)]);
    assert!(table("UA").unwrap().covers(2026));
}
