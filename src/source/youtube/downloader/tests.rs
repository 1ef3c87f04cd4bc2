use crate::message::Stamp;
use crate::source::Sniff;
use crate::source::testing::{check_robust, read, sniff};
use crate::source::youtube::YouTube;

const COMMENTS: &[u8] = include_bytes!("../../../../fixtures/youtube/downloader/comments.jsonl");

#[test]
fn a_guessed_time_opens_and_answers_have_none() {
    assert!(matches!(sniff(&YouTube, "comments.jsonl", COMMENTS), Sniff::Yes(_)));
    let recorded = read(&YouTube, "comments.jsonl", COMMENTS);
    let told: Vec<_> = (recorded.messages.iter())
        .map(|one| (one.id.as_deref().unwrap_or_default(), one.reply_to.as_deref(), one.sent))
        .collect();
    assert_eq!(
        told,
        [
            ("UgA", None, Stamp::Instant(1_769_932_800)),
            ("UgA.r1", Some("UgA"), Stamp::Unknown),
            ("UgB", None, Stamp::Instant(1_770_537_600)),
            ("UgB.r2", Some("UgB"), Stamp::Unknown),
            ("UgD", None, Stamp::Unknown),
        ]
    );
    assert_eq!(recorded.remarks[0].to_string().split(' ').next(), Some("2"));
}

#[test]
fn a_comment_without_an_id_is_a_problem() {
    let recorded =
        read(&YouTube, "a.jsonl", br#"{"cid":"","text":"x","time":"1 day ago","author":"a","channel":"b"}"#);
    assert_eq!(recorded.problems[0].code, "bad-record");
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&YouTube, "comments.jsonl", COMMENTS);
}
