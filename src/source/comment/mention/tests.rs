use super::*;

fn thread() -> Mentions<'static> {
    let comments = [
        (["Anna Nowak", "900"], "c1", "c1", "900", 10),
        (["bob.example", ""], "c2", "c1", "bob", 20),
        (["bob.example", ""], "c3", "c3", "bob", 30),
        (["Jan", ""], "c4", "c1", "1", 20),
        (["Jan", ""], "c5", "c1", "2", 25),
        (["Anna", ""], "c6", "c6", "6", 12),
    ];
    Mentions::of(
        comments.map(|(names, id, top, author, sent)| (names.to_vec(), Spoken { id, top, author, sent })),
    )
}

#[track_caller]
fn check(text: &str, sent: i64, top: Option<&'static str>, expected: Option<&str>) {
    assert_eq!(thread().spoken_to(text, sent, top), expected, "{text}");
}

#[test]
fn a_name_behind_an_at_sign_is_spoken_to() {
    check("@bob.example it is on its way", 40, None, Some("c3"));
    check("Hi @BOB.example!", 40, Some("c1"), Some("c2"));
    check("@Anna Nowak przepraszamy", 40, None, Some("c1"));
    check("write to shop@bob.example", 40, None, None);
}

#[test]
fn only_what_was_there_before_is_meant() {
    check("@bob.example yes", 25, None, Some("c2"));
    check("@bob.example yes", 5, None, None);
}

#[test]
fn a_whole_name_at_the_start_is_enough_and_a_first_name_is_not() {
    check("Anna Nowak, dziękujemy", 40, None, Some("c1"));
    check("Anna, dziękujemy", 40, None, None);
    check("Dziękujemy, Anna Nowak", 40, None, None);
}

#[test]
fn of_namesakes_none_is_meant() {
    check("@Jan yes", 40, None, None);
    check("@Jan yes", 22, None, Some("c4"));
}

#[test]
fn marks_of_the_export_lead_by_id() {
    assert_eq!(thread().newest("900", 40, Some("c1")), Some("c1"));
    assert_eq!(thread().newest("900", 9, None), None);
}

#[test]
fn odd_texts_name_nobody() {
    for text in ["", "@", "@@@@@@@@@@@@", "@ ąćę", "\u{202e}@\u{0}", "@bo"] {
        check(text, 40, None, None);
    }
}
