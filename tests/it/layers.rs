//! The house rules that the compiler does not know: who imports whom, who opens files, how files begin.

#![expect(clippy::expect_used, reason = "a test that cannot read the sources must fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order of the flow; a file uses its own room and those before it.
const ROOMS: [&str; 13] = [
    "message",
    "problem",
    "input",
    "date",
    "hours",
    "text",
    "mail",
    "settings",
    "source",
    "conversation",
    "measure",
    "finding",
    "document",
];

/// Reports spell a finished document and know nothing else.
const REPORT: &str = "report";

/// They wire the rooms, so they may use all of them and no room may use them.
const WIRING: [&str; 5] = ["cli", "run", "main", "exit", "lib"];

/// Who may open files.
const OPENS_FILES: [&str; 5] = ["input", "run", "main", "cli", "settings"];

const MAX_LINES: usize = 400;

#[test]
fn a_room_imports_only_earlier_rooms() {
    let mut faults = Vec::new();
    for file in sources() {
        for used in names_after(&file.code, &["crate::", "hearback::"]) {
            faults.extend(import_fault(&file.room, &used).map(|fault| format!("{}: {fault}", file.name)));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn only_the_doors_open_files() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| !OPENS_FILES.contains(&file.room.as_str())) {
        if names_after(&file.code, &["std::"]).iter().any(|name| name == "fs") {
            faults.push(format!(
                "{}: uses std::fs; take bytes from `input`, or hand them to `run`, so that this room works on values",
                file.name
            ));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut faults = Vec::new();
    for file in sources() {
        let n_lines = file.text.lines().count();
        if MAX_LINES < n_lines {
            faults.push(format!(
                "{}: {n_lines} lines; split it by meaning into files of at most {MAX_LINES}",
                file.name
            ));
        }
        let opening = file.text.lines().next().unwrap_or_default();
        // A placeholder of one line has nothing to say yet.
        let is_told = opening.strip_prefix("//! ").is_some_and(|sentence| !sentence.trim().is_empty());
        if 1 < n_lines && !is_told {
            faults.push(format!("{}: open it with one `//!` sentence that says what it owns", file.name));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_file_is_in_a_known_room() {
    for file in sources() {
        let is_known = ROOMS.contains(&file.room.as_str())
            || WIRING.contains(&file.room.as_str())
            || file.room == REPORT;
        assert!(is_known, "{}: give the room `{}` its place in ROOMS of {}", file.name, file.room, file!());
    }
}

#[test]
fn names_are_read_from_paths_groups_and_nested_groups() {
    let code = "use crate::message::Message;\nuse crate::{date::{Zone, self}, text,\n  mail::read as r};\n\
                fn f(_: crate::source::Draft) {} use mycrate::report::X; use hearback::measure;";
    let names = names_after(code, &["crate::", "hearback::"]);
    assert_eq!(names, ["message", "date", "text", "mail", "source", "measure"]);
    assert_eq!(names_after("use std::{fs, io::{self, Read}};", &["std::"]), ["fs", "io"]);
    assert_eq!(names_after("std::fs::read(path)", &["std::"]), ["fs"]);
}

#[test]
fn imports_are_judged_by_the_order() {
    assert!(import_fault("measure", "finding").is_some());
    assert!(import_fault("finding", "document").is_some());
    assert!(import_fault("report", "measure").is_some());
    assert!(import_fault("text", "cli").is_some());
    assert!(import_fault("document", "report").is_some());
    assert!(import_fault("mail", "text").is_none());
    assert!(import_fault("hours", "date").is_none());
    assert!(import_fault("document", "finding").is_none());
    assert!(import_fault("report", "document").is_none());
    assert!(import_fault("run", "report").is_none());
    assert!(import_fault("text", "Word").is_none());
}

#[test]
fn comments_do_not_count_as_code() {
    assert_eq!(without_comments("a // crate::report\n//! crate::cli\nb"), "a \n\nb\n");
    assert_eq!(without_comments("let a = \"https://example.org\"; crate::x"), "let a = \"https:\n");
}

/// What is wrong with a file of `room` that uses `used`, and what to do about it.
fn import_fault(room: &str, used: &str) -> Option<String> {
    if WIRING.contains(&room) || room == used {
        return None;
    }
    if WIRING.contains(&used) {
        return Some(format!(
            "room `{room}` uses `{used}`; only `run` and `main` wire rooms, pass the value in"
        ));
    }
    let place = |name: &str| ROOMS.iter().position(|other| *other == name);
    if room == REPORT {
        let is_other_room = used != "document" && place(used).is_some();
        return is_other_room.then(|| {
            format!("a report uses `{used}`; it sees `document` only, so put what it needs into the document")
        });
    }
    if used == REPORT {
        return Some(format!(
            "room `{room}` uses `report`, which is later; return values and let `run` write them"
        ));
    }
    let (own_place, used_place) = (place(room)?, place(used)?);
    (own_place < used_place).then(|| {
        format!(
            "room `{room}` uses `{used}`, which is later; move the shared part to `{room}` or an earlier room, \
             or take the value as an argument"
        )
    })
}

struct Source {
    /// Path below `src`.
    name: String,
    room: String,
    text: String,
    code: String,
}

/// Every file of `src` but its tests, by name.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry of src").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let is_test = |path: &Path| path.ends_with("tests.rs") || path.iter().any(|part| part == "tests");
    let below = |path: PathBuf| path.strip_prefix(&root).expect("below src").to_owned();
    let source = |path: PathBuf| {
        let text = fs::read_to_string(root.join(&path)).expect("UTF-8");
        let name = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let room = name.split(['/', '.']).next().unwrap_or_default().to_owned();
        Source { room, code: without_comments(&text), text, name }
    };
    let sources: Vec<Source> =
        paths.into_iter().map(below).filter(|path| !is_test(path)).map(source).collect();
    assert!(!sources.is_empty());
    sources
}

/// The text without what follows `//` in a line. What follows it in a string is lost as well, which costs
/// nothing here: imports are not written behind a string.
fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The names that directly follow one of the prefixes, alone or in a group of braces.
fn names_after(code: &str, prefixes: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for prefix in prefixes {
        for (at, _) in code.match_indices(prefix) {
            let is_inside_a_word =
                code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
            if !is_inside_a_word {
                let names = first_names(&code[at + prefix.len()..]);
                found.extend(names.into_iter().map(|name| (at, name)));
            }
        }
    }
    // The sort is stable, so a group stays in its order.
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, name)| name).collect()
}

fn first_names(rest: &str) -> Vec<String> {
    let ident = |text: &str| {
        let text = text.trim_start();
        let end = text.find(|character: char| !character.is_alphanumeric() && character != '_');
        text[..end.unwrap_or(text.len())].to_owned()
    };
    let Some(group) = rest.strip_prefix('{') else { return vec![ident(rest)] };
    let mut names = vec![ident(group)];
    let mut depth = 0;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(ident(&group[at + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}
