use crate::conversation::testing::{case, check, check_joined};

const QUESTION: &str = "10:00 anna id=m1 to=team subj=Where_is_it | Where is it?";

/// A fresh mail of ours behind the question joins it, or does not.
#[track_caller]
fn check_fresh(between: &str, mail: &str, joins: bool) {
    let n_between = between.lines().filter(|line| !line.is_empty()).count();
    let script = format!("@apart\n{QUESTION}\n{between}\n{mail} | It is in Warsaw.");
    let case = case(&script);
    assert_eq!(case.all.facts.n_joined_by_parties, u64::from(joins), "{script} {n_between}");
}

#[test]
fn a_fresh_mail_to_the_one_customer_who_waits_joins_and_says_so() {
    check(
        &format!("@apart\n{QUESTION}\n 12:00 team to=anna subj=Your_parcel | In Warsaw."),
        &["anna 1 answered 7200 joined-by-parties weak"],
    );
}

#[test]
fn it_joins_a_wait_of_up_to_three_days() {
    check_fresh("", "5/10:00:00 team to=anna subj=Your_parcel", true);
    check_fresh("", "5/10:00:01 team to=anna subj=Your_parcel", false);
}

#[test]
fn it_joins_nothing_when_two_waits_are_open() {
    let second = "10:30 anna id=m2 to=team subj=The_invoice | And the invoice?";
    check_fresh(second, "12:00 team to=anna subj=Your_parcel", false);
}

#[test]
fn it_joins_nothing_when_nobody_waits() {
    check_fresh("11:00 team re=m1 to=anna | Here.", "12:00 team to=anna subj=Your_parcel", false);
}

#[test]
fn it_joins_nothing_when_it_names_two_customers_or_none() {
    check_fresh("", "12:00 team to=anna,jan subj=Your_parcel", false);
    check_fresh("", "12:00 team to=ola@sklep.example subj=Your_parcel", false);
    check_fresh("", "12:00 team to=jan subj=Your_parcel", false);
    check_fresh("", "12:00 team to=anna,ola@sklep.example subj=Your_parcel", true);
}

#[test]
fn a_mail_with_a_link_is_not_fresh() {
    check_fresh("", "12:00 team re=lost to=anna subj=Your_parcel", false);
}

#[test]
fn a_thread_of_gmail_that_begins_with_the_mail_is_no_link() {
    check_fresh("", "12:00 team thread=t9 to=anna subj=Your_parcel", true);
    let other = "11:00 anna thread=t9 id=m2 re=m1 to=team subj=Where_is_it | Hello?";
    check_fresh(other, "12:00 team thread=t9 to=anna subj=Your_parcel", false);
}

#[test]
fn what_the_customer_wrote_on_the_fresh_mail_comes_with_it() {
    check(
        &format!(
            "@apart\n{QUESTION}\n 12:00 team id=a1 to=anna subj=Your_parcel | It is in Warsaw.
             13:00 anna re=a1 to=team subj=Re:_Your_parcel | And when does it come?"
        ),
        &["anna 1 answered 7200 joined-by-parties weak", "anna 2 waiting"],
    );
}

#[test]
fn another_spelling_of_the_customers_address_is_the_same_customer() {
    check(
        "@apart
         10:00 an.na@gmail.com to=team subj=Where_is_it | Where is it?
         12:00 team to=anna+shop@googlemail.com subj=Your_parcel | It is in Warsaw.",
        &["an.na@gmail.com 1 answered 7200 joined-by-parties weak"],
    );
}

#[test]
fn bulk_and_automatic_mail_is_not_fresh() {
    check_fresh("", "12:00 team bulk to=anna subj=Your_parcel", false);
    check_fresh("", "12:00 team auto-reply to=anna subj=Your_parcel", false);
}

#[test]
fn the_first_fresh_mail_answers_and_the_second_finds_nobody() {
    let first = "11:00 team id=a1 to=anna subj=Your_parcel | In Warsaw.";
    let script = format!("@apart\n{QUESTION}\n{first}\n 12:00 team id=a2 to=anna subj=Your_bag | In Lodz.");
    check(&script, &["anna 1 answered 3600 joined-by-parties weak"]);
    check_joined(&script, 2);
}

#[test]
fn a_question_after_the_mail_is_not_answered_by_it() {
    check(
        "@apart\n 09:00 team to=anna subj=Your_parcel | In Warsaw.\n 10:00 anna to=team subj=Bag | Where?",
        &["anna 1 waiting"],
    );
}
