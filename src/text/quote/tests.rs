use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(strip(text), expected, "{text}");
    assert_eq!(strip(&text.replace('\n', "\r\n")).replace("\r\n", "\n"), expected, "CRLF: {text}");
}

#[test]
fn a_text_without_quotes_stays_as_it_is() {
    let text = "Dzień dobry,\n\ngdzie jest paczka?\n";
    assert!(matches!(strip(text), Cow::Borrowed(same) if same == text));
}

#[test]
fn openers_of_many_languages_open_a_quote() {
    for opener in [
        "On Mon, Nov 2, 2026 at 10:00 AM Shop <help@shop.example> wrote:",
        "On Mon, Nov 2, 2026 at 10:00 AM Shop\n<help@shop.example> wrote:",
        "W dniu 2.11.2026 o 10:00, Sklep pisze:",
        "pon., 2 lis 2026 o 10:00 Sklep <pomoc@sklep.example> napisał(a):",
        "Dnia 2 listopada 2026 10:00 Sklep <pomoc@sklep.example> napisał(a):",
        "вт, 5 янв. 2016 г. в 23:39, Магазин <help@shop.example>:",
        "5 января 2016 г., 23:39 пользователь Магазин <help@shop.example> написал:",
        "pe 20. lokakuuta 2017 klo 17.50 Kauppa <help@shop.example> kirjoitti:",
        "Am 02.11.2026 um 10:00 schrieb Laden <help@shop.example>:",
        "Den mån 2 nov. 2026 kl 10:00 skrev Butik <help@shop.example>:",
        "Le lun. 2 nov. 2026 à 10:00, Boutique <help@shop.example> a écrit :",
        "El lun, 2 nov 2026 a las 10:00, Tienda (<help@shop.example>) escribió:",
        "Il giorno lun 2 nov 2026 alle ore 10:00 Negozio <help@shop.example> ha scritto:",
        "Dne 2. 11. 2026 v 10:00, Obchod napsal(a):",
        "пн, 2 лист. 2026 р. о 10:00 Магазин <help@shop.example> пише:",
    ] {
        check(&format!("Own words.\n\n{opener}\n> old words\n> more"), "Own words.");
        check(&format!("Own words.\n\n{opener}\n\nold words"), "Own words.");
        check(&format!("{opener}\n> old words\n\nBelow."), "Below.");
    }
}

#[test]
fn answers_between_quoted_lines_stay() {
    check("> Is it broken?\nYes.\n> Since when?\nMonday.", "Yes.\nMonday.");
}

#[test]
fn header_blocks_and_separators_end_the_own_words() {
    check("Own.\n\nFrom: Shop\nSent: Monday\nTo: Ola\nSubject: Hi\n\nold", "Own.");
    check("Own.\n\nOd: Sklep\nWysłano: poniedziałek\nDo: Ola\nTemat: x\n\nold", "Own.");
    check("Own.\n\n*Von:* Laden\n*Gesendet:* Montag\n\nold", "Own.");
    check("Own.\n-----Original Message-----\nold", "Own.");
    check("Own.\n---------- Forwarded message ----------\nold", "Own.");
    check("Own.\n________________________________\nold", "Own.");
    check("Own.\n\nНачало переадресованного сообщения:\n\nold", "Own.");
}

#[test]
fn a_line_above_a_wrapped_opener_stays() {
    check(
        "to test this in 2 weeks.\nOn Mon, Nov 2, 2026 at 10:00 Shop\n<help@shop.example> wrote:\n> old",
        "to test this in 2 weeks.",
    );
}

#[test]
fn a_rule_of_dashes_goes() {
    check("Own.\n------------------------------\nFrom: Shop\nReply-To: Shop\nSent: Monday\n\nold", "Own.");
}

#[test]
fn signatures_go() {
    check("Own.\n-- \nOla Nowak\ntel. 123", "Own.");
    check("Own.\n\nSent from my iPhone", "Own.");
    check("Own.\n\nWysłane z iPhone'a", "Own.");
    check("Own.\n\nVon meinem iPhone gesendet", "Own.");
    check("Own.\n-- \nOla\n> old\nBelow.", "Own.\nBelow.");
}

#[test]
fn prose_is_no_quote() {
    for text in [
        "On Monday I ordered two lamps.\nOne is broken.",
        ">From my side it is fine.",
        "From: the beginning it was broken.",
        "Moje pytania:\n1. kiedy?",
        "Data: 2.11.2026\nTemat: zwrot",
        "She wrote:\nnothing",
        "I only have time\nto test this in 2 weeks.",
        "Sent from Leeds it would be here by now.",
    ] {
        check(text, text);
    }
}

#[test]
fn a_mail_that_only_quotes_has_no_own_words() {
    check("> old\n> older", "");
    check("", "");
}

#[test]
fn long_texts_are_cut() {
    assert_eq!(strip(&"x\n".repeat(100_000)).lines().count(), 200);
    assert!(strip(&"ż".repeat(100_000)).len() <= 64 << 10);
}
