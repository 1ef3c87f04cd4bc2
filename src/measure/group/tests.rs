use super::{By, grouped, summarise};
use crate::measure::survival::Quantile;
use crate::measure::testing::Gauge;
use crate::settings::Clock;

const SCRIPT: &str = "@as-of 20/10:00
    10:00 anna c=c1 | Where is my parcel?
    10:10 ola@sklep.example c=c1 | Here.
    8/23:30 jan c=c2 ch=chat | Gdzie jest moja paczka?
    8/23:40 jan@sklep.example c=c2 ch=chat | Here.
    9/09:00 ewa c=c3 | Hello?";

/// The groups and how many waits are in each.
#[track_caller]
fn check(by: By, expected: &[(Option<&str>, usize)]) {
    let gauge = Gauge::new(SCRIPT);
    let groups = grouped(&gauge.ruler(), &gauge.case.all, &gauge.waits, by);
    let told: Vec<_> = groups.iter().map(|(key, waits)| (key.as_deref(), waits.len())).collect();
    assert_eq!(told, expected);
}

#[test]
fn waits_are_grouped_in_the_order_of_the_groups_with_the_unknown_last() {
    check(By::Channel, &[(Some("chat"), 1), (Some("email"), 2)]);
    check(By::Agent, &[(Some("jan@sklep.example"), 1), (Some("ola@sklep.example"), 1), (None, 1)]);
    check(By::Source, &[(Some("hearback"), 3)]);
    check(By::Week, &[(Some("2026-W45"), 2), (Some("2026-W46"), 1)]);
    check(By::Weekday, &[(Some("1 Monday"), 2), (Some("7 Sunday"), 1)]);
    check(By::Hour, &[(Some("09"), 1), (Some("10"), 1), (Some("23"), 1)]);
}

#[test]
fn a_summary_counts_each_wait_once() {
    let gauge = Gauge::new(
        "@as-of 5/10:00
         @toml [[target]]
         @toml measure = \"first-response\"
         @toml within = \"1h\"
         10:00 a c=1 | Where?
         10:30 team c=1 | Here.
         10:00 b c=2 | Where?
         12:00 team c=2 | Here.
         10:00 c c=3 | Where?
         10:00 d c=4 | Where?
         10:10 team closed c=4
         10:00 e c=5 id=m5 | Where?
         10:20 e deleted re=m5 c=5
         5/09:30 f c=6 | Where?",
    );
    let summary = summarise(&gauge.waits);
    assert_eq!((summary.n, summary.n_answered, summary.n_waiting, summary.n_other), (6, 2, 2, 2));
    assert_eq!((summary.n_met, summary.n_breached, summary.n_pending), (1, 3, 1));
    assert_eq!(summary.share_met(), Some(250));
    assert_eq!(summary.answered, [1800, 7200]);
    // Spans: 600 closed, 1200 withdrawn, 1800 answered, 1800 waiting, 7200 answered, 259200 waiting.
    // S(1800) = 3/4, S(7200) = 3/4 · 1/2 = 3/8.
    assert_eq!(summary.quantile(0.25, Clock::Calendar, false), Some(Quantile::At(1800)));
    assert_eq!(summary.quantile(0.5, Clock::Calendar, false), Some(Quantile::At(7200)));
    assert_eq!(summary.quantile(0.9, Clock::Calendar, false), Some(Quantile::AtLeast(259_200)));
    assert_eq!(summary.quantile(0.5, Clock::Calendar, true), Some(Quantile::At(4500)));
    assert_eq!(summary.quantile(0.5, Clock::Working, false), None);
}

#[test]
fn a_share_is_cut_and_absent_when_nothing_was_judged() {
    let many: String =
        (0..3).map(|n| format!("10:00 a{n} c={n} | Where?\n 1{n}:30 team c={n} | Here.\n")).collect();
    let target = "@toml [[target]]\n @toml measure = \"first-response\"\n @toml within = \"2h\"";
    // 30 min, 1 h 30 and 2 h 30: two of three are 66.6 %.
    assert_eq!(summarise(&Gauge::new(&format!("{target}\n{many}")).waits).share_met(), Some(666));
    assert_eq!(summarise(&Gauge::new(&many).waits).share_met(), None);
}

#[test]
fn no_waits_have_no_numbers() {
    let summary = summarise(&[]);
    assert_eq!(summary.quantile(0.5, Clock::Calendar, false), None);
    assert_eq!((summary.mean(), summary.fastest_90(), summary.share_met()), (None, None, None));
}
