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
    let found = batches_of(Channel::Review, None, &FxHashSet::default(), &days(counts));
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
    let found = batches_of(Channel::Review, None, &FxHashSet::default(), &days(&[2, 31, 1, 3, 2, 2]));
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

/// So many answers about a product on a day of November, each an hour after the review.
fn answers_to(product: &str, day: usize, n: usize) -> String {
    let lines = (0..n).map(|idx| {
        let id = format!("{product}-{day}-{idx}");
        format!(
            "{day}/09:00 c{id} c={id} id={id} subj={product} rating=1 | Fatalnie\n{day}/10:00 team c={id} re={id} | Przepraszamy za {id}\n"
        )
    });
    lines.collect()
}

/// The batches of a script: what they are about, the day, and how many of how many.
fn batches_in(script: &str) -> Vec<(String, String, usize, usize)> {
    let gauge = crate::measure::testing::Gauge::new(&format!("@review\n{script}"));
    let ruler = gauge.ruler();
    let told = |batch: Batch| {
        let about = ruler.archive.text(batch.about).unwrap_or("rest").to_owned();
        (about, batch.day, batch.n, batch.n_all)
    };
    batches(&ruler, &gauge.case.all.people).into_iter().map(told).collect()
}

#[test]
fn a_busy_product_does_not_hide_the_batch_of_another() {
    // 20 mugs on each of seven days; plates 1 a day, and 10 on the 7th: 10 of 14. Together 30 of 154 would be less
    // than a fifth.
    let mut script = String::new();
    for day in 3..=9 {
        script += &answers_to("mug", day, 20);
    }
    for (day, n) in [(3, 1), (4, 1), (5, 1), (6, 1), (7, 10)] {
        script += &answers_to("plate", day, n);
    }
    assert_eq!(batches_in(&script), [("plate".to_owned(), "2026-11-07".to_owned(), 10, 14)]);
}

#[test]
fn a_batch_of_a_product_is_no_batch_of_the_others() {
    // Mugs 1 a day and 30 on the 7th: 30 of 34. Plates 2 a day.
    let mut script = String::new();
    for day in 3..=7 {
        script += &answers_to("mug", day, if day == 7 { 30 } else { 1 });
        script += &answers_to("plate", day, 2);
    }
    assert_eq!(batches_in(&script), [("mug".to_owned(), "2026-11-07".to_owned(), 30, 34)]);
}

#[test]
fn products_with_few_answers_are_judged_together() {
    // One answer on each of four days, and on the 7th one to each of 12 products: 12 of 16. The mugs, 4 a day on
    // five days, stand apart.
    let mut script: String = (3..=6).map(|day| answers_to(&format!("one-{day}"), day, 1)).collect();
    script.extend((0..12).map(|idx| answers_to(&format!("late-{idx}"), 7, 1)));
    assert_eq!(batches_in(&script), [("rest".to_owned(), "2026-11-07".to_owned(), 12, 16)]);
    script.extend((3..=7).map(|day| answers_to("mug", day, 4)));
    assert_eq!(batches_in(&script), [("rest".to_owned(), "2026-11-07".to_owned(), 12, 16)]);
}

#[test]
fn a_batch_concerns_the_waits_of_its_product_or_of_the_rest() {
    let script = "@review
        3/09:00 a c=a id=a subj=mug rating=1 | Fatalnie
        3/09:00 b c=b id=b subj=plate rating=1 | Fatalnie
        3/09:00 d c=d id=d rating=1 | Fatalnie";
    let gauge = crate::measure::testing::Gauge::new(script);
    let ruler = gauge.ruler();
    let mug = ruler.archive.strings.find("mug").unwrap();
    let batch = |about, apart| Batch {
        channel: Channel::Review,
        about,
        apart,
        day: String::new(),
        n: 0,
        n_all: 0,
        median: None,
        median_rest: None,
    };
    let concerned = |batch: &Batch| -> Vec<bool> {
        gauge.waits.iter().map(|one| batch.concerns(&ruler, &one.wait)).collect()
    };
    assert_eq!(concerned(&batch(Some(mug), FxHashSet::default())), [true, false, false]);
    assert_eq!(concerned(&batch(None, FxHashSet::from_iter([mug]))), [false, true, true]);
}
