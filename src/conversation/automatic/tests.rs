use crate::conversation::testing::{check, check_policy};

/// Five customers ask and get the same words after `delay` seconds, then more.
fn five(delay: u32, then: &str) -> String {
    let mut script = String::from("@as-of 3/10:00\n");
    for (n, who) in ["anna", "ola", "jan", "ewa", "leo"].into_iter().enumerate() {
        let (minutes, seconds) = (delay / 60, delay % 60);
        script.push_str(&format!("1{n}:00:00 {who} c={who} id={who}1 | Where is my parcel?\n"));
        script.push_str(&format!(
            "1{n}:{minutes:02}:{seconds:02} team c={who} re={who}1 to={who} | Your letter is in good hands.\n"
        ));
        script.push_str(&then.replace("WHO", who).replace("HOUR", &format!("1{n}")));
    }
    script
}

const PERSON: &str = "HOUR:30:00 team c=WHO re=WHO1 to=WHO | It is on its way, WHO.\n";

#[test]
fn the_same_words_at_once_to_five_customers_acknowledge() {
    let expected: Vec<String> =
        ["anna", "ola", "jan", "ewa", "leo"].iter().map(|who| format!("{who} 1 waiting ack=30")).collect();
    check(&five(30, ""), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    let answered: Vec<String> =
        expected.iter().map(|line| line.replace("waiting", "answered 1800")).collect();
    check(&five(30, PERSON), &answered.iter().map(String::as_str).collect::<Vec<_>>());
    check(
        &five(120, ""),
        &[
            "anna 1 waiting ack=120",
            "ola 1 waiting ack=120",
            "jan 1 waiting ack=120",
            "ewa 1 waiting ack=120",
            "leo 1 waiting ack=120",
        ],
    );
}

/// What becomes of five customers who got `words` after `delay` seconds, each with a number of their own for `NO`.
#[track_caller]
fn check_numbered(words: &str, delay: u32, scene: &str, expected: &str) {
    let script: String = five(delay, "")
        .lines()
        .enumerate()
        .map(|(n, line)| {
            let words = words.replace("NO", &(1000 + n).to_string());
            format!("{}\n", line.replace("Your letter is in good hands.", &words))
        })
        .collect();
    let expected: Vec<String> =
        ["anna", "ola", "jan", "ewa", "leo"].iter().map(|who| format!("{who} 1 {expected}")).collect();
    check(&format!("{scene}{script}"), &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

const TICKET: &str = "Thank you for your message. We have received it. Your ticket: NO.";

#[test]
fn an_acknowledgement_may_name_each_customers_ticket() {
    check_numbered(TICKET, 30, "", "waiting ack=30");
    check_numbered(TICKET, 121, "", "answered 121");
    check_numbered(TICKET, 15, "@chat\n", "answered 15");
}

#[test]
fn short_answers_that_differ_in_a_number_are_different_answers() {
    check_numbered("The delivery costs NO zł.", 60, "", "answered 60");
    check_numbered("The delivery costs 20 zł.", 60, "", "waiting ack=60");
}

#[test]
fn what_persons_write_with_a_number_before_more_is_an_answer() {
    let script = five(300, PERSON);
    let mut n = 0;
    let script: String = script
        .lines()
        .map(|line| {
            n += 1;
            let words = format!("Your parcel was sent on Monday, and its number is {n}.");
            format!("{}\n", line.replace("Your letter is in good hands.", &words))
        })
        .collect();
    check(
        &script,
        &[
            "anna 1 answered 300",
            "ola 1 answered 300",
            "jan 1 answered 300",
            "ewa 1 answered 300",
            "leo 1 answered 300",
        ],
    );
}

#[test]
fn the_same_words_later_are_a_template_that_answers() {
    check(
        &five(121, ""),
        &[
            "anna 1 answered 121",
            "ola 1 answered 121",
            "jan 1 answered 121",
            "ewa 1 answered 121",
            "leo 1 answered 121",
        ],
    );
}

#[test]
fn the_same_words_later_acknowledge_where_persons_answer_after_them() {
    check(
        &five(300, PERSON),
        &[
            "anna 1 answered 1800 ack=300",
            "ola 1 answered 1800 ack=300",
            "jan 1 answered 1800 ack=300",
            "ewa 1 answered 1800 ack=300",
            "leo 1 answered 1800 ack=300",
        ],
    );
}

#[test]
fn four_customers_are_not_many() {
    let script = five(30, "").replace("c=leo", "c=ewa").replace("to=leo", "to=ewa").replace(" leo ", " ewa ");
    check(
        &script,
        &[
            "anna 1 answered 30",
            "ola 1 answered 30",
            "jan 1 answered 30",
            "ewa 1 answered 30",
            "ewa 2 answered 30",
        ],
    );
}

#[test]
fn a_hasty_mail_acknowledges_when_a_person_s_follows() {
    let question =
        "10:00:00 anna id=1 | Where is my parcel?\n10:01:00 team re=1 | Your letter is in good hands.\n";
    check(&format!("@as-of 3/10:00\n{question}"), &["anna 1 answered 60"]);
    check(
        &format!("@as-of 3/10:00\n{question}10:30:00 team re=1 | It is on its way.\n"),
        &["anna 1 answered 1800 ack=60"],
    );
    // The customer wrote in between: both were answers.
    check(
        &format!("@as-of 3/10:00\n{question}10:20:00 anna id=2 | Whose hands?\n10:30:00 team re=2 | Ours.\n"),
        &["anna 1 answered 60", "anna 2 answered 600"],
    );
}

#[test]
fn a_quick_answer_in_the_middle_of_an_exchange_is_one() {
    check(
        "@as-of 3/10:00\n10:00:00 anna id=1 | Where is it?\n10:30:00 team re=1 id=2 | On its way.\n\
         11:00:00 anna id=3 re=2 | When will it come?\n11:01:00 team re=3 | Tomorrow.\n11:10:00 team re=3 | At noon.\n",
        &["anna 1 answered 1800", "anna 2 answered 60"],
    );
}

#[test]
fn a_policy_that_lets_machines_answer_is_heard() {
    check_policy(
        "stop = [\"reply\", \"auto-reply\"]",
        "@as-of 3/10:00\n10:00:00 anna id=1 | Where?\n10:01:00 team re=1 | In good hands.\n10:30:00 team re=1 | Sent.\n",
        &["anna 1 answered 60"],
    );
}

#[test]
fn a_chat_greets_within_fifteen_seconds() {
    let of_chat = |delay| format!("@chat\n{}", five(delay, ""));
    check(
        &of_chat(15),
        &[
            "anna 1 waiting ack=15",
            "ola 1 waiting ack=15",
            "jan 1 waiting ack=15",
            "ewa 1 waiting ack=15",
            "leo 1 waiting ack=15",
        ],
    );
    check(
        &of_chat(16),
        &[
            "anna 1 answered 16",
            "ola 1 answered 16",
            "jan 1 answered 16",
            "ewa 1 answered 16",
            "leo 1 answered 16",
        ],
    );
    // One quick person does not make a machine.
    check(
        "@chat\n@as-of 3/10:00\n10:00:00 anna | Hi?\n10:00:05 team | Yes.\n10:00:20 team | Tell me.\n",
        &["anna 1 answered 5"],
    );
}

#[test]
fn what_a_program_of_ours_wrote_to_the_customer_acknowledges() {
    let script = |to: &str, why: &str| {
        format!(
            "@as-of 11:00\n @file inbox.mbox mbox\n 10:00 anna id=a1 to=team | Where is it?
             10:01 team bulk why={why} re=a1 to={to} | Got it."
        )
    };
    check(&script("anna", "header:auto-submitted"), &["anna 1 waiting ack=60"]);
    // Told to ourselves, or to many: no receipt, and no outgoing mail that would show the Sent folder.
    check(&script("team", "header:auto-submitted"), &["anna 1 waiting no-reply-in-this-export"]);
    check(&script("anna", "from:noreply"), &["anna 1 waiting no-reply-in-this-export"]);
}
