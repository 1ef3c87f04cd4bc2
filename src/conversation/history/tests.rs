use super::*;
use crate::conversation::testing::case;
use crate::message::{Message, Rating, Role};
use crate::problem::Problem;
use crate::source::collect::Problems;

/// What one run has read.
struct Run(Archive);

/// Reviews with the times of their sending, edit and answer.
fn run(reviews: &[(&str, i64, Option<i64>, Option<i64>)]) -> Run {
    let mut archive = case("@review\n10:00 C | x").archive;
    let pattern = archive.messages[0].clone();
    archive.messages.clear();
    for &(id, sent, edited, answer) in reviews {
        let id = archive.strings.intern(id);
        let review = Message {
            id,
            reply_to: None,
            role: Some(Role::Customer),
            channel: Channel::Review,
            sent: When::at(sent),
            edited: edited.into(),
            conversation: None,
            ..pattern.clone()
        };
        if let Some(answer) = answer {
            archive.messages.push(Message {
                id: None,
                reply_to: id,
                role: Some(Role::Team),
                sent: When::at(answer),
                edited: Some(answer).into(),
                ..review.clone()
            });
        }
        archive.messages.push(review);
    }
    archive.files[0].format = Some("play-console");
    Run(archive)
}

fn told(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{} {}", change.key.id, change.what.name())).collect()
}

#[test]
fn an_edit_behind_a_known_answer_is_told() {
    let mut history = History::default();
    assert!(history.merge(&mut run(&[("a", 0, None, Some(10))]).0, 50).changes.is_empty());
    let mut second = run(&[("a", 0, Some(60), Some(10))]).0;
    assert_eq!(told(&history.merge(&mut second, 100).changes), ["a edited-after-answer"]);
    // Reading the same again changes nothing.
    let before = history.clone();
    assert_eq!(told(&history.merge(&mut second, 100).changes), ["a edited-after-answer"]);
    assert_eq!(history, before);
}

#[test]
fn other_stars_behind_a_known_answer_are_told_with_those_before() {
    let rated = |stars: f32| {
        let mut run = run(&[("a", 0, None, Some(10))]);
        for message in run.0.messages.iter_mut().filter(|message| message.reply_to.is_none()) {
            message.rating = Some(Rating { value: stars, max: Some(5.0) });
        }
        run.0
    };
    let mut history = History::default();
    assert!(history.merge(&mut rated(1.0), 50).changes.is_empty());
    let changes = history.merge(&mut rated(4.0), 100).changes;
    assert_eq!(told(&changes), ["a edited-after-answer"]);
    assert_eq!((changes[0].stars, changes[0].stars_before), (Some(4.0), Some(1.0)));
    // With the old stars again it was edited all the same, and nothing is gained.
    let changes = history.merge(&mut rated(1.0), 150).changes;
    assert_eq!((changes[0].stars, changes[0].stars_before), (Some(1.0), None));
}

#[test]
fn an_edit_before_the_answer_is_no_news() {
    let mut history = History::default();
    history.merge(&mut run(&[("a", 0, None, None)]).0, 50);
    let mut second = run(&[("a", 0, Some(60), Some(70))]).0;
    assert!(history.merge(&mut second, 100).changes.is_empty());
}

#[test]
fn an_answer_that_is_gone_was_removed_until_there_is_a_new_one() {
    let mut history = History::default();
    history.merge(&mut run(&[("a", 0, None, Some(10))]).0, 50);
    assert_eq!(told(&history.merge(&mut run(&[("a", 0, None, None)]).0, 100).changes), ["a answer-removed"]);
    assert!(history.merge(&mut run(&[("a", 0, None, Some(120))]).0, 150).changes.is_empty());
}

#[test]
fn a_review_is_gone_only_where_the_export_speaks_for_its_time() {
    let mut history = History::default();
    let reviews = [("a", 0, None, None), ("b", 20, None, None), ("c", 40, None, None)];
    history.merge(&mut run(&reviews).0, 50);
    // Another month says nothing about this one.
    assert!(history.clone().merge(&mut run(&[("d", 60, None, None)]).0, 100).changes.is_empty());
    let next = [("a", 0, None, None), ("c", 40, None, None)];
    assert_eq!(told(&history.merge(&mut run(&next).0, 100).changes), ["b gone"]);
    // An older export that has it does not bring it back.
    assert!(history.merge(&mut run(&reviews).0, 60).changes.is_empty());
    assert_eq!(told(&history.merge(&mut run(&next).0, 100).changes), ["b gone"]);
    assert!(history.merge(&mut run(&reviews).0, 110).changes.is_empty(), "it came back");
}

#[test]
fn an_export_of_one_place_does_not_speak_for_another_of_the_same_name() {
    let mut history = History::default();
    let both = [
        ("locations/1/reviews/a", 0, None, None),
        ("locations/1/reviews/b", 20, None, None),
        ("locations/1/reviews/c", 40, None, None),
        ("locations/2/reviews/d", 10, None, None),
    ];
    history.merge(&mut run(&both).0, 50);
    assert!(history.clone().merge(&mut run(&both[..3]).0, 100).changes.is_empty());
    let first = [both[0], both[2], both[3]];
    assert_eq!(told(&history.merge(&mut run(&first).0, 100).changes), ["locations/1/reviews/b gone"]);
}

#[test]
fn damaged_files_and_other_files_say_nothing_about_what_they_lack() {
    let mut history = History::default();
    let reviews = [("a", 0, None, Some(5)), ("b", 20, None, None), ("c", 40, None, None)];
    history.merge(&mut run(&reviews).0, 50);
    let mut next = run(&[("a", 0, None, Some(5)), ("c", 40, None, None)]).0;
    next.files[0].tally.problems = 1;
    assert!(history.clone().merge(&mut next, 100).changes.is_empty());
    next.files[0].tally.problems = 0;
    next.files[0].remarks.push(Problem::file("cut-off", "reading ended early"));
    assert!(history.clone().merge(&mut next, 100).changes.is_empty());
    next.files[0].remarks = Problems::default();
    next.files[0].name = "other-shop/ratings.csv".to_owned();
    assert!(history.clone().merge(&mut next, 100).changes.is_empty());
    // Nor does one that cannot show answers tell that one was removed.
    let mut hidden = run(&[("a", 0, None, None), ("b", 20, None, None), ("c", 40, None, None)]).0;
    hidden.files[0].facts.replies_hidden = true;
    assert!(history.merge(&mut hidden, 100).changes.is_empty());
}

#[test]
fn files_of_one_export_are_known_by_the_beginning_of_their_names() {
    for (name, expected) in [
        ("week 2/reviews_com.example.shop_202602.csv", "reviews_com.example.shop_"),
        ("reviews (3).csv", "reviews"),
        ("reviews-Xy12.json", "reviews"),
        ("reviews.json", "reviews"),
        ("opinie.csv.gz", "opinie"),
        ("opinie.xlsx", "opinie"),
        ("week 2/opinie 7.xlsx/Arkusz1.csv", "opinie"),
        ("", ""),
    ] {
        assert_eq!(stem(name), expected);
    }
}

#[test]
fn an_older_snapshot_read_later_only_tells_first_times() {
    let mut history = History::default();
    // The source knows the last edit only.
    history.merge(&mut run(&[("a", 60, None, Some(90))]).0, 100);
    let mut older = run(&[("a", 5, None, None), ("b", 6, None, None)]).0;
    assert!(history.merge(&mut older, 50).changes.is_empty());
    let mut again = run(&[("a", 60, None, Some(90)), ("b", 6, None, None)]).0;
    history.merge(&mut again, 100);
    let review = again.messages.iter().find(|message| message.reply_to.is_none()).unwrap();
    assert_eq!((review.sent.get(), review.edited.get()), (Some(5), Some(60)));
}

#[test]
fn the_first_time_of_an_answer_is_kept_as_an_upper_bound() {
    let mut history = History::default();
    history.merge(&mut run(&[("a", 0, None, Some(10))]).0, 50);
    let mut second = run(&[("a", 0, None, Some(80))]).0;
    history.merge(&mut second, 100);
    let answer = second.messages.iter().find(|message| message.reply_to.is_some()).unwrap();
    assert_eq!((answer.sent.get(), answer.edited.get()), (Some(10), Some(10)));
}

/// Time and time of the edit of the answer to each review.
fn answers(run: &Run) -> Vec<(Option<i64>, Option<i64>)> {
    let answers = run.0.messages.iter().filter(|message| message.reply_to.is_some());
    answers.map(|answer| (answer.sent.get(), answer.edited.get())).collect()
}

#[test]
fn an_answer_that_the_export_before_lacked_is_the_first_one() {
    let mut history = History::default();
    // The first export was made after 20, its newest time; the answer of 30 came behind it.
    history.merge(&mut run(&[("a", 0, None, None), ("b", 20, None, None)]).0, 50);
    let mut second = run(&[("a", 0, None, Some(30)), ("b", 20, None, None)]);
    history.merge(&mut second.0, 60);
    assert_eq!(answers(&second), [(Some(30), None)]);
    // An edit of it later does not move it.
    let mut third = run(&[("a", 0, None, Some(90)), ("b", 20, None, None)]);
    history.merge(&mut third.0, 100);
    assert_eq!(answers(&third), [(Some(30), Some(90))]);
}

#[test]
fn as_of_does_not_date_an_export_that_is_older() {
    let mut history = History::default();
    // Read at 50, made at 10 or soon after.
    history.merge(&mut run(&[("a", 0, None, None), ("b", 10, None, None)]).0, 50);
    let mut second = run(&[("a", 0, None, Some(30)), ("b", 10, None, None)]);
    history.clone().merge(&mut second.0, 60);
    assert_eq!(answers(&second), [(Some(30), None)]);
    let mut before = run(&[("a", 0, None, Some(5)), ("b", 10, None, None)]);
    history.merge(&mut before.0, 60);
    assert_eq!(answers(&before), [(Some(5), Some(5))], "an answer from before that export");
}

#[test]
fn an_export_that_shows_an_answer_behind_as_of_does_not_lack_it() {
    let mut history = History::default();
    let reviews = [("a", 0, None, Some(30)), ("b", 20, None, None)];
    history.merge(&mut run(&reviews).0, 25);
    let mut whole = run(&reviews);
    history.merge(&mut whole.0, 60);
    // The edit of 30 may hide a first answer of 15.
    assert_eq!(answers(&whole), [(Some(30), Some(30))]);
}

#[test]
fn an_older_export_without_the_answer_dates_it_also_when_it_is_read_later() {
    let mut history = History::default();
    let newer = [("a", 0, None, Some(30)), ("b", 20, None, None)];
    history.merge(&mut run(&newer).0, 60);
    history.merge(&mut run(&[("a", 0, None, None), ("b", 20, None, None)]).0, 50);
    let mut again = run(&newer);
    history.merge(&mut again.0, 60);
    assert_eq!(answers(&again), [(Some(30), None)]);
    // An export with an earlier time of the answer shows that the one without it fell between two of them.
    history.merge(&mut run(&[("a", 0, None, Some(10))]).0, 15);
    let mut once_more = run(&newer);
    history.merge(&mut once_more.0, 60);
    assert_eq!(answers(&once_more), [(Some(10), Some(10))]);
}

#[test]
fn an_export_from_before_a_removal_does_not_bring_the_removed_answer_back() {
    let mut history = History::default();
    let first = [("a", 0, None, Some(10)), ("b", 12, None, None)];
    let removed = [("a", 0, None, None), ("c", 20, None, None)];
    let anew = [("a", 0, None, Some(40)), ("c", 20, None, None)];
    let mut told = |reviews, as_of| {
        let mut run = run(reviews);
        history.merge(&mut run.0, as_of);
        (answers(&run), history.clone())
    };
    assert_eq!(told(&first, 15).0, [(Some(10), Some(10))]);
    assert_eq!(told(&removed, 30).0, []);
    let (answered, known) = told(&anew, 50);
    assert_eq!(answered, [(Some(40), None)]);
    // The older export has its own answer as before, and the new one stays as it is.
    assert_eq!(told(&first, 15), (vec![(Some(10), Some(10))], known.clone()));
    assert_eq!(told(&removed, 30), (Vec::new(), known.clone()));
    assert_eq!(told(&anew, 50), (vec![(Some(40), None)], known));
}

#[test]
fn an_export_that_cannot_show_answers_dates_none() {
    let mut history = History::default();
    let mut hidden = run(&[("a", 0, None, None), ("b", 20, None, None)]).0;
    hidden.files[0].facts.replies_hidden = true;
    history.merge(&mut hidden, 50);
    let mut second = run(&[("a", 0, None, Some(30))]);
    history.merge(&mut second.0, 60);
    assert_eq!(answers(&second), [(Some(30), Some(30))]);
}

#[test]
fn further_answers_of_a_thread_keep_their_times() {
    let mut history = History::default();
    let mut thread = run(&[("a", 0, None, Some(10)), ("a", 0, None, Some(40))]);
    for (message, record) in thread.0.messages.iter_mut().zip(1..) {
        message.origin.record = record;
    }
    history.merge(&mut thread.0, 50);
    let times: Vec<_> = answers(&thread).into_iter().map(|(sent, _)| sent).collect();
    assert_eq!(times, [Some(10), Some(40)]);
}

#[test]
fn what_lies_behind_as_of_is_not_known_yet() {
    let mut history = History::default();
    history.merge(&mut run(&[("a", 0, None, Some(80)), ("b", 70, None, None)]).0, 50);
    assert_eq!(history.reviews.len(), 1);
    assert!(history.reviews.values().all(|known| known.answer.is_none()));
}

#[test]
fn an_answer_removed_between_two_exports_of_one_run_is_told_and_stays_told() {
    let both = || {
        let mut first = run(&[("a", 0, None, Some(10))]).0;
        let mut second = run(&[("a", 0, Some(60), None)]).0;
        second.messages[0].origin.record = 2;
        second.messages[0].id = first.messages[1].id;
        first.messages.append(&mut second.messages);
        first.census = Census::ANYTHING;
        first
    };
    let mut history = History::default();
    assert!(history.merge(&mut run(&[("a", 0, None, Some(10))]).0, 50).changes.is_empty());
    let removed = ["a edited-after-answer", "a answer-removed"];
    assert_eq!(told(&history.merge(&mut both(), 100).changes), removed);
    assert_eq!(told(&history.merge(&mut both(), 150).changes), removed);
    assert_eq!(told(&History::default().merge(&mut both(), 100).changes), ["a answer-removed"]);
}

#[test]
fn an_export_that_ends_before_what_is_known_of_its_reviews_is_told() {
    let mut history = History::default();
    history.merge(&mut run(&[("a", 0, None, Some(10))]).0, 10);
    let known_until = |review: &str, as_of: i64| {
        history.clone().merge(&mut run(&[(review, 0, None, None)]).0, as_of).known_until
    };
    assert_eq!(known_until("a", 5), Some(10));
    assert_eq!(known_until("a", 10), None);
    assert_eq!(known_until("b", 5), None);
}
