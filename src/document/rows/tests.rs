use super::{Focus, ignored, waits};
use crate::document::Value;
use crate::document::testing::{Desk, column};
use crate::document::view::View;

const SCRIPT: &str = "@as-of 4/10:00
    10:00 anna subj=The_parcel to=team | Where is it?
    10:05 team auto-reply | Got it
    11:00 team | Here.
    3/10:00 anna to=team | You are crooks! Give my money back, this is a scam!";

#[test]
fn what_is_not_known_is_absent_and_never_zero() {
    let desk = Desk::new(SCRIPT);
    let table = waits(&desk.view(), Focus::Waits);
    let check = |key: &str, expected: [Value; 2]| {
        assert_eq!(column(&table, key), expected.to_vec(), "{key}");
    };
    let text = |text: &str| Value::Text(text.to_owned().into());
    let id = |text: &str| Value::Id(text.to_owned().into());
    check("number", [Value::Integer(1), Value::Integer(2)]);
    check("state", [text("answered"), text("waiting")]);
    check("response_seconds", [Value::Duration(3600), Value::Absent]);
    check("response_working_seconds", [Value::Absent, Value::Absent]);
    check("age_seconds", [Value::Absent, Value::Duration(86_400)]);
    check("answered_by", [id("pomoc@sklep.example"), Value::Absent]);
    check("target", [Value::Absent, Value::Absent]);
    check("outcome", [text("unmeasured"), text("unmeasured")]);
    check("subject", [text("The parcel"), Value::Absent]);
    check("record", [Value::Integer(1), Value::Integer(4)]);
    let [Value::Time(at), Value::Absent] = column(&table, "acknowledged_at")[..] else { panic!("{table:?}") };
    assert_eq!((at.instant, at.offset), (1_793_610_300, 3600));
}

#[test]
fn unanswered_rows_are_those_who_wait() {
    let desk = Desk::new(SCRIPT);
    assert_eq!(waits(&desk.view(), Focus::Unanswered).rows.len(), 1);
}

#[test]
fn a_limit_counts_what_it_leaves_out() {
    let desk = Desk::new(SCRIPT);
    let table = waits(&View { limit: Some(1), ..desk.view() }, Focus::Waits);
    assert_eq!((table.rows.len(), table.n_more), (1, 1));
}

#[test]
fn an_ignored_row_tells_of_the_complaint() {
    let desk = Desk::new(SCRIPT);
    let table = ignored(&desk.view());
    assert_eq!(column(&table, "age_seconds"), [Value::Duration(86_400)]);
    assert_eq!(column(&table, "rating"), [Value::Absent]);
    assert_eq!(column(&table, "record"), [Value::Integer(4)]);
}

#[test]
fn a_redacted_row_holds_no_name_and_no_words() {
    let desk = Desk::new(SCRIPT);
    let view = View { redact: true, ..desk.view() };
    let told = format!("{:?}{:?}", waits(&view, Focus::Waits).rows, ignored(&view).rows);
    for word in ["anna", "parcel", "money", "crooks"] {
        assert!(!told.contains(word), "{word}: {told}");
    }
}

#[test]
fn a_link_leads_to_the_complaint_unless_names_are_masked() {
    let mut desk = Desk::new(SCRIPT);
    let archive = &mut desk.gauge.case.archive;
    let link = archive.strings.push("https://reviews.example.org/4");
    archive.messages[3].rare_mut().link = link;
    assert_eq!(column(&ignored(&desk.view()), "link"), [Value::Text("https://reviews.example.org/4".into())]);
    assert_eq!(column(&ignored(&View { redact: true, ..desk.view() }), "link"), [Value::Absent]);
}
