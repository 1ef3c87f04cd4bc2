use crate::conversation::testing::{case, check, check_policy};

/// Who sent the message that answered the only wait.
#[track_caller]
fn check_answered_by(script: &str, author: &str) {
    let case = case(script);
    let answer = case.all.waits[0].answer.get().unwrap();
    assert_eq!(case.archive.text(case.all.people.who[answer as usize]), Some(author));
}

#[test]
fn the_oldest_unanswered_message_counts() {
    check(
        "10:00 anna | Where is my parcel?
         10:05 anna | It is urgent
         10:20 anna | Hello?
         10:30 team | It arrives tomorrow at noon.",
        &["anna 1 answered 1800 n=3"],
    );
}

#[test]
fn the_first_answer_counts_and_further_ones_change_nothing() {
    check(
        "10:00 anna | Where is my parcel?
         10:10 team | In Warsaw.
         10:15 team | At the post office.",
        &["anna 1 answered 600"],
    );
}

#[test]
fn an_answer_to_an_address_that_never_wrote_is_weak() {
    check(
        "10:00 anna to=team | Where is my parcel?
         10:30 team to=anna.home | In Warsaw.",
        &["anna 1 answered 1800 weak"],
    );
}

#[test]
fn a_later_mail_does_not_make_that_answer_surer() {
    check(
        "10:00 anna to=team | Where is my parcel?
         10:30 team id=a1 to=sup@hurt.example | Can you check?
         11:00 sup@hurt.example re=a1 to=team | Thanks, noted.",
        &["anna 1 answered 1800 weak"],
    );
}

#[test]
fn an_answer_to_one_of_several_who_wrote_is_exact() {
    check(
        "10:00 anna to=team | Where is my parcel?
         10:10 jan to=team | It is mine too.
         10:30 team to=jan | In Warsaw.",
        &["anna 1 answered 1800 n=2"],
    );
}

#[test]
fn mail_among_colleagues_and_partners_is_no_answer() {
    check(
        "10:00 anna to=team | Where is my parcel?
         10:10 team to=ola@sklep.example,hurt@dostawca.example | Do you know?
         10:20 hurt@dostawca.example to=team | It is in Warsaw.
         10:30 team to=anna | In Warsaw.",
        &["anna 1 answered 1800"],
    );
}

#[test]
fn a_partner_who_replies_to_all_is_neither_side() {
    check(
        "10:00 anna to=team | Where is my parcel?
         10:10 hurt@dostawca.example to=team,anna | It is in Warsaw.",
        &["anna 1 waiting"],
    );
}

#[test]
fn what_only_sounds_like_an_end_closes_behind_an_answer_and_not_at_first() {
    check("10:00 anna | The drum turns smoothly now", &["anna 1 waiting"]);
    check(
        "10:00 anna | Where is it?
         10:10 team | Here.
         10:20 anna | The drum turns smoothly now",
        &["anna 1 answered 600"],
    );
    check(
        "10:00 anna | Where is it?
         10:10 team | Does it turn?
         10:20 anna | The drum turns smoothly now",
        &["anna 1 answered 600", "anna 2 waiting"],
    );
}

#[test]
fn an_offer_that_is_accepted_with_thanks_is_a_request() {
    check(
        "10:00 anna | I want my money back.
         10:10 team | Shall we send a new one instead?
         10:20 anna | Yes, thanks!
         10:50 team | It is on its way.",
        &["anna 1 answered 600", "anna 2 answered 1800"],
    );
}

#[test]
fn a_question_that_bounced_was_not_asked() {
    check(
        "10:00 anna | I want my money back.
         10:10 team id=a1 | Shall we send a new one instead?
         10:11 system bounce re=a1
         10:15 team | It is on its way.
         10:20 anna | ok",
        &["anna 1 answered 900 bounced"],
    );
}

#[test]
fn news_in_between_does_not_restart_the_clock() {
    check(
        "10:00 anna | When does it arrive?
         10:05 anna | FYI, we moved.
         10:30 team | On Tuesday.",
        &["anna 1 answered 1800 n=2"],
    );
}

#[test]
fn receipts_reactions_drafts_and_assignments_have_no_effect() {
    check(
        "10:00 anna id=m1 | When does it arrive?
         10:05 system receipt re=m1
         10:06 team draft | On Tue
         10:07 team assigned
         10:30 team id=a1 | On Tuesday.
         10:31 anna receipt re=a1
         10:32 anna reaction | 👍",
        &["anna 1 answered 1800"],
    );
}

#[test]
fn bulk_spam_and_absence_notes_ask_nothing() {
    check(
        "10:00 anna bulk | Buy now
         10:01 anna spam | Win a car?
         10:02 anna auto-reply | I am away. Back on Monday?",
        &[],
    );
}

#[test]
fn a_reply_to_our_bulk_mail_opens_a_wait() {
    check(
        "10:00 team bulk id=n1 | News
         11:00 anna re=n1 | Does it come in red?
         11:20 team | Yes.",
        &["anna 1 answered 1200"],
    );
}

#[test]
fn two_answers_in_one_second_are_one_the_first_by_id() {
    let script = "10:00 anna | When does it arrive?
         10:30 ola@sklep.example id=b | On Tuesday.
         10:30 jan@sklep.example id=a | On Tuesday.";
    check(script, &["anna 1 answered 1800"]);
    check_answered_by(script, "jan@sklep.example");
}

#[test]
fn a_wait_without_an_answer_goes_back_to_the_customer_only_after_thirty_days_of_silence() {
    let before = "2026-10-01T10:00:00+02:00 anna | When does it arrive?
         2026-10-01T11:00:00+02:00 team | On Tuesday.\n";
    check(
        &format!("{before} 2026-10-31T10:00:00+01:00 anna | And today?"),
        &["anna 1 answered 3600", "anna 1#2 waiting"],
    );
    check(
        &format!("{before} 2026-10-31T09:59:59+01:00 anna | And today?"),
        &["anna 1 answered 3600", "anna 2 waiting"],
    );
}

#[test]
fn a_case_counts_also_when_nobody_waits_in_it() {
    check(
        "@chat
         10:00 anna | When does it arrive?
         10:10 team | On Tuesday.
         4/10:10 team | Did it arrive?
         6/10:10 anna | No. Where is it?",
        &["anna 1 answered 600", "anna 1#3 waiting"],
    );
}

#[test]
fn silence_is_not_broken_by_machines_notes_and_events() {
    check(
        "@chat
         10:00 anna | When does it arrive?
         10:10 team | On Tuesday.
         3/09:00 team note | calm
         3/09:10 team auto-reply | Rate us
         3/09:20 team closed
         3/10:10 anna | Where is it?",
        &["anna 1 answered 600", "anna 1#2 waiting"],
    );
}

#[test]
fn a_team_message_starts_no_case_while_a_wait_is_provisionally_closed() {
    check(
        "@chat
         10:00 anna | When does it arrive?
         10:10 team closed
         4/10:00 team | On Tuesday.",
        &["anna 1 answered 172800"],
    );
}

#[test]
fn reviews_are_never_split() {
    check(
        "@review
         10:00 anna rating=1 | Broken.
         11:00 team | Write to us.
         2027-02-01T10:00:00+01:00 anna rating=1 | Still broken.",
        &["anna 1 answered 3600", "anna 2 waiting"],
    );
}

#[test]
fn numbers_go_on_from_a_beginning_that_is_cut_off() {
    check(
        "10:00 team re=lost | Yes, we do.
         11:00 anna | And on Sunday?
         11:30 team | No.
         12:00 anna | Why?",
        &["anna 2 answered 1800 left-truncated", "anna 3 waiting"],
    );
    check("10:00 anna cut-off | And on Sunday?", &["anna 2 waiting left-truncated"]);
}

#[test]
fn a_case_after_a_cut_off_beginning_starts_at_one() {
    check(
        "@chat
         10:00 anna re=lost | And on Sunday?
         10:30 team | No.
         4/10:00 anna | Are you open today?",
        &["anna 2 answered 1800 left-truncated", "anna 1#2 waiting"],
    );
}

#[test]
fn a_bounce_without_a_name_voids_the_last_mail_of_three_days() {
    let bounced = |at: &str| format!("10:00 anna | Where is it?\n 10:30 team | Here.\n {at} system bounce");
    check(&bounced("5/10:30"), &["anna 1 waiting bounced"]);
    check(&bounced("5/10:30:01"), &["anna 1 answered 1800"]);
}

#[test]
fn a_bounce_voids_the_mail_it_names() {
    check(
        "10:00 anna | Where is it?
         10:30 team id=a1 | Here.
         10:40 team id=a2 | In Warsaw, I mean.
         10:41 system bounce re=a1",
        &["anna 1 answered 2400 bounced"],
    );
}

#[test]
fn a_bounce_of_something_else_leaves_the_answer() {
    let bounced = |of: &str| {
        format!(
            "09:00 team bulk id=news | Our offers
             10:00 anna id=q1 | Where is it?
             10:01 team auto-reply id=ar | Thank you for your message.
             10:10 team id=a1 | Here.
             10:20 system bounce id=b1 re={of}"
        )
    };
    check(&bounced("ar"), &["anna 1 answered 600 bounced"]);
    check(&bounced("news"), &["anna 1 answered 600 ack=60"]);
    check(&bounced("q1"), &["anna 1 answered 600 ack=60"]);
    check(&bounced("nowhere"), &["anna 1 answered 600 ack=60"]);
    check(&bounced("b1"), &["anna 1 waiting ack=60 bounced"]);
}

#[test]
fn a_message_of_two_that_is_deleted_leaves_the_question() {
    check(
        "10:00 anna id=m1 | Where is it?
         10:05 anna id=m2 | Hello?
         10:10 anna deleted re=m1
         10:30 team | Here.",
        &["anna 1 answered 1800 n=2"],
    );
}

#[test]
fn a_question_deleted_before_its_answer_is_withdrawn_and_after_it_is_not() {
    check("10:00 anna id=m1 | Where is it?\n 10:10 anna deleted re=m1", &["anna 1 withdrawn"]);
    check(
        "10:00 anna id=m1 | Where is it?\n 10:05 team | Here.\n 10:10 anna deleted re=m1",
        &["anna 1 answered 300"],
    );
}

#[test]
fn an_answer_deleted_in_public_reopens_and_in_a_chat_does_not() {
    let script = |channel: &str| {
        format!(
            "@{channel}
             10:00 anna id=m1 | It broke on the first day.
             11:00 team id=a1 re=m1 | Write to us.
             12:00 team deleted re=a1"
        )
    };
    for channel in ["review", "comment", "forum"] {
        check(&script(channel), &["anna 1 waiting reply-deleted"]);
    }
    for channel in ["chat", "email", "social"] {
        check(&script(channel), &["anna 1 answered 3600 reply-deleted"]);
    }
}

#[test]
fn an_answer_that_still_stands_takes_the_place_of_a_deleted_one() {
    let script = |channel: &str, deleted: &str| {
        format!(
            "@{channel}
             10:00 anna id=m1 | It broke on the first day.
             11:00 team id=a1 | Write to us.
             11:30 team id=a2 re=m1 | We send a new one.
             11:40 team id=a3 | It is on its way.
             {deleted}"
        )
    };
    for channel in ["review", "comment", "forum"] {
        check(&script(channel, "12:00 team deleted re=a2"), &["anna 1 answered 3600"]);
        check(&script(channel, "12:00 team deleted re=a1"), &["anna 1 answered 5400 reply-deleted"]);
        let two = "12:00 team deleted re=a2\n 12:10 team deleted re=a1";
        check(&script(channel, two), &["anna 1 answered 6000 reply-deleted"]);
        let all = format!("{two}\n 12:20 team deleted re=a3");
        check(&script(channel, &all), &["anna 1 waiting reply-deleted"]);
    }
    check(&script("chat", "12:00 team deleted re=a1"), &["anna 1 answered 3600 reply-deleted"]);
}

#[test]
fn an_answer_deleted_after_a_second_question_reopens_the_first() {
    let script = "@forum
         10:00 anna id=m1 | Where is my parcel?
         11:00 team id=a1 | It arrives tomorrow at noon.
         11:30 anna id=m2 | And the invoice?
         12:00 team deleted re=a1";
    check(script, &["anna 1 waiting reply-deleted", "anna 2 waiting"]);
    check(
        &format!("{script}\n 13:00 team re=m2 | Both are on their way."),
        &["anna 1 answered 10800 reply-deleted", "anna 2 answered 5400"],
    );
    check(
        &format!("{script}\n 13:00 team closed"),
        &["anna 1 closed-without-reply reply-deleted", "anna 2 closed-without-reply"],
    );
}

#[test]
fn an_answer_to_several_that_is_deleted_reopens_them_all() {
    check(
        "@comment
         10:00 anna id=m1 | Where is my parcel?
         10:10 jan id=m2 | And mine?
         11:00 team id=a1 | On their way.
         12:00 team deleted re=a1",
        &["anna 1 waiting reply-deleted weak", "jan 1 waiting reply-deleted weak"],
    );
}

#[test]
fn a_blank_in_a_log_deletes_nothing() {
    check("@chat\n 10:00 anna | Where is it?\n 10:10 anna deleted", &["anna 1 waiting"]);
    check("@review\n 10:00 anna rating=1 | Broken.\n 11:00 team deleted", &["anna 1 waiting"]);
}

#[test]
fn an_edit_never_moves_the_start() {
    check("10:00 anna edited=11:00 | Where is it?\n 12:00 team | Here.", &["anna 1 answered 7200"]);
}

#[test]
fn in_a_group_each_waits_alone() {
    check(
        "@chat
         10:00 anna id=m1 | Are you open?
         10:01 jan id=m2 | Where is my bag?
         10:05 team re=m2 | Here.",
        &["anna 1 waiting", "jan 1 answered 240"],
    );
}

#[test]
fn in_a_group_an_answer_to_nobody_is_for_everyone() {
    check(
        "@chat
         10:00 anna | Are you open?
         10:01 jan | And tomorrow?
         10:05 team | Every day.",
        &["anna 1 answered 300 weak", "jan 1 answered 240 weak"],
    );
}

#[test]
fn in_a_group_thanks_of_one_settle_nothing_for_another() {
    check(
        "@chat
         10:00 anna | Are you open?
         10:01 bot | Every day.
         10:02 jan | Where is my bag?
         10:03 anna | Thanks!",
        &["anna 1 bot-resolved n=2 ack=60", "jan 1 waiting"],
    );
}

#[test]
fn in_a_group_one_who_asks_for_a_person_asks_for_themselves() {
    check(
        "@chat
         10:00 anna | Are you open?
         10:01 jan | Where is my bag?
         10:02 jan handoff",
        &["anna 1 waiting", "jan 1 waiting n=2 handoff"],
    );
}

#[test]
fn a_close_is_provisional() {
    let closed = "@chat\n 10:00 anna | Are you open?\n 10:10 team closed\n";
    check(closed, &["anna 1 closed-without-reply"]);
    check(&format!("{closed} 10:20 team | Yes."), &["anna 1 answered 1200"]);
    check(&format!("{closed} 10:20 team reopened"), &["anna 1 waiting"]);
    check(
        &format!("{closed} 12:00 anna | And now?\n 12:30 team | Yes."),
        &["anna 1 closed-without-reply", "anna 2 answered 1800"],
    );
}

#[test]
fn who_closed_is_told() {
    let by =
        |channel: &str, who: &str| format!("@{channel}\n 10:00 anna | Are you open?\n 10:10 {who} closed");
    check(&by("chat", "anna"), &["anna 1 closed-without-reply abandoned"]);
    check(&by("chat", "system"), &["anna 1 closed-without-reply timed-out"]);
    check(&by("email", "anna"), &["anna 1 withdrawn"]);
}

#[test]
fn a_visitor_who_left_was_answered_all_the_same() {
    check(
        "@chat
         10:00:00 anna | Are you open?
         10:00:20 anna closed
         10:01:30 team | Yes.",
        &["anna 1 answered 90 abandoned"],
    );
}

#[test]
fn a_reply_to_a_message_we_lack_tells_of_an_answer_elsewhere() {
    check(
        "10:00 anna id=m1 | Where is it?
         12:00 anna re=lost | And the other one?
         12:30 team | Here.",
        &["anna 1 answered-elsewhere", "anna 2 answered 1800"],
    );
}

#[test]
fn a_message_we_lack_that_was_named_before_the_question_is_older_than_it() {
    check(
        "@chat
         09:00 anna | Do you send invoices?
         09:10 team | Yes, by mail.
         10:00 anna re=lost | Where is my parcel?
         10:30 anna re=lost | Does anybody read this?",
        &["anna 1 answered 600", "anna 2 waiting n=2"],
    );
    check(
        "10:00 anna re=old refs=older | Where is it?\n 10:30 anna re=older | Thank you!",
        &["anna 2 waiting n=2 left-truncated"],
    );
    // It was written while she waited.
    check(
        "10:00 anna | Where is it?
         11:00 anna re=lost | And the other one?
         12:00 anna re=lost | Hello?",
        &["anna 1 answered-elsewhere", "anna 2 waiting n=2"],
    );
}

#[test]
fn thanks_for_a_message_we_lack_tell_of_an_answer_elsewhere() {
    check(
        "10:00 anna id=m1 | Where is it?\n 12:00 anna re=lost | Thank you!",
        &["anna 1 answered-elsewhere"],
    );
    check("10:00 anna id=m1 | Where is it?\n 12:00 anna re=m1 | Thank you!", &["anna 1 waiting n=2"]);
}

#[test]
fn a_mail_marked_as_replied_to_was_answered_elsewhere() {
    check("10:00 anna replied | Where is it?", &["anna 1 answered-elsewhere"]);
    check("10:00 anna replied | Where is it?\n 10:05 anna | Hello?", &["anna 1 waiting n=2"]);
    check("10:00 anna replied | Where is it?\n 10:05 team | Here.", &["anna 1 answered 300"]);
}

#[test]
fn a_missed_call_is_answered_by_a_call_back() {
    check(
        "@phone
         10:00 anna missed-call
         10:10 anna missed-call
         10:20 team missed-call
         10:30 team call",
        &["anna 1 answered 1800 n=2 call-attempted"],
    );
}

#[test]
fn a_call_that_gets_through_ends_the_wait_or_is_one() {
    check("@phone\n 10:00 anna call", &["anna 1 answered 0"]);
    check("@phone\n 10:00 anna missed-call\n 10:05 anna call", &["anna 1 answered 300 n=2 called-again"]);
}

#[test]
fn a_call_after_a_close_is_a_new_question() {
    check(
        "@phone
         10:00 anna missed-call
         10:05 team closed
         11:00 anna call",
        &["anna 1 closed-without-reply", "anna 2 answered 0"],
    );
}

#[test]
fn later_messages_do_not_exist() {
    check(
        "@as-of 10:20
         10:00 anna | Where is it?
         10:20:01 team | Here.
         10:30 anna | Thanks, but where exactly?",
        &["anna 1 waiting"],
    );
}

#[test]
fn an_export_that_cannot_carry_replies_makes_no_waits() {
    check("@hidden\n @review\n 10:00 anna rating=1 | Broken.", &[]);
}

#[test]
fn without_outgoing_mail_rows_say_so() {
    let script = "@file inbox.mbox mbox\n 10:00 anna to=team | Where is it?";
    check(script, &["anna 1 waiting no-reply-in-this-export"]);
    assert!(case(script).all.mail_without_outgoing);
    check(&format!("{script}\n 10:10 team to=jan c=c2 | Here."), &["anna 1 waiting"]);
}

#[test]
fn what_stops_the_clock_is_a_policy() {
    let script = |event: &str| format!("@chat\n 10:00 anna | Where is it?\n 10:10 {event}");
    let cases = [
        ("holding", "team | We are checking and will write back.", "anna 1 waiting held=600"),
        ("note", "team note | ask Ola", "anna 1 waiting"),
        ("close", "team closed", "anna 1 closed-without-reply"),
        ("reaction", "team reaction | 👍", "anna 1 waiting ack=600"),
        ("auto-reply", "team auto-reply | Got it", "anna 1 waiting ack=600"),
        ("bot", "bot | In Warsaw", "anna 1 waiting ack=600"),
    ];
    for (name, event, otherwise) in cases {
        check(&script(event), &[otherwise]);
        let stop = format!("stop = [\"reply\", \"{name}\"]");
        check_policy(&stop, &script(event), &["anna 1 answered 600"]);
    }
}

#[test]
fn what_else_opens_and_splits_waits_is_a_policy() {
    let thanks = "10:00 anna | Where is it?\n 10:10 team | Here.\n 10:20 anna | Thanks!";
    check(thanks, &["anna 1 answered 600"]);
    check_policy("thanks = \"counts\"", thanks, &["anna 1 answered 600", "anna 2 waiting"]);

    let further = "10:00 anna | Where is it?\n 10:10 team | Here.\n 10:20 anna | And the other?";
    check_policy("followups = false", further, &["anna 1 answered 600"]);

    let closed = "10:00 anna | Where is it?\n 10:10 team | Here.\n 10:15 team closed\n 10:20 anna | Where?";
    check(closed, &["anna 1 answered 600", "anna 2 waiting"]);
    check_policy("close_starts_case = true", closed, &["anna 1 answered 600", "anna 1#2 waiting"]);

    let silent = "10:00 anna | Where is it?\n 10:10 team | Here.\n 3/10:10 anna | Where?";
    check(&format!("@chat\n{silent}"), &["anna 1 answered 600", "anna 1#2 waiting"]);
    let never = "new_case_after = \"never\"";
    check_policy(never, &format!("@chat\n{silent}"), &["anna 1 answered 600", "anna 2 waiting"]);
    check(silent, &["anna 1 answered 600", "anna 2 waiting"]);
    check_policy("new_thread_after = \"24h\"", silent, &["anna 1 answered 600", "anna 1#2 waiting"]);
}

#[test]
fn a_reply_to_a_review_that_is_not_shown_yet_leaves_it_waiting() {
    check(
        "@review
         10:00 anna rating=1 | Broken.
         11:00 team draft | We are sorry, send it back.",
        &["anna 1 waiting reply-pending"],
    );
    check(
        "@comment
         10:00 anna | Where is it?
         11:00 team draft | On its way.",
        &["anna 1 waiting reply-pending"],
    );
    check(
        "@chat
         10:00 anna | Where is it?
         11:00 team draft | On its way.",
        &["anna 1 waiting"],
    );
}

#[test]
fn a_reply_to_a_review_that_promises_more_answers_it() {
    let reply = "11:00 team | We are looking into this and will get back to you.";
    check(&format!("@review\n 10:00 anna rating=1 | Broken.\n {reply}"), &["anna 1 answered 3600"]);
    check(&format!("@chat\n 10:00 anna | Broken.\n {reply}"), &["anna 1 waiting held=3600"]);
}

#[test]
fn what_opens_a_review_is_a_policy() {
    let stars = "@review\n 10:00 anna rating=1";
    check(stars, &[]);
    check_policy("star_only = \"counts\"", stars, &["anna 1 waiting"]);
    let happy = "@review\n 10:00 anna rating=5 | Very good.";
    check(happy, &[]);
    check_policy("reviews = \"all\"", happy, &["anna 1 waiting"]);
    check("@review\n 10:00 anna rating=5 | Very good. Does it come in red?", &["anna 1 waiting"]);
    check("@review\n 10:00 anna rating=3 | It works.", &["anna 1 waiting"]);
    check_policy(
        "negative = { stars = 4 }",
        "@review\n 10:00 anna rating=4 | It works.",
        &["anna 1 waiting"],
    );
}

#[test]
fn silence_after_a_bot_resolves_from_the_limit_on() {
    let at = |time: &str| {
        format!("@as-of {time}\n @chat\n 10:00:00 anna | Are you open?\n 10:00:05 bot | Every day.")
    };
    check(&at("3/10:00:04"), &["anna 1 waiting ack=5"]);
    check(&at("3/10:00:05"), &["anna 1 bot-resolved ack=5 unconfirmed"]);
    check_policy("bot_silence = \"waiting\"", &at("9/10:00"), &["anna 1 waiting ack=5"]);
}

#[test]
fn a_person_is_owed_after_a_handoff() {
    check(
        "@as-of 9/10:00
         @chat
         10:00:00 anna | Are you open?
         10:00:05 bot | Let me connect you.
         10:00:10 bot handoff",
        &["anna 1 waiting ack=5 handoff"],
    );
}

#[test]
fn a_bot_that_promises_a_person_settles_nothing() {
    let script = |words: &str| {
        format!(
            "@as-of 9/10:00
             @chat
             10:00:00 anna | Are you open?
             10:00:05 bot | {words}"
        )
    };
    for words in [
        "I am connecting you to a consultant.",
        "I will transfer you to one of our agents.",
        "Łączę z konsultantem.",
        "Przekazuję rozmowę konsultantowi.",
        "Соединяю вас с оператором.",
        "Перевожу вас на оператора.",
        "Yhdistän sinut asiakaspalvelijalle.",
        "Siirrän keskustelun asiakaspalvelijalle.",
    ] {
        check(&script(words), &["anna 1 waiting ack=5"]);
    }
    // What it answered before the promise does not settle it either, what it answers afterwards does.
    let promise = "Every day.\n 10:00:20 bot | I will transfer you to one of our agents.";
    check(&script(promise), &["anna 1 waiting ack=5"]);
    check(
        &script(&format!("{promise}\n 10:01:00 bot | On Sundays from 10.")),
        &["anna 1 bot-resolved ack=5 unconfirmed"],
    );
}

#[test]
fn whom_a_person_promised_an_answer_no_bot_has_settled() {
    let script = |end: &str| {
        format!(
            "@as-of 9/10:00
             @chat
             10:00 anna | Where is my parcel?
             10:01 bot | It takes two working days.
             10:05 team | We are checking and will get back to you within 24 hours.
             {end}"
        )
    };
    check(&script(""), &["anna 1 waiting ack=60 held=300 due=86700"]);
    check(&script("10:06 anna | Thanks!"), &["anna 1 waiting n=2 ack=60 held=300 due=86700"]);
    check(&script("10:06 anna closed"), &["anna 1 closed-without-reply ack=60 held=300 due=86700 abandoned"]);
    check(
        &script("10:06 bot | On Wednesday, that is."),
        &["anna 1 bot-resolved ack=60 held=300 due=86700 unconfirmed"],
    );
}

#[test]
fn a_person_who_answers_after_a_bot_takes_silence_back() {
    check(
        "@chat
         10:00 anna | Are you open?
         10:01 bot | Every day.
         4/10:00 team | Not on Sundays.",
        &["anna 1 answered 172800 ack=60"],
    );
}

#[test]
fn each_preset_judges_by_its_own_rules() {
    let script = "@chat
         10:00 anna | Where is my parcel?
         10:01 team | We are checking and will write back.
         12:00 team | It is in Warsaw.
         12:05 anna | Thanks!
         12:10 team closed
         12:20 anna | In which street?";
    let thanks_count = ["anna 1 answered 60", "anna 2 closed-without-reply", "anna 3 waiting"];
    check_policy("preset = \"hearback\"", script, &["anna 1 answered 7200 held=60", "anna 2 waiting"]);
    for preset in ["zendesk", "intercom", "amazon"] {
        check_policy(&format!("preset = \"{preset}\""), script, &thanks_count);
    }
    let front = ["anna 1 answered 60", "anna 2 closed-without-reply", "anna 1#2 waiting"];
    check_policy("preset = \"front\"", script, &front);
    check_policy("preset = \"allegro\"", script, &["anna 1 answered 60", "anna 2 waiting"]);
    check_policy("preset = \"facebook\"", script, &["anna 1 answered 60"]);
}

#[test]
fn a_colleague_whom_only_the_data_calls_team_is_no_customer() {
    check(
        "@team none
         10:00 anna role=customer | Where is it?
         10:10 ola@shop.example role=team to=jan@shop.example | Jan, can you see to it?
         11:00 jan@shop.example role=team to=anna@example.org | It comes tomorrow.",
        &["anna 1 answered 3600"],
    );
}

#[test]
fn an_answer_that_calls_one_by_name_answers_nobody_else() {
    let asked = "@chat\n 10:00 anna | Where is it?\n 10:10 jan | Do you have blue ones?\n";
    check(
        &format!("{asked} 10:20 team to=jan calls | Yes, we have."),
        &["anna 1 waiting", "jan 1 answered 600"],
    );
    // Whom nobody knows may be a word.
    let all = ["anna 1 answered 1200 weak", "jan 1 answered 600 weak"];
    check(&format!("{asked} 10:20 team to=note calls | Tomorrow."), &all);
    // Only where the text names somebody: a recipient may be one of many.
    check(&format!("{asked} 10:20 team to=jan | Yes, we have."), &all);
    // Who asked before and waits no more.
    check(
        &format!("{asked} 10:20 team to=jan calls | Yes.\n 10:30 team to=jan calls | In two shades."),
        &["anna 1 waiting", "jan 1 answered 600"],
    );
}

#[test]
fn an_answer_of_one_who_only_may_be_of_the_team_is_weak() {
    check("10:00 anna | Where?\n 10:30 team guessed | Here.", &["anna 1 answered 1800 weak"]);
}

#[test]
fn in_public_a_reply_to_what_is_gone_or_to_a_stranger_answers_nobody_else() {
    let below = |parent: &str| {
        format!("@forum\n 10:00 anna id=m1 | Where is it?\n {parent}\n 10:30 team re=x | Sorry.")
    };
    for gone in [
        "10:05 system deleted id=x",
        "10:05 jan spam id=x | buy pills",
        "10:05 jan@dostawca.example id=x | We made it.",
    ] {
        check(&below(gone), &["anna 1 waiting"]);
    }
}

#[test]
fn what_we_add_to_our_own_reply_speaks_to_whom_that_one_did() {
    check(
        "@forum
         10:00 anna id=m1 | Where is it?
         10:01 jan id=m2 | And mine?
         10:30 team id=a1 re=m2 | We are checking and will write back.
         11:00 ola@sklep.example re=a1 | It comes tomorrow.",
        &["anna 1 waiting", "jan 1 answered 3540 held=1740"],
    );
    check(
        "@forum
         10:00 anna id=m1 | Where is it?
         10:30 team id=a1 | We are checking and will write back.
         11:00 ola@sklep.example re=a1 | It comes tomorrow.",
        &["anna 1 answered 3600 held=1800"],
    );
}

#[test]
fn in_mail_a_reply_to_a_partner_or_a_colleague_answers_the_customer_who_stands_on_it() {
    check(
        "10:00 anna id=m1 | Where is it?
         10:05 jan@dostawca.example id=x to=anna,team | We sent it.
         10:30 team re=x to=anna,jan@dostawca.example | It comes tomorrow.",
        &["anna 1 answered 1800"],
    );
}
