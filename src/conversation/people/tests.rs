use crate::conversation::testing::{case, told};
use crate::message::{Channel, Role};

/// The roles of a script's messages, in the order of its lines.
#[track_caller]
fn check(script: &str, expected: &[Role]) {
    assert_eq!(case(script).all.people.roles, expected, "{script}");
}

#[test]
fn the_role_in_the_data_beats_the_settings() {
    check("10:00 team role=customer | Hello?\n 10:01 anna role=team | Hello.", &[Role::Customer, Role::Team]);
}

#[test]
fn addresses_match_whole_or_by_domain_whatever_case_and_tag() {
    check(
        "10:00 POMOC+Zwroty@Sklep.Example | Hello.
         10:01 ola@sklep.example | Hello.
         10:02 ola@nie.sklep.example | Hello?
         10:03 sklep.example@example.org | Hello?",
        &[Role::Team, Role::Team, Role::Customer, Role::Customer],
    );
}

#[test]
fn a_whole_address_speaks_for_nobody_else_of_its_domain() {
    check(
        "@team none
         @toml [team]
         @toml addresses = [\"shop+orders@gmail.com\"]
         10:00 shop@gmail.com | Hello.
         10:01 Shop+returns@gmail.com | Hello.
         10:02 anna@gmail.com | Hello?",
        &[Role::Team, Role::Team, Role::Customer],
    );
}

#[test]
fn phones_match_by_their_digits() {
    check(
        "@phone
         10:00 :+48_22_123-45-67 call
         10:01 :+48221234568 missed-call",
        &[Role::Team, Role::Customer],
    );
}

#[test]
fn a_number_that_is_no_telephones_matches_as_a_whole() {
    check(
        "@team none\n @toml [team]\n @toml phones = [\"111\"]\n @chat\n 10:00 :111 | Hello.\n 10:01 :1111 | Hello?",
        &[Role::Team, Role::Customer],
    );
}

#[test]
fn names_match_whatever_case() {
    check(
        "@chat\n 10:00 :SKLEP | Hello.\n 10:01 nobody name=sklep | Hello.\n 10:02 :Sklepik | Hello?",
        &[Role::Team, Role::Team, Role::Customer],
    );
}

#[test]
fn a_bot_that_writes_from_the_teams_address_is_a_bot() {
    check("@chat\n 10:00 team name=Doradca | Hello.\n 10:01 bot | Hello.", &[Role::Bot, Role::Bot]);
}

#[test]
fn a_name_of_the_team_beats_a_partners_address() {
    check(
        "10:00 hurt@dostawca.example name=Sklep | Hello.\n 10:01 hurt@dostawca.example | Hello.",
        &[Role::Team, Role::Other],
    );
}

#[test]
fn events_of_nobody_are_the_systems() {
    check("@chat\n 10:00 anna | Hello?\n 10:01 system closed", &[Role::Customer, Role::System]);
}

#[test]
fn a_form_that_writes_from_us_to_us_speaks_for_its_customer() {
    let case = case("10:00 team to=team answer-to=anna | Where is it?");
    let people = &case.all.people;
    assert_eq!((people.roles[0], people.channels[0]), (Role::Customer, Channel::Form));
    assert_eq!(case.archive.text(people.who[0]), Some("anna@example.org"));
    assert_eq!(case.archive.text(case.all.waits[0].customer), Some("anna@example.org"));
}

#[test]
fn a_copy_of_a_form_that_goes_to_the_customer_is_ours() {
    check("10:00 team to=anna answer-to=anna | We got your question.", &[Role::Team]);
    check("10:00 team to=team answer-to=ola@sklep.example | A note.", &[Role::Team]);
}

#[test]
fn a_mailbox_that_mail_was_put_into_is_no_customer() {
    // Else it were a customer common to all mail, and a forged reference would join.
    let script = "@apart
         @file inbox.mbox mbox
         @delivered web12@host.example
         10:00 anna id=m1 to=team,web12@host.example | Where is my parcel?
         11:00 jan id=m2 re=m1 to=team,web12@host.example | Where is mine?
         12:00 team re=m1 to=ola@sklep.example,web12@host.example | Do you know?";
    assert_eq!(told(&case(script)), ["anna 1 waiting", "jan 1 waiting"]);
}
