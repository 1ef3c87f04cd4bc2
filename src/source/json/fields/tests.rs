use serde_json::json;

use super::*;

#[test]
fn absent_and_strange_fields_are_nothing() {
    let value = json!({"a": {"b": "x", "n": 5, "empty": " ", "list": [1, 2]}, "t": true});
    let fields = Fields(&value);
    assert_eq!(fields.text("a.b").as_deref(), Some("x"));
    assert_eq!(fields.text("a.n").as_deref(), Some("5"));
    assert_eq!((fields.text("a.empty"), fields.text("a.list"), fields.text("a.b.c")), (None, None, None));
    assert_eq!((fields.list("a.list").count(), fields.list("a").count()), (2, 0));
    assert!(fields.is_true("t") && !fields.is_true("a") && !fields.is_false("none"));
    assert!(fields.has("a.empty") && !fields.has("none"));
}

#[test]
fn a_time_is_a_text_or_a_number() {
    let value =
        json!({"iso": "2026-11-02T09:00:00.123Z", "s": 1_793_610_000, "ms": "1793610000123", "bad": "soon"});
    let fields = Fields(&value);
    for path in ["iso", "s", "ms"] {
        assert_eq!(fields.time(path), Ok(Stamp::Instant(1_793_610_000)), "{path}");
    }
    assert_eq!(fields.time("none"), Ok(Stamp::Unknown));
    assert_eq!(fields.time("bad"), Err("soon".to_owned()));
}
