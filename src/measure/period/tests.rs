use super::holds;
use crate::measure::testing::Gauge;
use crate::settings::overrides::parse_time;

const SCRIPT: &str = "@as-of 20/10:00
    10:00 a c=1 | Where?
    6/10:00 team c=1 | Here.
    3/10:00 b c=2 | Where?
    4/10:00 c c=3 | Where?
    4/11:00 team closed c=3
    5/10:00 d c=4 | Where?
    5/11:00 team c=4 | Here.";

/// The customers whose waits are in the period.
#[track_caller]
fn check(policy: &str, since: Option<&str>, until: Option<&str>, expected: &[&str]) {
    let mut gauge = Gauge::new(&format!("{policy}\n{SCRIPT}"));
    let at = |text: &str| parse_time(&format!("2026-11-{text}:00+01:00"), &gauge.case.settings.zone).unwrap();
    let (since, until) = (since.map(at), until.map(at));
    gauge.case.settings.since = since;
    gauge.case.settings.until = until;
    let held: Vec<&str> = gauge
        .waits
        .iter()
        .filter(|one| holds(&gauge.case.settings, gauge.case.all.as_of, one))
        .filter_map(|one| gauge.case.archive.text(one.wait.customer)?.strip_suffix("@example.org"))
        .collect();
    assert_eq!(held, expected);
}

#[test]
fn a_period_selects_by_the_question_and_keeps_who_waits() {
    check("", None, None, &["a", "b", "c", "d"]);
    check("", Some("05T10:00"), None, &["b", "d"]);
    check("", Some("05T10:01"), None, &["b"]);
    check("", None, Some("04T10:00"), &["a", "b"]);
    check("", None, Some("04T10:01"), &["a", "b", "c"]);
}

#[test]
fn by_policy_it_selects_by_the_reply() {
    let reply = "@policy cohort = \"reply\"";
    check(reply, None, None, &["a", "b", "c", "d"]);
    check(reply, Some("06T10:00"), None, &["a", "b"]);
    check(reply, None, Some("06T10:00"), &["b", "d"]);
}

#[test]
fn the_last_days_count_back_from_as_of() {
    let mut gauge = Gauge::new(SCRIPT);
    gauge.case.settings.last = Some(15 * 86_400);
    let n = gauge.waits.iter().filter(|one| holds(&gauge.case.settings, gauge.case.all.as_of, one)).count();
    assert_eq!(n, 2);
}
