use crate::conversation::testing::{case, check, check_joined};

const TICKET: &str = "10:00 anna id=m1 to=team subj=Broken_cup | The cup is broken.
     11:00 team id=a1 re=m1 to=anna subj=[#4711]_Broken_cup | Please send us a picture.";

#[test]
fn a_number_that_the_team_gave_out_joins_and_says_so() {
    let script =
        format!("@apart\n{TICKET}\n 12:00 anna id=m2 to=team subj=[#4711]_picture | Here it is. And now?");
    check(&script, &["anna 1 answered 3600", "anna 2 waiting joined-by-ticket"]);
    assert_eq!(case(&script).all.facts.n_joined_by_ticket, 1);
}

#[test]
fn the_customers_spelling_of_the_number_does_not_matter() {
    check_joined(&format!("{TICKET}\n 12:00 anna id=m2 to=team subj=Picture_for_Ticket#4711 | Here."), 1);
    check_joined(&format!("{TICKET}\n 12:00 anna id=m2 to=team subj=Picture_(request_4711) | Here."), 1);
    check_joined(&format!("{TICKET}\n 12:00 anna id=m2 to=team subj=Picture_(request_4712) | Here."), 2);
}

#[test]
fn a_number_that_only_customers_write_joins_nothing() {
    check_joined(
        "10:00 anna id=m1 to=team subj=[#4711]_cup | The cup is broken.
         11:00 anna id=m2 to=team subj=[#4711]_plate | And the plate?",
        2,
    );
}

#[test]
fn the_customers_own_order_number_joins_nothing_although_we_repeat_it() {
    check_joined(
        "10:00 anna id=m1 to=team subj=Order_#4711 | Where is it?
         11:00 team id=a1 re=m1 to=anna subj=Re:_Order_#4711 | On its way.
         3/12:00 anna id=m2 to=team subj=Invoice_for_order_#4711 | Can I have it?",
        2,
    );
}

#[test]
fn a_bare_number_that_we_wrote_first_joins_weakly() {
    let script = "@apart
         10:00 team id=a1 to=anna subj=Your_order_#4711_is_late | Sorry.
         11:00 anna id=m2 to=team subj=#4711 | When does it come?";
    check(script, &["anna 1 waiting joined-by-ticket weak"]);
    check_joined(script.trim_start_matches("@apart"), 1);
}

#[test]
fn another_customer_does_not_come_in_by_the_number() {
    check_joined(&format!("{TICKET}\n 12:00 jan@wp.pl id=m2 to=team subj=[#4711]_cup | Mine too."), 2);
    check_joined(
        "10:00 anna@wp.pl id=m1 to=team subj=Cup | Broken.
         11:00 team id=a1 re=m1 to=anna@wp.pl subj=[#4711]_Cup | Please send us a picture.
         12:00 jan@wp.pl id=m2 to=team subj=[#4711]_cup | Mine too.",
        2,
    );
}

#[test]
fn a_colleague_on_the_same_domain_does() {
    check_joined(&format!("{TICKET}\n 12:00 jan id=m2 to=team subj=[#4711]_cup | It is mine, too."), 1);
}

#[test]
fn our_receipt_with_the_number_brings_the_answer_to_the_question() {
    check(
        "@apart
         10:00 anna id=m1 to=team subj=Broken_cup | The cup is broken.
         10:00:05 team auto-reply id=a0 to=anna subj=[#4711]_We_have_your_mail | We have your mail.
         11:00 team id=a1 to=anna subj=[#4711]_Broken_cup | Please send us a picture.
         12:00 anna id=m2 to=team subj=AW:_[#4711]_Broken_cup | Here it is. And now?",
        &["anna 1 answered 3600 ack=5 joined-by-parties weak", "anna 2 waiting joined-by-ticket"],
    );
}

#[test]
fn an_address_made_for_one_matter_joins() {
    check_joined(
        "10:00 team id=a1 answer-to=reply+0a1b2c3d@desk.example to=anna subj=Cup | Here is the answer.
         11:00 anna id=m2 to=reply+0a1b2c3d@desk.example subj=Thanks_a_lot | One more thing: when?",
        1,
    );
    check_joined(
        "10:00 team refs=FS_reply-77-aa@sklep.example to=anna subj=Cup | Here is the answer.
         11:00 anna id=m2 re=FS_reply-77-bb@relay.example to=team subj=Thanks_a_lot | When?",
        1,
    );
}
