use crate::conversation::testing::case;

/// What is inferred about the team, with its evidence, and whether nothing could be told.
#[track_caller]
fn check(script: &str, expected: &[&str], undecided: bool) {
    let case = case(script);
    let people = &case.all.people;
    let inferred: Vec<String> =
        people.inferred.iter().map(|one| format!("{}: {:?}", one.member, one.why)).collect();
    assert_eq!(inferred, expected, "{script}");
    assert_eq!(people.undecided.is_some(), undecided, "{script}");
}

#[test]
fn senders_of_sent_mail_are_the_team_by_domain() {
    check(
        "@team none
         10:00 anna to=ola@shop.example | Where is it?
         10:05 ola@shop.example sent to=anna | Here.
         10:06 jan@shop.example sent to=anna | In Warsaw.",
        &["@shop.example: SentMail(2)"],
        false,
    );
}

#[test]
fn without_sent_mail_the_mailbox_that_most_mail_was_put_into_is_the_team() {
    let asked = "10:00 anna to=help@shop.example | Where?\n 10:05 help@shop.example to=anna | Here.";
    let put = |n: usize, address: &str| format!("@delivered {address}\n ").repeat(n);
    let mailbox = put(3, "help@shop.example");
    check(&format!("@team none\n {mailbox}{asked}"), &["help@shop.example: Delivered(3)"], false);
    let other = put(3, "jan@else.example");
    check(&format!("@team none\n {mailbox}{other}{asked}"), &[], true);
}

#[test]
fn a_mailbox_everybody_can_have_says_nothing_about_its_neighbours() {
    check(
        "@team none
         10:00 anna@gmail.com to=shop@gmail.com | Where is it?
         10:05 shop@gmail.com sent to=anna@gmail.com | Here.",
        &["shop@gmail.com: SentMail(1)"],
        false,
    );
}

/// Mails of so many customers to one address, and of the first customer to so many others.
fn inbox(n_to_shop: usize, n_to_others: usize) -> String {
    let to_shop = (0..n_to_shop).map(|n| format!("10:00 c{n} c=c{n} to=help@shop.example | Where?\n"));
    let others = (0..n_to_others).map(|n| format!("10:00 c0 c=o{n} to=other{n} | Where?\n"));
    to_shop.chain(others).fold("@team none\n".to_owned(), |script, line| script + &line)
}

#[test]
fn the_address_that_most_conversations_share_is_the_team() {
    check(&inbox(3, 0), &["help@shop.example: Busiest(3, 1)"], false);
    check(&inbox(4, 1), &["help@shop.example: Busiest(4, 2)"], false);
}

#[test]
fn two_conversations_or_a_close_second_are_not_enough() {
    check(&inbox(2, 0), &[], true);
    check(&inbox(3, 1), &[], true);
}

#[test]
fn the_owner_of_a_chat_is_the_team() {
    check(
        "@team none\n @owner Ola\n @chat\n 10:00 :Anna | Where?\n 10:05 :Ola | Here.",
        &["Ola: Owner(1)"],
        false,
    );
}

#[test]
fn in_chats_the_author_of_most_conversations_is_the_team() {
    let chat = |n: usize| format!("10:00 :Anna{n} c=c{n} | Where?\n 10:05 :Ola c=c{n} | Here.\n");
    check(&format!("@team none\n @chat\n {}", chat(1)), &[], true);
    check(&format!("@team none\n @chat\n {}{}", chat(1), chat(2)), &["Ola: Busiest(2, 1)"], false);
}

#[test]
fn a_chat_of_two_that_is_named_after_one_was_written_with_the_other() {
    check(
        "@team none\n @peer Anna\n @chat\n 10:00 :Anna | Where?\n 10:05 :Ola | Here.",
        &["Ola: Peer"],
        false,
    );
}

#[test]
fn an_owner_who_never_writes_where_others_talk_is_not_the_team() {
    let named_after_anna = "@team none\n @owner Me\n @peer Anna\n @chat\n";
    let asked = "10:00 :Anna role=customer | Where?\n";
    check(&format!("{named_after_anna}{asked} 10:05 :Ola | Here."), &["Ola: Peer"], false);
    check(
        "@team none\n @owner 111\n @peer 222\n @chat\n 10:00 :Anna | Where?\n 10:05 :Ola | Here.",
        &[],
        true,
    );
    let chat = |n: usize| {
        format!("@file {n}\n @owner 111\n 10:00 :Anna{n} c=c{n} | Where?\n 10:05 :Ola c=c{n} | Here.\n")
    };
    check(&format!("@team none\n @chat\n {}{}", chat(1), chat(2)), &["Ola: Busiest(2, 1)"], false);
}

#[test]
fn an_owner_who_never_answered_is_the_team_all_the_same() {
    let asked = "10:00 :Anna c=anna | Where?\n 10:00 :Jan c=jan | And mine?";
    check(&format!("@team none\n @owner Shop\n @chat\n {asked}"), &["Shop: Owner(1)"], false);
}

#[test]
fn who_writes_alone_in_a_file_of_that_name_is_a_customer() {
    check("@team none\n @peer Anna\n @chat\n 10:00 :Anna | Where?", &[], false);
}

#[test]
fn the_customer_of_one_file_is_not_the_team_of_a_group() {
    check(
        "@team none\n @chat\n @peer Anna\n 10:00 :Anna c=anna | Where?
         @file group\n 10:00 :Anna c=group | Who orders?\n 10:01 :Ewa c=group | I do.\n 10:02 :Jan c=group | Me, too.",
        &[],
        true,
    );
}

#[test]
fn a_team_that_the_settings_name_is_not_added_to() {
    check(&inbox(5, 0).replace("@team none\n", ""), &[], false);
    let chat = |n: usize| format!("10:00 :Anna{n} c=c{n} | Where?\n 10:05 :Jan c=c{n} | Who knows?\n");
    check(&format!("@chat\n {}{}{}", chat(1), chat(2), chat(3)), &[], false);
}

#[test]
fn a_file_that_tells_its_owner_adds_to_a_team_that_never_speaks_in_chats() {
    check("@owner Ola\n @chat\n 10:00 :Anna | Where?\n 10:05 :Ola | Here.", &["Ola: Owner(1)"], false);
}

#[test]
fn roles_in_the_data_need_no_team() {
    check("@team none\n 10:00 anna role=customer | Where?\n 10:05 :ola role=team | Here.", &[], false);
}

#[test]
fn beside_comments_with_accounts_a_guest_is_not_the_team() {
    let comment = |n: usize| format!("10:00 nobody name=Guest c=c{n} | Where?\n 10:05 :ola c=c{n} | Here.\n");
    let all = format!("{}{} 10:00 nobody name=Guest c=c3 | Where?", comment(1), comment(2));
    check(&format!("@team none\n @comment\n {all}\n 10:00 nobody name=Guest c=c4 | Where?"), &[], true);
}

#[test]
fn who_sent_mail_and_has_no_address_is_the_team_by_name() {
    let script = "10:00 anna to=help@shop.example | Where is it?
         10:05 nobody name=Kasia_Nowak sent to=anna | Here.";
    check(&format!("@team none\n {script}"), &["Kasia Nowak: SentMail(1)"], false);
    // The settings name others.
    check(script, &["Kasia Nowak: SentMail(1)"], false);
    check(&script.replace("Kasia_Nowak", "Sklep"), &[], false);
}
