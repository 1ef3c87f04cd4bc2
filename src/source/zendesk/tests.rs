use crate::message::{Flags, Kind, Role, Stamp};
use crate::source::Sniff;
use crate::source::testing::{Recorded, check_robust, read, sniff};

use super::{Zendesk, ticket_of};

const NDJSON: &[u8] = include_bytes!("../../../fixtures/zendesk/ndjson-private-note/tickets.ndjson");
const AUDITS: &[u8] = include_bytes!("../../../fixtures/zendesk/audits-and-users/audits.json");
const USERS: &[u8] = include_bytes!("../../../fixtures/zendesk/audits-and-users/users.json");

#[test]
fn every_comment_is_a_record() {
    let recorded = read(&Zendesk, "tickets.ndjson", NDJSON);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (9, 8, 1));
    assert_eq!(recorded.problems[0].code, "no-comments");
    let recorded = read(&Zendesk, "audits.json", AUDITS);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.n_outside()), (8, 6, 2));
}

#[test]
fn a_page_of_comments_belongs_to_the_ticket_of_its_name() {
    let page = br#"{"comments":[{"id":1,"author_id":5,"public":true,"html_body":"<b>a</b>","plain_body":"a","created_at":"2026-11-02T09:00:00Z"}]}"#;
    assert!(matches!(sniff(&Zendesk, "x.json", page), Sniff::Yes(_)));
    let recorded = read(&Zendesk, "export/ticket_77_comments.json", page);
    assert_eq!(recorded.messages[0].conversation.as_deref(), Some("77"));
    assert_eq!(recorded.messages[0].role, None);
    assert_eq!(read(&Zendesk, "comments.json", page).problems[0].code, "no-ticket");
}

#[test]
fn what_zendesk_measured_is_kept_beside_ours() {
    let page = br#"{"metric_sets":[{"ticket_id":7,"reply_time_in_minutes":{"calendar":90,"business":null}},
        {"ticket_id":8,"reply_time_in_minutes":{"calendar":null,"business":12}}]}"#;
    assert!(matches!(sniff(&Zendesk, "metrics.json", page), Sniff::Yes(_)));
    let recorded = read(&Zendesk, "metrics.json", page);
    assert_eq!((recorded.tally.read, recorded.tally.n_outside()), (2, 2));
    let figures = |kind: &str| recorded.facts.imported[kind].values().copied().collect::<Vec<_>>();
    assert_eq!(figures("first_response_seconds"), [5400]);
    assert_eq!(figures("first_response_working_seconds"), [720]);
}

#[test]
fn a_page_of_users_is_a_side_table() {
    assert!(matches!(sniff(&Zendesk, "users.json", USERS), Sniff::Aside(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Zendesk, "tickets.ndjson", NDJSON);
    check_robust(&Zendesk, "audits.json", AUDITS);
}

#[test]
fn the_number_of_the_ticket_is_no_date() {
    for (name, ticket) in [
        ("2026-11-05_ticket_77_comments.json", "77"),
        ("20261105_77_comments.json", "77"),
        ("ticket_77_comments (1).json", "77"),
        ("tickets-2026-11-05-77.json", "77"),
        ("Ticket#77.json", "77"),
        ("page2_ticket_77.json", "77"),
        ("77.json", "77"),
        ("20261105.json", "20261105"),
        ("comments.json", ""),
    ] {
        assert_eq!(ticket_of(name), ticket, "{name}");
    }
}

/// The comments of a ticket of requester 10 and assignee 5, with what else it says.
fn ticket(rest: &str, comments: &str) -> Recorded {
    let text = format!(
        r#"{{"id":1,"via":{{"channel":"email"}},"requester_id":10,"submitter_id":10,"assignee_id":5,"comments":[{comments}]{rest}}}"#
    );
    read(&Zendesk, "tickets.ndjson", text.as_bytes())
}

const ASKED: &str =
    r#"{"id":11,"author_id":10,"body":"Where is it?","public":true,"created_at":"2026-01-02T09:00:00Z"}"#;

#[test]
fn without_a_list_of_users_only_some_roles_are_certain() {
    let role = |author: i64| {
        let comment = format!(
            r#"{{"id":12,"author_id":{author},"body":"Still waiting.","public":true,"created_at":"2026-01-02T10:00:00Z"}}"#
        );
        let message = ticket("", &format!("{ASKED},{comment}")).messages.remove(1);
        (message.role, message.flags.has(Flags::ROLE_GUESSED))
    };
    assert_eq!(role(10), (Some(Role::Customer), false));
    assert_eq!(role(5), (Some(Role::Team), false));
    assert_eq!(role(31), (Some(Role::Team), true));
    assert_eq!(role(-1), (Some(Role::System), false));
}

#[test]
fn the_words_of_a_merge_are_events_unless_a_customer_repeats_them() {
    let kind = |author: u32, body: &str| {
        let comment = format!(
            r#"{{"id":12,"author_id":{author},"body":{body:?},"public":true,"created_at":"2026-01-02T10:00:00Z"}}"#
        );
        ticket("", &comment).messages.remove(0).kind
    };
    let gone = "This request was closed and merged into request #9 'Parcel'.";
    assert_eq!(kind(5, gone), Kind::Note);
    assert_eq!(
        kind(5, "Request #8 'Parcel' was closed and merged into this request. Last comment: ..."),
        Kind::Note
    );
    assert_eq!(kind(5, "It was merged into request #9."), Kind::Message);
    assert_eq!(kind(10, gone), Kind::Message);
}

#[test]
fn a_ticket_that_says_it_is_closed_was_closed() {
    let end = |rest: &str| {
        let mut messages = ticket(rest, ASKED).messages;
        messages.drain(1..).map(|message| (message.kind, message.role, message.sent)).collect::<Vec<_>>()
    };
    let closed = |at: i64| vec![(Kind::Closed, Some(Role::Team), Stamp::Instant(at))];
    let solved = r#","metric_set":{"solved_at":"2026-01-03T09:00:00Z"}"#;
    let changed = r#","updated_at":"2026-01-04T09:00:00Z""#;
    assert_eq!(end(&format!(r#","status":"closed"{changed}{solved}"#)), closed(1_767_430_800));
    assert_eq!(end(&format!(r#","status":"deleted"{changed}"#)), closed(1_767_517_200));
    // Solved once and open again; without any time.
    assert_eq!(end(&format!(r#","status":"open"{changed}{solved}"#)), []);
    assert_eq!(end(r#","status":"solved""#), []);
}

#[test]
fn an_empty_list_of_comments_says_nothing() {
    assert_eq!(ticket("", "").problems[0].code, "no-comments");
}
