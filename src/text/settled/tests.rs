use crate::message::Closing;
use crate::text::Reader;

#[track_caller]
fn check(closing: Closing, texts: &[&str]) {
    let reader = Reader::new(&[]);
    for text in texts {
        assert_eq!(reader.read(text).closing, closing, "{text}");
    }
}

#[test]
fn how_it_ended_closes_beside_thanks_and_alone() {
    check(
        Closing::Thanks,
        &["Thanks, the parcel has arrived", "Kiitos, paketti saapui eilen", "Danke, geht wieder"],
    );
    // Alone it may answer a question of ours, so it is no more than a bare yes.
    check(Closing::Bare, &["The parcel has arrived", "Paczka już dotarła", "Деньги уже вернулись"]);
}

#[test]
fn what_the_customer_will_do_closes_only_beside_thanks_or_agreement() {
    check(Closing::Thanks, &["Thanks, I'll wait until Friday", "Tack, jag väntar till fredag"]);
    check(Closing::Bare, &["Ok, I'll wait until Friday", "Dobrze, poczekam do piątku"]);
    check(
        Closing::No,
        &["I'll wait until Friday or I call my lawyer", "I'll wait until Friday", "Zapłaciłam wczoraj"],
    );
}

#[test]
fn one_unknown_thing_may_arrive_and_nothing_unknown_may_follow() {
    check(Closing::Thanks, &["Thanks, the kettle arrived today", "Dziękuję, nowa pralka przyszła wczoraj"]);
    check(Closing::No, &["Thanks, the kettle arrived dented", "Dziękuję, pralka przyszła porysowana"]);
    check(Closing::No, &["Thanks, half the kettle arrived", "Thanks, kettle arrived today, lid loose"]);
}

#[test]
fn a_denial_a_but_a_condition_or_a_wish_keeps_it_open() {
    check(
        Closing::No,
        &[
            "Thanks, it has not arrived",
            "Thanks, it arrived but late",
            "Thanks, if it works",
            "Thanks, it works, send the invoice",
            "Dzięki, paczka nie dotarła",
            "Спасибо, если заработает",
            "Kiitos, toimii jos jaksaa",
            "Danke, es geht nur manchmal",
            "Tack, den kom men är trasig",
        ],
    );
}

#[test]
fn a_denial_inside_a_set_phrase_closes() {
    check(Closing::Bare, &["No problem, I'll wait", "Nie ma problemu, poczekam", "Ei hätää, odotan"]);
}

#[test]
fn names_stand_beside_thanks() {
    check(
        Closing::Thanks,
        &["Thanks Nadia, it works", "Anna, thank you, all works now", "Danke Herr Brandt, es geht"],
    );
    check(Closing::No, &["It works. Refund"]);
}

#[test]
fn a_sign_of_anger_keeps_it_open() {
    check(Closing::No, &["Thanks 😡", "Ok 🙁", "Thanks, great job 😡"]);
}

#[test]
fn twenty_six_words_close_and_twenty_seven_do_not() {
    let words = |n: usize| format!("Thanks, it works{}", " now".repeat(n - 3));
    check(Closing::Thanks, &[&words(20), &words(26)]);
    check(Closing::No, &[&words(27)]);
}
