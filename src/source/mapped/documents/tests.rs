use super::plan::Plan;
use super::*;
use crate::input::Entry;
use crate::message::Role;
use crate::settings::SourceSettings;
use crate::source::mapped::Mapped;
use crate::source::testing::{Recorded, read_part};

const CHATS: &str = r#"
[records]
conversations = "$.chats[*]"
messages = "events[*]"
[join]
users = { at = "$.users[*]", key = "id", as = "u", on = "by" }
[fields]
conversation = "^.id"
author = "by"
name = "u.name"
subject = "$.shop.name"
[time]
from = "at"
[[role]]
when = { field = "by", eq_field = "$.owner" }
set = "team"
[[role]]
default = "customer"
"#;

const CHATS_FILE: &str = r#"{"owner":7,"chats":[
 {"id":"a","events":[{"by":1,"at":1769932800},{"by":7,"at":1769932900}]},
 {"id":"b","events":[{"by":2,"at":1769932801}]}],
 "users":[{"id":1,"name":"Ann","noise":[1,2,3]},{"id":7,"name":"Shop"}],"shop":{"name":"Lamps","more":{}}}"#;

#[track_caller]
fn read(mapping: &str, text: &str) -> Recorded {
    let settings = SourceSettings {
        mapping: Some((mapping.to_owned(), "test".to_owned())),
        ..SourceSettings::default()
    };
    read_part(&Mapped, "chats.json", text.as_bytes(), None, &settings)
}

#[track_caller]
fn is_streamed(mapping: &str, text: &str) -> bool {
    let mapping = Mapping::parse("test", mapping).unwrap();
    let (entry, settings) = (Entry::memory("chats.json", text.as_bytes()), SourceSettings::default());
    let stream = Stream::new(&entry, &settings);
    let export = Export::of(&mapping, &stream, text.as_bytes().to_vec(), &mut |_| {});
    Plan::of(&export).is_some()
}

fn spelt(found: &Recorded) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let of = |message: &crate::source::testing::Kept| {
        let role = message.role.map_or("–", Role::name);
        let (conversation, name) = (text(&message.conversation), text(&message.name));
        format!("{conversation} {role} {name} {}", text(&message.subject))
    };
    found.messages.iter().map(of).collect()
}

#[test]
fn conversations_are_streamed_and_know_what_stands_around_them() {
    assert!(is_streamed(CHATS, CHATS_FILE));
    let found = read(CHATS, CHATS_FILE);
    assert_eq!(spelt(&found), ["a customer Ann Lamps", "a team Shop Lamps", "b customer – Lamps"]);
    assert_eq!(found.messages[2].place, 3);
}

#[test]
fn each_of_several_documents_has_its_own_surroundings() {
    let second = CHATS_FILE.replace("Ann", "Ben").replace("Lamps", "Chairs");
    let found = read(CHATS, &format!("{CHATS_FILE}\n{second}"));
    assert_eq!(spelt(&found)[0], "a customer Ann Lamps");
    assert_eq!(spelt(&found)[3..], ["a customer Ben Chairs", "a team Shop Chairs", "b customer – Chairs"]);
    // A list of documents is read one document at a time, with the same result.
    let list = format!("[{CHATS_FILE},\n{second}]");
    assert!(!is_streamed(CHATS, &list));
    assert_eq!(spelt(&read(CHATS, &list)), spelt(&found));
}

const PAGE: &str = "[records]\nmessages = [\"data[*]\", \"page.data[*]\"]\n[fields]\nconversation = [\"thread\"]\nauthor = \"by\"\nname = \"^.shop\"\n[time]\nfrom = \"at\"\n";

#[test]
fn messages_of_a_document_are_streamed_from_several_places() {
    let text = r#"{"shop":"Lamps","thread":"t1","data":[{"by":1,"at":1},{"by":2,"at":2,"thread":"t2"}],"page":{"data":[{"by":3,"at":3}]}}"#;
    assert!(is_streamed(PAGE, text));
    let found = read(PAGE, text);
    assert_eq!(spelt(&found), ["t1 – Lamps –", "t2 – Lamps –", "t1 – Lamps –"]);
}

#[test]
fn a_document_without_any_of_the_places_is_a_record_itself() {
    let found = read(PAGE, r#"[{"by":1,"at":1,"thread":"t1"},{"data":[{"by":2,"at":2,"thread":"t2"}]}]"#);
    assert_eq!(spelt(&found), ["t1 – – –", "t2 – – –"]);
}

#[test]
fn members_of_an_object_are_records_only_when_the_mapping_says_so() {
    let text = r#"{"data":{"5":{"by":1,"at":1},"6":{"by":2,"at":2}}}"#;
    assert_eq!(read(PAGE, text).tally.read, 0);
    let mapping = PAGE.replace("[records]", "[records]\nmap_values = true");
    assert_eq!(read(&mapping, text).tally.messages, 2);
}

#[test]
fn a_broken_line_of_ndjson_does_not_harm_the_next() {
    let mapping = "[input]\nkind = \"ndjson\"\n[fields]\nauthor = \"by\"\n[time]\nfrom = \"at\"\n";
    let found = read(mapping, "{\"by\":1,\"at\":1}\n{\"by\":\n\n{\"by\":2,\"at\":2}");
    assert_eq!((found.tally.messages, found.tally.problems), (2, 1));
    assert_eq!(found.messages[1].place, 4);
}

#[test]
fn every_beginning_is_read_without_a_panic() {
    for end in 0..CHATS_FILE.len() {
        if let Some(text) = CHATS_FILE.get(..end) {
            read(CHATS, text);
            read(PAGE, text);
        }
    }
}
