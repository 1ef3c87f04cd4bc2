use proptest::prelude::*;

use super::*;
use crate::document::testing::units;
use crate::document::{Column, Meta, Show, Time};
use crate::report::terminal::width;

fn column(heading: &str, show: Show, right: bool) -> Column {
    Column { key: "key", heading: heading.to_owned(), show, right, codes: Vec::new(), units: units() }
}

fn text(text: &str) -> Value<'static> {
    Value::Text(text.to_owned().into())
}

fn document(section: Section) -> Document {
    Document { meta: Meta::default(), sections: vec![section] }
}

fn rows(table: document::Table<'_>) -> Document<'_> {
    document(Section { key: "rows", title: String::new(), lines: vec![], table: Some(table) })
}

fn written(document: &Document, style: Style) -> String {
    let mut out = Vec::new();
    Table.write(document, &style, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("UTF-8")
}

fn at_width(document: &Document, width: u16) -> String {
    written(document, Style { width, ..Style::default() })
}

fn waits() -> document::Table<'static> {
    let columns = vec![
        column("Customer", Show::Always, false),
        column("Waited", Show::Always, true),
        column("Since", Show::Wide, false),
        column("Subject", Show::Always, false),
        column("Digest", Show::Never, false),
    ];
    let row = |customer: &'static str, seconds, subject: &'static str| {
        let since = Value::Time(Time { instant: 0, offset: 0 });
        vec![text(customer), Value::Duration(seconds), since, text(subject), text("digest")]
    };
    let rows = vec![
        row("anna@example.org", 97_200, "Where is my parcel? I have been waiting for two weeks now"),
        row("bo@example.org", 300, "Thanks"),
        vec![Value::Absent, Value::Absent, Value::Absent, Value::Absent, Value::Absent],
    ];
    document::Table { columns, rows: rows.into(), n_more: 12 }
}

#[test]
fn a_table_cuts_texts_and_keeps_numbers() {
    insta::assert_snapshot!(at_width(&rows(waits()), 80), @r"
    Customer           Waited  Since             Subject
    ────────────────────────────────────────────────────────────────────────────────
    anna@example.org  1 d 3 h  1970-01-01 00:00  Where is my parcel? I have been wa…
    bo@example.org      5 min  1970-01-01 00:00  Thanks
    –                       –  –                 –
    … 12 more (use --limit 0 for all)
    ");
}

#[test]
fn wide_columns_go_first_when_there_is_no_room() {
    insta::assert_snapshot!(at_width(&rows(waits()), 40), @r"
    Customer          Waited  Subject
    ────────────────────────────────────────
    anna@example.o…  1 d 3 h  Where is my p…
    bo@example.org     5 min  Thanks
    –                      –  –
    … 12 more (use --limit 0 for all)
    ");
}

#[test]
fn a_number_that_does_not_fit_is_not_cut_to_another_number() {
    let columns = (0..6).map(|_| column("Count", Show::Always, true)).collect();
    let table = document::Table { columns, rows: vec![vec![Value::Integer(123_456); 6]].into(), n_more: 0 };
    let text = at_width(&rows(table), 30);
    // As many as fit are whole, of the rest only the mark is left: 2 × 6 + 4 × 2 columns and 5 gaps of 2 are 30.
    let cells: Vec<&str> = text.lines().nth(2).unwrap_or_default().split_whitespace().collect();
    assert_eq!(cells, ["123456", "123456", "…", "…", "…", "…"], "{text}");
}

#[test]
fn sections_have_a_title_and_lines_with_marks() {
    let line = |tone, text: &str| Line { tone, text: text.to_owned() };
    let lines = vec![
        line(Tone::Good, "met"),
        line(Tone::Warn, "few cases"),
        line(Tone::Bad, "2 of 3 targets are missed, see below for the conversations that missed them"),
        line(Tone::Plain, "plain"),
        line(Tone::Faint, "faint"),
    ];
    let empty =
        document::Table { columns: vec![column("A", Show::Always, false)], rows: vec![].into(), n_more: 0 };
    let section = Section { key: "verdicts", title: "Verdicts".to_owned(), lines, table: Some(empty) };
    let document = document(section);
    insta::assert_snapshot!(at_width(&document, 40), @r"
    Verdicts
    ✓ met
    ! few cases
    ✗ 2 of 3 targets are missed, see below
      for the conversations that missed them
    plain
    faint
    ");
    let coloured = written(&document, Style { colour: true, ..Style::default() });
    assert!(coloured.starts_with("\u{1b}[1mVerdicts\u{1b}[0m\n\u{1b}[32m✓ met\u{1b}[0m\n\u{1b}[33m! few"));
    assert!(coloured.contains("\nplain\n\u{1b}[2mfaint\u{1b}[0m\n"));
}

#[test]
fn outside_text_cannot_leave_its_cell() {
    let columns = vec![column("Text", Show::Always, false), column("N", Show::Always, true)];
    let hostile = ["::error::x", "\u{1b}[2J", "a\nb", "nul\0", "\u{202E}x", "a\u{2028}b", "##[error]x"];
    let rows_of: Vec<_> = hostile.iter().map(|hostile| vec![text(hostile), Value::Integer(1)]).collect();
    let text = at_width(&rows(document::Table { columns, rows: rows_of.into(), n_more: 0 }), 80);
    assert_eq!(text.lines().count(), 2 + hostile.len());
    assert!(!text.contains("::") && !text.contains("##["));
    assert!(text.chars().all(|character| character == '\n' || !character.is_control()));
    assert!(!text.contains('\u{202E}'));
}

#[test]
fn texts_of_any_length_are_cut_in_good_time() {
    let columns = vec![column("Text", Show::Always, false), column("N", Show::Always, true)];
    let long = ["x".repeat(100_000), "漢".repeat(100_000), "\u{301}".repeat(100_000), " ".repeat(100_000)];
    let rows_of: Vec<_> = long.iter().map(|long| vec![text(long), Value::Integer(1)]).collect();
    let mut document = rows(document::Table { columns, rows: rows_of.into(), n_more: 0 });
    document.sections[0].lines =
        long.iter().map(|long| Line { tone: Tone::Bad, text: long.clone() }).collect();
    assert!(at_width(&document, 80).lines().all(|line| width(line) <= 80));
}

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[a-z ]{0,40}",
        "[漢字あ한]{0,30}",
        Just("👩‍👩‍👧‍👦❤️🇵🇱1️⃣".to_owned()),
        Just("\u{200D}\u{FE0F}\u{301}لا".to_owned()),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn cell() -> impl Strategy<Value = Value<'static>> {
    prop_oneof![
        hostile_text().prop_map(|text| Value::Text(text.into())),
        hostile_text().prop_map(|id| Value::Id(id.into())),
        prop::collection::vec(hostile_text(), 0..3)
            .prop_map(|items| Value::List(items.into_iter().map(Into::into).collect())),
        any::<i64>().prop_map(Value::Integer),
        any::<i64>().prop_map(Value::Duration),
        (any::<f64>(), 0_u8..4).prop_map(|(number, decimals)| Value::Number(number, decimals)),
        any::<u32>().prop_map(Value::Share),
        (any::<i64>(), any::<i32>()).prop_map(|(instant, offset)| Value::Time(Time { instant, offset })),
        Just(Value::Absent),
    ]
}

fn any_table() -> impl Strategy<Value = document::Table<'static>> {
    let show = prop_oneof![Just(Show::Always), Just(Show::Wide), Just(Show::Never)];
    let column = (hostile_text(), show, any::<bool>()).prop_map(|(heading, show, right)| Column {
        key: "key",
        heading,
        show,
        right,
        codes: Vec::new(),
        units: units(),
    });
    prop::collection::vec(column, 0..14).prop_flat_map(|columns| {
        let row = prop::collection::vec(cell(), columns.len());
        (prop::collection::vec(row, 0..4), 0_usize..3).prop_map(move |(rows, n_more)| document::Table {
            columns: columns.clone(),
            rows: rows.into(),
            n_more,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_ever_wider_than_the_terminal(
        table in any_table(),
        title in hostile_text(),
        line in hostile_text(),
    ) {
        let lines = vec![Line { tone: Tone::Warn, text: line }];
        let document = document(Section { key: "rows", title, lines, table: Some(table) });
        for limit in [20, 40, 80, 200] {
            for line in at_width(&document, limit).lines() {
                prop_assert!(width(line) <= usize::from(limit), "{} of {limit}: {line:?}", width(line));
            }
        }
    }
}
