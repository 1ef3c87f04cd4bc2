use crate::message::{Kind, Role, Stamp};
use crate::settings::{Exchange, SourceSettings};
use crate::source::Sniff;
use crate::source::testing::{read, read_part, sniff};

use super::Asterisk;

const GROUP: &[u8] = include_bytes!("../../../fixtures/asterisk/linkedid-group/Master.csv");
const QUEUE: &[u8] = include_bytes!("../../../fixtures/asterisk/queue/Master.csv");
const DAMAGED: &[u8] = include_bytes!("../../../fixtures/asterisk/damaged/Master.csv");
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
fn the_order_of_the_rows_of_a_call_does_not_matter() {
    let text = String::from_utf8_lossy(QUEUE);
    let rows: Vec<&str> = text.lines().collect();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let text = order.map(|idx| format!("{}\n", rows[idx])).concat();
        let recorded = read(&Asterisk, "Master.csv", text.as_bytes());
        let told: Vec<_> = recorded.messages.iter().map(|kept| (kept.kind, kept.role)).collect();
        assert_eq!(told, [(Kind::MissedCall, Some(Role::Customer))], "{order:?}");
    }
}

#[test]
fn a_file_damaged_in_part_is_read_as_far_as_it_goes() {
    let recorded = read(&Asterisk, "Master.csv", DAMAGED);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.n_outside()), (7, 4, 1));
    let codes: Vec<_> = recorded.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["ragged-row", "bad-call"]);
}

#[test]
fn an_upgrade_far_behind_the_first_rows_adds_columns() {
    let text = String::from_utf8_lossy(DAMAGED);
    let rows: Vec<&str> = text.lines().collect();
    let before: String = (0..2_000)
        .map(|idx| format!("{}\n", rows[1].replace("600100200", &format!("60010{idx:04}"))))
        .collect();
    let text = format!("{before}{}\n{}\n{}\n", rows[2], rows[3], rows[4]);
    let recorded = read(&Asterisk, "Master.csv", text.as_bytes());
    assert_eq!((recorded.tally.messages, recorded.tally.problems), (2_002, 0));
    assert_eq!(recorded.tally.outside["same-call"], 1);
}

/// A row with its caller, callee, context and channel; it was answered on telephone t.
fn row(src: &str, dst: &str, context: &str, channel: &str) -> String {
    format!(
        "\"a\",\"{src}\",\"{dst}\",\"{context}\",\"x\",\"{channel}\",\"SIP/t-2\",\"Dial\",\"d\",\"2026-11-02 10:00:00\",\"2026-11-02 10:00:05\",\"2026-11-02 10:00:20\",20,15,\"ANSWERED\",\"D\"\n"
    )
}

#[test]
fn the_settings_tell_what_is_inside_the_exchange() {
    let exchange = Exchange {
        extensions: Some(regex::Regex::new("^(?:8\\d{5})$").unwrap()),
        trunks: vec!["from-outside".to_owned()],
        own_numbers: vec!["+48 22 123 45 67".to_owned()],
        ..Exchange::default()
    };
    let settings = SourceSettings { exchange, ..SourceSettings::default() };
    let role = |src: &str, dst: &str, context: &str, channel: &str, settings: &SourceSettings| {
        let text = row(src, dst, context, channel);
        let found = read_part(&Asterisk, "Master.csv", text.as_bytes(), None, settings);
        found.messages.first().and_then(|message| message.role)
    };
    let none = SourceSettings::default();
    // A telephone with a name calls out under the shop's number.
    let out = ("0221234567", "600100200", "inside", "SIP/anna-1");
    assert_eq!(role(out.0, out.1, out.2, out.3, &none), Some(Role::Customer), "nothing tells it");
    assert_eq!(role(out.0, out.1, out.2, out.3, &settings), Some(Role::Team));
    assert_eq!(role("812345", "600100200", "inside", "SIP/x-1", &settings), Some(Role::Team));
    // A trunk that is called like a telephone.
    let inward = ("600100200", "22", "from-outside", "SIP/8123456-1");
    assert_eq!(role(inward.0, inward.1, inward.2, inward.3, &settings), Some(Role::Customer));
    // The number of a port is nobody's telephone.
    assert_eq!(role("600100200", "22", "in", "DAHDI/10-1", &none), Some(Role::Customer));
    assert_eq!(role("101", "600100200", "inside", "DAHDI/10-1", &none), Some(Role::Team));
}

#[test]
fn calls_are_the_same_with_the_newest_row_first() {
    // A number of a call that comes again seven hours later is another call's; each has two rows.
    let at = |hour: &str| {
        let row = row("600100200", "22", "in", "SIP/trunk-1").replace(" 10:00", &format!(" {hour}:00"));
        row.replace("\"D\"", "\"D\",\"1762066800.7\",\"\"")
    };
    let rows = [at("08"), at("08"), at("15"), at("15")];
    let told = |rows: &[String]| {
        let found = read(&Asterisk, "Master.csv", rows.concat().as_bytes());
        assert_eq!(found.tally.outside["same-call"], 2);
        found.messages.iter().map(|message| message.sent).collect::<Vec<_>>()
    };
    let forwards = told(&rows);
    let backwards = told(&rows.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(forwards.len(), 2);
    assert_eq!(backwards, forwards.into_iter().rev().collect::<Vec<_>>());
}

#[test]
fn other_tables_are_not_taken() {
    let call = String::from_utf8_lossy(GROUP).lines().next().unwrap().to_owned();
    // One row in a table of others is chance.
    let mixed = format!("{call}\na,b,c\n");
    assert!(matches!(sniff(&Asterisk, "x.csv", mixed.as_bytes()), Sniff::No(_)));
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
