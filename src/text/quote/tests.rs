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
        "Op ma 2 nov. 2026 om 10:00 heeft Winkel <help@shop.example> het volgende geschreven:",
        "Op 2 nov. 2026 10:00 schreef Winkel <help@shop.example>:",
        "søn. 1. nov. 2026 kl. 10.00 skrev Butikk <help@shop.example>:",
        "Butikk skrev følgende den 02.11.2026 10:00:",
        "Butik <help@shop.example> skrev 2 nov. 2026 följande:",
        "po 2. 11. 2026 v 10:00 odesílatel Obchod <help@shop.example> napsal:",
        "2. 11. 2026 o 10:00 používateľ Obchod <help@shop.example> napísal:",
        "2026. nov. 2., H 10:00 időpontban Bolt <help@shop.example> ezt írta:",
        "Mağaza <help@shop.example>, 2 Kas 2026 10:00 tarihinde şunu yazdı:",
        "Em seg., 2 de nov. de 2026 às 10:00, Loja <help@shop.example> escreveu:",
        "在 2026年11月2日 10:00,商店 <help@shop.example> 写道：",
        "2026년 11월 2일 오전 10:00, 상점 <help@shop.example>님이 작성:",
        "2026年11月2日 10:00 店 <help@shop.example> のメッセージ:",
        "2026-11-02 10:00 GMT+01:00 Shop <help@shop.example>:",
        "2026-11-02 10:00 GMT+01:00 Shop <\nhelp@shop.example>:",
        "2026/11/2 Shop <help@shop.example>",
        "---- On Mon, 02 Nov 2026 10:00:00 +0100 Shop <help@shop.example> wrote ----",
        "On Mon, 2 Nov 2026 10:00:00 +0100 Shop <help@shop.example> wrote",
        "At 10:00 on 2.11.2026, you wrote:",
        "In message <12@shop.example>, Shop writes:",
        "Shop <help@shop.example> wrote on Monday:",
        "Kauppa <help@shop.example> kirjoitti 2.11.2026:",
        "Dnia 2.11.2026 o godz. 10:00 użytkownik Sklep napisał:",
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
fn separators_of_many_languages_end_the_own_words() {
    for separator in [
        "Begin forwarded message:",
        "Początek przekazywanej wiadomości:",
        "-------- Treść przekazanej wiadomości --------",
        "-------- Пересылаемое сообщение --------",
        "Välitetty viesti alkaa:",
        "---- Välitetty viesti / Fwd.Msg ----",
        "Anfang der weitergeleiteten Nachricht:",
        "Vidarebefordrat mejl:",
        "Début du message transféré :",
        "---------- Mensaje reenviado ----------",
        "Inizio messaggio inoltrato:",
        "Begin doorgestuurd bericht:",
        "-------- Oprindelig besked --------",
        "Začátek přeposílané zprávy:",
        "Початок листа, що пересилається:",
        "---------- İletilen İleti ----------",
        "---------- Mensagem reencaminhada ----------",
        "-----原始邮件-----",
    ] {
        check(&format!("Own.\n\n{separator}\n\nold"), "Own.");
    }
}

#[test]
fn a_label_with_a_wrapped_value_is_still_one() {
    check("Own.\n\nFrom: Shop\n<help@shop.example>\nSent: Monday\nTo: Ola\n\nold", "Own.");
    check("De : Boutique\nEnvoyé le : lundi\n\nold", "");
}

#[test]
fn the_wrapped_end_of_a_quoted_line_is_quoted() {
    let quoted = "> This quoted line is long enough that some program has wrapped its last word";
    check(&format!("{quoted}\nbelow.\n> more\nOwn."), "Own.");
    check(&format!("{quoted}.\nit works"), "it works");
}

#[test]
fn lines_of_programs_and_notices_of_lawyers_go() {
    check("Own.\n\nSent from Mail for Windows", "Own.");
    check("Own.\n\nEnvoyé à partir de Outlook pour iOS<https://aka.example/x>", "Own.");
    check("Own.\n\nWysłane z poczty Outlook\n\n> old", "Own.");
    check("Own.\n\nОтправлено с телефона", "Own.");
    check("Own.\n\nThis e-mail and any attachments are confidential.\nDelete it.", "Own.");
    check("Own.\n\nNiniejsza wiadomość jest przeznaczona dla adresata.", "Own.");
    check("Own.\n__\nshop-users mailing list\nhttp://shop.example", "Own.");
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
        "Wysłane z magazynu 2 listopada\ni nadal nic.",
        "Lähetetty eilen.",
        "This email and any answer to it went unread.",
        "2026-11-02 was the day\nI ordered.",
        "__init__ fails",
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
