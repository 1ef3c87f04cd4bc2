use super::*;
use crate::document::testing::units;
use crate::document::{Column, Meta, Section, Show, Time};

const EXCEL: Style = Style { width: 80, colour: false, csv: CsvProfile::Excel, decimal_comma: false };

fn column(key: &'static str) -> Column {
    Column { key, heading: String::new(), show: Show::Never, right: false, codes: Vec::new(), units: units() }
}

fn document(rows: Vec<Vec<Value<'static>>>) -> Document<'static> {
    let columns = ["a", "b", "c", "d"].into_iter().take(rows[0].len()).map(column).collect();
    let table = Table { columns, rows: rows.into(), n_more: 0 };
    let section = Section { key: "rows", title: String::new(), lines: vec![], table: Some(table) };
    Document { meta: Meta::default(), sections: vec![section] }
}

fn written(document: &Document, style: Style) -> String {
    let mut out = Vec::new();
    Csv.write(document, &style, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("UTF-8")
}

fn cell(value: &Value<'_>, decimal_comma: bool) -> String {
    let mut text = String::new();
    excel::cell(&mut text, value, decimal_comma);
    text
}

#[track_caller]
fn check_text(text: &str, expected: &str) {
    assert_eq!(cell(&Value::Text(text.into()), false), expected);
}

#[track_caller]
fn check_id(id: &str, expected: &str) {
    assert_eq!(cell(&Value::Id(id.into()), false), expected);
}

#[test]
fn plain_is_for_pipes() {
    let row = vec![
        Value::Text("@shop, -1".into()),
        Value::Number(-1.5, 1),
        Value::Share(935),
        Value::Time(Time { instant: 0, offset: 0 }),
    ];
    let text = written(&document(vec![row, vec![Value::Absent; 4]]), Style::default());
    assert_eq!(text, "a,b,c,d\n\"@shop, -1\",-1.5,93.5,1970-01-01T00:00:00+00:00\n,,,\n");
}

#[test]
fn excel_has_its_mark_its_line_ends_and_its_times() {
    let row = vec![
        Value::Text("=1+1".into()),
        Value::Number(-1.5, 1),
        Value::Share(935),
        Value::Time(Time { instant: 0, offset: 3_600 }),
    ];
    let document = document(vec![row]);
    assert_eq!(written(&document, EXCEL), "\u{FEFF}a,b,c,d\r\n'=1+1,-1.5,93.5,1970-01-01 01:00:00\r\n");
    assert_eq!(
        written(&document, Style { decimal_comma: true, ..EXCEL }),
        "\u{FEFF}a;b;c;d\r\n'=1+1;-1,5;93,5;1970-01-01 01:00:00\r\n"
    );
}

#[test]
fn several_durations_are_one_cell_and_a_lower_bound_is_none() {
    use crate::settings::Clock;
    let document =
        document(vec![vec![Value::Durations(vec![60, 3_600]), Value::AtLeast(Clock::Calendar, 60)]]);
    assert_eq!(written(&document, Style::default()), "a,b\n60;3600,\n");
    assert_eq!(written(&document, Style { decimal_comma: true, ..EXCEL }), "\u{FEFF}a;b\r\n\"60;3600\";\r\n");
}

#[test]
fn the_header_of_a_time_names_its_zone_in_excel() {
    let mut document = document(vec![vec![Value::Absent, Value::Absent]]);
    document.meta.facts = vec![("timezone", Value::Text("Europe/Warsaw".into()))];
    document.sections[0].table.as_mut().unwrap().columns = vec![column("opened_at"), column("state")];
    assert_eq!(written(&document, EXCEL), "\u{FEFF}opened_at (Europe/Warsaw),state\r\n,\r\n");
    assert_eq!(written(&document, Style::default()), "opened_at,state\n,\n");
}

#[test]
fn formulas_are_guarded_in_texts_only() {
    for trigger in ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"] {
        check_text(&format!("{trigger}x"), &format!("'{trigger}x"));
    }
    check_text("-1 for support", "'-1 for support");
    check_text("a=b", "a=b");
    check_text("it's", "it's");
    check_text("", "");
    assert_eq!(cell(&Value::List(vec!["@a".into(), "b".into()]), false), "'@a;b");
    assert_eq!(cell(&Value::Integer(-5), false), "-5");
    assert_eq!(cell(&Value::Duration(-5), true), "-5");
    assert_eq!(cell(&Value::Number(-0.5, 1), true), "-0,5");
}

#[test]
fn taking_one_mark_away_gives_the_text_and_the_id_back() {
    check_text("'=x", "''=x");
    check_text("''=x", "'''=x");
    check_text("'x", "'x");
    check_id("t_007", "t_t_007");
    check_id("t_t_007", "t_t_t_007");
    check_id("t_7", "t_7");
}

#[test]
fn ids_keep_their_digits() {
    check_id("123456789012345", "123456789012345");
    check_id("1234567890123456", "t_1234567890123456");
    check_id("118294765018273645098", "t_118294765018273645098");
    check_id("007", "t_007");
    check_id("0", "0");
    check_id("+48221234567", "t_+48221234567");
    check_id("12E5", "t_12E5");
    check_id("-1234567890123456", "t_-1234567890123456");
    check_id("-5", "'-5");
    check_id("=cmd()", "'=cmd()");
    check_id("gp:AOqpTOE", "gp:AOqpTOE");
    check_id("", "");
}

#[test]
fn a_cell_is_never_longer_than_a_spreadsheet_takes() {
    let units = |text: &str| text.encode_utf16().count();
    let cell = |text: &str| cell(&Value::Text(text.into()), false);
    let whole = "ä".repeat(32_767);
    assert_eq!(cell(&whole), whole);
    let cut = cell(&"ä".repeat(32_768));
    assert_eq!((units(&cut), cut.ends_with("ä…")), (32_767, true));
    // An emoji takes two units, so 16,383 of them and the mark are 32,767.
    let cut = cell(&"😀".repeat(20_000));
    assert_eq!((units(&cut), cut.ends_with("😀…")), (32_767, true));
    // The guard counts as well.
    let cut = cell(&format!("={}", "x".repeat(32_766)));
    assert_eq!((units(&cut), cut.starts_with("'=x")), (32_767, true));
}

#[test]
fn cells_are_quoted_as_the_csv_crate_quotes_them() {
    let cells = ["", "plain", "a,b", "a;b", "\"", "say \"no\"", "two\nlines", "cr\r", "ż ó", " space ", "\t"];
    for (delimiter, line_end) in [(b',', "\n"), (b';', "\r\n"), (b'\t', "\n")] {
        let terminator =
            if line_end == "\n" { ::csv::Terminator::Any(b'\n') } else { ::csv::Terminator::CRLF };
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .flexible(true)
            .from_writer(vec![]);
        let mut text = String::new();
        let form = Form { delimiter, line_end };
        for n in 1..=cells.len() {
            for chunk in cells.chunks(n) {
                writer.write_record(chunk).expect("memory takes all");
                form.line(&mut text, chunk.iter(), |text, cell| {
                    text.push_str(cell);
                    Marks::Possible
                });
            }
        }
        assert_eq!(text.into_bytes(), writer.into_inner().expect("memory takes all"));
    }
}

proptest::proptest! {
    #[test]
    fn marks_are_found_wherever_they_stand(
        cell in "[a-z\u{1}\t\n\r\",;é]{0,20}|[a-z]{0,20}[,;\t\n\r\"]?[a-z]{0,20}",
    ) {
        for delimiter in [b',', b';', b'\t'] {
            let form = Form { delimiter, line_end: "\n" };
            let is_mark = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
            proptest::prop_assert_eq!(form.has_marks(cell.as_bytes()), cell.bytes().any(is_mark), "{:?}", cell);
        }
    }
}
