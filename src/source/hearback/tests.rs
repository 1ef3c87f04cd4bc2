use super::Hearback;
use crate::message::{Channel, Flags, Kind, Rating, Role, Stamp};
use crate::settings::SourceSettings;
use crate::source::Sniff;
use crate::source::testing::{Recorded, check_robust, read, read_part, sniff};

const EVERY_KEY: &[u8] = include_bytes!("../../../fixtures/hearback/every-key/messages.ndjson");

#[track_caller]
fn check_problem(line: &str, code: &str) {
    let recorded = read(&Hearback, "a.ndjson", line.as_bytes());
    let codes: Vec<_> = recorded.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [code], "{line}");
    assert_eq!(recorded.tally.read, 1);
}

#[track_caller]
fn message(line: &str) -> crate::source::testing::Kept {
    let mut recorded = read(&Hearback, "a.ndjson", line.as_bytes());
    assert_eq!(recorded.problems, []);
    assert_eq!(recorded.messages.len(), 1);
    recorded.messages.remove(0)
}

#[test]
fn every_key_is_read() {
    let recorded = read(&Hearback, "messages.ndjson", EVERY_KEY);
    let [first, second, third, fourth] = recorded.messages.as_slice() else { panic!("{recorded:#?}") };

    assert_eq!(first.conversation.as_deref(), Some("c1"));
    assert_eq!(first.id.as_deref(), Some("m1"));
    assert_eq!(first.reply_to, None);
    assert_eq!(first.sent, Stamp::Instant(1_793_606_400));
    assert_eq!(
        (first.channel, first.role, first.kind),
        (Channel::Email, Some(Role::Customer), Kind::Message)
    );
    assert_eq!(first.author.as_deref(), Some("anna@example.org"));
    assert_eq!(first.name.as_deref(), Some("Anna"));
    assert_eq!(first.to, ["pomoc@sklep.example"]);
    assert_eq!(first.subject.as_deref(), Some("Zamówienie 12"));
    assert_eq!(first.text.as_deref(), Some("Kiedy dotrze paczka?"));
    assert!(first.flags.has(Flags::HAS_TEXT));
    assert_eq!((first.record, first.place), (1, 0));

    assert_eq!(second.conversation.as_deref(), Some("7"));
    assert_eq!(second.id.as_deref(), Some("42"));
    assert_eq!(second.reply_to.as_deref(), Some("m1"));
    let local = chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap().and_hms_opt(10, 30, 0).unwrap();
    assert_eq!(second.sent, Stamp::Local(local));
    assert_eq!((second.channel, second.role), (Channel::Email, None));
    assert_eq!(second.to, ["anna@example.org"]);
    assert_eq!(second.text.as_deref(), Some("Jutro.\nPozdrawiamy"));

    assert_eq!((third.sent, third.role, third.channel), (Stamp::Unknown, Some(Role::Team), Channel::Chat));
    assert_eq!(third.text.as_deref(), Some(""));
    assert!(!third.flags.has(Flags::HAS_TEXT));

    assert_eq!((fourth.sent, fourth.kind), (Stamp::Instant(1_793_692_800), Kind::Rating));
    assert_eq!(fourth.edited, Stamp::Instant(1_793_692_800 + 86_400));
    assert_eq!(fourth.rating, Some(Rating { value: 2.0, max: Some(5.0) }));
    assert_eq!(fourth.text, None);

    let codes: Vec<_> =
        recorded.problems.iter().map(|problem| (problem.record.unwrap(), problem.code)).collect();
    let expected = [(5, "bad-time"), (6, "unknown-value"), (7, "no-sent"), (8, "no-author"), (9, "bad-json")];
    assert_eq!(codes, expected);
    assert_eq!(recorded.tally.read, 9);
}

#[test]
fn the_parts_of_a_file_hold_every_line_once_wherever_it_is_cut() {
    let settings = SourceSettings::default();
    let part = |range| read_part(&Hearback, "a.ndjson", EVERY_KEY, Some(range), &settings);
    let said = |recorded: &Recorded| {
        let messages = recorded.messages.iter().map(|kept| (kept.place, kept.text.clone()));
        (messages.collect::<Vec<_>>(), recorded.problems.iter().map(|p| p.place.clone()).collect::<Vec<_>>())
    };
    let size = EVERY_KEY.len() as u64;
    let whole = said(&read(&Hearback, "a.ndjson", EVERY_KEY));
    for cut in 0..=size {
        let (mut messages, mut problems) = said(&part(0..cut));
        let (more, further) = said(&part(cut..size));
        messages.extend(more);
        problems.extend(further);
        assert_eq!((messages, problems), whole, "cut at {cut}");
    }
}

#[test]
fn every_prefix_is_read_and_crlf_is_lf() {
    check_robust(&Hearback, "messages.ndjson", EVERY_KEY);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    let kept = message("\u{feff}{\"sent\":null,\"author\":\"a\"}");
    assert_eq!(kept.author.as_deref(), Some("a"));
}

#[test]
fn a_line_that_is_not_utf8_is_a_problem_and_reading_goes_on() {
    let recorded = read(
        &Hearback,
        "a.ndjson",
        b"{\"sent\":null,\"author\":\"\xff\"}\n{\"sent\":null,\"author\":\"b\"}\n",
    );
    assert_eq!(recorded.problems[0].code, "not-utf8");
    assert_eq!(recorded.messages[0].record, 2);
}

#[test]
fn a_line_above_the_cap_is_a_problem_and_reading_goes_on() {
    let mut bytes = vec![b'x'; super::LINE_CAP + 5];
    bytes.extend_from_slice(b"\n{\"sent\":null,\"author\":\"b\"}");
    let recorded = read(&Hearback, "a.ndjson", &bytes);
    assert_eq!(recorded.problems[0].code, "line-too-long");
    assert_eq!(recorded.messages[0].author.as_deref(), Some("b"));
}

#[test]
fn wrong_values_are_problems() {
    check_problem(r#"{"sent":"2026-13-02T09:00:00Z","author":"a"}"#, "bad-time");
    check_problem(r#"{"sent":1793606400,"author":"a"}"#, "bad-time");
    check_problem(r#"{"sent":null,"author":"a","edited":"soon"}"#, "bad-time");
    check_problem(r#"{"sent":null,"author":"a","channel":"fax"}"#, "unknown-value");
    check_problem(r#"{"sent":null,"author":"a","role":"boss"}"#, "unknown-value");
    check_problem(r#"{"sent":null,"author":""}"#, "no-author");
    check_problem(r#"{"sent":null,"author":"a","rating":9,"rating_max":5}"#, "bad-rating");
    check_problem(r#"{"sent":null,"author":"a","rating":-1}"#, "bad-rating");
    check_problem(r#"{"sent":null,"author":"a","rating":0,"rating_max":0}"#, "bad-rating");
    check_problem(r#"{"sent":null,"author":"a","rating":"2"}"#, "bad-json");
    check_problem(r#"{"sent":null,"author":"a","author":"b"}"#, "bad-json");
    check_problem(r#"{"sent":null,"author":["a"]}"#, "bad-json");
    check_problem(r#"[null,"c"]"#, "bad-json");
    check_problem("null", "bad-json");
    check_problem(&format!("{{\"sent\":null,\"author\":\"a\",\"x\":{}", "[".repeat(100_000)), "bad-json");
}

#[test]
fn the_channel_is_guessed_from_subject_and_recipients_only_when_absent() {
    assert_eq!(message(r#"{"sent":null,"author":"a"}"#).channel, Channel::Chat);
    assert_eq!(message(r#"{"sent":null,"author":"a","subject":""}"#).channel, Channel::Email);
    assert_eq!(message(r#"{"sent":null,"author":"a","to":"b"}"#).channel, Channel::Email);
    assert_eq!(message(r#"{"sent":null,"author":"a","to":[]}"#).channel, Channel::Chat);
    assert_eq!(message(r#"{"sent":null,"author":"a","to":"b","channel":"form"}"#).channel, Channel::Form);
}

#[test]
fn escaped_texts_are_unescaped() {
    let kept = message(r#"{"sent":null,"author":"\u0105","text":"a\tb"}"#);
    assert_eq!(kept.author.as_deref(), Some("ą"));
    assert_eq!(kept.text.as_deref(), Some("a\tb"));
}

#[test]
fn detection_wants_sent_and_an_author_or_role() {
    let yes = |text: &str| matches!(sniff(&Hearback, "a", text.as_bytes()), Sniff::Yes(_));
    assert!(yes(r#"{"sent":null,"role":"team"}"#));
    assert!(yes("\u{feff}\n{\"sent\":\"x\",\"author\":\"a\"}\n"));
    assert!(!yes(r#"{"sent":null}"#));
    assert!(!yes(r#"{"ticket_id":1,"author":"a"}"#));
    assert!(!yes(r#"[{"sent":null,"role":"team"}]"#));
    assert!(!yes("{\n\"sent\": null,\n\"author\": \"a\"\n}"));
    assert!(!yes(""));
    assert!(!yes("From a@example.org Mon Nov  2 09:00:00 2026\nSubject: x\n"));
    let long = format!("{{\"sent\":null,\"author\":\"a\",\"text\":\"{}\"}}", "x".repeat(100_000));
    assert!(yes(&long));
}

#[test]
fn a_problem_stays_short_whatever_it_found() {
    let line = format!("{{\"sent\":null,\"author\":\"a\",\"rating\":\"{}\"}}", "x".repeat(100_000));
    let recorded = read(&Hearback, "a", line.as_bytes());
    assert!(recorded.problems[0].text.chars().count() < 200);
    assert!(
        recorded.problems[0].text.contains("expected f64 at column 1000"),
        "{}",
        recorded.problems[0].text
    );
}
