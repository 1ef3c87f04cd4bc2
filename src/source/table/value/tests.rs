use super::*;

#[track_caller]
fn check_rating(text: &str, expected: Option<(f32, Option<f32>)>) {
    assert_eq!(rating(text).map(|rating| (rating.value, rating.max)), expected, "{text}");
}

#[test]
fn ratings_are_read_in_every_form() {
    check_rating("4", Some((4.0, None)));
    check_rating("4,5", Some((4.5, None)));
    check_rating("3.0", Some((3.0, None)));
    check_rating("5/5", Some((5.0, Some(5.0))));
    check_rating("7 / 10", Some((7.0, Some(10.0))));
    check_rating("5 stars", Some((5.0, Some(5.0))));
    check_rating("4 out of 5", Some((4.0, Some(5.0))));
    check_rating("★★★★☆", Some((4.0, Some(5.0))));
    check_rating("⭐⭐", Some((2.0, Some(5.0))));
    check_rating("TWO", Some((2.0, Some(5.0))));
    check_rating("80 %", Some((80.0, Some(100.0))));
}

#[test]
fn what_is_no_rating_is_none() {
    for text in ["", "good", "6/5", "-1", "4 apples", "STAR_RATING_UNSPECIFIED", "1e9", "5/0"] {
        check_rating(text, None);
    }
}

#[test]
fn the_ways_to_write_nothing_are_nothing() {
    for text in ["", " ", "nan", "NaT", "None", "N/A", "-", "('N/A', 'N/A')"] {
        assert_eq!(present(text), None);
    }
    assert_eq!(present(" 0 "), Some("0"));
}

#[test]
fn ids_of_data_frames_lose_their_fraction() {
    assert_eq!(id("3.0"), "3");
    assert_eq!(id("v3.0"), "v3.0");
    assert_eq!(id(".0"), ".0");
    assert_eq!(whole("5.0"), Some(5));
    assert_eq!(whole("5.5"), None);
}

#[test]
fn an_id_that_a_spreadsheet_rounded_is_known() {
    assert!(is_lossy_id("1.15713E+05"));
    assert!(is_lossy_id("9,87654E+16"));
    assert!(is_lossy_id("1E+17"));
    assert!(!is_lossy_id("1E05"));
    assert!(!is_lossy_id("E+17"));
    assert!(!is_lossy_id("115713"));
}

#[test]
fn trimming_is_that_of_the_standard_library() {
    for text in [
        "",
        " ",
        "a",
        "!",
        "~",
        "\u{7f}",
        " a",
        "a ",
        "a b",
        "\u{a0}a",
        "a\u{2003}",
        "ż",
        "ż ",
        "\ta\r\n",
        "\0",
        "5",
    ] {
        assert_eq!(trimmed(text), text.trim(), "{text:?}");
    }
}
