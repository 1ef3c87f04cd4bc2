use super::*;
use crate::message::Stamp;
use crate::source::testing::{check_robust, read};

const BACKUP: &[u8] = include_bytes!("../../../fixtures/remark42/shop-blog/backup.ndjson");

#[test]
fn admins_are_the_team_and_times_have_their_offset() {
    let recorded = read(&Remark42, "backup.ndjson", BACKUP);
    let roles: Vec<_> = recorded.messages.iter().map(|one| one.role).collect();
    assert_eq!(roles, [None, None, Some(Role::Team), None]);
    assert_eq!(recorded.messages[0].sent, Stamp::Instant(1_770_015_600));
    let answer = &recorded.messages[2];
    assert_eq!(answer.sent, Stamp::Instant(1_770_022_800));
    assert_eq!(answer.edited, Stamp::Instant(1_770_026_400));
    assert_eq!(answer.reply_to.as_deref(), Some("c1"));
    assert_eq!((answer.text.as_deref(), answer.about.as_deref()), (Some("Завтра утром."), Some("Доставка")));
    assert_eq!(recorded.messages[3].kind, Kind::Deleted);
    assert_eq!(recorded.problems[0].to_string().split(':').next(), Some("record 5 (line 6)"));
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&Remark42, "backup.ndjson", BACKUP);
}
