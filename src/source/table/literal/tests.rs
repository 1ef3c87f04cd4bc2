use proptest::prelude::*;
use serde_json::json;

use super::*;

#[track_caller]
fn check(text: &str, expected: Value) {
    assert_eq!(parse(text).map(Value::from), Some(expected), "{text}");
}

#[test]
fn a_reply_in_a_cell_is_a_dict() {
    check(
        r#"{'id': 7, 'body': 'We\'re on it', "modified": '2026-02-02T05:11:28Z'}"#,
        json!({"id": 7, "body": "We're on it", "modified": "2026-02-02T05:11:28Z"}),
    );
    let reply = parse(r#"{'body': "it's \"here\"\xa0now\n"}"#).unwrap();
    assert_eq!(reply.get("body").and_then(Literal::text), Some("it's \"here\"\u{a0}now\n"));
}

#[test]
fn every_kind_of_value_is_known() {
    check("[None, True, False, nan, NaT, -inf]", json!([null, true, false, null, null, null]));
    check("(1, -2, 3.5, 1e3, 1_000,)", json!([1, -2, 3.5, 1000.0, 1000]));
    check("{'a', 'b'}", json!(["a", "b"]));
    check("{}", json!({}));
    check("[]", json!([]));
    check("{3: {'x': []}, None: ()}", json!({"3": {"x": []}, "None": []}));
    check(r"['\u0142\x41\101\U0001F600', r'\n', b'ab' 'c', '\d']", json!(["łAA😀", "\\n", "abc", "\\d"]));
}

#[test]
fn calls_are_what_they_were_made_of() {
    check("datetime.datetime(2026, 2, 1, 8, 30)", json!("2026-02-01T08:30:00"));
    check("datetime.date(2026, 2, 1)", json!("2026-02-01T00:00:00"));
    check("Timestamp('2026-02-01 08:00:00', tz='UTC')", json!("2026-02-01 08:00:00"));
    check("[np.int64(3), np.str_('x')]", json!([3, "x"]));
    check("array(['a', 'b'], dtype=object)", json!(["a", "b"]));
}

#[test]
fn what_is_no_literal_is_nothing() {
    for text in ["", "{'a': 1", "{'a' 1}", "Sorry", "'a", "{'a': 1} x", "{[1]: 2}", "[1 2]", r"'\x4'", "@"] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn deep_nesting_ends() {
    assert_eq!(parse(&"[".repeat(100_000)), None);
    assert!(parse(&format!("{}{}", "[".repeat(60), "]".repeat(60))).is_some());
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in r#"[\[\](){}'"\\:,= \nauxUTN0-9.éł_]{0,60}"#) {
        parse(&text);
    }
}
