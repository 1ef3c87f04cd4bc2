//! Every shipped mapping with a fixture gives the roles, kinds, times and waits that its note works out by hand.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read must fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use hearback::source::mapped::presets::PRESETS;
use serde_json::Value;

use crate::support::Folder;

#[test]
fn every_fixture_of_a_mapping_gives_the_numbers_of_its_note() {
    let mut n_checked = 0;
    for case in cases() {
        let Ok(text) = fs::read_to_string(case.join("expected.json")) else { continue };
        let expected: Value = serde_json::from_str(&text).unwrap();
        let folder = Folder::new();
        for file in fs::read_dir(&case).unwrap().map(|entry| entry.unwrap().path()) {
            let name = file.file_name().unwrap().to_str().unwrap();
            if name != "NOTE.md" && name != "expected.json" {
                folder.write(&format!("export/{name}"), fs::read(&file).unwrap());
            }
        }
        let mut more = texts(&expected["args"]);
        if case.join("hearback.toml").is_file() {
            more.extend(["--config".to_owned(), "export/hearback.toml".to_owned()]);
        }
        let rows = |command: &str| -> Vec<Value> {
            let mut args = vec![command, "export", "--format", "ndjson", "--quiet"];
            args.extend(more.iter().map(String::as_str));
            let out = folder.run(&args).ok();
            out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let spelt = |rows: Vec<Value>, keys: [&str; 4]| -> Vec<String> {
            rows.iter().map(|row| keys.map(|key| cell(&row[key])).join(" ")).collect()
        };
        let messages = spelt(rows("messages"), ["conversation", "role", "kind", "sent"]);
        let waits = spelt(rows("waits"), ["conversation", "number", "state", "response_seconds"]);
        assert_eq!(messages, texts(&expected["messages"]), "messages of {}", case.display());
        assert_eq!(waits, texts(&expected["waits"]), "waits of {}", case.display());
        n_checked += 1;
    }
    assert!(25 <= n_checked, "{n_checked} fixtures have expected.json");
}

#[test]
fn every_shipped_mapping_has_its_line_in_the_docs() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats/mapped.md");
    let page = fs::read_to_string(page).unwrap();
    for preset in PRESETS {
        assert!(
            page.contains(&format!("`{}`", preset.name)),
            "docs/formats/mapped.md: name `{}`",
            preset.name
        );
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mapped");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(cell).collect()
}

/// A value as the expectations spell it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.replace("+00:00", "Z"),
        other => other.to_string(),
    }
}
