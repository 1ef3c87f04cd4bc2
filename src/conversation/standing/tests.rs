use crate::conversation::testing::check;

/// Two exports of one page: an answer in this state in each, and a later comment in the second.
fn exports(states: [&str; 2], later: &str) -> String {
    let [first, second] = states;
    let question = "2/10:00 anna id=a1 | It is broken, I want my money back!";
    format!(
        "@comment\n @apart\n {question}\n 2/11:00 team id=a2 {first} | We send a new one.
         @file b\n {question}\n 2/11:00 team id=a2 {second} | We send a new one.\n {later}"
    )
}

#[test]
fn an_answer_that_another_export_shows_as_deleted_counts_no_more() {
    let removed = ["anna 1 waiting reply-deleted"];
    check(&exports(["re=a1", "deleted"], ""), &removed);
    check(&exports(["deleted", "re=a1"], ""), &removed);
    // Some platforms forget who wrote it.
    check(
        &exports(["re=a1", "deleted"], "").replace("team id=a2 deleted", "nobody name=Guest id=a2 deleted"),
        &removed,
    );
    check(&exports(["re=a1", "re=a1"], ""), &["anna 1 answered 3600"]);
    // Until the export that shows it, it stood.
    let later = exports(["re=a1", "deleted"], "5/10:00 jan id=a3 | Ok");
    check(&format!("@as-of 4/10:00\n{later}"), &["anna 1 answered 3600"]);
}

#[test]
fn two_answers_that_one_export_shows_as_deleted_both_count_no_more() {
    let page = |state: [&str; 2]| {
        format!(
            "2/10:00 anna id=a1 | It is broken, I want my money back!\n 2/10:30 jan id=b1 | And mine?
             2/11:00 team id=a2 {} | We send a new one.\n 2/11:30 team id=b2 {} | To you, too.",
            state[0], state[1]
        )
    };
    let script =
        format!("@comment\n @apart\n {}\n @file b\n {}", page(["re=a1", "re=b1"]), page(["deleted"; 2]));
    check(&script, &["anna 1 waiting reply-deleted", "jan 1 waiting reply-deleted"]);
}

#[test]
fn a_deleted_question_is_taken_back_behind_the_export_that_has_it() {
    let script = "@comment\n @apart\n 10:00 anna id=a1 | Where is it?\n @file b\n 10:00 anna id=a1 deleted";
    check(script, &["anna 1 withdrawn"]);
}

#[test]
fn of_two_states_the_newer_export_knows_the_last_one() {
    let waits = ["anna 1 waiting reply-pending"];
    let later = "5/10:00 team id=a3 | News";
    check(&exports(["re=a1", "draft re=a1"], later), &waits);
    check(&exports(["draft re=a1", "re=a1"], later), &["anna 1 answered 3600"]);
    // Exports that end alike come in the order of their names: `b` before `messages.ndjson`.
    check(&exports(["draft re=a1", "re=a1"], ""), &waits);
    let spam = |first: &str, second: &str| {
        format!(
            "@review\n 10:00 anna id=r1 c=r1 {first} rating=1 | Broken.
             @file b\n 10:00 anna id=r1 c=r1 {second} rating=1 | Broken.\n 11:00 jan id=r2 c=r2 rating=5 | Good."
        )
    };
    check(&spam("", "spam"), &[]);
    check(&spam("spam", ""), &["anna 1 waiting"]);
}

#[test]
fn two_states_in_one_export_are_two_records_of_it() {
    let script = "@comment\n @apart\n 10:00 anna id=a1 | Where is it?\n 11:00 team id=a2 re=a1 | Here.
        11:00 team id=a2 draft re=a1 | Here it is.";
    check(script, &["anna 1 answered 3600 reply-pending"]);
}
