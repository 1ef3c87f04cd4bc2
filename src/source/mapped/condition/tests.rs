use super::*;

#[test]
fn texts_are_equal_without_case_in_every_alphabet() {
    for (one, other) in
        [("True", "TRUE"), ("оператор", "ОПЕРАТОР"), ("zespół", "ZESPÓŁ"), ("Käyttäjä", "käyttäjä")]
    {
        assert!(same(one, other), "{one}");
    }
    assert!(!same("zespół", "zespol"));
    assert!(!same("оператор", "operator"));
}

#[test]
fn numbers_are_equal_however_they_are_written() {
    for (one, other) in [
        ("3", "3.0"),
        ("3", "3,00"),
        ("+3", "003"),
        (".5", "0,50"),
        ("-0", "0"),
        ("1e3", "1000"),
        ("5.", "5"),
    ] {
        assert!(same(one, other), "{one} {other}");
        assert!(same(other, one), "{other} {one}");
    }
    for (one, other) in [("3", "-3"), ("3", "3.1"), ("30", "3"), ("3.01", "3.10"), ("", "0"), (".", "0")] {
        assert!(!same(one, other), "{one} {other}");
    }
}

#[test]
fn long_ids_are_equal_to_the_last_digit() {
    assert!(same("100000000000000001", "100000000000000001.0"));
    assert!(!same("100000000000000001", "100000000000000002"));
    assert!(!same("-9007199254740993", "-9007199254740992"));
}
