use super::{Form, parse};

/// The parts of a head: form, numbers, time, rest.
#[track_caller]
fn check(line: &str, form: Form, date: [u16; 3], time: (u32, u32, u32), rest: &str) {
    let header = parse(line).unwrap_or_else(|| panic!("no header: {line}"));
    assert_eq!((header.shape.form, header.date, header.time, header.rest), (form, date, time, rest));
}

#[test]
fn android_writes_a_dash() {
    check("7.10.26, 18:02 - Anna: x", Form::Dash, [7, 10, 2026], (18, 2, 0), "Anna: x");
    check("07.10.2026, 18:02 - Anna: x", Form::Dash, [7, 10, 2026], (18, 2, 0), "Anna: x");
    check("10/9/26, 8:15\u{202f}PM - Anna: x", Form::Dash, [10, 9, 2026], (20, 15, 0), "Anna: x");
    check("23/06/2018, 1:55 p.\u{a0}m. - Ana: x", Form::Dash, [23, 6, 2018], (13, 55, 0), "Ana: x");
    check("2023-12-20, 5:46 p.m. - F: x", Form::Dash, [2023, 12, 20], (17, 46, 0), "F: x");
    check("2023/12/20, 5:46 pm - F: x", Form::Dash, [2023, 12, 20], (17, 46, 0), "F: x");
    check("03-06-2018, 01.55 PM - a: x", Form::Dash, [3, 6, 2018], (13, 55, 0), "a: x");
    check("13.6.2018 klo 21.25 - M: x", Form::Dash, [13, 6, 2018], (21, 25, 0), "M: x");
    check("2023/12/20 下午5:46 - F: x", Form::Dash, [2023, 12, 20], (17, 46, 0), "F: x");
}

#[test]
fn iphones_write_brackets() {
    check("[31/12/2022, 11:40:26] J: x", Form::Bracket, [31, 12, 2022], (11, 40, 26), "J: x");
    check("[14/10/2021, 3:34:09 PM] J: x", Form::Bracket, [14, 10, 2021], (15, 34, 9), "J: x");
    check("\u{200e}[07.03.26, 21:22:39] C: x", Form::Bracket, [7, 3, 2026], (21, 22, 39), "C: x");
    check("[12.3.2022 klo 14.08.18] M: x", Form::Bracket, [12, 3, 2022], (14, 8, 18), "M: x");
    check("[15-01-20 02:22:56] Mary: x", Form::Bracket, [15, 1, 2020], (2, 22, 56), "Mary: x");
    check("13.06.18 21.25.15: Laura: x", Form::Colon, [13, 6, 2018], (21, 25, 15), "Laura: x");
    check("13. 6. 2018. 21:25:15: Iva: x", Form::Colon, [13, 6, 2018], (21, 25, 15), "Iva: x");
}

#[test]
fn digits_of_other_scripts_are_digits() {
    check("[٣١/١٢/٢٠٢٢، ١١:٤٠:٢٦] x", Form::Bracket, [31, 12, 2022], (11, 40, 26), "x");
}

#[test]
fn twelve_hours_make_twenty_four() {
    let hour = |text: &str| parse(&format!("1/2/26, {text} - A: x")).map(|header| header.time.0);
    assert_eq!(hour("12:00 AM"), Some(0));
    assert_eq!(hour("12:00 PM"), Some(12));
    assert_eq!(hour("11:59 pm"), Some(23));
    assert_eq!(hour("00:08 a. m."), Some(0));
    assert_eq!(hour("13:00 AM"), None);
    assert_eq!(hour("24:00"), None);
}

#[test]
fn the_mark_behind_the_head_is_kept() {
    check("[07.03.26, 21:22:39] \u{200e}x", Form::Bracket, [7, 3, 2026], (21, 22, 39), "\u{200e}x");
}

#[test]
fn other_lines_have_no_head() {
    for line in [
        "",
        "[",
        "hello",
        "2016-04-29 10:30:00",
        "2016-04-29 10:30:00 INFO started",
        "2016-04-29 10:30:00,123 - root - INFO - started",
        "10/10 polecam, 5:0 dla was",
        "[2019-12-24, 12:23] Jane: Signal writes no seconds",
        "[03:10] <nick> irc",
        "32.1.26, 10:00 - A: no such day",
        "13.13.26, 10:00 - A: no such month",
        "1.1.26, 10:60 - A: no such minute",
        "1.1.126, 10:00 - A: no such year",
        "1.1.26, 10:0 - A: x",
        "7.10.26, 18:02",
        "48 600 100 200",
    ] {
        assert!(parse(line).is_none(), "{line}");
    }
}
