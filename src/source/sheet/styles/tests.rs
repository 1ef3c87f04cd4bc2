use super::*;

#[track_caller]
fn check(code: &str, expected: Shows) {
    assert_eq!(shown_by(code), expected, "{code}");
}

#[test]
fn the_letters_of_a_format_tell_times_from_numbers() {
    check("yyyy-mm-dd", Shows::Day);
    check("dd/mm/yy;@", Shows::Day);
    check("[$-415]d mmmm yyyy", Shows::Day);
    check("mmm", Shows::Day);
    check("yyyy\\-mm\\-dd\\ hh:mm", Shows::Clock);
    check("h:mm AM/PM", Shows::Clock);
    check("General", Shows::Number);
    check("0.00", Shows::Number);
    check("#,##0.00 \"days\"", Shows::Number);
    check("0\\d", Shows::Number);
    check("[h]:mm:ss", Shows::Number);
    check("[Red]0;[Blue]-0", Shows::Number);
    check("\"open", Shows::Number);
}

#[test]
fn numbers_of_days_are_days_since_1900_or_1904() {
    let dates = |from_1904| Dates { styles: vec![Shows::Number, Shows::Day, Shows::Clock], from_1904 };
    let time = |style, number: &str| dates(false).time(style, number);
    assert_eq!(time(1, "46054").as_deref(), Some("2026-02-01"));
    assert_eq!(time(2, "46054").as_deref(), Some("2026-02-01 00:00:00"));
    // A third of a day is 8 h, as exact as a number of 64 bits is.
    assert_eq!(time(2, "46054.333333333336").as_deref(), Some("2026-02-01 08:00:00"));
    assert_eq!(time(1, "46054.5").as_deref(), Some("2026-02-01 12:00:00"));
    assert_eq!(time(2, "0.5").as_deref(), Some("12:00:00"));
    assert_eq!(time(1, "1").as_deref(), Some("1900-01-01"));
    assert_eq!(time(1, "61").as_deref(), Some("1900-03-01"));
    assert_eq!(dates(true).time(1, "44592").as_deref(), Some("2026-02-01"));
    for odd in ["", "-1", "1e300", "NaN", "inf", "2958466", "x"] {
        assert_eq!(time(1, odd), None, "{odd}");
    }
    assert_eq!(time(0, "46054"), None);
    assert_eq!(time(7, "46054"), None);
}
