//! What was worked out by hand for a fixture: `expected.json` in its folder names the rows it must give.
//!
//! `{"args": ["--team", "Shop"], "messages": [...], "waits": [...], "ignored": [...], "unread": 0}`, all of them
//! optional. A row states what matters; other keys are free, a missing key equals null, `flags_has` lists flags
//! that must be there, `flags_not` some that must not. The order of the rows matters, and so does their number. A `hearback.toml` in the
//! folder holds its settings; `unread` are files that nothing recognises.
//!
//! A message or wait may be one text instead: its columns of [`SHORT`] with spaces between them, `-` for null.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a fixture that cannot be read must fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::run_in;

/// What the short form of a row states.
const SHORT: [(&str, [&str; 4]); 2] = [
    ("messages", ["conversation", "role", "kind", "sent"]),
    ("waits", ["conversation", "number", "state", "response_seconds"]),
];

#[test]
fn every_fixture_gives_what_was_worked_out_by_hand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = cases(root);
    assert!(!cases.is_empty(), "no fixture has an expected.json");
    let wrong: Vec<String> = cases.iter().flat_map(|case| check(root, case)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Nothing is lost on the way from the records to the waits: whoever adds up the page about the data finds every message.
#[test]
fn the_page_about_the_data_adds_up_for_every_format() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = fs::read_dir(root.join("fixtures")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut n_replies = 0;
    for name in names.map(|name| format!("fixtures/{}", name.to_str().unwrap())) {
        let ran = run_in(root, &["audit", "-f", "json", "--team", "Support", &name], b"");
        assert_eq!(Some(0), ran.code, "{name}: {}", ran.stderr);
        let page: Value = serde_json::from_str(&ran.stdout).unwrap();
        let n_messages: u64 = page["files"]["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["n_messages"].as_u64().unwrap())
            .sum();
        let rows = page["quality"]["rows"].as_array().unwrap();
        let row = |code: &str| rows.iter().find(|row| row["code"] == code);
        // What did not occur has no row.
        let n = |code: &str| row(code).map_or(0, |row| row["n"].as_u64().unwrap());
        let used = row("used").unwrap()["text"].as_str().unwrap();
        let left_out = used.split_once("left out: ").unwrap().1.split(['.', ' ']).next().unwrap();
        assert_eq!(
            n_messages + n("also"),
            n("used") + left_out.parse::<u64>().unwrap() + n("duplicates") + n("later") + n("undated"),
            "{name}: {used}"
        );
        n_replies += n("also");
    }
    // Many formats of reviews hold the reply in the row.
    assert!(n_replies > 10, "{n_replies}");
}

fn cases(root: &Path) -> Vec<PathBuf> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect()
    };
    let cases = folders(&root.join("fixtures")).into_iter().flat_map(|source| folders(&source));
    let mut cases: Vec<PathBuf> = cases.filter(|case| case.join("expected.json").is_file()).collect();
    cases.sort();
    cases
}

/// What does not fit, a line each.
fn check(root: &Path, case: &Path) -> Vec<String> {
    let name = case.strip_prefix(root).unwrap().to_str().unwrap();
    let text = fs::read_to_string(case.join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let known = ["args", "messages", "waits", "ignored", "unanswered", "unread"];
    let keys = expected.as_object().unwrap().keys();
    let mut wrong: Vec<String> = keys
        .filter(|key| !known.contains(&key.as_str()))
        .map(|key| format!("{name}: unknown key {key}"))
        .collect();
    let config = format!("{name}/hearback.toml");
    let mut common: Vec<&str> =
        if case.join("hearback.toml").is_file() { vec!["--config", &config] } else { vec![] };
    common.extend(expected["args"].as_array().into_iter().flatten().map(|arg| arg.as_str().unwrap()));
    for command in ["messages", "waits", "ignored", "unanswered"] {
        let Some(rows) = expected[command].as_array() else { continue };
        let mut args = vec![command, "-f", "ndjson", name];
        args.extend(&common);
        let ran = run_in(root, &args, b"");
        if ran.code != Some(0) {
            wrong.push(format!("{name}: {command} ended with {:?}: {}", ran.code, ran.stderr));
            continue;
        }
        let found: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        if rows.len() != found.len() {
            wrong.push(format!(
                "{name}: {command}: {} rows, expected {}\n{}",
                found.len(),
                rows.len(),
                ran.stdout
            ));
        }
        for (row_idx, (wanted, found)) in rows.iter().zip(&found).enumerate() {
            wrong.extend(
                differences(command, wanted, found)
                    .into_iter()
                    .map(|text| format!("{name}: {command} row {}: {text}", row_idx + 1)),
            );
        }
    }
    if let Some(wanted) = expected["unread"].as_u64() {
        let ran = run_in(root, &["formats", "-f", "ndjson", name], b"").ok();
        let rows = ran.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let is_input = |row: &Value| {
            let file = row["file"].as_str().unwrap();
            ![".md", ".toml", "expected.json"].iter().any(|ending| file.ends_with(ending))
        };
        let found = rows.filter(|row| row["format"].is_null() && is_input(row)).count() as u64;
        if found != wanted {
            wrong.push(format!("{name}: {found} files are unread, expected {wanted}"));
        }
    }
    wrong
}

/// How a row differs from what it must say.
fn differences(command: &str, wanted: &Value, found: &Value) -> Vec<String> {
    match wanted {
        Value::String(wanted) => {
            let (_, columns) = SHORT.iter().find(|(name, _)| *name == command).unwrap();
            let found = columns.map(|column| cell(&found[column])).join(" ");
            (found != *wanted).then(|| format!("it is `{found}`, expected `{wanted}`")).into_iter().collect()
        }
        Value::Object(wanted) => {
            wanted.iter().filter_map(|(key, wanted)| difference(key, wanted, found)).collect()
        }
        other => panic!("{other} is no row"),
    }
}

fn difference(key: &str, wanted: &Value, found: &Value) -> Option<String> {
    let flags = || found["flags"].as_array().into_iter().flatten();
    let names = || wanted.as_array().into_iter().flatten();
    match key {
        "flags_has" => names()
            .find(|name| !flags().any(|flag| flag == *name))
            .map(|name| format!("flag {name} is missing in {}", found["flags"])),
        "flags_not" => names()
            .find(|name| flags().any(|flag| flag == *name))
            .map(|name| format!("flag {name} must not be in {}", found["flags"])),
        key => (found[key] != *wanted).then(|| format!("{key} is {}, expected {wanted}", found[key])),
    }
}

/// A value as the short form spells it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.replace("+00:00", "Z"),
        other => other.to_string(),
    }
}
