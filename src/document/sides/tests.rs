use super::section;
use crate::document::Value;
use crate::document::testing::{Desk, column};

/// The rows as `who role rule evidence n`; none where the section is left out.
#[track_caller]
fn check(script: &str, expected: Option<&[&str]>) {
    let desk = Desk::new(script);
    let table = section(&desk.view()).and_then(|section| section.table);
    let rows = table.map(|table| {
        let spelt = |value: Value| match value {
            Value::Id(text) | Value::Text(text) => text.into_owned(),
            Value::Integer(n) => n.to_string(),
            other => format!("{other:?}"),
        };
        let columns: Vec<Vec<String>> = ["who", "role", "rule", "evidence", "n_messages"]
            .map(|key| column(&table, key).into_iter().map(spelt).collect())
            .to_vec();
        (0..table.rows.len())
            .map(|idx| columns.iter().map(|cells| cells[idx].as_str()).collect::<Vec<_>>().join(" · "))
            .collect::<Vec<_>>()
    });
    let expected = expected.map(|rows| rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>());
    assert_eq!(rows, expected);
}

#[test]
fn each_author_has_a_row_with_its_rule_and_evidence() {
    // Two of Anna and one of the others; with equal numbers the names decide, capitals first.
    check(
        "@team none
         @chat
         @owner Ola
         10:00 anna | Where is my parcel?
         10:00:30 anna | Hello?
         10:01 nobody name=Ola | In Warsaw.
         10:02 leo role=bot | Bye.",
        Some(&[
            "anna@example.org · customer · default · nothing says otherwise · 2",
            "Ola · team · inferred · owner of exports: 1 · 1",
            "leo@example.org · bot · stated · the export says so · 1",
        ]),
    );
}

#[test]
fn the_list_of_the_settings_that_names_somebody_is_named() {
    check(
        "@chat
         10:00 anna | Where is my parcel?
         10:01 bot | Please wait.
         10:02 team | In Warsaw.",
        Some(&[
            "Doradca · bot · settings · [team] bots · 1",
            "anna@example.org · customer · default · nothing says otherwise · 1",
            "pomoc@sklep.example · team · settings · [team] addresses · 1",
        ]),
    );
}

#[test]
fn mail_with_a_named_team_and_data_that_names_all_sides_need_no_table() {
    check("10:00 anna | Where is my parcel?\n 10:01 team | In Warsaw.", None);
    check("@chat\n 10:00 system closed", None);
}
