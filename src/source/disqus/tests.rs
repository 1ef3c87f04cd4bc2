use super::*;
use crate::source::testing::{check_robust, read};

const EXPORT: &[u8] = include_bytes!("../../../fixtures/disqus/shop-blog/export.xml");

#[test]
fn whoever_began_the_pages_is_the_team() {
    let recorded = read(&Disqus, "export.xml", EXPORT);
    let told: Vec<_> = recorded.messages.iter().map(|one| (one.kind, one.role)).collect();
    assert_eq!(
        told,
        [
            (Kind::Message, None),
            (Kind::Message, None),
            (Kind::Message, Some(Role::Team)),
            (Kind::Deleted, None),
            (Kind::Message, None),
            (Kind::Spam, None),
        ]
    );
    let answer = &recorded.messages[2];
    assert_eq!(answer.text.as_deref(), Some("Yes, from 10 % on."));
    assert_eq!(answer.reply_to.as_deref(), Some("disqus-100"));
    assert_eq!(answer.about.as_deref(), Some("New LED lamps"));
}

#[test]
fn a_deleted_post_keeps_its_answers_and_takes_nothing_back() {
    let recorded = read(&Disqus, "export.xml", EXPORT);
    let [deleted, answer] = [3, 4].map(|idx| &recorded.messages[idx]);
    assert_eq!((deleted.id.as_deref(), deleted.reply_to.as_deref()), (Some("disqus-103"), None));
    assert_eq!(answer.reply_to, deleted.id);
    assert_eq!(answer.about, None, "its page is not in the file");
}

#[test]
fn what_stands_on_a_deleted_page_is_deleted() {
    let text = String::from_utf8(EXPORT.to_vec()).unwrap();
    let text = text.replacen("<isDeleted>false", "<isDeleted>true", 1);
    let recorded = read(&Disqus, "export.xml", text.as_bytes());
    let n_deleted = recorded.messages.iter().filter(|one| one.kind == Kind::Deleted).count();
    assert_eq!(n_deleted, 5, "all but the one on a page that is not in the file");
}

#[test]
fn a_cut_file_is_read_as_far_as_it_goes() {
    let end = memchr::memmem::find(EXPORT, b"<post dsq:id=\"102\"").unwrap() + 60;
    let recorded = read(&Disqus, "export.xml", &EXPORT[..end]);
    assert_eq!((recorded.tally.messages, recorded.tally.problems), (2, 1));
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&Disqus, "export.xml", EXPORT);
}
