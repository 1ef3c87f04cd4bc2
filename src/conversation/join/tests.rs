use crate::conversation::testing::{case, check, check_joined};

#[test]
fn the_name_that_the_export_gives_joins() {
    check_joined("10:00 anna c=c1 | Where?\n 10:05 anna c=c1 | Hello?\n 10:06 anna c=c2 | Where?", 2);
}

#[test]
fn the_threads_own_key_joins() {
    check_joined(
        "10:00 anna thread=t1 | Where?\n 10:05 team thread=t1 | Here.\n 10:06 anna thread=t2 | And?",
        2,
    );
}

#[test]
fn a_reply_joins_what_it_replies_to() {
    check_joined("10:00 anna id=m1 to=team | Where?\n 10:05 team re=m1 to=anna | Here.", 1);
}

#[test]
fn replies_to_a_message_that_is_not_in_the_input_join_each_other() {
    check_joined("10:00 anna id=m1 re=lost to=team | Where?\n 10:05 team re=lost to=anna | Here.", 1);
    check_joined("10:00 anna id=m1 refs=x,y to=team | Where?\n 10:05 team refs=y,z to=anna | Here.", 1);
}

#[test]
fn who_names_the_same_absent_message_need_not_be_alike() {
    check(
        "@apart
         10:00 anna id=m1 re=lost subj=Re:_Parcel to=team | Where?
         10:30 team re=lost subj=Re:_Parcel to=anna | Here.",
        &["anna 2 answered 1800 left-truncated"],
    );
    // One that nobody else names leads nowhere: likeness is asked.
    check(
        "@apart
         10:00 anna id=m1 subj=Parcel to=team | Where?
         10:30 team re=lost subj=Re:_Parcel to=anna | Here.",
        &["anna 1 answered 1800 joined-by-subject weak"],
    );
}

#[test]
fn a_conversation_without_a_name_has_the_id_of_its_earliest_message() {
    let case = case("@apart\n 10:05 team id=a1 re=m1 to=anna | Here.\n 10:00 anna id=m1 to=team | Where?");
    assert_eq!(case.all.name(&case.archive, &case.all.list[0]), "m1");
}

#[test]
fn a_reference_to_another_customers_mail_is_refused() {
    let script = "10:00 anna id=m1 to=team | Where is my parcel?
         11:00 jan id=m2 re=m1 to=team | Where is mine?";
    check_joined(script, 2);
    let case = case(&format!("@apart\n{script}"));
    assert_eq!(case.all.facts.n_links_refused, 1);
}

#[test]
fn a_forged_reference_does_not_come_in_through_a_parent_that_nobody_holds() {
    check_joined(
        "10:00 anna id=m1 refs=lost to=team | Where is my parcel?
         11:00 jan id=m2 re=m1 refs=lost to=team | Where is mine?",
        2,
    );
}

#[test]
fn customers_who_reply_to_one_mail_that_we_lack_stay_apart() {
    let script = "10:00 anna id=m1 re=newsletter to=team | Does it come in red?
         11:00 jan id=m2 re=newsletter to=team | Does it come in blue?
         12:00 team id=a1 re=m1 refs=newsletter to=anna | Yes.";
    check_joined(script, 2);
    check(
        &format!("@apart\n{script}"),
        &["anna 2 answered 7200 left-truncated", "jan 2 waiting left-truncated"],
    );
}

#[test]
fn customers_who_reply_to_our_newsletter_stay_apart() {
    let replies = "10:00 anna id=m1 re=news to=team | Does it come in red?
         11:00 jan id=m2 re=news to=team | Does it come in blue?
         12:00 team id=a1 re=m2 refs=news to=jan | Yes.";
    for newsletter in ["09:00 team bulk id=news | News.\n", "09:00 team id=news to=team | News.\n"] {
        check_joined(&format!("{newsletter}{replies}"), 3);
        check(&format!("@apart\n{newsletter}{replies}"), &["anna 1 waiting", "jan 1 answered 3600"]);
    }
}

#[test]
fn a_note_among_ourselves_belongs_to_the_one_customer_who_is_written_to_below_it() {
    let note = "10:00 ola@sklep.example id=n1 to=team | Anna called about her parcel.\n
         10:10 team id=n2 re=n1 to=ola@sklep.example | I write to her.\n";
    let to = |who: &str| format!("11:00 team id={who}1 re=n1 to={who} | It is here.\n");
    check_joined(&format!("{note}{}", to("anna")), 1);
    check_joined(&format!("{note}{}{}", to("anna"), to("jan")), 3);
}

#[test]
fn a_mail_that_names_no_customer_joins_through_a_parent_that_one_customer_replied_to() {
    let before = "10:00 anna id=m1 re=lost to=team | Where is it?\n";
    check_joined(&format!("{before} 10:10 ola@sklep.example re=lost to=team | Do you know?"), 1);
    check_joined(
        &format!("{before} 10:05 jan re=lost to=team | And?\n 10:10 ola@sklep.example re=lost to=team | So?"),
        3,
    );
}

#[test]
fn a_customer_who_answers_our_mail_from_another_address_belongs_to_it() {
    check_joined(
        "10:00 anna id=m1 to=team | Where is my parcel?
         10:30 team id=a1 re=m1 to=anna | At home?
         11:00 anna.home id=m2 re=a1 to=team | Not here.",
        1,
    );
}

#[test]
fn customers_who_write_through_one_list_belong_together() {
    check_joined(
        "10:00 anna id=m1 to=list@lists.example | Where is it?
         11:00 jan id=m2 re=m1 to=list@lists.example | I wonder too.",
        1,
    );
}

#[test]
fn outside_mail_a_reply_joins_whoever_wrote() {
    check_joined("@chat\n 10:00 anna id=m1 | Where is it?\n 11:00 jan re=m1 | I wonder too.", 1);
}

#[test]
fn talk_without_a_name_joins_by_its_parties() {
    check_joined(
        "@chat
         10:00 anna to=team | Where is it?
         10:05 team to=anna | Here.
         10:06 jan to=team | And mine?
         10:07 anna to=team ch=phone | Hello?",
        3,
    );
}

#[test]
fn an_id_that_several_conversations_use_joins_nothing() {
    check_joined(
        "10:00 anna id=1 c=c1 | Where?
         10:00 jan id=1 c=c2 | Where?
         10:30 team re=1 to=anna | Here.",
        3,
    );
}

#[test]
fn where_the_export_knows_threads_one_author_has_a_conversation_in_each() {
    check(
        "@comment
         @apart
         08:00 anna id=a thread=a | Where is my order 12?
         09:00 team id=b re=a | On its way.
         08:30 anna id=e thread=e | Your lamp exploded, awful.",
        &["anna 1 answered 3600", "anna 1 waiting"],
    );
    // A reply without its parent stands alone, and so does a comment of ours that answers nobody.
    check(
        "@comment
         @apart
         08:00 anna id=a thread=a | Where is my order 12?
         08:10 anna id=b re=gone | Awful.
         09:00 team id=c re=gone | Sorry.
         09:10 team id=d thread=d | We are open.",
        &["anna 1 waiting", "anna 2 answered 3000 left-truncated"],
    );
}

#[test]
fn a_review_with_an_id_is_a_conversation_of_its_own() {
    let script = "@review\n @apart\n 10:00 anna id=r1 rating=1 | The cup leaks.\n 10:10 anna id=r2 rating=1 | The jug broke.\n";
    check(
        &format!("{script} 11:00 team id=a1 re=r1 | Write to us."),
        &["anna 1 answered 3600", "anna 1 waiting"],
    );
}
