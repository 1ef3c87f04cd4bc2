use chrono::NaiveDate;

use super::WhatsApp;
use crate::date::pattern::Order;
use crate::message::{Channel, Flags, Kind, Stamp};
use crate::settings::SourceSettings;
use crate::source::Sniff;
use crate::source::testing::{Recorded, check_robust, read, read_part, sniff};

macro_rules! fixture {
    ($case:literal, $file:literal) => {
        ($file, include_bytes!(concat!("../../../fixtures/whatsapp/", $case, "/", $file)).as_slice())
    };
}

type Fixture = (&'static str, &'static [u8]);

const PL: Fixture = fixture!("android-pl", "Czat WhatsApp z Anna Nowak.txt");
const RU: Fixture = fixture!("android-ru-dialect-switch", "Чат WhatsApp с Ирина.txt");
const EN: Fixture = fixture!("ios-en-12h", "_chat.txt");
const FI: Fixture = fixture!("ios-fi-klo", "WhatsApp-keskustelu - Maija Meri.txt");
const US: Fixture = fixture!("android-us-ambiguous", "WhatsApp Chat with Bob Poe.txt");
const EMPTY: Fixture = fixture!("empty-body", "WhatsApp Chat with +48 600 100 200.txt");
const ALL: [Fixture; 6] = [PL, RU, EN, FI, US, EMPTY];

/// Record, line, sender, local time, kind, text.
type Row<'a> = (u64, u64, &'a str, &'a str, Kind, Option<&'a str>);

#[track_caller]
fn check(recorded: &Recorded, expected: &[Row<'_>]) {
    let times: Vec<String> = recorded.messages.iter().map(|kept| time(kept.sent)).collect();
    let found: Vec<Row<'_>> = recorded
        .messages
        .iter()
        .zip(&times)
        .map(|(kept, time)| {
            let author = kept.author.as_deref().unwrap_or_default();
            (kept.record, kept.place, author, time.as_str(), kept.kind, kept.text.as_deref())
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!(recorded.problems, []);
}

fn time(stamp: Stamp) -> String {
    match stamp {
        Stamp::Local(local) => local.format("%Y-%m-%d %H:%M:%S").to_string(),
        other => format!("{other:?}"),
    }
}

fn remarks(recorded: &Recorded) -> Vec<(&'static str, &str)> {
    recorded.remarks.iter().map(|r| (r.code, r.place.as_deref().unwrap_or_default())).collect()
}

#[test]
fn android_in_polish() {
    let recorded = read(&WhatsApp, PL.0, PL.1);
    let text = "Dzień dobry,\nmam pytanie o zamówienie 12.\n\nKiedy dotrze paczka?";
    check(
        &recorded,
        &[
            (2, 2, "Anna Nowak", "2026-11-02 09:01:00", Kind::Message, Some(text)),
            (3, 6, "Anna Nowak", "2026-11-02 09:02:00", Kind::Message, Some("")),
            (4, 7, "Anna Nowak", "2026-11-02 09:03:00", Kind::Deleted, None),
            (5, 8, "Sklep Kubek", "2026-11-02 09:30:00", Kind::Message, Some("Jutro przed południem")),
            (6, 9, "Anna Nowak", "2026-11-13 12:00:00", Kind::MissedCall, None),
            (7, 10, "Sklep Kubek", "2026-11-13 12:05:00", Kind::Call, None),
        ],
    );
    assert_eq!(recorded.tally.outside["system-line"], 1);
    assert_eq!(recorded.facts.peer.as_deref(), Some("Anna Nowak"));
    assert_eq!(recorded.facts.owner.as_deref(), Some("Sklep Kubek"));
    assert!(recorded.remarks.is_empty());
    for kept in &recorded.messages {
        assert_eq!((kept.channel, kept.role), (Channel::Chat, None));
        assert_eq!(kept.conversation.as_deref(), Some("Anna Nowak"));
        assert!(kept.flags.has(Flags::MINUTES));
        assert_eq!(kept.flags.has(Flags::HAS_TEXT), kept.kind == Kind::Message);
    }
}

#[test]
fn a_dialect_changes_with_three_lines_in_a_row_and_not_with_one() {
    let recorded = read(&WhatsApp, RU.0, RU.1);
    let quoted = "Цитирую:\n2/3/26, 9:00 AM - Ирина: это строка из другого чата";
    check(
        &recorded,
        &[
            (2, 2, "Ирина", "2026-02-01 10:01:00", Kind::Message, Some("Здравствуйте, где мой заказ?")),
            (3, 3, "Лавка", "2026-02-01 10:05:00", Kind::Message, Some("Уточняем")),
            (4, 4, "Ирина", "2026-02-02 11:00:00", Kind::Message, Some(quoted)),
            (5, 6, "Лавка", "2026-02-02 11:30:00", Kind::Message, Some("")),
            (6, 7, "Ирина", "2026-02-03 09:15:00", Kind::Message, Some("Спасибо")),
            (7, 8, "Ирина", "2026-02-03 09:16:00", Kind::Message, Some("Всё пришло")),
            (8, 9, "Лавка", "2026-02-14 00:10:00", Kind::Message, Some("Рады помочь")),
            (9, 10, "Ирина", "2026-02-14 12:20:00", Kind::Deleted, None),
        ],
    );
    assert_eq!(remarks(&recorded), [("stray-header", "line 5"), ("dialect-change", "line 7")]);
}

#[test]
fn an_iphone_in_english() {
    let recorded = read(&WhatsApp, EN.0, EN.1);
    check(
        &recorded,
        &[
            (2, 2, "Jane Roe", "2026-10-14 15:34:09", Kind::Message, Some("Hi, is the blue mug back?")),
            (3, 3, "Jane Roe", "2026-10-14 15:35:10", Kind::Message, Some("")),
            (4, 4, "Jane Roe", "2026-10-14 15:35:40", Kind::Message, Some("like this one")),
            (5, 5, "Mug Shop", "2026-10-14 15:50:00", Kind::Message, Some("Yes: since today")),
            (6, 6, "Tom", "2026-10-14 23:59:59", Kind::Message, Some("")),
            (7, 7, "+442079460018", "2026-10-15 00:00:30", Kind::Message, Some("me too")),
            (8, 8, "Jane Roe", "2026-10-15 00:01:00", Kind::MissedCall, None),
        ],
    );
    assert_eq!(recorded.tally.outside["system-line"], 2);
    assert_eq!(recorded.facts.peer.as_deref(), Some("Jane Roe"));
    assert_eq!(recorded.messages[5].name.as_deref(), Some("+44 20 7946 0018"));
    assert!(recorded.messages.iter().all(|kept| !kept.flags.has(Flags::MINUTES)));
    assert!(recorded.messages.iter().all(|kept| kept.conversation.as_deref() == Some("Jane Roe")));
}

#[test]
fn an_iphone_in_finnish() {
    let recorded = read(&WhatsApp, FI.0, FI.1);
    check(
        &recorded,
        &[
            (2, 2, "Maija Meri", "2026-03-12 14:08:18", Kind::Message, Some("Hei! Milloin olette auki?")),
            (3, 3, "Kuppila", "2026-03-12 14:20:00", Kind::Message, Some("")),
            (4, 4, "Kuppila", "2026-03-13 09:00:00", Kind::Message, Some("Arkisin 9.00–17.00")),
            (5, 5, "Maija Meri", "2026-03-13 09:05:00", Kind::Message, Some("Kiitos: hienoa")),
        ],
    );
}

#[test]
fn a_media_name_tells_the_month_from_the_day() {
    let recorded = read(&WhatsApp, US.0, US.1);
    check(
        &recorded,
        &[
            (1, 1, "Bob Poe", "2026-03-04 10:00:00", Kind::Message, Some("Do you ship to Ohio?")),
            (2, 2, "Mug Shop", "2026-03-04 10:30:00", Kind::Message, Some("Our price list")),
            (3, 4, "Bob Poe", "2026-03-05 09:00:00", Kind::Message, Some("Thanks")),
        ],
    );
    assert!(recorded.remarks.is_empty());
}

#[test]
fn nothing_behind_the_sender_is_a_message_without_words() {
    let recorded = read(&WhatsApp, EMPTY.0, EMPTY.1);
    let peer = "+48600100200";
    check(
        &recorded,
        &[
            (1, 1, peer, "2026-10-20 17:46:00", Kind::Message, Some("")),
            (2, 2, peer, "2026-10-20 17:47:00", Kind::Message, Some("")),
            (3, 3, peer, "2026-10-20 17:48:00", Kind::Message, Some("")),
            (4, 4, "Ola Lis", "2026-10-20 17:49:00", Kind::Message, Some("hello")),
            (6, 6, peer, "2026-10-20 17:51:00", Kind::MissedCall, None),
        ],
    );
    assert_eq!(recorded.tally.outside["system-line"], 1);
}

#[test]
fn every_prefix_is_read_and_crlf_is_lf() {
    for (name, bytes) in ALL {
        check_robust(&WhatsApp, name, bytes);
    }
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    for (name, bytes) in ALL {
        let marked = [b"\xef\xbb\xbf", bytes].concat();
        assert_eq!(read(&WhatsApp, name, &marked), read(&WhatsApp, name, bytes));
    }
}

#[test]
fn dates_that_nothing_explains_are_remarked_and_the_settings_decide() {
    let text = b"03/04/2026, 10:00 - Ola: a\n";
    let recorded = read(&WhatsApp, "a.txt", text);
    assert_eq!(time(recorded.messages[0].sent), "2026-04-03 10:00:00");
    assert_eq!(remarks(&recorded), [("dates-ambiguous", "line 1")]);
    let settings = SourceSettings { date_order: Some(Order::MonthDay), ..SourceSettings::default() };
    let recorded = read_part(&WhatsApp, "a.txt", text, None, &settings);
    assert_eq!(time(recorded.messages[0].sent), "2026-03-04 10:00:00");
    assert!(recorded.remarks.is_empty());
}

#[test]
fn a_date_against_the_order_of_the_others_is_a_problem() {
    let text = b"13/04/2026, 10:00 - Ola: a\n04/13/2026, 10:01 - Ola: b\n14/04/2026, 10:00 - Ola: c\n";
    let recorded = read(&WhatsApp, "a.txt", text);
    assert_eq!(recorded.messages.len(), 2);
    assert_eq!((recorded.problems[0].code, recorded.problems[0].record), ("bad-date", Some(2)));
}

#[test]
fn long_texts_and_lines_are_cut_and_still_one_message() {
    let long = format!("1.1.26, 10:00 - Ola: a\n{}\n1.1.26, 10:01 - Ola: b\n", "ą".repeat(1 << 20));
    let recorded = read(&WhatsApp, "a.txt", long.as_bytes());
    assert_eq!(recorded.messages.len(), 2);
    assert!(recorded.messages[0].text.as_ref().unwrap().len() <= 8 * 1024);
    assert_eq!(remarks(&recorded), [("line-too-long", "line 2")]);
}

#[test]
fn lines_before_the_first_message_are_remarked() {
    let recorded = read(&WhatsApp, "a.txt", b"Exported chat\n\n1.1.26, 10:00 - Ola: a\n");
    assert_eq!(recorded.messages.len(), 1);
    assert_eq!(remarks(&recorded), [("text-before-first", "")]);
}

#[test]
fn words_behind_a_notice_make_it_a_message() {
    let recorded = read(&WhatsApp, "a.txt", b"1.1.26, 10:00 - Ola: Voice call\nwas bad\n");
    assert_eq!(recorded.messages[0].kind, Kind::Message);
    assert_eq!(recorded.messages[0].text.as_deref(), Some("Voice call\nwas bad"));
}

#[test]
fn an_export_of_exactly_the_greatest_size_may_be_cut_off() {
    let text = "13.1.26, 10:00 - Ola: a\n".repeat(10_000);
    let recorded = read(&WhatsApp, "a.txt", text.as_bytes());
    assert!(recorded.facts.truncated && recorded.facts.cut_at_start);
    assert_eq!(remarks(&recorded), [("export-cut", "")]);
}

#[test]
fn who_changed_the_message_timer_asked_nothing() {
    let text = "1.1.26, 10:00 - Ola: Ola updated the message timer. New messages will disappear.\n1.1.26, 10:01 - Ola: Hi?\n";
    let recorded = read(&WhatsApp, "a.txt", text.as_bytes());
    assert_eq!((recorded.messages.len(), recorded.tally.n_outside()), (1, 1));
    assert_eq!(recorded.facts.peer, None);
}

#[test]
fn detection_knows_its_own_fixtures() {
    for (name, bytes) in ALL {
        assert!(matches!(sniff(&WhatsApp, name, bytes), Sniff::Yes(_)), "{name}");
        assert!(matches!(sniff(&WhatsApp, "-", bytes), Sniff::Yes(_)), "{name} without its name");
    }
}

#[test]
fn detection_leaves_other_texts_alone() {
    for text in [
        "",
        "[2019-12-24, 12:23] Jane: Signal\n[2019-12-24, 12:24] Me: yes\n",
        "[03:10] <nick> irc\n[03:11] <other> irc\n",
        "2016-04-29 10:30:00 INFO main: started\n2016-04-29 10:30:01 INFO main: done\n",
        "2016-04-29 10:30:00,123 - root - INFO - started\n",
        "[2016-04-29 10:30:00] app.ERROR: broken\n[2016-04-29 10:30:01] app.INFO: mended\n",
        "2016-04-29 10:30:00 - INFO: started\n2016-04-29 10:30:01 - WARN: odd\n",
        "date,time,text\n2016-04-29,10:30,a\n",
        "{\"sent\":null,\"author\":\"a\"}\n",
        "From a@example.org Mon Nov  2 09:00:00 2026\nSubject: x\n\n1.1.26, 10:00 - Ola: a\n",
        "Notes\nof\nour\nmeeting\n1.1.26, 10:00 - Ola: a\n1.1.26, 10:01 - Ola: b\n",
    ] {
        assert!(matches!(sniff(&WhatsApp, "a.txt", text.as_bytes()), Sniff::No(_)), "{text}");
        assert!(matches!(sniff(&WhatsApp, "_chat.txt", text.as_bytes()), Sniff::No(_)), "{text}");
    }
}

#[test]
fn a_stamp_has_no_zone() {
    let recorded = read(&WhatsApp, "a.txt", b"31.12.26, 23:59 - Ola: a");
    let local = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap().and_hms_opt(23, 59, 0).unwrap();
    assert_eq!(recorded.messages[0].sent, Stamp::Local(local));
    assert_eq!(recorded.messages[0].conversation.as_deref(), Some("a"));
}

#[test]
fn remarks_do_not_grow_with_a_hostile_file() {
    let text = "1.1.26, 10:00 - Ola: a\n1/1/26, 10:00 - Ola: b\n".repeat(300);
    let recorded = read(&WhatsApp, "a.txt", text.as_bytes());
    assert_eq!(recorded.messages.len(), 300);
    assert_eq!(recorded.remarks.len(), 51);
    assert_eq!(recorded.remarks[50].text, "250 further remarks are left out");
}

#[test]
fn a_group_has_no_owner() {
    let owner = |text: &str| read(&WhatsApp, "WhatsApp Chat with Mugs.txt", text.as_bytes()).facts.owner;
    assert_eq!(owner("1.1.26, 10:00 - Ola: a\n"), None);
    assert_eq!(owner("1.1.26, 10:00 - Ola: a\n1.1.26, 10:00 - Jan: a\n"), None);
    assert_eq!(owner("1.1.26, 10:00 - Mugs: a\n1.1.26, 10:00 - Jan: a\n"), Some("Jan".to_owned()));
    let three = "1.1.26, 10:00 - Mugs: a\n1.1.26, 10:00 - Jan: a\n1.1.26, 10:00 - Ola: a\n";
    assert_eq!(owner(three), None);
}
