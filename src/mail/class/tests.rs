use super::{Class, Evidence, classify, returned_id};
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
    assert_eq!((bounce.kind, bounce.why), (Kind::Bounce, "subject:bounce"));
    assert_eq!(class(&format!("{daemon}Return-Path: <>\nSubject: x\n")).why, "from:mailer-daemon");
    assert_eq!(class(&format!("{daemon}Subject: x\n")).kind, Kind::Bulk);
    assert_eq!(class("From: postmaster@example.org\nSubject: x\n").kind, Kind::Message);
    check("Subject: Undelivered Mail Returned to Sender\n", Kind::Bounce, "subject:bounce");
    check_person("Subject: Undeliverable: parcel\n");
    check_person("Subject: Re: failure notice\nReturn-Path: <>\n");
}

#[test]
fn receipts_and_calendar_answers_are_receipts() {
    let report = "Content-Type: multipart/report; report-type=disposition-notification\n";
    check(report, Kind::Receipt, "report:disposition-notification");
    check("Content-Type: text/calendar; method=REPLY\n", Kind::Receipt, "part:calendar");
    check("Subject: Read: offer\nReturn-Path: <>\n", Kind::Receipt, "subject:receipt");
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
    check_person("Feedback-ID: 1:AmazonSES\n");
}

#[test]
fn notifications_and_newsletters_are_bulk() {
    check("Auto-Submitted: auto-generated\n", Kind::Bulk, "header:auto-submitted");
    check("List-Unsubscribe: <x>\nPrecedence: bulk\n", Kind::Bulk, "header:precedence");
    check(
        "List-Unsubscribe: <x>\nList-Unsubscribe-Post: One-Click\n",
        Kind::Bulk,
        "header:list-unsubscribe-post",
    );
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
