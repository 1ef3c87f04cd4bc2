use super::{facts, sides};
use crate::document::testing::Desk;

/// The text of the fact with this code.
#[track_caller]
fn check(script: &str, code: &str, expected: Option<&str>) {
    let desk = Desk::new(script);
    let facts = facts(&desk.view());
    let text = facts.iter().find(|fact| fact.code == code).map(|fact| fact.text.as_str());
    assert_eq!(text, expected, "{facts:#?}");
}

#[test]
fn missed_calls_tell_who_was_called_back_and_who_had_to_call_again() {
    // Anna is called back after 30 min, Jan after 10 in the second try; Ola calls again, Ewa waits, Leo got through.
    check(
        "@phone
         @as-of 18:00
         10:00 anna c=a missed-call
         10:30 team c=a call
         11:00 jan c=j missed-call
         11:05 team c=j missed-call
         11:10 team c=j call
         12:00 ola c=o missed-call
         12:20 ola c=o call
         13:00 ewa c=e missed-call
         14:00 leo c=l call",
        "missed-calls",
        Some(
            "Missed calls: 4; called back: 2 (median 20 min); customers who had to call again: 1; still waiting: 1.",
        ),
    );
    check("@phone\n 14:00 leo call", "missed-calls", None);
}

#[test]
fn what_happened_in_chats_is_counted() {
    let script = "@chat
         @as-of 4/10:00
         10:00 anna c=a | Where is my parcel?
         10:01 bot c=a handoff
         10:02 anna c=a closed
         11:00 jan c=j | Are you open?
         11:01 bot c=j | Every day.
         12:00 ola c=o | Hello, is anybody there?
         12:01 system c=o assigned
         12:02 system c=o assigned
         12:05 system c=o closed";
    check(script, "handoff", Some("Waits handed over to a person: 1."));
    check(script, "abandoned", Some("Chats that the customer left before an answer: 1."));
    check(script, "timed-out", Some("Chats that ended by themselves before an answer: 1."));
    check(
        script,
        "unconfirmed",
        Some("Waits that only a bot answered, taken as settled by silence or a close: 1."),
    );
    check(
        script,
        "assigned",
        Some("Chats and tickets passed on, taken over or put back into the queue, in events: 2."),
    );
    check(script, "minute-precision", None);
}

#[test]
fn sides_are_told_where_the_team_was_inferred() {
    let script = "@team none
         @chat
         @owner Ola
         10:00 anna | Where is my parcel?
         10:01 nobody name=Ola | In Warsaw.
         10:02 system closed";
    let desk = Desk::new(script);
    let text = sides(&desk.view()).map(|fact| fact.text);
    let expected = "Sides of messages: stated in the data 1, named in the settings 0, by the evidence above 1, customers as nothing says otherwise 1.";
    assert_eq!(text.as_deref(), Some(expected));
    let named = Desk::new("10:00 anna | Where is my parcel?\n 10:01 team | In Warsaw.");
    assert_eq!(sides(&named.view()), None);
}
