use crate::message::{Kind, Role, Stamp};
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::GoogleChat;
use super::date::parse;

const DIRECT: &[u8] =
    include_bytes!("../../../fixtures/google-chat/direct-and-space/Groups/DM abc/messages.json");

#[test]
fn dates_are_read_in_english_and_chinese() {
    // 29 May 2026, 03:00:29 UTC.
    let expected = Some(Stamp::Instant(1_780_023_629));
    assert_eq!(parse("Friday, May 29, 2026 at 3:00:29\u{202f}AM UTC"), expected);
    assert_eq!(parse("Friday, 29 May 2026 at 03:00:29 UTC"), expected);
    assert_eq!(parse("2026年5月29日星期五 UTC 03:00:29"), expected);
    for other in ["piątek, 29 maja 2026 03:00:29 UTC", "2026年5月29日", "Friday", ""] {
        assert_eq!(parse(other), None);
    }
}

#[test]
fn without_the_owner_beside_it_nobody_is_told() {
    let recorded = read(&GoogleChat, "Google Chat/Groups/DM abc/messages.json", DIRECT);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (5, 4, 1));
    let roles: Vec<_> = recorded.messages.iter().map(|kept| kept.role).collect();
    assert_eq!(roles, [None, Some(Role::Bot), None, None]);
    assert_eq!(recorded.messages[3].kind, Kind::Deleted);
    assert_eq!(recorded.messages[0].conversation.as_deref(), Some("DM abc"));
    assert!(recorded.problems[0].text.starts_with("`created_date` is \"piątek"));
}

#[test]
fn lists_of_people_are_no_messages() {
    assert!(matches!(sniff(&GoogleChat, "a/group_info.json", b"{\"members\":[]}"), Sniff::Aside(_)));
    assert!(matches!(sniff(&GoogleChat, "a/user_info.json", b"{\"user\":{}}"), Sniff::Aside(_)));
    assert!(matches!(sniff(&GoogleChat, "messages.json", b"{\"messages\":[]}"), Sniff::No(_)));
    assert!(GoogleChat.name() == "google-chat" && matches!(sniff(&GoogleChat, "x", DIRECT), Sniff::Yes(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&GoogleChat, "Groups/DM abc/messages.json", DIRECT);
}
