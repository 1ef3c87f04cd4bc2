use super::*;

#[track_caller]
fn check(span: &str, text: &str, expected: Option<f64>) {
    assert_eq!(Span::named(span).unwrap().seconds(text, None), expected, "{text}");
}

#[test]
fn spans_are_read_in_their_form() {
    check("hh:mm:ss", "00:01:23", Some(83.0));
    check("hh:mm:ss", "01:00:00.9", Some(3600.0));
    check("mm:ss", "01:23", Some(83.0));
    check("mm:ss", "90:00", Some(5400.0));
    check("hh:mm:ss", "83", None);
    check("hh:mm:ss", "00:61:00", None);
    check("min", "2,5", Some(150.0));
    check("ms", "1500", Some(1.5));
    check("s", "-1", None);
    check("h", "", None);
}

#[test]
fn the_decimal_sign_says_what_groups_thousands() {
    assert_eq!(number("1.234,5", Some(',')), Some(1234.5));
    assert_eq!(number("1 234,5", Some(',')), Some(1234.5));
    assert_eq!(number("1,234.5", Some('.')), Some(1234.5));
    assert_eq!(number("4,0", None), Some(4.0));
    assert_eq!(number("1.234", None), Some(1.234));
}
