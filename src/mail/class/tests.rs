use super::{Class, Evidence, classify, failed_recipient, returned_id};
use crate::mail::header::{Headers, Name};
use crate::mail::person;
use crate::message::Kind;

fn class(mail: &str) -> Class {
    let (block, body) = mail.split_once("\n\n").unwrap_or((mail, ""));
    let headers = Headers::pick(block.as_bytes());
    let subject = headers.text(Name::Subject).unwrap_or_default();
    let from = person::author(&headers).map(|author| author.mailbox.address).unwrap_or_default();
    classify(&Evidence { headers: &headers, subject: &subject, from: &from, body: body.as_bytes() })
}

#[track_caller]
fn check(mail: &str, kind: Kind, why: &str) {
    let found = class(&format!("From: a@example.org\n{mail}"));
    assert_eq!((found.kind, found.why), (kind, why), "{mail}");
}

#[track_caller]
fn check_person(mail: &str) {
    check(mail, Kind::Message, "");
}

#[test]
fn a_delivery_report_is_a_bounce_also_when_it_calls_itself_a_reply() {
    let report = "Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n";
    check(&format!("{report}Action: failed\n"), Kind::Bounce, "report:delivery-status");
    check(report, Kind::Bounce, "report:delivery-status");
    check(&format!("{report}Action: delayed\n"), Kind::Receipt, "report:not-failed");
    check("X-Failed-Recipients: b@example.org\n", Kind::Bounce, "header:x-failed-recipients");
}

#[test]
fn a_bounce_without_a_report_needs_two_signs() {
    let daemon = "From: MAILER-DAEMON@example.org\n";
    let bounce = class(&format!("{daemon}Subject: failure notice\n"));
    assert_eq!((bounce.kind, bounce.why), (Kind::Bounce, "subject:bounce+from:mailer-daemon"));
    assert_eq!(
        class(&format!("{daemon}Return-Path: <>\nSubject: x\n")).why,
        "from:mailer-daemon+header:return-path"
    );
    assert_eq!(class(&format!("{daemon}Subject: x\n")).kind, Kind::Bulk);
    assert_eq!(class("From: postmaster@example.org\nSubject: x\n").kind, Kind::Message);
    check("Subject: Undelivered Mail Returned to Sender\n", Kind::Bounce, "subject:bounce");
    check_person("Subject: Undeliverable: parcel\n");
    check_person("Subject: Re: failure notice\nReturn-Path: <>\n");
}

const MIXED: &str =
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n";

#[test]
fn a_delivery_report_among_the_parts_is_a_bounce() {
    let report = "--x\nContent-Type: message/delivery-status\n\nAction: failed\n--x--\n";
    let found = class(&format!("From: <>\nSubject: Status\n{MIXED}No such user\n{report}"));
    assert_eq!((found.kind, found.why), (Kind::Bounce, "part:delivery-status"));
    // Who forwards a bounce is a person.
    let inner = format!("--x\nContent-Type: message/rfc822\n\nFrom: <>\n{MIXED}{report}--x--\n");
    check_person(&format!("Subject: Fwd: Returned mail\n{MIXED}Look\n{inner}"));
}

#[test]
fn a_mail_server_that_returns_a_mail_or_says_its_code_bounces() {
    let returned = "--x\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--x--\n";
    let from = "From: postmaster@example.org\nSubject: Re: x\n";
    assert_eq!(
        class(&format!("From: postmaster@example.org\n{MIXED}...\n{returned}")).why,
        "from:mailer-daemon+part:returned-mail"
    );
    assert_eq!(
        class(&format!("{from}{MIXED}Error below:\n550 - no such user here\n--x--\n")).why,
        "from:mailer-daemon+text:smtp-status"
    );
    for text in ["Your server told us:\n550 no such user\nWhy?", "We have 550 mailboxes", "See 550."] {
        assert_eq!(class(&format!("{from}{MIXED}{text}\n--x--\n")).kind, Kind::Message, "{text}");
    }
}

#[test]
fn complaints_of_spam_traps_and_programs_that_unsubscribe_are_bulk() {
    let report = "--x\nContent-Type: message/rfc822\n\nX-HmXmrOriginalRecipient: a@example.org\n--x--\n";
    let subject = "Subject: complaint about message from 192.0.2.1\n";
    check(&format!("{subject}{MIXED}\n{report}"), Kind::Bulk, "subject:abuse-report+part:returned-mail");
    check_person(&format!("{subject}{MIXED}I did not ask for it\n--x--\n"));
    let unsubscribing = "Auto-Submitted: auto-replied\nX-Apple-Unsubscribe: true\nSubject: unsubscribe\n";
    check(unsubscribing, Kind::Bulk, "header:x-apple-unsubscribe");
    check("Subject: Report Domain: shop.example Submitter: x\n", Kind::Bulk, "subject:dmarc-report");
}

#[test]
fn invitations_are_receipts_when_they_hold_a_calendar() {
    let calendar = "--x\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--x--\n";
    check(
        &format!("Subject: Zaproszenie: rozmowa\n{MIXED}\n{calendar}"),
        Kind::Receipt,
        "subject:calendar+part:calendar",
    );
    check(
        &format!("Content-Class: urn:content-classes:calendarmessage\nSubject: x\n{MIXED}\n{calendar}"),
        Kind::Receipt,
        "header:content-class+part:calendar",
    );
    check_person(&format!("Subject: Our meeting\n{MIXED}When?\n{calendar}"));
    check_person("Subject: Invitation: come and see\n");
}

#[test]
fn receipts_and_calendar_answers_are_receipts() {
    let report = "Content-Type: multipart/report; report-type=disposition-notification\n";
    check(report, Kind::Receipt, "report:disposition-notification");
    check("Content-Type: text/calendar; method=REPLY\n", Kind::Receipt, "part:calendar");
    check("Subject: Read: offer\nReturn-Path: <>\n", Kind::Receipt, "subject:receipt+header:return-path");
    check_person("Subject: Read: offer\n");
}

#[test]
fn automatic_replies_are_told_by_headers() {
    check("Auto-Submitted: auto-replied (vacation)\n", Kind::AutoReply, "header:auto-submitted");
    check("X-Autoreply: yes\n", Kind::AutoReply, "header:x-autoreply");
    check("Precedence: auto_reply\n", Kind::AutoReply, "header:precedence");
    check("X-POST-MessageClass: 9; Autoresponder\n", Kind::AutoReply, "header:x-post-messageclass");
    check(
        "X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: a@example.org\n",
        Kind::AutoReply,
        "header:x-ms-exchange-inbox-rules-loop",
    );
}

#[test]
fn weak_signs_of_an_automatic_reply_need_a_second() {
    let (path, junk) = ("Return-Path: <>\nIn-Reply-To: <a@shop.example>\n", "Precedence: junk\n");
    let suppress = "X-Auto-Response-Suppress: All\n";
    let pairs = [
        (format!("{path}{suppress}"), "header:return-path+header:x-auto-response-suppress"),
        (format!("{path}{junk}"), "header:return-path+header:precedence"),
        (format!("{suppress}{junk}"), "header:precedence+header:x-auto-response-suppress"),
    ];
    for (mail, why) in pairs {
        check(&mail, Kind::AutoReply, why);
    }
    for mail in [path, junk, suppress] {
        check_person(mail);
    }
    check("Auto-Submitted: auto-generated (vacation)\n", Kind::AutoReply, "header:auto-submitted");
}

#[test]
fn automatic_replies_are_told_by_subjects_at_their_start_only() {
    for subject in [
        "Automatic reply: x",
        "Odpowiedź automatyczna: x",
        "Automatyczna odpowiedź: x",
        "Автоответ: x",
        "Automaattinen vastaus: x",
        "Réponse automatique : x",
        "[Automatyczna odpowiedź] x",
        "Out of Office",
        "自動応答: x",
    ] {
        check(&format!("Subject: {subject}\n"), Kind::AutoReply, "subject:auto-reply");
    }
    for subject in [
        "Re: Automatische Antwort: x",
        "Auto: Frage",
        "Out of office hours?",
        "Automatic replyer",
        "x Automatic reply: y",
    ] {
        check_person(&format!("Subject: {subject}\n"));
    }
    check("Subject: Auto: x\nPrecedence: junk\n", Kind::AutoReply, "subject:auto-reply");
}

#[test]
fn what_proves_nothing_is_a_person() {
    check_person("Auto-Submitted: no\n");
    check_person("X-Auto-Response-Suppress: All\n");
    check_person("Precedence: bulk\n");
    check_person("Precedence: list\nList-Id: <shop>\nList-Unsubscribe: <mailto:x>\nList-Post: <mailto:y>\n");
    check_person("Precedence: bulk\nList-Unsubscribe: <mailto:x>\nSubject: Re: x\n");
    check_person("Feedback-ID: 1:AmazonSES\nIn-Reply-To: <a@example.org>\n");
    check_person("Feedback-ID: 1:AmazonSES\nReply-To: anna@example.com\n");
    check_person("Feedback-ID: 1:AmazonSES\nTo: a@example.org\n");
    check_person(
        "List-Unsubscribe: <x>\nPrecedence: Bulk\nTo: list@example.com\nReply-To: List <list@example.com>\n",
    );
}

#[test]
fn notifications_and_newsletters_are_bulk() {
    check("Auto-Submitted: auto-generated\n", Kind::Bulk, "header:auto-submitted");
    check("Feedback-ID: 1:AmazonSES\n", Kind::Bulk, "header:feedback-id");
    let list = "List-Unsubscribe: <x>\nReply-To: news@example.org\nTo: anna@example.com\n";
    for (second, name) in [
        ("Precedence: bulk", "precedence"),
        ("List-Unsubscribe-Post: One-Click", "list-unsubscribe-post"),
        ("X-Campaign: 7", "x-campaign"),
        ("X-MC-User: 7", "x-mc-user"),
    ] {
        let found = class(&format!("From: a@example.org\n{list}{second}\n"));
        assert_eq!((found.kind, found.why), (Kind::Bulk, &*format!("header:list-unsubscribe+header:{name}")));
    }
    check_person(list);
    assert_eq!(class("From: bugzilla-daemon@example.org\n").why, "from:daemon");
    check(
        "Content-Type: multipart/report; report-type=feedback-report\n",
        Kind::Bulk,
        "report:feedback-report",
    );
    assert_eq!(class("From: noreply@example.org\n").why, "from:noreply");
    assert_eq!(class("From: noreply@example.org\nReply-To: anna@example.com\n").kind, Kind::Message);
}

#[test]
fn spam_is_what_filters_said() {
    check("X-Spam-Flag: YES\n", Kind::Spam, "header:x-spam-flag");
    check("X-Spam-Status: Yes, score=9\n", Kind::Spam, "header:x-spam-status");
    check_person("X-Spam-Status: No, score=1\n");
}

#[test]
fn the_returned_mail_is_named() {
    assert_eq!(returned_id(b"text\n\nMessage-Id: <a@x>\nTo: b\n").as_deref(), Some("a@x"));
    assert_eq!(returned_id(b"Message-ID:<a@x>\r\n").as_deref(), Some("a@x"));
    assert_eq!(returned_id(b"no id"), None);
}

#[test]
fn a_bounce_tells_whom_it_was_for() {
    let failed =
        |block: &str, body: &str| failed_recipient(&Headers::pick(block.as_bytes()), body.as_bytes());
    let report =
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; <Anna@example.org>\nAction: failed\n";
    assert_eq!(
        failed("X-Failed-Recipients: jan@example.org, b@example.org\n", "").as_deref(),
        Some("jan@example.org")
    );
    assert_eq!(failed("From: mailer-daemon@mx.example\n", report).as_deref(), Some("anna@example.org"));
    assert_eq!(failed("From: mailer-daemon@mx.example\n", "Final-Recipient: rfc822\nno such user"), None);
}
