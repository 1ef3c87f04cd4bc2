use crate::message::Closing;
use crate::text::Reader;

#[track_caller]
fn check(texts: &[&str], expected: bool) {
    let reader = Reader::new(&[]);
    for text in texts {
        let reading = reader.read(text);
        assert_eq!(reading.withdrawal, expected, "{text}");
        assert!(expected || reading.closing == Closing::No, "{text}");
    }
}

#[test]
fn who_says_why_takes_it_back_all_the_same() {
    check(
        &[
            "Never mind, I found the tracking number in my spam folder",
            "It's sorted, the bank had blocked the payment",
            "Ignore my last message please, the courier just rang",
            "Sorry, please ignore my message",
            "Już nieaktualne, przesyłka właśnie dotarła.",
            "Już nie trzeba, mąż naprawił",
            "Nieaktualne, kupiłam gdzie indziej",
            "Proszę zignorować mój poprzedni mail, znalazłam fakturę w spamie",
            "Вопрос снят, посылку принёс сосед",
            "Извините, вопрос снят",
            "Уже не нужно, купила в другом магазине",
            "Asia selvisi, kuitti oli roskapostissa",
            "Nicht mehr nötig, mein Mann hat es repariert",
            "Det löste sig, kvittot låg i skräpposten",
        ],
        true,
    );
}

#[test]
fn who_asks_for_something_else_does_not_take_it_back() {
    check(
        &[
            "Please ignore my last message and ship to the new address",
            "Never mind. Cancel my order",
            "Never mind the colour, just send it today",
            "Never mind the first order, I need the invoice for the second",
            "Please disregard my previous email, the correct order number is AB",
            "Nieważne, proszę anulować zamówienie",
            "Nieważne, anulujcie zamówienie",
            "Już nieaktualne, chcę zwrotu pieniędzy",
            "Уже не нужно, отмените заказ",
            "Неактуально, прошу вернуть деньги",
            "Asia selvisi, peruuttakaa tilaus",
            "Ei tarvitse enää, haluan rahat takaisin",
            "Hat sich erledigt, bitte stornieren Sie die Bestellung",
            "Behövs inte längre, skicka en faktura",
        ],
        false,
    );
}

#[test]
fn what_is_settled_in_part_is_not_settled() {
    check(
        &[
            "Problem solved partly",
            "Problem solved only for one of them",
            "Sprawa załatwiona tylko częściowo",
            "Sprawa załatwiona połowicznie",
            "Вопрос решён только наполовину",
            "Вопрос решён частично",
            "Asia selvisi osittain",
            "Das hat sich nur halb erledigt",
        ],
        false,
    );
}
