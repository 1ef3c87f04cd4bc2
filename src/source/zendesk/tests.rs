use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Zendesk;

const NDJSON: &[u8] = include_bytes!("../../../fixtures/zendesk/ndjson-private-note/tickets.ndjson");
const AUDITS: &[u8] = include_bytes!("../../../fixtures/zendesk/audits-and-users/audits.json");
const USERS: &[u8] = include_bytes!("../../../fixtures/zendesk/audits-and-users/users.json");

#[test]
fn every_comment_is_a_record() {
    let recorded = read(&Zendesk, "tickets.ndjson", NDJSON);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (8, 7, 1));
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
