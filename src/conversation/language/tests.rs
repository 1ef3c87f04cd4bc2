use super::*;
use crate::conversation::testing::case;
use crate::message::Closing;

#[test]
fn a_short_message_has_the_language_of_its_conversation() {
    let mut case = case(
        "10:00 anna c=c1 | Gdzie jest moja paczka? Czekam już tydzień.
        10:10 team c=c1 | Dzień dobry, paczka jest w drodze.
        10:20 anna c=c1 | zzz
        11:00 olli c=c2 | zzz",
    );
    assert_eq!(case.archive.messages[2].closing, Closing::No);
    let told = |archive: &Archive| archive.messages.iter().map(|one| one.language).collect::<Vec<_>>();
    let before = told(&case.archive);
    vote(&mut case.archive, &case.all);
    let polish = Some(Language::Polish);
    assert_eq!(before[..2], [polish, polish]);
    assert_eq!(told(&case.archive)[..3], [polish; 3]);
    assert_eq!(told(&case.archive)[3], before[3]);
}

#[test]
fn the_shops_answer_does_not_say_in_which_language_a_review_is() {
    let mut case = case(
        "@review
        10:00 anna c=c1 rating=1 | ممتاز رائع
        10:10 team c=c1 | We are sorry, please write to us and we will send you a new one.",
    );
    vote(&mut case.archive, &case.all);
    assert_eq!(case.archive.messages[1].language, Some(Language::English));
    assert_eq!(case.archive.messages[0].language, None);
}

#[test]
fn a_draw_settles_nothing() {
    let mut votes = [0; Language::ALL.len()];
    assert_eq!(most(&votes), None);
    votes[Language::Polish as usize] = 2;
    assert_eq!(most(&votes), Some(Language::Polish));
    votes[Language::Finnish as usize] = 2;
    assert_eq!(most(&votes), None);
}
