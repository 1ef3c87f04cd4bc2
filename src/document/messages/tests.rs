use super::messages;
use crate::document::Value;
use crate::document::testing::{Desk, column};

#[test]
fn every_message_is_a_row_also_one_that_took_no_part() {
    let desk = Desk::new(
        "@as-of 10:30
         10:00 anna id=m1 | Where?
         10:10 team note | Hm
         - team | Undated
         11:00 team | Here.",
    );
    let document = messages(&desk.view());
    let table = document.rows().unwrap();
    let text = |text: &str| Value::Text(text.to_owned().into());
    let (request, note) = (text("request"), text("note"));
    assert_eq!(column(table, "class"), [request, note, Value::Absent, Value::Absent]);
    assert_eq!(column(table, "sent")[2], Value::Absent);
    assert_eq!(column(table, "conversation")[3], Value::Id("c1".into()));
    assert_eq!(column(table, "role")[0], text("customer"));
}
