use super::check;
use crate::document::Value;
use crate::document::testing::{Desk, column, lines};

const SCRIPT: &str = "@as-of 3/10:00
    @toml [[rule]]
    @toml require = \"p50(first_response) <= 4h\"
    10:00 anna | Where?";

#[test]
fn a_verdict_has_its_value_its_limit_and_its_offenders() {
    let desk = Desk::new(SCRIPT);
    let document = check(&desk.view());
    let table = document.sections[0].table.as_ref().unwrap();
    let text = |text: &str| Value::Text(text.to_owned().into());
    assert_eq!(column(table, "verdict")[0], text("broken"));
    assert_eq!(column(table, "actual")[0], Value::Absent);
    assert_eq!(column(table, "actual_at_least")[0], Value::Duration(86_400));
    assert_eq!(column(table, "limit")[0], Value::Duration(14_400));
    assert_eq!(column(table, "clock")[0], text("calendar"));
    assert_eq!(column(table, "offenders")[0], Value::Integer(1));
    let lines = lines(&document.sections[0]);
    assert!(lines[1].contains("c1") && lines[1].contains("messages.ndjson"), "{lines:#?}");
}

#[test]
fn every_row_has_a_cell_for_every_column() {
    let target = "@toml [[target]]\n @toml measure = \"first-response\"\n @toml within = \"4h\"";
    let desk = Desk::new(&format!("{target}\n{SCRIPT}"));
    let document = check(&desk.view());
    let table = document.sections[0].table.as_ref().unwrap();
    for row in table.rows.iter() {
        assert_eq!(row.len(), table.columns.len(), "{row:?}");
    }
}
