use super::*;
use crate::message::Stamp;
use crate::source::testing::{check_robust, read};

const THREADS: &[u8] = include_bytes!("../../../fixtures/youtube/shop-channel/threads.json");

#[test]
fn the_channel_is_the_team() {
    let recorded = read(&YouTube, "threads.json", THREADS);
    assert_eq!(
        recorded.replies(),
        [
            ("t1", None, None),
            ("t1.r1", None, Some("t1")),
            ("t1.r2", Some(Role::Team), Some("t1")),
            ("t2", None, None),
        ]
    );
    let edits: Vec<_> = recorded.messages.iter().map(|one| one.edited).collect();
    assert_eq!(edits, [Stamp::Instant(1_769_933_100), Stamp::Unknown, Stamp::Unknown, Stamp::Unknown]);
    assert_eq!(recorded.remarks[0].code, "cut-off-replies");
}

#[test]
fn any_bytes_can_be_read() {
    check_robust(&YouTube, "threads.json", THREADS);
}
