//! What reports put together and what they tell apart: mappings by name, batches by product.

use std::path::Path;

use crate::support::run_in;

fn audit(args: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    run_in(root, &[&["audit", "-q", "-f", "table"], args].concat(), b"").ok()
}

/// The line of a text that begins so.
#[track_caller]
fn line<'a>(text: &'a str, start: &str) -> &'a str {
    let found = text.lines().find(|line| line.trim_start().starts_with(start));
    assert!(found.is_some(), "no line begins with {start:?} in\n{text}");
    found.unwrap_or_default()
}

#[test]
fn mapped_files_are_grouped_by_the_names_of_their_mappings() {
    let case = "fixtures/mapped/two-mappings";
    let text = audit(&[case, "--config", &format!("{case}/hearback.toml"), "--by", "source"]);
    assert!(line(&text, "judgeme ").contains('1') && line(&text, "returns ").contains('1'), "{text}");
    assert!(!text.contains("mapped "), "{text}");
}

#[test]
fn a_backlog_is_told_of_the_product_that_it_was_about() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = run_in(root, &["audit", "-q", "-f", "json", "fixtures/hearback/catching-up"], b"").ok();
    let batch = "10 of 14 answers (review, Talerz w kropki) came on 2026-11-07: a backlog answered at once. \
                 Median of all answers 10 d 1 h; without that day 1 h 00 min.";
    assert!(text.contains(batch), "{text}");
    assert_eq!(1, text.matches("a backlog answered at once").count(), "{text}");
}

#[test]
fn a_number_of_the_team_is_told_with_the_list_that_names_it() {
    for case in
        ["asterisk/team-phones", "mapped/freepbx-team-phones", "mapped/3cx-team-phones", "sms/colleague"]
    {
        let case = format!("fixtures/{case}");
        let text = audit(&[&case, "--config", &format!("{case}/hearback.toml")]);
        assert!(text.contains("[team] phones"), "{text}");
    }
}

#[test]
fn an_automatic_reply_of_the_settings_is_told_with_its_phrase() {
    let case = "fixtures/whatsapp/own-greeting";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = format!("{case}/hearback.toml");
    let args = ["explain", "Anna Nowak", case, "--config", &config, "-f", "json"];
    let text = run_in(root, &args, b"").ok();
    assert!(text.contains("words that the settings list as automatic"), "{text}");
    assert!(text.contains("auto-reply: dziękujemy za wiadomość! odpisujemy w godzinach"), "{text}");
}
