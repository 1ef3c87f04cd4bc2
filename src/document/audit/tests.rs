use super::audit;
use crate::document::testing::{Desk, column, held, lines};
use crate::document::{Document, Value};
use crate::measure::group::By;

fn report(script: &str) -> Document<'static> {
    held(audit(&Desk::new(script).view(), By::Channel))
}

#[track_caller]
fn check_headline(script: &str, expected: &str) {
    let report = report(script);
    let lines = lines(&report.sections[0]);
    assert!(lines.iter().any(|line| line.starts_with(expected)), "{expected:?} is not in {lines:#?}");
}

/// Ten customers of one minute each more, answered after 1 to 10 minutes.
fn ten() -> String {
    (0..10).map(|n| format!("10:00 a{n} c={n} | Where?\n 10:{:02} team c={n} | Here.\n", n + 1)).collect()
}

#[test]
fn the_headline_is_the_one_of_the_policy() {
    check_headline(&ten(), "First response: median 5 min");
    check_headline(&format!("@policy headline = \"mean\"\n{}", ten()), "First response: mean 5 min");
    // The fastest nine take 1 to 9 minutes: 5 min on average, where the mean of all is 5.5.
    let fastest = format!("@policy headline = \"fastest-90\"\n{}", ten());
    check_headline(&fastest, "First response: mean of the fastest 90 % 5 min");
}

#[test]
fn working_time_and_the_band_stand_beside_the_median_alone() {
    let hours = "@toml [hours.default]\n @toml mon-fri = \"09:00-17:00\"\n";
    let script = format!("{hours}{}", ten());
    check_headline(&script, "First response: median 5 min, 5 min of working time (95 %: ");
    check_headline(&format!("@policy headline = \"mean\"\n{script}"), "First response: mean 5 min;");
    // Of those answered: (5 + 6) / 2 minutes by both clocks, and no band.
    let plain = format!("@policy unanswered = \"leave-out\"\n{script}");
    check_headline(&plain, "First response: median 5 min, 5 min of working time;");
}

#[test]
fn a_median_that_nobody_reached_is_a_lower_bound() {
    check_headline(
        "@as-of 12:00\n 10:00 anna | Where?",
        "First response: median ≥ 2 h 00 min; 0 of 1 answered",
    );
}

#[test]
fn without_outgoing_mail_there_is_no_headline() {
    let report = report("@file inbox.mbox mbox\n 10:00 anna to=team | Where?");
    let lines = lines(&report.sections[0]);
    assert!(lines.iter().any(|line| line.starts_with("No reply in this export")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.starts_with("First response")), "{lines:#?}");
}

#[test]
fn few_waits_have_single_values_and_no_p90() {
    let times = |script: &str| {
        let mut report = report(script);
        report.sections.retain(|section| section.key == "measures");
        report.sections.remove(0).table.unwrap()
    };
    let few = times("10:00 a c=1 | Where?\n 10:01 team c=1 | Here.");
    assert_eq!(column(&few, "p90_seconds"), [Value::Absent]);
    assert_eq!(column(&few, "median_seconds"), [Value::Duration(60)]);
    assert_eq!(column(&few, "single_seconds"), [Value::Durations(vec![60])]);
    assert_eq!(column(&few, "sample"), [Value::Text("small".into())]);
    assert_eq!(column(&few, "measure"), [Value::Text("first-response".into())]);
    assert_eq!(column(&few, "share_met"), [Value::Absent]);
    let more = times(&ten());
    assert_eq!(column(&more, "p90_seconds"), [Value::Duration(540)]);
    assert_eq!(column(&more, "single_seconds"), [Value::Absent]);
    assert_eq!(column(&more, "median_answered_seconds"), [Value::Duration(330)]);
}

#[test]
fn without_any_date_there_is_no_as_of() {
    let as_of = |script: &str| {
        let report = report(script);
        report.meta.facts.into_iter().find(|(key, _)| *key == "as_of").map(|(_, value)| value)
    };
    assert_eq!(as_of("- anna | Where is it?"), Some(Value::Absent));
    assert!(matches!(as_of("10:00 anna | Where is it?"), Some(Value::Time(_))));
}

/// Of four one is answered after a minute, then of three one is closed after ten: a quarter each.
#[test]
fn competing_ends_are_shares_of_all() {
    let mut report = report(
        "@as-of 12:00
         10:00 a c=1 | Where?
         10:01 team c=1 | Here.
         10:00 b c=2 | Where?
         10:10 team closed c=2
         10:00 c c=3 | Where?
         10:00 d c=4 | Where?",
    );
    report.sections.retain(|section| section.key == "measures");
    let table = report.sections.remove(0).table.unwrap();
    for (key, share) in [("share_answered", 250), ("share_closed", 250), ("share_withdrawn", 0)] {
        assert_eq!(column(&table, key), [Value::Share(share)], "{key}");
    }
}
