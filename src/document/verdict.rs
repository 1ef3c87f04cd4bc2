//! Verdicts: one line per target, rule and check, with value, limit and how many it was judged on.

use crate::finding::{Amount, Finding, Verdict};
use crate::settings::{Clock, Level};

use super::view::{View, count, duration, text};
use super::{Document, Line, Rows, Section, Show, Table, Tone, Value, meta, units};

/// So many offenders are named under a broken rule.
const N_OFFENDERS: usize = 5;

/// The section of verdicts.
pub fn section<'a>(view: &View<'a>) -> Section<'a> {
    let mut lines: Vec<Line> = view.findings.iter().map(|finding| line(view, finding)).collect();
    if view.settings.targets.is_empty() && view.settings.rules.is_empty() {
        lines.push(Line { tone: Tone::Faint, text: view.labels.get("no_targets").to_owned() });
    }
    Section {
        key: "verdicts",
        title: view.labels.get("title.verdicts").to_owned(),
        lines,
        table: Some(Table {
            columns: columns(view),
            rows: Rows::Held(view.findings.iter().map(row).collect()),
            n_more: 0,
        }),
    }
}

/// The report of `check`: verdicts, and who broke what.
pub fn check<'a>(view: &View<'a>) -> Document<'a> {
    let mut section = section(view);
    let mut lines = Vec::new();
    for (finding, verdict) in view.findings.iter().zip(section.lines.drain(..view.findings.len())) {
        lines.push(verdict);
        if finding.verdict != Verdict::Broken {
            continue;
        }
        for &wait_idx in finding.offenders.iter().take(N_OFFENDERS) {
            lines.push(Line { tone: Tone::Faint, text: offender(view, wait_idx) });
        }
        let n_more = finding.offenders.len().saturating_sub(N_OFFENDERS);
        if n_more > 0 {
            let text = view.labels.fill("more_offenders", &[("n", &n_more.to_string())]);
            lines.push(Line { tone: Tone::Faint, text });
        }
    }
    lines.append(&mut section.lines);
    section.lines = lines;
    Document { meta: meta::meta(view, "check"), sections: vec![section] }
}

fn columns(view: &View<'_>) -> Vec<super::Column> {
    [
        "code",
        "name",
        "level",
        "verdict",
        "actual",
        "limit",
        "clock",
        "n",
        "n_pending",
        "n_unmeasured",
        "offenders",
        "within_seconds",
        "actual_at_least",
    ]
    .into_iter()
    .map(|key| view.column(key, Show::Never))
    .collect()
}

fn row(finding: &Finding) -> Vec<Value<'_>> {
    let clock = match (finding.actual, finding.limit) {
        _ if finding.within.is_some() => {
            finding.within.map_or(Value::Absent, |(_, clock)| text(clock.name()))
        }
        (Amount::Span(_, clock) | Amount::AtLeast(_, clock), _) | (_, Amount::Span(_, clock)) => {
            text(clock.name())
        }
        _ => Value::Absent,
    };
    vec![
        text(finding.code),
        text(finding.subject.as_str()),
        text(level(finding.level)),
        text(verdict_name(finding.verdict)),
        amount(finding.actual),
        amount(finding.limit),
        clock,
        count(finding.n),
        count(finding.n_pending),
        count(finding.n_unmeasured),
        count(finding.offenders.len()),
        duration(finding.within.map(|(seconds, _)| seconds)),
        match finding.actual {
            Amount::AtLeast(seconds, _) => Value::Duration(seconds),
            _ => Value::Absent,
        },
    ]
}

fn line(view: &View<'_>, finding: &Finding) -> Line {
    let labels = view.labels;
    let tone = match (finding.verdict, finding.level) {
        (Verdict::Holds, _) => Tone::Good,
        (Verdict::Broken, Level::Error) => Tone::Bad,
        (Verdict::Broken, Level::Warn) => Tone::Warn,
        (Verdict::NoData, _) => Tone::Faint,
    };
    let subject = labels.code("check", &finding.subject);
    let actual = for_people(view, finding.actual);
    let limit = match finding.limit {
        Amount::None => String::new(),
        _ if finding.code == "broken-rule" => String::new(),
        limit => labels.fill("limit", &[("limit", &for_people(view, limit))]),
    };
    let within = finding.within.map_or_else(String::new, |(seconds, clock)| {
        labels.fill("within", &[("time", &for_people(view, Amount::Span(seconds as f64, clock)))])
    });
    let n = finding.n.to_string();
    let mut text = labels.fill(
        "verdict_line",
        &[("name", subject), ("actual", &actual), ("within", &within), ("limit", &limit), ("n", &n)],
    );
    for (n, key) in [(finding.n_pending, "n_pending"), (finding.n_unmeasured, "n_unmeasured")] {
        if n > 0 {
            text.push_str(&labels.fill(key, &[("n", &n.to_string())]));
        }
    }
    text.push(')');
    Line { tone, text }
}

/// Where an offender is to be found, and how long it took or takes.
fn offender(view: &View<'_>, wait_idx: usize) -> String {
    let measured = &view.waits[wait_idx];
    let opened = &view.archive.messages[measured.wait.opened as usize];
    let file = view.archive.file_of(opened).map(|file| view.file(file)).unwrap_or_default();
    let span = measured.response().or(measured.age()).map(|span| view.units().duration(span.calendar));
    let state = view.labels.code("state", measured.wait.state.name());
    view.labels.fill(
        "offender",
        &[
            ("conversation", &view.case(&measured.wait)),
            ("opened", &view.units().value(&view.time(measured.wait.opened_at))),
            ("state", state),
            ("span", span.as_deref().unwrap_or(units::ABSENT)),
            ("file", &file),
            ("record", &opened.origin.record.to_string()),
        ],
    )
}

fn for_people(view: &View<'_>, amount: Amount) -> String {
    let by = |seconds: i64, clock: Clock| match clock {
        Clock::Calendar => view.units().duration(seconds),
        Clock::Working => view.labels.fill("working_span", &[("time", &view.units().working(seconds))]),
    };
    match amount {
        Amount::None => units::ABSENT.to_owned(),
        Amount::Count(n) => n.to_string(),
        Amount::Share(tenths) => view.units().share(tenths),
        Amount::Span(seconds, clock) => by(seconds.round() as i64, clock),
        Amount::AtLeast(seconds, clock) => units::at_least(&by(seconds, clock)),
    }
}

fn amount(amount: Amount) -> Value<'static> {
    match amount {
        Amount::None => Value::Absent,
        Amount::Count(n) => Value::Integer(i64::try_from(n).unwrap_or(i64::MAX)),
        Amount::Share(tenths) => Value::Share(tenths),
        Amount::Span(seconds, _) => Value::Duration(seconds.round() as i64),
        Amount::AtLeast(..) => Value::Absent,
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Broken => "broken",
        Verdict::NoData => "no-data",
    }
}

#[cfg(test)]
mod tests;
