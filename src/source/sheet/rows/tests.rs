use super::*;

#[test]
fn letters_are_columns() {
    for (place, expected) in [("A1", Some(0)), ("Z9", Some(25)), ("AA10", Some(26)), ("XFD1", Some(16_383))] {
        assert_eq!(column(place), expected, "{place}");
    }
    assert_eq!(column("12"), None);
    assert!(column("ZZZZZZZZ1").is_some_and(|column| MAX_COLUMNS < column));
}

#[test]
fn numbers_are_written_as_people_write_them() {
    for (raw, expected) in [
        ("5", "5"),
        ("2.0", "2"),
        ("0.10000000000000001", "0.1"),
        ("1.15713E+17", "1.15713E+17"),
        ("123456789012345678", "123456789012345678"),
        (" 7 ", "7"),
        ("", ""),
        ("abc", "abc"),
    ] {
        assert_eq!(number(raw), expected, "{raw}");
    }
}

#[test]
fn cells_with_signs_of_tables_are_quoted() {
    let mut line = Vec::new();
    for cell in ["plain", "a,b", "say \"x\"", "two\nlines", ";"] {
        push_cell(cell, &mut line);
        line.push(b',');
    }
    assert_eq!(String::from_utf8(line).unwrap(), "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\";\",");
}
