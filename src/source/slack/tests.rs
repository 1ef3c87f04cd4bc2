use crate::message::{Kind, Role};
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::Slack;
use super::text::plain;
use super::users::Users;

const DAY: &[u8] = include_bytes!("../../../fixtures/slack/thread-guest/client-carl/2026-11-02.json");
const USERS: &[u8] = include_bytes!("../../../fixtures/slack/thread-guest/users.json");

#[test]
fn without_the_list_of_people_only_machines_are_told() {
    let recorded = read(&Slack, "export/client-carl/2026-11-02.json", DAY);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (6, 5));
    assert_eq!(recorded.remarks[0].code, "no-users");
    let roles: Vec<_> = recorded.messages.iter().map(|kept| kept.role).collect();
    assert_eq!(roles, [None, Some(Role::Bot), None, None, Some(Role::Bot)]);
    assert_eq!(recorded.messages[4].kind, Kind::Deleted);
    assert_eq!(recorded.messages[2].conversation, recorded.messages[0].conversation);
}

#[test]
fn links_and_mentions_read_as_people_see_them() {
    let users = Users::default();
    for (text, expected) in [
        ("a &lt;b&gt; &amp;amp;", "a <b> &amp;"),
        ("<@U9> <@U9|eve> <!here> <#C1|general>", "@U9 @eve @here #general"),
        ("<https://a.example|label> <mailto:a@b.example>", "label mailto:a@b.example"),
        ("1 < 2", "1 < 2"),
        ("<", "<"),
    ] {
        assert_eq!(plain(text, &users), expected);
    }
}

#[test]
fn lists_of_the_export_are_no_messages() {
    assert!(matches!(sniff(&Slack, "e/users.json", USERS), Sniff::Aside(_)));
    assert!(matches!(sniff(&Slack, "e/dms.json", b"[]"), Sniff::Aside(_)));
    assert!(matches!(sniff(&Slack, "e/general/2026-11-02.json", b"[]\n"), Sniff::Aside(_)));
    assert!(matches!(sniff(&Slack, "e/other.json", b"[]"), Sniff::No(_)));
    assert!(matches!(sniff(&Slack, "users.json", b"{\"users\":[{\"id\":1}]}"), Sniff::No(_)));
    assert!(Slack.name() == "slack" && matches!(sniff(&Slack, "x", DAY), Sniff::Yes(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Slack, "client-carl/2026-11-02.json", DAY);
}
