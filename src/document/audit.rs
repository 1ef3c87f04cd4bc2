//! The report of `audit`: verdicts, who waits now, whom we ignored, times, and what the data can bear.

use crate::conversation::wait::State;
use crate::measure::group::{By, Summary, grouped, of_measure, summarise};
use crate::measure::outcome::Measured;
use crate::measure::percentile::{self, FEW, SMALL};
use crate::measure::replies::{self, Batch};
use crate::measure::survival::Quantile;
use crate::settings::policy::Headline;
use crate::settings::{Clock, Measure};

use super::rows::{Focus, ignored, removable_until, waits};
use super::units;
use super::view::{View, count, duration, text};
use super::{
    Column, Document, Line, Rows, Section, Show, Table, Tone, Value, changes, files, meta, quality, sides,
    verdict,
};

/// Builds the report; the table of times is by `by`.
pub fn audit<'a>(view: &View<'a>, by: By) -> Document<'a> {
    let facts = quality::facts(view);
    let mut sections = vec![summary(view, &facts), verdict::section(view)];
    sections.push(Section {
        key: "waiting",
        title: view.labels.get("title.waiting").to_owned(),
        lines: when_empty(
            view,
            view.waits.iter().all(|one| one.wait.state != State::Waiting),
            "nobody_waits",
        ),
        table: Some(waits(view, Focus::Unanswered)),
    });
    sections.push(Section {
        key: "ignored",
        title: view.labels.get("title.ignored").to_owned(),
        lines: ignored_lines(view),
        table: Some(ignored(view)),
    });
    sections.push(times(view, by));
    sections.extend(changes::section(view));
    sections.push(quality::section(view, facts));
    sections.extend(sides::section(view));
    sections.push(files::section(view));
    Document { meta: meta::meta(view, "audit"), sections }
}

/// Praise only where it could have been otherwise.
fn when_empty(view: &View<'_>, empty: bool, key: &'static str) -> Vec<Line> {
    if empty && !view.conversations.blind && !view.archive.messages.is_empty() {
        vec![Line { tone: Tone::Good, text: view.labels.get(key).to_owned() }]
    } else {
        Vec::new()
    }
}

/// That nobody is ignored, or how many of the ignored reviews may still be asked to be removed.
fn ignored_lines(view: &View<'_>) -> Vec<Line> {
    let as_of = view.conversations.as_of;
    let until = view
        .ignored
        .iter()
        .filter_map(|one| removable_until(view.archive, &view.archive.messages[one.message as usize]));
    let until: Vec<i64> = until.filter(|&until| as_of <= until).collect();
    let mut lines = when_empty(view, view.ignored.is_empty(), "nobody_ignored");
    if let Some(&first) = until.iter().min() {
        let (n, first) = (until.len().to_string(), view.units().value(&view.time(first)));
        let text = view.labels.fill("removable", &[("n", &n), ("time", &first)]);
        lines.push(Line { tone: Tone::Warn, text });
    }
    lines
}

fn summary<'a>(view: &View<'a>, facts: &[quality::Fact]) -> Section<'a> {
    let labels = view.labels;
    let mut lines = Vec::new();
    if view.as_of() != Value::Absent {
        let as_of = view.units().value(&view.as_of());
        let place = [("time", as_of.as_str()), ("zone", view.settings.zone.name())];
        let how = if view.settings.as_of.is_some() { "as_of_given" } else { "as_of_newest" };
        lines.push(Line { tone: Tone::Plain, text: labels.fill(how, &place) });
    }
    lines.extend(facts.iter().filter(|fact| fact.first).map(quality::Fact::line));
    if !view.conversations.mail_without_outgoing {
        lines.extend(headline(view));
    }
    let n_waiting = view.waits.iter().filter(|one| one.wait.state == State::Waiting).count();
    let oldest = view.waits.iter().filter_map(|one| one.age()).map(|age| age.calendar).max();
    if let Some(oldest) = oldest {
        let values = [("n", n_waiting.to_string()), ("age", view.units().duration(oldest))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        lines.push(Line { tone: Tone::Warn, text: labels.fill("waiting_now", &values) });
    }
    Section { key: "summary", title: labels.get("title.summary").to_owned(), lines, table: None }
}

/// One sentence with the number that stands on top, for first responses and for reviews.
fn headline(view: &View<'_>) -> Vec<Line> {
    let measures = [(Measure::FirstResponse, "headline_first"), (Measure::ReviewReply, "headline_review")];
    let mut lines = Vec::new();
    for (measure, key) in measures {
        let waits = of_measure(&view.ruler(), view.waits, measure);
        if waits.is_empty() {
            continue;
        }
        let summary = summarise(waits);
        let answered_only = !view.settings.policy.unanswered_miss;
        let number = match view.settings.policy.headline {
            Headline::Median => summary
                .quantile(0.5, Clock::Calendar, answered_only)
                .map(|q| view.units().value(&quantile(Some(q), Clock::Calendar))),
            Headline::Mean => summary.mean().map(|mean| view.units().duration(mean.round() as i64)),
            Headline::Fastest90 => {
                summary.fastest_90().map(|mean| view.units().duration(mean.round() as i64))
            }
        };
        // Both are about the median; the band is about that of all who waited.
        let is_median = view.settings.policy.headline == Headline::Median;
        let working = summary.quantile(0.5, Clock::Working, answered_only).filter(|_| is_median);
        let band = match summary.curve.median_band() {
            (Some(low), Some(high)) if is_median && !answered_only => {
                let (low, high) = (view.units().duration(low), view.units().duration(high));
                view.labels.fill("band", &[("low", &low), ("high", &high)])
            }
            _ => String::new(),
        };
        let in_work = working
            .filter(|_| summary.working.n == summary.curve.n)
            .map(|q| {
                view.labels.fill(
                    "in_working_time",
                    &[("time", &view.units().value(&quantile(Some(q), Clock::Working)))],
                )
            })
            .unwrap_or_default();
        let what = view.labels.code("headline", view.settings.policy.headline.name());
        let n = summary.n.to_string();
        let answered = summary.n_answered.to_string();
        let number = number.unwrap_or_else(|| units::ABSENT.to_owned());
        let small = if summary.n < SMALL { view.labels.get("small_sample") } else { "" };
        let values = [
            ("what", what),
            ("time", number.as_str()),
            ("working", in_work.as_str()),
            ("band", band.as_str()),
            ("n", n.as_str()),
            ("answered", answered.as_str()),
            ("small", small),
        ];
        lines.push(Line { tone: Tone::Plain, text: view.labels.fill(key, &values) });
    }
    lines
}

fn times<'a>(view: &View<'a>, by: By) -> Section<'a> {
    let mut rows = Vec::new();
    let measures = [Measure::FirstResponse, Measure::NextResponse, Measure::ReviewReply];
    for (group, waits) in grouped(&view.ruler(), view.conversations, view.waits, by) {
        for measure in measures {
            let own: Vec<_> =
                waits.iter().copied().filter(|one| view.ruler().measure_of(&one.wait) == measure).collect();
            if !own.is_empty() {
                rows.push(times_row(view, view.group(group.clone(), by), measure, &summarise(own)));
            }
        }
    }
    let columns = [
        ("group", Show::Always),
        ("measure", Show::Always),
        ("n_waits", Show::Always),
        ("n_answered", Show::Always),
        ("n_waiting", Show::Wide),
        ("n_other", Show::Wide),
        ("median_seconds", Show::Always),
        ("p90_seconds", Show::Always),
        ("median_working_seconds", Show::Wide),
        ("share_met", Show::Always),
        ("median_at_least_seconds", Show::Never),
        ("p90_at_least_seconds", Show::Never),
        ("median_working_at_least_seconds", Show::Never),
        ("p90_working_seconds", Show::Never),
        ("p90_working_at_least_seconds", Show::Never),
        ("mean_answered_seconds", Show::Never),
        ("median_answered_seconds", Show::Never),
        ("n_met", Show::Never),
        ("n_breached", Show::Never),
        ("n_pending", Show::Never),
        ("sample", Show::Wide),
        ("single_seconds", Show::Wide),
        ("share_answered", Show::Never),
        ("share_closed", Show::Never),
        ("share_withdrawn", Show::Never),
    ];
    let mut columns: Vec<_> = columns.into_iter().map(|(key, show)| view.column(key, show)).collect();
    for column in &mut columns {
        column.right |= column.key == "share_met";
    }
    if let Some(group) = columns.first_mut() {
        *group = Column { key: group.key, ..view.column(by.name(), group.show) };
    }
    Section {
        key: "measures",
        title: view.labels.get("title.measures").to_owned(),
        lines: batch_lines(view),
        table: Some(Table { columns, rows: Rows::Held(rows), n_more: 0 }),
    }
}

/// Days on which a backlog was answered at once, which bend the median: beside it stands the share within
/// target, and both without that day.
fn batch_lines(view: &View<'_>) -> Vec<Line> {
    let ruler = view.ruler();
    let batches = replies::batches(&ruler, &view.conversations.people);
    let line = |batch: &Batch| {
        let of_group = || view.waits.iter().filter(|one| batch.concerns(&ruler, &one.wait));
        let is_in = |one: &Measured| {
            one.wait.answered_at.get().is_some_and(|at| replies::day(&ruler, at) == batch.day)
        };
        let met = [summarise(of_group()), summarise(of_group().filter(|one| !is_in(one)))];
        let [share, share_rest] = met.map(|summary| {
            summary
                .share_met()
                .map(|share| view.units().per_cent(share))
                .map_or_else(String::new, |share| view.labels.fill("catch_up_share", &[("share", &share)]))
        });
        let [median, median_rest] = [batch.median, batch.median_rest].map(|median| {
            median.map_or(units::ABSENT.to_owned(), |seconds| view.units().duration(seconds.round() as i64))
        });
        let (n, n_all) = (batch.n.to_string(), batch.n_all.to_string());
        let values = [
            ("n", n.as_str()),
            ("all", n_all.as_str()),
            ("group", &group_of_batch(view, batch)),
            ("day", batch.day.as_str()),
            ("median", median.as_str()),
            ("share", share.as_str()),
            ("median_rest", median_rest.as_str()),
            ("share_rest", share_rest.as_str()),
        ];
        Line { tone: Tone::Warn, text: view.labels.fill("catch_up", &values) }
    };
    batches.iter().map(line).collect()
}

/// Whose answers a batch is among: the channel and the product, or what is left of the channel.
fn group_of_batch(view: &View<'_>, batch: &Batch) -> String {
    let channel = view.labels.code("channel", batch.channel.name());
    match view.archive.text(batch.about) {
        Some(about) => format!("{channel}, {about}"),
        None if batch.apart.is_empty() => channel.to_owned(),
        None => format!("{channel}, {}", view.labels.get("catch_up_rest")),
    }
}

fn times_row<'a>(view: &View<'a>, group: Value<'a>, measure: Measure, summary: &Summary) -> Vec<Value<'a>> {
    let answered_only = !view.settings.policy.unanswered_miss;
    let get = |at: f64, clock: Clock| summary.quantile(at, clock, answered_only);
    let (median, median_working) = (get(0.5, Clock::Calendar), get(0.5, Clock::Working));
    let p90 = get(0.9, Clock::Calendar);
    let p90_working = get(0.9, Clock::Working);
    let at_least = |quantile: Option<Quantile>| match quantile {
        Some(Quantile::AtLeast(seconds)) => Some(seconds),
        _ => None,
    };
    let sample = if summary.n < SMALL { text("small") } else { Value::Absent };
    let single = match &summary.answered {
        answered if summary.n < FEW && !answered.is_empty() => Value::Durations(answered.clone()),
        _ => Value::Absent,
    };
    let answered_median = percentile::percentile(&summary.answered, 0.5);
    let whole = |seconds: Option<f64>| duration(seconds.map(|seconds| seconds.round() as i64));
    let [answered, closed, withdrawn] = summary.curve.shares.map(|share| {
        let tenths = (share * 1000.0 + 1e-6).floor() as u32;
        if summary.curve.n == 0 { Value::Absent } else { Value::Share(tenths) }
    });
    vec![
        group,
        text(measure.name()),
        count(summary.n),
        count(summary.n_answered),
        count(summary.n_waiting),
        count(summary.n_other),
        quantile(median, Clock::Calendar),
        quantile(p90, Clock::Calendar),
        quantile(median_working, Clock::Working),
        summary.share_met().map_or(Value::Absent, Value::Share),
        duration(at_least(median)),
        duration(at_least(p90)),
        duration(at_least(median_working)),
        quantile(p90_working, Clock::Working),
        duration(at_least(p90_working)),
        whole(summary.mean()),
        whole(answered_median),
        count(summary.n_met),
        count(summary.n_breached),
        count(summary.n_pending),
        sample,
        single,
        answered,
        closed,
        withdrawn,
    ]
}

/// A quantile; where the curve does not get there, a lower bound.
fn quantile(quantile: Option<Quantile>, clock: Clock) -> Value<'static> {
    match quantile {
        None => Value::Absent,
        Some(Quantile::At(seconds)) if clock == Clock::Working => Value::Working(seconds),
        Some(Quantile::At(seconds)) => Value::Duration(seconds),
        Some(Quantile::AtLeast(seconds)) => Value::AtLeast(clock, seconds),
    }
}

#[cfg(test)]
mod tests;
