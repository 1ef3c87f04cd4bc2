use super::*;
use crate::document::labels::Labels;
use crate::message::Language;

fn of(language: Language) -> Units {
    Labels::new(language).units
}

#[track_caller]
fn check_duration(seconds: i64, expected: &str) {
    assert_eq!(of(Language::English).duration(seconds), expected);
}

#[test]
fn durations_change_their_unit_at_the_minute_the_hour_and_the_day() {
    check_duration(0, "0 s");
    check_duration(59, "59 s");
    check_duration(60, "1 min");
    check_duration(3_599, "59 min");
    check_duration(3_600, "1 h 00 min");
    check_duration(11_100, "3 h 05 min");
    check_duration(86_399, "23 h 59 min");
    check_duration(86_400, "1 d 0 h");
    check_duration(187_200, "2 d 4 h");
    check_duration(-45, "-45 s");
}

#[test]
fn working_time_has_no_days() {
    // 113,400 s = 31.5 h, which is four shifts of eight hours less half an hour, and not "1 d 7 h".
    assert_eq!(of(Language::English).working(113_400), "31 h 30 min");
    assert_eq!(of(Language::English).working(86_399), "23 h 59 min");
    assert_eq!(of(Language::English).working(900), "15 min");
}

#[test]
fn the_longest_durations_do_not_overflow() {
    // 2^63 s = 106,751,991,167,300 days and 55,808 s (15 h).
    check_duration(i64::MIN, "-106751991167300 d 15 h");
    check_duration(i64::MAX, "106751991167300 d 15 h");
}

#[test]
fn absent_is_a_dash_and_never_a_zero() {
    let units = of(Language::English);
    assert_eq!(units.value(&Value::Absent), "–");
    assert_eq!(units.value(&Value::Number(f64::NAN, 1)), "–");
    assert_eq!(units.value(&Value::Share(0)), "0.0 %");
    assert_eq!(units.value(&Value::Share(935)), "93.5 %");
}

#[test]
fn each_language_has_its_signs() {
    let spelt = |language| {
        let units = of(language);
        [45, 3_600 * 3 + 300, 187_200].map(|seconds| units.duration(seconds)).join(", ")
            + ", "
            + &units.share(935)
    };
    assert_eq!(spelt(Language::Polish), "45 s, 3 h 05 min, 2 d 4 h, 93,5 %");
    assert_eq!(spelt(Language::Russian), "45 с, 3 ч 05 мин, 2 д 4 ч, 93,5 %");
    assert_eq!(spelt(Language::Finnish), "45 s, 3 h 05 min, 2 pv 4 h, 93,5 %");
    assert_eq!(of(Language::Russian).minutes(0), "< 1 мин");
    assert_eq!(of(Language::Russian).working(113_400), "31 ч 30 мин");
    assert_eq!(of(Language::Finnish).value(&Value::Number(-0.25, 2)), "-0,25");
}
