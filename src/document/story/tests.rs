use super::{explain, find};
use crate::document::Value;
use crate::document::mask::masked_name;
use crate::document::testing::{Desk, column, lines};
use crate::document::view::View;

const SCRIPT: &str = "@hours
    10:00 anna c=order-12 id=m1 | Where?
    6/16:30 anna c=order-13 id=m2 | Where?
    9/09:30 team c=order-13 id=a2 | Here.";

#[test]
fn a_conversation_is_found_by_name_case_id_or_part_of_its_name() {
    let desk = Desk::new(SCRIPT);
    let view = desk.view();
    let twelve = find(&view, "order-12").unwrap();
    let thirteen = find(&view, "order-13").unwrap();
    assert_ne!(twelve, thirteen);
    assert_eq!(find(&view, " order-12#2 "), Ok(twelve));
    assert_eq!(find(&view, "<a2>"), Ok(thirteen));
    assert_eq!(find(&view, "-13"), Ok(thirteen));
    assert_eq!(find(&view, "order").unwrap_err().len(), 2);
    assert_eq!(find(&view, "nothing"), Err(Vec::new()));
}

#[test]
fn a_story_tells_each_turn_and_each_piece_of_working_time() {
    let desk = Desk::new(SCRIPT);
    let view = desk.view();
    let document = explain(&view, find(&view, "order-13").unwrap());
    let section = |key: &str| document.sections.iter().find(|section| section.key == key).unwrap();
    let classes = column(section("turns").table.as_ref().unwrap(), "class");
    assert_eq!(classes, [Value::Text("request".into()), Value::Text("answer".into())]);
    let pieces = column(section("pieces").table.as_ref().unwrap(), "seconds");
    assert_eq!(pieces, [Value::Working(1800), Value::Working(1800)]);
    assert_eq!(lines(section("waits")).len(), 1);
}

#[test]
fn a_story_says_that_others_have_its_name() {
    let mut desk = Desk::new(SCRIPT);
    let all = &mut desk.gauge.case.all.list;
    all[1].name = all[0].name;
    let view = desk.view();
    let first = explain(&view, find(&view, "order-12").unwrap());
    assert!(lines(&first.sections[0])[0].contains("with this name: 1;"), "{:?}", first.sections[0].lines);
    let alone = Desk::new(SCRIPT);
    let view = alone.view();
    assert!(lines(&explain(&view, 0).sections[0]).is_empty());
}

#[test]
fn a_story_shows_the_reason_codes_of_machines_mail() {
    let desk = Desk::new(
        "10:00 anna c=x id=m1 | Where?
        10:01 team auto-reply c=x why=header:auto-submitted | We got it.
        10:05 team c=x id=a1 | Here.",
    );
    let view = desk.view();
    let document = explain(&view, find(&view, "x").unwrap());
    let turns = document.sections.iter().find(|section| section.key == "turns").unwrap();
    let reasons = column(turns.table.as_ref().unwrap(), "why");
    let expected = [
        "asks or tells something",
        "sent by a machine (header:auto-submitted)",
        "a person of the team answers",
    ];
    assert_eq!(reasons, expected.map(|why| Value::Text(why.into())));
}

#[test]
fn a_redacted_story_masks_what_its_messages_were_joined_with_like_the_conversation() {
    let desk = Desk::new(
        "10:00 anna c=anna id=m1.anna@example.org | Where?
        10:05 team c=anna id=a1 | Here.",
    );
    let view = View { redact: true, ..desk.view() };
    let document = explain(&view, find(&view, "anna").unwrap());
    let turns = document.sections.iter().find(|section| section.key == "turns").unwrap();
    let table = turns.table.as_ref().unwrap();
    let masked = |name: &str| Value::Id(masked_name(name).into());
    assert_eq!(column(table, "joined_with"), [masked("anna"), masked("anna")]);
    assert_eq!(column(table, "id"), [masked("m1.anna@example.org"), Value::Id("a1".into())]);
    let shown = explain(&desk.view(), 0);
    let turns = shown.sections.iter().find(|section| section.key == "turns").unwrap();
    let ids = column(turns.table.as_ref().unwrap(), "joined_with");
    assert_eq!(ids[0], Value::Id("anna".into()));
}
