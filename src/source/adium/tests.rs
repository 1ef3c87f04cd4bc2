use crate::message::Stamp;
use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Adium;

const XML: &[u8] =
    include_bytes!("../../../fixtures/adium/auto-and-status/7654321 (2026-11-02T09.00.00+0100).xml");
const HTML: &[u8] = include_bytes!("../../../fixtures/adium/first-html/maija (2026-11-02).html");

#[test]
fn every_element_below_the_root_is_a_record() {
    let recorded = read(&Adium, "logs/7654321 (2026-11-02T09.00.00+0100).xml", XML);
    let tally = &recorded.tally;
    assert_eq!((tally.read, tally.messages, tally.problems, tally.n_outside()), (7, 4, 1, 2));
    assert_eq!(recorded.problems[0].to_string(), "record 7 (line 8): \"jutro\" is no time [bad-time]");
    assert_eq!(recorded.facts.owner.as_deref(), Some("1234567"));
    assert_eq!(recorded.facts.peer.as_deref(), Some("7654321"));
}

#[test]
fn without_a_day_in_its_name_an_html_log_is_undated() {
    let recorded = read(&Adium, "maija.html", HTML);
    assert_eq!(recorded.tally.messages, 3);
    assert!(recorded.messages.iter().all(|message| message.sent == Stamp::Unknown));
    assert_eq!(recorded.messages[0].conversation.as_deref(), Some("maija"));
}

#[test]
fn a_log_that_ends_in_the_middle_keeps_what_came_before() {
    let end = XML.len() - 40;
    let recorded = read(&Adium, "7654321 (2026-11-02T09.00.00+0100).xml", &XML[..end]);
    assert_eq!(recorded.tally.messages, 4);
    assert_eq!(recorded.problems.last().map(|problem| problem.code), Some("bad-xml"));
}

#[test]
fn another_chat_in_xml_is_not_ours() {
    assert!(matches!(sniff(&Adium, "a.xml", b"<chat><message sender='a'/></chat>"), Sniff::No(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Adium, "7654321 (2026-11-02T09.00.00+0100).xml", XML);
    check_robust(&Adium, "maija (2026-11-02).html", HTML);
}
