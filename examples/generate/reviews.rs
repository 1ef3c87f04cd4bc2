//! Invented app reviews in the columns of the Google Play Console.

use std::io::{self, Write};

use super::{SplitMix64, time};

/// Beginnings, matters and ends of reviews; together with a number they make texts of which no two are equal.
const OPENINGS: &[&str] = &[
    "Since the last update",
    "After two weeks of use",
    "As always",
    "Od ostatniej aktualizacji",
    "Po dwóch tygodniach",
    "После обновления",
    "Уже второй месяц",
    "Viimeisen päivityksen jälkeen",
    "Kahden viikon jälkeen",
    "To be honest",
];
const SAD: &[&str] = &[
    "the cart is empty when I want to pay and the order",
    "it crashes on the page of my parcel, the support never answered about",
    "the app does not load, I want my money back for order",
    "koszyk jest pusty i nikt nie odpowiada na zgłoszenie",
    "aplikacja nie działa, oddajcie pieniądze za zamówienie",
    "корзина пустая, поддержка не отвечает по заказу",
    "деньги списали, а товара нет, заказ",
    "ostoskori on tyhjä eikä kukaan vastaa tilauksesta",
];
const CALM: &[&str] = &[
    "I would like to filter the offers by size, as in list",
    "the search finds what I look for, mostly, for example number",
    "przydałby się ciemny motyw i lista życzeń, na przykład",
    "хотелось бы тёмную тему и фильтр, например номер",
    "hakuun kaipaisin suodatinta, esimerkiksi numerolle",
];
const HAPPY: &[&str] = &[
    "everything works and the parcel came next day, thank you, order",
    "lovely shop, quick and friendly, my order",
    "wszystko działa, paczka następnego dnia, dziękuję, zamówienie",
    "всё отлично, спасибо, доставили быстро, заказ",
    "kaikki toimii hyvin, kiitos, tilaus",
];
const ENDS: &[&str] = &[
    ". It has been like this for days.",
    "! Tested on two phones, old and new.",
    ". Greetings to all who work there.",
    ". Pozdrawiam wszystkich.",
    ". Желаю удачи команде.",
    ". Terveisin vanha asiakas.",
    ", \"as they say\".",
    "",
];
const ANSWERS: &[&str] = &[
    "Thank you for writing, we are glad that it works for you.",
    "The fault is mended in version 2.1.1, please update.",
    "Dziękujemy, poprawka jest w wersji 2.1.1.",
    "Спасибо, ошибка исправлена в версии 2.1.1.",
    "Kiitos palautteesta, vika on korjattu versiossa 2.1.1.",
];
const DEVICES: &[&str] = &["a54x", "panther", "rhode", "cheetah", "a14", "sweet"];
const LANGUAGES: &[&str] = &["en", "pl", "ru", "fi"];
/// Stars of one hundred reviews: 15 times one star and so on.
const STARS: [u64; 5] = [15, 8, 10, 17, 50];
const START: i64 = 1_735_689_600;

/// Writes `n` reviews; says how many complain without an answer. Unless they are `varied`, each text is one of a few.
pub fn write(out: &mut dyn Write, n: u64, seed: u64, varied: bool) -> io::Result<()> {
    let mut random = SplitMix64(seed);
    let (mut n_answered, mut n_ignored) = (0_u64, 0_u64);
    out.write_all(HEADER.as_bytes())?;
    for idx in 0..n {
        let stars = stars(random.below(100));
        let is_answered = random.below(100) < if stars <= 2 { 70 } else { 30 };
        let has_text = random.below(100) < 85;
        let text = if has_text { text(&mut random, stars, varied) } else { String::new() };
        let sent = START + i64::try_from(idx * 31 % 31_000_000).unwrap_or_default();
        let seconds = 600 + i64::try_from(random.below(400_000)).unwrap_or_default();
        let answer = pick(&mut random, ANSWERS);
        let (at, millis, answer) = if is_answered {
            (time(sent + seconds, ISO), ((sent + seconds) * 1000).to_string(), answer)
        } else {
            (String::new(), String::new(), "")
        };
        n_answered += u64::from(is_answered);
        n_ignored += u64::from(!is_answered && has_text && stars <= 2);
        let (day, language) = (time(sent, ISO), pick(&mut random, LANGUAGES));
        writeln!(
            out,
            "com.example.shop,41,2.1.0,{language},{},{day},{ms},{day},{ms},{stars},,\"{}\",{at},{millis},\"{answer}\",\
             http://play.example.org/console/review-details?reviewId={:016x}-{idx}&corpus=PUBLIC_REVIEWS",
            pick(&mut random, DEVICES),
            text.replace('"', "\"\""),
            random.next(),
            ms = sent * 1000,
        )?;
    }
    out.flush()?;
    writeln!(
        io::stderr(),
        "{n} reviews, {n_answered} answered; {n_ignored} of one or two stars with words are not"
    )
}

const ISO: &str = "%Y-%m-%dT%H:%M:%SZ";
const HEADER: &str = "Package Name,App Version Code,App Version Name,Reviewer Language,Device,\
    Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,\
    Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Date and Time,\
    Developer Reply Millis Since Epoch,Developer Reply Text,Review Link\n";

fn stars(percent: u64) -> u64 {
    let mut below = 0;
    for (stars, n) in (1..).zip(STARS) {
        below += n;
        if percent < below {
            return stars;
        }
    }
    5
}

fn text(random: &mut SplitMix64, stars: u64, varied: bool) -> String {
    let matters = match stars {
        1 | 2 => SAD,
        3 => CALM,
        _ => HAPPY,
    };
    let matter = pick(random, matters);
    if !varied {
        return format!("{matter}.");
    }
    let (opening, number, end) = (pick(random, OPENINGS), random.below(90_000_000), pick(random, ENDS));
    format!("{opening} {matter} {}{end}", 10_000_000 + number)
}

fn pick(random: &mut SplitMix64, list: &[&'static str]) -> &'static str {
    list[random.below(list.len() as u64) as usize]
}
