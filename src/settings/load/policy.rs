//! `[policy]`: a preset, and the keys that beat it.

use toml::de::DeTable;

use super::values::{Errors, Value};
use crate::settings::policy::{Headline, PRESETS, Policy, Start, Stop};

const KEYS: &[&str] = &[
    "preset",
    "start",
    "stop",
    "off_hours",
    "unanswered",
    "closed_without_reply",
    "followups",
    "close_starts_case",
    "new_case_after",
    "new_thread_after",
    "cohort",
    "headline",
    "hours_versions",
    "thanks",
    "bot_silence",
    "reviews",
    "star_only",
    "ignored_after",
    "skew",
    "weak_joins",
    "negative",
];

pub(super) fn read(table: &DeTable<'_>, errors: &mut Errors<'_>) -> Policy {
    errors.known_keys(table, "in [policy]", KEYS);
    let preset = table.get("preset").and_then(|value| errors.one_of("preset", value, &PRESETS));
    let mut policy = preset.and_then(Policy::preset).unwrap_or_default();
    for (key, value) in table {
        let key: &str = key.get_ref();
        read_key(key, value, &mut policy, errors);
    }
    policy.note_differences();
    policy
}

fn read_key(key: &str, value: &Value<'_>, policy: &mut Policy, errors: &mut Errors<'_>) {
    // The first word of each pair is the one that makes the field true.
    let mut choose = |words: [&str; 2], field: &mut bool| {
        if let Some(word) = errors.one_of(key, value, &words) {
            *field = word == words[0];
        }
    };
    match key {
        "off_hours" => choose(["zero", "leave-out"], &mut policy.off_hours_zero),
        "unanswered" => choose(["miss", "leave-out"], &mut policy.unanswered_miss),
        "closed_without_reply" => choose(["breached", "unmeasured"], &mut policy.closed_breached),
        "cohort" => choose(["reply", "question"], &mut policy.cohort_reply),
        "hours_versions" => choose(["dated", "latest"], &mut policy.hours_dated),
        "thanks" => choose(["closing", "counts"], &mut policy.thanks_close),
        "bot_silence" => choose(["resolved", "waiting"], &mut policy.bot_silence_resolves),
        "reviews" => choose(["all", "unhappy"], &mut policy.reviews_all),
        "star_only" => choose(["counts", "leave-out"], &mut policy.star_only_counts),
        "start" => match errors.one_of(key, value, &["first", "last", "handoff"]) {
            Some("last") => policy.start = Start::Last,
            Some("handoff") => policy.start = Start::Handoff,
            Some(_) => policy.start = Start::First,
            None => {}
        },
        "headline" => match errors.one_of(key, value, &["median", "mean", "fastest-90"]) {
            Some("mean") => policy.headline = Headline::Mean,
            Some("fastest-90") => policy.headline = Headline::Fastest90,
            Some(_) => policy.headline = Headline::Median,
            None => {}
        },
        "stop" => {
            policy.stop = Stop::default();
            for name in errors.list_of(key, value, &Stop::NAMES) {
                policy.stop.set(&name);
            }
            if policy.stop == Stop::default() {
                errors.add(value.span(), "\"stop\" must name at least one thing, such as \"reply\"");
            }
        }
        "weak_joins" => policy.weak_joins = errors.boolean(key, value).unwrap_or(policy.weak_joins),
        "followups" => policy.followups = errors.boolean(key, value).unwrap_or(policy.followups),
        "close_starts_case" => {
            policy.close_starts_case = errors.boolean(key, value).unwrap_or(policy.close_starts_case);
        }
        "new_case_after" => read_span(key, value, &mut policy.new_case_after, errors),
        "new_thread_after" => read_span(key, value, &mut policy.new_thread_after, errors),
        "ignored_after" => {
            policy.ignored_after = read_seconds(key, value, errors).unwrap_or(policy.ignored_after);
        }
        "skew" => policy.skew = read_seconds(key, value, errors).unwrap_or(policy.skew),
        "negative" => read_negative(value, policy, errors),
        _ => {}
    }
}

/// A duration or `never`.
fn read_span(key: &str, value: &Value<'_>, field: &mut Option<i64>, errors: &mut Errors<'_>) {
    if value.get_ref().as_str() == Some("never") {
        *field = None;
    } else if let Some(seconds) = read_seconds(key, value, errors) {
        *field = Some(seconds);
    }
}

fn read_seconds(key: &str, value: &Value<'_>, errors: &mut Errors<'_>) -> Option<i64> {
    let duration = errors.duration(key, value)?;
    if duration.clock == crate::settings::Clock::Working {
        errors.add(value.span(), format!("\"{key}\" runs on calendar time: leave out the w"));
        return None;
    }
    Some(duration.seconds)
}

fn read_negative(value: &Value<'_>, policy: &mut Policy, errors: &mut Errors<'_>) {
    let Some(table) = errors.table("policy.negative", value) else { return };
    errors.known_keys(table, "in negative", &["stars", "text"]);
    if let Some(value) = table.get("stars") {
        policy.negative_stars = errors.number("stars", value, (0.0, 5.0)).unwrap_or(policy.negative_stars);
    }
    if let Some(value) = table.get("text") {
        policy.negative_text = errors.number("text", value, (0.0, 1.0)).unwrap_or(policy.negative_text);
    }
}
