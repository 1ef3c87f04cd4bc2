use super::{in_address, in_id, in_subject};

#[track_caller]
fn check(subject: &str, expected: &[(&str, bool)]) {
    let found = in_subject(subject);
    let found: Vec<(&str, bool)> = found.iter().map(|token| (&*token.text, token.sure)).collect();
    assert_eq!(found, expected, "{subject}");
}

#[test]
fn every_form_that_help_desks_write_is_known() {
    check("[#12345] Broken cup", &[("12345", true)]);
    check("Re: [Ticket#2026010110000012] Broken cup", &[("2026010110000012", true)]);
    check("Ticket#4711: broken cup", &[("4711", true)]);
    check("Ticket #4711 was updated", &[("4711", true)]);
    check("[shop #77] Broken cup", &[("77", true)]);
    check("Pending request: Broken cup (request 123)", &[("123", true)]);
    check("[6GQ4R8-0O3J] Broken cup", &[("6GQ4R8-0O3J", true)]);
    check("[ABC-123] Broken cup", &[("ABC-123", true)]);
    check("Re: Zgłoszenie #900: kubek", &[("900", true)]);
}

#[test]
fn what_may_be_an_order_or_a_product_is_not_sure() {
    check("Where is order #12345?", &[("12345", false)]);
    check("KEY-123 crashes", &[("KEY-123", false)]);
    check("[#123] and #456", &[("123", true), ("456", false)]);
    check("Order #123, see [#123]", &[("123", true)]);
}

#[test]
fn other_signs_and_numbers_are_no_tokens() {
    for subject in [
        "",
        "Question",
        "top #1",
        "C# 12",
        "#blue",
        "#12ab",
        "[shop] news",
        "[2026-01] report",
        "e-mail",
        "[USRP-users] hello",
        "a-1",
        "(two) cups",
        "(request for help)",
        "[EXTERNAL]",
        "covid-19",
        "UTF-8-BOM",
        "#",
        "[#",
        "[",
        "(",
        "A-",
        "AB-",
    ] {
        check(subject, &[]);
    }
}

#[test]
fn ids_and_addresses_made_for_one_matter_are_tokens() {
    let text = |token: Option<super::Token<'_>>| token.map(|token| token.text.into_owned());
    assert_eq!(text(in_id("FS_reply-123-0a1b2c@shop.example")), Some("fs-123".to_owned()));
    assert_eq!(text(in_id("FS_reply-x-0a@shop.example")), None);
    assert_eq!(text(in_id("abc@shop.example")), None);
    assert_eq!(text(in_address("reply+0a1b2c3d-4e5f@desk.example")), Some("reply+0a1b2c3d-4e5f".to_owned()));
    assert_eq!(text(in_address("help+verp-55aa@desk.example")), Some("help+verp-55aa".to_owned()));
    assert_eq!(text(in_address("anna+shop@example.org")), None);
    assert_eq!(text(in_address("reply@desk.example")), None);
}

#[test]
fn a_hostile_subject_is_read_in_no_time() {
    for piece in ["[#(A-", "#", "[", "(", "A-", "#1"] {
        assert_eq!(in_subject(&piece.repeat(1_000_000)), [], "{piece}");
    }
    let long = format!("#{}", "9".repeat(500));
    assert_eq!(in_subject(&long), []);
}
