use super::*;
use crate::source::testing::{check_robust, read, sniff};

const BLOG: &[u8] = include_bytes!("../../../fixtures/wxr/shop-blog/sklep.WordPress.2026-02-10.xml");
const FLAT: &[u8] = include_bytes!("../../../fixtures/wxr/flat-page/flat.xml");

#[test]
fn whoever_writes_the_pages_is_the_team_and_other_accounts_are_not() {
    let recorded = read(&Wxr, "blog.xml", BLOG);
    let roles: Vec<_> =
        recorded.messages.iter().map(|one| (one.name.as_deref().unwrap(), one.role)).collect();
    let ola = ("Ola z Lampki", Some(Role::Team));
    assert_eq!(
        roles,
        [("Hanna", None), ("Piotr", None), ola, ("tanie lampy", None), ("Ewa", None), ("Marek", None), ola]
    );
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (9, 7, 1));
    assert_eq!(recorded.tally.outside.get("pingback"), Some(&1));
    assert_eq!(recorded.problems[0].to_string().split(':').next(), Some("record 6 (line 76)"));
}

#[test]
fn comments_stand_in_their_tree() {
    let recorded = read(&Wxr, "blog.xml", BLOG);
    let page = "https://lampka.example/blog/zarowka/#comment-";
    let hanna = &recorded.messages[0];
    assert_eq!(hanna.id.as_deref(), Some(format!("{page}1").as_str()));
    assert_eq!((hanna.thread.clone(), hanna.reply_to.clone()), (hanna.id.clone(), None));
    assert_eq!(hanna.author.as_deref(), Some("hanna@example.org"));
    assert_eq!(hanna.sent, Stamp::Instant(1_770_022_800));
    assert_eq!(hanna.text.as_deref(), Some("Jaki gwint ma ta żarówka? link"));
    assert_eq!(hanna.about.as_deref(), Some("Jak wymienić żarówkę?"));
    assert_eq!(recorded.messages[2].reply_to, hanna.id);
    assert_eq!(recorded.messages[3].kind, Kind::Spam);
}

#[test]
fn product_reviews_have_stars_and_their_answers_are_of_reviews() {
    let recorded = read(&Wxr, "blog.xml", BLOG);
    let ewa = &recorded.messages[4];
    assert_eq!((ewa.channel, ewa.rating), (Channel::Review, Some(Rating { value: 1.0, max: Some(5.0) })));
    assert_eq!(ewa.about.as_deref(), Some("Lampka biurkowa LED"));
    let answer = &recorded.messages[6];
    assert_eq!((answer.channel, answer.rating), (Channel::Review, None));
}

#[test]
fn a_page_without_parents_is_one_conversation() {
    let recorded = read(&Wxr, "flat.xml", FLAT);
    let page = Some("https://lamppu.example/toimitus/".to_owned());
    assert!(recorded.messages.iter().all(|one| one.conversation == page));
    assert!(matches!(recorded.messages[0].sent, Stamp::Local(_)));
    assert_eq!(recorded.messages[1].role, Some(Role::Team), "known by the address");
}

#[test]
fn without_a_list_of_authors_an_account_speaks_for_the_team() {
    let text = String::from_utf8(FLAT.to_vec()).unwrap();
    let start = text.find("<wp:author>").unwrap();
    let end = text.find("<item>").unwrap();
    let text = format!("{}{}", &text[..start], &text[end..]);
    let text = text.replacen("<wp:comment_user_id>0<", "<wp:comment_user_id>4<", 1);
    let recorded = read(&Wxr, "flat.xml", text.as_bytes());
    let roles: Vec<_> = recorded.messages.iter().map(|one| one.role).collect();
    assert_eq!(roles, [Some(Role::Team), None]);
    assert!(recorded.facts.team_known);
    let nobody = read(&Wxr, "flat.xml", text.replace("_user_id>4<", "_user_id>0<").as_bytes());
    assert!(!nobody.facts.team_known);
}

#[test]
fn an_answer_that_is_not_public_yet_is_a_draft() {
    let text = String::from_utf8(FLAT.to_vec()).unwrap();
    let text = text.replace("<wp:comment_approved>1<", "<wp:comment_approved>0<");
    let recorded = read(&Wxr, "flat.xml", text.as_bytes());
    let kinds: Vec<_> = recorded.messages.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Kind::Message, Kind::Draft]);
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&Wxr, "flat.xml", FLAT);
    assert!(matches!(sniff(&Wxr, "flat.xml", FLAT), Sniff::Yes(_)));
    assert!(matches!(sniff(&Wxr, "feed.xml", b"<rss version=\"2.0\"><channel/></rss>"), Sniff::No(_)));
}
