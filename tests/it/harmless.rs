//! Reviews that are let go at a glance change nothing of the list of those that were ignored. JSON says what all rows were made
//! of, so that there everything is kept: the other formats must tell the same rows.

#![expect(clippy::unwrap_used, reason = "a test that cannot make its input must fail loudly")]

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::Folder;

const HEAD: &str = "Package Name,Reviewer Language,Device,Review Submit Millis Since Epoch,Review Last Update Millis Since Epoch,\
                    Star Rating,Review Text,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link\n";

/// Words of any kind; none is stars alone.
const WORDS: [&str; 8] = [
    "",
    "",
    "Świetna aplikacja",
    "Nie działa, oddajcie pieniądze",
    "Отвратительно",
    "Hyvä",
    "It is a scam! I want my money back",
    "Ok?",
];

/// Numbers that look like chance, the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn words(&mut self) -> &'static str {
        WORDS[self.roll(WORDS.len() as u64) as usize]
    }
}

/// One review as any export may tell it; times are minutes, ids come back.
struct Row {
    id: u64,
    sent: u64,
    edited: Option<u64>,
    replied: Option<u64>,
    stars: u64,
    text: &'static str,
}

impl Row {
    fn new(dice: &mut Dice, n_ids: u64) -> Self {
        let id = dice.roll(n_ids);
        // Mostly the time goes with the id, as a review has one first writing.
        let sent = id * 7 + if dice.roll(4) == 0 { dice.roll(500) } else { 0 };
        let later = |dice: &mut Dice, odds: u64| (dice.roll(odds) == 0).then(|| sent + dice.roll(300));
        Self {
            id,
            sent,
            edited: later(dice, 3),
            replied: later(dice, 2).map(|at| at.saturating_sub(20)),
            stars: 1 + dice.roll(5),
            text: dice.words(),
        }
    }
}

fn play_console(dice: &mut Dice, n_rows: usize, n_ids: u64) -> String {
    let mut table = HEAD.to_owned();
    for _ in 0..n_rows {
        let Row { id, sent, edited, replied, stars, text } = Row::new(dice, n_ids);
        let millis = |minutes: u64| format!("{}", 1_767_225_600_000 + minutes * 60_000);
        let edited = millis(edited.unwrap_or(sent));
        let reply = replied.map(|_| "Prosimy o numer").unwrap_or_default();
        let replied = replied.map(millis).unwrap_or_default();
        let sent = if dice.roll(40) == 0 { "soon".to_owned() } else { millis(sent) };
        // A bare rating has no link.
        let link = if dice.roll(9) == 0 {
            String::new()
        } else {
            format!("https://play.example.org/?reviewId=r{id}")
        };
        writeln!(
            table,
            "org.example.shop,pl,d{id},{sent},{edited},{stars},\"{text}\",{replied},{reply},{link}"
        )
        .unwrap();
    }
    table
}

/// Columns of a scraper, in local time.
fn scraped(dice: &mut Dice, n_rows: usize, n_ids: u64) -> String {
    let mut table = "reviewId,userName,content,score,at,replyContent,repliedAt\n".to_owned();
    for _ in 0..n_rows {
        let Row { id, sent, replied, stars, text, .. } = Row::new(dice, n_ids);
        let time = |minutes: u64| {
            let at = chrono::DateTime::from_timestamp(1_767_225_600 + minutes as i64 * 60, 0).unwrap();
            at.format("%Y-%m-%d %H:%M:%S").to_string()
        };
        let reply = replied.map(|_| "Prosimy o numer").unwrap_or_default();
        let replied = replied.map(time).unwrap_or_default();
        writeln!(table, "r{id},Anna {id},\"{text}\",{stars},{},{reply},{replied}", time(sent)).unwrap();
    }
    table
}

fn places(dice: &mut Dice, n_rows: usize, n_ids: u64) -> String {
    let rows = (0..n_rows).map(|_| {
        let Row { id, sent, edited, replied, stars, text } = Row::new(dice, n_ids);
        let time = |minutes: u64| {
            chrono::DateTime::from_timestamp(1_767_225_600 + minutes as i64 * 60, 0).unwrap().to_rfc3339()
        };
        let stars = ["ONE", "TWO", "THREE", "FOUR", "FIVE"][stars as usize - 1];
        let state = if dice.roll(3) == 0 { "PENDING" } else { "APPROVED" };
        let reply = replied.map(
            |at| json!({"comment": "Prosimy o numer", "updateTime": time(at), "reviewReplyState": state}),
        );
        json!({
            "name": format!("accounts/1/locations/2/reviews/r{id}"), "reviewer": {"displayName": format!("Anna {id}")},
            "starRating": stars, "comment": text,
            "createTime": time(sent), "updateTime": time(edited.unwrap_or(sent)), "reviewReply": reply,
        })
    });
    json!({"reviews": rows.collect::<Vec<_>>()}).to_string()
}

#[test]
fn the_rows_are_those_of_a_report_that_keeps_everything() {
    let mut n_rows = 0;
    for seed in 0..4 {
        let mut dice = Dice(seed);
        // From hardly any id that comes twice to hardly any that does not.
        let n_ids = [100_000, 400, 90, 20][seed as usize];
        let folder = Folder::new();
        folder.write("play/a.csv", play_console(&mut dice, 150, n_ids));
        folder.write("play/b.csv", play_console(&mut dice, 150, n_ids));
        folder.write("scraped/Anna 7.csv", scraped(&mut dice, 150, n_ids));
        folder.write("places/reviews.json", places(&mut dice, 150, n_ids));
        folder.write("places/more/reviews.json", places(&mut dice, 90, n_ids));
        folder.write("stars.toml", "[policy]\nstar_only = \"counts\"\n");
        folder.write("all.toml", "[policy]\npreset = \"zendesk\"\nnegative = { stars = 3, text = 0.4 }\n");
        folder.write("words.toml", "[policy]\nnegative = { stars = 2, text = 1 }\n");
        folder.write("team.toml", "[team]\nnames = [\"Anna 3\"]\nauto_replies = [\"Prosimy o numer\"]\n");
        for args in [
            &["."][..],
            &["play"],
            &["scraped"],
            &["places"],
            &["play/a.csv", "places/reviews.json"],
            &[".", "--config", "stars.toml"],
            &[".", "--config", "all.toml", "--min-band", "possible"],
            &[".", "--config", "words.toml"],
            &[".", "--config", "words.toml", "--min-band", "possible"],
            &["play", "--min-band", "certain"],
            &[".", "--config", "team.toml"],
            &[".", "--as-of", "2026-01-01T06:00:00Z"],
            &[".", "--last", "3h", "--redact"],
            &[".", "--timezone", "Europe/Warsaw", "--limit", "7"],
        ] {
            let run = |format| folder.run(&[&["ignored", "-f", format], args].concat());
            let (lines, whole) = (run("ndjson"), run("json"));
            assert_eq!((lines.code, &lines.stderr), (whole.code, &whole.stderr), "{seed} {args:?}");
            assert_eq!(lines.code, Some(0), "{seed} {args:?}: {}", lines.stderr);
            let lines: Vec<Value> =
                lines.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let whole: Value = serde_json::from_str(&whole.stdout).unwrap();
            assert_eq!(&lines, whole["rows"].as_array().unwrap(), "{seed} {args:?}");
            n_rows += lines.len();
        }
    }
    assert!(1_000 < n_rows, "{n_rows} rows show too little");
}

#[test]
fn an_export_is_as_new_as_the_reviews_that_went() {
    let folder = Folder::new();
    let review = |id: &str, stars: &str, day: u32, text: &str, reply: Value| {
        json!({
            "name": format!("accounts/1/locations/2/reviews/{id}"), "reviewer": {"displayName": id}, "starRating": stars,
            "comment": text, "createTime": format!("2026-01-{day:02}T08:00:00Z"),
            "updateTime": format!("2026-01-{day:02}T08:00:00Z"), "reviewReply": reply,
        })
    };
    let reply = |state: &str| json!({"comment": "Prosimy o numer", "updateTime": "2026-01-02T08:00:00Z", "reviewReplyState": state});
    // Of 20 January, when the answer was not shown yet; the praise is all that tells so.
    let newer = [
        review("x", "ONE", 1, "Nie działa", reply("PENDING")),
        review("z", "FIVE", 20, "Świetna aplikacja", Value::Null),
    ];
    let older = [
        review("x", "ONE", 1, "Nie działa", reply("APPROVED")),
        review("q", "ONE", 10, "Rikki", Value::Null),
    ];
    folder.write("a/reviews.json", json!({ "reviews": newer }).to_string());
    folder.write("b/reviews.json", json!({ "reviews": older }).to_string());
    let rows = folder.run(&["ignored", ".", "-f", "ndjson"]).ok();
    let who: Vec<Value> =
        rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["customer"].clone()).collect();
    assert_eq!(who, ["x", "q"]);
}
