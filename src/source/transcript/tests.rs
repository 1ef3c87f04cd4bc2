use crate::date::pattern::Order;
use crate::message::{Role, Stamp};
use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};

use super::Transcript;
use super::line::{Line, parse};

const BLOCK: &[u8] = include_bytes!("../../../fixtures/transcript/with-block/chats.txt");
const MAILED: &[u8] = include_bytes!("../../../fixtures/mbox/chat-transcripts/chats.mbox");

#[track_caller]
fn check(line: &str, name: &str, text: &str) {
    match parse(line, None) {
        Line::Said { name: found, text: words, .. } => assert_eq!((found, words), (name, text), "{line}"),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn a_line_is_written_in_many_ways() {
    check("[09:00:12] Anna: hello", "Anna", "hello");
    check("(09:00) Anna: hello: again", "Anna", "hello: again");
    check("[2026-11-02 09:00:12] Anna: hello", "Anna", "hello");
    check("2026-11-02 09:00:12 Anna: hello", "Anna", "hello");
    check("02.11.2026 09:00 - Anna Nowak: hello", "Anna Nowak", "hello");
    check("9:00 PM Anna: hello", "Anna", "hello");
    check("Anna (09:00:12): hello", "Anna", "hello");
    check("Anna [11/22/2026 9:00 PM]: hello", "Anna", "hello");
    check("Anna (09:00)", "Anna", "");
}

#[test]
fn what_has_no_time_is_no_message() {
    assert_eq!(parse("Anna: hello", None), Line::More("Anna: hello"));
    assert_eq!(parse("Anna (my sister): hello", None), Line::More("Anna (my sister): hello"));
    assert_eq!(parse("12 mugs: please", None), Line::More("12 mugs: please"));
    assert!(matches!(parse("[09:00:12] Anna left", None), Line::Event(_)));
}

#[test]
fn a_date_that_could_be_two_is_a_problem_until_the_settings_say_which() {
    assert_eq!(parse("[3/4/2026 09:00] Anna: hello", None), Line::Ambiguous);
    assert!(matches!(parse("[3/4/2026 09:00] Anna: hello", Some(Order::DayMonth)), Line::Said { .. }));
    let recorded = read(&Transcript, "a.txt", b"[3/4/2026 09:00] Anna: hello\n[3/4/2026 09:01] Ola: hi\n");
    assert_eq!((recorded.tally.problems, recorded.tally.messages), (2, 0));
}

#[test]
fn a_text_without_any_day_is_undated() {
    let recorded = read(&Transcript, "a.txt", b"[09:00:12] Anna: hello\n");
    assert_eq!(recorded.messages[0].sent, Stamp::Unknown);
    assert_eq!(recorded.messages[0].conversation.as_deref(), Some("a"));
}

#[test]
fn one_line_that_looks_like_a_label_is_words_and_two_begin_another_chat() {
    let text = "[2026-11-02 09:00:00] Anna: My order\n\nPhone: 600\n\n[2026-11-02 09:01:00] Ola: Thanks\n\nVisitor: Jan\nStarted: 2026-11-03 09:00:00\n\n[09:00:05] Jan: Hi\n\nEmail: jan@example.org";
    let recorded = read(&Transcript, "a.txt", text.as_bytes());
    let found: Vec<_> = (recorded.messages.iter())
        .map(|message| (message.conversation.as_deref(), message.text.as_deref()))
        .collect();
    let expected = [
        (Some("a"), Some("My order\n\nPhone: 600")),
        (Some("a"), Some("Thanks")),
        (Some("a/2"), Some("Hi\n\nEmail: jan@example.org")),
    ];
    assert_eq!(found, expected);
    assert_eq!(recorded.messages[2].role, Some(Role::Customer));
}

#[test]
fn names_that_are_kinds_of_people_tell_the_side() {
    let text = b"[2026-11-02 09:00:12] Klient: hej\n[2026-11-02 09:00:13] Konsultant: hej\n[2026-11-02 09:00:14] System: x\n";
    let roles: Vec<_> =
        read(&Transcript, "a.txt", text).messages.iter().map(|message| message.role).collect();
    assert_eq!(roles, [Some(Role::Customer), Some(Role::Team), Some(Role::System)]);
}

/// A mail with so many lines of a chat, one a second from nine o'clock on, the last one of the team.
fn long_mail(n_lines: usize, of: impl Fn(String) -> String) -> Vec<u8> {
    let head = "From: a@example.org\nTo: b@example.org\nDate: Mon, 02 Nov 2026 23:00:00 +0000\n";
    let line = |idx: usize| {
        let (name, at) = (if idx + 1 < n_lines { "Visitor" } else { "Operator" }, idx % 60);
        format!("({:02}:{:02}:{at:02}) {name}: still here, and żółw {idx}\n", 9 + idx / 3600, idx / 60 % 60)
    };
    let words: String = (0..n_lines).map(line).collect();
    format!("{head}{}", of(words)).into_bytes()
}

fn as_html(words: String) -> String {
    format!("Content-Type: text/html; charset=utf-8\n\n{}", words.replace('\n', "<br>\n"))
}

#[track_caller]
fn check_long(mail: &[u8], n_messages: u64) {
    for (name, mail) in [
        ("a.eml", mail.to_vec()),
        ("a.mbox", [b"From a@example.org Mon Nov  2 23:00:00 2026\n", mail, b"\n"].concat()),
    ] {
        let recorded = read(&Transcript, name, &mail);
        assert_eq!((recorded.tally.messages, recorded.tally.problems), (n_messages, 0), "{name}");
        let last = recorded.messages.last().unwrap();
        assert_eq!(last.role, Some(Role::Team), "{name}");
    }
}

#[test]
fn a_mail_with_a_long_chat_is_read_to_its_end() {
    // 45 bytes a line: 180 kB, far beyond what is read of other mails.
    check_long(&long_mail(4000, |words| format!("Content-Type: text/plain; charset=utf-8\n\n{words}")), 4000);
    let quoted = |words: String| {
        let words =
            words.replace('=', "=3D").replace('ż', "=C5=BC").replace('ó', "=C3=B3").replace('ł', "=C5=82");
        format!(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{words}"
        )
    };
    check_long(&long_mail(4000, quoted), 4000);
    check_long(&long_mail(4000, as_html), 4000);
}

#[test]
fn a_picture_behind_the_words_may_be_of_any_size() {
    let mixed = |words: String| {
        let picture = "QUJD".repeat(1_500_000);
        format!(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{words}\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{picture}\n--b--\n"
        )
    };
    check_long(&long_mail(300, mixed), 300);
}

#[test]
fn a_mail_whose_words_do_not_fit_is_a_problem_and_not_half_a_chat() {
    let plain = long_mail(30_000, |words| format!("Content-Type: text/plain; charset=utf-8\n\n{words}"));
    for mail in [plain, long_mail(30_000, as_html)] {
        let recorded = read(&Transcript, "a.eml", &mail);
        assert_eq!((recorded.tally.read, recorded.tally.messages), (1, 0));
        assert_eq!(recorded.problems[0].code, "transcript-too-long");
    }
}

#[test]
fn only_the_block_about_the_chat_makes_a_file_ours() {
    assert!(matches!(sniff(&Transcript, "chats.txt", BLOCK), Sniff::Yes(_)));
    assert!(matches!(sniff(&Transcript, "a.txt", b"[09:00:12] Anna: hello\n"), Sniff::No(_)));
    assert!(matches!(sniff(&Transcript, "chats.mbox", MAILED), Sniff::No(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Transcript, "chats.txt", BLOCK);
    check_robust(&Transcript, "chats.mbox", MAILED);
}
