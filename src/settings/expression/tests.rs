use super::*;

#[track_caller]
fn fails(text: &str, error: &str) {
    assert_eq!(parse(text).unwrap_err(), error);
}

#[test]
fn the_documented_requirements_are_read() {
    assert_eq!(
        parse("p90(first_response) <= 24h").unwrap(),
        Require {
            function: Function::P90,
            subject: Subject::FirstResponse,
            within: None,
            age: None,
            operator: Operator::LessOrEqual,
            limit: Limit::Duration { seconds: 86_400, clock: Clock::Calendar },
        }
    );
    assert_eq!(
        parse("share(first_response <= w4h) >= 95%").unwrap(),
        Require {
            function: Function::Share,
            subject: Subject::FirstResponse,
            within: Some(Condition {
                operator: Operator::LessOrEqual,
                seconds: 14_400,
                clock: Clock::Working
            }),
            age: None,
            operator: Operator::GreaterOrEqual,
            limit: Limit::Share(950),
        }
    );
    assert_eq!(
        parse("count(unanswered, age > 48h) == 0").unwrap(),
        Require {
            function: Function::Count,
            subject: Subject::Unanswered,
            within: None,
            age: Some(Condition { operator: Operator::Greater, seconds: 172_800, clock: Clock::Calendar }),
            operator: Operator::Equal,
            limit: Limit::Count(0),
        }
    );
    assert_eq!(parse("count(ignored)<=3").unwrap().limit, Limit::Count(3));
    assert_eq!(parse(" count ( promises_broken ) != 1 ").unwrap().operator, Operator::NotEqual);
    assert_eq!(parse("count(next-response > 4h) < 5").unwrap().subject, Subject::NextResponse);
    assert!(parse("mean(next_response) < w90m").unwrap().is_working());
    assert!(!parse("max(next_response) < 90m").unwrap().is_working());
}

#[test]
fn an_error_says_what_was_expected() {
    let functions = "expected one of share, p50, p75, p90, p95, mean, max, count";
    let subjects = "expected one of first_response, next_response, unanswered, ignored, promises_broken";
    fails("", &format!("a function is missing; {functions}"));
    fails("lowest(first_response) < 4h", &format!("unknown function \"lowest\"; {functions}"));
    fails("median(first_response) < 4h", "unknown function \"median\"; the median is p50");
    fails("cont(ignored) == 0", "unknown function \"cont\"; did you mean \"count\"?");
    fails("count ignored == 0", "expected \"(\" behind count, found \"ignored == 0\"");
    fails("count()", &format!("a subject is missing; {subjects}"));
    fails("count(first_respons) == 0", "unknown subject \"first_respons\"; did you mean \"first_response\"?");
    fails(
        "count(ignored",
        "expected \")\" behind ignored, found the end; a time limit stands there only in share or count of first_response or next_response",
    );
    fails("count(ignored) = 0", "expected one of <, <=, ==, !=, >=, >, found \"= 0\"");
    fails("count(ignored)", "expected one of <, <=, ==, !=, >=, >, found the end");
    fails("count(ignored) == few", "expected a whole number as the limit of count, found \"few\"");
    fails("count(ignored, days > 2d) == 0", "expected age behind the comma, found \"days\"");
    fails(
        "count(first_response, age > 2d) == 0",
        "first_response has no age; only unanswered and ignored have",
    );
    fails("p90(ignored) < 4h", "p90 needs first_response or next_response; of ignored there is only count");
    fails(
        "share(first_response) > 95%",
        "share needs a time limit of first_response or next_response, such as share(first_response <= 4h) >= 95%; found share(first_response)",
    );
    fails("share(first_response < 4h) > 0.95", "\"0.95\" is no share; expected one such as 90% or 99.5%");
    fails("p90(first_response) < 4", "\"4\" has no unit; expected a duration such as 90m, 4h, 2d or 1h30m");
    fails(
        "p90(first_response) < w2d",
        "\"w2d\": a working day has no agreed length; write hours and minutes instead of days",
    );
}

#[test]
fn shares_are_tenths_of_a_per_cent() {
    assert_eq!(parse_share("90%"), Ok(900));
    assert_eq!(parse_share("99.5 %"), Ok(995));
    assert_eq!(parse_share("100%"), Ok(1000));
    assert_eq!(parse_share("100.1%").unwrap_err(), "\"100.1%\" is more than 100%");
    for text in ["", "%", "90", "-1%", "99.55%", "x%"] {
        assert!(parse_share(text).is_err(), "{text}");
    }
}
