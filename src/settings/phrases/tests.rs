use super::*;

fn phrases(list: &[&str]) -> Phrases {
    let mut phrases = Phrases::default();
    for phrase in list {
        assert!(phrases.add(phrase), "{phrase}");
    }
    phrases
}

#[test]
fn a_phrase_is_found_in_any_case_and_over_line_breaks() {
    let phrases = phrases(&["Dziękujemy za wiadomość", "наш менеджер ответит"]);
    for (text, found) in [
        ("DZIĘKUJEMY ZA\n  wiadomość! Odpiszemy rano.", Some("Dziękujemy za wiadomość")),
        ("Здравствуйте! Наш менеджер ответит вам.", Some("наш менеджер ответит")),
        ("Dziękujemy za paczkę", None),
        ("", None),
    ] {
        assert_eq!(phrases.find(text), found, "{text}");
    }
}

#[test]
fn a_phrase_is_whole_words() {
    let phrases = phrases(&["Hi", "Kiitos!"]);
    assert_eq!(phrases.find("This is it"), None);
    assert_eq!(phrases.find("Oh, hi there"), Some("Hi"));
    assert_eq!(phrases.find("Kiitos!Vastaamme pian"), Some("Kiitos!"));
    assert_eq!(phrases.find("Moikkukiitos!"), None);
}

#[test]
fn a_phrase_without_words_is_refused_and_no_phrase_finds_nothing() {
    let mut phrases = Phrases::default();
    assert!(!phrases.add(" … ") && !phrases.add(""));
    assert_eq!(phrases.find("…"), None);
}
