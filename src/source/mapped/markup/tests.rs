use crate::message::{Kind, Role, Stamp};
use crate::settings::SourceSettings;
use crate::source::mapped::Mapped;
use crate::source::testing::{Recorded, read_part};

const MAPPING: &str = r#"
[input]
kind = "xml"
[records]
messages = "calls.call[*]"
[fields]
channel = "phone"
author = "number"
text = "notes.note[*]"
[time]
from = "date"
formats = ["unix-ms"]
[[role]]
default = "customer"
[[kind]]
when = { field = "type", equals = 3 }
set = "missed-call"
"#;

#[track_caller]
fn read(mapping: &str, text: &str) -> Recorded {
    let settings = SourceSettings {
        mapping: Some((mapping.to_owned(), "test".to_owned())),
        ..SourceSettings::default()
    };
    read_part(&Mapped, "calls.xml", text.as_bytes(), None, &settings)
}

#[test]
fn attributes_and_elements_are_fields() {
    let text = "<?xml version='1.0'?>\n<calls count='2'>\n<call number='+48600100200' type='3' date='1769932800123'/>\n<call number='2' type='1' date='1769932801000'><notes><note>back &amp; forth</note></notes></call></calls>";
    let found = read(MAPPING, text);
    assert_eq!((found.tally.read, found.tally.messages), (2, 2));
    let (missed, call) = (&found.messages[0], &found.messages[1]);
    assert_eq!((missed.kind, missed.role), (Kind::MissedCall, Some(Role::Customer)));
    assert_eq!(missed.author.as_deref(), Some("+48600100200"));
    assert_eq!((missed.sent, missed.place), (Stamp::Instant(1_769_932_800), 3));
    assert_eq!(call.text.as_deref(), Some("back & forth"));
}

#[test]
fn conversations_hold_their_messages() {
    let mapping = r#"
[records]
conversations = "log.chat[*]"
messages = "message[*]"
[fields]
conversation = "^.peer"
author = "sender"
text = "text"
[time]
from = "time"
"#;
    let text =
        "<log><chat peer='ann'><message sender='ann' time='2026-02-01T08:00:00Z'>Hi</message></chat></log>";
    let found = read(mapping, text);
    assert_eq!(found.messages[0].conversation.as_deref(), Some("ann"));
    assert_eq!(found.messages[0].text.as_deref(), Some("Hi"));
}

#[test]
fn a_file_that_breaks_off_says_so() {
    let found = read(MAPPING, "<calls><call number='1' date='1769932800000'/><call number='2'");
    assert_eq!((found.tally.messages, found.tally.problems), (1, 1));
    assert_eq!(found.problems[0].code, "bad-xml");
}
