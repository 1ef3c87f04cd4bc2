use super::*;
use crate::source::testing::{check_robust, read, sniff};

const PAGE: &[u8] = include_bytes!("../../../fixtures/graph-comments/facebook-page/posts.json");
const MEDIA: &[u8] = include_bytes!("../../../fixtures/graph-comments/instagram/media.json");
const RATINGS: &[u8] = include_bytes!("../../../fixtures/graph-comments/recommendations/ratings.json");

#[test]
fn the_page_is_the_team_and_hidden_people_are_customers() {
    let recorded = read(&GraphComments, "posts.json", PAGE);
    assert_eq!(
        recorded.replies(),
        [
            ("1_11", None, None),
            ("1_12", None, Some("1_11")),
            ("1_13", Some(Role::Team), Some("1_11")),
            ("1_14", Some(Role::Customer), None),
        ]
    );
    assert_eq!(recorded.messages[0].about.as_deref(), Some("New lamp in the shop!"));
    assert_eq!(recorded.tally.outside.get("hidden"), Some(&1));
    assert_eq!(recorded.tally.outside.get("post-without-comments"), Some(&1));
    assert_eq!(recorded.remarks[0].code, "cut-off-replies");
}

#[test]
fn a_flat_list_names_parents_and_missing_replies_are_told() {
    const FLAT: &[u8] = include_bytes!("../../../fixtures/graph-comments/flat/posts.json");
    let recorded = read(&GraphComments, "posts.json", FLAT);
    let parents: Vec<_> = recorded.messages.iter().map(|one| one.reply_to.as_deref()).collect();
    assert_eq!(parents, [None, Some("2_1"), None]);
    assert_eq!(recorded.remarks[0].to_string().split(' ').next(), Some("1"));
}

#[test]
fn an_account_is_known_by_its_user_name() {
    let recorded = read(&GraphComments, "media.json", MEDIA);
    let roles: Vec<_> = recorded.messages.iter().map(|one| one.role).collect();
    assert_eq!(roles, [None, Some(Role::Team)]);
    assert_eq!(recorded.messages[1].reply_to.as_deref(), Some("c1"));
}

#[test]
fn a_single_post_is_read_too() {
    let text = r#"{"from":{"id":"9","name":"Shop"},"id":"9_1","comments":{"data":[{"id":"c","created_time":"2026-02-01T08:00:00+0000","from":{"id":"9","name":"Shop"},"message":"Hi"}]}}"#;
    assert!(matches!(sniff(&GraphComments, "post.json", text.as_bytes()), Sniff::Yes(_)));
    let recorded = read(&GraphComments, "post.json", text.as_bytes());
    assert_eq!(recorded.messages[0].role, Some(Role::Team));
}

#[test]
fn recommendations_are_reviews_of_yes_and_no() {
    let recorded = read(&GraphComments, "ratings.json", RATINGS);
    let told: Vec<_> =
        recorded.messages.iter().map(|one| (one.channel, one.rating.map(Rating::of_five))).collect();
    assert_eq!(told, [(Channel::Review, Some(0.0)), (Channel::Review, Some(5.0))]);
}

#[test]
fn the_download_of_an_account_is_refused() {
    let own = br#"{"comments_v2":[{"timestamp":1,"data":[{"comment":{"timestamp":1,"comment":"x","author":"Ann"}}]}]}"#;
    assert!(matches!(sniff(&GraphComments, "comments.json", own), Sniff::Refuse(_)));
    let own = br#"[{"string_map_data":{"Comment":{"value":"x"},"Media Owner":{"value":"y"}}}]"#;
    assert!(matches!(sniff(&GraphComments, "post_comments_1.json", own), Sniff::Refuse(_)));
}

#[test]
fn every_comment_of_an_odd_post_is_counted() {
    const ODD: &[u8] = include_bytes!("../../../fixtures/graph-comments/odd-fields/posts.json");
    let recorded = read(&GraphComments, "posts.json", ODD);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (16, 14, 2));
}

#[test]
fn any_bytes_can_be_read() {
    for bytes in [PAGE, MEDIA, RATINGS] {
        check_robust(&GraphComments, "posts.json", bytes);
    }
}
