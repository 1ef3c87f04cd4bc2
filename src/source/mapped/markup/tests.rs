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

const WITH_PEOPLE: &str = r#"
[join]
users = { at = "$.log.people.user[*]", key = "id", as = "u", on = "by" }
[records]
messages = "log.messages.message[*]"
[fields]
author = "by"
name = "u.name"
text = "text"
[time]
from = "time"
[[role]]
when = { field = "u.kind", equals = "agent" }
set = "team"
[[role]]
default = "customer"
"#;

#[test]
fn a_side_table_may_stand_behind_the_records_that_need_it() {
    let text = "<log><messages><message by='1' time='2026-02-01T08:00:00Z'>Hi</message>\
                <message by='2' time='2026-02-01T08:10:00Z'>Hello</message>\
                <message by='9' time='2026-02-01T08:20:00Z'>Who?</message></messages>\
                <people><user id='1'><name>Ann</name></user><user id='2' kind='agent' name='Ewa'/></people></log>";
    let found = read(WITH_PEOPLE, text);
    let who: Vec<_> = found.messages.iter().map(|message| (message.name.as_deref(), message.role)).collect();
    let expected =
        [(Some("Ann"), Some(Role::Customer)), (Some("Ewa"), Some(Role::Team)), (None, Some(Role::Customer))];
    assert_eq!(who, expected);
}

#[test]
fn a_document_that_breaks_off_before_its_side_table_says_so_once() {
    let found = read(WITH_PEOPLE, "<log><messages><message by='1' time='2026-02-01T08:00:00Z'>Hi</message>");
    assert_eq!((found.tally.messages, found.tally.problems), (1, 1));
    assert_eq!(found.messages[0].name, None);
}
