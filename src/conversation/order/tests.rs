use crate::conversation::testing::{case, check, check_policy, told};

#[test]
fn a_reply_stamped_before_its_question_took_no_time_within_the_skew() {
    let at = |time: &str| format!("10:00 anna id=m1 | Where is it?\n {time} team re=m1 | Here.");
    check(&at("09:59:20"), &["anna 1 answered 0 skew"]);
    check(&at("09:50:00"), &["anna 1 answered 0 skew"]);
    check(&at("09:49:59"), &["anna 1 answered ? skew"]);
    check_policy("skew = \"1m\"", &at("09:58:59"), &["anna 1 answered ? skew"]);
    check(&at("07:00:00"), &["anna 1 answered ? skew"]);
}

#[test]
fn an_acknowledgement_stamped_before_its_question_took_no_time_within_the_skew() {
    for kind in ["auto-reply", "reaction"] {
        let at =
            |time: &str| format!("@chat\n {time} team {kind} re=m1 | 👍\n 10:00 anna id=m1 | Where is it?");
        check(&at("09:59:58"), &["anna 1 waiting ack=0"]);
        check(&at("09:49:59"), &["anna 1 waiting"]);
        check(&at("-"), &["anna 1 waiting"]);
    }
}

#[test]
fn a_reply_that_names_nothing_and_comes_before_answers_nothing() {
    check("10:00 anna id=m1 | Where is it?\n 09:59:20 team | Here.", &["anna 1 waiting"]);
}

#[test]
fn an_undated_reply_answers_what_it_names_at_an_unknown_time() {
    check("10:00 anna id=m1 | Where is it?\n - team re=m1 | Here.", &["anna 1 answered ? time-unknown"]);
    check("10:00 anna id=m1 | Where is it?\n - team | Here.", &["anna 1 waiting"]);
    check("- anna id=m1 | Where is it?\n 10:00 team re=m1 | Here.", &[]);
}

#[test]
fn a_holding_reply_without_a_usable_time_holds_nothing() {
    check(
        "10:00 anna id=m1 | Where is it?\n - team re=m1 | We are checking and will write back.",
        &["anna 1 waiting"],
    );
    check(
        "10:00 anna id=m1 | Where is it?\n 07:00 team re=m1 | We are checking and will write back.",
        &["anna 1 waiting"],
    );
}

#[test]
fn in_mail_the_customer_comes_first_in_a_second() {
    check("10:00 team | Here.\n 10:00 anna | Where is it?", &["anna 1 answered 0"]);
}

#[test]
fn in_a_chat_the_file_knows_the_order_of_a_minute() {
    check(
        "@chat
         10:00 anna | Where is it?
         10:01 team | Here.
         10:01 anna | Where exactly?",
        &["anna 1 answered 60", "anna 2 waiting"],
    );
    check(
        "@chat
         10:00 anna | Where is it?
         10:01 anna | Where exactly?
         10:01 team | Here.",
        &["anna 1 answered 60 n=2"],
    );
}

#[test]
fn in_one_second_a_reply_comes_after_what_it_replies_to() {
    check(
        "@chat
         10:00 team id=a2 re=m2 | Behind the church.
         10:00 anna id=m2 re=a1 | Where exactly?
         10:00 team id=a1 re=m1 | Here.
         10:00 anna id=m1 | Where is it?",
        &["anna 1 answered 0", "anna 2 answered 0"],
    );
}

#[test]
fn messages_that_reply_to_each_other_are_all_kept() {
    check(
        "@chat\n 10:00 anna id=m1 re=m2 | Where is it?\n 10:00 anna id=m2 re=m1 | Hello?",
        &["anna 1 waiting n=2"],
    );
}

#[test]
fn a_conversation_over_several_channels_has_one_order() {
    // Talk goes by file and mail by role: both at once would be no order at all.
    let lines: String = (0..60)
        .map(|n| {
            let (who, channel) = [("team", "chat"), ("anna", "email"), ("jan", "chat")][n % 3];
            format!("10:00 {who} ch={channel} id=m{:02} | Where is it?\n", 99 - n)
        })
        .collect();
    assert!(!told(&case(&lines)).is_empty());
}

#[test]
fn a_review_is_its_earliest_message_wherever_it_stands_in_the_file() {
    let (first, second) =
        ("10:00 anna id=r1 rating=1 | Broken.", "12:00 anna id=r2 rating=1 | Still broken.");
    let reply = "11:00 team | Write to us.";
    let expected = ["anna 1 answered 3600", "anna 2 waiting"];
    check(&format!("@review\n{first}\n{second}\n{reply}"), &expected);
    check(&format!("@review\n{second}\n{first}\n{reply}"), &expected);
}

#[test]
fn a_reply_older_than_its_review_tells_that_the_review_was_edited() {
    check(
        "@review\n 10:00 anna rating=1 | Broken.\n 09:00 team | Write to us.",
        &["anna 1 answered ? stale-reply"],
    );
    check(
        "@review\n 10:00 anna rating=1 edited=12:00 | Broken.\n 11:00 team | Write to us.",
        &["anna 1 answered 3600 stale-reply"],
    );
}

#[test]
fn a_reply_of_which_only_the_last_edit_is_known_is_an_upper_bound() {
    check(
        "@review\n 10:00 anna rating=1 | Broken.\n 11:00 team edited=11:00 | Write to us.",
        &["anna 1 answered 3600 upper-bound"],
    );
}
