//! What reports put together and what they tell apart: mappings by name, batches by product.

use std::path::Path;

use crate::support::{Folder, run_in, table};

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
    let text = audit(&["fixtures/mapped/two-mappings", "--by", "source"]);
    assert!(
        line(&text, "judgeme ").contains('1') && line(&text, "website-comments ").contains('1'),
        "{text}"
    );
    assert!(!text.contains("mapped "), "{text}");
}

/// Return 7 came at 10:00 and was answered at 10:30; the mapping lies in a folder of its own.
#[test]
fn a_mapping_of_the_user_goes_by_the_name_of_its_file() {
    let folder = Folder::new();
    folder.write(
        "hearback.toml",
        "[[source]]\npath = \"returns.csv\"\nformat = \"mapped\"\nmapping = \"maps/our-returns.toml\"\n\
         [[target]]\nmeasure = \"first-response\"\nwithin = \"1h\"\nwhere = { source = \"our-returns\" }\n",
    );
    folder.write(
        "maps/our-returns.toml",
        "[fields]\nconversation = \"case\"\ntext = \"words\"\nauthor = \"who\"\n[time]\nfrom = \"when\"\nformats = [\"rfc3339\"]\n\
         [[role]]\nwhen = { field = \"who\", equals = \"shop\" }\nset = \"team\"\n[[role]]\ndefault = \"customer\"\n",
    );
    folder.write(
        "returns.csv",
        "case,when,who,words\n7,2026-02-03T10:00:00Z,ola@example.org,Jak mogę zwrócić czajnik?\n\
         7,2026-02-03T10:30:00Z,shop,Proszę odesłać go na adres ze strony.\n",
    );
    let rows = table(&folder.run(&["waits", "-f", "csv", "returns.csv"]).ok(), &[]);
    let cell = |key: &str| rows[0].iter().find(|(name, _)| name == key).map(|(_, cell)| cell.as_str());
    assert_eq!(
        (cell("source"), cell("response_seconds"), cell("outcome")),
        (Some("our-returns"), Some("1800"), Some("met"))
    );
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

#[test]
fn a_rating_whose_removal_may_be_asked_for_is_told() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = "fixtures/mapped/allegro-removal";
    let of = |args: &[&str]| run_in(root, &[&["audit", "-q", "-f", "json", case], args].concat(), b"").ok();
    let line =
        "Reviews here that the platform can still be asked to remove: 1; the first until 2026-02-11 08:00.";
    assert!(of(&[]).contains(line), "{}", of(&[]));
    assert!(!of(&["--as-of", "2026-02-12T00:00:00Z"]).contains("asked to remove"));
}
