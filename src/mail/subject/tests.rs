use super::{Prefix, is_generic, normalise};

#[track_caller]
fn check(subject: &str, key: &str, prefix: Prefix) {
    let (found, kind) = normalise(subject);
    assert_eq!((found.as_ref(), kind), (key, prefix), "{subject}");
}

#[test]
fn reply_prefixes_of_every_language_go() {
    for prefix in [
        "Re:",
        "RE :",
        "re[2]:",
        "Re(2):",
        "Re^3:",
        "Odp:",
        "Odp: Re:",
        "VS:",
        "Vs: VS:",
        "AW:",
        "SV:",
        "Antw:",
        "Отв:",
        "Ответ:",
        "Відп:",
        "RE：",
        "回复：",
        "Vá:",
        "RES:",
        "Ynt:",
        "R: ",
        "Re: Fwd:",
        "Atb:",
    ] {
        check(&format!("{prefix} Zamówienie 12"), "zamówienie 12", Prefix::Reply);
    }
}

#[test]
fn forward_prefixes_go() {
    for prefix in ["Fw:", "FWD:", "PD:", "WG:", "VL:", "TR:", "Перес:", "İLT:", "I: ", "Fwd: Re:", "转发:"]
    {
        check(&format!("{prefix} Zamówienie 12"), "zamówienie 12", Prefix::Forward);
    }
}

#[test]
fn topics_that_look_like_prefixes_stay() {
    check("RFNoC: clock", "rfnoc: clock", Prefix::None);
    check("error: 5", "error: 5", Prefix::None);
    check("R:5", "r:5", Prefix::None);
    check("Re: I: a", "i: a", Prefix::Reply);
    check("Order: Re: x", "order: re: x", Prefix::None);
    check("Regarding: x", "regarding: x", Prefix::None);
}

#[test]
fn marks_go_and_order_numbers_stay() {
    check("[EXTERNAL] Re: a", "a", Prefix::Reply);
    check("***SPAM*** a", "a", Prefix::None);
    check("Re: [WARNING: look out] a", "a", Prefix::Reply);
    check("Re: [#123] a", "[#123] a", Prefix::Reply);
}

#[test]
fn white_space_is_one_space() {
    check("  Re:   A \t b\u{a0}c ", "a b c", Prefix::Reply);
    check("", "", Prefix::None);
    check("Re:", "", Prefix::Reply);
}

#[test]
fn a_hostile_subject_takes_linear_time() {
    let long = "Re: ".repeat(20_000);
    let (key, prefix) = normalise(&long);
    assert_eq!((key.as_ref(), prefix), ("", Prefix::Reply));
    normalise(&"[".repeat(60_000));
}

#[test]
fn everyday_subjects_are_generic() {
    for key in ["", "test", "zapytanie", "pytanie", "вопрос", "zamówienie", "order 1", "question?", "faktura"]
    {
        let expected = key != "order 1";
        assert_eq!(is_generic(key), expected, "{key}");
    }
    assert!(is_generic("abc") && is_generic("[shop] test"));
    assert!(!is_generic("[#123] test"));
    assert!(!is_generic("zamówienie 12"));
    assert!(!is_generic("reklamacje"));
}

#[test]
fn a_list_s_tag_before_a_prefix_hides_no_reply() {
    for subject in
        ["[shop] Re: a", "Re: [shop] a", "[shop] Re: [shop] a", "[shop] Re: [shop] Re: a", "Re: [shop] Re: a"]
    {
        check(subject, "[shop] a", Prefix::Reply);
    }
    check("[shop] a", "[shop] a", Prefix::None);
    check("[shop] Fwd: a", "[shop] a", Prefix::Forward);
    check("[#12] Odp: a", "[#12] a", Prefix::Reply);
    check("[a] [b] c", "[a] [b] c", Prefix::None);
    check("[shop] Re:", "[shop]", Prefix::Reply);
    normalise(&"[a] Re: ".repeat(10_000));
}
