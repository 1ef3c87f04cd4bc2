use super::*;

#[track_caller]
fn check(format: &str, text: &str, expected: Option<&str>) {
    let format = Format::named(format).unwrap();
    let found = format.read(text, Context { locale: Some("pl"), order: None }).map(show);
    assert_eq!(found.as_deref(), expected, "{text}");
}

fn show(stamp: Stamp) -> String {
    match stamp {
        Stamp::Unknown => "unknown".to_owned(),
        Stamp::Instant(seconds) => format!("{seconds}"),
        Stamp::Local(local) => local.to_string(),
    }
}

#[test]
fn epoch_numbers_are_told_apart_by_magnitude() {
    check("unix", "1769932800", Some("1769932800"));
    check("unix", "1769932800.0", Some("1769932800"));
    check("unix", "1769932800123", Some("1769932800"));
    check("unix", "1769932800123456", Some("1769932800"));
    check("unix", "1.7699E+12", None);
    check("unix", "", None);
    check("unix-ms", "1769932800999", Some("1769932800"));
    check("unix-us", "1769932800999999", Some("1769932800"));
}

#[test]
fn an_hour_alone_is_its_first_second_and_half_of_one_is_no_time() {
    check("%d.%m.%Y %H", "02.11.2026 9", Some("2026-11-02 09:00:00"));
    check("%d.%m.%Y %I %p", "02.11.2026 9 PM", Some("2026-11-02 21:00:00"));
    check("%d.%m.%Y %I", "02.11.2026 9", None);
}

#[test]
fn days_without_a_time_of_day_are_told_from_times() {
    for (format, text, is_day) in [
        ("rfc3339", "2026-11-02", true),
        ("rfc3339", "20261102T090000Z", false),
        ("unix", "1769932800", false),
        ("excel", "46054", true),
        ("excel", "46054.0", true),
        ("excel", "46054.3333333333", false),
        ("numeric", "2.11.2026", true),
        ("numeric", "2.11.2026 0:00", false),
        ("%d %B %Y", "2 November 2026", true),
        ("%d.%m.%Y %H.%M", "2.11.2026 9.15", false),
        ("%b %e, %Y %I %p", "Nov 2, 2026 9 AM", false),
        ("%d.%m.%y %R", "2.11.26 9:15", false),
        ("%c", "Mon Nov  2 09:15:00 2026", false),
        ("%s", "1769932800", false),
    ] {
        let format = Format::named(format).unwrap();
        let context = Context { locale: None, order: Some(Order::DayMonth) };
        assert!(format.read(text, context).is_some(), "{text}");
        assert_eq!(format.is_day(text), is_day, "{text}");
    }
}

#[test]
fn a_time_before_1970_rounds_down() {
    check("unix-ms", "-1", Some("-1"));
}

#[test]
fn spreadsheet_days_are_local() {
    // 46054 days after 1899-12-30 is 2026-02-01; a third of a day is 8 hours.
    check("excel", "46054.3333333333", Some("2026-02-01 08:00:00"));
    check("excel", "46054,5", Some("2026-02-01 12:00:00"));
    check("excel", "0", None);
    check("excel", "NaN", None);
}

#[test]
fn patterns_without_a_zone_are_local() {
    check("%d.%m.%Y %H:%M", "01.02.2026 08:00", Some("2026-02-01 08:00:00"));
    check("%d.%m.%Y", "01.02.2026", Some("2026-02-01 00:00:00"));
    check("%d.%m.%Y %H:%M", "01.13.2026 08:00", None);
}

#[test]
fn patterns_with_an_offset_or_utc_are_instants() {
    check("%a %b %d %H:%M:%S %z %Y", "Sun Feb 01 08:00:00 +0000 2026", Some("1769932800"));
    check("%Y-%m-%d %H:%M:%S UTC", "2026-02-01 08:00:00 UTC", Some("1769932800"));
}

#[test]
fn a_zone_name_is_read_and_never_swallowed() {
    // 2026-02-01 08:00 UTC.
    let sunday = Some("1769932800");
    check("%d.%m.%Y %H:%M %Z", "01.02.2026 08:00 UTC", sunday);
    check("%d.%m.%Y %H:%M %Z", "01.02.2026 09:00 CET", sunday);
    check("%d.%m.%Y %H:%M %Z", "01.02.2026 03:00 est", sunday);
    check("%d.%m.%Y %H:%M %Z", "01.02.2026 09:00 Europe/Warsaw", sunday);
    check("%H:%M (%Z) %d.%m.%Y", "10:00 (EET) 01.02.2026", sunday);
    check("%d.%m.%Y %Z", "01.02.2026 UTC", Some("1769904000"));
    // The winter's name stands for the winter's offset in summer, too.
    check("%d.%m.%Y %H:%M %Z", "01.07.2026 09:00 CET", Some("1782892800"));
    check("%d.%m.%Y %H:%M %Z", "01.02.2026 08:00 XYZ", None);
    check("%d.%m.%Y %H:%M %Z", "01.02.2026 08:00 Warsaw", None);
    check("%d.%m.%Y %H:%M %Z", "01.02.2026 08:00 ", None);
    check("%d.%m.%Y %H:%M:%S %z %Z", "01.02.2026 09:00:00 +0100 whatever", sunday);
}

#[test]
fn month_names_of_the_locale_are_read() {
    check("%d %b %Y", "1 lutego 2026", Some("2026-02-01 00:00:00"));
    check("%d %b %Y", "12 maja 2026", Some("2026-05-12 00:00:00"));
    let russian = Context { locale: Some("ru"), order: None };
    let format = Format::named("%d %b %Y").unwrap();
    assert_eq!(format.read("12 мар. 2026", russian).map(show).as_deref(), Some("2026-03-12 00:00:00"));
}

#[test]
fn an_ambiguous_numeric_date_needs_an_order() {
    check("numeric", "3/4/2026 15:42", None);
    check("numeric", "6/25/2025 3:42 PM", Some("2025-06-25 15:42:00"));
    check("numeric", "25/6/2025 15:42:10", Some("2025-06-25 15:42:10"));
    check("numeric", "03.04.2026", Some("2026-04-03 00:00:00"));
    check("numeric", "4/4/2026", Some("2026-04-04 00:00:00"));
    let ordered = Context { locale: None, order: Some(Order::MonthDay) };
    assert_eq!(
        Format::Numeric.read("3/4/2026 12:05 AM", ordered).map(show).as_deref(),
        Some("2026-03-04 00:05:00")
    );
}

#[test]
fn a_name_that_is_no_format_is_refused() {
    assert!(Format::named("iso-8601").is_err());
    assert!(Format::named("%d.%m.%Q").is_err());
}

#[test]
fn absurd_years_are_refused() {
    check("%Y", "12", None);
    check("unix", "99999999999", Some("99999999999"));
    check("excel", "9999999", None);
}
