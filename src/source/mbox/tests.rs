use crate::message::{Flags, Kind, Stamp};
use crate::settings::SourceSettings;
use crate::source::Sniff;
use crate::source::testing::{check_robust, read, read_part, sniff};

use super::Mbox;

const TAKEOUT: &[u8] = include_bytes!("../../../fixtures/mbox/takeout/input.mbox");
const THUNDERBIRD: &[u8] = include_bytes!("../../../fixtures/mbox/thunderbird/Inbox");
const ARCHIVE: &[u8] = include_bytes!("../../../fixtures/mbox/archive/input.mbox");

#[test]
fn a_gmail_export_gives_thread_labels_and_text() {
    let recorded = read(&Mbox, "takeout/Wszystko.mbox", TAKEOUT);
    assert_eq!((recorded.messages.len(), recorded.tally.outside.get("trash")), (3, Some(&1)));
    let [question, answer, spam] = recorded.messages.as_slice() else { panic!() };
    assert_eq!(question.sent, Stamp::Instant(1_760_342_400));
    assert_eq!(question.subject.as_deref(), Some("Zamówienie 12"));
    assert_eq!(question.name.as_deref(), Some("Anna Wiśniewska"));
    assert_eq!(question.author.as_deref(), Some("anna@example.org"));
    assert_eq!(question.to, ["pomoc@sklep.example"]);
    assert_eq!(question.thread.as_deref(), Some("gmail:1846012345678901234"));
    assert!(question.text.as_deref().unwrap().starts_with("Kiedy dotrze paczka? Czekam już tydzień."));
    assert_eq!((question.place, question.flags), (0, Flags::default()));
    assert_eq!(
        (answer.sent, answer.reply_to.as_deref()),
        (Stamp::Instant(1_760_347_800), Some("q1@example.org"))
    );
    assert!(answer.flags.has(Flags::SENT) && answer.flags.has(Flags::REPLY_SUBJECT));
    assert!(answer.text.as_deref().unwrap().contains("this line is no header"));
    assert_eq!((spam.kind, spam.why, spam.flags.has(Flags::IN_SPAM)), (Kind::Spam, "folder:spam", true));
}

#[test]
fn thunderbird_s_marks_are_kept() {
    let recorded = read(&Mbox, "Inbox", THUNDERBIRD);
    assert_eq!((recorded.messages.len(), recorded.tally.outside.get("expunged")), (2, Some(&1)));
    assert!(recorded.messages[0].flags.has(Flags::REPLIED));
    let undated = &recorded.messages[1];
    assert!(matches!(undated.sent, Stamp::Local(local) if local.to_string() == "2025-10-13 10:07:00"));
    assert!(undated.flags.has(Flags::CLOCK_REPAIRED) && !undated.flags.has(Flags::REPLIED));
}

#[test]
fn an_archive_gives_its_authors_back() {
    let recorded = read(&Mbox, "shop.mbox", ARCHIVE);
    let [question, answer] = recorded.messages.as_slice() else { panic!() };
    assert_eq!(
        (question.author.as_deref(), question.name.as_deref()),
        (Some("anna@example.org"), Some("Anna"))
    );
    assert_eq!((answer.author.as_deref(), answer.name.as_deref()), (Some("ola@sklep.example"), Some("Ola")));
    assert_eq!((answer.kind, answer.reply_to.as_deref()), (Kind::Message, Some("q1@example.org")));
    assert!(answer.flags.has(Flags::LIST));
}

#[test]
fn the_sent_folder_makes_its_mails_sent() {
    let recorded = read(&Mbox, "profile/Sent", ARCHIVE);
    assert!(recorded.messages.iter().all(|message| message.flags.has(Flags::SENT)));
    let recorded = read(&Mbox, "profile/Drafts", ARCHIVE);
    assert!(recorded.messages.iter().all(|message| message.kind == Kind::Draft));
}

#[test]
fn a_mail_without_a_usable_header_is_a_problem() {
    let file = b"From -\nMIME-Version: 1.0\n\ntext\nFrom -\nTo: a@example.org\n\ntext\n";
    let recorded = read(&Mbox, "x.mbox", file);
    assert_eq!((recorded.tally.problems, recorded.tally.messages), (1, 1));
    assert_eq!(recorded.problems[0].code, "mail-without-header");
}

#[test]
fn a_cut_off_export_is_told() {
    let recorded = read(&Mbox, "x.mbox", b"From -\nTo: a@example.org\nSubject: cut he");
    let codes: Vec<_> = recorded.remarks.iter().map(|remark| remark.code).collect();
    assert_eq!(codes, ["cut-off", "cut-off-end"]);
    let recorded = read(&Mbox, "x.mbox", b"rest of a mail\n\nFrom -\nTo: a@example.org\n\ntext\n");
    assert_eq!((recorded.remarks[0].code, recorded.messages.len()), ("cut-off-start", 1));
}

#[test]
fn lines_that_only_look_like_the_start_of_a_mail_are_told() {
    let file = b"From -\nTo: a@example.org\n\ntext\nFrom here on\n\nFrom -\n\nno header\n";
    let recorded = read(&Mbox, "x.mbox", file);
    assert_eq!((recorded.messages.len(), recorded.remarks.len()), (1, 1));
    assert_eq!(recorded.remarks[0].code, "rejected-from-lines");
    assert!(recorded.remarks[0].text.starts_with("2 lines begin with `From `"));
}

#[test]
fn a_bounce_names_the_mail_that_failed() {
    let file = b"From MAILER-DAEMON Mon Oct 13 10:00:00 2025\nFrom: MAILER-DAEMON@example.org\nSubject: x\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nfailed\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <a1@sklep.example>\nFrom: b@example.org\n\n--b--\n";
    let recorded = read(&Mbox, "x.mbox", file);
    let bounce = &recorded.messages[0];
    assert_eq!((bounce.kind, bounce.reply_to.as_deref()), (Kind::Bounce, Some("a1@sklep.example")));
}

#[test]
fn parts_of_a_file_give_the_same_messages() {
    let whole = read(&Mbox, "x.mbox", TAKEOUT);
    let len = TAKEOUT.len() as u64;
    for cut in 0..=len {
        let mut messages = Vec::new();
        let mut n_rejected = 0;
        for range in [0..cut, cut..len] {
            let part = read_part(&Mbox, "x.mbox", TAKEOUT, Some(range), &SourceSettings::default());
            assert!(part.remarks.iter().all(|remark| remark.code == "rejected-from-lines"));
            n_rejected += part.remarks.len();
            messages
                .extend(part.messages.into_iter().map(|message| (message.place, message.id, message.text)));
        }
        let expected: Vec<_> =
            whole.messages.iter().map(|m| (m.place, m.id.clone(), m.text.clone())).collect();
        assert_eq!(messages, expected, "{cut}");
        assert_eq!(n_rejected, 1, "{cut}");
    }
}

#[test]
fn every_beginning_is_read_without_panic() {
    for file in [TAKEOUT, THUNDERBIRD, ARCHIVE] {
        check_robust(&Mbox, "x.mbox", file);
    }
}

#[test]
fn only_mailboxes_are_mailboxes() {
    for (name, file) in [("x", TAKEOUT), ("Inbox", THUNDERBIRD), ("x.txt", ARCHIVE), ("Sent.mbox", b"")] {
        assert!(matches!(sniff(&Mbox, name, file), Sniff::Yes(_)), "{name}");
    }
    let with_junk = [b"junk\n", ARCHIVE].concat();
    assert!(matches!(sniff(&Mbox, "x.mbox", &with_junk), Sniff::Yes(_)));
    assert!(matches!(sniff(&Mbox, "x.txt", &with_junk), Sniff::No(_)));
    let others: [(&str, &[u8]); 7] = [
        ("x.mbox", b"\x89PNG\r\n\x1a\n"),
        ("x.mbox", b"{\"from\": \"a\"}\n"),
        ("x.csv", b"From,To,Date\na,b,c\n"),
        ("x.txt", b"12.10.25, 10:00 - Anna: From here\n"),
        ("x.txt", b"From here on\nTo: be\n"),
        ("x.eml", ARCHIVE),
        ("m/cur/1.a:2,S", ARCHIVE),
    ];
    for (name, file) in others {
        assert!(matches!(sniff(&Mbox, name, file), Sniff::No(_)), "{name}");
    }
}

#[test]
fn other_mail_stores_are_refused_with_advice() {
    let Sniff::Refuse(advice) = sniff(&Mbox, "a.pst", b"!BDN\0\0") else { panic!() };
    assert!(advice.contains("readpst -r -e -o out file.pst"));
    assert!(matches!(sniff(&Mbox, "a.dbx", b"\xCF\xAD\x12\xFE"), Sniff::Refuse(_)));
}

#[test]
fn a_length_that_lies_is_not_believed() {
    let mail = "From a@example.org Mon Nov  2 09:00:00 2026\nFrom: a@example.org\nDate: x\nContent-Length: LEN\n\nGdzie?\n\n";
    for len in ["0", "5", "7", "100000", "-1", "x"] {
        let mailbox = mail.replace("LEN", len).repeat(3);
        let recorded = read(&Mbox, "a.mbox", mailbox.as_bytes());
        assert_eq!(recorded.messages.len(), 3, "Content-Length: {len}");
        assert_eq!(recorded.messages[2].text.as_deref(), Some("Gdzie?"));
    }
    // Without quoting (mboxcl2) a line of text may begin so; it is no mail's beginning.
    let prose = mail.replace("Gdzie?", "From here on, Mon 09:00 2026 was bad:\nGdzie?").repeat(2);
    assert_eq!(read(&Mbox, "a.mbox", prose.as_bytes()).messages.len(), 2);
}

#[test]
fn headers_that_prove_nothing_leave_a_question_a_question() {
    let files: [&[u8]; 3] = [
        include_bytes!("../../../fixtures/mbox/auto-submitted-no/input.mbox"),
        include_bytes!("../../../fixtures/mbox/precedence-list/input.mbox"),
        include_bytes!("../../../fixtures/mbox/auto-response-suppress/input.mbox"),
    ];
    for file in files {
        let recorded = read(&Mbox, "a.mbox", file);
        let kinds: Vec<Kind> = recorded.messages.iter().map(|message| message.kind).collect();
        assert_eq!(kinds, [Kind::Message, Kind::Message]);
    }
}

#[test]
fn a_machine_that_answers_speaks_for_itself() {
    let mail = |extra: &str| {
        format!(
            "From x@y Mon Nov  2 09:00:00 2026\nFrom: noreply@shop.example\nReply-To: anna@example.org\n\
             Date: x\nSubject: y\n{extra}\nz\n"
        )
    };
    let author = |extra: &str| read(&Mbox, "a.mbox", mail(extra).as_bytes()).messages[0].author.clone();
    assert_eq!(author("").as_deref(), Some("anna@example.org"));
    assert_eq!(author("Auto-Submitted: auto-replied\n").as_deref(), Some("noreply@shop.example"));
}

#[test]
fn stores_of_other_programs_are_refused_with_the_command_that_helps() {
    for (name, head, command) in [
        ("a.pst", b"!BDN\x01".as_slice(), "readpst -r -e -o out file.pst"),
        ("a.ost", b"!BDN\x01", "readpst -r -e -o out file.pst"),
        ("a.dbx", b"\xCF\xAD\x12\xFE\x00", "undbx file.dbx out"),
        ("a.mbs", b"\x00\x01", "mbox"),
    ] {
        let Sniff::Refuse(advice) = sniff(&Mbox, name, head) else { panic!("{name}") };
        assert!(advice.contains(command), "{advice}");
    }
    let Sniff::Refuse(advice) = sniff(&Mbox, "a.pst", b"!BDN") else { panic!() };
    assert!(advice.contains("pst-utils") && advice.contains("marks") && advice.contains("date"), "{advice}");
}
