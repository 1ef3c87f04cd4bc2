use crate::conversation::testing::{case, check, check_joined, check_policy};

#[track_caller]
fn check_window(reply: &str, n_conversations: usize) {
    let question = "2026-10-01T10:00:00+02:00 anna to=team subj=Order_number_12 | Where is it?";
    check_joined(
        &format!("{question}\n{reply} team to=anna,jan subj=Re:_order_number_12 | Here."),
        n_conversations,
    );
}

#[test]
fn a_reply_with_the_same_subject_and_customer_joins_and_says_so() {
    let script = "@apart
         10:00 anna to=team subj=Order_number_12 | Where is it?
         11:00 team to=anna subj=RE:_Order_number_12 | Here.";
    check(script, &["anna 1 answered 3600 joined-by-subject weak"]);
    assert_eq!(case(script).all.facts.n_joined_by_subject, 1);
}

#[test]
fn it_looks_back_thirty_days_and_no_further() {
    check_window("2026-10-31T09:00:00+01:00", 1);
    check_window("2026-10-31T09:00:01+01:00", 2);
}

#[test]
fn without_a_reply_prefix_the_subject_joins_nothing() {
    check_joined(
        "10:00 anna to=team subj=Order_number_12 | Where is it?
         11:00 anna to=team subj=Order_number_12 | Where is it now?",
        2,
    );
}

#[test]
fn the_same_subject_of_two_customers_is_two_conversations() {
    check_joined(
        "10:00 anna to=team subj=Order_number_12 | Where is it?
         11:00 jan to=team subj=Re:_Order_number_12 | Where is mine?",
        2,
    );
}

#[test]
fn a_subject_that_says_nothing_needs_the_very_same_customers() {
    let script = |to: &str| {
        format!("10:00 anna to=team subj=Hello | Where is it?\n 11:00 team to={to} subj=Re:_Hello | Here.")
    };
    check_joined(&script("anna"), 1);
    check_joined(&script("anna,jan"), 2);
}

#[test]
fn a_reply_with_a_link_is_joined_by_that_alone() {
    check(
        "@apart
         10:00 anna id=m1 to=team subj=Order_number_12 | Where is it?
         10:30 anna id=m2 to=team subj=Order_number_12 | And the invoice?
         11:00 team re=m1 to=anna subj=Re:_Order_number_12 | Here.",
        &["anna 1 answered 3600", "anna 1 waiting"],
    );
}

#[test]
fn another_spelling_of_the_customers_address_is_the_same_customer() {
    check(
        "@apart
         10:00 an.na@gmail.com to=team subj=Order_number_12 | Where is it?
         11:00 team to=anna+shop@googlemail.com subj=Re:_Order_number_12 | Here.",
        &["an.na@gmail.com 1 answered 3600 joined-by-subject weak"],
    );
}

#[test]
fn an_answer_to_the_address_that_a_customer_asked_for_joins_by_subject() {
    // The shop answers where `Reply-To` says, and the customer writes on from either address.
    let question = "10:00 anna to=team answer-to=home subj=Order_number_12 | Where is it?";
    check(
        &format!("@apart\n{question}\n11:00 team to=home subj=Re:_Order_number_12 | Here."),
        &["anna 1 answered 3600 joined-by-subject weak"],
    );
    check_joined(&format!("{question}\n11:00 home to=team subj=Re:_Order_number_12 | And?"), 1);
    check_joined(
        "10:00 team to=home subj=Order_number_12 | It is ready.
         11:00 anna to=team answer-to=home subj=Re:_Order_number_12 | Thanks, when?",
        1,
    );
    // An everyday subject still needs the very same customers, at either address.
    let hello = |to: &str| {
        format!(
            "10:00 anna to=team answer-to=home subj=Hello | Where is it?\n11:00 team to={to} subj=Re:_Hello | Here."
        )
    };
    check_joined(&hello("home"), 1);
    check_joined(&hello("anna"), 1);
    check_joined(&hello("home,jan"), 2);
    // Other subjects, and no reply at all, join nothing.
    check_joined(&format!("{question}\n11:00 team to=home subj=Re:_Order_number_13 | Here."), 2);
    check_joined(&format!("{question}\n11:00 home to=team subj=Order_number_12 | Where is it?"), 2);
}

#[test]
fn an_address_that_several_customers_want_answers_at_stands_for_none_of_them() {
    check_joined(
        "09:00 jan to=team answer-to=home subj=Order_number_12 | Where is it?
         10:00 anna to=team answer-to=home subj=Order_number_12 | Where is it?
         11:00 team to=home subj=Re:_Order_number_12 | Here.",
        3,
    );
}

#[test]
fn a_mail_that_asks_for_answers_elsewhere_takes_none_from_whoever_wrote_there_in_person() {
    check(
        "@apart
         09:00 anna to=team subj=Order_number_12 | Where is it?
         10:00 jan to=team answer-to=anna subj=Order_number_12 | Where is it?
         11:00 team to=anna subj=Re:_Order_number_12 | Here.",
        &["anna 1 answered 7200 joined-by-subject weak", "jan 1 waiting"],
    );
}

#[test]
fn a_tag_that_many_subjects_have_is_that_of_a_list_and_says_nothing() {
    let list: String = (0..10)
        .map(|n| format!("09:0{n} jan{n} to=team subj=[klub]_Matter_{n}_of_the_club | Hello?\n"))
        .collect();
    let script = "10:00 anna to=team subj=Order_number_12 | Where is it?
         11:00 team to=anna subj=Re:_[klub]_Order_number_12 | Here.";
    let n_joined = |script: &str| case(&format!("@apart\n{script}")).all.facts.n_joined_by_subject;
    assert_eq!(n_joined(script), 0);
    assert_eq!(n_joined(&format!("{list}{script}")), 1);
}

#[test]
fn likeness_can_be_left_out() {
    let script = "@apart
         10:00 anna to=team subj=Order_number_12 | Where is it?
         11:00 team to=anna subj=RE:_Order_number_12 | Here.";
    check_policy("weak_joins = false", script, &["anna 1 waiting"]);
}
