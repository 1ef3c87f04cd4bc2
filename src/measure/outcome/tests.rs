use crate::measure::outcome::Measured;
use crate::measure::testing::Gauge;

const FIRST: &str = "@toml [[target]]
    @toml name = \"first\"
    @toml measure = \"first-response\"
    @toml within = \"4h\"";

/// Span or age by both clocks, promise, target and outcome of each wait.
fn told(script: &str) -> Vec<String> {
    let gauge = Gauge::new(script);
    let tell = |seconds: Option<i64>| seconds.map_or("-".to_owned(), |seconds| seconds.to_string());
    gauge
        .waits
        .iter()
        .map(|one| {
            let span = one.response().or(one.age());
            let target = one.target().map(|idx| gauge.case.settings.targets[idx].name.as_str());
            let promise = one.promise.map_or(String::new(), |promise| format!(" {}", promise.name()));
            let (calendar, working) =
                (tell(span.map(|span| span.calendar)), tell(span.and_then(|span| span.working)));
            format!("{calendar} {working} {} {}{promise}", target.unwrap_or("-"), one.outcome.name())
        })
        .collect()
}

#[track_caller]
fn check(script: &str, expected: &[&str]) {
    assert_eq!(told(script), expected, "{script}");
}

#[track_caller]
fn check_first(rest: &str, expected: &[&str]) {
    check(&format!("{FIRST}\n{rest}"), expected);
}

#[test]
fn an_answer_at_the_due_second_meets_the_target() {
    check_first("10:00 anna | Where?\n 14:00 team | Here.", &["14400 - first met"]);
    check_first("10:00 anna | Where?\n 14:00:01 team | Here.", &["14401 - first breached"]);
}

#[test]
fn an_open_wait_is_pending_up_to_the_due_second() {
    check_first("@as-of 13:00\n 10:00 anna | Where?", &["10800 - first pending"]);
    check_first("@as-of 14:00\n 10:00 anna | Where?", &["14400 - first pending"]);
    check_first("@as-of 14:00:01\n 10:00 anna | Where?", &["14401 - first breached"]);
}

#[test]
fn an_overdue_wait_is_left_out_by_policy_and_a_pending_one_is_not() {
    let leave_out = "@policy unanswered = \"leave-out\"\n 10:00 anna | Where?";
    check_first(&format!("@as-of 15:00\n{leave_out}"), &["18000 - first unmeasured"]);
    check_first(&format!("@as-of 13:00\n{leave_out}"), &["10800 - first pending"]);
}

#[test]
fn a_close_without_a_reply_is_judged_like_an_open_wait_unless_the_policy_says_otherwise() {
    let closed = "10:00 anna | Where?\n 10:10 team closed";
    check_first(&format!("@as-of 13:00\n{closed}"), &["- - first pending"]);
    check_first(&format!("@as-of 15:00\n{closed}"), &["- - first breached"]);
    let unmeasured = "@policy closed_without_reply = \"unmeasured\"";
    check_first(&format!("@as-of 15:00\n{unmeasured}\n{closed}"), &["- - first unmeasured"]);
}

#[test]
fn other_ends_and_unknown_times_are_unmeasured() {
    let later = "@as-of 9/10:00\n";
    check_first(
        &format!("{later} 10:00 anna id=m | Where?\n 10:10 anna deleted re=m"),
        &["- - first unmeasured"],
    );
    check_first(&format!("{later} 10:00 anna replied | Where?"), &["- - first unmeasured"]);
    check_first(
        &format!("{later} @chat\n 10:00 anna | Where?\n 10:10 bot | Here."),
        &["- - first unmeasured"],
    );
    check_first(
        &format!("{later} 10:00 anna id=m | Where?\n - team re=m | Here."),
        &["- - first unmeasured"],
    );
    check_first(
        &format!("{later} 10:00 anna id=m | Where?\n 07:00 team re=m | Here."),
        &["- - first unmeasured"],
    );
}

#[test]
fn without_hours_working_time_is_absent_and_calendar_time_stands() {
    check("10:00 anna | Where?\n 11:00 team | Here.", &["3600 - - unmeasured"]);
}

#[test]
fn working_time_stops_at_closing_and_over_holidays() {
    // Tuesday 10 November 16:30 to Thursday 12:00 with the eleventh off: 30 min and 3 h.
    check("@hours\n 10/16:30 anna | Where?\n 12/12:00 team | Here.", &["156600 12600 - unmeasured"]);
    check("@hours\n 6/16:30 anna | Where?\n 7/12:00 team | Here.", &["70200 1800 - unmeasured"]);
}

#[test]
fn the_hours_of_an_address_are_those_of_its_tags() {
    // Thursday the twelfth, from midnight to midnight.
    let script = |to: &str| {
        format!(
            "@hours
             @toml [hours.\"vip@sklep.example\"]
             @toml mon-fri = \"10:00-14:00\"
             @toml [hours.\"vip+night@sklep.example\"]
             @toml mon-fri = \"00:00-24:00\"
             12/00:00 anna to={to} | Where?
             13/00:00 team | Here."
        )
    };
    check(&script("vip@sklep.example"), &["86400 14400 - unmeasured"]);
    check(&script("vip+x@sklep.example"), &["86400 14400 - unmeasured"]);
    check(&script("vip+night@sklep.example"), &["86400 86400 - unmeasured"]);
    check(&script("pomoc@sklep.example"), &["86400 28800 - unmeasured"]);
}

#[test]
fn asked_and_answered_off_hours_is_met_or_left_out() {
    let working = format!("{}\n @toml clock = \"working\"", FIRST);
    let script = "6/18:00 anna | Where?\n 6/18:27 team | Here.";
    let hours = "@hours\n";
    check(&format!("{hours}{working}\n{script}"), &["1620 0 first met"]);
    let leave_out = "@policy off_hours = \"leave-out\"";
    check(&format!("{hours}{leave_out}\n{working}\n{script}"), &["1620 0 first unmeasured"]);
    check(&format!("{hours}{leave_out}\n{FIRST}\n{script}"), &["1620 0 first met"]);
    let gauge = Gauge::new(&format!("{hours}{script}"));
    assert_eq!(gauge.waits[0].wait.marks.names().collect::<Vec<_>>(), ["off-hours"]);
}

#[test]
fn four_working_hours_from_friday_afternoon_are_due_on_monday() {
    // Friday 6 November 16:30 leaves 30 min; 9:00 + 3 h 30 min on Monday is 12:30.
    let working = format!("@hours\n{FIRST}\n @toml clock = \"working\"\n 6/16:30 anna | Where?");
    check(&format!("{working}\n 9/12:30 team | Here."), &["244800 14400 first met"]);
    check(&format!("{working}\n 9/12:30:01 team | Here."), &["244801 14401 first breached"]);
}

#[test]
fn the_policy_moves_the_start_and_never_the_opening() {
    let script = "10:00 anna | Where?\n 10:05 anna | Hello?\n 10:06 anna | Thanks!\n 10:30 team | Here.";
    check(script, &["1800 - - unmeasured"]);
    check(&format!("@policy start = \"last\"\n{script}"), &["1440 - - unmeasured"]);
    let chat =
        "@chat\n 10:00:00 anna | Where?\n 10:00:05 bot | Hm.\n 10:00:20 bot handoff\n 10:01:02 team | Here.";
    check(chat, &["62 - - unmeasured"]);
    check(&format!("@policy start = \"handoff\"\n{chat}"), &["42 - - unmeasured"]);
    check(&format!("@policy start = \"handoff\"\n{script}"), &["1800 - - unmeasured"]);
}

#[test]
fn a_row_shows_the_first_target_about_its_answer_else_about_its_acknowledgement() {
    let targets = "@toml [[target]]
        @toml name = \"sign\"
        @toml measure = \"acknowledgement\"
        @toml within = \"5m\"
        @toml [[target]]
        @toml name = \"chat\"
        @toml where = { channel = \"chat\" }
        @toml measure = \"first-response\"
        @toml within = \"1h\"
        @toml [[target]]
        @toml name = \"any\"
        @toml measure = \"first-response\"
        @toml within = \"1h\"
        @toml [[target]]
        @toml name = \"review\"
        @toml measure = \"review-reply\"
        @toml within = \"1h\"";
    let script =
        "10:00 anna | Where?\n 10:30 team | Here.\n 10:40 anna | And the other?\n 10:41 team | Here.";
    check(&format!("{targets}\n{script}"), &["1800 - any met", "60 - sign met"]);
    check(&format!("{targets}\n @chat\n{script}"), &["1800 - chat met", "60 - sign met"]);
    let review = "@review\n 10:00 anna rating=1 | Broken.\n 12:00 team | Write to us.";
    check(&format!("{targets}\n{review}"), &["7200 - review breached"]);
}

#[test]
fn an_acknowledgement_is_the_first_sign_of_life() {
    let target = "@toml [[target]]
        @toml name = \"sign\"
        @toml measure = \"acknowledgement\"
        @toml within = \"5m\"";
    let script = |rest: &str| format!("@as-of 9/10:00\n{target}\n 10:00 anna id=m | Where?\n{rest}");
    check(&script("10:05 team auto-reply | Got it"), &["604800 - sign met"]);
    check(&script("10:05:01 team auto-reply | Got it"), &["604800 - sign breached"]);
    check(&script("10:04 team | We are checking and will write back."), &["604800 - sign met"]);
    check(&script("10:04 team | Here."), &["240 - sign met"]);
    check(&script(""), &["604800 - sign breached"]);
    check(&script("10:01 team auto-reply | Got it\n 10:02 anna deleted re=m"), &["- - sign unmeasured"]);
}

#[test]
fn a_promise_is_kept_up_to_its_due_second() {
    let held =
        "10:00 anna | Where?\n 10:10 team | We are checking and will get back to you within 24 hours.\n";
    check(&format!("{held} 3/10:10:00 team | Here."), &["87000 - - unmeasured kept"]);
    check(&format!("{held} 3/10:10:01 team | Here."), &["87001 - - unmeasured broken"]);
    check(&format!("@as-of 3/10:10:00\n{held}"), &["87000 - - unmeasured pending"]);
    check(&format!("@as-of 3/10:10:01\n{held}"), &["87001 - - unmeasured broken"]);
    check(&format!("@as-of 3/10:10:01\n{held} 10:20 anna closed"), &["- - - unmeasured"]);
    // Taken back too late to have been answered in time.
    check(&format!("{held} 3/10:10:01 anna closed"), &["- - - unmeasured broken"]);
}

#[test]
fn a_day_that_is_promised_ends_with_its_last_working_interval() {
    // Monday 2 November: Friday the sixth ends at 17:00, or at midnight without hours.
    let held = "10:00 anna | Where?\n 10:10 team | We are checking and will get back to you by Friday.\n";
    check(&format!("@hours\n{held} 6/17:00:00 team | Here."), &["370800 140400 - unmeasured kept"]);
    check(&format!("@hours\n{held} 6/17:00:01 team | Here."), &["370801 140400 - unmeasured broken"]);
    check(&format!("{held} 7/00:00:00 team | Here."), &["396000 - - unmeasured kept"]);
}

#[test]
fn a_measured_wait_is_no_larger_than_it_was_measured_to_be() {
    assert_eq!(size_of::<Measured>(), 112);
}
