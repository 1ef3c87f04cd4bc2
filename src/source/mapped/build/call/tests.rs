use crate::message::Role;
use crate::settings::SourceSettings;
use crate::source::mapped::Mapped;
use crate::source::testing::{Recorded, read_part};

const MAPPING: &str = r#"
[fields]
channel = "phone"
author = "from"
to = "to"
[time]
from = "at"
[team]
phones = ["+48 22 123 45 67"]
[[role]]
default = "customer"
[[kind]]
when = { field = "how", equals = "missed" }
set = "missed-call"
[[kind]]
when = { field = "how", equals = "taken" }
set = "call"
"#;

/// A file of calls: from, to, how.
fn read(mapping: &str, calls: &[[&str; 3]]) -> Recorded {
    let rows = calls.iter().map(|[from, to, how]| format!("2026-06-25 10:00:00;{from};{to};{how}\n"));
    let text = format!("at;from;to;how\n{}", rows.collect::<String>());
    let settings = SourceSettings {
        mapping: Some((mapping.to_owned(), "test".to_owned())),
        ..SourceSettings::default()
    };
    read_part(&Mapped, "calls.csv", text.as_bytes(), None, &settings)
}

#[test]
fn calls_with_one_number_are_one_thread_however_it_is_written() {
    let found = read(
        MAPPING,
        &[
            ["+48 600 100 200", "221234567", "missed"],
            ["48221234567", "600100200", "taken"],
            ["0048221234567", "0048600100200", "taken"],
            ["Anna Nowak", "221234567", "missed"],
        ],
    );
    let told: Vec<_> = found.messages.iter().map(|kept| (kept.role, kept.thread.as_deref())).collect();
    let number = Some("tel:600100200");
    assert_eq!(
        told,
        [
            (Some(Role::Customer), number),
            (Some(Role::Team), number),
            (Some(Role::Team), number),
            (Some(Role::Customer), None),
        ]
    );
}

#[test]
fn calls_that_nobody_can_match_are_counted_only() {
    let found = read(
        MAPPING,
        &[
            ["anonymous", "221234567", "missed"],
            ["Restricted", "221234567", "taken"],
            ["", "221234567", "missed"],
            ["-1", "221234567", "missed"],
            ["0", "221234567", "missed"],
            ["22 123 45 67", "+48 22 1234567", "taken"],
            ["22 123 45 67", "102", "taken"],
            ["600100200", "221234567", "missed"],
        ],
    );
    assert_eq!(found.tally.outside["anonymous-call"], 5);
    assert_eq!(found.tally.outside["internal-call"], 2);
    assert_eq!((found.tally.read, found.tally.messages), (8, 1));
}

#[test]
fn a_conversation_that_the_mapping_names_holds() {
    let mapping = MAPPING.replace("to = \"to\"", "conversation = \"to\"");
    let found = read(&mapping, &[["anonymous", "case 7", "missed"], ["600100200", "case 7", "taken"]]);
    assert_eq!(found.tally.messages, 2);
    assert!(found.messages.iter().all(|kept| kept.thread.is_none()));
}

#[test]
fn a_silence_begins_another_conversation_with_a_number_however_it_is_written() {
    let mapping = format!("{MAPPING}\n[thread]\nby = \"author-gap\"\ngap = \"24h\"\n");
    let found =
        read(&mapping, &[["+48600100200", "221234567", "missed"], ["221234567", "600100200", "taken"]]);
    let named: Vec<_> = found.messages.iter().map(|kept| kept.conversation.as_deref()).collect();
    assert_eq!(named, [Some("600100200/2026-06-25T10:00"); 2]);
}
