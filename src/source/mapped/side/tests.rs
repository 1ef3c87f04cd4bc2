use crate::input::Entry;
use crate::message::Role;
use crate::settings::SourceSettings;
use crate::source::beside::Beside;
use crate::source::mapped::Mapped;
use crate::source::testing::Recorded;
use crate::source::{Source as _, Stream};

const MAPPING: &str = r#"
[join]
users = { file = ["users.json", "*_users.csv"], at = "users[*]", key = "id", as = "u", on = "by" }
[fields]
author = "by"
name = "u.name"
text = "text"
[time]
from = "at"
[[role]]
when = { field = "u.role", in = ["agent", "admin"] }
set = "team"
[[role]]
default = "customer"
"#;

const ROWS: &str = "by,text,at\n1,Hi,2026-02-01 08:00\n7.0,Hello,2026-02-01 08:10\n9,Who,2026-02-01 08:20\n";

/// Reads the table with one file beside it.
fn read(beside: &[(&str, &str)]) -> (Recorded, bool) {
    read_with(MAPPING, beside)
}

fn read_with(mapping: &str, beside: &[(&str, &str)]) -> (Recorded, bool) {
    let entries = entries(beside);
    let around = Beside::new(&entries);
    let recorded = read_beside(mapping, &entries, &around);
    (recorded, beside.first().is_some_and(|(name, _)| around.was_used(name)))
}

fn entries(beside: &[(&str, &str)]) -> Vec<Entry> {
    let files = beside.iter().chain(&[("x/rows.csv", ROWS)]);
    let mut entries: Vec<Entry> = files.map(|(name, text)| Entry::memory(*name, text.as_bytes())).collect();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

fn read_beside(mapping: &str, entries: &[Entry], around: &Beside<'_>) -> Recorded {
    let entry = entries.iter().find(|entry| entry.name == "x/rows.csv").unwrap();
    let settings = SourceSettings {
        mapping: Some((mapping.to_owned(), "test".to_owned())),
        ..SourceSettings::default()
    };
    let mut recorded = Recorded::default();
    let stream = Stream { beside: around, ..Stream::new(entry, &settings) };
    Mapped.read(&stream, &mut recorded).unwrap();
    recorded
}

fn who(found: &Recorded) -> Vec<(Option<&str>, Option<Role>)> {
    found.messages.iter().map(|message| (message.name.as_deref(), message.role)).collect()
}

fn codes(found: &Recorded) -> Vec<&str> {
    found.remarks.iter().map(|remark| remark.code).collect()
}

#[test]
fn a_file_beside_a_table_says_who_somebody_is() {
    let expected =
        [(Some("Ann"), Some(Role::Customer)), (Some("Ewa"), Some(Role::Team)), (None, Some(Role::Customer))];
    let json = r#"{"users":[{"id":1,"name":"Ann"},{"id":"7","name":"Ewa","role":"agent"}]}"#;
    for (name, text) in
        [("x/users.json", json), ("x/shop_users.csv", "ID,Name,Role\n1,Ann,end-user\n7,Ewa,admin\n")]
    {
        let (found, used) = read(&[(name, text)]);
        assert_eq!(who(&found), expected, "{name}");
        assert!(used && !codes(&found).contains(&"side-table-missing"), "{name}");
    }
}

#[test]
fn what_cannot_be_read_of_a_side_table_is_its_problem() {
    for (name, text, code, place) in [
        ("x/shop_users.csv", "id,name,role\n1,Ann,\n7,Ewa,admin,extra\n", "ragged-row", "line 3"),
        ("x/users.json", "{\"users\":[{\"id\":1},{\"id\":7,\"name\":\"Ewa\",}]}", "bad-json", "line 1"),
    ] {
        let entries = entries(&[(name, text)]);
        let around = Beside::new(&entries);
        let found = read_beside(MAPPING, &entries, &around);
        assert!(!codes(&found).contains(&"side-table-missing"));
        let problems = around.problems(name);
        assert_eq!((problems.n(), problems.samples[0].code), (1, code));
        assert_eq!(problems.samples[0].place.as_deref(), Some(place));
        assert_eq!(around.problems("x/rows.csv").n(), 0);
    }
}

#[test]
fn the_columns_of_a_side_table_have_no_case() {
    let mapping = MAPPING.replace("key = \"id\"", "key = \"номер\"");
    let users = "НОМЕР,Name,Role\n1,Ann,end-user\n7,Ewa,admin\n";
    let (found, _) = read_with(&mapping, &[("x/shop_users.csv", users)]);
    assert_eq!(who(&found)[1], (Some("Ewa"), Some(Role::Team)));
}

#[test]
fn a_missing_side_table_is_said() {
    let (found, _) = read(&[]);
    assert_eq!(found.tally.messages, 3);
    assert!(codes(&found).contains(&"side-table-missing"));
    assert!(found.remarks[0].text.contains("is called users.json, *_users.csv; give the folder"));
    // A file of that name with something else in it is no side table either.
    let (found, _) = read(&[("x/users.json", "{\"a\":[")]);
    assert!(codes(&found).contains(&"side-table-missing"));
    assert!(found.remarks[0].text.contains("`users.json` beside this file has no record with `id`"));
    // The first that has records counts.
    let (found, _) =
        read(&[("x/a_users.csv", "id,name\n"), ("x/b_users.csv", "id,name,role\n7,Ewa,admin\n")]);
    assert_eq!(who(&found)[1], (Some("Ewa"), Some(Role::Team)));
}

#[test]
fn a_file_in_another_folder_is_not_taken() {
    let (found, used) = read(&[("y/shop_users.csv", "id,name,role\n1,Ann,agent\n")]);
    assert!(!used);
    assert_eq!(found.messages[0].role, Some(Role::Customer));
}
