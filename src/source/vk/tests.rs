use crate::source::testing::{check_robust, read};

use super::{Vk, stamp};

const NEWEST: &[u8] = include_bytes!("../../../fixtures/vk/two-pages/messages/200300400/messages0.html");
const OLDER: &[u8] = include_bytes!("../../../fixtures/vk/two-pages/messages/200300400/messages50.html");

#[test]
fn every_message_is_a_record_and_notices_are_outside() {
    let newest = read(&Vk, "messages/200300400/messages0.html", NEWEST);
    assert_eq!((newest.tally.read, newest.tally.messages), (2, 2));
    let older = read(&Vk, "messages/200300400/messages50.html", OLDER);
    assert_eq!((older.tally.read, older.tally.messages, older.tally.n_outside()), (3, 2, 1));
    assert_eq!(older.messages[0].text.as_deref(), Some(""), "a photo is a message without words");
    assert_eq!(older.messages[0].id.as_deref(), Some("200300400/103"));
}

#[test]
fn times_are_read_in_russian_and_english() {
    assert_eq!(stamp("2 ноя 2026 в 23:30:30"), stamp("2 Nov 2026 at 11:30:30 pm"));
    assert!(stamp("2 ноя 2026 в 23:30:30").is_some());
    assert_eq!(stamp("вчера"), None);
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Vk, "messages/200300400/messages0.html", NEWEST);
    check_robust(&Vk, "messages/200300400/messages50.html", OLDER);
}
