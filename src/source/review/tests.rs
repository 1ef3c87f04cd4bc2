use super::*;
use crate::source::testing::Recorded;

fn told(review: Review<'_>, replies: Vec<Reply<'_>>) -> Recorded {
    let mut recorded = Recorded::default();
    tell(review, replies, &mut recorded);
    recorded
}

fn review() -> Review<'static> {
    let mut review = Review::new(At { record: 3, line: 7 });
    review.name = Some("Anna".into());
    review.title = Some("Zwrot".into());
    review.text = Some("Nie działa".into());
    review.sent = Stamp::Instant(100);
    review
}

#[test]
fn a_review_without_an_id_gets_the_same_key_in_every_export() {
    let (one, other) = (told(review(), Vec::new()), told(review(), Vec::new()));
    assert_eq!(one.messages[0].id, other.messages[0].id);
    assert_eq!(one.messages[0].text.as_deref(), Some("Zwrot\nNie działa"));
    let mut later = review();
    later.sent = Stamp::Instant(101);
    assert_ne!(told(later, Vec::new()).messages[0].id, one.messages[0].id);
}

#[test]
fn a_reply_says_that_only_its_last_edit_is_known() {
    let reply = || Reply { text: Some("Hej".into()), sent: Stamp::Instant(200), pending: false };
    let found = told(review(), vec![reply(), reply()]);
    assert_eq!(
        (found.messages[1].sent, found.messages[1].edited),
        (Stamp::Instant(200), Stamp::Instant(200))
    );
    assert_eq!(found.messages[1].reply_to, found.messages[0].id);
    assert_ne!(found.messages[1].id, found.messages[2].id);
    assert_eq!((found.messages[2].record, found.messages[2].place), (3, 7));
}

#[test]
fn a_value_is_found_in_the_beginning_of_a_document() {
    assert_eq!(first_at(br#"{"a":[{"b":1},{"b":2"#, "a[*].b").as_deref(), Some("1"));
    assert_eq!(first_at(br#"[{"b":"x"}]"#, "b").as_deref(), Some("\"x\""));
    assert_eq!(first_at(b"a,b\n1,2\n", "b"), None);
}

#[test]
fn a_glance_needs_an_id_and_at_most_one_reply_that_everybody_sees() {
    let reply = |pending| Reply { text: None, sent: Stamp::Instant(200), pending };
    let mut stars =
        Review { id: Some("a".into()), title: None, text: None, rating: super::stars(2.0), ..review() };
    let (sent, edited, rating) = (Stamp::Instant(100), Stamp::Unknown, stars.rating);
    let known = Glance { id: "a", sent, edited, rating, has_words: false, answered: None };
    assert_eq!(stars.glance(&[]), Some(known));
    let answered = Some(Stamp::Instant(200));
    assert_eq!(stars.glance(&[reply(false)]), Some(Glance { answered, ..known }));
    assert_eq!(stars.glance(&[reply(true)]), None);
    assert_eq!(stars.glance(&[reply(false), reply(false)]), None);
    assert_eq!(review().glance(&[]), None);
    stars.title = Some("Zwrot".into());
    assert_eq!(stars.glance(&[]), Some(Glance { has_words: true, ..known }));
}
