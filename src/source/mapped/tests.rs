use proptest::prelude::*;

use super::*;
use crate::message::{Channel, Flags, Kind, Rating, Role, Stamp};
use crate::settings::SourceSettings;
use crate::source::testing::{Kept, Recorded, read, read_part, sniff};

const COMMENTS: &[u8] = include_bytes!("../../../fixtures/mapped/website-comments/comments.csv");
const POSTS: &[u8] = include_bytes!("../../../fixtures/mapped/support-tweets/posts.csv");
const REVIEWS: &[u8] = include_bytes!("../../../fixtures/mapped/app-reviews/reviews.csv");
const CHATS: &[u8] = include_bytes!("../../../fixtures/mapped/json-threads/chats.json");
const CHATS_MAPPING: &str = include_str!("../../../fixtures/mapped/json-threads/mapping.toml");
const TRANSCRIPT: &[u8] = include_bytes!("../../../fixtures/mapped/transcript/chats.csv");
const TRANSCRIPT_MAPPING: &str = include_str!("../../../fixtures/mapped/transcript/mapping.toml");

fn read_with(mapping: &str, name: &str, bytes: &[u8]) -> Recorded {
    let settings = SourceSettings {
        mapping: Some((mapping.to_owned(), "test".to_owned())),
        ..SourceSettings::default()
    };
    read_part(&Mapped, name, bytes, None, &settings)
}

fn codes(recorded: &Recorded) -> Vec<&str> {
    recorded.problems.iter().map(|problem| problem.code).collect()
}

fn texts(messages: &[Kept]) -> Vec<&str> {
    messages.iter().map(|message| message.text.as_deref().unwrap_or("–")).collect()
}

#[test]
fn every_shipped_mapping_is_valid_and_in_order() {
    for preset in presets::PRESETS {
        let mapping = Mapping::parse(preset.name, preset.text).unwrap();
        assert!(!mapping.about.is_empty(), "{}", preset.name);
        assert!(!mapping.matches.any.is_empty() || !mapping.matches.all.is_empty(), "{}", preset.name);
    }
    assert!(presets::PRESETS.is_sorted_by_key(|preset| preset.name));
}

#[test]
fn website_comments_are_read() {
    let found = read(&Mapped, "comments.csv", COMMENTS);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.problems), (5, 4, 1));
    let answer = &found.messages[1];
    assert_eq!((answer.role, answer.reply_to.as_deref()), (Some(Role::Team), Some("1")));
    assert_eq!(answer.channel, Channel::Comment);
    assert_eq!(found.messages[0].author.as_deref(), Some("anna@example.org"));
    assert_eq!(found.messages[2].role, Some(Role::Customer));
    assert_eq!(
        texts(&found.messages),
        ["Is this lamp dimmable?", "Yes, with any bulb", "Does not work & nobody answers", "Same here"]
    );
    assert_eq!(
        found.problems[0].to_string(),
        "record 5 (line 6): the time `soon` fits no format of the mapping [bad-time]"
    );
    assert_eq!(found.remarks[0].code, "dates-without-time");
}

#[test]
fn support_posts_are_read() {
    let found = read(&Mapped, "posts.csv", POSTS);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.problems), (4, 3, 1));
    let (answer, question) = (&found.messages[0], &found.messages[1]);
    assert_eq!((answer.role, answer.reply_to.as_deref()), (Some(Role::Team), Some("2")));
    assert_eq!((question.role, question.id.as_deref()), (Some(Role::Customer), Some("2")));
    assert_eq!(question.sent, Stamp::Instant(1_769_932_800));
    assert_eq!(answer.sent, Stamp::Instant(1_769_933_340));
    assert_eq!(question.conversation, None);
    assert_eq!(found.messages[2].role, Some(Role::Customer));
    assert_eq!(found.problems[0].to_string(), "record 4 (line 6): the file ends inside this row [cut-row]");
}

#[test]
fn scraped_reviews_carry_their_replies() {
    let found = read(&Mapped, "reviews.csv", REVIEWS);
    assert_eq!((found.tally.read, found.tally.messages), (3, 3));
    let replies: Vec<&Kept> = found.messages.iter().filter(|message| message.also).collect();
    assert_eq!(replies.len(), 2);
    assert_eq!(replies[0].sent, replies[0].edited);
    assert_eq!(replies[0].id.as_deref(), Some("a1/reply"));
    assert_eq!(replies[1].sent, Stamp::Unknown);
    assert_eq!(found.messages[2].rating, Some(Rating { value: 5.0, max: Some(5.0) }));
    assert!(found.messages[0].flags.has(Flags::HAS_TEXT));
    assert_eq!(found.messages[0].conversation.as_deref(), Some("a1"));
    assert!(!found.facts.replies_hidden);
}

#[test]
fn nested_json_is_read_through_a_mapping() {
    let found = read_with(CHATS_MAPPING, "chats.json", CHATS);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.problems), (5, 3, 1));
    assert_eq!(found.tally.outside.get("dropped-by-mapping"), Some(&1));
    assert_eq!(codes(&found), ["bad-time"]);
    let roles: Vec<_> = found.messages.iter().map(|message| message.role).collect();
    assert_eq!(roles, [Some(Role::Bot), Some(Role::Team), Some(Role::Customer)]);
    assert_eq!(texts(&found.messages), ["We will answer soon", "Hi,\nwhat is it?", "Hello?"]);
    // 1769932800 is 08:00 UTC.
    assert_eq!(found.messages[1].sent, Stamp::Instant(1_769_932_800 + 3600));
    assert!(found.messages.iter().all(|message| message.conversation.as_deref() == Some("c1/t1")));
    assert_eq!(found.messages[2].rating, Some(Rating { value: 1.0, max: Some(5.0) }));
}

#[test]
fn a_transcript_in_a_cell_becomes_messages() {
    let found = read_with(TRANSCRIPT_MAPPING, "chats.csv", TRANSCRIPT);
    assert_eq!((found.tally.read, found.tally.messages, found.tally.problems), (3, 2, 1));
    assert_eq!(texts(&found.messages), ["Where is it?\nand when?", "On its way"]);
    assert_eq!(found.messages[1].role, Some(Role::Team));
    assert_eq!(found.messages[0].conversation.as_deref(), Some("1"));
    assert_eq!(codes(&found), ["no-transcript"]);
}

const ROWS: &str =
    "[fields]\nname = \"who\"\ntext = \"text\"\n[time]\nfrom = \"at\"\n[[role]]\ndefault = \"customer\"\n";

#[track_caller]
fn check_times(rows: &str, expected: &[&str]) {
    check_times_with(ROWS, rows, expected);
}

#[track_caller]
fn check_times_with(mapping: &str, rows: &str, expected: &[&str]) {
    let found = read_with(mapping, "a.csv", format!("who,text,at\n{rows}").as_bytes());
    let times: Vec<String> = found
        .messages
        .iter()
        .map(|message| match message.sent {
            Stamp::Local(local) => local.to_string(),
            Stamp::Instant(seconds) => seconds.to_string(),
            Stamp::Unknown => "unknown".to_owned(),
        })
        .collect();
    let all: Vec<&str> = times.iter().map(String::as_str).chain(codes(&found)).collect();
    assert_eq!(all, expected);
}

#[test]
fn the_whole_column_settles_the_order_of_day_and_month() {
    check_times("a,x,3/4/2026 10:00\nb,y,6/25/2026 10:00\n", &["2026-03-04 10:00:00", "2026-06-25 10:00:00"]);
    check_times("a,x,3/4/2026 10:00\nb,y,25/6/2026 10:00\n", &["2026-04-03 10:00:00", "2026-06-25 10:00:00"]);
    check_times("a,x,3/4/2026 10:00\n", &["ambiguous-time"]);
}

#[test]
fn an_absent_time_is_unknown_and_no_problem() {
    check_times("a,x,\nb,y,NaT\nc,z,0\n", &["unknown", "unknown", "unknown"]);
}

#[test]
fn a_number_of_the_first_years_after_1970_is_another_form_if_one_fits() {
    let with = |formats: &str| ROWS.replace("from = \"at\"", &format!("from = \"at\"\nformats = {formats}"));
    let all = with("[\"rfc3339\", \"unix\", \"unix-ms\", \"unix-us\", \"excel\"]");
    check_times_with(
        &all,
        "a,x,46054.3333333333\nb,x,46054\nc,x,1769936400\nd,x,1769936400.5\ne,x,1769936400000\nf,x,1769936400000000\n",
        &[
            "2026-02-01 08:00:00",
            "2026-02-01 00:00:00",
            "1769936400",
            "1769936400",
            "1769936400",
            "1769936400",
        ],
    );
    check_times_with(
        &with("[\"unix-ms\", \"unix\"]"),
        "a,x,1769936400\nb,x,1769936400000\n",
        &["1769936400"; 2],
    );
    check_times_with(&with("[\"unix\", \"rfc3339\"]"), "a,x,20260201\n", &["2026-02-01 00:00:00"]);
    // With nothing else to read it as, it is what the mapping says.
    check_times_with(&with("[\"unix\"]"), "a,x,46054\n", &["46054"]);
}

#[test]
fn days_without_a_time_of_day_are_told_however_they_are_written() {
    let mapping = ROWS.replace(
        "from = \"at\"",
        "from = \"at\"\nformats = [\"%d %B %Y\", \"rfc3339\", \"excel\", \"%d.%m.%Y %H.%M\"]",
    );
    let rows =
        "author,text,at\na,x,2 November 2026\nb,x,46054\nc,x,2026-11-02\nd,x,46054.5\ne,x,2.11.2026 9.15\n";
    let found = read_with(&mapping, "rows.csv", rows.as_bytes());
    let days: Vec<bool> = found.messages.iter().map(|message| message.flags.has(Flags::DAY)).collect();
    assert_eq!(days, [true, true, true, false, false]);
    assert_eq!(found.remarks[0].code, "dates-without-time");
}

#[test]
fn patterns_that_contradict_each_other_are_a_problem() {
    let mapping = ROWS.replace("from = \"at\"", "from = \"at\"\nformats = [\"%d/%m/%Y\", \"%m/%d/%Y\"]");
    let found = read_with(&mapping, "a.csv", b"who,text,at\na,x,3/4/2026\nb,x,4/4/2026\nc,x,25/4/2026\n");
    assert_eq!((codes(&found), found.tally.messages), (vec!["ambiguous-time"], 2));
    // `date_order` would not help here.
    assert_eq!(
        found.problems[0].text,
        "two of the `formats` read the time `3/4/2026` differently; keep the one in which the export writes it"
    );
}

#[test]
fn a_record_of_nobody_is_a_problem() {
    let mapping = ROWS.replace("[[role]]\ndefault = \"customer\"\n", "");
    let found = read_with(&mapping, "a.csv", b"who,text,at\n,x,2026-02-01 10:00\nann,x,2026-02-01 10:00\n");
    assert_eq!((codes(&found), found.tally.messages), (vec!["no-author"], 1));
}

#[test]
fn a_file_of_which_more_than_one_per_cent_fails_is_unreadable() {
    let failing = "ann,x,soon\n".repeat(6);
    let found = read_with(ROWS, "a.csv", format!("who,text,at\n{failing}").as_bytes());
    assert_eq!(found.tally.problems, 6);
    assert!(
        found
            .facts
            .unreadable
            .unwrap()
            .starts_with("6 of 6 records do not fit the mapping `test` (bad-time 6)")
    );
    let unreadable = |mapping: &str, rows: &str| {
        read_with(mapping, "a.csv", format!("who,text,at\n{rows}").as_bytes()).facts.unreadable.is_some()
    };
    assert!(!unreadable(ROWS, &"ann,x,soon\n".repeat(5)));
    // 6 of 600 is exactly 1 %.
    let rare = format!("{failing}{}", "ann,x,2026-02-01 10:00\n".repeat(594));
    assert!(!unreadable(ROWS, &rare));
    let strict = format!("[input]\nmax_failing = \"0.5%\"\n{ROWS}");
    assert!(unreadable(&strict, &rare));
    let lenient = format!("[input]\nmax_failing = \"100%\"\n{ROWS}");
    assert!(!unreadable(&lenient, &failing));
}

#[test]
fn one_row_may_stand_for_a_conversation() {
    let mapping = "[fields]\nconversation = \"ticket\"\nchannel = \"email\"\nfirst_inbound_at = \"created\"\nfirst_reply_at = \"replied\"\nclosed_at = \"solved\"\n";
    let rows = b"ticket,created,replied,solved\n7,2026-02-01 08:00,2026-02-01 09:00,2026-02-02 08:00\n8,2026-02-01 08:00,,\n9,,,\n";
    let found = read_with(mapping, "tickets.csv", rows);
    assert_eq!((found.tally.read, found.tally.messages), (3, 2));
    assert_eq!(found.tally.outside.get("nothing-happened"), Some(&1));
    let kinds: Vec<_> = found.messages.iter().map(|message| (message.role, message.kind)).collect();
    assert_eq!(
        kinds,
        [
            (Some(Role::Customer), Kind::Message),
            (Some(Role::Team), Kind::Message),
            (Some(Role::Team), Kind::Closed),
            (Some(Role::Customer), Kind::Message)
        ]
    );
    // Who closes a mail's ticket is the team; nobody knows it of a chat.
    let chats = read_with(&mapping.replace("email", "chat"), "chats.csv", rows);
    assert_eq!((chats.messages[2].role, chats.messages[2].kind), (None, Kind::Closed));
    assert!(found.messages.iter().take(3).all(|message| message.conversation.as_deref() == Some("7")));
}

#[test]
fn ndjson_and_arrays_say_the_same() {
    let lines = "{\"who\":\"ann\",\"text\":\"a\",\"at\":1769932800}\n{\"who\":\"ben\",\"text\":\"b\",\"at\":\"1769932800000\"}\n";
    let array = format!("[{}]", lines.trim().replace('\n', ","));
    let (one, other) =
        (read_with(ROWS, "a.ndjson", lines.as_bytes()), read_with(ROWS, "a.json", array.as_bytes()));
    assert_eq!(one.messages.len(), 2);
    assert_eq!(texts(&one.messages), texts(&other.messages));
    assert!(
        one.messages
            .iter()
            .chain(&other.messages)
            .all(|message| message.sent == Stamp::Instant(1_769_932_800))
    );
}

#[test]
fn objects_can_be_maps_of_records() {
    let mapping = format!("[records]\nmessages = \"$.message[*]\"\nmap_values = true\n{ROWS}");
    let found =
        read_with(&mapping, "a.json", br#"{"message":{"1":{"who":"a","at":1},"2":{"who":"b","at":2}}}"#);
    assert_eq!(found.tally.messages, 2);
}

#[test]
fn an_id_that_a_spreadsheet_rounded_is_not_used() {
    let mapping = ROWS.replace("[fields]", "[fields]\nid = \"id\"");
    let found = read_with(&mapping, "a.csv", b"id,who,text,at\n1.15713E+05,ann,x,\n7.0,ann,x,\n");
    assert_eq!(found.messages[0].id, None);
    assert_eq!(found.messages[1].id.as_deref(), Some("7"));
    assert_eq!(found.remarks[0].code, "lossy-ids");
}

#[test]
fn a_rounded_id_is_no_key_of_any_kind() {
    let fields = "[fields]\nconversation = \"chat\"\nauthor = \"from\"\nto = \"to\"\nreply_to = \"parent\"\ncontact = { phone = \"tel\" }";
    let mapping = ROWS.replace("[fields]", fields);
    let rows = b"chat;from;to;parent;tel;who;text;at\n1,23457E+17;9,87654E+16;4,8E+10;1,5E+17;4,85E+10;ann;x;\n8;7.0;9;3;;ben;y;\n";
    let found = read_with(&mapping, "a.csv", rows);
    let keys = |idx: usize| {
        let message = &found.messages[idx];
        let (conversation, author) = (message.conversation.as_deref(), message.author.as_deref());
        (conversation, author, message.to.len(), message.reply_to.as_deref())
    };
    assert_eq!(keys(0), (None, None, 0, None));
    assert_eq!(keys(1), (Some("8"), Some("7"), 1, Some("3")));
    assert_eq!(found.remarks[0].code, "lossy-ids");
    assert!(found.remarks[0].text.ends_with("; 5 in all"), "{}", found.remarks[0].text);
}

#[test]
fn half_a_key_names_no_conversation() {
    let fields = "[fields]\nconversation = { join = [\"shop\", \"chat\"], sep = \"/\" }";
    let mapping = ROWS.replace("[fields]", fields);
    let found = read_with(&mapping, "a.csv", b"shop,chat,who,text,at\ns,1.2E+17,ann,x,\ns,8.0,ben,y,\n");
    let names: Vec<_> = found.messages.iter().map(|message| message.conversation.as_deref()).collect();
    assert_eq!(names, [None, Some("s/8")]);
}

#[test]
fn a_review_file_without_reply_columns_hides_replies() {
    let mapping = ROWS.replace("[fields]", "[fields]\nchannel = \"review\"\nreply = \"reply\"");
    assert!(read_with(&mapping, "a.csv", b"who,text,at\nann,x,\n").facts.replies_hidden);
    assert!(!read_with(&mapping, "a.csv", b"who,text,at,reply\nann,x,,\n").facts.replies_hidden);
}

#[track_caller]
fn check_wrong(mapping: &str, expected: &str) {
    assert_eq!(Mapping::parse("m", mapping).unwrap_err(), expected);
}

#[test]
fn errors_in_a_mapping_name_the_place_and_the_nearest_key() {
    check_wrong("[fields]\ntxt = \"a\"\n", "[fields]: unknown key `txt`; did you mean \"text\"?");
    check_wrong("[field]\n", "mapping: unknown key `field`; did you mean \"fields\"?");
    check_wrong("", "mapping: the table [fields] is missing");
    check_wrong("[fields]\ntext = \"a..b\"\n", "path `a..b`: an empty key");
    check_wrong(
        "[fields]\ntext = \"a\"\n[[role]]\nset = \"team\"\n",
        "[[role]]: expected `when` and `set`, or `default`",
    );
    check_wrong("[fields]\ntext = \"a\"\n[[role]]\ndefault = \"boss\"\n", "[[role]]: `boss` is no role");
    check_wrong(
        "[fields]\ntext = \"a\"\n[time]\nzone = \"Warsaw\"\n",
        "[time]: `zone` must be a zone such as Europe/Warsaw",
    );
}

#[test]
fn detection_names_the_mapping() {
    assert_eq!(
        sniff(&Mapped, "posts.csv", POSTS),
        Sniff::Yes(
            "mapping `support-tweets`: header has tweet_id, inbound, in_response_to_tweet_id".to_owned()
        )
    );
    assert!(matches!(sniff(&Mapped, "c.csv", COMMENTS), Sniff::Yes(_)));
    assert!(matches!(sniff(&Mapped, "r.csv", REVIEWS), Sniff::Yes(_)));
    let node = br#"{"data":[{"id":"a1","score":1,"text":"Bad","replyDate":"2026-02-01T09:00:00.000Z","replyText":"Sorry","url":"u"#;
    assert!(matches!(sniff(&Mapped, "r.json", node), Sniff::Yes(_)));
    let python = b"{\"reviewId\":\"a\",\"content\":\"Bad\",\"score\":1,\"at\":\"2026-02-01 08:00:00\",\"replyContent\":null,\"repliedAt\":null}\n{\"reviewId\":\"b\"}\n";
    assert!(matches!(sniff(&Mapped, "r.jsonl", python), Sniff::Yes(_)));
    assert!(matches!(sniff(&Mapped, "r.csv", b"a,b\n1,2\n"), Sniff::No(_)));
    assert!(matches!(
        sniff(&Mapped, "r.csv", b"version https://git-lfs.github.com/spec/v1\n"),
        Sniff::Refuse(_)
    ));
}

#[test]
fn exports_that_hide_one_side_are_refused_with_advice() {
    for head in [
        r#"{"feed":{"entry":[{"im:rating":{"label":"1"}}]}}"#,
        r#"{"comments_v2":[{"timestamp":1}]}"#,
        r#"[{"string_map_data":{"Comment":{"value":"x"}}}]"#,
        r#"{"type":"FeatureCollection","features":[]}"#,
        "window.YTD.tweets.part0 = [",
        r#"[{"id":"1","userName":"a","userUrl":"u","version":"1","score":1,"title":"t","text":"x","url":"u","updated":"2026-02-01T08:00:00-07:00"}]"#,
    ] {
        assert!(matches!(sniff(&Mapped, "a.json", head.as_bytes()), Sniff::Refuse(_)), "{head}");
    }
}

#[test]
fn an_unknown_table_of_reviews_is_refused_with_a_mapping_that_works() {
    let table = "Autor;Ocena;Opinia;Odpowiedź;Odpowiedź data;Data dodania\nAnna;4,0;Dobrze;Dziękujemy;2026-02-02 10:00;2026-02-01 10:00\n";
    let Sniff::Refuse(why) = sniff(&Mapped, "opinie.csv", table.as_bytes()) else {
        panic!("not refused");
    };
    let (_, mapping) = why.split_once("\n\n").unwrap();
    let found = read_with(mapping, "opinie.csv", table.as_bytes());
    assert_eq!(found.messages.len(), 2);
    assert_eq!(found.messages[0].rating, Some(Rating { value: 4.0, max: None }));
    assert_eq!(found.messages[0].name.as_deref(), Some("Anna"));
    assert_eq!(found.messages[1].text.as_deref(), Some("Dziękujemy"));
    assert_ne!(found.messages[1].sent, Stamp::Unknown);
}

#[test]
fn every_prefix_is_read_without_panic() {
    for end in 0..=CHATS.len() {
        read_with(CHATS_MAPPING, "chats.json", &CHATS[..end]);
        sniff(&Mapped, "chats.json", &CHATS[..end]);
    }
    for end in 0..=TRANSCRIPT.len() {
        read_with(TRANSCRIPT_MAPPING, "chats.csv", &TRANSCRIPT[..end]);
    }
}

#[test]
fn line_ends_do_not_matter_and_prefixes_do_not_panic_in_presets() {
    for bytes in [COMMENTS, POSTS, REVIEWS] {
        for end in 0..=bytes.len() {
            sniff(&Mapped, "a.csv", &bytes[..end]);
        }
        // A head without its whole header fits no mapping.
        let header = bytes.iter().position(|&byte| byte == b'\n').unwrap();
        for end in header..=bytes.len() {
            read(&Mapped, "a.csv", &bytes[..end]);
        }
        let text = std::str::from_utf8(bytes).unwrap();
        let crlf = read(&Mapped, "a.csv", text.replace('\n', "\r\n").as_bytes());
        assert_eq!(crlf.messages, read(&Mapped, "a.csv", bytes).messages);
    }
}

#[test]
fn each_field_can_be_explained() {
    let settings = SourceSettings {
        mapping: Some((CHATS_MAPPING.to_owned(), "test".to_owned())),
        ..SourceSettings::default()
    };
    let entry = crate::input::Entry::memory("chats.json", CHATS);
    let stream = Stream::new(&entry, &settings);
    let records = explain::explain(&stream, 3).unwrap();
    let records = records.records;
    assert_eq!(records.len(), 3);
    assert_eq!(records[0].1[0].rule, "[[drop]] 1");
    let found: Vec<String> =
        records[2].1.iter().map(|field| format!("{}={} ({})", field.name, field.value, field.rule)).collect();
    assert_eq!(
        found,
        [
            "conversation=c1 (^.id + thread.id)",
            "id=e3 (id)",
            "time=01.02.2026 09:00 (date + time)",
            "author=anna (author_id)",
            "text=Hi, (parts[*].text)",
            "rating=rated_bad (^.rate)",
            "role=team ([[role]] default, unless [team] names the author)",
        ]
    );
}

#[test]
fn conversations_of_a_top_level_array_are_streamed() {
    let mapping = "[records]\nconversations = \"$[*]\"\nmessages = \"m[*]\"\n[fields]\nconversation = \"^.id\"\nauthor = \"who\"\n[time]\nfrom = \"at\"\n";
    let text = br#"[{"id":1,"m":[{"who":"a","at":1769932800}]},{"id":2,"m":[{"who":"b"},{"who":"c"}]}]"#;
    let found = read_with(mapping, "a.json", text);
    let conversations: Vec<_> =
        found.messages.iter().map(|message| message.conversation.as_deref()).collect();
    assert_eq!(conversations, [Some("1"), Some("2"), Some("2")]);
}

#[test]
fn bytes_of_another_encoding_are_said() {
    let mut rows = b"who,text,at\nann,za".to_vec();
    rows.extend([0xbf, 0xf3, 0xb3, 0xe6]);
    rows.extend(b",2026-02-01 10:00\n");
    let found = read_with(ROWS, "a.csv", &rows);
    assert_eq!(found.tally.messages, 1);
    assert_eq!(found.remarks[0].code, "bytes-replaced");
}

#[test]
fn a_side_table_of_the_document_says_who_somebody_is() {
    let mapping = r#"
[records]
messages = "$.messages[*]"
[join]
users = { at = "$.users[*]", key = "id", as = "u", on = "by" }
[fields]
author = "by"
name = "u.name"
[time]
from = "at"
[[role]]
when = { field = "u.type", equals = "agent" }
set = "team"
[[role]]
default = "customer"
"#;
    let text = br#"{"users":[{"id":1,"name":"Ann","type":"agent"},{"id":2,"name":"Ben"}],
        "messages":[{"by":2,"at":1},{"by":"1","at":2},{"by":3,"at":3}]}"#;
    let found = read_with(mapping, "a.json", text);
    let who: Vec<_> = found.messages.iter().map(|message| (message.name.as_deref(), message.role)).collect();
    assert_eq!(
        who,
        [(Some("Ben"), Some(Role::Customer)), (Some("Ann"), Some(Role::Team)), (None, Some(Role::Customer))]
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(
        bytes in proptest::collection::vec(proptest::sample::select(b"[]{}\",:;\\\n\r 1aNwhotextat\xff\xfe\0".to_vec()), 0..120)
    ) {
        read_with(ROWS, "a", &bytes);
        read_with(CHATS_MAPPING, "a", &bytes);
        sniff(&Mapped, "a", &bytes);
    }
}

/// Times of 1 February 2026 after 08:00 UTC, in minutes.
fn minutes(messages: &[Kept]) -> Vec<i64> {
    let of = |message: &Kept| match message.sent {
        Stamp::Instant(seconds) => (seconds - 1_769_932_800) / 60,
        _ => -1,
    };
    messages.iter().map(of).collect()
}

const PAIRS: &str = "[fields]\nauthor = \"from\"\nto = \"to\"\ntext = \"text\"\n[time]\nfrom = \"at\"\nzone = \"UTC\"\n[[kind]]\nwhen = { field = \"text\", equals = \"receipt\" }\nset = \"auto-reply\"\n[[role]]\nwhen = { field = \"from\", equals = \"shop\" }\nset = \"team\"\n[[role]]\ndefault = \"customer\"\n[thread]\nby = \"author-gap\"\ngap = \"24h\"\n";

#[track_caller]
fn check_pairs(rows: &str, expected: &[&str]) {
    let found = read_with(PAIRS, "a.csv", format!("from,to,text,at\n{rows}").as_bytes());
    let conversations: Vec<_> =
        found.messages.iter().map(|message| message.conversation.as_deref().unwrap()).collect();
    assert_eq!(conversations, expected);
}

#[test]
fn a_silence_between_two_parties_begins_another_conversation() {
    // 23 h 59 min go on, a whole day does not.
    check_pairs(
        "ann,shop,a,2026-02-01 08:00\nshop,ann,b,2026-02-02 07:59\nben,shop,c,2026-02-01 10:00\nann,shop,d,2026-02-03 07:58\nshop,ann,e,2026-02-03 07:59\nann,shop,f,2026-02-04 07:59\n",
        &[
            "ann/2026-02-01T08:00",
            "ann/2026-02-01T08:00",
            "ben/2026-02-01T10:00",
            "ann/2026-02-01T08:00",
            "ann/2026-02-01T08:00",
            "ann/2026-02-04T07:59",
        ],
    );
}

#[test]
fn a_silence_in_which_somebody_may_wait_begins_no_conversation() {
    let one = ["ben/2026-02-01T08:05"; 2];
    // The answer of the third day, and the second question of one who got none.
    check_pairs("ben,shop,a,2026-02-01 08:05\nshop,ben,b,2026-02-03 08:30\n", &one);
    check_pairs("ben,shop,a,2026-02-01 08:05\nben,shop,b,2026-02-03 08:30\n", &one);
    // A receipt answers nothing, and what the team says next may be what it owed.
    let one = ["ben/2026-02-01T08:05"; 3];
    check_pairs(
        "ben,shop,a,2026-02-01 08:05\nshop,ben,receipt,2026-02-01 08:06\nben,shop,b,2026-02-03 08:30\n",
        &one,
    );
    check_pairs(
        "ben,shop,a,2026-02-01 08:05\nshop,ben,We are checking,2026-02-01 08:30\nshop,ben,b,2026-02-03 08:30\n",
        &one,
    );
}

#[test]
fn a_file_that_begins_with_the_newest_message_is_cut_in_the_same_places() {
    check_pairs(
        "shop,ann,d,2026-02-05 09:00\nann,shop,c,2026-02-03 09:00\nshop,ann,b,2026-02-01 09:00\nann,shop,a,2026-02-01 08:00\n",
        &["ann/2026-02-05T09:00", "ann/2026-02-05T09:00", "ann/2026-02-01T09:00", "ann/2026-02-01T09:00"],
    );
}

#[test]
fn one_row_of_a_group_speaks_for_it() {
    let mapping = "[records]\ngroup = { by = \"call\", best = { field = \"talked\", gt = 0 } }\n[fields]\nid = \"call\"\nauthor = \"from\"\n[time]\nfrom = \"at\"\nzone = \"UTC\"\nduration = { talked = \"hh:mm:ss\" }\n[[kind]]\nwhen = { field = \"talked\", gt = 59 }\nset = \"call\"\n[[kind]]\nwhen = { field = \"talked\", lt = 60 }\nset = \"missed-call\"\n";
    let rows = "call,from,at,talked\n1,ann,2026-02-01 08:00,00:00:00\n1,ann,2026-02-01 08:01,00:01:00\n1,ann,2026-02-01 08:02,00:03:00\n2,ben,2026-02-01 08:05,00:00:00\n2,ben,2026-02-01 08:06,00:00:00\n,cid,2026-02-01 08:07,00:00:09\n,cid,2026-02-01 08:08,x\n";
    let found = read_with(mapping, "a.csv", rows.as_bytes());
    // The call that was taken at 08:01 began at 08:00.
    assert_eq!(minutes(&found.messages), [0, 5, 7, 8]);
    let kinds = |found: &Recorded| found.messages.iter().map(|message| message.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&found), [Kind::Call, Kind::MissedCall, Kind::MissedCall, Kind::Message]);
    assert_eq!(found.tally.outside.get("same-record"), Some(&3));
    let mut newest_first: Vec<&str> = rows.lines().skip(1).collect();
    newest_first.reverse();
    let text = format!("call,from,at,talked\n{}\n", newest_first.join("\n"));
    let found = read_with(mapping, "a.csv", text.as_bytes());
    assert_eq!(minutes(&found.messages), [8, 7, 5, 0]);
    assert_eq!(kinds(&found), [Kind::Message, Kind::MissedCall, Kind::MissedCall, Kind::Call]);
}

#[test]
fn cells_can_hold_lists_of_messages_as_json_or_python() {
    let mapping = "[records]\nmessages = \"Log[*]\"\n[fields]\nconversation = \"^.Ticket\"\nauthor = \"by\"\ntext = \"say\"\n[time]\nfrom = \"at\"\n";
    let rows = "ticket;log\n5;\"[{\"\"by\"\":\"\"ann\"\",\"\"say\"\":\"\"Hi\"\",\"\"at\"\":1769932800}]\"\n6;\"[{'by': 'ben', 'say': \"\"it's\"\", 'at': 1769932860, 'x': None}]\"\n";
    let mapping = mapping.replace("Log", "log").replace("Ticket", "ticket");
    let found = read_with(&mapping, "a.csv", rows.as_bytes());
    assert_eq!(texts(&found.messages), ["Hi", "it's"]);
    assert_eq!(minutes(&found.messages), [0, 1]);
    assert_eq!(found.messages[1].conversation.as_deref(), Some("6"));
    let inside = "[fields]\nauthor = \"who.name\"\ntext = \"who.tags[*]\"\n[time]\nfrom = \"at\"\n";
    let found = read_with(inside, "a.csv", b"who,at\n\"{'name': 'Ann', 'tags': ['a', 'b']}\",2026-02-01\n");
    assert_eq!(found.messages[0].author.as_deref(), Some("Ann"));
    assert_eq!(texts(&found.messages), ["a\nb"]);
}

#[test]
fn usual_names_of_columns_are_found_in_many_languages() {
    let mapping = "[fields]\nchannel = \"review\"\nrating = { alias = \"rating\" }\ntext = { alias = \"review\" }\nreply = { alias = \"reply\" }\nreply_at = { alias = \"reply_at\" }\nname = { alias = \"name\" }\n[time]\nfrom = { alias = \"created\" }\n[[role]]\ndefault = \"customer\"\n";
    for header in [
        "Autor,Ocena,Opinia,Odpowiedź,Odpowiedź data,Data dodania",
        "автор,Оценка,Отзыв,ответ,Ответ дата,Дата",
    ] {
        let rows = format!("{header}\nAnna,\"4,0\",Dobrze,Dziękujemy,2026-02-02 10:00,2026-02-01 10:00\n");
        let found = read_with(mapping, "a.csv", rows.as_bytes());
        assert_eq!(texts(&found.messages), ["Dobrze", "Dziękujemy"], "{header}");
        assert_ne!(found.messages[1].sent, Stamp::Unknown);
    }
}

#[test]
fn the_encoding_of_the_mapping_counts_and_a_guessed_one_is_said() {
    for (encoding, name) in [
        (encoding_rs::WINDOWS_1250, "windows-1250"),
        (encoding_rs::ISO_8859_2, "ISO-8859-2"),
        (encoding_rs::WINDOWS_1251, "windows-1251"),
    ] {
        let text = if name == "windows-1251" {
            "Когда придёт мой заказ"
        } else {
            "Gdzie jest paczka, śledź ją już"
        };
        let rows = format!("who,text,at\nann,\"{text}\",2026-02-01 10:00\n");
        let bytes = encoding.encode(&rows).0.into_owned();
        let named = format!("[input]\nencoding = \"{name}\"\n{ROWS}");
        let found = read_with(&named, "a.csv", &bytes);
        assert_eq!((texts(&found.messages), codes(&found).len(), found.remarks.len()), (vec![text], 0, 0));
        let guessed = format!("[input]\nencoding = \"auto\"\n{ROWS}");
        let found = read_with(&guessed, "a.csv", &bytes);
        assert_eq!(texts(&found.messages), [text]);
        assert_eq!(found.remarks[0].code, "encoding-guessed");
        assert!(found.remarks[0].text.contains(name), "{}", found.remarks[0]);
    }
}

#[test]
fn a_file_can_be_one_conversation() {
    let mapping = format!("{ROWS}[thread]\nby = \"file\"\n");
    let found = read_with(&mapping, "export/help.csv", b"who,text,at\nann,x,2026-02-01 10:00\n");
    assert_eq!(found.messages[0].conversation.as_deref(), Some("help"));
}

#[test]
fn figures_of_the_vendor_stay_apart() {
    let mapping = "[fields]\nconversation = \"id\"\nfirst_inbound_at = \"created\"\n[metrics]\nfirst_response_seconds = \"first\"\nresolution_seconds = { from = \"solved\", unit = \"h\" }\nunit = \"min\"\n";
    let found = read_with(mapping, "a.csv", b"id,created,first,solved\n1,2026-02-01 08:00,14,\n2,2026-02-01 08:00,,\"1,5\"\n3,2026-02-01 08:00,soon,\n");
    let figures = |kind: &str| found.facts.imported[kind].values().copied().collect::<Vec<_>>();
    assert_eq!(figures("first_response_seconds"), [840]);
    assert_eq!(figures("resolution_seconds"), [5400]);
    assert_eq!(found.remarks[0].code, "metric-unreadable");
    let replied: Vec<bool> = found.messages.iter().map(|message| message.flags.has(Flags::REPLIED)).collect();
    assert_eq!(replied, [true, false, true]);
}

#[test]
fn a_mapping_of_the_user_claims_its_files() {
    use detect::{Claim, claim};
    let rows = b"who,text,at\nann,x,2026-02-01\n";
    let of = |more: &str, name: &str| claim(&format!("{more}{ROWS}"), "mine.toml", name, rows, true);
    assert_eq!(of("", "a.csv"), Claim::Silent);
    let signs = "[match]\nany = [{ header_has = [\"who\", \"at\"] }]\n";
    assert_eq!(
        of(signs, "a.csv"),
        Claim::Ours("mapping `mine.toml` of the settings: header has who, at".to_owned())
    );
    assert_eq!(of("[match]\nany = [{ header_has = [\"whom\"] }]\n", "a.csv"), Claim::NotOurs);
    assert!(matches!(of("[input]\nglob = \"chats*.csv\"\n", "x/chats-1.csv"), Claim::Ours(_)));
    assert_eq!(of("[input]\nglob = \"chats*.csv\"\n", "x/calls.csv"), Claim::NotOurs);
    assert_eq!(of("[input]\nzip_member = \"chats*.csv\"\n", "x.zip/calls.csv"), Claim::NotOurs);
}

#[test]
fn slips_in_the_new_tables_are_errors() {
    let with = |more: &str| format!("[fields]\ntext = \"a\"\n{more}");
    check_wrong(
        &with("[metrics]\nfirst_respons_seconds = \"a\"\n"),
        "[metrics]: unknown key `first_respons_seconds`; did you mean \"first_response_seconds\"?",
    );
    check_wrong(
        &with("[metrics]\nunit = \"minutes\"\n"),
        "[metrics]: `unit` must be hh:mm:ss, mm:ss, ms, s, min, h or d",
    );
    check_wrong(
        &with("[join]\nu = { key = \"id\", on = \"by\" }\n"),
        "[join] u: `at` must be given, or `file`",
    );
    check_wrong(
        &with("[time]\nduration = { ring = \"hours\" }\n"),
        "[time] duration: `ring` must be hh:mm:ss, mm:ss, ms, s, min, h or d",
    );
    check_wrong(
        &with("[thread]\nby = \"author-gap\"\ngap = \"soon\"\n"),
        "[thread]: `gap` must be a span such as 24h",
    );
    check_wrong(
        &with("[input]\nencoding = \"latin-9000\"\n"),
        "[input]: `encoding` must be auto or an encoding such as windows-1250",
    );
    check_wrong(
        &with("[input]\nmax_failing = \"lots\"\n"),
        "[input]: `max_failing` must be a share such as \"1%\"",
    );
    check_wrong(
        &with("[match]\nany = [{}]\n"),
        "[match]: a sign needs `header_has`, `pointer`, `keys` or `root`",
    );
    check_wrong(
        "[fields]\ntext = \"a\"\nreply_pending = {}\n",
        "[fields] reply_pending: `when` must be given",
    );
}
#[test]
fn posts_of_all_spellings_stand_in_their_threads() {
    let posts = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n\
                 1,501,TRUE,Sun Feb 01 08:00:00 +0000 2026,My parcel?,\"2,3\",\n\
                 2,shop,False,Sun Feb 01 08:09:00 +0000 2026,Sorry!,,1.0\n\
                 3,502,True,Sun Feb 01 08:20:00 +0000 2026,Mine too,,1\n\
                 4,shop,FALSE,Sun Feb 01 08:30:00 +0000 2026,Which one?,,99\n";
    let found = read(&Mapped, "posts.csv", posts.as_bytes());
    let told: Vec<_> = found
        .messages
        .iter()
        .map(|one| (one.role.unwrap(), one.thread.as_deref(), one.reply_to.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (Role::Customer, Some("1"), None),
            (Role::Team, None, Some("1")),
            (Role::Customer, None, Some("1")),
            (Role::Team, None, Some("99")),
        ],
        "a post that answers none begins its thread, and a lost parent stays a link"
    );
}
