use crate::conversation::testing::check;

/// Anna and Jan are answered, and a mail comes back.
fn after(bounce: &str) -> String {
    format!(
        "@apart
         @as-of 9/10:00
         12:00 anna id=m1 to=team | Where is my parcel?
         12:10 jan id=m2 to=team | Where is mine?
         13:00 team id=a1 re=m1 to=anna | In Warsaw.
         13:01 team id=a2 re=m2 to=jan | In Kraków.
         {bounce}"
    )
}

#[test]
fn a_bounce_that_names_only_an_address_voids_the_last_mail_to_it() {
    check(&after(""), &["anna 1 answered 3600", "jan 1 answered 3060"]);
    check(
        &after("13:05 system bounce id=b1 to=team answer-to=anna"),
        &["anna 1 waiting bounced", "jan 1 answered 3060"],
    );
    check(
        &after("13:05 system bounce id=b1 to=team answer-to=ola"),
        &["anna 1 answered 3600", "jan 1 answered 3060"],
    );
}

#[test]
fn what_was_sent_more_than_three_days_before_did_arrive() {
    let at = |time: &str| after(&format!("{time} system bounce id=b1 to=team answer-to=anna"));
    check(&at("5/13:00"), &["anna 1 waiting bounced", "jan 1 answered 3060"]);
    check(&at("5/13:00:01"), &["anna 1 answered 3600", "jan 1 answered 3060"]);
}

#[test]
fn of_two_mails_the_later_one_came_back_and_a_newsletter_is_none_of_the_answers() {
    check(
        &after(
            "13:03 team id=a3 re=m1 to=anna | At the post office.
             13:05 system bounce id=b1 to=team answer-to=anna",
        ),
        &["anna 1 answered 3600", "jan 1 answered 3060"],
    );
    check(
        &after(
            "13:03 team bulk id=news to=anna | News.
             13:05 system bounce id=b1 to=team answer-to=anna",
        ),
        &["anna 1 answered 3600", "jan 1 answered 3060"],
    );
}

#[test]
fn a_bounce_voids_what_went_to_its_address_and_not_the_last_of_the_conversation() {
    check(
        &after(
            "13:03 team id=a3 re=m1 to=hurt@dostawca.example,ola@sklep.example | Please send it today.
             13:05 system bounce id=b1 to=team answer-to=anna",
        ),
        &["anna 1 waiting bounced", "jan 1 answered 3060"],
    );
}
