//! Damaged, absurd and malicious input: a clear message, the right exit code, bounded time and memory.
//!
//! Sizes are those that a debug build on a slow machine manages within a few seconds each.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::pack::{gz, zip, zst};
use crate::support::{Folder, Ran, table};

const TEAM: &[&str] = &["--team", "@shop.example"];
/// Address space of a run, in KiB: 1.5 GiB.
const BOUND: u64 = 1_572_864;
/// Nothing here may take longer; quadratic work takes minutes.
const PATIENCE: Duration = Duration::from_secs(40);

const QUESTION: &str = "From: anna@example.org\nTo: help@shop.example\nDate: Mon, 02 Feb 2026 08:00:00 +0000\n\
                        Message-ID: <q1@example.org>\nSubject: Parcel\n\nWhere is my parcel?\n";

#[test]
fn a_truncated_zip_says_so() {
    let folder = Folder::new();
    let mut zip = zip(&[("a.eml", QUESTION.as_bytes())]);
    zip.truncate(zip.len() / 2);
    folder.write("export.zip", zip);
    let ran = folder.run(&["audit", "export.zip"]);
    fails(&ran, &["export.zip"]);
}

#[test]
fn a_truncated_gz_uses_what_came_before_and_says_so() {
    let folder = Folder::new();
    let mut text = String::new();
    for idx in 0..2000 {
        let (hour, minute) = (idx / 60 % 24, idx % 60);
        writeln!(
            text,
            r#"{{"conversation":"c{idx}","sent":"2026-02-01T{hour:02}:{minute:02}:00Z","role":"customer","author":"p{idx}","text":"Nr {idx}?"}}"#
        )
        .unwrap();
    }
    let mut gz = gz(text.as_bytes());
    gz.truncate(gz.len() / 2);
    folder.write("cut.ndjson.gz", gz);
    let ran = folder.run(&["audit", "-f", "json", "cut.ndjson.gz"]);
    assert_eq!(Some(0), ran.code, "{}", ran.stderr);
    assert!(ran.stdout.contains("cut-off"), "{}", ran.stdout);
    // Bare rows cannot say it, so standard error does.
    let rows = folder.run(&["waits", "cut.ndjson.gz"]);
    assert!(rows.code == Some(0) && rows.stderr.contains("reading ended early"), "{}", rows.stderr);
    let strict = folder.run(&["audit", "--strict", "cut.ndjson.gz"]);
    assert_eq!(Some(2), strict.code);
}

/// All bytes come out before the missing end of the checksum is noticed, so every record counts.
#[test]
fn a_cut_off_file_of_any_format_and_packing_loses_no_record_that_came_before() {
    let mails: String = (0..3)
        .map(|idx| format!("From a@example.org Mon Feb  2 08:00:00 2026\n{QUESTION}{idx}\n\n"))
        .collect();
    let mails = mails.replace("Message-ID: <q1@example.org>\n", "");
    let chat: String =
        (0..5).map(|idx| format!("[02.02.26, 08:0{idx}:00] Anna Nowak: Where is parcel {idx}?\n")).collect();
    let comments = "id,parent,author,email,date,text,page,staff\n\
         1,,Anna,anna@example.org,2026-02-01 08:00:00,Is it blue?,/a,no\n\
         2,1,Shop,help@shop.example,2026-02-01 09:00:00,It is.,/a,yes\n";
    for (name, text, n) in [("in.mbox", &*mails, 3), ("_chat.txt", &*chat, 5), ("comments.csv", comments, 2)]
    {
        let bytes = text.as_bytes();
        let mut member = zip(&[(name, bytes)]);
        // The checksum in the list of members (APPNOTE 4.3.12).
        let listed = memchr::memmem::find(&member, b"PK\x01\x02").unwrap();
        member[listed + 16] ^= 1;
        let cut = |mut packed: Vec<u8>| {
            packed.truncate(packed.len() - 2);
            packed
        };
        for (ending, packed) in [("gz", cut(gz(bytes))), ("zst", cut(zst(bytes))), ("zip", member)] {
            let folder = Folder::new();
            let file = format!("{name}.{ending}");
            folder.write(&file, packed);
            let args = [&["audit", "-f", "json"], TEAM, &["--team", "Shop", &file]].concat();
            let audit: Value = serde_json::from_str(&folder.run(&args).ok()).unwrap();
            let row = &audit["files"]["rows"][0];
            assert_eq!(json!([n, n]), json!([row["n_read"], row["n_messages"]]), "{file}: {audit}");
            assert!(audit.to_string().contains("reading ended early"), "{file}: {audit}");
        }
    }
}

#[test]
fn a_picture_named_as_a_mailbox_is_no_mailbox() {
    let folder = Folder::new();
    folder.write("holiday.mbox", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");
    fails(&folder.run(&["audit", "holiday.mbox"]), &["holiday.mbox", "PNG picture", "--from"]);
    // Even when it is forced, nothing is made up.
    fails(&folder.run(&["audit", "--from", "mbox", "holiday.mbox"]), &[]);
}

#[test]
fn an_empty_file_says_that_it_is_empty() {
    let folder = Folder::new();
    folder.write("inbox.mbox", b"");
    fails(&folder.run(&["audit", "inbox.mbox"]), &["inbox.mbox", "empty"]);
    fails(&folder.run_with(&["audit", "-"], b""), &["empty"]);
}

#[test]
fn a_folder_without_exports_says_what_was_found_there() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    fails(&folder.run(&["audit", "empty"]), &["empty", "no files"]);
    folder.write("notes/todo.txt", "buy milk\n");
    fails(&folder.run(&["audit", "notes"]), &["notes/todo.txt", "looks like text", "hearback formats"]);
    fails(&folder.run(&["audit", "missing"]), &["missing", "no such file"]);
}

#[test]
fn a_broken_row_is_listed_with_its_line_and_the_others_count() {
    let folder = Folder::new();
    folder.write(
        "comments.csv",
        "id,parent,author,email,date,text,page,staff\n\
         1,,Anna,anna@example.org,2026-02-01 08:00:00,Is it blue?,/a,no\n\
         2,1,Shop\n\
         3,,Ben,ben@example.org,someday,Is it red?,/a,no\n\
         4,1,Shop,help@shop.example,2026-02-01 09:00:00,It is.,/a,yes\n",
    );
    let audit = folder.run(&[&["audit", "-f", "json"], TEAM, &["comments.csv"]].concat()).ok();
    let audit: Value = serde_json::from_str(&audit).unwrap();
    let files = &audit["files"]["rows"][0];
    assert_eq!(
        json!([4, 2, 2, 0]),
        json!([files["n_read"], files["n_messages"], files["n_problems"], files["n_outside"]])
    );
    let text = audit.to_string();
    assert!(text.contains("line 3") && text.contains("line 4"), "{text}");
    let strict = folder.run(&[&["audit", "--strict"], TEAM, &["comments.csv"]].concat());
    assert_eq!(Some(2), strict.code);
}

#[test]
fn a_misspelt_key_of_the_settings_is_named_with_its_line_and_the_right_word() {
    let folder = Folder::new();
    folder.write("a.eml", QUESTION);
    folder.write("hearback.toml", "timezone = \"UTC\"\n\n[team]\nadresses = [\"@shop.example\"]\n");
    fails(&folder.run(&["audit", "a.eml"]), &["hearback.toml:4", "adresses", "did you mean \"addresses\""]);
}

#[test]
fn settings_that_are_no_toml_fail_with_their_name() {
    let folder = Folder::new();
    folder.write("a.eml", QUESTION);
    folder.write("hearback.toml", b"\xff\xfe\0\0[team");
    fails(&folder.run(&["audit", "a.eml"]), &["hearback.toml"]);
    folder.write("hearback.toml", format!("a = {}", "[".repeat(100_000)));
    fails(&folder.run(&["audit", "a.eml"]), &["hearback.toml"]);
}

/// 200 MB without a line end, as each format might meet them. The file has holes, so it costs no disk.
#[test]
fn a_line_of_200_megabytes_needs_bounded_memory() {
    let folder = Folder::new();
    for (name, head, fill_codes) in [
        ("a.ndjson", NDJSON_LINE, &["line-too-long"][..]),
        ("a.mbox", &*format!("From a@example.org Mon Feb  2 08:00:00 2026\n{QUESTION}"), &[]),
    ] {
        let path = folder.write(name, head);
        let file = File::options().write(true).open(&path).unwrap();
        file.set_len(200 << 20).unwrap();
        let ran = folder.run_bounded(&[&["audit", "-f", "json"], TEAM, &[name]].concat(), BOUND);
        assert_eq!(Some(0), ran.code, "{name}: {}", ran.stderr);
        for code in fill_codes {
            assert!(ran.stdout.contains(code), "{name}: {}", ran.stdout);
        }
        std::fs::remove_file(path).unwrap();
    }
}

/// Letters need more work than holes; 20 MB are read as fast as a debug build can.
#[test]
fn a_line_of_many_megabytes_of_letters_needs_bounded_memory() {
    let folder = Folder::new();
    let filler = "letters ".repeat(128 * 1024);
    for (name, head) in [
        ("a.ndjson", NDJSON_LINE),
        ("a.mbox", &*format!("From a@example.org Mon Feb  2 08:00:00 2026\n{QUESTION}")),
        (
            "comments.csv",
            "id,parent,author,email,date,text,page,staff\n1,,Anna,anna@example.org,2026-02-01 08:00:00,\"",
        ),
        ("WhatsApp Chat with Bob.txt", "2/13/26, 09:00 - Bob: Hello?\n2/13/26, 09:01 - Shop: Hi\n"),
        ("chats.json", "[{\"conversation\":\"k1\",\"text\":\""),
        ("reviews_org.example_202602.csv", PLAY_HEADER),
    ] {
        let path = folder.write(name, head);
        let mut file = BufWriter::new(File::options().append(true).open(&path).unwrap());
        for _ in 0..20 {
            file.write_all(filler.as_bytes()).unwrap();
        }
        drop(file);
        let ran =
            timed(name, || folder.run_bounded(&[&["audit", "-f", "json"], TEAM, &[name]].concat(), BOUND));
        assert!(!ran.stderr.contains("memory allocation"), "{name}: {}", ran.stderr);
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn deep_nesting_is_a_problem_and_no_crash() {
    let folder = Folder::new();
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    folder.write("a.ndjson", format!("{NDJSON_LINE}{{\"sent\":{deep},\"role\":\"customer\"}}\n"));
    let ran = folder.run(&["audit", "-f", "json", "a.ndjson"]);
    assert_eq!(Some(0), ran.code, "{}", ran.stderr);
    assert!(ran.stdout.contains("bad-json"), "{}", ran.stdout);
    folder.write("deep.json", &deep);
    fails(&folder.run(&["audit", "deep.json"]), &["deep.json"]);
    folder.run(&["audit", "--from", "mapped", "deep.json"]);
    // Parts within parts, and comments within comments.
    let mut mail = QUESTION.replace("Subject", "Content-Type: multipart/mixed; boundary=b0\nSubject");
    for depth in 0..2000 {
        write!(mail, "--b{depth}\nContent-Type: multipart/mixed; boundary=b{}\n\n", depth + 1).unwrap();
    }
    folder.write("a.eml", mail);
    folder.write("b.eml", QUESTION.replace("anna@", &format!("{}anna@", "(".repeat(100_000))));
    folder.write(
        "c.eml",
        QUESTION
            .replace("Where", &"<div>".repeat(100_000))
            .replace("Subject", "Content-Type: text/html\nSubject"),
    );
    folder.write("d.eml", QUESTION.replace("Where", &"> ".repeat(100_000)));
    timed("deep mail", || folder.run(&[&["waits"], TEAM, &["a.eml", "b.eml", "c.eml", "d.eml"]].concat()))
        .ok();
}

#[test]
fn nul_bytes_and_bytes_of_no_encoding_do_not_stop_the_reading() {
    let folder = Folder::new();
    let mut mail = QUESTION.replace("Where", "Wh\0ere").into_bytes();
    mail.extend(b"\xff\xfe\xc3\x28\xf0\x9f\n");
    folder.write("a.eml", &mail);
    let rows = table(&folder.run(&[&["waits"], TEAM, &["a.eml"]].concat()).ok(), &[]);
    assert_eq!(1, rows.len());
    let mut lines = NDJSON_LINE.as_bytes().to_vec();
    lines.extend(b"{\"sent\":\"2026-02-01T09:00:00Z\",\"role\":\"customer\",\"text\":\"\xff\xff\"}\n");
    lines.extend(b"\0\0\0\n");
    folder.write("a.ndjson", &lines);
    let ran = folder.run(&["audit", "-f", "json", "a.ndjson"]);
    assert_eq!(Some(0), ran.code, "{}", ran.stderr);
    assert!(ran.stdout.contains("not-utf8") && ran.stdout.contains("bad-json"), "{}", ran.stdout);
    let all: Vec<u8> = (0..=255u8).cycle().take(300_000).collect();
    folder.write("all.bin", &all);
    for source in ["eml", "hearback", "maildir", "mapped", "mbox", "play-console", "whatsapp"] {
        folder.run(&["audit", "--from", source, "all.bin"]);
        folder.run(&["messages", "-f", "ndjson", "--from", source, "all.bin"]);
    }
}

#[test]
fn absurd_dates_are_unknown_or_far_away_and_never_a_crash() {
    let dates = [
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 +0000",
        "Fri, 31 Dec 9999 23:59:59 -1400",
        "NaN",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "Mon, 99 Foo 99999999999999999999 99:99:99 +9999",
        "",
    ];
    let folder = Folder::new();
    for (idx, date) in dates.iter().enumerate() {
        let mail =
            QUESTION.replace("Mon, 02 Feb 2026 08:00:00 +0000", date).replace("q1@", &format!("q{idx}@"));
        folder.write(&format!("{idx}.eml"), mail);
    }
    let mut lines = String::new();
    for date in [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "-9999-01-01T00:00:00Z",
        "NaN",
        "1e400",
        "262142-12-31T23:59:59Z",
    ] {
        writeln!(
            lines,
            r#"{{"conversation":"d","sent":"{date}","role":"customer","author":"a","text":"When?"}}"#
        )
        .unwrap();
    }
    lines.push_str("{\"sent\":1e308,\"role\":\"customer\"}\n{\"sent\":-1,\"role\":\"customer\"}\n");
    folder.write("d.ndjson", format!("{NDJSON_LINE}{lines}"));
    folder.write(
        "comments.csv",
        "id,parent,author,email,date,text,page,staff\n1,,A,a@example.org,99999999999999999,x y?,/a,no\n\
         2,,A,a@example.org,-99999999999,x y?,/a,no\n3,,A,a@example.org,0001-01-01,x y?,/a,no\n4,,A,a@example.org,nan,x y?,/a,no\n",
    );
    let hours = "[hours.default]\nmon-sun = [\"09:00-17:00\"]\nholidays = \"PL\"\n";
    for settings in
        ["timezone = \"Europe/Warsaw\"\n".to_owned(), format!("timezone = \"Pacific/Apia\"\n{hours}")]
    {
        folder.write("hearback.toml", settings);
        for command in [&["audit"][..], &["waits"], &["messages"], &["check"], &["audit", "--by", "week"]] {
            let ran = timed(command[0], || folder.run(&[command, TEAM, &["."]].concat()));
            assert_ne!(None, ran.code);
            let ran =
                timed(command[0], || folder.run(&[command, TEAM, &["--as-of", "2026-02-03", "."]].concat()));
            // A mailbox without a reply cannot be checked.
            assert!(ran.code == Some(0) || command == ["check"], "{}", ran.stderr);
        }
    }
}

#[test]
fn extreme_instants_on_the_command_line_are_computed_or_refused() {
    let folder = Folder::new();
    folder.write("a.eml", QUESTION);
    for time in [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "-262143-01-01T00:00:00Z",
        "262142-12-31T23:59:59Z",
        "99999999999999",
        "",
        "tomorrow",
        "2026-02-30",
    ] {
        for flag in ["--as-of", "--since", "--until"] {
            let flag = format!("{flag}={time}");
            let ran = timed(&flag, || folder.run(&[&["audit"], TEAM, &[&flag, "a.eml"]].concat()));
            assert!(ran.code == Some(0) || !ran.stderr.is_empty(), "{flag}");
        }
    }
    for span in ["999999999999999999d", "-1d", "0d", "9223372036854775807s"] {
        let flag = format!("--last={span}");
        folder.run(&[&["audit"], TEAM, &[&flag, "a.eml"]].concat());
    }
    for rule in [
        "p90(first_response) <= 99999999999999999999h",
        "share(first_response <= 1h) >= 1e999%",
        "count(unanswered) <= -1",
        "((((((",
    ] {
        fails(&folder.run(&[&["check"], TEAM, &["--require", rule, "a.eml"]].concat()), &["require"]);
    }
}

#[test]
fn absurd_headers_are_read_in_linear_time() {
    let folder = Folder::new();
    let recipients: String = (0..100_000).fold(String::new(), |mut text, idx| {
        write!(text, "p{idx}@example.org, ").unwrap();
        text
    });
    let ids: String = (0..50_000).fold(String::new(), |mut text, idx| {
        write!(text, "<r{idx}@example.org> ").unwrap();
        text
    });
    let words = "=?utf-8?B?xbzDs8WCxIc=?= ".repeat(16_000);
    let mails = [
        ("recipients", QUESTION.replace("help@shop.example", &format!("{recipients}help@shop.example"))),
        ("words", QUESTION.replace("Parcel", &words)),
        ("subject", QUESTION.replace("Parcel", &"Re: ".repeat(260_000))),
        ("long-word", QUESTION.replace("Parcel", &"a".repeat(1 << 20))),
        ("references", QUESTION.replace("Subject", &format!("References: {ids}\nSubject"))),
        ("folded", QUESTION.replace("Parcel", &"x\n ".repeat(100_000))),
        ("fields", QUESTION.replace("Subject", &format!("{}Subject", "X-A: b\n".repeat(100_000)))),
        ("unclosed", QUESTION.replace("Parcel", &"=?utf-8?Q?".repeat(50_000))),
        ("quotes", QUESTION.replace("anna@", &"\"".repeat(100_001)).replace("Parcel", "p")),
        (
            "received",
            QUESTION.replace(
                "Subject",
                &format!(
                    "{}Subject",
                    "Received: from a by b; Mon, 02 Feb 2026 08:00:00 +0000\n".repeat(20_000)
                ),
            ),
        ),
    ];
    for (name, mail) in mails {
        folder.write("a.eml", mail);
        let ran = timed(name, || folder.run_bounded(&[&["waits"], TEAM, &["a.eml"]].concat(), BOUND));
        assert!(ran.code == Some(0) || ran.stderr.contains("a.eml"), "{name}: {}", ran.stderr);
    }
}

#[test]
fn mails_that_answer_each_other_in_a_circle_end() {
    let folder = Folder::new();
    let mail = |id: &str, to: &str, at: u32| {
        format!(
            "From a@example.org Mon Feb  2 08:00:00 2026\nFrom: anna@example.org\nTo: help@shop.example\n\
             Date: Mon, 02 Feb 2026 08:{at:02}:00 +0000\nMessage-ID: <{id}@example.org>\n\
             In-Reply-To: <{to}@example.org>\nReferences: <{to}@example.org> <{id}@example.org>\nSubject: s{id}\n\nHello, where is {id}?\n\n"
        )
    };
    let all = [mail("self", "self", 1), mail("x", "y", 2), mail("y", "z", 3), mail("z", "x", 4)];
    folder.write("a.mbox", all.concat());
    let rows = table(&folder.run(&[&["waits"], TEAM, &["a.mbox"]].concat()).ok(), &[]);
    // The circle is one conversation, the mail that answers itself another one.
    assert_eq!(2, rows.len(), "{rows:?}");
    let mut ndjson = String::new();
    for (id, to) in [("a", "a"), ("b", "c"), ("c", "b")] {
        writeln!(ndjson, r#"{{"id":"{id}","reply_to":"{to}","sent":"2026-02-01T09:00:00Z","channel":"forum","role":"customer","author":"p{id}","text":"Why?"}}"#).unwrap();
    }
    folder.write("a.ndjson", ndjson);
    for command in ["waits", "messages", "audit"] {
        folder.run(&[command, "a.ndjson"]).ok();
    }
    folder.run(&["explain", "b", "a.ndjson"]);
}

/// Each shape that made joining or waiting quadratic somewhere.
#[test]
fn very_large_conversations_take_linear_time() {
    // The debug build takes 4 s for 50 000 messages of one chat; the other shapes are smaller.
    const N: u32 = 15_000;
    let time = |idx: u32| {
        format!(
            "2026-01-{:02}T{:02}:{:02}:{:02}Z",
            1 + idx / 86_400,
            idx / 3600 % 24,
            idx / 60 % 60,
            idx % 60
        )
    };
    let folder = Folder::new();
    let write = |name: &str, n_all: u32, line: &dyn Fn(u32, u32) -> Value| {
        for (size, n) in [("small", n_all / STEP), ("large", n_all)] {
            let lines: String = (0..n).map(|idx| format!("{}\n", line(idx, n))).collect();
            folder.write(&format!("{name}-{size}.ndjson"), lines);
        }
    };
    write("one", 50_000, &|idx, _| {
        let (role, author) = if idx % 2 == 0 { ("customer", "anna") } else { ("team", "shop") };
        json!({"conversation": "c", "id": idx, "sent": time(idx), "channel": "chat", "role": role, "author": author, "text": "Yes or no?"})
    });
    write(
        "group",
        40_000,
        &|idx, n| json!({"conversation": "c", "id": idx, "sent": time(idx), "channel": "chat", "role": "customer", "author": format!("p{}", idx % (n / 2)), "text": "Hi?"}),
    );
    write(
        "chain",
        N,
        &|idx, _| json!({"id": format!("m{idx}"), "reply_to": format!("m{}", idx.saturating_sub(1)), "sent": time(idx), "channel": "forum", "role": "customer", "author": format!("p{idx}"), "text": "And then?"}),
    );
    write(
        "star",
        N,
        &|idx, _| json!({"id": format!("m{idx}"), "reply_to": "m0", "sent": time(idx), "channel": "comment", "role": "customer", "author": format!("p{idx}"), "text": "Me too?"}),
    );
    write(
        "loose",
        20_000,
        &|idx, _| json!({"id": format!("m{idx}"), "sent": time(idx), "channel": "email", "role": "team", "author": "help@shop.example", "to": ["anna@example.org"], "subject": format!("News {idx}"), "text": "Here is what you asked for."}),
    );
    write(
        "same-subject",
        20_000,
        &|idx, _| json!({"id": format!("m{idx}"), "sent": time(idx), "channel": "email", "role": "customer", "author": format!("p{idx}@example.org"), "to": ["help@shop.example"], "subject": "Re: Order", "text": "Where is it?"}),
    );
    write(
        "same-second",
        N,
        &|idx, _| json!({"conversation": "c", "sent": "2026-01-01T09:00:00Z", "channel": "social", "role": if idx % 3 == 0 {"team"} else {"customer"}, "author": format!("p{}", idx % 3), "text": "Now?"}),
    );
    for name in ["one", "group", "chain", "star", "loose", "same-subject", "same-second"] {
        grows_with_size(&folder, name, &["waits"]);
    }
    grows_with_size(&folder, "chain", &["messages"]);
    grows_with_size(&folder, "same-second", &["explain", "c", "-f", "json"]);
}

/// The larger of two files of one shape has so many times as many messages.
const STEP: u32 = 4;
/// Linear work takes `STEP` times as long for it, quadratic work the square of that; half way between them, by factors.
const LIMIT: f64 = 8.0;

/// The processor works on the large file of a shape no longer than its size explains. A machine that is busy with other
/// things only makes a run longer, so the shortest run of each file is the nearest to its work.
#[track_caller]
fn grows_with_size(folder: &Folder, name: &str, command: &[&str]) {
    const MAX_ROUNDS: usize = 6;
    let work = |file: &str| {
        let (ran, seconds) = folder.run_counted(&[command, TEAM, &["--jobs", "1", file]].concat(), BOUND);
        ran.ok();
        seconds
    };
    // Every run reads the word lists first.
    folder.write("start.ndjson", NDJSON_LINE.replace("k1", "c"));
    let files = ["start.ndjson".to_owned(), format!("{name}-small.ndjson"), format!("{name}-large.ndjson")];
    let mut least = [f64::INFINITY; 3];
    let is_linear = |[start, small, large]: [f64; 3]| growth(small - start, large - start) < LIMIT;
    for _ in 0..MAX_ROUNDS {
        for (least, file) in least.iter_mut().zip(&files) {
            *least = least.min(work(file));
        }
        if is_linear(least) {
            break;
        }
    }
    assert!(
        is_linear(least),
        "{command:?} of {name}: {STEP} times the messages take too long: {least:?} s for one message, small, large"
    );
}

/// How many times as long; what is too short to be measured counts as a twentieth of a second.
fn growth(small: f64, large: f64) -> f64 {
    large / small.max(0.05)
}

#[test]
fn quadratic_work_is_told_from_linear_work() {
    // Seconds for the small file and the large one: linear, with a fifth more, and too little to be measured.
    assert!(growth(1.0, 4.0) < LIMIT && growth(1.0, 4.8) < LIMIT && growth(0.0, 0.2) < LIMIT);
    // All quadratic; a half of it quadratic already in the small file: 1 + 1 and 4 + 16.
    assert!(LIMIT < growth(1.0, 16.0) && LIMIT < growth(2.0, 20.0));
}

/// 1 GB of nothing in a megabyte; the debug build unpacks 100 MB of it.
#[test]
fn a_bomb_needs_bounded_memory() {
    let folder = Folder::new();
    let zeros = vec![b'0'; 100 << 20];
    folder.write("bomb.zip", zip(&[("inbox.mbox", &zeros)]));
    fails(&folder.run_bounded(&["audit", "bomb.zip"], BOUND), &["bomb.zip"]);
    for source in ["mbox", "hearback", "mapped", "whatsapp", "eml"] {
        let ran = timed(source, || folder.run_bounded(&["audit", "--from", source, "bomb.zip"], BOUND));
        assert!(!ran.stderr.contains("memory allocation"), "{source}: {}", ran.stderr);
    }
}

#[test]
fn archives_within_archives_are_listed_and_not_opened() {
    let folder = Folder::new();
    let inner = zip(&[("a.eml", QUESTION.as_bytes())]);
    folder.write("outer.zip", zip(&[("inner.zip", &inner), ("b.eml", QUESTION.as_bytes())]));
    let ran = folder.run(&[&["waits"], TEAM, &["outer.zip"]].concat());
    assert_eq!(Some(0), ran.code);
    assert!(ran.stderr.contains("outer.zip/inner.zip") && ran.stderr.contains("unpack"), "{}", ran.stderr);
    folder.write("twice.gz", gz(&gz(QUESTION.as_bytes())));
    fails(&folder.run(&["audit", "twice.gz"]), &["twice.gz", "unpack"]);
    // A path that climbs out of the archive is a name like any other.
    folder.write("climb.zip", zip(&[("../../etc/a.eml", QUESTION.as_bytes())]));
    folder.run(&[&["waits"], TEAM, &["climb.zip"]].concat());
}

#[test]
fn control_characters_of_the_input_do_not_reach_the_terminal() {
    let folder = Folder::new();
    let evil = "\\u001b[31mred\\u0007\\u0000\\u202e=HYPERLINK(1)\\r\\n::error::x";
    let mut lines = String::new();
    for (id, at) in [("1", "09"), ("2", "10")] {
        writeln!(
            lines,
            r#"{{"conversation":"={evil}","id":"+{id}{evil}","sent":"2026-02-01T{at}:00:00Z","channel":"email","role":"customer","author":"@{evil}","name":"-{evil}","subject":"={evil}","text":"={evil} why?"}}"#
        )
        .unwrap();
    }
    folder.write("a.ndjson", &lines);
    folder.write("b\u{1b}[2J.ndjson", "nothing\n");
    for command in ["audit", "waits", "unanswered", "ignored", "messages", "check"] {
        let ran = folder.run(&[command, "-f", "table", "."]);
        assert_clean(&ran);
        let excel = folder.run(&[command, "-f", "csv", "--csv", "excel", "."]);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(excel.stdout.trim_start_matches('\u{feff}').as_bytes());
        for record in reader.records().map(Result::unwrap) {
            for cell in record.iter().filter(|cell| cell.parse::<f64>().is_err()) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{command}: {cell:?}");
            }
        }
    }
    assert_clean(&folder.run(&["audit", "b\u{1b}[2J.ndjson"]));
    assert_clean(&folder.run(&["audit", "missing\u{1b}[2J"]));
    assert_clean(&folder.run(&["explain", "\u{1b}[2J", "a.ndjson"]));
    assert_clean(&folder.run(&["formats", "."]));
    assert_clean(&folder.run(&["audit", "-v", "."]));
}

#[track_caller]
fn assert_clean(ran: &Ran) {
    for (what, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
        let evil = text.chars().find(|&c| (c.is_control() && c != '\n') || c == '\u{202e}');
        assert_eq!(None, evil, "{what}: {text:?}");
    }
}

/// It ended with 2, and its message has all of the words.
#[track_caller]
fn fails(ran: &Ran, words: &[&str]) {
    assert_eq!(Some(2), ran.code, "{}{}", ran.stdout, ran.stderr);
    assert!(!ran.stderr.is_empty());
    for word in words {
        assert!(ran.stderr.contains(word), "no {word:?} in: {}", ran.stderr);
    }
}

#[track_caller]
fn timed(what: &str, run: impl FnOnce() -> Ran) -> Ran {
    let start = Instant::now();
    let ran = run();
    assert!(start.elapsed() < PATIENCE, "{what} took {:?}", start.elapsed());
    ran
}

const NDJSON_LINE: &str = "{\"conversation\":\"k1\",\"id\":\"m1\",\"sent\":\"2026-02-01T09:00:00Z\",\"channel\":\"chat\",\"role\":\"customer\",\"author\":\"anna\",\"text\":\"Do you ship to Oulu?\"}\n";

const PLAY_HEADER: &str = "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,\
Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Title,\
Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link\n\
org.example,1,1.0,en,phone,2026-02-01T09:00:00Z,1769936400000,2026-02-01T09:00:00Z,1769936400000,1,Bad,\"";
