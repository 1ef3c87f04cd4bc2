use super::*;
use crate::message::Day;

#[track_caller]
fn check<T: PartialEq + std::fmt::Debug>(texts: &[&str], expected: T, what: impl Fn(Reading) -> T) {
    let reader = Reader::new(&[]);
    let wrong: Vec<_> = texts
        .iter()
        .map(|text| (*text, what(reader.read(text))))
        .filter(|(_, found)| *found != expected)
        .collect();
    assert!(wrong.is_empty(), "expected {expected:?}, found {wrong:#?}");
}

#[test]
fn furious_texts_reach_the_bound() {
    let texts = [
        "Это обман, верните деньги!",
        "Betrug! Das ist eine Frechheit!",
        "Oszuści! Oddajcie pieniądze!",
        "Produkt nie działa, oddajcie pieniądze!",
        "Paczka uszkodzona.",
        "Huijausta! Palauttakaa rahani!",
        "This is a scam, give me my money back!",
    ];
    check(&texts, true, |reading| reading.tone.is_some_and(|tone| tone >= 0.7));
}

#[test]
fn plain_questions_stay_below_the_bound() {
    let texts = [
        "Gdzie jest moja paczka?",
        "Wo ist mein Paket?",
        "Where is my parcel?",
        "Missä pakettini on?",
        "Где моя посылка?",
        "Mam pytanie o zwrot.",
        "Paczki nadal nie ma.",
        "Polecam, szybka dostawa",
        "Dziękuję!",
        "Czy promocja obejmuje buty?",
        "Jak mam odesłać?",
        "Dzień dobry, mamy nową ofertę.",
        "Świetny sklep, polecam.",
        "Całkiem dobrze.",
        "Wo bleibt die Erstattung?",
        "Gdzie są moje pieniądze za zwrot?",
    ];
    check(&texts, true, |reading| reading.tone.is_some_and(|tone| tone < 0.7));
}

#[test]
fn a_text_without_words_has_no_tone() {
    check(&["", "  \n", "12345", "...", "https://example.org/x"], None, |reading| reading.tone);
}

#[test]
fn thanks_close() {
    let texts = [
        "Dziękuję!",
        "Thanks a lot!",
        "Thanks!",
        "Kiitos paljon!",
        "Vielen Dank!",
        "Спасибо большое!",
        "Dziękuję bardzo, miłego dnia!",
        "👍",
        "🙏🙂",
        "Super, dziękuję za szybką odpowiedź :)",
        "Tack så mycket för hjälpen!",
        "Ok, thanks for letting me know.",
        "Danke schön, Frau Müller",
        "Děkuji moc!",
        "Дякую за допомогу!",
        "Всё получила, спасибо!",
        "Pozdrawiam",
        "Great, thank you. Best regards, Anna",
    ];
    check(&texts, Closing::Thanks, |reading| reading.closing);
}

#[test]
fn a_bare_yes_or_no_is_bare() {
    let texts = [
        "ok", "Tak", "OK.", "да", "nie", "No", "joo", "ei", "ja", "nein", "nej", "Нет.", "Yes!", "так",
        "ano", "Super",
    ];
    check(&texts, Closing::Bare, |reading| reading.closing);
}

#[test]
fn no_thanks_is_a_refusal() {
    let texts = [
        "No, thanks",
        "no thank you",
        "Nie, dziękuję.",
        "Нет, спасибо",
        "Ei kiitos",
        "Nein danke!",
        "Nej tack",
        "Nie, to wszystko, dziękuję",
        "Не надо, спасибо",
    ];
    check(&texts, Closing::Refusal, |reading| reading.closing);
}

#[test]
fn yes_thanks_is_an_acceptance() {
    let texts = [
        "Yes, thanks",
        "Yes please",
        "Tak, poproszę",
        "Tak, dziękuję",
        "Да, пожалуйста",
        "Joo kiitos",
        "Ja, bitte",
        "Ja tack",
    ];
    check(&texts, Closing::Acceptance, |reading| reading.closing);
}

#[test]
fn thanks_with_more_close_nothing() {
    let texts = [
        "Thanks, but where is my refund?",
        "Thanks but I have not received it",
        "Sie lautet 12345.",
        "Dziękuję, a kiedy dotrze?",
        "",
        "Danke. Rufen Sie mich an.",
        "Dziękuję, nadal czekam na zwrot.",
        "Спасибо, но деньги не пришли",
        "Kiitos, en ole saanut vielä",
        "Thanks for nothing",
        "Danke für nichts",
        "Dziękuję za uszkodzoną paczkę",
        "No, the parcel is broken",
        "Gdzie paczka",
        "😡",
        "Nein, danke, aber ich warte auf das Geld",
    ];
    check(&texts, Closing::No, |reading| reading.closing);
}

#[test]
fn a_question_is_taken_back() {
    let texts = [
        "never mind",
        "Never mind, I found it.",
        "już nieaktualne",
        "Nieważne",
        "To już nieaktualne, dziękuję",
        "уже не нужно",
        "Вопрос снят, спасибо",
        "Не актуально",
        "Ei tarvitse enää",
        "Asia selvisi jo, kiitos!",
        "Hat sich erledigt",
        "Das hat sich schon erledigt, danke.",
        "Det har löst sig",
    ];
    check(&texts, true, |reading| reading.withdrawal);
    let texts = [
        "Never mind, but where is my refund?",
        "Już nieaktualne, ale proszę o zwrot",
        "Вопрос не решен",
        "Die Sache hat sich nicht erledigt",
        "Dziękuję!",
        "",
    ];
    check(&texts, false, |reading| reading.withdrawal);
}

#[test]
fn holding_replies_hold() {
    let texts = [
        "Wir prüfen das.",
        "We are checking and will get back to you.",
        "Selvitämme asiaa.",
        "Sprawdzamy i wrócimy z odpowiedzią.",
        "Sprawdzamy.",
        "Мы уточняем информацию.",
        "We are checking and will get back to you by Friday.",
        "Sprawdzamy, odpowiemy do środy.",
        "We are checking and will get back to you within 24 hours.",
        "Wir prüfen das und melden uns innerhalb von 24 Stunden.",
        "Otrzymaliśmy Państwa wiadomość.",
        "Dzień dobry Pani Anno,\n\ndziękujemy za wiadomość. Sprawdzamy sprawę i wrócimy do Pani jutro.\n\nPozdrawiam\nOla Nowak\nSklep example.org\ntel. 22 123 45 67",
        "Hi Anna,\n\nSorry for the trouble. We're looking into it and will let you know as soon as we can.\n\nBest regards,\nTom",
        "Здравствуйте! Спасибо за обращение. Мы проверим и вернёмся к вам с ответом до пятницы.",
        "Hei! Kiitos viestistäsi. Selvitämme asiaa ja palaamme sinulle huomenna.",
        "Hej! Vi undersöker saken och återkommer senast fredag.",
        "Guten Tag, wir prüfen Ihre Anfrage und melden uns bis morgen.",
        "Sprawdzamy, co się stało z przesyłką.",
        "Wir pruefen das.",
        "Děkujeme, prověříme to a ozveme se.",
        "Dzień dobry, dziękujemy za kontakt. Przekazałam Pani zgłoszenie do działu reklamacji, wrócimy z odpowiedzią najpóźniej w piątek. Pozdrawiam, Ola",
        "Hello! Thanks for reaching out. I've passed this on to our warehouse team and will get back to you as soon as I hear from them.",
        "Hi Tom, I'm checking this with the courier and will update you tomorrow. Kind regards, Eve",
        "Hei Anna, kiitos viestistä! Tarkistan asian varastolta ja palaan sinulle viimeistään perjantaina. Terveisin Liisa",
        "Guten Tag Frau Meier, vielen Dank für Ihre Nachricht. Ich kläre das mit dem Lager und melde mich bis morgen bei Ihnen. Mit freundlichen Grüßen, Jan",
        "Hej Anna! Tack för ditt mejl. Jag kollar med lagret och återkommer imorgon. Mvh Lisa",
        "Добрый день, Анна! Спасибо за обращение. Передали ваш вопрос специалистам, ответим в течение 24 часов.",
        "Здравствуйте, проверяем информацию по вашему заказу 12345, вернёмся с ответом завтра.",
        "Bardzo przepraszamy za opóźnienie. Sprawdzamy to z kurierem i damy znać jutro do 15:00.",
        "Thank you for your email. We have received your message and will respond within 2 business days.",
        "Dziękujemy za wiadomość. Odpowiemy najszybciej jak to możliwe.",
        "Kiitos viestistäsi! Vastaamme sinulle kahden arkipäivän kuluessa.",
        "Vielen Dank für Ihre Anfrage. Wir werden uns innerhalb von 2 Werktagen bei Ihnen melden.",
        "Tack för ditt meddelande! Vi återkommer inom 24 timmar.",
        "We're sorry to hear that. Our team is looking into this and we'll be in touch shortly.",
        "Proszę o chwilę cierpliwości, sprawdzam.",
        "Одну минуту, уточню.",
        "Let me check with the warehouse.",
        "Olemme vastaanottaneet viestisi ja palaamme asiaan pian.",
    ];
    check(&texts, true, |reading| reading.holding);
}

#[test]
fn answers_do_not_hold() {
    let texts = [
        "Paczka dotrze jutro, numer przesyłki 123.",
        "Das Paket ist in Köln und kommt morgen.",
        "It is in Leeds and arrives tomorrow.",
        "Paketti on Turussa ja saapuu huomenna.",
        "Посылка в Казани, придёт завтра.",
        "Przepraszamy, prosimy o kontakt.",
        "Kurierem, adres w stopce.",
        "Sent today.",
        "Your refund was sent today.",
        "Деньги возвращены сегодня, чек во вложении.",
        "Czas dostawy to dwa dni robocze.",
        "Pieniądze wysłane dziś.",
        "Kosztuje 20 zł.",
        "Tak, wymiana jest możliwa.",
        "Danke, das Paket kommt am 5. November an.",
        "Доставка стоит 300 рублей.",
        "Paczka jest w Łodzi, dotrze jutro.",
        "Wysyłamy jutro.",
        "It is on its way, number 123.",
        "",
        "Paczka jest w Łodzi, sprawdzamy resztę.",
        "It is in Leeds and we will keep you posted.",
        "We will look into it, please send us your order number.",
        "Sprawdzimy to, prosimy o podanie numeru zamówienia.",
        "Проверим, пришлите номер заказа.",
        "Selvitämme asiaa, lähetäthän tilausnumeron.",
        "Wir prüfen das, bitte senden Sie uns ein Foto.",
        "Vi kollar, skicka ordernumret.",
        "Sprawdziliśmy, paczka wyszła dziś, damy znać o doręczeniu.",
        "We will look into it. Which size do you need?",
        "We are checking. Meanwhile see https://example.org/track",
        "Przekazaliśmy paczkę kurierowi.",
        "Sprawdziłam, paczka jest u kuriera. Dam znać jak dotrze.",
        "We have refunded you. We'll let you know when it arrives.",
        "Hello, your parcel left yesterday, I will check where it is.",
        "Zwrot zrobimy w ciągu 3 dni, damy znać.",
        "Ich habe das geprüft, die Ware ist wieder da. Ich melde mich.",
        "Nie mamy tego rozmiaru, sprawdzimy w innym sklepie i damy znać.",
        "Мы проверили, заказ отменён. Свяжемся с вами.",
        "Vi har undersökt det, varan är slut. Vi hör av oss när den kommer.",
        "We can offer you a discount and will get back to you.",
        "Unfortunately we do not accept returns after 30 days. We will look into it though.",
    ];
    check(&texts, false, |reading| reading.holding);
}

#[test]
fn due_times_are_found() {
    let hours = |hours: i64| Some(Promise::Within(hours * 3600));
    for (text, expected) in [
        ("Odpowiadamy w ciągu 24 godzin.", hours(24)),
        ("We are checking and will get back to you within 48 hours.", hours(48)),
        ("We reply within 24-48 hours.", hours(48)),
        ("We aim to reply within two days.", hours(48)),
        ("Мы уточним и ответим в течение 2 дней.", hours(48)),
        ("Отвечаем в течение суток.", hours(24)),
        ("Vastaamme 24 tunnin kuluessa.", hours(24)),
        ("Vastaamme kahden päivän sisällä.", hours(48)),
        ("Wir melden uns innerhalb von 24 Stunden.", hours(24)),
        ("Wir antworten innerhalb von zwei Tagen.", hours(48)),
        ("Vi svarar inom 24 timmar.", hours(24)),
        ("Odpowiemy w ciągu dwóch dni.", hours(48)),
        ("Sprawdzamy, wrócimy w ciągu godziny.", hours(1)),
        ("Odpowiemy do 24h.", hours(24)),
        // One working day may start on a Friday: Monday is three days on.
        ("We will reply within 1 business day.", hours(72)),
        ("Odpowiemy w ciągu 5 dni roboczych.", hours(168)),
        ("Sprawdzamy, odpowiemy do środy.", Some(Promise::Day(Day::Weekday(2)))),
        ("We are checking and will get back to you by Friday.", Some(Promise::Day(Day::Weekday(4)))),
        ("Selvitämme asiaa ja palaamme perjantaihin mennessä.", Some(Promise::Day(Day::Weekday(4)))),
        ("Мы проверим и ответим в понедельник.", Some(Promise::Day(Day::Weekday(0)))),
        ("Wir melden uns bis spätestens Donnerstag.", Some(Promise::Day(Day::Weekday(3)))),
        ("Vi återkommer senast fredag.", Some(Promise::Day(Day::Weekday(4)))),
        ("Odpowiemy jutro.", Some(Promise::Day(Day::After(1)))),
        ("Palaamme asiaan huomenna.", Some(Promise::Day(Day::After(1)))),
        ("Сегодня ответим.", Some(Promise::Day(Day::After(0)))),
        ("We'll get back to you by the end of the day.", Some(Promise::Day(Day::After(0)))),
        ("Wir melden uns übermorgen.", Some(Promise::Day(Day::After(2)))),
        ("Guten Morgen, wir prüfen das.", None),
        ("We will get back to you soon.", None),
        ("Wkrótce odpowiemy.", None),
        ("Ответим в ближайшее время.", None),
        ("We got your mail on Monday and will reply.", None),
        ("Otrzymaliśmy dziś Twoją wiadomość.", None),
        ("We are checking whether it arrives tomorrow.", None),
        ("Paczka dotrze jutro.", None),
        ("Jestem na urlopie do 20 listopada.", None),
        ("", None),
    ] {
        assert_eq!(Reader::new(&[]).read(text).promise, expected, "{text}");
    }
}

#[test]
fn languages_are_told_apart() {
    use Language::*;
    for (text, expected) in [
        ("Where is my parcel?", Some(English)),
        ("Gdzie jest moja paczka?", Some(Polish)),
        ("Gdzie jest moja paczka i faktura", Some(Polish)),
        ("Где моя посылка?", Some(Russian)),
        ("Missä pakettini on?", Some(Finnish)),
        ("Wo ist mein Paket?", Some(German)),
        ("Var är mitt paket?", Some(Swedish)),
        ("Kde je moje zásilka?", Some(Czech)),
        ("Де моя посилка і коли буде?", Some(Ukrainian)),
        ("Huijausta! Palauttakaa rahani!", Some(Finnish)),
        ("ok", None),
        ("12345", None),
        ("", None),
        ("qwrtz", None),
    ] {
        assert_eq!(Reader::new(&[]).read(text).language, expected, "{text}");
    }
    assert_eq!(Reader::new(&[Polish, English]).read("Wo ist mein Paket?").language, None);
}

#[test]
fn the_worst_words_come_first_as_they_were_written() {
    let reading = Reader::new(&[]).read("Niestety, to Oszuści!");
    assert_eq!(reading.words, "Oszuści;Niestety");
}

#[test]
fn a_question_mark_is_a_question() {
    check(&["Gdzie?", "？", "؟"], true, |reading| reading.question);
    check(&["Gdzie", "", ";"], false, |reading| reading.question);
}

#[test]
fn equal_texts_have_equal_fingerprints() {
    assert_eq!(fingerprint("Gdzie  jest\nPACZKA?"), fingerprint(" gdzie jest paczka? "));
    assert_ne!(fingerprint("Gdzie jest paczka"), fingerprint("Gdzie jest paczka?"));
    // FNV-1a of no bytes and of "a", from its published test vectors.
    assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fingerprint("A"), 0xaf63_dc4c_8601_ec8c);
}

#[test]
fn texts_that_differ_by_a_number_have_half_a_fingerprint_in_common() {
    let ticket = |number: &str| {
        fingerprint(&format!("Dziękujemy, Twoje zgłoszenie ma numer {number}. Wkrótce odpowiemy."))
    };
    assert_ne!(ticket("7"), ticket("1024"));
    assert_eq!(ticket("7") >> 32, ticket("1024") >> 32);
    // A short text says little but its number.
    let price = |number: &str| fingerprint(&format!("Dostawa kosztuje {number} zł."));
    assert_ne!(price("7") >> 32, price("12") >> 32);
}

#[test]
fn no_letter_of_plain_bytes_is_hidden() {
    for letter in (0..=0x0010_ffff).filter_map(char::from_u32).filter(|&letter| letter != ' ') {
        let may_show = !letter.is_whitespace() && !is_hidden(letter);
        assert!(may_show || !has_plain_bytes(&String::from(letter)), "{letter:?}");
    }
    assert!(has_plain_bytes("Gdzie jest paczka? Где посылка? 🙂"));
}

#[test]
fn excerpts_are_one_line_and_cut_by_characters() {
    assert!(matches!(excerpt("Gdzie jest", 20), Cow::Borrowed("Gdzie jest")));
    assert_eq!(excerpt(" a\n\tb\u{202e}c\0 ", 20), "a bc");
    assert_eq!(excerpt("żółwie", 4), "żół…");
    assert_eq!(excerpt("żółw", 4), "żółw");
    assert_eq!(excerpt("ab cd", 3), "ab…");
    assert_eq!(excerpt("abc", 0), "");
    assert_eq!(excerpt("  ", 5), "");
}

#[test]
fn no_text_panics() {
    let reader = Reader::new(&[]);
    let hostile = [
        "\u{0}",
        "\u{306}",
        "\u{308}и\u{306}",
        "aaaa\u{306}aaa",
        ":-",
        ":-)",
        ";(",
        "@",
        "www.",
        "İİİ",
        "ﬁ",
        "\u{200d}👍🏽",
    ];
    for text in hostile {
        reader.read(text);
        reader.read(&text.repeat(5000));
        reader.read(&format!("nie {text} we {text} get back"));
    }
    reader.read(&"we ".repeat(100_000));
    reader.read(&"dziękuję. ".repeat(100_000));
    reader.read(&format!("wir prüfen {}", "in 2 Tagen ".repeat(100_000)));
    reader.read(&"wir prüfen in 2 Tagen. ".repeat(100_000));
}
