use crate::message::{Flags, Role};
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::Signal;

const CHAT: &[u8] = include_bytes!("../../../fixtures/signal/minutes/Jane Roe/chat.txt");

#[test]
fn lines_without_a_time_go_on_with_the_message() {
    let recorded = read(&Signal, "out/Jane Roe/chat.md", CHAT);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (5, 5));
    let said: Vec<_> =
        recorded.messages.iter().map(|kept| (kept.place, kept.role, kept.text.as_deref().unwrap())).collect();
    assert_eq!(
        said,
        [
            (1, Some(Role::Customer), "Is the blue mug back?\nIt was gone last week."),
            (3, Some(Role::Team), "It is: twelve of them."),
            (6, Some(Role::Customer), ""),
            (7, Some(Role::Customer), "Mine has a crack."),
            (8, Some(Role::Team), "We will send you a new one today."),
        ]
    );
    assert!(recorded.messages.iter().all(|kept| kept.flags.has(Flags::MINUTES)));
}

#[test]
fn a_day_that_does_not_exist_is_a_problem() {
    let text = b"Notes\n[2026-02-30, 09:00] A: x\n[2026-02-28, 09:00] B:\n";
    let recorded = read(&Signal, "Group.md", text);
    assert_eq!(
        recorded.problems[0].to_string(),
        "record 1 (line 2): the date or time does not exist [bad-time]"
    );
    assert_eq!(
        (recorded.messages[0].role, recorded.messages[0].conversation.as_deref()),
        (None, Some("Group"))
    );
    assert_eq!(recorded.remarks[0].code, "text-before-first");
}

#[test]
fn other_logs_are_not_taken() {
    for text in [
        &b"[2026-11-02 09:00] <eve> hi\n[2026-11-02 09:00] <bob> hi\n"[..],
        b"[02/11/2026, 09:00:12] Eve: hi\n[02/11/2026, 09:00:13] Bob: hi\n",
        b"[2026-11-02, 09:00] Eve: hi\n",
    ] {
        assert!(matches!(sniff(&Signal, "x.txt", text), Sniff::No(_)));
    }
    assert!(Signal.name() == "signal" && matches!(sniff(&Signal, "x", CHAT), Sniff::Yes(_)));
    assert!(matches!(sniff(&Signal, "a/chat.md", b"[2026-11-02, 09:00] Eve: hi"), Sniff::Yes(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Signal, "Jane Roe/chat.md", CHAT);
}
