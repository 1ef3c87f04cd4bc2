use super::{Evidence, Ground, Order};
use crate::date::pattern;
use crate::source::whatsapp::body::media_day;
use crate::source::whatsapp::header::parse;

fn evidence(lines: &[&str]) -> Evidence {
    let headers: Vec<_> = lines.iter().map(|line| parse(line).unwrap()).collect();
    let mut evidence = Evidence::new(headers[0].shape);
    for header in &headers {
        evidence.see(header, media_day(header.rest));
    }
    evidence
}

#[track_caller]
fn check(lines: &[&str], order: Order, ground: Ground) {
    assert_eq!(evidence(lines).order(None), (order, ground));
}

#[test]
fn a_year_in_front_decides() {
    check(&["2023-04-05, 10:00 - A: x"], Order::YearMonthDay, Ground::Certain);
}

#[test]
fn a_number_above_twelve_decides() {
    check(&["1/2/26, 10:00 - A: x", "13/2/26, 10:00 - A: x"], Order::DayMonth, Ground::Certain);
    check(&["1/2/26, 10:00 - A: x", "1/13/26, 10:00 - A: x"], Order::MonthDay, Ground::Certain);
}

#[test]
fn a_media_name_decides() {
    let media = "3/4/2026, 10:00 - A: IMG-20260304-WA0001.jpg (file attached)";
    check(&["3/4/2026, 9:00 - A: x", media], Order::MonthDay, Ground::Certain);
}

#[test]
fn dots_put_the_day_first() {
    check(&["3.4.26, 10:00 - A: x"], Order::DayMonth, Ground::Certain);
}

#[test]
fn unpadded_slashes_with_am_and_pm_are_american() {
    check(&["3/4/26, 10:00 AM - A: x"], Order::MonthDay, Ground::Likely);
    check(&["03/04/26, 10:00 AM - A: x"], Order::DayMonth, Ground::Guess);
}

#[test]
fn time_does_not_run_backwards() {
    // As month-day: 1 March, 2 March, 1 April; as day-month the third would go back from 3 February.
    check(
        &["3/1/26, 10:00 - A: x", "3/2/26, 10:00 - A: x", "4/1/26, 10:00 - A: x"],
        Order::MonthDay,
        Ground::Likely,
    );
}

#[test]
fn the_number_that_changes_more_often_is_the_day() {
    check(&["3/4/26, 10:00 - A: x", "4/4/26, 10:00 - A: x"], Order::DayMonth, Ground::Likely);
}

#[test]
fn the_user_decides_before_habits_do() {
    let american = evidence(&["3/4/26, 10:00 AM - A: x"]);
    assert_eq!(american.order(Some(pattern::Order::DayMonth)), (Order::DayMonth, Ground::Certain));
    let certain = evidence(&["13/4/26, 10:00 - A: x"]);
    assert_eq!(certain.order(Some(pattern::Order::MonthDay)), (Order::DayMonth, Ground::Certain));
}

#[test]
fn nothing_tells_the_order_of_one_date() {
    check(&["3/4/26, 10:00 - A: x"], Order::DayMonth, Ground::Guess);
}
