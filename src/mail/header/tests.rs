use super::{BY_LENGTH, Headers, NAMES, Name};

fn text(block: &str, name: Name) -> Option<String> {
    Headers::pick(block.as_bytes()).text(name).map(std::borrow::Cow::into_owned)
}

#[test]
fn every_name_is_found_by_its_length() {
    for &(name, known) in NAMES {
        assert_eq!(super::find(known.to_ascii_uppercase().as_bytes()), Some(name));
    }
    assert!(NAMES.windows(2).all(|pair| pair[0].1.len() <= pair[1].1.len()));
    assert_eq!(BY_LENGTH[2], (0, 2));
}

#[test]
fn case_and_spaces_around_a_name_do_not_matter() {
    assert_eq!(text("SUBJECT : x \n", Name::Subject).as_deref(), Some("x"));
}

#[test]
fn folded_values_are_one_value() {
    assert_eq!(
        text("Subject: one\r\n two\r\n\tthree\r\nTo: a\r\n\r\n", Name::Subject).as_deref(),
        Some("one two three")
    );
}

#[test]
fn the_block_ends_at_the_blank_line() {
    assert_eq!(text("To: a\n\nSubject: body\n", Name::Subject), None);
    assert_eq!(text("To: a\r\n\r\nSubject: body\n", Name::Subject), None);
}

#[test]
fn the_first_of_repeated_fields_counts_and_junk_lines_do_not() {
    let block = "From x@y Mon Jan  1 00:00:00 2026\nReceived: one; d1\nno field\nReceived: two; d2\n";
    let headers = Headers::pick(block.as_bytes());
    assert_eq!((headers.raw(Name::Received), headers.n_fields), (Some(b"one; d1".as_slice()), 2));
}

#[test]
fn an_empty_value_is_absent() {
    assert_eq!(text("Subject:\nTo: a\n", Name::Subject), None);
    assert_eq!(text("Subject:  \n", Name::Subject), None);
}

#[test]
fn a_giant_value_is_cut_and_read_in_linear_time() {
    let block = format!("Subject: {}\nTo: a\n", "=?utf-8?Q?a?= ".repeat(16_000));
    let headers = Headers::pick(block.as_bytes());
    assert_eq!(headers.text(Name::Subject).unwrap().chars().take(100).collect::<String>(), "a".repeat(100));
    assert_eq!(headers.raw(Name::To), Some(b"a".as_slice()));
}

#[test]
fn a_token_ends_before_parameters_and_comments() {
    let headers = Headers::pick(b"Auto-Submitted: Auto-Replied; owner-email=\"a\"\nPrecedence: bulk (x)\n");
    assert_eq!(headers.token(Name::AutoSubmitted).as_deref(), Some("auto-replied"));
    assert_eq!(headers.token(Name::Precedence).as_deref(), Some("bulk"));
}

#[test]
fn a_blank_line_before_an_indented_line_ends_the_block() {
    assert_eq!(text("To: a\n\n indented\nSubject: body\n", Name::Subject), None);
    assert_eq!(text("To: a\r\n\r\n indented\r\nSubject: body\r\n", Name::Subject), None);
    assert_eq!(text("To: a\r\n\r\n indented\r\nSubject: body\r\n", Name::To).as_deref(), Some("a"));
}
