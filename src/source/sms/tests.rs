use crate::message::{Channel, Kind, Role};
use crate::source::testing::{check_robust, read, sniff};
use crate::source::{Sniff, Source as _};

use super::Sms;

const MESSAGES: &[u8] = include_bytes!("../../../fixtures/sms/backup-and-calls/sms-20261105.xml");
const CALLS: &[u8] = include_bytes!("../../../fixtures/sms/backup-and-calls/calls-20261105.xml");

#[test]
fn messages_have_the_side_that_the_phone_says() {
    let recorded = read(&Sms, "sms-20261105.xml", MESSAGES);
    assert_eq!((recorded.tally.read, recorded.tally.messages, recorded.tally.problems), (7, 6, 1));
    let said: Vec<_> = recorded.messages.iter().map(|kept| (kept.kind, kept.role)).collect();
    assert_eq!(
        said,
        [
            (Kind::Message, Some(Role::Customer)),
            (Kind::Message, Some(Role::Team)),
            (Kind::Draft, Some(Role::Team)),
            (Kind::Message, Some(Role::Other)),
            (Kind::Message, Some(Role::Customer)),
            (Kind::Message, Some(Role::Customer)),
        ]
    );
    assert_eq!(recorded.messages[0].conversation.as_deref(), Some("+48600100200"));
    assert_eq!(recorded.messages[0].text.as_deref(), Some("Dzień dobry!\nCzy są kubki? 😀"));
    assert_eq!(recorded.messages[5].text.as_deref(), Some("Onko tämä kuppi vielä myynnissä?"));
    assert_eq!(
        recorded.problems[0].to_string(),
        "record 6 (line 9): `date` is \"soon\", expected milliseconds since 1970 [bad-time]"
    );
}

#[test]
fn calls_are_told_by_type_and_duration() {
    let recorded = read(&Sms, "calls.xml", CALLS);
    assert_eq!((recorded.tally.read, recorded.tally.messages), (5, 3));
    assert!(recorded.messages.iter().all(|kept| kept.channel == Channel::Phone));
    let said: Vec<_> = recorded.messages.iter().map(|kept| (kept.kind, kept.role)).collect();
    assert_eq!(
        said,
        [
            (Kind::MissedCall, Some(Role::Customer)),
            (Kind::MissedCall, Some(Role::Team)),
            (Kind::Call, Some(Role::Team)),
        ]
    );
    assert_eq!(recorded.messages[2].conversation.as_deref(), Some("+48700700700"));
    // Nobody can call back who showed no number.
    assert_eq!(recorded.tally.outside.get("anonymous-call"), Some(&1));
}

#[test]
fn only_its_own_xml_is_taken() {
    assert!(Sms.name() == "sms" && matches!(sniff(&Sms, "x", CALLS), Sniff::Yes(_)));
    assert!(matches!(sniff(&Sms, "x", MESSAGES), Sniff::Yes(_)));
    assert!(matches!(sniff(&Sms, "x", b"<calls><call/></calls>"), Sniff::No(_)));
    assert!(matches!(sniff(&Sms, "x", b"<rss/>"), Sniff::No(_)));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Sms, "sms.xml", MESSAGES);
    check_robust(&Sms, "calls.xml", CALLS);
}
