use super::*;

fn review() -> Draft<'static> {
    let mut review = Draft::new(1, Channel::Review);
    (review.id, review.conversation) = (Some("a".into()), Some("a".into()));
    (review.role, review.sent) = (Some(Role::Customer), Stamp::Instant(100));
    review.flags.set(Flags::HAS_TEXT);
    review
}

fn reply() -> Draft<'static> {
    let mut reply = Draft::new(1, Channel::Review);
    (reply.role, reply.sent) = (Some(Role::Team), Stamp::Instant(200));
    reply
}

#[test]
fn a_glance_sees_a_review_and_its_one_answer() {
    let known = Glance {
        id: "a",
        sent: Stamp::Instant(100),
        edited: Stamp::Unknown,
        rating: None,
        has_words: true,
        answered: Some(Stamp::Instant(200)),
    };
    assert_eq!(glance(&[review()]), Some(Glance { answered: None, ..known }));
    assert_eq!(glance(&[review(), reply()]), Some(known));
    assert_eq!(glance(&[review(), reply(), reply()]), None);
    assert_eq!(glance(&[]), None);
    let pending = Draft { kind: Kind::Draft, ..reply() };
    assert_eq!(glance(&[review(), pending]), None);
}

#[test]
fn what_hangs_on_something_else_is_looked_at_in_full() {
    let others: [fn(&mut Draft<'static>); 10] = [
        |review| review.id = None,
        |review| review.flags.set(Flags::MADE_UP_ID),
        |review| review.conversation = Some("page".into()),
        |review| review.reply_to = Some("b".into()),
        |review| review.thread = Some("b".into()),
        |review| review.author = Some("anna+shop@example.org".into()),
        |review| review.answer_to = Some("anna@example.org".into()),
        |review| review.kind = Kind::Deleted,
        |review| review.role = Some(Role::Team),
        |review| review.channel = Channel::Comment,
    ];
    for other in others {
        let mut review = review();
        other(&mut review);
        assert_eq!(glance(&[review.clone()]), None, "{review:?}");
    }
}
