//! What each shipped mapping of a review export makes of its fixture.

use super::Mapped;
use crate::message::{Language, Role, Stamp};
use crate::source::Sniff;
use crate::source::testing::{Kept, read, sniff};

macro_rules! fixture {
    ($path:literal) => {
        ($path, include_bytes!(concat!("../../../fixtures/mapped/", $path)).as_slice())
    };
}

/// Each review with its stars of five and its words, behind it the seconds to its reply.
fn told(messages: &[Kept]) -> Vec<String> {
    let seconds = |stamp: Stamp| match stamp {
        Stamp::Instant(seconds) => Some(seconds),
        Stamp::Local(local) => Some(local.and_utc().timestamp()),
        Stamp::Unknown => None,
    };
    let mut lines: Vec<String> = Vec::new();
    let mut asked = None;
    for message in messages {
        let text = message.text.as_deref().unwrap_or("–").replace('\n', " / ");
        if message.role == Some(Role::Team) {
            let after = seconds(message.sent).zip(asked).map(|(sent, asked): (i64, i64)| sent - asked);
            let after = after.map_or("?".to_owned(), |after| format!("{after} s"));
            let at_most = if message.edited != Stamp::Unknown { " at most" } else { "" };
            lines.push(format!("  {after}{at_most}: {text}"));
        } else {
            asked = seconds(message.sent);
            let stars = message.rating.map_or("–".to_owned(), |rating| rating.of_five().to_string());
            let id = message.id.as_deref().filter(|id| !id.starts_with("row-")).unwrap_or("–");
            lines.push(format!("{id} {stars}* {text}"));
        }
    }
    lines
}

#[track_caller]
fn check((path, bytes): (&str, &[u8]), shows_replies: bool, expected: &[&str]) {
    let preset = path.split('/').next().unwrap_or_default();
    let Sniff::Yes(why) = sniff(&Mapped, path, bytes) else { panic!("{path} is not recognised") };
    let named = preset
        .replace("google-play-node", "google-play-scraper-node")
        .replace("-without-replies", "")
        .replace("-bare", "");
    assert!(why.starts_with(&format!("mapping `{named}`")), "{path}: {why}");
    let found = read(&Mapped, path, bytes);
    assert_eq!(found.tally.problems, 0, "{:?}", found.problems);
    assert_eq!(told(&found.messages), expected);
    assert_eq!(!found.facts.replies_hidden, shows_replies, "{path}");
}

#[test]
fn marketplaces_are_read() {
    check(
        fixture!("allegro-ratings/ratings.json"),
        true,
        &[
            "rt-1 1* Tydzień czekania na paczkę",
            "  14400 s: Przepraszamy, kurier zawiódł",
            "rt-2 5* Polecam",
            "rt-3 1* –",
        ],
    );
    check(
        fixture!("wildberries-feedbacks/feedbacks.json"),
        true,
        &["f1 1* Брак", "f2 2* Не подошло", "  ?: Извините", "f3 5* –", "  3600 s at most: Спасибо"],
    );
    check(
        fixture!("amazon-seller-feedback/feedback.tsv"),
        true,
        &["– 1* Nigdy nie przyszło", "  ?: Przepraszamy", "– 2* Hidas"],
    );
    check(
        fixture!("ebay-feedback/feedback.csv"),
        true,
        &["1 1* Nigdy nie przyszło", "  ?: Przepraszamy", "2 –* Hidas", "3 5* Спасибо"],
    );
    check(fixture!("ozon-reviews/list.json"), false, &["r1 1* Не работает"]);
    check(fixture!("yandex-market/feedbacks.json"), false, &["71 1* Не работает / Шумит"]);
}

#[test]
fn maps_and_hotels_are_read() {
    check(
        fixture!("apify-maps/reviews.json"),
        true,
        &[
            "Ch1 2* Długo czekałam",
            "  172800 s at most: Przepraszamy",
            "Ch2 1* Ei vastausta",
            "Ch3 5* –",
            "  ?: Спасибо",
        ],
    );
    check(
        fixture!("apify-maps/late-key.json"),
        true,
        &["Ch8 1* Zepsuty", "Ch9 1* Rikki", "  3600 s at most: Pahoittelemme"],
    );
    check(fixture!("apify-maps-bare/reviews.csv"), false, &["Ch1 2* Długo czekałam", "Ch2 1* Ei vastausta"]);
    check(
        fixture!("apify-maps-places/places.json"),
        true,
        &["Ch1 2* Długo czekałam", "  1800 s at most: Przepraszamy", "Ch2 1* Ei vastausta"],
    );
    check(
        fixture!("gosom-maps/places.json"),
        true,
        &["Ch1 2* Wolno", "  172800 s: Przepraszamy", "Ch2 1* Kylmää"],
    );
    check(
        fixture!("gosom-maps/places.csv"),
        true,
        &["Ch1 2* Wolno", "  172800 s: Przepraszamy", "Ch2 1* Kylmää"],
    );
    check(fixture!("gosom-maps-list/reviews.json"), true, &["Ch1 2* Wolno", "  172800 s: Przepraszamy"]);
    check(
        fixture!("outscraper-maps/reviews.csv"),
        true,
        &["Ch1 2* Wolno", "  172800 s at most: Przepraszamy", "Ch2 1* Hidas"],
    );
    check(
        fixture!("gbp-flat/reviews.csv"),
        true,
        &["g1 2* Wolno", "  3600 s at most: Przepraszamy", "g2 1* –"],
    );
    check(
        fixture!("booking-reviews/reviews.csv"),
        true,
        &["– 1.75* Zimny pokój, / brak wody / Miła obsługa", "  ?: Przepraszamy", "– 4.5* Hyvä", "– 2* –"],
    );
    check(
        fixture!("tripadvisor/reviews.json"),
        true,
        &["1 2* Kylmä huone / Emme palaa", "  259200 s at most: Pahoittelemme", "2 1* Brudno / Nigdy więcej"],
    );
}

#[test]
fn shops_are_read() {
    check(
        fixture!("trustpilot-api/reviews.json"),
        true,
        &["65f0 1* Ei pakettia / Kukaan ei vastaa", "  14400 s: Pahoittelut", "65f1 2* Wolno / Wolno"],
    );
    check(
        fixture!("trustpilot-api/late-key.json"),
        true,
        &["65f8 1* Wolno / Wolno", "65f9 1* Hidas / Hidas", "  7200 s: Pahoittelut"],
    );
    check(fixture!("trustpilot-api-bare/reviews.json"), false, &["65f0 1* Ei pakettia / Kukaan ei vastaa"]);
    check(
        fixture!("trustpilot-scraped/reviews.json"),
        true,
        &["65f0 1* Wolno / Wolno", "  5400 s: Przepraszamy", "65f1 2* Hidas / Hidas"],
    );
    check(
        fixture!("trustpilot-csv/reviews.csv"),
        true,
        &["65f0 1* Ei pakettia / Kukaan ei vastaa", "  14400 s: –", "65f1 2* Wolno / Wolno"],
    );
    check(fixture!("trustpilot-products/reviews.csv"), false, &["tp1 1* Pękł"]);
    check(
        fixture!("judgeme/reviews.csv"),
        true,
        &[
            "– 2* Meh / Za mały",
            "  90000 s: Wymienimy",
            "– 1* Huono / Rikki",
            "  ?: Pahoittelut",
            "– 1* Buy / Cheap pills",
        ],
    );
    check(fixture!("judgeme-without-replies/reviews.csv"), false, &["– 2* Meh / Za mały"]);
    check(
        fixture!("shopify-reviews/reviews.csv"),
        true,
        &["– 1* Zle / Nie przyszło", "  3600 s: Szukamy paczki", "– 2* Huono / Ei tullut"],
    );
    check(fixture!("okendo/reviews.csv"), false, &["ok1 1* Rikki / Ei toimi"]);
    check(fixture!("loox/reviews.csv"), false, &["l1 1* Nigdy nie przyszło"]);
    check(fixture!("yotpo/reviews.csv"), false, &["– 1* Rikki / Ei toimi"]);
}

#[test]
fn apps_and_games_are_read() {
    check(
        fixture!("google-play-node-list/reviews.json"),
        true,
        &["a1 1* Bad", "  -3600 s at most: Sorry", "a2 2* Slow / Very", "  1800 s at most: Sorry"],
    );
    check(
        fixture!("outscraper-play/reviews.csv"),
        true,
        &["– 1* Nie działa", "  7200 s at most: Naprawione"],
    );
    check(
        fixture!("play-selenium/reviews.csv"),
        true,
        &["– 1* Does not open", "  172800 s at most: Kubek Apps", "– 2* Slow"],
    );
    check(
        fixture!("steam-reviews/appreviews.json"),
        true,
        &["9 1* Gra się wiesza", "  7200 s: Poprawka wkrótce", "10 1* Kaatuu"],
    );
    check(fixture!("steam-reviews-csv/reviews.csv"), false, &["9 1* Gra się wiesza", "10 5* Kaatuu"]);
}

#[track_caller]
fn check_saved((path, bytes): (&str, &[u8]), expected: &[&str]) {
    let found = read(&Mapped, path, bytes);
    let codes = found.problems.iter().chain(&found.remarks).map(|problem| problem.code.to_owned());
    let told: Vec<String> = told(&found.messages).into_iter().chain(codes).collect();
    assert_eq!(told, expected, "{path}");
}

#[test]
fn a_table_is_read_however_it_was_saved() {
    let same = ["u1 1* Nie działa, / żądam zwrotu kosztów", "  3600 s at most: Przepraszamy", "u2 2* Hidas"];
    check_saved(fixture!("csv-realities/utf16le-without-mark.csv"), &same);
    check_saved(fixture!("csv-realities/utf16be-with-mark.csv"), &same);
    check_saved(fixture!("csv-realities/lone-cr.csv"), &same);
    check_saved(fixture!("csv-realities/windows-1250.csv"), &["w1 1* Nie dzia\u{fffd}a", "bytes-replaced"]);
    check_saved(
        fixture!("csv-realities/data-frame.csv"),
        &["3 1* Bad", "4 2* Slow", "  1800 s at most: Sorry"],
    );
    check_saved(
        fixture!("csv-realities/day-first.csv"),
        &["d1 1* Bad", "  86400 s at most: Sorry", "d2 2* Slow", "  3600 s at most: Sorry"],
    );
    check_saved(
        fixture!("csv-realities/month-first.csv"),
        &["m1 1* Bad", "  86400 s at most: Sorry", "m2 2* Slow", "  3600 s at most: Sorry"],
    );
    check_saved(
        fixture!("csv-realities/spreadsheet.csv"),
        &["– 1* Bad", "  3600 s at most: Sorry", "lossy-ids"],
    );
    check_saved(fixture!("csv-realities/cut.csv"), &["c1 1* Bad", "cut-row"]);
}

#[test]
fn the_order_of_day_and_month_is_that_of_the_whole_column() {
    for (name, bytes) in [fixture!("csv-realities/day-first.csv"), fixture!("csv-realities/month-first.csv")]
    {
        let found = read(&Mapped, name, bytes);
        let days: Vec<Stamp> = found.messages.iter().map(|message| message.sent).collect();
        let day = |month, day, hour| {
            let date = chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            Stamp::Local(date.and_hms_opt(hour, 0, 0).unwrap())
        };
        assert_eq!(days, [day(4, 3, 10), day(4, 4, 10), day(4, 25, 10), day(4, 25, 11)], "{name}");
    }
}

#[test]
fn sources_that_never_show_replies_are_refused_with_advice() {
    for (name, head) in [
        (
            "a.json",
            r#"{"result":{"reviews":[{"rating":1,"relative_time_description":"a week ago","text":"x"}]}}"#,
        ),
        ("a.json", r#"{"reviews":[{"rating":1,"relativePublishTimeDescription":"a week ago"}]}"#),
        (
            "a.json",
            r#"[{"id":1,"date_created_gmt":"2026-02-01T08:00:00","reviewer":"A","review":"x","rating":1}]"#,
        ),
        ("a.csv", "title,reviews/0/text,reviews/0/stars\nKubek,x,1\n"),
    ] {
        assert!(matches!(sniff(&Mapped, name, head.as_bytes()), Sniff::Refuse(_)), "{head}");
    }
}

#[test]
fn a_machine_translation_is_left_out() {
    let rows = "reviewer_name,star_rating,comment,create_time,update_time,reply_comment,reply_time\n\
        Anna,ONE,\"(Translated by Google) Never again\n\n(Original)\nNigdy więcej\",2026-02-01T08:00:00Z,2026-02-01T08:00:00Z,,\n";
    assert_eq!(read(&Mapped, "a.csv", rows.as_bytes()).messages[0].text.as_deref(), Some("Nigdy więcej"));
}

#[test]
fn tables_that_a_spreadsheet_saved_again_keep_their_times() {
    use super::mapping::signs::Sign;
    use crate::message::Channel;
    /// Numbers of seconds stay numbers.
    const SECONDS: [&str; 2] = ["gosom-maps", "steam-reviews-csv"];
    for preset in super::presets::PRESETS {
        let mapping = super::Mapping::parse(preset.name, preset.text).unwrap();
        let mut signs = mapping.matches.any.iter().chain(&mapping.matches.all);
        let is_table = signs.any(|sign| matches!(sign, Sign::HeaderHas(_)));
        let is_review = mapping.fields.channel == Some(Channel::Review);
        if !is_table || !is_review || SECONDS.contains(&preset.name) {
            continue;
        }
        for text in ["2026-02-25 15:42:00", "25.02.2026 15:42", "2/25/2026 15:42"] {
            let order = crate::date::pattern::proven_order(text);
            assert!(mapping.times.read(text, order).is_ok(), "{}: {text}", preset.name);
        }
    }
}

#[test]
fn a_review_has_the_language_that_its_export_names() {
    let steam = |language: &str| {
        let review = format!(
            r#"{{"reviews":[{{"recommendationid":"9","language":"{language}","review":"Crash","timestamp_created":1769932800,"voted_up":false}}]}}"#
        );
        read(&Mapped, "reviews.json", review.as_bytes()).messages[0].language
    };
    assert_eq!(steam("polish"), Some(Language::Polish));
    assert_eq!(steam("schinese"), None);
    let trustpilot = r#"{"reviews":[{"id":"1","stars":1,"text":"Ei","language":"fi","createdAt":"2026-02-01T08:00:00Z","companyReply":{"text":"Pahoittelut","createdAt":"2026-02-01T12:00:00Z"}}]}"#;
    let found = read(&Mapped, "reviews.json", trustpilot.as_bytes());
    let languages: Vec<_> = found.messages.iter().map(|message| message.language).collect();
    assert_eq!(languages, [Some(Language::Finnish), None]);
}

#[test]
fn a_scraped_review_has_its_link() {
    let review = r#"[{"reviewId":"Ch1","reviewUrl":"https://maps.example.org/Ch1","stars":1,"text":"Zwrot!","publishedAtDate":"2026-02-01T08:00:00.000Z","responseFromOwnerText":null}]"#;
    let found = read(&Mapped, "reviews.json", review.as_bytes());
    assert_eq!(found.messages[0].link.as_deref(), Some("https://maps.example.org/Ch1"));
}

#[test]
fn each_column_of_times_proves_its_own_order_of_day_and_month() {
    let seconds = |at: [&str; 2], reply: [&str; 2]| -> Vec<String> {
        let rows = [("a", at[0], reply[0]), ("b", at[1], reply[1])];
        let row = |(id, at, reply)| format!("{id},Ann,Bad,1,{at},Sorry,{reply}\n");
        let head = "reviewId,userName,content,score,at,replyContent,repliedAt\n";
        let text = format!("{head}{}", rows.map(row).concat());
        told(&read(&Mapped, "reviews.csv", text.as_bytes()).messages)
    };
    let replies = |after: [&str; 2]| -> Vec<String> {
        let [a, b] = after.map(|after| format!("  {after} s at most: Sorry"));
        vec!["a 1* Bad".to_owned(), a, "b 1* Bad".to_owned(), b]
    };
    let iso = ["2025-05-06 10:00", "2025-05-06 10:00"];
    assert_eq!(seconds(iso, ["7/5/2025 10:00", "25/5/2025 10:00"]), replies(["86400", "1641600"]));
    // 25 May to 27 June, 6 May to 8 June.
    let (day_first, month_first) =
        (["25/05/2025 10:00", "6/05/2025 10:00"], ["6/27/2025 10:00", "6/8/2025 10:00"]);
    assert_eq!(seconds(day_first, month_first), replies(["2851200", "2851200"]));
    // What proves nothing is written like the other column.
    assert_eq!(
        seconds(["6/5/2025 10:00"; 2], ["6/27/2025 10:00", "6/6/2025 10:00"]),
        replies(["1900800", "86400"])
    );
}

#[test]
fn an_order_of_allegro_is_no_product() {
    let (path, bytes) = fixture!("allegro-ratings/ratings.json");
    let found = read(&Mapped, path, bytes);
    assert!(found.messages[0].subject.is_some());
    assert_eq!(found.messages[0].about.as_deref(), Some(""));
}

#[test]
fn places_without_reviews_and_cells_that_break_off_are_counted() {
    let (path, bytes) = fixture!("gosom-maps-odd-places/places.csv");
    let table = read(&Mapped, path, bytes);
    assert_eq!((table.tally.read, table.tally.messages, table.tally.problems), (4, 1, 1));
    assert_eq!(table.tally.outside.get("without-records"), Some(&2));
    let (path, bytes) = fixture!("gosom-maps-odd-places/places.json");
    let places = read(&Mapped, path, bytes);
    assert_eq!((places.tally.read, places.tally.messages), (2, 1));
    assert_eq!(places.tally.outside.get("without-records"), Some(&1));
}
