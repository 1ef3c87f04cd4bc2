use super::*;

#[track_caller]
fn check(text: &str, seconds: i64, clock: Clock) {
    let duration = parse(text).unwrap();
    assert_eq!((duration.seconds, duration.clock), (seconds, clock));
}

#[test]
fn durations_are_read() {
    check("30s", 30, Clock::Calendar);
    check("90m", 5400, Clock::Calendar);
    check("4h", 14_400, Clock::Calendar);
    check("2d", 172_800, Clock::Calendar);
    check("1h30m", 5400, Clock::Calendar);
    check("1d2h", 93_600, Clock::Calendar);
    check("w4h", 14_400, Clock::Working);
    check(" 0m ", 0, Clock::Calendar);
}

#[test]
fn what_is_no_duration_is_told() {
    let expected = "expected a duration such as 90m, 4h, 2d or 1h30m";
    assert_eq!(parse("4").unwrap_err(), format!("\"4\" has no unit; {expected}"));
    for text in ["", "w", "h", "4x", "30m1h", "1h1h", "1h30", "-4h", "4.5h", "99999999999999999999h"] {
        assert_eq!(parse(text).unwrap_err(), format!("\"{text}\" is no duration; {expected}"));
    }
    assert_eq!(parse("999999d").unwrap_err(), "\"999999d\" is longer than a hundred years");
    assert_eq!(
        parse("w2d").unwrap_err(),
        "\"w2d\": a working day has no agreed length; write hours and minutes instead of days"
    );
}

#[test]
fn durations_are_written_so_that_they_read_back() {
    for (seconds, text) in [
        (0, "0s"),
        (30, "30s"),
        (5400, "1h30m"),
        (86_400, "24h"),
        (172_800, "2d"),
        (600, "10m"),
        (93_600, "26h"),
        (3661, "1h1m1s"),
    ] {
        assert_eq!(format(seconds), text);
        assert_eq!(parse(text).unwrap().seconds, seconds);
    }
}
