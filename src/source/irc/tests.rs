use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Irc;

const LOG: &[u8] = include_bytes!("../../../fixtures/irc/days/#sklep_2026-11-02.log");

#[test]
fn every_line_is_a_record() {
    let recorded = read(&Irc, "#sklep_2026-11-02.log", LOG);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.n_outside()), (7, 3, 4));
}

#[test]
fn the_logs_of_other_clients_are_read() {
    for text in ["[03:10] <anna> hello?", "[03:10:05] <anna> hello?", "2026-11-02 03:10:00\t@anna\thello?"] {
        assert!(matches!(sniff(&Irc, "x.log", text.as_bytes()), Sniff::Yes(_)), "{text}");
        let recorded = read(&Irc, "2026-11-02.log", text.as_bytes());
        assert_eq!(recorded.messages[0].author.as_deref(), Some("anna"), "{text}");
        assert_eq!(recorded.messages[0].text.as_deref(), Some("hello?"), "{text}");
    }
}

#[test]
fn a_line_without_a_day_is_a_problem() {
    let recorded = read(&Irc, "channel.log", b"[03:10] <anna> hello?");
    assert_eq!(recorded.problems[0].code, "no-time");
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Irc, "#sklep_2026-11-02.log", LOG);
}
