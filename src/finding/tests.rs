use super::ignored::ignored;
use super::{Amount, Evidence, Finding, Verdict, all};
use crate::measure::testing::Gauge;
use crate::settings::Clock;

/// Six customers on Monday: answered after 1, 2 and 30 hours, one closed after 10 minutes, one waiting for
/// 48 hours, and one who complained and waits for 26.
const SHOP: &str = "@as-of 4/10:00
    10:00 a c=1 | Where is it?
    11:00 team c=1 | Here.
    10:00 b c=2 | Where is it?
    12:00 team c=2 | Here.
    10:00 c c=3 | Where is it?
    3/16:00 team c=3 | Here.
    10:00 d c=4 | Where is it?
    10:10 team closed c=4
    10:00 e c=5 | Where is it?
    3/08:00 f c=6 | You are crooks! Give my money back, this is a scam!";

/// All findings and the customers of their offenders.
fn findings(script: &str) -> Vec<(Finding, Vec<String>)> {
    let gauge = Gauge::new(script);
    let ruler = gauge.ruler();
    let ignored = ignored(&ruler, &gauge.waits);
    let named = |idx: &usize| {
        let customer = gauge.case.archive.text(gauge.waits[*idx].wait.customer);
        customer.unwrap_or_default().trim_end_matches("@example.org").to_owned()
    };
    let found = all(&Evidence { ruler, waits: &gauge.waits, ignored: &ignored, blind: gauge.case.all.blind });
    found.into_iter().map(|one| (one.clone(), one.offenders.iter().map(named).collect())).collect()
}

/// A requirement on the shop: its actual value, its verdict and who broke it.
#[track_caller]
fn check_on(script: &str, require: &str, actual: Amount, verdict: Verdict, offenders: &[&str]) {
    let script = format!("@toml [[rule]]\n @toml require = \"{require}\"\n{script}");
    let found = findings(&script);
    let (finding, named) = found.iter().find(|(one, _)| one.code == "broken-rule").unwrap();
    assert_eq!((finding.actual, finding.verdict), (actual, verdict), "{require}");
    assert_eq!(named, offenders, "{require}");
}

#[track_caller]
fn check(require: &str, actual: Amount, verdict: Verdict, offenders: &[&str]) {
    check_on(SHOP, require, actual, verdict, offenders);
}

const fn hours(hours: i64) -> Amount {
    Amount::Span((hours * 3600) as f64, Clock::Calendar)
}

#[test]
fn counts_name_those_they_count() {
    check("count(unanswered) == 0", Amount::Count(2), Verdict::Broken, &["e", "f"]);
    check("count(unanswered) <= 2", Amount::Count(2), Verdict::Holds, &[]);
    check("count(unanswered, age > 26h) == 0", Amount::Count(1), Verdict::Broken, &["e"]);
    check("count(unanswered, age >= 26h) == 0", Amount::Count(2), Verdict::Broken, &["e", "f"]);
    check("count(ignored) == 0", Amount::Count(1), Verdict::Broken, &["f"]);
    // Who was closed without a reply is judged like one who waits (semantics §9): for 48 hours.
    check("count(first_response > 24h) == 0", Amount::Count(4), Verdict::Broken, &["c", "d", "e", "f"]);
}

#[test]
fn an_ignored_complaint_is_as_old_as_its_words() {
    let script = "@as-of 4/10:00
        10:00 a | Where is it?
        3/10:00 a | You are crooks! Give my money back, this is a scam!";
    check_on(script, "count(ignored, age > 30h) == 0", Amount::Count(0), Verdict::Holds, &[]);
    check_on(script, "count(ignored, age >= 24h) == 0", Amount::Count(1), Verdict::Broken, &["a"]);
    check_on(script, "count(unanswered, age > 30h) == 0", Amount::Count(1), Verdict::Broken, &["a"]);
}

#[test]
fn what_cannot_be_told_is_not_counted_as_none() {
    // Of another channel only the working hours are known.
    let script = format!("@toml [hours.phone]\n@toml mon-fri = \"09:00-17:00\"\n{SHOP}");
    let rule = |text: &str| check_on(&script, text, Amount::None, Verdict::NoData, &[]);
    rule("count(unanswered, age > w4h) == 0");
    rule("count(first_response > w4h) == 0");
    rule("share(first_response > w4h) <= 10%");
}

#[test]
fn who_waits_is_not_counted_as_answered_in_time() {
    // a and b were; e and f wait for 48 and 26 hours.
    check("count(first_response <= 72h) == 0", Amount::Count(3), Verdict::Broken, &["a", "b", "c"]);
    check("count(first_response < 4h) >= 3", Amount::Count(2), Verdict::Broken, &["a", "b"]);
    check("count(first_response >= 26h) == 0", Amount::Count(4), Verdict::Broken, &["c", "d", "e", "f"]);
    check("count(first_response == 2h) == 0", Amount::Count(1), Verdict::Broken, &["b"]);
    check("count(first_response != 2h) == 0", Amount::Count(5), Verdict::Broken, &["a", "c", "d", "e", "f"]);
}

#[test]
fn broken_promises_are_counted() {
    let script = "@as-of 9/10:00
        10:00 a | Where is it?
        10:10 team | We are checking and will get back to you within 24 hours.";
    check_on(script, "count(promises_broken) == 0", Amount::Count(1), Verdict::Broken, &["a"]);
    check_on(SHOP, "count(promises_broken) == 0", Amount::Count(0), Verdict::Holds, &[]);
}

#[test]
fn a_share_is_met_of_met_and_breached_and_cut() {
    // Met: a, b. Breached: c, d (closed), e, f.
    check("share(first_response <= 4h) >= 90%", Amount::Share(333), Verdict::Broken, &["c", "d", "e", "f"]);
    check("share(first_response <= 4h) >= 33.3%", Amount::Share(333), Verdict::Holds, &[]);
    check("share(first_response <= 4h) >= 33.4%", Amount::Share(333), Verdict::Broken, &["c", "d", "e", "f"]);
}

#[test]
fn a_share_is_of_those_of_whom_its_condition_holds() {
    // Two thirds take longer than four hours; b takes two.
    let late = ["c", "d", "e", "f"];
    check("share(first_response > 4h) <= 10%", Amount::Share(666), Verdict::Broken, &late);
    check(
        "share(first_response >= 2h) <= 10%",
        Amount::Share(833),
        Verdict::Broken,
        &["b", "c", "d", "e", "f"],
    );
    check(
        "share(first_response < 2h) >= 90%",
        Amount::Share(166),
        Verdict::Broken,
        &["b", "c", "d", "e", "f"],
    );
    check("share(first_response == 2h) == 0%", Amount::Share(166), Verdict::Broken, &["b"]);
    check("share(first_response > 72h) <= 10%", Amount::Share(0), Verdict::Holds, &[]);
}

#[test]
fn percentiles_see_those_who_still_wait() {
    // S(1h) = 4/5 of the five left after the close; S(2h) = 3/5; f leaves at 26 h; S(30h) = 3/10.
    check("p50(first_response) <= 24h", hours(30), Verdict::Broken, &["c", "e", "f"]);
    check("p50(first_response) <= 30h", hours(30), Verdict::Holds, &[]);
    let open = Amount::AtLeast(48 * 3600, Clock::Calendar);
    check("p90(first_response) <= 24h", open, Verdict::Broken, &["c", "e", "f"]);
    check("p90(first_response) <= 48h", open, Verdict::NoData, &[]);
    check("p90(first_response) <= 72h", open, Verdict::NoData, &[]);
    check("p90(first_response) >= 24h", open, Verdict::Holds, &[]);
    check("p75(first_response) >= 72h", open, Verdict::NoData, &[]);
}

#[test]
fn few_waits_have_no_percentile_beyond_the_median() {
    let shop = |n: usize| -> String {
        (1..=n).map(|c| format!("10:00 c{c} c={c} | Where?\n 11:00 team c={c} | Here.\n")).collect()
    };
    for (require, enough) in [("p50", 1), ("p75", 5), ("p90", 5), ("p95", 20)] {
        let require = format!("{require}(first_response) <= 4h");
        check_on(&shop(enough), &require, hours(1), Verdict::Holds, &[]);
        for policy in ["", "@policy unanswered = \"leave-out\"\n"] {
            let fewer = format!("{policy}{}", shop(enough - 1));
            check_on(&fewer, &require, Amount::None, Verdict::NoData, &[]);
        }
    }
}

#[test]
fn percentiles_are_of_those_answered_by_policy() {
    let script = format!("@policy unanswered = \"leave-out\"\n{SHOP}");
    check_on(&script, "p50(first_response) <= 2h", hours(2), Verdict::Holds, &[]);
    // Three were answered.
    check_on(&script, "p75(first_response) <= 15h", Amount::None, Verdict::NoData, &[]);
    let script = format!(
        "{script}\n 10:00 g c=7 | Hm?\n 11:00 team c=7 | Yes.\n 10:00 h c=8 | Hm?\n 12:00 team c=8 | Yes."
    );
    check_on(&script, "p75(first_response) <= 2h", hours(2), Verdict::Holds, &[]);
    // 1, 1, 2, 2 and 30 hours: at 3.6 of the way from the first to the fifth.
    let p90 = Amount::Span(18.8 * 3600.0, Clock::Calendar);
    check_on(&script, "p90(first_response) <= 15h", p90, Verdict::Broken, &["c", "e", "f"]);
}

#[test]
fn a_mean_is_of_those_answered_and_a_maximum_of_those_who_wait_too() {
    check("mean(first_response) <= 11h", hours(11), Verdict::Holds, &[]);
    check("mean(first_response) < 11h", hours(11), Verdict::Broken, &["c", "e", "f"]);
    let longest = Amount::AtLeast(48 * 3600, Clock::Calendar);
    check("max(first_response) <= 24h", longest, Verdict::Broken, &["c", "e", "f"]);
    check("max(first_response) <= 72h", longest, Verdict::NoData, &[]);
    check_on(
        "10:00 a | Where?\n 11:00 team | Here.",
        "max(first_response) <= 1h",
        hours(1),
        Verdict::Holds,
        &[],
    );
}

#[test]
fn without_anything_to_judge_there_is_no_verdict() {
    check("p90(next_response) <= 24h", Amount::None, Verdict::NoData, &[]);
    check("mean(next_response) <= 24h", Amount::None, Verdict::NoData, &[]);
    check("share(next_response <= 4h) >= 90%", Amount::None, Verdict::NoData, &[]);
    let hours_of_chats = format!("@toml [hours.chat]\n @toml mon-fri = \"09:00-17:00\"\n{SHOP}");
    check_on(&hours_of_chats, "p90(first_response) <= w4h", Amount::None, Verdict::NoData, &[]);
}

#[test]
fn a_rule_concerns_what_its_filter_lets_through() {
    let rule = "@toml [[rule]]
        @toml require = \"count(unanswered) == 0\"
        @toml where = { channel = \"chat\" }\n";
    let (finding, _) =
        findings(&format!("{rule}{SHOP}")).into_iter().find(|(one, _)| one.code == "broken-rule").unwrap();
    assert_eq!((finding.actual, finding.verdict), (Amount::Count(0), Verdict::Holds));
}

#[test]
fn a_target_is_missed_below_its_share_and_gates_at_level_error() {
    let target = |share: &str, level: &str| {
        let script = format!(
            "@toml [[target]]
             @toml name = \"first\"
             @toml measure = \"first-response\"
             @toml within = \"30h\"
             @toml share = \"{share}\"
             @toml level = \"{level}\"
             {SHOP}"
        );
        findings(&script).into_iter().find(|(one, _)| one.code == "missed-target").unwrap()
    };
    // Met: a, b, c. Breached: d (closed 48 h ago), e. Pending: f.
    let (finding, offenders) = target("60%", "error");
    assert_eq!(
        (finding.actual, finding.verdict, finding.gates()),
        (Amount::Share(600), Verdict::Holds, false)
    );
    assert_eq!((finding.n, finding.n_pending, finding.n_unmeasured), (5, 1, 0));
    assert_eq!(offenders, ["d", "e"]);
    let (finding, _) = target("60.1%", "error");
    assert_eq!((finding.verdict, finding.gates()), (Verdict::Broken, true));
    let (finding, _) = target("60.1%", "warn");
    assert_eq!((finding.verdict, finding.gates()), (Verdict::Broken, false));
}

#[track_caller]
fn check_ignored(script: &str, expected: &[&str]) {
    let gauge = Gauge::new(script);
    let ignored = ignored(&gauge.ruler(), &gauge.waits);
    let named: Vec<&str> = ignored
        .iter()
        .filter_map(|one| {
            gauge.case.archive.text(gauge.waits[one.wait].wait.customer)?.strip_suffix("@example.org")
        })
        .collect();
    assert_eq!(named, expected, "{script}");
}

#[test]
fn worst_comes_first_and_words_without_stars_after_one_star() {
    check_ignored(
        "@as-of 9/10:00
         @review
         10:00 two c=1 rating=2 | It broke.
         10:01 one c=2 rating=1 | It broke.
         10:02 words c=3 ch=email | You are crooks! Give my money back, this is a scam!
         10:03 older c=4 rating=4 rating_max=10 | It broke.
         10:04 three c=5 rating=3 | It is so so.
         10:05 stars c=6 rating=1
         10:06 fine c=7 rating=5 | Very good.",
        &["one", "words", "two", "older"],
    );
}

/// "Broken" weighs less than "broken, useless and a scam"; equally strong ones stand by age.
#[test]
fn without_stars_the_stronger_words_come_first_and_then_the_older() {
    check_ignored(
        "@as-of 9/10:00
         10:00 mild c=1 ch=comment | The lamp is broken and the order is late.
         10:01 worse c=2 ch=comment | The lamp is broken, useless, the worst shop, a scam, the order is late.
         10:02 again c=3 ch=comment | The lamp is broken and the order is late.",
        &["worse", "mild", "again"],
    );
}

#[test]
fn a_complaint_is_ignored_from_its_age_on_and_only_without_a_person() {
    let bad = "10:00 a rating=1 | It broke.";
    check_ignored(&format!("@as-of 3/09:59:59\n @review\n{bad}"), &[]);
    check_ignored(&format!("@as-of 3/10:00:00\n @review\n{bad}"), &["a"]);
    check_ignored(&format!("@policy ignored_after = \"1h\"\n @as-of 11:00\n @review\n{bad}"), &["a"]);
    check_ignored(&format!("@as-of 9/10:00\n @review\n{bad}\n 12:00 team | Write to us."), &[]);
    check_ignored(&format!("@as-of 9/10:00\n @review\n{bad}\n 12:00 team auto-reply | Got it."), &["a"]);
}

#[test]
fn who_complains_again_has_complained_before() {
    let bad = "@as-of 4/12:00\n 2/10:00 a c=1 | It is broken, refund me.\n";
    let worse = "4/11:00 a c=1 | You are crooks! Give my money back, this is a scam!";
    check_ignored(bad, &["a"]);
    check_ignored(&format!("{bad}{worse}"), &["a"]);
    check_ignored(&format!("@as-of 4/12:00\n 2/10:00 a c=1 | Where is it?\n{worse}"), &[]);
}

#[test]
fn angry_and_settled_by_a_bot_is_ignored_and_taken_back_is_not() {
    let angry = "@as-of 9/10:00\n @chat\n 10:00 a id=m | You are crooks! Give my money back, this is a scam!";
    check_ignored(&format!("{angry}\n 10:01 bot | Try to restart."), &["a"]);
    check_ignored(&format!("{angry}\n 10:01 team closed"), &["a"]);
    check_ignored(&format!("{angry}\n 10:01 a deleted re=m"), &[]);
    // A question that stays open does not keep alive the complaint that was taken back.
    check_ignored(&format!("09:00 a id=q | Where is it?\n {angry}\n 10:01 a deleted re=m"), &[]);
    check_ignored(&format!("{angry}\n 10:01 team | We are sorry, the money is on its way."), &[]);
}

#[test]
fn what_is_negative_is_a_policy() {
    let script = "@as-of 9/10:00\n @review\n 10:00 a rating=3 | It is so so.";
    check_ignored(script, &[]);
    check_ignored(&format!("@policy negative = {{ stars = 3 }}\n{script}"), &["a"]);
}
