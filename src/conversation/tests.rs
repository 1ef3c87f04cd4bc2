//! What holds for every input.

use proptest::prelude::*;

use crate::message::maybe::When;

use super::testing::{case, told};

/// Lines of a few conversations, in the order of their times, with ids; the second of each is its minute.
fn scripts_in(channels: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let event = prop_oneof![
        6 => Just("anna | Where is it?"),
        3 => Just("jan | And mine?"),
        6 => Just("team | Here."),
        2 => Just("anna | Thanks!"),
        2 => Just("team | We are checking and will get back to you within 24 hours."),
        1 => Just("team auto-reply | Got it"),
        1 => Just("bot | Try to restart."),
        1 => Just("team closed"),
        1 => Just("system closed"),
        1 => Just("team reopened"),
        1 => Just("anna handoff"),
        1 => Just("team note | ask Ola"),
        1 => Just("system bounce"),
        1 => Just("anna call"),
    ];
    let channel = prop::sample::select(channels);
    let line = (0..3_u8, 1..28_u8, 0..24_u8, event, proptest::option::of(0..30_usize));
    (prop::collection::vec(line, 0..30), channel).prop_map(|(lines, channel)| {
        let line = |(n, (c, day, hour, event, re)): (usize, (u8, u8, u8, &str, Option<usize>))| {
            let (head, text) = event
                .split_once('|')
                .map_or((event, String::new()), |(head, text)| (head, format!("|{text}")));
            let re = re.map_or(String::new(), |re| format!(" re=m{re}"));
            format!("{day}/{hour:02}:{n:02}:00 {head} id=m{n} c=c{c} ch={channel}{re} {text}")
        };
        lines.into_iter().enumerate().map(line).collect()
    })
}

fn scripts() -> impl Strategy<Value = Vec<String>> {
    scripts_in(&["email", "chat", "review", "phone"])
}

fn waits(lines: &[String]) -> Vec<String> {
    told(&case(&format!("@as-of 30/10:00\n{}", lines.join("\n"))))
}

/// The waits of all but one customer.
fn without(customer: &str, lines: &[String]) -> Vec<String> {
    waits(lines).into_iter().filter(|wait| !wait.starts_with(customer)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// In chats, social and phone it decides within one second.
    #[test]
    fn the_order_of_the_file_changes_nothing(
        (lines, shuffled) in scripts_in(&["email", "form", "review", "forum"]).prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle()))
    ) {
        prop_assert_eq!(waits(&lines), waits(&shuffled));
    }

    #[test]
    fn a_mailbox_cut_in_two_files_with_an_overlap_is_the_same(lines in scripts(), at in 0..30_usize) {
        let at = at.min(lines.len());
        let mut cut = lines[..at].to_vec();
        cut.push("@file b".to_owned());
        cut.extend_from_slice(&lines[at.saturating_sub(3)..]);
        prop_assert_eq!(waits(&lines), waits(&cut));
    }

    #[test]
    fn another_conversation_changes_nothing(lines in scripts()) {
        let mut more = lines.clone();
        more.push("12/10:00 ewa id=e1 c=other ch=email to=team | Where is it?".to_owned());
        more.push("12/11:00 team id=e2 c=other ch=email to=ewa | Here.".to_owned());
        prop_assert_eq!(waits(&lines), without("ewa", &more));
    }

    #[test]
    fn notes_and_bulk_change_no_wait(lines in scripts()) {
        let mut more = lines.clone();
        for (n, kind) in ["note", "bulk", "assigned", "draft"].into_iter().enumerate() {
            more.push(format!("1{n}/10:00 team {kind} id=x{n} c=c{} | Where?", n % 3));
        }
        prop_assert_eq!(waits(&lines).len(), waits(&more).len());
    }

    #[test]
    fn automatic_replies_change_no_human_answer(lines in scripts()) {
        let mut more = lines.clone();
        more.extend((0..9).map(|n| format!("{}/10:00 team auto-reply id=x{n} c=c{} | Got it", 3 * n + 1, n % 3)));
        let answers = |lines: &[String]| {
            let case = case(&format!("@as-of 30/10:00\n{}", lines.join("\n")));
            case.all.waits.iter().map(|wait| (wait.opened_at, wait.state, wait.answered_at)).collect::<Vec<_>>()
        };
        prop_assert_eq!(answers(&lines), answers(&more));
    }

    #[test]
    fn no_time_of_a_wait_is_before_its_beginning(lines in scripts()) {
        let case = case(&format!("@as-of 30/10:00\n{}", lines.join("\n")));
        for wait in &case.all.waits {
            let signs = wait.signs();
            let times =
                [wait.answered_at, signs.acknowledged_at, signs.held_at, wait.ended_at, signs.handoff_at];
            prop_assert!(times.into_iter().filter_map(When::get).all(|at| at >= wait.opened_at), "{:?}", wait);
            prop_assert!(wait.last_at >= wait.opened_at);
        }
    }
}
