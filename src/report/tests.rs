use serde_json::{Value as Json, json};

use super::*;
use crate::document::testing::units;
use crate::document::{Column, Line, Meta, Section, Show, Table, Time, Tone, Value};

fn column(key: &'static str) -> Column {
    Column {
        key,
        heading: key.to_owned(),
        show: Show::Always,
        right: false,
        codes: Vec::new(),
        units: units(),
    }
}

/// A row document with one text column for each row.
fn texts(texts: &[&str]) -> Document<'static> {
    let rows: Vec<_> =
        texts.iter().map(|text| vec![Value::Text((*text).to_owned().into()), Value::Integer(-7)]).collect();
    rows_document(Table { columns: vec![column("text"), column("n")], rows: rows.into(), n_more: 0 })
}

fn rows_document(table: Table<'_>) -> Document<'_> {
    let meta = Meta {
        command: "waits",
        facts: vec![("as_of", Value::Time(Time { instant: 0, offset: 3_600 }))],
        ..Meta::default()
    };
    let section = Section { key: "rows", title: String::new(), lines: Vec::new(), table: Some(table) };
    Document { meta, sections: vec![section] }
}

/// Every kind of value, once present and once absent.
fn every_value() -> Table<'static> {
    let columns = ["text", "id", "integer", "number", "share", "time", "seconds", "list"]
        .map(column)
        .into_iter()
        .collect();
    let present = vec![
        Value::Text("Kiedy, \"Anna\"?".into()),
        Value::Id("000123".into()),
        Value::Integer(-42),
        Value::Number(1_234.5, 2),
        Value::Share(935),
        Value::Time(Time { instant: 0, offset: 3_600 }),
        Value::Duration(97_200),
        Value::List(vec!["off-hours".into(), "skew".into()]),
    ];
    Table { columns, rows: vec![present, vec![Value::Absent; 8]].into(), n_more: 0 }
}

fn audit() -> Document<'static> {
    let measures = Table {
        columns: vec![column("measure"), column("n")],
        rows: vec![vec![Value::Text("first_response".into()), Value::Integer(12)]].into(),
        n_more: 3,
    };
    let waiting = Table { columns: vec![column("conversation")], rows: vec![].into(), n_more: 0 };
    let verdict = Line { tone: Tone::Bad, text: "2 of 3 targets are missed".to_owned() };
    Document {
        meta: Meta {
            command: "audit",
            facts: vec![("timezone", Value::Text("Europe/Warsaw".into()))],
            ..Meta::default()
        },
        sections: vec![
            Section { key: "verdicts", title: "Verdicts".to_owned(), lines: vec![verdict], table: None },
            Section { key: "waiting", title: String::new(), lines: vec![], table: Some(waiting) },
            Section { key: "measures", title: "Times".to_owned(), lines: vec![], table: Some(measures) },
        ],
    }
}

fn written(name: &str, document: &Document, style: Style) -> String {
    let mut out = Vec::new();
    by_name(name).expect("a known format").write(document, &style, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("UTF-8")
}

fn plain(name: &str, document: &Document) -> String {
    written(name, document, Style::default())
}

fn parsed(text: &str) -> Json {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn formats_are_found_by_name_and_by_ending() {
    assert_eq!(names(), ["table", "csv", "tsv", "json", "ndjson"]);
    let by_ending = |path: &str| by_ending(path).map(Report::name);
    assert_eq!(by_ending("out/Waits.CSV"), Some("csv"));
    assert_eq!(by_ending("rows.jsonl"), Some("ndjson"));
    assert_eq!(by_ending("a.csv.json"), Some("json"));
    assert_eq!(by_ending("csv"), None);
    assert_eq!(by_ending("report.html"), None);
    assert!(by_name("CSV").is_none());
}

#[test]
fn no_two_formats_share_a_name_or_an_ending() {
    let mut known = std::collections::BTreeSet::new();
    for report in REPORTS {
        assert!(known.insert(report.name().to_owned()));
        for ending in report.endings() {
            assert!(known.insert(format!(".{ending}")), "{ending}");
        }
        assert!(!report.about().ends_with('.'));
    }
}

#[test]
fn every_format_carries_the_same_values() {
    let document = rows_document(every_value());
    let row = json!({
        "text": "Kiedy, \"Anna\"?", "id": "000123", "integer": -42, "number": 1234.5, "share": 93.5,
        "time": "1970-01-01T01:00:00+01:00", "seconds": 97200, "list": ["off-hours", "skew"],
    });
    let absent = json!({
        "text": null, "id": null, "integer": null, "number": null, "share": null, "time": null,
        "seconds": null, "list": null,
    });

    let json = parsed(&plain("json", &document));
    assert_eq!(json["rows"], json!([row, absent]));
    assert_eq!(json["schema"], "hearback/1");
    assert_eq!(json["command"], "waits");
    assert_eq!(json["as_of"], "1970-01-01T01:00:00+01:00");

    let lines: Vec<Json> = plain("ndjson", &document).lines().map(parsed).collect();
    assert_eq!(lines, [row.clone(), absent]);

    for (name, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        let text = plain(name, &document);
        let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let keys: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let records: Vec<_> = reader.records().map(|record| record.expect("a record")).collect();
        assert_eq!(records.len(), 2);
        for (key, cell) in keys.iter().zip(&records[0]) {
            let expected = match &row[key] {
                Json::String(text) => text.clone(),
                Json::Array(_) => "off-hours;skew".to_owned(),
                number => {
                    assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{key}");
                    continue;
                }
            };
            assert_eq!(cell, expected, "{key}");
        }
        assert!(records[1].iter().all(str::is_empty));
    }

    let table = plain("table", &document);
    for shown in ["-42", "1234.50", "93.5 %", "1970-01-01 01:00", "1 d 3 h", "000123"] {
        assert!(
            written("table", &document, Style { width: 200, ..Style::default() }).contains(shown),
            "{shown}"
        );
    }
    assert!(table.lines().last().expect("a line").contains('–'));
}

#[test]
fn json_is_spelt_in_document_order_with_its_decimals() {
    insta::assert_snapshot!(plain("json", &audit()), @r#"
    {
      "schema": "hearback/1",
      "command": "audit",
      "timezone": "Europe/Warsaw",
      "verdicts": {
        "title": "Verdicts",
        "lines": [
          "2 of 3 targets are missed"
        ]
      },
      "waiting": {
        "lines": [],
        "rows": []
      },
      "measures": {
        "title": "Times",
        "lines": [],
        "more": 3,
        "rows": [
          {
            "measure": "first_response",
            "n": 12
          }
        ]
      }
    }
    "#);
    let number =
        Table { columns: vec![column("x")], rows: vec![vec![Value::Number(1.5, 2)]].into(), n_more: 0 };
    assert!(plain("json", &rows_document(number)).contains("\"x\": 1.50"));
}

#[test]
fn a_number_that_is_none_is_absent_everywhere() {
    let rows = [f64::NAN, f64::INFINITY].map(|number| vec![Value::Number(number, 1), Value::Integer(1)]);
    let table = Table { columns: vec![column("x"), column("n")], rows: rows.to_vec().into(), n_more: 0 };
    let document = rows_document(table);
    assert_eq!(plain("ndjson", &document), "{\"x\":null,\"n\":1}\n{\"x\":null,\"n\":1}\n");
    assert_eq!(plain("csv", &document), "x,n\n,1\n,1\n");
}

#[test]
fn ndjson_of_several_tables_names_the_section_of_each_row() {
    insta::assert_snapshot!(plain("ndjson", &audit()), @r#"
    {"section":"meta","schema":"hearback/1","command":"audit","timezone":"Europe/Warsaw"}
    {"section":"measures","measure":"first_response","n":12}
    "#);
}

#[test]
fn csv_of_several_tables_is_the_measures() {
    assert_eq!(plain("csv", &audit()), "measure,n\nfirst_response,12\n");
    let mut without = audit();
    without.sections.pop();
    assert_eq!(plain("csv", &without), "conversation\n");
    without.sections.truncate(1);
    assert_eq!(plain("csv", &without), "");
}

#[test]
fn every_format_writes_an_empty_document() {
    let empty = Document { meta: Meta::default(), sections: Vec::new() };
    let no_rows = texts(&[]);
    let no_columns = rows_document(Table { columns: vec![], rows: vec![vec![], vec![]].into(), n_more: 0 });
    for report in REPORTS {
        for document in [&empty, &no_rows, &no_columns] {
            written(report.name(), document, Style::default());
        }
    }
    assert_eq!(plain("table", &no_rows), "Nothing to list.\n");
    assert_eq!(plain("csv", &no_rows), "text,n\n");
    assert_eq!(plain("ndjson", &no_rows), "");
    assert_eq!(parsed(&plain("json", &no_rows))["rows"], json!([]));
}

#[test]
fn hostile_texts_come_back_whole_from_machine_formats() {
    let long = "ä".repeat(100_000);
    let hostile = [
        "=HYPERLINK(\"http://example.org\")",
        "\u{1b}[31mred\u{1b}]0;title\u{7}",
        "one\r\ntwo\nthree",
        "nul\0nul",
        "\u{202E}desrever\u{2066}",
        "\"quoted\", ;\t",
        "::error title=x::y",
        "",
        &long,
    ];
    let document = texts(&hostile);

    let json = parsed(&plain("json", &document));
    let lines: Vec<Json> = plain("ndjson", &document).lines().map(parsed).collect();
    assert_eq!(lines.len(), hostile.len());
    for (row_idx, text) in hostile.iter().enumerate() {
        assert_eq!(json["rows"][row_idx]["text"], *text);
        assert_eq!(lines[row_idx]["text"], *text);
    }
    for (name, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        let text = plain(name, &document);
        let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let cells: Vec<String> =
            reader.records().map(|record| record.expect("a record")[0].to_owned()).collect();
        assert_eq!(cells, hostile);
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_twice() {
    for report in REPORTS {
        for document in [audit(), rows_document(every_value()), texts(&["=1", "::error"])] {
            for csv in [CsvProfile::Plain, CsvProfile::Excel] {
                let style = Style { csv, colour: true, ..Style::default() };
                assert_eq!(
                    written(report.name(), &document, style),
                    written(report.name(), &document, style)
                );
            }
        }
    }
}
