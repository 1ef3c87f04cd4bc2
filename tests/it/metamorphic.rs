//! Changes of a mailbox that must change nothing, or only one thing: run over the invented mailboxes of
//! `fixtures/takeout`.

#![expect(clippy::unwrap_used, reason = "a mailbox that cannot be changed must fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Duration};

use crate::support::{Folder, table};

/// Columns that name where the evidence lies.
const PLACE: &[&str] = &["file", "record"];
/// Mailboxes, and the team that is named so that what is left out cannot hide it.
const MAILBOXES: &[(&str, &str, &str)] = &[
    ("pl", "Takeout/Poczta/Wszystkie.mbox", "@kubek.example"),
    ("ru", "Takeout/Почта/Вся почта.mbox", "@chashka.example"),
    ("fi", "Takeout/Sähköposti/Kaikki viestit.mbox", "mukikauppa@gmail.com"),
];

#[test]
fn removing_sent_mail_only_lowers_what_is_answered() {
    for mailbox in mailboxes() {
        let before = mailbox.waits();
        for idx in (0..mailbox.mails.len()).filter(|&idx| mailbox.is_ours(idx)) {
            let after = mailbox.without(&[idx]).waits();
            assert!(n_answered(&after) <= n_answered(&before), "{idx}: {}", mailbox.mails[idx]);
        }
        let all: Vec<usize> = (0..mailbox.mails.len()).filter(|&idx| mailbox.is_ours(idx)).collect();
        assert_eq!(n_answered(&mailbox.without(&all).waits()), 0);
    }
}

#[test]
fn machines_mail_changes_no_human_measure() {
    for mailbox in mailboxes() {
        let mut more = mailbox.clone();
        let team = mailbox.address();
        for (idx, address) in mailbox.customers().into_iter().enumerate() {
            for (name, lines) in [
                ("absence", "Auto-Submitted: auto-replied\nSubject: Automatic reply: Hello\n"),
                ("news", "List-Unsubscribe: <https://x.example/u>\nPrecedence: bulk\nSubject: News\n"),
                ("lost", "X-Failed-Recipients: nobody@example.com\nSubject: Undeliverable: News\n"),
            ] {
                let from = if name == "lost" { "mailer-daemon@mx.example" } else { address.as_str() };
                more.mails.push(format!(
                    "From x@example.org Thu Feb  5 09:00:00 2026\nFrom: {from}\nTo: {team}\n\
                     Date: Thu, 05 Feb 2026 09:{idx:02}:00 +0000\nMessage-ID: <{name}{idx}@machine.example>\n{lines}\nI am away.\n\n"
                ));
            }
        }
        assert_eq!(told(&mailbox.waits()), told(&more.waits()), "{}", mailbox.language);
    }
}

#[test]
fn the_order_of_the_mails_does_not_matter() {
    for mailbox in mailboxes() {
        let mut reversed = mailbox.clone();
        reversed.mails.reverse();
        assert_eq!(told(&mailbox.waits()), told(&reversed.waits()));
        let mut mixed = mailbox.clone();
        // A step that has no divisor in common with the number of mails visits each once.
        let n = mixed.mails.len();
        let step = (2..n).find(|step| (2..=*step).all(|d| step % d != 0 || n % d != 0)).unwrap();
        mixed.mails = (0..n).map(|idx| mailbox.mails[idx * step % n].clone()).collect();
        assert_eq!(told(&mailbox.waits()), told(&mixed.waits()));
    }
}

#[test]
fn days_later_is_the_same_days_later() {
    for mailbox in mailboxes() {
        let mut later = mailbox.clone();
        for mail in &mut later.mails {
            *mail = shifted(mail);
        }
        let spans = |mailbox: &Mailbox| {
            mailbox.waits_without(&["opened_at", "answered_at", "acknowledged_at", "promised_at"])
        };
        assert_eq!(told(&spans(&mailbox)), told(&spans(&later)));
        let opened = |rows: &[Row]| -> Vec<i64> {
            rows.iter()
                .map(|row| DateTime::parse_from_rfc3339(cell(row, "opened_at")).unwrap().timestamp())
                .collect()
        };
        let moved: Vec<i64> = opened(&mailbox.waits()).into_iter().map(|at| at + 7 * 86_400).collect();
        assert_eq!(moved, opened(&later.waits()));
    }
}

#[test]
fn customers_under_other_addresses_are_the_same_customers() {
    for mailbox in mailboxes() {
        let mut renamed = mailbox.clone();
        // Every name stays on its domain: what is public stays so, and colleagues stay colleagues.
        for mail in &mut renamed.mails {
            for domain in ["@example.org", "@example.com", "@example.net"] {
                *mail = mail.replace(domain, &format!(".xx{domain}"));
            }
        }
        let counted = |mailbox: &Mailbox| -> BTreeMap<String, usize> {
            let mut counts = BTreeMap::new();
            for row in mailbox.waits() {
                let who = cell(&row, "customer").replace(".xx@", "@");
                let keys = ["number", "state", "response_seconds", "age_seconds", "flags"];
                let rest: Vec<&str> = keys.iter().map(|key| cell(&row, key)).collect();
                *counts.entry(format!("{who} {}", rest.join(" "))).or_default() += 1;
            }
            counts
        };
        assert_eq!(counted(&mailbox), counted(&renamed));
    }
}

#[test]
fn without_the_links_of_some_replies_at_most_so_many_answers_are_lost() {
    for mailbox in mailboxes() {
        let before = n_answered(&mailbox.waits());
        let replies: Vec<usize> =
            (0..mailbox.mails.len()).filter(|&idx| mailbox.mails[idx].contains("\nReferences: ")).collect();
        for n in (1..=replies.len()).step_by(2) {
            let mut cut = mailbox.clone();
            for &idx in &replies[..n] {
                cut.mails[idx] = without_links(&cut.mails[idx]);
            }
            let after = n_answered(&cut.waits());
            assert!(before.abs_diff(after) <= n, "{}: {before} and {after} with {n}", mailbox.language);
        }
    }
}

#[test]
fn an_attachment_changes_nothing() {
    for mailbox in mailboxes() {
        let mut with = mailbox.clone();
        for mail in &mut with.mails {
            *mail = with_attachment(mail);
        }
        assert_ne!(mailbox.mails, with.mails);
        assert_eq!(told(&mailbox.waits()), told(&with.waits()));
    }
}

#[test]
fn every_dialect_of_mailboxes_gives_the_same_waits() {
    for mailbox in mailboxes() {
        // A line that begins like the next mail: without quoting and with the length (mboxcl2), as it is (no
        // dialect, but common), and quoted (mboxo, mboxrd, mboxcl).
        let with_line = |line: &str, has_length: bool| {
            let mut changed = mailbox.clone();
            for mail in changed.mails.iter_mut().filter(|mail| mail.contains("8bit\n\n")) {
                let (header, body) = mail.split_once("\n\n").unwrap();
                let body = format!("{line} on it is fine.\n{}\n\n", body.trim_end());
                let length = format!("\nContent-Length: {}", body.len() - 1);
                *mail = format!("{header}{}\n\n{body}", if has_length { &length } else { "" });
            }
            told(&changed.waits_without(&["excerpt"]))
        };
        let plain = with_line("From now", true);
        for (line, has_length) in [("From now", false), (">From now", false), (">From now", true)] {
            assert_eq!(plain, with_line(line, has_length), "{} {line}", mailbox.language);
        }
    }
}

#[test]
fn single_mails_with_any_line_ends_give_the_same_waits() {
    const PACKING: &[&str] = &["source", "file", "record"];
    for mailbox in mailboxes() {
        let whole = told(&mailbox.waits_without(PACKING));
        for end in ["\n", "\r\n", "\r"] {
            let folder = Folder::new();
            for (idx, mail) in mailbox.mails.iter().enumerate() {
                let (_, mail) = mail.split_once('\n').unwrap();
                folder.write(&format!("mails/{idx:02}.eml"), mail.replace('\n', end));
            }
            let rows = folder.run(&["waits", "-f", "csv", "--team", mailbox.team, "mails"]).ok();
            assert_eq!(whole, told(&table(&rows, PACKING)), "{} {end:?}", mailbox.language);
        }
    }
}

#[test]
fn a_mailbox_that_is_cut_off_loses_one_mail_at_most_and_says_so() {
    let mailbox = &mailboxes()[0];
    let text = mailbox.mails.concat();
    let mut ends = vec![0];
    for mail in &mailbox.mails {
        ends.push(ends.last().unwrap() + mail.len());
    }
    let folder = Folder::new();
    for cut in (1..text.len()).step_by(509).filter(|cut| text.is_char_boundary(*cut)) {
        folder.write("all.mbox", &text[..cut]);
        let n_begun = ends.iter().filter(|&&end| end < cut).count();
        let json = folder.run(&["audit", "-f", "json", "--team", mailbox.team, "all.mbox"]).stdout;
        let audit: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
        let facts = audit["quality"]["rows"].as_array().cloned().unwrap_or_default();
        let n_read = facts.iter().find(|fact| fact["code"] == "read").and_then(|fact| fact["n"].as_u64());
        let n_read = usize::try_from(n_read.unwrap_or_default()).unwrap();
        assert!((n_begun - 1..=n_begun).contains(&n_read), "{cut}: {n_read} of {n_begun}");
        let ends_in_line = !text[..cut].ends_with('\n');
        let is_told = json.contains("cut off");
        assert!(!ends_in_line || is_told || n_read == 0, "{cut}: {json}");
    }
}

type Row = Vec<(String, String)>;

/// A mailbox mail by mail, each with its From_ line, with line feeds.
#[derive(Clone)]
struct Mailbox {
    language: &'static str,
    team: &'static str,
    mails: Vec<String>,
}

impl Mailbox {
    fn waits(&self) -> Vec<Row> {
        self.waits_without(PLACE)
    }

    #[track_caller]
    fn waits_without(&self, columns: &[&str]) -> Vec<Row> {
        let folder = Folder::new();
        folder.write("all.mbox", self.mails.concat());
        let rows = folder.run(&["waits", "-f", "csv", "--team", self.team, "all.mbox"]).ok();
        table(&rows, &[columns, PLACE].concat())
    }

    fn without(&self, gone: &[usize]) -> Self {
        let kept = self.mails.iter().enumerate().filter(|(idx, _)| !gone.contains(idx));
        Self { mails: kept.map(|(_, mail)| mail.clone()).collect(), ..self.clone() }
    }

    /// The shop's own address.
    fn address(&self) -> &'static str {
        match self.language {
            "pl" => "pomoc@kubek.example",
            "ru" => "zakaz@chashka.example",
            _ => "mukikauppa@gmail.com",
        }
    }

    /// Sent by the shop, and no form that it sends to itself.
    fn is_ours(&self, idx: usize) -> bool {
        let field =
            |name: &str| self.mails[idx].lines().find(|line| line.starts_with(name)).unwrap_or_default();
        field("From: ").contains(self.address()) && !field("To: ").contains(self.address())
    }

    fn customers(&self) -> Vec<String> {
        let mut customers: Vec<String> =
            self.waits().iter().map(|row| cell(row, "customer").to_owned()).collect();
        customers.sort();
        customers.dedup();
        customers
    }
}

fn mailboxes() -> Vec<Mailbox> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/takeout");
    MAILBOXES
        .iter()
        .map(|&(language, path, team)| {
            let text = std::fs::read_to_string(root.join(language).join(path)).unwrap().replace("\r\n", "\n");
            let mut mails: Vec<String> = Vec::new();
            for (idx, part) in text.split("\n\nFrom ").enumerate() {
                let begin = if idx == 0 { "" } else { "From " };
                mails.push(format!("{begin}{}\n\n", part.trim_end()));
            }
            Mailbox { language, team, mails }
        })
        .collect()
}

fn n_answered(rows: &[Row]) -> usize {
    rows.iter().filter(|row| cell(row, "state") == "answered").count()
}

/// The rows, one line each, so that a difference can be read.
fn told(rows: &[Row]) -> Vec<String> {
    let line = |row: &Row| row.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join(",");
    rows.iter().map(line).collect()
}

fn cell<'a>(row: &'a Row, key: &str) -> &'a str {
    &row.iter().find(|(name, _)| name == key).unwrap().1
}

/// All dates of a mail a week later; Gmail's number of the mail goes with its From_ line.
fn shifted(mail: &str) -> String {
    let later = |line: &str, lead: &str| {
        let date = line.strip_prefix(lead)?;
        let date = DateTime::parse_from_rfc2822(date).ok()? + Duration::days(7);
        Some(format!("{lead}{}", date.to_rfc2822()))
    };
    let lines: Vec<String> = mail
        .lines()
        .map(|line| match line {
            _ if line.starts_with("From ") => "From -".to_owned(),
            _ if line.contains("30 Dec 1899") => line.to_owned(),
            _ => later(line, "Date: ")
                .or_else(|| later(line, "Received: from mx.example.org by mx.google.com; "))
                .unwrap_or_else(|| line.to_owned()),
        })
        .collect();
    format!("{}\n\n", lines.join("\n").trim_end())
}

fn without_links(mail: &str) -> String {
    let is_link = |line: &str| line.starts_with("References: ") || line.starts_with("In-Reply-To: ");
    let kept: Vec<&str> = mail.lines().filter(|line| !is_link(line)).collect();
    format!("{}\n\n", kept.join("\n").trim_end())
}

/// The same text as the first part of two; mails of other types stay.
fn with_attachment(mail: &str) -> String {
    let Some((header, body)) = mail.split_once("\n\n") else { return mail.to_owned() };
    let Some((rest, type_line)) = header.split_once("\nContent-Type: text/plain") else {
        return mail.to_owned();
    };
    let data = "QUJDREVGRw==\n".repeat(3000);
    format!(
        "{rest}\nContent-Type: multipart/mixed; boundary=\"b7\"\n\n--b7\nContent-Type: text/plain{type_line}\n\n{}\n\
         --b7\nContent-Type: image/png; name=\"a.png\"\nContent-Transfer-Encoding: base64\n\n{data}--b7--\n\n",
        body.trim_end()
    )
}
