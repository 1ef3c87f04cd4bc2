use super::*;

#[test]
fn a_time_is_spelt_with_its_own_offset() {
    // 2026-02-01T07:00:00Z is 20,485 days after 1970, plus 25,200 s.
    let time = Time { instant: 20_485 * 86_400 + 25_200, offset: 3_600 };
    assert_eq!(rfc3339(time), "2026-02-01T08:00:00+01:00");
    assert_eq!(second(time), "2026-02-01 08:00:00");
    assert_eq!(minute(time), "2026-02-01 08:00");
    assert_eq!(rfc3339(Time { instant: 0, offset: -12_600 }), "1969-12-31T20:30:00-03:30");
}

#[test]
fn an_offset_with_seconds_keeps_the_instant() {
    // Amsterdam before 1937: +00:19:32.
    assert_eq!(rfc3339(Time { instant: 0, offset: 1_172 }), "1970-01-01T00:19:00+00:19");
}

#[test]
fn instants_and_offsets_no_calendar_holds_are_spelt_as_seconds() {
    let end_of_9999 = 253_402_300_799;
    assert_eq!(rfc3339(Time { instant: end_of_9999, offset: 0 }), "9999-12-31T23:59:59+00:00");
    for (instant, offset) in [
        (end_of_9999, 3_600),
        (end_of_9999 + 1, 0),
        (i64::MAX, 3_600),
        (i64::MIN, -3_600),
        (8_210_266_876_799, 86_399),
        (0, i32::MAX),
        (0, i32::MIN),
    ] {
        assert_eq!(rfc3339(Time { instant, offset }), instant.to_string());
    }
}

#[test]
fn a_number_keeps_its_decimals_and_zero_has_no_sign() {
    assert_eq!(number(1.5, 2).as_deref(), Some("1.50"));
    assert_eq!(number(-0.04, 1).as_deref(), Some("0.0"));
    assert_eq!(number(-0.05, 2).as_deref(), Some("-0.05"));
    assert_eq!(number(f64::NAN, 1), None);
    assert_eq!(number(f64::NEG_INFINITY, 1), None);
}

#[test]
fn a_number_is_rounded_as_it_is_held() {
    // 0.125 is held exactly and goes to the even digit; 1.005 is held below itself, 2.675 as well.
    for (held, decimals, expected) in [
        (0.125, 2, "0.12"),
        (0.375, 2, "0.38"),
        (1.005, 2, "1.00"),
        (2.675, 2, "2.67"),
        (-1.115, 2, "-1.11"),
        (0.5, 0, "0"),
        (1.5, 0, "2"),
        (-7.0, 0, "-7"),
        (9.999, 2, "10.00"),
        (11.01, 2, "11.01"),
        (0.111, 3, "0.111"),
        (1e12, 1, "1000000000000.0"),
        (123.456_78, 4, "123.4568"),
    ] {
        assert_eq!(number(held, decimals).as_deref(), Some(expected), "{held} {decimals}");
    }
    for idx in 0..20_000_u32 {
        let held = f64::from(idx as f32 / 8_192.0) - 1.0;
        let exact = format!("{held:.2}");
        let exact = if exact == "-0.00" { "0.00" } else { &exact };
        assert_eq!(number(held, 2).as_deref(), Some(exact), "{held}");
    }
}

proptest::proptest! {
    #[test]
    fn hundredths_are_spelt_as_the_standard_library_does(bits in proptest::prelude::any::<u32>(), n in -40_000_i32..40_000) {
        // Eighths of a hundredth include the halves, which are rounded to the even digit only if they are exact.
        for number in [f32::from_bits(bits), n as f32 / 800.0, n as f32 / 128.0] {
            let number = f64::from(number);
            if number.is_finite() {
                let expected = format!("{number:.2}").replace("-0.00", "0.00");
                proptest::prop_assert_eq!(super::number(number, 2), Some(expected));
            }
        }
    }
}
