use crate::conversation::testing::{case, told};

/// So many duplicates leave, these ids are shared, and these waits stay.
#[track_caller]
fn check(script: &str, n_removed: u64, shared_ids: &[&str], waits: &[&str]) {
    let case = case(script);
    assert_eq!(case.all.duplicates.n_removed, n_removed, "{script}");
    assert_eq!(case.all.duplicates.shared_ids, shared_ids, "{script}");
    assert_eq!(told(&case), waits, "{script}");
}

#[test]
fn same_id_author_and_second_is_one_message_whatever_the_body() {
    check("10:00 anna id=m1 | Where?\n 10:00 anna id=m1 | Where is it?", 1, &[], &["anna 1 waiting"]);
}

#[test]
fn a_copy_without_a_conversation_is_the_one_that_has_one() {
    check(
        "10:00 anna id=m1 c=c1 | Where?\n @file b\n 10:00 anna id=m1 c=- | Where?",
        1,
        &[],
        &["anna 1 waiting"],
    );
    check(
        "10:00 anna id=m1 c=- | Where?\n @file b\n 10:00 anna id=m1 c=c1 | Where?",
        1,
        &[],
        &["anna 1 waiting"],
    );
}

#[test]
fn one_id_in_two_conversations_is_two_messages() {
    check(
        "10:00 anna id=1 c=c1 | Where?\n 10:00 anna id=1 c=c2 | Where?",
        0,
        &[],
        &["anna 1 waiting", "anna 1 waiting"],
    );
}

#[test]
fn ids_that_conversations_number_for_themselves_are_told_apart_in_overlapping_exports() {
    let export = "10:00 anna id=1 c=c1 | Where?\n 10:00 anna id=1 c=c2 | Where?";
    check(&format!("{export}\n @file b\n {export}"), 2, &[], &["anna 1 waiting", "anna 1 waiting"]);
}

#[test]
fn one_id_of_two_authors_stays_twice_and_is_listed() {
    check("10:00 anna id=m1 | Where?\n 10:00 jan id=m1 | Where?", 0, &["m1"], &["anna 1 waiting n=2"]);
    let named = "10:00 nobody name=Anna id=m1 | Where?\n 10:00 nobody name=Jan id=m1 | Where?";
    check(named, 0, &["m1"], &["Anna 1 waiting n=2"]);
}

#[test]
fn one_id_at_two_times_stays_twice_and_is_listed() {
    check("10:00 anna id=m1 | Where?\n 10:01 anna id=m1 | Where?", 0, &["m1"], &["anna 1 waiting n=2"]);
}

#[test]
fn a_copy_that_states_its_role_is_the_same_message() {
    check(
        "10:00 anna id=m1 | Where?\n @file b\n 10:00 anna id=m1 role=customer | Where?",
        1,
        &[],
        &["anna 1 waiting"],
    );
}

#[test]
fn without_ids_equal_messages_collapse_between_files_and_never_inside_one() {
    check("10:00 anna | Hello?\n 10:00 anna | Hello?", 0, &[], &["anna 1 waiting n=2"]);
    check("10:00 anna | Hello?\n @file b\n 10:00 anna | Hello?", 1, &[], &["anna 1 waiting"]);
    check("10:00 anna | Hello?\n @file b\n 10:00 anna | Hi!", 0, &[], &["anna 1 waiting n=2"]);
}

#[test]
fn the_file_with_the_most_copies_says_how_many_there_were() {
    let copies = |n: usize| "10:00 anna | Hello?\n".repeat(n);
    let script = format!("{} @file b\n {} @file c\n {}", copies(2), copies(3), copies(1));
    check(&script, 3, &[], &["anna 1 waiting n=3"]);
}

#[test]
fn undated_messages_without_id_are_never_the_same() {
    let case = case("- anna | Hello?\n @file b\n - anna | Hello?");
    assert_eq!((case.all.duplicates.n_removed, case.archive.messages.len()), (0, 2));
}

#[test]
fn versions_of_a_review_collapse_to_the_newest_edit_and_keep_the_first_time() {
    let script = "@review
         10:00 anna id=r1 rating=5 | Very good.
         @file b
         12:00 anna id=r1 rating=1 | It broke.
         13:00 team re=r1 | Write to us.";
    check(script, 1, &[], &["anna 1 answered 10800"]);
    assert_eq!(case(script).archive.messages[0].rating.unwrap().value, 1.0);
}

#[test]
fn a_reviewer_who_changes_the_name_has_one_review() {
    let script = |name: &str, new: &str| {
        format!(
            "@review
             10:00 nobody name=Ann_Old id=r1 rating=1 | Awful, it broke.
             11:00 team beside id=r1/reply re=r1 | Write to us.
             @file b
             10:00 nobody name={name} id=r1 rating=1 {new}"
        )
    };
    check(&script("Ann_New", "| Awful, it broke."), 1, &[], &["Ann Old 1 answered 3600"]);
    check(&script("Ann_New", "edited=10:30 | It broke twice."), 1, &[], &["Ann New 1 answered 3600"]);
    // Another row of the same number in another table.
    check(
        &script("Jan", "| It never came.").replace("10:00 nobody name=Jan", "12:00 nobody name=Jan"),
        0,
        &["r1"],
        &["Ann Old 1 answered 3600", "Jan 1 waiting"],
    );
}

#[test]
fn words_that_the_newest_edit_removed_ask_no_more() {
    let script = "@review
         10:00 anna id=r1 rating=1 | Awful, it broke.
         10:00 jan id=r2 rating=1
         @file b
         10:00 anna id=r1 rating=1 edited=12:00
         10:00 jan id=r2 rating=1 edited=12:00 | Awful, never again.";
    check(script, 2, &[], &["jan 1 waiting"]);
}

#[test]
fn an_answer_that_the_newest_edit_shows_no_more_is_removed() {
    let old = "1/10:00 anna id=r1 rating=1 | Awful, it broke.
         1/12:00 team role=team beside id=r1/reply re=r1 | Write to us.\n";
    let new = "1/10:00 anna id=r1 rating=1 edited=5/10:00 | Awful, it broke twice.\n";
    let removed = ["anna 1 waiting reply-deleted"];
    check(&format!("@review\n {old} @file b\n {new}"), 0, &[], &removed);
    check(&format!("@review\n {old} {new}"), 0, &[], &removed);
    check(&format!("@review\n {new} @file b\n {old}"), 0, &[], &removed);
    // At that time it still stood.
    let before = format!("@review\n @as-of 4/10:00\n {old} @file b\n {new}");
    check(&before, 0, &[], &["anna 1 answered 7200 stale-reply"]);
    // The newest edit shows one, the platform says that there is one, the file has no place for it, or it is of another kind.
    let kept = ["anna 1 answered 7200 stale-reply"];
    let answer = "1/12:00 team role=team beside id=r1/reply re=r1 | Write to us.";
    check(&format!("@review\n {old} @file b\n {new} {answer}"), 2, &[], &kept);
    check(&format!("@review\n {old} @file b\n {}", new.replace(" |", " replied |")), 1, &[], &kept);
    check(&format!("@review\n {old} @file b\n @hidden\n {new}"), 1, &[], &kept);
    check(&format!("@review\n {old} @file b gbp\n {new}"), 1, &[], &kept);
    // Answers with records of their own may lie in any file.
    check(&format!("@review\n {} @file b\n {new}", old.replace("beside ", "")), 1, &[], &kept);
}

#[test]
fn one_mail_in_two_folders_is_more_than_its_draft_or_spam() {
    let asked = "10:00 anna id=m1 to=team | Where?";
    let sent = "11:00 team id=m2 re=m1 to=anna | Here.";
    let answered = ["anna 1 answered 3600"];
    check(
        &format!("{asked}\n {sent}\n @file b\n 11:00 team draft id=m2 re=m1 to=anna | Here."),
        1,
        &[],
        &answered,
    );
    check(&format!("10:00 anna spam id=m1 to=team | Where?\n @file b\n {asked}\n {sent}"), 1, &[], &answered);
}

#[test]
fn numbers_of_rows_make_no_review_the_copy_of_another() {
    let nameless = "@review @apart
         1/09:00 nobody role=customer id=1 rating=1 | Broken lamp, money back.
         5/10:00 nobody role=customer id=1 rating=1 | The parcel never came.";
    check(&nameless.replace(" @apart", "\n @apart"), 0, &["1"], &["? 1 waiting", "? 1 waiting"]);
    let short = "@review\n @apart\n 1/09:00 anna id=1 rating=1 | Bad\n 5/09:00 jan id=1 rating=1 | Bad";
    check(short, 0, &["1"], &["anna 1 waiting", "jan 1 waiting"]);
    // One name, or one second, does.
    let one = short.replace("jan", "anna");
    check(&one, 1, &[], &["anna 1 waiting"]);
    check(&short.replace("5/09:00", "1/09:00"), 1, &[], &["anna 1 waiting"]);
    // An id that no table counts is one of its own.
    check(&short.replace("id=1", "id=gp:AOqp"), 1, &[], &["jan 1 waiting"]);
}
