use super::*;
use crate::source::testing::{check_robust, read};

const EXPORT: &[u8] = include_bytes!("../../../fixtures/commento/shop-blog/export.json");

#[test]
fn who_wrote_is_told_behind_the_comments() {
    let recorded = read(&Commento, "export.json", EXPORT);
    let who: Vec<_> =
        recorded.messages.iter().map(|one| (one.author.as_deref(), one.role, one.kind)).collect();
    assert_eq!(
        who,
        [
            (None, None, Kind::Message),
            (Some("bob@example.org"), None, Kind::Message),
            (Some("shop@lamp.example"), Some(Role::Team), Kind::Message),
            (None, None, Kind::Spam),
        ]
    );
    assert_eq!(recorded.messages[0].name.as_deref(), Some("anonymous"));
    assert_eq!(recorded.messages[0].reply_to, None);
    assert_eq!(recorded.messages[2].reply_to.as_deref(), Some("a1"));
    assert_eq!(recorded.messages[2].about.as_deref(), Some("lamp.example/led"));
    assert_eq!(recorded.messages[3].text.as_deref(), Some("buy now"));
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&Commento, "export.json", EXPORT);
}
