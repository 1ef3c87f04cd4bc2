use crate::message::{Kind, Role, Stamp};
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::Skype;
use super::content::judge;

const EXPORT: &[u8] = include_bytes!("../../../fixtures/skype/quote-edit-call/messages.json");

#[test]
fn the_file_is_turned_round_and_nothing_is_lost() {
    let recorded = read(&Skype, "messages.json", EXPORT);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (11, 8));
    assert_eq!(recorded.facts.owner.as_deref(), Some("8:live:mugs"));
    let kinds: Vec<_> = recorded.messages.iter().take(6).map(|kept| kept.kind).collect();
    let expected = [Kind::Message, Kind::Message, Kind::Deleted, Kind::Message, Kind::MissedCall, Kind::Call];
    assert_eq!(kinds, expected);
    assert_eq!(recorded.messages[3].role, Some(Role::Team));
    assert_eq!(recorded.messages[3].text.as_deref(), Some("Yes, both. I'll keep two for you :)"));
    assert_eq!(recorded.messages[3].edited, Stamp::Instant(1_793_612_460));
    assert_eq!(recorded.messages[6].role, None);
}

#[test]
fn quotes_are_cut_also_within_each_other_and_without_an_end() {
    let text = |content: &str| judge("RichText", content).map(|content| content.text);
    assert_eq!(text("a <quote x=\"1\">b<quote>c</quote>d</quote> <b>e</b>").as_deref(), Some("a e"));
    assert_eq!(text("a <quote>b").as_deref(), Some("a"));
    assert_eq!(text("<quote").as_deref(), Some(""));
    assert_eq!(text("2 < 3").as_deref(), Some("2 < 3"));
}

#[test]
fn databases_are_refused_with_advice() {
    let sqlite = b"SQLite format 3\0rest";
    for name in ["p/main.db", "viber.db", "history/history.db", "ChatStorage/chat.db"] {
        assert!(matches!(sniff(&Skype, name, sqlite), Sniff::Refuse(_)), "{name}");
    }
    assert!(matches!(sniff(&Skype, "other.db", sqlite), Sniff::No(_)));
    assert!(matches!(sniff(&Skype, "main.db", b"text"), Sniff::No(_)));
    assert!(matches!(sniff(&Skype, "endpoints.json", b"{\"endpoints\":[]}"), Sniff::Aside(_)));
    assert!(Skype.name() == "skype" && matches!(sniff(&Skype, "x", EXPORT), Sniff::Yes(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Skype, "messages.json", EXPORT);
}
