use super::*;

#[test]
fn what_came_may_be_a_thing_and_not_how_it_is() {
    let shape = |language, capital, behind: bool| Shape { language, capital, led: !behind, behind };
    for (word, language, thing) in [
        ("czajnik", Language::Polish, true),
        ("porysowana", Language::Polish, false),
        ("чайник", Language::Russian, true),
        ("разбитая", Language::Russian, false),
        ("инн", Language::Russian, true),
        ("keitin", Language::Finnish, true),
        ("lapimarkana", Language::Finnish, false),
    ] {
        assert_eq!(is_thing(word, shape(language, false, true)), thing, "{word}");
    }
    assert!(is_thing("kettle", shape(Language::English, false, false)));
    assert!(!is_thing("soggy", shape(Language::English, false, true)));
    assert!(is_thing("kessel", shape(Language::German, true, true)));
    assert!(!is_thing("verbeult", shape(Language::German, false, true)));
}

#[test]
fn a_first_person_at_the_beginning_is_a_deed() {
    let place = |language, written| Place { language, first: true, start: 0, before: "", after: "", written };
    let deeds = [
        ("przepłuczę", "przeplucze", Language::Polish, Some(Deed::Ahead)),
        ("wymieniłam", "wymienilam", Language::Polish, Some(Deed::Done)),
        ("промою", "промою", Language::Russian, Some(Deed::Ahead)),
        ("очистила", "очистила", Language::Russian, Some(Deed::Done)),
        ("huuhtelen", "huuhtelen", Language::Finnish, Some(Deed::Ahead)),
        ("lamppu", "lamppu", Language::Finnish, None),
        ("swapped", "swapped", Language::English, Some(Deed::Done)),
    ];
    for (written, word, language, expected) in deeds {
        assert_eq!(deed(word, place(language, written)), expected, "{word}");
    }
    // Behind a preposition it is a noun.
    let behind = Place { first: true, before: "za", start: 1, ..place(Language::Polish, "pomoc") };
    assert_eq!(deed("pomoc", behind), None);
}
