use super::*;

#[track_caller]
fn check(preset: &str, differences: &[&str]) {
    let mut policy = Policy::preset(preset).unwrap();
    policy.note_differences();
    assert_eq!(policy.differences, differences);
}

#[test]
fn presets_differ_from_the_defaults_as_documented() {
    check("hearback", &[]);
    let common = ["stop = reply, holding"];
    let never = ["new_case_after = never", "new_thread_after = never"];
    let closing = ["bot_silence = waiting", "reviews = all"];
    check(
        "zendesk",
        &[
            &["preset = zendesk"][..],
            &common,
            &["closed_without_reply = unmeasured"],
            &never,
            &["hours_versions = latest", "thanks = counts"],
            &closing,
        ]
        .concat(),
    );
    check(
        "intercom",
        &[
            &["preset = intercom"][..],
            &common,
            &["unanswered = leave-out", "closed_without_reply = unmeasured"],
            &never,
            &["hours_versions = latest", "thanks = counts"],
            &closing,
        ]
        .concat(),
    );
    check(
        "front",
        &[
            &["preset = front"][..],
            &common,
            &["unanswered = leave-out", "closed_without_reply = unmeasured", "close_starts_case = true"],
            &never,
            &["cohort = reply", "headline = mean", "thanks = counts"],
            &closing,
        ]
        .concat(),
    );
    check("amazon", &[&["preset = amazon"][..], &common, &never, &["thanks = counts"], &closing].concat());
    check("allegro", &[&["preset = allegro"][..], &common, &never, &["bot_silence = waiting"]].concat());
    check(
        "facebook",
        &[
            &["preset = facebook"][..],
            &common,
            &["unanswered = leave-out", "closed_without_reply = unmeasured", "followups = false"],
            &["new_thread_after = 24h", "headline = fastest-90"],
            &closing,
        ]
        .concat(),
    );
    assert!(Policy::preset("Zendesk").is_none());
}
