//! The same evidence gives the same report, however it is packed, split, ordered or named.

#![expect(clippy::unwrap_used, reason = "a test that cannot pack its input must fail loudly")]

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::pack::{gz, zip, zst};
use crate::support::{Folder, run_in, table};

/// Columns that name where the evidence lies, or how it was packed.
const PACKING: &[&str] = &["source", "file", "record"];
const PLACE: &[&str] = &["file", "record"];

const TEAM: &[&str] = &["--team", "@shop.example"];

#[test]
fn the_order_of_the_arguments_does_not_matter() {
    let folder = Folder::new();
    folder.write("a.mbox", mbox(&mails()[..4]));
    folder.write("b.mbox", mbox(&mails()[4..]));
    folder.write("c.ndjson", NDJSON);
    folder.write("d/e.eml", extra_mail().text());
    let orders = [
        ["a.mbox", "b.mbox", "c.ndjson", "d"],
        ["d", "c.ndjson", "b.mbox", "a.mbox"],
        ["c.ndjson", "a.mbox", "d", "b.mbox"],
    ];
    for command in [
        &["audit", "-f", "json"][..],
        &["waits", "-f", "csv"],
        &["messages", "-f", "ndjson"],
        &["ignored", "-f", "json"],
    ] {
        let reports = orders.map(|order| folder.run(&[command, TEAM, &order].concat()).ok());
        assert_eq!(reports[0], reports[1], "{command:?}");
        assert_eq!(reports[0], reports[2], "{command:?}");
    }
    // Without --as-of the report speaks for the newest message, in whichever file it is.
    let audit: Value =
        serde_json::from_str(&folder.run(&[&["audit", "-f", "json"], TEAM, &orders[1]].concat()).ok())
            .unwrap();
    assert_eq!(audit["as_of"], "2026-02-12T08:30:00+00:00");
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let folder = Folder::new();
    folder.write("a.mbox", mbox(&mails()));
    // Larger than the part that one thread takes.
    folder.write("many.ndjson", many_messages(32_000));
    for command in [["waits", "-f", "csv"], ["audit", "-f", "json"]] {
        let with =
            |jobs| folder.run(&[&command, TEAM, &["--jobs", jobs, "a.mbox", "many.ndjson"]].concat()).ok();
        let one = with("1");
        assert_eq!(one, with("2"));
    }
}

#[test]
fn a_file_given_twice_counts_once() {
    let folder = Folder::new();
    folder.write("x/a.mbox", mbox(&mails()));
    let once = folder.run(&[&["audit", "-f", "json"], TEAM, &["x/a.mbox"]].concat()).ok();
    for again in [&["x/a.mbox", "x/a.mbox"][..], &["x", "x/a.mbox"], &["./x/a.mbox", "x//a.mbox"]] {
        let twice = folder.run(&[&["audit", "-f", "json"], TEAM, again].concat()).ok();
        assert_eq!(once, twice, "{again:?}");
    }
}

#[test]
fn a_copy_of_a_mailbox_changes_no_wait() {
    let folder = Folder::new();
    folder.write("a.mbox", mbox(&mails()));
    folder.write("b.mbox", mbox(&mails()));
    assert_eq!(waits(&folder, &["a.mbox"], PLACE), waits(&folder, &["a.mbox", "b.mbox"], PLACE));
}

#[test]
fn a_mailbox_split_in_two_gives_the_same_waits() {
    let mails = mails();
    for cut in 1..mails.len() {
        let folder = Folder::new();
        folder.write("whole.mbox", mbox(&mails));
        folder.write("a.mbox", mbox(&mails[..cut]));
        folder.write("b.mbox", mbox(&mails[cut..]));
        let whole = waits(&folder, &["whole.mbox"], PLACE);
        assert_eq!(whole, waits(&folder, &["a.mbox", "b.mbox"], PLACE), "cut behind mail {cut}");
    }
}

#[test]
fn ndjson_split_in_two_gives_the_same_waits() {
    let lines: Vec<&str> = NDJSON.split_inclusive('\n').collect();
    for cut in 1..lines.len() {
        let folder = Folder::new();
        folder.write("whole.ndjson", NDJSON);
        // An NDJSON file without a message with an author is nobody's; every part here has one.
        folder.write("a.ndjson", lines[..cut].concat());
        folder.write("b.ndjson", lines[cut..].concat());
        let whole = waits(&folder, &["whole.ndjson"], PLACE);
        assert_eq!(3, whole.len());
        assert_eq!(whole, waits(&folder, &["a.ndjson", "b.ndjson"], PLACE), "cut behind line {cut}");
    }
}

#[test]
fn a_table_split_in_two_gives_the_same_waits() {
    let (header, rows) = COMMENTS.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.split_inclusive('\n').collect();
    for cut in 1..rows.len() {
        let folder = Folder::new();
        folder.write("whole.csv", COMMENTS);
        folder.write("a.csv", format!("{header}\n{}", rows[..cut].concat()));
        folder.write("b.csv", format!("{header}\n{}", rows[cut..].concat()));
        let whole = waits(&folder, &["whole.csv"], PLACE);
        assert_eq!(2, whole.len(), "{whole:?}");
        assert_eq!(whole, waits(&folder, &["a.csv", "b.csv"], PLACE), "cut behind row {cut}");
    }
}

#[test]
fn line_ends_do_not_matter() {
    let folder = Folder::new();
    for (name, text) in
        [("a.mbox", mbox(&mails())), ("a.ndjson", NDJSON.to_owned()), ("a.csv", COMMENTS.to_owned())]
    {
        folder.write(&format!("lf/{name}"), &text);
        folder.write(&format!("crlf/{name}"), text.replace('\n', "\r\n"));
        let (lf, crlf) = (format!("lf/{name}"), format!("crlf/{name}"));
        assert_eq!(waits(&folder, &[&lf], &["file"]), waits(&folder, &[&crlf], &["file"]), "{name}");
    }
}

#[test]
fn mails_give_the_same_waits_however_they_are_packed() {
    let mails = mails();
    let mailbox = mbox(&mails);
    let folder = Folder::new();
    folder.write("plain.mbox", &mailbox);
    for (idx, mail) in mails.iter().enumerate() {
        folder.write(&format!("maildir/cur/17700000{idx:02}.M{idx}P1.host:2,S"), mail.text());
        folder.write(&format!("letters/{idx:02}.eml"), mail.text());
    }
    folder.write("packed.mbox.gz", gz(mailbox.as_bytes()));
    folder.write("packed.mbox.zst", zst(mailbox.as_bytes()));
    folder.write("packed.zip", zip(&[("mail/inbox.mbox", mailbox.as_bytes())]));
    let letters: Vec<(String, String)> =
        mails.iter().enumerate().map(|(idx, mail)| (format!("{idx}.eml"), mail.text())).collect();
    let members: Vec<(&str, &[u8])> =
        letters.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    folder.write("letters.zip", zip(&members));

    let plain = waits(&folder, &["plain.mbox"], PACKING);
    assert_eq!(4, plain.len(), "{plain:?}");
    for packed in ["maildir", "letters", "packed.mbox.gz", "packed.mbox.zst", "packed.zip", "letters.zip"] {
        assert_eq!(plain, waits(&folder, &[packed], PACKING), "{packed}");
    }
    for packed in ["plain.mbox", "packed.mbox.gz", "packed.mbox.zst", "packed.zip", "letters.zip"] {
        let bytes = std::fs::read(folder.path().join(packed)).unwrap();
        let piped = folder.run_with(&[&["waits", "-f", "csv"], TEAM, &["-"]].concat(), &bytes).ok();
        assert_eq!(plain, table(&piped, PACKING), "{packed} through a pipe");
    }
}

/// The rows of the answer of the invented mails, worked out by hand beside them.
#[test]
fn the_waits_of_the_mails_are_those_worked_out_by_hand() {
    let folder = Folder::new();
    folder.write("a.mbox", mbox(&mails()));
    let rows = waits(&folder, &["a.mbox"], &[]);
    let cell = |row: &[(String, String)], key: &str| {
        row.iter().find(|(name, _)| name == key).map(|(_, cell)| cell.clone()).unwrap()
    };
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            ["customer", "number", "state", "response_seconds", "age_seconds"].map(|key| cell(row, key))
        })
        .collect();
    let expected = [
        ["anna@example.org", "1", "answered", "9000", ""],
        ["anna@example.org", "2", "answered", "3600", ""],
        ["bruno@example.org", "1", "answered", "86400", ""],
        ["clara@example.org", "1", "waiting", "", "601200"],
    ];
    assert_eq!(told, expected.map(|row| row.map(str::to_owned)));
}

#[test]
fn written_messages_give_the_same_waits_when_they_are_read_again() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo");
    let inputs = ["mail", "chat", "reviews", "comments"];
    let direct = run_in(&demo, &[&["waits", "-f", "csv"][..], &inputs].concat(), b"").ok();
    let messages = run_in(&demo, &[&["messages", "-f", "ndjson"][..], &inputs].concat(), b"").ok();
    let again = run_in(&demo, &["waits", "-f", "csv", "-"], messages.as_bytes()).ok();
    let without = ["source", "file", "record", "confidence", "flags"];
    let (direct, again) = (table(&direct, &without), table(&again, &without));
    assert!(!direct.is_empty());
    for (direct, again) in direct.iter().zip(&again) {
        assert_eq!(direct, again);
    }
    assert_eq!(direct.len(), again.len());
}

#[test]
fn all_formats_carry_equal_numbers() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo");
    let run =
        |args: &[&str]| run_in(&demo, &[args, &["mail", "chat", "reviews", "comments"]].concat(), b"").ok();
    for command in ["waits", "unanswered", "ignored", "messages"] {
        let json: Value = serde_json::from_str(&run(&[command, "-f", "json"])).unwrap();
        let rows: Vec<Value> = json["rows"].as_array().unwrap().clone();
        let ndjson: Vec<Value> =
            run(&[command, "-f", "ndjson"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows, ndjson, "{command}");
        let tsv = run(&[command, "-f", "tsv"]);
        let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(tsv.as_bytes());
        let tsv: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let csv = run(&[command, "-f", "csv"]);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let csv: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(csv, tsv, "{command}");
        assert_same_cells(command, &rows, &csv);
    }
    let json: Value = serde_json::from_str(&run(&["audit", "-f", "json"])).unwrap();
    let csv = run(&["audit", "-f", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let csv: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_same_cells("audit", json["measures"]["rows"].as_array().unwrap(), &csv);
}

#[track_caller]
fn assert_same_cells(command: &str, rows: &[Value], csv: &[csv::StringRecord]) {
    assert_eq!(rows.len(), csv.len(), "{command}");
    for (row, record) in rows.iter().zip(csv) {
        let cells: Vec<String> = row.as_object().unwrap().values().map(cell).collect();
        let records: Vec<&str> = record.iter().collect();
        for (idx, (json, csv)) in cells.iter().zip(&records).enumerate() {
            // Records of their own have a spelling of their own in CSV.
            let is_record = row.as_object().unwrap().values().nth(idx).is_some_and(Value::is_object);
            let same_number = json.parse::<f64>().is_ok_and(|json| csv.parse() == Ok(json));
            assert!(is_record || same_number || json == csv, "{command}: {json:?} in JSON, {csv:?} in CSV");
        }
        assert_eq!(cells.len(), records.len(), "{command}");
    }
}

/// A value of JSON as `docs/schema.md` spells it in CSV.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(cell).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

fn waits(folder: &Folder, inputs: &[&str], without: &[&str]) -> Vec<Vec<(String, String)>> {
    let csv = folder.run(&[&["waits", "-f", "csv"], TEAM, inputs].concat()).ok();
    table(&csv, without)
}

/// A mail of invented people.
struct Mail {
    id: &'static str,
    reply_to: Option<&'static str>,
    from: &'static str,
    to: &'static str,
    /// RFC 5322, in UTC.
    date: &'static str,
    subject: &'static str,
    body: &'static str,
}

impl Mail {
    fn text(&self) -> String {
        let mut text = format!(
            "From: {}\nTo: {}\nDate: {}\nSubject: {}\nMessage-ID: <{}@example.org>\n",
            self.from, self.to, self.date, self.subject, self.id
        );
        if let Some(reply_to) = self.reply_to {
            writeln!(text, "In-Reply-To: <{reply_to}@example.org>").unwrap();
        }
        write!(text, "Content-Type: text/plain; charset=utf-8\n\n{}\n", self.body).unwrap();
        text
    }
}

/// By hand: Anna asks on 2 February at 08:00 and gets her answer at 10:30 (9000 s); she asks again at 11:00 and
/// gets it at 12:00 (3600 s). Bruno asks on the 3rd at 09:00 and is answered a day later (86 400 s). Clara asks
/// on the 5th at 09:30 and waits; the newest mail is of the 12th at 08:30, which is 6 d 23 h later (601 200 s).
fn mails() -> Vec<Mail> {
    let shop = "Shop <help@shop.example>";
    let mail =
        |id, reply_to, from, to, date, subject, body| Mail { id, reply_to, from, to, date, subject, body };
    let anna = "Anna <anna@example.org>";
    let bruno = "Bruno <bruno@example.org>";
    let clara = "clara@example.org";
    vec![
        mail("a1", None, anna, shop, "Mon, 02 Feb 2026 08:00:00 +0000", "Parcel 12", "Where is my parcel?"),
        mail(
            "a2",
            Some("a1"),
            shop,
            anna,
            "Mon, 02 Feb 2026 10:30:00 +0000",
            "Re: Parcel 12",
            "It left the house on Friday and arrives tomorrow.",
        ),
        mail(
            "a3",
            Some("a2"),
            anna,
            shop,
            "Mon, 02 Feb 2026 11:00:00 +0000",
            "Re: Parcel 12",
            "Which carrier brings it, and at what time?",
        ),
        mail(
            "a4",
            Some("a3"),
            shop,
            anna,
            "Mon, 02 Feb 2026 12:00:00 +0000",
            "Re: Parcel 12",
            "The post brings it before noon.",
        ),
        mail(
            "b1",
            None,
            bruno,
            shop,
            "Tue, 03 Feb 2026 09:00:00 +0000",
            "Broken cup",
            "The cup is broken. Can I have another one?",
        ),
        mail(
            "b2",
            Some("b1"),
            shop,
            bruno,
            "Wed, 04 Feb 2026 09:00:00 +0000",
            "Re: Broken cup",
            "A new cup is on its way to you.",
        ),
        mail(
            "c1",
            None,
            clara,
            shop,
            "Thu, 05 Feb 2026 09:30:00 +0000",
            "Invoice",
            "Could you send me the invoice for my order?",
        ),
        mail(
            "d1",
            None,
            "news@shop.example",
            "list@example.net",
            "Thu, 12 Feb 2026 08:30:00 +0000",
            "Note",
            "We are closed on Friday.",
        ),
    ]
}

fn extra_mail() -> Mail {
    Mail {
        id: "e1",
        reply_to: None,
        from: "emil@example.org",
        to: "help@shop.example",
        date: "Fri, 06 Feb 2026 10:00:00 +0000",
        subject: "Colours",
        body: "Do you have it in green?",
    }
}

fn mbox(mails: &[Mail]) -> String {
    mails
        .iter()
        .map(|mail| format!("From x@example.org Thu Feb 12 09:00:00 2026\n{}\n", mail.text()))
        .collect()
}

const NDJSON: &str = r#"{"conversation":"k1","id":"m1","sent":"2026-02-01T09:00:00+01:00","channel":"chat","role":"customer","author":"anna","text":"Do you ship to Oulu?"}
{"conversation":"k2","id":"m2","sent":"2026-02-01T10:00:00+01:00","channel":"chat","role":"customer","author":"bruno","text":"My code does not work, what now?"}
{"conversation":"k1","id":"m3","sent":"2026-02-01T10:30:00+01:00","channel":"chat","role":"team","author":"shop","text":"Yes, within three days."}
{"conversation":"k1","id":"m4","sent":"2026-02-01T11:00:00+01:00","channel":"chat","role":"customer","author":"anna","text":"And how much is it?"}
{"conversation":"k2","id":"m5","sent":"2026-02-01T12:00:00+01:00","channel":"chat","role":"team","author":"shop","text":"Please use the new one from the letter."}
"#;

/// Two questions; the first is answered.
const COMMENTS: &str = "id,parent,author,email,date,text,page,staff\n\
1,,Anna,anna@example.org,2026-02-01 09:00:00,Do you ship to Oulu?,/lamp,no\n\
2,1,Shop,help@shop.example,2026-02-01 11:00:00,Yes we do within three days.,/lamp,yes\n\
3,,Bruno,bruno@example.org,2026-02-02 09:00:00,Is there a blue one?,/lamp,no\n";

/// Conversations of two messages each, every third without an answer.
fn many_messages(n: u32) -> String {
    let mut text = String::new();
    for idx in 0..n {
        let (conversation, role) = (idx / 2, if idx % 2 == 0 || idx % 3 == 0 { "customer" } else { "team" });
        let (day, minute) = (1 + idx / 1440 % 28, idx % 1440);
        writeln!(
            text,
            r#"{{"conversation":"c{conversation}","id":"i{idx}","sent":"2026-01-{day:02}T{:02}:{:02}:00Z","channel":"chat","role":"{role}","author":"p{}","text":"Order {idx}, when?"}}"#,
            minute / 60,
            minute % 60,
            if role == "team" { 0 } else { 1 + conversation },
        )
        .unwrap();
    }
    text
}
