use crate::conversation::testing::{case, check};

/// Two shops that count their reviews for themselves: each row with its answer.
const SHOPS: &str = "@review
    1/09:00 anna id=1 c=1 rating=1 | Broken lamp, money back.
    @file b
    5/09:00 jan id=1 c=1 rating=1 | The parcel never came.
    6/09:00 team role=team beside id=1/reply c=1 re=1 | A new one left.";

#[track_caller]
fn check_names(script: &str, expected: &[&str]) {
    let case = case(script);
    let mut names: Vec<String> =
        case.all.waits.iter().map(|wait| case.all.case_name(&case.archive, wait)).collect();
    names.sort();
    assert_eq!(names, expected, "{script}");
    assert_ne!(case.all.duplicates.shared_ids, [""; 0], "{script}");
}

#[test]
fn an_answer_in_the_row_of_a_review_answers_no_other_one_with_its_id() {
    let waits = ["anna 1 waiting", "jan 1 answered 86400"];
    check(SHOPS, &waits);
    check_names(SHOPS, &["1", "1-2"]);
    // Whoever has no name is not the same one either.
    let nameless = SHOPS.replace("anna", "nobody role=customer").replace("jan", "nobody role=customer");
    check(&nameless, &["? 1 waiting", "? 1 answered 86400"]);
    check(&nameless.replace("@file b\n", ""), &["? 1 waiting", "? 1 answered 86400"]);
    // The exports of a week later hold the same.
    let files = SHOPS.replacen("@review", "@file c", 1).replace("@file b", "@file d");
    check(&format!("{SHOPS}\n{files}"), &waits);
}

#[test]
fn nobody_gets_a_number_that_is_somebodys_name() {
    let third = "@review
        1/09:00 anna id=7 c=7 rating=1 | Broken lamp, money back.
        3/09:00 ed id=7-2 c=7-2 rating=1 | Rude staff.
        4/09:00 team role=team beside id=7-2/reply c=7-2 re=7-2 | Sorry.
        @file b
        2/09:00 zoe id=7 c=7 rating=1 | The parcel never came.";
    check(third, &["anna 1 waiting", "zoe 1 waiting", "ed 1 answered 86400"]);
    check_names(third, &["7", "7-2", "7-3"]);
}

#[test]
fn an_answer_that_was_removed_leaves_the_namesakes_of_its_review_alone() {
    let script = format!(
        "{}\n @file c\n 1/09:00 anna id=1 c=1 rating=1 edited=7/09:00 | Broken lamp, money back!",
        SHOPS.replace("@file b", "2/09:00 team role=team beside id=1/reply c=1 re=1 | Sorry.\n @file b")
    );
    check(&script, &["anna 1 waiting reply-deleted", "jan 1 answered 86400"]);
}

#[test]
fn an_answer_is_to_the_comment_of_its_own_file() {
    let sites = "@comment\n @apart
        2/10:00 anna id=1 thread=1 | I want my money back!
        2/12:00 eve id=2 thread=2 | Broken!
        @file b
        2/10:30 jan id=1 thread=1 | Do you ship to Oulu?
        2/11:00 team id=2 re=1 | Yes, we do.";
    check(sites, &["anna 1 waiting", "jan 1 answered 1800", "eve 1 waiting"]);
    check_names(sites, &["1", "1-2", "2-2"]);
}

#[test]
fn one_id_in_one_second_is_no_other_sites() {
    let script = "@comment\n @apart\n 2/10:00 anna id=1 thread=1 | Broken!
        @file b\n 2/10:00 nobody name=Guest id=1 thread=1 | Broken!\n 2/11:00 team id=2 re=1 | Sorry.";
    check_names(script, &["1", "1"]);
}

#[test]
fn ids_inside_named_conversations_stay_as_they_are() {
    let script = "@chat\n 10:00 anna id=1 c=c1 | Hello?\n @file b\n 11:00 jan id=1 c=c2 | Hello?";
    let case = case(script);
    assert!(case.archive.messages.iter().all(|message| case.archive.text(message.id) == Some("1")));
}
