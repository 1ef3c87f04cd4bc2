use crate::message::{Kind, Stamp};
use crate::source::Sniff;
use crate::source::testing::{read, sniff};

use super::Asterisk;

const GROUP: &[u8] = include_bytes!("../../../fixtures/asterisk/linkedid-group/Master.csv");
const CUSTOM: &[u8] = include_bytes!("../../../fixtures/asterisk/custom-order/calls.csv");

#[test]
fn every_row_is_a_record_and_a_call_is_one_message() {
    let recorded = read(&Asterisk, "Master.csv", GROUP);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.n_outside()), (12, 7, 5));
    assert_eq!(recorded.tally.outside["same-call"], 3);
    let why: Vec<&str> = recorded.messages.iter().map(|message| message.why).collect();
    let expected =
        ["answered", "machine", "answered", "unanswered", "unanswered", "answered", "under-a-second"];
    assert_eq!(why, expected.map(|why| format!("asterisk:{why}")));
}

#[test]
fn without_numbers_of_calls_the_zone_is_the_users() {
    let text = "\"a\",\"600100200\",\"22\",\"in\",\"x\",\"SIP/t-1\",\"SIP/101-2\",\"Dial\",\"d\",\"2026-11-02 10:00:00\",\"\",\"2026-11-02 10:00:20\",20,0,\"NO ANSWER\",\"D\"\n";
    let second =
        text.replace("10:00:00", "10:00:02").replace("NO ANSWER", "ANSWERED").replace("20,0", "20,18");
    let recorded = read(&Asterisk, "Master.csv", format!("{text}{second}").as_bytes());
    assert_eq!(recorded.messages.len(), 1);
    assert_eq!(recorded.messages[0].kind, Kind::Call);
    let local = chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap().and_hms_opt(10, 0, 0).unwrap();
    assert_eq!(recorded.messages[0].sent, Stamp::Local(local));
}

#[test]
fn other_tables_are_not_taken() {
    for text in ["calldate,clid,src\n2026-11-02 10:00:00,a,b\n", "a,b,c\n", "\"ANSWERED\"\n"] {
        assert!(matches!(sniff(&Asterisk, "x.csv", text.as_bytes()), Sniff::No(_)), "{text}");
    }
    assert!(matches!(sniff(&Asterisk, "x.csv", CUSTOM), Sniff::Yes(_)));
}

#[test]
fn carriage_returns_change_nothing() {
    let crlf = String::from_utf8_lossy(GROUP).replace('\n', "\r\n");
    let (lf, crlf) = (read(&Asterisk, "m.csv", GROUP), read(&Asterisk, "m.csv", crlf.as_bytes()));
    assert_eq!((lf.tally, lf.messages.len()), (crlf.tally, crlf.messages.len()));
}
