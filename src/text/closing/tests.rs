use crate::message::Closing;
use crate::text::Reader;
use crate::text::lists::rows;

/// What a text is taken for, in the words of the tables.
fn found(reader: &Reader, text: &str) -> &'static str {
    let reading = reader.read(text);
    match reading.closing {
        _ if reading.withdrawal => "withdrawn",
        Closing::No => "no",
        Closing::Thanks => "thanks",
        Closing::Bare => "bare",
        Closing::Refusal => "refusal",
        Closing::Acceptance => "acceptance",
    }
}

#[test]
fn sentences_of_every_language_close_or_do_not() {
    let reader = Reader::new(&[]);
    let wrong: Vec<_> = rows(include_str!("sentences.tsv"))
        .map(|[_, expected, text]| (expected, found(&reader, text), text))
        .filter(|(expected, found, _)| expected != found)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn of_closings_that_the_lists_never_saw_nine_in_ten_are_found() {
    let reader = Reader::new(&[]);
    let all: Vec<_> = rows(include_str!("unseen.tsv")).collect();
    let n_found = all.iter().filter(|[_, expected, text]| found(&reader, text) == *expected).count();
    // 54 of 56: a long thank-you and a goodbye with more words than the lists know.
    assert!(n_found * 100 >= all.len() * 90, "{n_found} of {}", all.len());
}

#[test]
fn what_is_said_beside_a_goodbye_is_a_message() {
    let reader = Reader::new(&[]);
    for text in ["I miss you too", "Ty szczurze!", "A ty taky.", "Forget it"] {
        assert_eq!(found(&reader, text), "no", "{text}");
    }
    // No rule closes it; as a reply it may be an end.
    assert!(reader.read("I can take care of myself").learned_closing);
    assert_eq!(found(&reader, "Goodbye, Anna"), "thanks");
}

#[test]
fn no_complaint_closes_or_is_taken_back() {
    let reader = Reader::new(&[]);
    let complaints = rows(include_str!("../lists/sentences.tsv")).filter(|[_, reason, _]| *reason != "none");
    let wrong: Vec<_> = complaints
        .map(|[_, _, text]| (found(&reader, text), text))
        .filter(|(found, _)| *found != "no")
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_telephone_number_below_a_sign_off_is_a_signature() {
    let reader = Reader::new(&[]);
    for (text, expected) in [
        ("Dziękuję!\n\nPozdrawiam\nAnna Kowalska\ntel. 600 100 200", "thanks"),
        ("Thank you!\nBest regards\nAnna\n+44 20 7946 0000\nMobile: (044) 555-1234\n", "thanks"),
        ("Kiitos!\nTerveisin\nAnna\n040 123 4567", "thanks"),
        ("Dziękuję!\ntel. 600 100 200", "no"),
        ("Thanks! Don't\n600 100 200", "no"),
        ("Dziękuję!\nPozdrawiam\nnumer paczki 600 100 200", "no"),
        ("Dziękuję!\nPozdrawiam\nAnna\nZamówienie: 1234", "no"),
        ("Gdzie jest paczka?\nPozdrawiam\nAnna\ntel. 600 100 200", "no"),
    ] {
        assert_eq!(found(&reader, text), expected, "{text}");
    }
}
