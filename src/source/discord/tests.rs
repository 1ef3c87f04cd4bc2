use crate::message::{Kind, Role};
use crate::settings::SourceSettings;
use crate::source::testing::{check_robust, read, read_part, sniff};
use crate::source::{Sniff, Source as _};

use super::Discord;

const TICKET: &[u8] = include_bytes!("../../../fixtures/discord/ticket/ticket-0012.json");

#[test]
fn a_channel_is_a_conversation_and_notices_are_outside() {
    let recorded = read(&Discord, "ticket-0012.json", TICKET);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (5, 4));
    let roles: Vec<_> = recorded.messages.iter().map(|kept| kept.role).collect();
    assert_eq!(roles, [None, Some(Role::Bot), None, None]);
    assert_eq!(recorded.messages[2].reply_to.as_deref(), Some("2"));
    assert_eq!(recorded.messages[3].text.as_deref(), Some(""));
    assert!(recorded.messages.iter().all(|kept| kept.conversation.as_deref() == Some("900")));
}

#[test]
fn a_role_of_the_server_makes_somebody_one_of_the_team() {
    let text = r#"{"guild":{},"channel":{"id":"1"},"messages":[
        {"id":"1","type":"Default","timestamp":"2026-11-02T09:00:00+00:00","content":"Hi","author":{"id":"5","roles":[{"id":"70","name":"Guest"}]}},
        {"id":"2","type":"Default","timestamp":"2026-11-02T09:01:00+00:00","content":"Yes?","author":{"id":"6","roles":[{"id":"71","name":"Support"}]}},
        {"id":"3","type":"Default","timestamp":"2026-11-02T09:02:00+00:00","content":"Yes?","author":{"id":"7","roles":[{"id":"72","name":"Owner"}]}}]}"#;
    let settings = SourceSettings {
        team_roles: vec!["support".to_owned(), "72".to_owned()],
        ..SourceSettings::default()
    };
    let recorded = read_part(&Discord, "shop.json", text.as_bytes(), None, &settings);
    let roles: Vec<_> = recorded.messages.iter().map(|kept| kept.role).collect();
    assert_eq!(roles, [None, Some(Role::Team), Some(Role::Team)]);
    assert!(recorded.facts.team_known);
}

#[test]
fn a_call_that_lasted_got_through() {
    let call = |content: &str| {
        let text = format!(
            r#"{{"guild":{{}},"channel":{{"id":"1"}},"messages":[{{"id":"1","type":"Call",
            "timestamp":"2026-11-02T09:00:00+00:00","content":"{content}","author":{{"id":"5"}}}}]}}"#
        );
        read(&Discord, "dm.json", text.as_bytes()).messages[0].kind
    };
    assert_eq!(call("Started a call that lasted 12 minutes."), Kind::Call);
    assert_eq!(call("Started a call that lasted 0 minutes."), Kind::MissedCall);
}

#[test]
fn only_its_own_json_is_taken() {
    assert!(Discord.name() == "discord" && matches!(sniff(&Discord, "x", TICKET), Sniff::Yes(_)));
    assert!(matches!(sniff(&Discord, "x", b"{\"channel\":{},\"messages\":[]}"), Sniff::No(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Discord, "ticket-0012.json", TICKET);
}
