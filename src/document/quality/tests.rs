use super::facts;
use crate::document::testing::Desk;

/// The count of a fact, or that it is not told.
#[track_caller]
fn check(script: &str, code: &str, expected: Option<u64>) {
    let desk = Desk::new(script);
    let facts = facts(&desk.view());
    let n = facts.iter().find(|fact| fact.code == code).map(|fact| fact.n.unwrap_or_default());
    assert_eq!(n, expected, "{code}: {facts:#?}");
}

#[test]
fn what_applies_is_told_and_nothing_else() {
    let calm = "10:00 anna id=m1 | Where?\n 11:00 team re=m1 | Here.";
    for code in [
        "undated",
        "duplicates",
        "shared-ids",
        "later",
        "in-spam",
        "stars-only",
        "tz-assumed",
        "skew",
        "time-unknown",
        "stale-reply",
        "left-truncated",
        "joined-by-subject",
        "joined-by-parties",
        "links-refused",
        "answered-elsewhere",
        "policy",
        "no-outgoing-mail",
        "truncated-export",
    ] {
        check(calm, code, None);
    }
    check(&format!("{calm}\n - team | Hm."), "undated", Some(1));
    check(&format!("{calm}\n 10:00 anna id=m1 | Where?"), "duplicates", Some(1));
    check(&format!("{calm}\n 10:00 jan id=m1 | Where?"), "shared-ids", Some(1));
    check(&format!("@as-of 10:30\n{calm}"), "later", Some(1));
    check(&format!("{calm}\n 11:10 anna spam | Win!"), "in-spam", Some(1));
    check(&format!("{calm}\n 11:10 anna ch=review c=r rating=1"), "stars-only", Some(1));
    check(&format!("{calm}\n 2026-11-02T11:10:00 anna | And?"), "tz-assumed", Some(1));
    check("10:00 anna id=m1 | Where?\n 09:59 team re=m1 | Here.", "skew", Some(1));
    check("10:00 anna id=m1 | Where?\n - team re=m1 | Here.", "time-unknown", Some(1));
    check("@review\n 10:00 anna rating=1 | Bad.\n 09:00 team | Oh.", "stale-reply", Some(1));
    check("10:00 anna re=lost | Where?", "left-truncated", Some(1));
    check("10:00 anna replied | Where?", "answered-elsewhere", Some(1));
    check(&format!("@policy skew = \"1m\"\n{calm}"), "policy", Some(0));
    check("@file inbox.mbox mbox\n 10:00 anna to=team | Where?", "no-outgoing-mail", Some(0));
}

#[test]
fn every_message_is_used_or_left_out_with_a_reason() {
    let desk = Desk::new(
        "10:00 anna | Where?
         10:01 anna bulk | News
         10:02 team note | Hm
         10:03 team | Here.
         10:04 hurt@dostawca.example | Hello",
    );
    let facts = &desk.gauge.case.all.facts;
    assert_eq!((facts.n_used, facts.left_out.values().sum::<u64>()), (2, 3));
    assert_eq!(facts.left_out.get("bulk mail"), Some(&1));
}

#[test]
fn mails_that_only_their_folder_calls_spam_are_counted_and_named() {
    let script = "10:00 anna id=m1 | Where?
        11:00 team re=m1 | Here.
        12:00 jan c=- id=s1 spam subj=Lamp why=folder:spam | Is it broken?
        13:00 win c=- id=s2 spam subj=Won why=header:x-spam-flag | Click.";
    check(script, "in-spam", Some(2));
    check(script, "requests-in-spam", Some(1));
    let desk = Desk::new(script);
    let named: Vec<String> = facts(&desk.view())
        .into_iter()
        .filter(|fact| fact.code == "request-in-spam")
        .map(|fact| fact.text)
        .collect();
    assert_eq!(named, ["In spam: 2026-11-02 12:00, jan@example.org: Lamp (messages.ndjson)"]);
}
