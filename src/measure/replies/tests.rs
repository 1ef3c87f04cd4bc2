use super::*;

/// So many answers on each day, every one after an hour for each day of the month.
fn days(counts: &[usize]) -> Days {
    let day = |(idx, &n): (usize, &usize)| {
        (format!("2026-02-{:02}", idx + 1), vec![Some((idx as i64 + 1) * 3600); n])
    };
    counts.iter().enumerate().map(day).collect()
}

#[track_caller]
fn check(counts: &[usize], expected: &[usize]) {
    let found = batches_of(Channel::Review, &days(counts));
    let found: Vec<usize> = found.iter().map(|batch| batch.n).collect();
    assert_eq!(found, expected, "{counts:?}");
}

#[test]
fn a_day_with_a_third_of_all_answers_is_a_batch() {
    check(&[2, 31, 1, 3, 2, 2], &[31]);
}

#[test]
fn the_medians_are_of_all_answers_with_and_without_the_day() {
    // 2 of 1 h, 31 of 2 h, 1 of 3 h, 3 of 4 h, 2 of 5 h, 2 of 6 h; without the batch the middle of ten is 4 h.
    let found = batches_of(Channel::Review, &days(&[2, 31, 1, 3, 2, 2]));
    assert_eq!((found[0].median, found[0].median_rest), (Some(7200.0), Some(14_400.0)));
}

#[test]
fn even_days_are_no_batches() {
    check(&[20, 20, 20, 20, 20], &[]);
    check(&[12, 30, 12, 12, 12], &[]);
}

#[test]
fn too_few_answers_or_days_show_no_batch() {
    check(&[1, 9, 1, 1, 1], &[]);
    check(&[1, 40, 1, 1], &[]);
    check(&[], &[]);
}

/// The marks of the waits of a script, in their order.
fn marks(script: &str) -> Vec<bool> {
    let mut case = crate::conversation::testing::case(script);
    mark_templated(&case.archive, &case.all.people, &mut case.all.waits);
    case.all.waits.iter().map(|wait| wait.marks.has(Marks::TEMPLATED)).collect()
}

#[test]
fn the_same_words_to_three_customers_are_a_template() {
    let script = "@review
        10:00 anna c=a rating=1 | Nie działa, fatalnie
        10:01 bob c=b rating=1 | Nie przyszło, fatalnie
        10:02 ewa c=c rating=1 | Zepsute, fatalnie
        10:03 jan c=d rating=1 | Brak zwrotu, fatalnie
        11:00 team c=a | Wysłaliśmy nową sztukę.
        11:01 team c=b | wysłaliśmy  nową sztukę.
        11:02 team c=c | Wysłaliśmy nową sztukę.
        11:03 team c=d | Zwrot wyszedł dziś rano.";
    assert_eq!(marks(script), [true, true, true, false]);
}

#[test]
fn two_equal_answers_are_none_nor_are_those_in_mail() {
    let lines = "
        10:00 anna c=a rating=1 | Nie działa, fatalnie
        10:01 bob c=b rating=1 | Nie przyszło, fatalnie
        11:00 team c=a | Wysłaliśmy nową sztukę.
        11:01 team c=b | Wysłaliśmy nową sztukę.";
    assert_eq!(marks(&format!("@review{lines}")), [false, false]);
    let third = "
        10:02 ewa c=c | Zepsute, fatalnie
        11:02 team c=c | Wysłaliśmy nową sztukę.";
    assert_eq!(marks(&format!("@email{lines}{third}")), [false, false, false]);
}
