//! What holds for any hours and any instants.

use std::ops::Deref;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::{Calendar, calendar};

/// Calendars with breaks, nights, overlaps, clock changes, transfers and versions.
fn calendars() -> &'static [Calendar] {
    static CALENDARS: OnceLock<Vec<Calendar>> = OnceLock::new();
    CALENDARS.get_or_init(|| {
        vec![
            calendar("UTC", "mon-fri 09:00-17:00"),
            calendar(
                "Europe/Warsaw",
                "mon-fri 09:00-13:00,14:00-17:00; holidays PL; open 2026-12-13 10:00-14:00",
            ),
            calendar("Europe/Moscow", "mon-fri 09:00-18:00; sat 10:00-14:00; holidays RU"),
            calendar("America/Sao_Paulo", "mon-sun 22:00-06:00"),
            calendar("Australia/Lord_Howe", "mon-sun 00:00-24:00"),
            calendar(
                "Europe/Berlin",
                "mon-sun 20:00-19:00,10:00-12:00; holidays DE-BY | from 2025-05-01; sun 01:30-02:30",
            ),
            calendar("Pacific/Apia", "mon-sun 23:00-01:00"),
        ]
    })
}

/// A calendar, told by its number: a failure names that, and not years of stretches.
#[derive(Clone, Copy, Debug)]
struct Chosen(usize);

impl Deref for Chosen {
    type Target = Calendar;

    fn deref(&self) -> &Calendar {
        &calendars()[self.0]
    }
}

fn any_calendar() -> impl Strategy<Value = Chosen> {
    (0..calendars().len()).prop_map(Chosen)
}

/// Mostly the years that exports are from, sometimes the ends of the table and beyond.
fn instant() -> impl Strategy<Value = i64> {
    let seams = prop_oneof![Just(super::super::TABLE_START), Just(super::super::TABLE_END)];
    prop_oneof![
        8 => 1_262_304_000i64..2_000_000_000,
        1 => (seams, -100_000_000i64..100_000_000).prop_map(|(seam, around)| seam + around),
        1 => -400_000_000_000i64..400_000_000_000,
    ]
}

proptest! {
    #[test]
    fn working_time_is_at_most_what_passed(calendar in any_calendar(), start in instant(), end in instant()) {
        let working = calendar.between(start, end);
        prop_assert!(0 <= working && working <= (end - start).max(0));
    }

    #[test]
    fn parts_of_a_span_sum_to_the_whole(calendar in any_calendar(), mut ends in prop::array::uniform3(instant())) {
        ends.sort_unstable();
        let [start, middle, end] = ends;
        prop_assert_eq!(
            calendar.between(start, end),
            calendar.between(start, middle) + calendar.between(middle, end)
        );
    }

    #[test]
    fn a_deadline_has_exactly_its_time_before_it(
        calendar in any_calendar(), start in instant(), seconds in 0i64..40_000_000,
    ) {
        if let Some(due) = calendar.add(start, seconds) {
            prop_assert!(start <= due);
            prop_assert_eq!(calendar.between(start, due), seconds);
            // A second earlier it is not reached yet.
            prop_assert!(seconds == 0 || calendar.between(start, due - 1) < seconds);
        }
    }

    #[test]
    fn more_time_is_due_later(
        calendar in any_calendar(), start in instant(), seconds in 0i64..40_000_000, more in 1i64..1_000_000,
    ) {
        if let Some(later) = calendar.add(start, seconds + more) {
            prop_assert!(calendar.add(start, seconds).is_some_and(|due| due < later));
        }
    }

    #[test]
    fn pieces_are_ordered_apart_and_sum_to_the_whole(
        calendar in any_calendar(), start in instant(), days in 0i64..1000,
    ) {
        let end = start + days * 86_400 + days;
        let pieces = calendar.pieces(start, end);
        let sum: i64 = pieces.iter().map(|(start, end)| end - start).sum();
        prop_assert_eq!(sum, calendar.between(start, end));
        prop_assert!(pieces.iter().all(|&(from, until)| start <= from && from < until && until <= end));
        prop_assert!(pieces.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
}

proptest! {
    // Each case works out blocks anew.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn answers_do_not_depend_on_earlier_questions(
        calendar in any_calendar(), start in instant(), end in instant(), seconds in 0i64..40_000_000,
    ) {
        let used = &*calendar;
        let rules = &used.rules;
        let fresh = Calendar::new(rules.zone().clone(), rules.versions().cloned().collect());
        prop_assert_eq!(used.add(start, seconds), fresh.add(start, seconds));
        prop_assert_eq!(used.between(start, end), fresh.between(start, end));
    }
}
