use super::*;
use crate::message::Stamp;
use crate::source::testing::{check_robust, read};

const COMMENTS: &[u8] = include_bytes!("../../../fixtures/isso/two-pages/comments.json");

#[test]
fn a_page_is_a_conversation() {
    let recorded = read(&Isso, "comments.json", COMMENTS);
    let told: Vec<_> = recorded
        .messages
        .iter()
        .map(|one| {
            (one.conversation.as_deref().unwrap(), one.author.as_deref(), one.name.as_deref().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("/wysylka/", None, "Marta"),
            ("/wysylka/", Some("sklep@lampka.example"), "Sklep"),
            ("/paczki/", Some("jan@example.org"), "Jan"),
        ]
    );
    assert!(recorded.messages.iter().all(|one| matches!(one.sent, Stamp::Local(_)) && one.id.is_none()));
    assert_eq!(recorded.problems[0].code, "no-author");
    assert_eq!(recorded.tally.outside.get("page-without-comments"), Some(&1));
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&Isso, "comments.json", COMMENTS);
}
