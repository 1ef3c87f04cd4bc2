//! Mailboxes of Google Takeout in Polish, Russian and Finnish, audited without any settings; the numbers are
//! worked out in the notes beside them.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read must fail loudly")]

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Folder, run_in, table};

#[test]
fn a_polish_mailbox_is_audited_right_without_settings() {
    check_waits(
        "pl",
        &[
            "email anna@example.org 1 answered 9000",
            "form bartek@example.org 1 answered 86400",
            "form celina@example.org 1 waiting 878400",
            "email x7k2+1a2b@allegromail.pl 1 waiting 874800 relay",
            "email q9z4+77cd@allegromail.pl 1 answered 1200 relay",
            "email ewa@example.com 1 answered 3600",
            "email filip@example.org 1 answered 86400 bounced",
            "email grazyna@example.org 1 answered 10800 weak joined-by-subject",
            "email h.anna.nowak@gmail.com 1 answered 3600 weak joined-by-parties",
            "email irek@example.org 1 answered 68400",
            "email jan@example.net 1 waiting 612000",
            "email karol@example.org 1 answered 90000 joined-by-ticket",
            "email karol.prywatnie@example.org 2 answered 268200 joined-by-ticket",
        ],
    );
    check_facts(
        "pl",
        &[
            ("read", 37),
            ("duplicates", 2),
            ("joined-by-subject", 1),
            ("joined-by-ticket", 2),
            ("joined-by-parties", 1),
            ("links-refused", 1),
            ("relay", 1),
        ],
    );
}

#[test]
fn a_russian_mailbox_is_audited_right_without_settings() {
    check_waits(
        "ru",
        &[
            "email olga@example.org 1 answered 2700",
            "email olga@example.org 2 answered 86400",
            "form boris@example.org 1 answered 14400 weak joined-by-parties",
            "email vera@example.com 1 waiting 781200",
            "email k8s2@marketplace.amazon.de 1 waiting 777600 relay",
            "email gleb@example.org 1 answered 1800 weak joined-by-subject",
            "email darya@example.org 1 waiting 684000 bounced",
            "email eva@example.org 1 answered 3600",
        ],
    );
    check_facts(
        "ru",
        &[
            ("read", 24),
            ("duplicates", 1),
            ("clock-repaired", 1),
            ("joined-by-subject", 1),
            ("joined-by-parties", 1),
            ("relay", 1),
        ],
    );
}

#[test]
fn a_finnish_mailbox_is_audited_right_without_settings() {
    check_waits(
        "fi",
        &[
            "email aino@example.org 1 answered 1200",
            "form eero@example.org 1 answered 7200",
            "form helmi@example.org 1 answered 86400 weak joined-by-subject",
            "email ida-8841@convos.etsy.com 1 waiting 781200 relay",
            "email kalle@example.org 1 answered 3600",
            "email leo@example.org 1 answered 7200 bounced",
            "email m.maija@gmail.com 1 answered 3600 weak joined-by-parties",
            "email niilo@example.net 1 waiting 594000",
            "email oona@example.org 1 answered 86400",
        ],
    );
    check_facts(
        "fi",
        &[
            ("read", 26),
            ("duplicates", 1),
            ("joined-by-subject", 1),
            ("joined-by-parties", 1),
            ("links-refused", 1),
            ("relay", 1),
        ],
    );
}

#[test]
fn the_story_of_a_conversation_says_which_key_joined_each_mail() {
    let story = run_in(&mailbox("pl"), &["explain", "k1@example.org", "Takeout", "-f", "ndjson"], b"").ok();
    let told: Vec<Vec<String>> = story
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|row| row["section"] == "turns")
        .map(|row| {
            let keys = ["id", "joined_by", "joined_with", "join_confidence", "time_from"];
            // Gmail's numbers are long and say nothing here.
            let cell = |key: &str| row[key].as_str().unwrap_or("-").split(':').next().unwrap().to_owned();
            keys.iter().map(|key| cell(key)).collect()
        })
        .collect();
    let expected = [
        ["k1@example.org", "-", "-", "-", "date"],
        ["k2@kubek.example", "thread", "gmail", "exact", "date"],
        ["k3@kubek.example", "ticket", "k2@kubek.example", "exact", "date"],
        ["k4@example.org", "ticket", "k3@kubek.example", "exact", "date"],
        ["k5@kubek.example", "thread", "gmail", "exact", "date"],
    ];
    assert_eq!(told, expected.map(|row| row.map(str::to_owned)));
}

fn mailbox(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/takeout").join(language)
}

/// Each wait as channel, customer, number, state, seconds to the answer or of age, and what else is said.
#[track_caller]
fn check_waits(language: &str, expected: &[&str]) {
    let csv = run_in(&mailbox(language), &["waits", "-f", "csv", "Takeout"], b"").ok();
    let told: Vec<String> = table(&csv, &[])
        .iter()
        .map(|row| {
            let cell = |key: &str| row.iter().find(|(name, _)| name == key).unwrap().1.clone();
            let keys = ["channel", "customer", "number", "state", "response_seconds", "age_seconds"];
            let mut words: Vec<String> = keys.map(cell).into();
            words.extend([cell("confidence").replace("exact", ""), cell("flags")]);
            words.retain(|word| !word.is_empty());
            words.join(" ")
        })
        .collect();
    assert_eq!(told, expected, "{csv}");
}

#[track_caller]
fn check_facts(language: &str, expected: &[(&str, u64)]) {
    let json = run_in(&mailbox(language), &["audit", "-f", "json", "Takeout"], b"").ok();
    let audit: Value = serde_json::from_str(&json).unwrap();
    let facts = audit["quality"]["rows"].as_array().unwrap();
    for (code, n) in expected {
        let found = facts.iter().find(|fact| fact["code"] == *code);
        assert_eq!(found.and_then(|fact| fact["n"].as_u64()), Some(*n), "{language} {code}: {facts:#?}");
    }
    let sections: Vec<&str> = facts.iter().filter_map(|fact| fact["code"].as_str()).collect();
    assert!(!sections.contains(&"problem") && !sections.contains(&"no-outgoing-mail"), "{sections:?}");
}

#[test]
fn without_sent_mail_times_are_refused_and_the_marks_of_replies_speak() {
    let folder = Folder::new();
    let mail = |id: &str, day: u32, mark: &str| {
        format!(
            "From - Mon Feb  2 09:00:00 2026\nX-Mozilla-Status: {mark}\nFrom: {id}@example.org\nTo: shop@shop.example\n\
             Date: {day} Feb 2026 09:00:00 +0000\nSubject: {id}\nMessage-ID: <{id}@example.org>\n\nWhere is it?\n\n"
        )
    };
    folder
        .write("Inbox", [mail("anna", 2, "0003"), mail("jan", 3, "0001"), mail("gone", 3, "0009")].concat());
    let args = ["-f", "csv", "--team", "@shop.example", "Inbox"];
    let rows = table(&folder.run(&[&["waits"], &args[..]].concat()).ok(), &[]);
    let told: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| {
            let cell = |key: &str| row.iter().find(|(name, _)| name == key).unwrap().1.as_str();
            vec![cell("customer"), cell("state"), cell("response_seconds"), cell("flags")]
        })
        .collect();
    assert_eq!(
        told,
        [
            ["anna@example.org", "answered-elsewhere", "", "no-reply-in-this-export"],
            ["jan@example.org", "waiting", "", "no-reply-in-this-export"],
        ]
    );
    let check = folder.run(&["check", "--team", "@shop.example", "Inbox"]);
    assert_eq!(check.code, Some(2));
    assert!(check.stderr.contains("No reply in this export"), "{}", check.stderr);
}

#[test]
fn an_absurd_date_gives_way_to_the_time_of_receipt_and_the_story_says_so() {
    let story = run_in(&mailbox("ru"), &["explain", "g1@example.org", "Takeout", "-f", "ndjson"], b"").ok();
    let told: Vec<(String, String)> = story
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|row| row["section"] == "turns")
        .map(|row| {
            let cell = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
            (cell("sent"), cell("time_from"))
        })
        .collect();
    let expected = [("2026-02-05T07:00:00+00:00", "received"), ("2026-02-05T08:00:00+00:00", "date")];
    assert_eq!(told, expected.map(|(sent, from)| (sent.to_owned(), from.to_owned())));
}
