use crate::text::Reader;

#[track_caller]
fn check(texts: &[&str], expected: bool) {
    let reader = Reader::new(&[]);
    let wrong: Vec<_> = texts.iter().filter(|text| reader.read(text).asks != expected).collect();
    assert!(wrong.is_empty(), "expected {expected}: {wrong:#?}");
}

#[test]
fn a_question_needs_no_mark() {
    check(
        &[
            "Gdzie jest moja paczka",
            "Dzień dobry, czy mogę zmienić adres",
            "kiedy dotrze zamówienie",
            "Где мой заказ",
            "Здравствуйте, можно ли вернуть товар",
            "Missä on pakettini",
            "Hei, voinko vaihtaa koon",
            "Where is my parcel",
            "Hi Anna, can you change the address",
            "Wo ist mein Paket",
            "Guten Tag, kann ich die Größe tauschen",
            "När kommer paketet",
            "Hej, har ni den i blått",
            "Kde je moje zásilka",
            "Де моя посилка",
        ],
        true,
    );
}

#[test]
fn an_indirect_question_and_an_exclamation_ask_nothing() {
    check(
        &[
            "Sprawdzamy, kiedy dotrze zamówienie.",
            "Nie wiem, gdzie jest mój paragon.",
            "Jak zawsze super!",
            "Уточним, когда будет доставка.",
            "Как всегда отлично",
            "Selvitämme, missä on pakettisi.",
            "We are checking when it will arrive.",
            "How lovely!",
            "What a great shop",
            "Was für ein toller Laden!",
            "Wir klären, wann kommt was.",
            "Vilken fin butik!",
            "",
        ],
        false,
    );
}
