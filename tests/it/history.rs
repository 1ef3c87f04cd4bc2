//! `--history`: two weekly exports of an invented shop, and what happened to its reviews in between.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its output must fail loudly")]

use crate::support::{Folder, table};

/// Ids, stars, text, last update, reply and its time; all of February 2026.
type Review<'a> = (&'a str, u8, &'a str, &'a str, Option<(&'a str, &'a str)>);

const WEEK_1: &[Review<'_>] = &[
    ("r1", 1, "Does not start", "02T08", Some(("Please update", "02T20"))),
    ("r2", 1, "Refund!", "03T08", Some(("Sorry, done", "04T08"))),
    ("r3", 2, "Too slow", "04T08", None),
    ("r4", 1, "Crashes", "05T08", None),
];
/// r1 was edited behind its answer, the answer of r2 is gone, r3 is gone, r4 was answered.
const WEEK_2: &[Review<'_>] = &[
    ("r1", 2, "Starts now, and is slow", "09T08", Some(("Please update", "02T20"))),
    ("r2", 1, "Refund!", "03T08", None),
    ("r4", 1, "Crashes", "05T08", Some(("Fixed", "08T08"))),
    ("r5", 1, "Ugly", "11T08", None),
];

fn submitted(id: &str) -> &'static str {
    match id {
        "r1" => "02T08",
        "r2" => "03T08",
        "r3" => "04T08",
        "r4" => "05T08",
        _ => "11T08",
    }
}

fn play(reviews: &[Review<'_>]) -> String {
    let mut csv = "Package Name,Reviewer Language,Device,Review Submit Date and Time,Review Last Update Date and Time,\
                   Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,\
                   Developer Reply Text,Review Link\n"
        .to_owned();
    for (id, stars, text, updated, reply) in reviews {
        let time = |hour: &str| format!("2026-02-{hour}:00:00Z");
        let (reply, replied) = reply.map_or(("", String::new()), |(text, hour)| (text, time(hour)));
        csv.push_str(&format!(
            "com.example.shop,en,a1,{},{},{stars},,\"{text}\",{replied},,\"{reply}\",https://play.example/review-details?reviewId={id}&corpus=PUBLIC_REVIEWS\n",
            time(submitted(id)),
            time(updated),
        ));
    }
    csv
}

fn changes(json: &str) -> Vec<(String, String)> {
    let audit: serde_json::Value = serde_json::from_str(json).unwrap();
    let rows = audit["history"]["rows"].as_array();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.into_iter().flatten().map(|row| (text(row, "conversation"), text(row, "change"))).collect()
}

/// The same as a Takeout of a Google Business Profile.
fn takeout(reviews: &[Review<'_>]) -> String {
    let time = |hour: &str| format!("2026-02-{hour}:00:00.120Z");
    let stars = ["ONE", "TWO", "THREE", "FOUR", "FIVE"];
    let rows: Vec<serde_json::Value> = reviews
        .iter()
        .map(|(id, n_stars, text, updated, reply)| {
            let mut row = serde_json::json!({
                "name": format!("accounts/1/locations/2/reviews/{id}"),
                "reviewer": {"displayName": "Anna"},
                "starRating": stars[usize::from(*n_stars) - 1],
                "comment": text,
                "createTime": time(submitted(id)),
                "updateTime": time(updated),
            });
            if let Some((text, hour)) = reply {
                row["reviewReply"] = serde_json::json!({"comment": text, "updateTime": time(hour)});
            }
            row
        })
        .collect();
    serde_json::json!({ "reviews": rows }).to_string()
}

fn memory_of(folder: &Folder) -> String {
    std::fs::read_to_string(folder.path().join("past/reviews.ndjson")).unwrap()
}

/// Both weeks as their exports, named as their makers name them.
fn check_two_weeks(name: &str, export: fn(&[Review<'_>]) -> String, before_id: &str) {
    let folder = Folder::new();
    folder.write(&format!("1/{name}"), export(WEEK_1));
    folder.write(&format!("2/{name}"), export(WEEK_2));
    let first = folder.run(&["audit", "1", "--history", "past", "-f", "json"]).ok();
    assert!(changes(&first).is_empty(), "{first}");
    let memory_1 = memory_of(&folder);
    let second = folder.run(&["audit", "2", "--history", "past", "-f", "json"]).ok();
    let expected =
        [("r1", "edited after an answer"), ("r2", "answer removed"), ("r3", "gone from the export")];
    let expected = expected.map(|(id, change)| (format!("{before_id}{id}"), change.to_owned()));
    assert_eq!(changes(&second), expected, "{second}");
    let audit: serde_json::Value = serde_json::from_str(&second).unwrap();
    let row = &audit["history"]["rows"][0];
    assert_eq!((row["rating"].as_f64(), row["rating_before"].as_f64()), (Some(2.0), Some(1.0)));
    assert!(audit["history"]["rows"][1]["rating_before"].is_null());
    // The same again is the same report, byte for byte, and the same memory.
    let memory = memory_of(&folder);
    assert_ne!(memory, memory_1);
    assert_eq!(folder.run(&["audit", "2", "--history", "past", "-f", "json"]).ok(), second);
    assert_eq!(memory_of(&folder), memory);
    for words in ["Refund", "Sorry", "update", "Anna"] {
        assert!(!memory.contains(words), "no words and no names are kept: {memory}");
    }
    // The older week once more tells nothing new, and what is known stays.
    let older = folder.run(&["audit", "1", "--history", "past", "-f", "json"]).ok();
    assert!(changes(&older).is_empty(), "{older}");
    assert_eq!(memory_of(&folder), memory);
    assert_eq!(folder.run(&["audit", "2", "--history", "past", "-f", "json"]).ok(), second);
}

#[test]
fn two_weekly_exports_of_the_play_console_tell_what_happened_to_each_review() {
    check_two_weeks("reviews_com.example.shop_202602.csv", play, "");
}

#[test]
fn two_weekly_takeouts_tell_what_happened_to_each_review() {
    let name = "Takeout/Google Business Profile/account-1/location-2/reviews.json";
    check_two_weeks(name, takeout, "locations/2/reviews/");
}

#[test]
fn waits_and_remarks_know_the_history_too() {
    let folder = Folder::new();
    folder.write("1/reviews_com.example.shop_202602.csv", play(WEEK_1));
    folder.write("2/reviews_com.example.shop_202602.csv", play(WEEK_2));
    folder.run(&["ignored", "1", "--history", "past"]).ok();
    let ran = folder.run(&["waits", "2", "--history", "past"]);
    for words in ["edited after", "removed: 1 (r2)", "older and newer ones: 1 (r3)"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    let rows = table(&ran.ok(), &[]);
    let get = |row: &[(String, String)], key: &str| {
        row.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()).unwrap()
    };
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            let [conversation, state, seconds, confidence, flags] =
                ["conversation", "state", "response_seconds", "confidence", "flags"].map(|key| get(row, key));
            (conversation, state, seconds, confidence, flags)
        })
        .collect();
    let row = |id: &str, state: &str, seconds: &str, confidence: &str, flags: &str| {
        let [id, state, seconds, confidence, flags] =
            [id, state, seconds, confidence, flags].map(str::to_owned);
        (id, state, seconds, confidence, flags)
    };
    assert_eq!(
        told,
        [
            row("r1", "answered", "43200", "upper-bound", "stale-reply"),
            row("r2", "waiting", "", "exact", "reply-deleted"),
            // The week before had it without its answer, which the Play Console dates by its last edit.
            row("r4", "answered", "259200", "exact", ""),
            row("r5", "waiting", "", "exact", ""),
        ]
    );
    // `check` sees the same and keeps its exit code.
    let ran = folder.run(&["check", "2", "--history", "past", "--require", "count(unanswered) <= 2"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("removed: 1"), "{}", ran.stderr);
}

/// Three weeks. r4 is answered between the first two exports, r5 is asked and answered between them; both answers
/// are corrected before the third.
const ANSWERED: [&[Review<'_>]; 3] = [
    &[("r4", 1, "Crashes", "05T08", None)],
    &[
        ("r4", 1, "Crashes", "05T08", Some(("Fixd", "07T08"))),
        ("r5", 1, "Ugly", "11T08", Some(("Sory", "12T08"))),
    ],
    &[
        ("r4", 1, "Crashes", "05T08", Some(("Fixed", "15T08"))),
        ("r5", 1, "Ugly", "11T08", Some(("Sorry", "21T08"))),
    ],
];

/// Id, seconds and confidence of each wait.
fn responses(csv: &str) -> Vec<[String; 3]> {
    let of = |row: Vec<(String, String)>| {
        let get =
            |key: &str| row.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()).unwrap();
        ["conversation", "response_seconds", "confidence"].map(get)
    };
    table(csv, &[]).into_iter().map(of).collect()
}

#[test]
fn weekly_exports_turn_times_of_last_edits_into_first_times() {
    let folder = Folder::new();
    for (week, reviews) in (1..).zip(ANSWERED) {
        folder.write(&format!("{week}/reviews_com.example.shop_202602.csv"), play(reviews));
    }
    let alone = folder.run(&["waits", "3"]).ok();
    // Ten days each, from the 5th to the 15th and from the 11th to the 21st.
    assert_eq!(responses(&alone), [["r4", "864000", "upper-bound"], ["r5", "864000", "upper-bound"]]);
    for week in ["1", "2"] {
        folder.run(&["waits", week, "--history", "past"]).ok();
    }
    // The 5th to the 7th: the first export had no answer yet. The 11th to the 12th: no export lacks that one.
    let third = folder.run(&["waits", "3", "--history", "past"]).ok();
    assert_eq!(responses(&third), [["r4", "172800", "exact"], ["r5", "86400", "upper-bound"]]);
    // Read all at once, in any order, they tell the same.
    let together = folder.run(&["waits", "3", "1", "2", "--history", "together"]).ok();
    assert_eq!(responses(&together), responses(&third));
}

/// Two weeks of an export in one or several files, read on the 11th and the 18th of January 2026: what the second tells, and
/// the states of its waits with their flags.
fn check_weeks(files: &[(&str, [&str; 2])], told: &[(&str, &str)], waits: &[&str]) {
    let folder = Folder::new();
    for (name, weeks) in files {
        for (week, text) in (1..).zip(weeks) {
            folder.write(&format!("{week}/{name}"), *text);
        }
    }
    let run = |command: &str, week: &str, day: &str| {
        let as_of = format!("2026-01-{day}T00:00:00Z");
        let args = [command, week, "--history", "past", "--as-of", &as_of, "--timezone", "UTC", "-f"]
            .map(str::to_owned);
        let format = if command == "audit" { "json" } else { "csv" };
        let args: Vec<&str> = args.iter().map(String::as_str).chain([format]).collect();
        folder.run(&args).ok()
    };
    assert!(changes(&run("audit", "1", "11")).is_empty());
    let told: Vec<_> = told.iter().map(|(id, what)| ((*id).to_owned(), (*what).to_owned())).collect();
    assert_eq!(changes(&run("audit", "2", "18")), told);
    let of = |row: Vec<(String, String)>| {
        let get = |key: &str| row.iter().find(|(name, _)| name == key).unwrap().1.clone();
        ["conversation", "state", "flags"].map(get).join(" ").trim_end().to_owned()
    };
    let rows: Vec<String> = table(&run("waits", "2", "18"), &[]).into_iter().map(of).collect();
    assert_eq!(rows, waits);
}

#[test]
fn answers_in_files_of_their_own_are_remembered_with_their_reviews() {
    let review = |id: u8, text: &str, stars: u8, n: u8| {
        format!(
            r#"{{"feedbackId":{id},"createdAt":"2026-01-0{}T08:00:00Z","needReaction":true,"author":"R{id}","identifiers":{{"offerId":"S1"}},"description":{{"comment":"{text}"}},"statistics":{{"rating":{stars},"commentsCount":{n}}}}}"#,
            id % 10
        )
    };
    let reviews =
        |list: [String; 3]| format!(r#"{{"result":{{"feedbacks":[{}],"paging":{{}}}}}}"#, list.join(","));
    let answer = |id: u8| {
        format!(
            r#"{{"id":{},"text":"Sorry","status":"PUBLISHED","feedbackId":{id},"author":{{"type":"BUSINESS","name":"Shop"}}}}"#,
            900 + u16::from(id)
        )
    };
    let answers = |list: &[u8]| {
        let list: Vec<String> = list.iter().map(|&id| answer(id)).collect();
        format!(r#"{{"result":{{"comments":[{}]}}}}"#, list.join(","))
    };
    let lists = [
        reviews([review(71, "Broken", 1, 1), review(72, "Late", 1, 0), review(73, "Lost", 1, 1)]),
        reviews([review(71, "Broken still", 2, 1), review(72, "Late", 1, 1), review(73, "Lost", 1, 0)]),
    ];
    let comments = [answers(&[71, 73]), answers(&[71, 72])];
    let told = [("71", "edited after an answer"), ("73", "answer removed")];
    let waits = ["71 answered time-unknown", "72 answered time-unknown", "73 waiting reply-deleted"];
    check_weeks(
        &[("feedbacks.json", [&lists[0], &lists[1]]), ("comments.json", [&comments[0], &comments[1]])],
        &told,
        &waits,
    );
    // Without the comments the second week cannot show whether the answer to 73 still stands.
    let none = "{\"result\":{\"comments\":[]}}";
    check_weeks(
        &[("feedbacks.json", [&lists[0], &lists[0]]), ("comments.json", [&comments[0], none])],
        &[],
        &[],
    );
}

#[test]
fn a_removed_answer_in_one_format_says_nothing_of_a_review_with_the_same_id_in_another() {
    const LOOX: &str = "id,status,rating,email,nickname,full_name,review,date,productId,handle,img,variant,\
         verified_purchase,reply,replied_at\n5,published,1,jan@example.org,Jan,Jan,Parcel lost,2026-01-02T08:00:00Z,9,\
         mug,,,true,";
    const OKENDO: &str = "Review ID,Product ID,Rating,Title,Body,Reviewer Name,Date Created,Status,Reply,Reply Date\n\
         5,7,1,Bad,Broken,Ann,2026-01-01T08:00:00Z,ok,,\n";
    let loox = [format!("{LOOX}Sorry,2026-01-03T08:00:00Z\n"), format!("{LOOX},\n")];
    check_weeks(
        &[("loox.csv", [&loox[0], &loox[1]]), ("okendo.csv", [OKENDO, OKENDO])],
        &[("5", "answer removed")],
        &["5 waiting", "5-2 waiting reply-deleted"],
    );
}

#[test]
fn a_rating_of_an_order_that_is_gone_is_told() {
    let rating = |n: u8| {
        format!(
            r#"{{"id":"r{n}","buyer":{{"login":"b{n}"}},"recommended":false,"comment":"Broken","createdAt":"2026-01-0{n}T08:00:00Z","answer":null,"rates":{{}},"order":{{"id":"o{n}"}}}}"#
        )
    };
    let ratings = |list: &[u8]| {
        let list: Vec<String> = list.iter().map(|&n| rating(n)).collect();
        format!(r#"{{"ratings":[{}]}}"#, list.join(","))
    };
    let weeks = [ratings(&[1, 2, 3]), ratings(&[1, 3])];
    check_weeks(
        &[("ratings.json", [&weeks[0], &weeks[1]])],
        &[("r2", "gone from the export")],
        &["r1 waiting", "r3 waiting"],
    );
}

#[test]
fn the_same_export_in_another_zone_is_no_edit() {
    const PLAY: &str = "reviewId,userName,userImage,content,score,thumbsUpCount,reviewCreatedVersion,at,replyContent,\
         repliedAt,appVersion\na1,Ann,,Broken,1,0,1,2026-02-01 10:00:00,Fixed,2026-02-01 14:30:00,1\n";
    let folder = Folder::new();
    folder.write("play.csv", PLAY);
    let args = ["waits", "play.csv", "--as-of", "2026-03-01T00:00:00Z", "--timezone"];
    let waits = |zone: &[&str]| folder.run(&[&args[..], zone].concat());
    let alone = waits(&["America/New_York"]).ok();
    for zone in ["UTC", "America/New_York", "Asia/Kolkata", "America/New_York"] {
        let ran = waits(&[zone, "--history", "past"]);
        assert!(!ran.stderr.contains("edited after"), "{}", ran.stderr);
        if zone == "America/New_York" {
            assert_eq!(ran.ok(), alone);
        }
    }
}

#[test]
fn reviews_that_share_an_id_are_not_taken_for_one_that_was_seen_before() {
    let loox = |name: &str, time: &str, text: &str, reply: &str| {
        format!(
            "id,status,rating,email,nickname,full_name,review,date,productId,handle,img,variant,verified_purchase,reply,replied_at\n\
             1,published,1,{name}@example.org,,,{text},2026-01-0{time}T08:00:00Z,9,mug,,,true,{reply}\n"
        )
    };
    let a = loox("ann", "1", "Broken lamp", ",");
    let b = loox("jan", "5", "Parcel never came", "Sorry,2026-01-06T08:00:00Z");
    check_weeks(
        &[("a/reviews.csv", [&a, &a]), ("b/reviews.csv", [&b, &b])],
        &[],
        &["1 waiting", "1-2 answered"],
    );
}

#[test]
fn a_damaged_history_stops_the_run_and_stays_as_it_is() {
    let folder = Folder::new();
    folder.write("reviews.csv", play(WEEK_1));
    folder.write("past/reviews.ndjson", "{\"schema\":\"hearback-history/1\",\"reviews\":7}\n");
    let ran = folder.run(&["audit", "reviews.csv", "--history", "past"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
    assert!(ran.stderr.contains("holds 0 of 7 reviews"), "{}", ran.stderr);
    let left = std::fs::read_to_string(folder.path().join("past/reviews.ndjson")).unwrap();
    assert!(left.contains("\"reviews\":7"), "{left}");
}

#[test]
fn a_history_of_another_version_stops_the_run_and_stays_as_it_is() {
    let folder = Folder::new();
    folder.write("reviews.csv", play(WEEK_1));
    let newer = "{\"schema\":\"hearback-history/2\",\"reviews\":0}\n";
    folder.write("past/reviews.ndjson", newer);
    for command in ["audit", "waits", "unanswered", "ignored"] {
        let ran = folder.run(&[command, "reviews.csv", "--history", "past"]);
        assert_eq!(ran.code, Some(2), "{}", ran.stdout);
        let told = "is of the version \"hearback-history/2\", expected hearback-history/1";
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("past/reviews.ndjson")).unwrap(), newer);
}
