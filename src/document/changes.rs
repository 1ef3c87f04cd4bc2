//! What happened to reviews between runs, as a section of the audit and as facts for every command.

use crate::conversation::history::{Change, What};

use super::quality::Fact;
use super::rows::rating;
use super::view::{View, maybe_text, text};
use super::{Rows, Section, Show, Table, Tone, Value};

/// So many reviews are named.
const N_NAMED: usize = 3;

/// One fact for each kind of change that happened, before them that none could be seen.
pub fn facts(view: &View<'_>) -> Vec<Fact> {
    let all = What::ALL.iter().filter_map(|&what| fact(view, what));
    older_than_history(view).into_iter().chain(all).collect()
}

fn older_than_history(view: &View<'_>) -> Option<Fact> {
    let time = |at: i64| view.units().value(&view.time(at));
    let known_until = time(view.conversations.known_until?);
    let values = [("as_of", time(view.conversations.as_of)), ("seen", known_until)];
    let text =
        view.labels.fill("older_than_history", &values.each_ref().map(|(key, at)| (*key, at.as_str())));
    Some(Fact { code: "older-than-history", n: None, tone: Tone::Warn, text, first: false })
}

fn fact(view: &View<'_>, what: What) -> Option<Fact> {
    let changes: Vec<&Change> =
        view.conversations.changes.iter().filter(|change| change.what == what).collect();
    let (code, key) = match what {
        What::EditedAfterAnswer => ("edited-after-answer", "edited_after_answer"),
        What::AnswerRemoved => ("answer-removed", "answer_removed"),
        What::Gone => ("review-gone", "review_gone"),
    };
    if changes.is_empty() {
        return None;
    }
    let mut names: Vec<&str> = changes.iter().take(N_NAMED).map(|change| change.key.id.as_str()).collect();
    if N_NAMED < changes.len() {
        names.push("…");
    }
    let n = changes.len().to_string();
    let values = [("n", n.as_str()), ("ids", &names.join(", "))];
    let text = view.labels.fill(key, &values);
    Some(Fact { code, n: Some(changes.len() as u64), tone: Tone::Warn, text, first: false })
}

/// None when nothing happened or no history is kept.
pub fn section<'a>(view: &View<'a>) -> Option<Section<'a>> {
    if view.conversations.changes.is_empty() {
        return None;
    }
    let show = |key: &str| match key {
        "change" | "conversation" | "at" | "rating" | "rating_before" => Show::Always,
        "product" => Show::Wide,
        _ => Show::Never,
    };
    let keys = ["change", "source", "conversation", "product", "at", "rating", "noticed_at", "rating_before"];
    let columns = keys.iter().map(|key| view.column(key, show(key))).collect();
    let rows = view.conversations.changes.iter().map(|change| row(view, change)).collect();
    let table = Table { columns, rows: Rows::Held(rows), n_more: 0 };
    Some(Section {
        key: "history",
        title: view.labels.get("title.history").to_owned(),
        lines: Vec::new(),
        table: Some(table),
    })
}

fn row<'a>(view: &View<'a>, change: &'a Change) -> Vec<Value<'a>> {
    vec![
        text(view.labels.code("change", change.what.name())),
        text(change.key.source.as_str()),
        Value::Id(change.key.id.as_str().into()),
        maybe_text(change.about.as_deref()),
        view.maybe_time(change.at),
        rating(change.stars),
        view.time(change.noticed),
        rating(change.stars_before),
    ]
}
