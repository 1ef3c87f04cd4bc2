//! Where reports go, what they must not overwrite, and what a log must not show.

use std::fs;

use crate::pack::zip;
use crate::support::Folder;

const QUESTION: &str = r#"{"conversation":"c1","sent":"2026-02-02T08:00:00Z","channel":"email","author":"anna@example.org","name":"Anna Nowak","text":"Where is my parcel?"}
"#;
const TEAM: &[&str] = &["--team", "@shop.example"];

fn shop() -> Folder {
    let folder = Folder::new();
    folder.write("in.ndjson", QUESTION);
    folder
}

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}

#[test]
fn no_report_takes_the_place_of_an_export() {
    let folder = shop();
    for target in ["ndjson=in.ndjson", "ndjson=./in.ndjson"] {
        let ran = folder.run(&with(&["waits", "in.ndjson", "-o", target], TEAM));
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains("was read as input"), "{}", ran.stderr);
    }
    let ran = folder.run(&with(&["waits", ".", "-o", "ndjson=in.ndjson"], TEAM));
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("in.ndjson")).unwrap(), QUESTION);
}

#[test]
fn the_report_of_last_week_is_written_anew_and_is_no_damage() {
    for command in ["audit", "waits", "unanswered", "ignored", "messages", "check", "explain"] {
        for format in ["json", "csv", "tsv", "ndjson"] {
            // Messages in NDJSON are an export like another.
            if (command, format) == ("messages", "ndjson") {
                continue;
            }
            let folder = shop();
            folder.write(
                "in.ndjson",
                QUESTION.replace("Where is my parcel?", "I want my money back, this is a scam!"),
            );
            let target = format!("{format}=report.{format}");
            let what: &[&str] = if command == "explain" { &["explain", "c1"] } else { &[command] };
            for week in 1..=2 {
                let late = ["--as-of", "2026-02-09T08:00:00Z", "--strict"];
                let ran = folder.run(&with(&[what, &late, &[".", "-o", &target]].concat(), TEAM));
                assert_eq!(ran.code, Some(0), "{command} {target}, week {week}: {}", ran.stderr);
                assert!(!ran.stderr.contains("report."), "{command} {target}: {}", ran.stderr);
            }
        }
    }
    let folder = shop();
    // Nobody is ignored, so that there are no rows.
    for _ in 0..2 {
        let ran = folder.run(&with(&["ignored", ".", "-o", "none.ndjson"], TEAM));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    for _ in 0..2 {
        assert_eq!(folder.run(&["formats", ".", "-o", "files.csv"]).code, Some(0));
    }
    let only = folder.run(&with(&["waits", "files.csv"], TEAM));
    assert!(only.code == Some(2) && only.stderr.contains("a report that hearback wrote"), "{}", only.stderr);
}

#[test]
fn archives_unread_files_and_settings_are_left_as_they_are() {
    let folder = shop();
    let archive = zip(&[("mail/in.ndjson", QUESTION.as_bytes())]);
    folder.write("in/a.zip", &archive);
    folder.write("in/notes.csv", "bread,milk\n");
    let settings = "[words]\nlexicon = \"own.tsv\"\n[[source]]\npath = \"*.odd\"\nmapping = \"odd.txt\"\n";
    folder.write("hearback.toml", settings);
    folder.write("own.tsv", "en\tmood\taphid*\t-1.5\tdefect\n");
    let mapping = "[fields]\ntext = \"t\"\n[time]\nfrom = \"d\"\n[[role]]\ndefault = \"customer\"\n";
    folder.write("odd.txt", mapping);
    for target in ["csv=in/a.zip", "in/notes.csv", "csv=hearback.toml", "csv=own.tsv", "csv=odd.txt"] {
        let ran = folder.run(&with(&["waits", "in", "-q", "-o", target], TEAM));
        assert_eq!(ran.code, Some(2), "{target}: {}", ran.stderr);
        assert!(ran.stderr.contains("was read as input"), "{target}: {}", ran.stderr);
    }
    let formats = folder.run(&["formats", "in", "-o", "csv=in/a.zip"]);
    let tune = folder.run(&with(&["tune", "in", "-o", "in/a.zip"], TEAM));
    for ran in [formats, tune] {
        assert!(ran.code == Some(2) && ran.stderr.contains("was read as input"), "{}", ran.stderr);
    }
    assert_eq!(fs::read(folder.path().join("in/a.zip")).unwrap(), archive);
    assert_eq!(fs::read_to_string(folder.path().join("hearback.toml")).unwrap(), settings);
}

#[test]
fn two_reports_do_not_go_to_one_file() {
    for (one, other) in [("csv=a", "json=a"), ("a.csv", "./a.csv"), ("csv=-", "json=-")] {
        let ran = shop().run(&with(&["waits", "in.ndjson", "-o", one, "-o", other], TEAM));
        assert_eq!(ran.code, Some(2), "{one}");
        assert!(ran.stderr.contains("another report goes there"), "{}", ran.stderr);
    }
}

#[test]
fn standard_output_holds_one_report() {
    let folder = shop();
    for command in ["audit", "check"] {
        let text = folder.run(&with(&[command, "in.ndjson", "-o", "json=-"], TEAM)).ok();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
    }
    let ran = folder.run(&with(&["waits", "in.ndjson", "-o", "csv=-", "-f", "json"], TEAM));
    assert!(ran.code == Some(2) && ran.stderr.contains("--format json"), "{}", ran.stderr);
}

#[test]
fn a_place_where_no_report_can_lie_is_told_before_reading() {
    let folder = shop();
    fs::create_dir(folder.path().join("out")).unwrap();
    for (target, told) in [
        ("nodir/x.csv", "there is no folder nodir"),
        ("csv=", "no file is named"),
        ("csv=out", "a folder"),
        ("in.ndjson/x.csv", "there is no folder in.ndjson"),
    ] {
        // The input is missing as well, which would be told first by who reads first.
        for command in ["waits", "formats"] {
            let ran = folder.run(&[command, "gone.mbox", "-o", target]);
            assert_eq!(ran.code, Some(2), "{target}");
            assert!(ran.stderr.contains(told) && !ran.stderr.contains("gone.mbox"), "{}", ran.stderr);
        }
    }
    let ran = folder.run(&["tune", "gone.mbox", "-o", "nodir/x.hbw"]);
    assert!(ran.stderr.contains("there is no folder nodir"), "{}", ran.stderr);
    let ran = folder.run(&["audit", "gone.mbox", "--history", ""]);
    assert!(ran.code == Some(2) && ran.stderr.contains("--history"), "{}", ran.stderr);
}

#[test]
fn absurdly_many_threads_are_not_started() {
    let folder = shop();
    let began = std::time::Instant::now();
    folder.run(&with(&["waits", "in.ndjson", "--jobs", "20000"], TEAM)).ok();
    assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn a_dash_is_standard_output() {
    let folder = shop();
    let text = folder.run(&with(&["waits", "in.ndjson", "-o", "csv=-"], TEAM)).ok();
    assert!(text.starts_with("conversation,"), "{text}");
    assert!(!folder.path().join("-").exists());
}

#[cfg(unix)]
#[test]
fn links_lead_on_and_others_may_read() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = shop();
    fs::create_dir(folder.path().join("out")).unwrap();
    symlink("out/real.csv", folder.path().join("link.csv")).unwrap();
    folder.write("out/real.csv", "old");
    folder.run(&with(&["waits", "in.ndjson", "-o", "link.csv", "-o", "new.csv"], TEAM)).ok();
    assert!(folder.path().join("link.csv").is_symlink());
    let real = fs::read_to_string(folder.path().join("out/real.csv")).unwrap();
    assert_eq!(real, fs::read_to_string(folder.path().join("new.csv")).unwrap());
    // As any file that is written here.
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("new.csv"), mode("in.ndjson"));
    // What is no file stays what it is.
    folder.run(&with(&["waits", "in.ndjson", "-o", "csv=/dev/null"], TEAM)).ok();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_in_a_folder_stops_nothing() {
    let folder = shop();
    std::os::unix::fs::symlink("127.0.1.1:+4321", folder.path().join("lock")).unwrap();
    let ran = folder.run(&with(&["audit", "."], TEAM));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("lock"), "{}", ran.stdout);
    assert_eq!(folder.run(&["audit", "gone.ndjson"]).code, Some(2));
}

#[test]
fn an_empty_export_is_fine_where_that_is_allowed_and_a_slip_is_not() {
    let folder = shop();
    folder.write("empty.ndjson", "");
    fs::create_dir(folder.path().join("none")).unwrap();
    folder.write("odd.bin", [7; 100]);
    for (path, code) in [("empty.ndjson", 0), ("none", 0), ("odd.bin", 2), ("gone.ndjson", 2)] {
        let ran = folder.run(&["check", path, "--allow-empty"]);
        assert_eq!(ran.code, Some(code), "{path}: {}", ran.stderr);
        assert_eq!(folder.run(&["check", path]).code, Some(2), "{path}");
    }
}

#[test]
fn a_misspelt_format_in_the_settings_is_told_with_its_line() {
    let folder = shop();
    folder.write("hearback.toml", "[[source]]\npath = \"other.mbox\"\nformat = \"mboxx\"\n");
    let ran = folder.run(&with(&["waits", "in.ndjson"], TEAM));
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("hearback.toml:3") && ran.stderr.contains("mbox"), "{}", ran.stderr);
}

#[test]
fn a_misspelt_source_of_a_filter_is_no_green_tick() {
    let folder = shop();
    let rule = "[[rule]]\nrequire = \"count(ignored) == 0\"\nwhere = { source = \"hearbak\" }\n";
    folder.write("hearback.toml", rule);
    let ran = folder.run(&with(&["check", "in.ndjson"], TEAM));
    assert_eq!(ran.code, Some(2));
    let told = "hearback.toml:3: no format and no mapping is called \"hearbak\"; did you mean \"hearback\"?";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
}

#[test]
fn formats_fails_where_nothing_is_recognised() {
    let folder = shop();
    folder.write("odd.bin", [7; 100]);
    for (args, code) in [(&["gone"][..], 2), (&["odd.bin"], 2), (&["in.ndjson"], 0), (&["."], 0)] {
        assert_eq!(folder.run(&with(&["formats"], args)).code, Some(code), "{args:?}");
    }
}

#[test]
fn a_log_names_nobody() {
    let folder = shop();
    folder.write("more/Czat WhatsApp z Ewa Lis.txt", [7; 100]);
    folder.write("more/bad.ndjson", QUESTION.replace("2026-02-02T08:00:00Z", "Ewa Lis says hi"));
    folder.write("more/named.ndjson", QUESTION.replace("c1", "Chat with Anna Nowak"));
    for args in [
        &["check", "in.ndjson"][..],
        &["check", "more", "--team", "@shop.example", "--require", "count(unanswered) == 0"],
        &["waits", "more", "--redact", "-v", "--team", "@shop.example"],
        &["explain", "Chat", "more", "in.ndjson", "--redact", "--team", "@shop.example"],
    ] {
        let ran = folder.run(args);
        let all = ran.stdout + &ran.stderr;
        for name in ["anna", "Anna", "Nowak", "Ewa", "Lis"] {
            assert!(!all.contains(name), "{args:?} shows {name}: {all}");
        }
    }
    let ran = folder.run(&["check", "in.ndjson", "--show-names"]);
    assert!(ran.stderr.contains("anna@example.org"), "{}", ran.stderr);
}

#[test]
fn damage_is_told_before_there_is_nothing_to_judge() {
    let folder = Folder::new();
    folder.write(
        "bad.ndjson",
        format!("{}{{\"sent\":7,\n", QUESTION.replace("anna@example.org", "o@shop.example")),
    );
    let ran = folder.run(&with(&["audit", "bad.ndjson"], TEAM));
    assert_eq!(ran.code, Some(2));
    let (damage, nothing) = (ran.stderr.find("record 2"), ran.stderr.find("nothing to judge"));
    assert!(damage.is_some() && damage < nothing, "{}", ran.stderr);
}

#[test]
fn a_file_that_cannot_show_replies_earns_no_praise() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/app-store/without-include");
    let folder = Folder::new();
    let audit = folder.run(&["audit", fixtures]).ok();
    assert!(audit.contains("cannot show"), "{audit}");
    for praise in ["Nobody waits", "No complaint", "✓"] {
        assert!(!audit.contains(praise), "{praise}: {audit}");
    }
    let ran = folder.run(&["check", fixtures, "--require", "count(unanswered) == 0"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        !ran.stdout.contains('✓') && ran.stderr.contains("cannot show replies"),
        "{} {}",
        ran.stdout,
        ran.stderr
    );
}

#[test]
fn the_first_problem_of_each_kind_is_shown() {
    let folder = shop();
    let no_json = "{\"sent\":\n".repeat(5);
    let odd = QUESTION.replace("\"email\"", "\"pigeon\"");
    folder.write("bad.ndjson", QUESTION.repeat(5) + &no_json + &odd);
    let ran = folder.run(&with(&["waits", "bad.ndjson"], TEAM));
    assert_eq!(ran.stderr.matches("[bad-json]").count(), 3, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("[unknown-value]").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("and 2 more."), "{}", ran.stderr);
}
