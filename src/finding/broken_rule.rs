//! `broken-rule`: a requirement of the settings or of `--require`.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::conversation::wait::State;
use crate::measure::group::end_of;
use crate::measure::outcome::{Measured, Outcome, Promised, Ruler, Span};
use crate::measure::percentile;
use crate::measure::survival::{Quantile, curve};
use crate::settings::{
    Clock, Condition, Filter, Function, Level, Limit, Measure, Operator, Rule, Subject, Target,
};

use super::{Amount, Check, Evidence, Finding, Verdict};

pub struct BrokenRule;

impl Check for BrokenRule {
    fn code(&self) -> &'static str {
        "broken-rule"
    }

    fn about(&self) -> &'static str {
        "a requirement of the settings does not hold"
    }

    fn run(&self, evidence: &Evidence<'_>) -> Vec<Finding> {
        evidence.ruler.settings.rules.iter().map(|rule| judge(self.code(), evidence, rule)).collect()
    }
}

fn judge(code: &'static str, evidence: &Evidence<'_>, rule: &Rule) -> Finding {
    let mut found = match rule.require.function {
        Function::Count => count(evidence, rule),
        Function::Share => share(evidence, rule),
        _ => span(evidence, rule),
    };
    let (limit, verdict) = compare(&found, rule);
    if verdict != Verdict::Broken {
        found.offenders.clear();
    }
    Finding {
        code,
        subject: rule.text.clone(),
        level: rule.level,
        verdict,
        actual: found.actual,
        limit,
        within: None,
        n: found.n,
        n_pending: found.n_pending,
        n_unmeasured: found.n_unmeasured,
        offenders: found.offenders,
    }
}

struct Found {
    actual: Amount,
    n: usize,
    n_pending: usize,
    n_unmeasured: usize,
    offenders: Vec<usize>,
}

/// The waits a subject is about that pass the rule's filter, with their indexes.
fn subjects<'a>(evidence: &'a Evidence<'_>, rule: &'a Rule) -> impl Iterator<Item = (usize, &'a Measured)> {
    let ignored: FxHashSet<usize> = evidence.ignored.iter().map(|one| one.wait).collect();
    evidence.waits.iter().enumerate().filter(move |(idx, measured)| {
        let ruler = &evidence.ruler;
        let fits = match rule.require.subject {
            Subject::FirstResponse => ruler.measure_of(&measured.wait) == Measure::FirstResponse,
            Subject::NextResponse => ruler.measure_of(&measured.wait) == Measure::NextResponse,
            Subject::Unanswered => measured.wait.state == State::Waiting,
            Subject::Ignored => ignored.contains(idx),
            Subject::PromisesBroken => measured.promise == Some(Promised::Broken),
        };
        fits && ruler.passes(&measured.wait, &rule.filter)
    })
}

/// How many of those judged are so; those of whom nothing can be told are none of them.
fn count(evidence: &Evidence<'_>, rule: &Rule) -> Found {
    let found = judge_each(evidence, rule);
    let is_judged = 0 < found.met.len() + found.breached.len() || found.n_unmeasured == 0;
    Found {
        actual: if is_judged { Amount::Count(found.met.len() as u64) } else { Amount::None },
        n: found.met.len() + found.breached.len(),
        n_pending: found.n_pending,
        n_unmeasured: found.n_unmeasured,
        offenders: found.met,
    }
}

/// Of those judged, the share that is so: where it is too large they offend, else the others.
fn share(evidence: &Evidence<'_>, rule: &Rule) -> Found {
    let found = judge_each(evidence, rule);
    let n = found.met.len() + found.breached.len();
    let share = (found.met.len() * 1000).checked_div(n).and_then(|share| u32::try_from(share).ok());
    let is_above =
        matches!(rule.require.limit, Limit::Share(limit) if share.is_some_and(|share| limit < share));
    Found {
        actual: share.map_or(Amount::None, Amount::Share),
        n,
        n_pending: found.n_pending,
        n_unmeasured: found.n_unmeasured,
        offenders: if is_above { found.met } else { found.breached },
    }
}

/// The waits of a rule's subject, by whether its condition holds.
#[derive(Default)]
struct Each {
    met: Vec<usize>,
    breached: Vec<usize>,
    n_pending: usize,
    n_unmeasured: usize,
}

fn judge_each(evidence: &Evidence<'_>, rule: &Rule) -> Each {
    let complained_at: FxHashMap<usize, i64> =
        evidence.ignored.iter().map(|one| (one.wait, one.at)).collect();
    let mut each = Each::default();
    for (idx, measured) in subjects(evidence, rule) {
        let ruler = &evidence.ruler;
        let outcome = match (rule.require.within, rule.require.age) {
            (Some(within), _) => response_outcome(ruler, measured, within),
            (None, Some(age)) => {
                let since = match rule.require.subject {
                    Subject::Ignored => complained_at.get(&idx).copied(),
                    _ => None,
                };
                let since = since.unwrap_or_else(|| ruler.start(&measured.wait));
                let seconds = ruler.span(&measured.wait, since, ruler.as_of).by(age.clock);
                seconds.map_or(Outcome::Unmeasured, |seconds| {
                    either(age.operator.holds(seconds.cmp(&age.seconds)))
                })
            }
            (None, None) => Outcome::Met,
        };
        match outcome {
            Outcome::Met => each.met.push(idx),
            Outcome::Breached => each.breached.push(idx),
            Outcome::Pending => each.n_pending += 1,
            Outcome::Unmeasured => each.n_unmeasured += 1,
        }
    }
    each
}

/// Whether a condition on the response holds, as targets judge it: who waits will have waited longer than now, and nobody
/// knows that an answer comes in time.
fn response_outcome(ruler: &Ruler<'_>, measured: &Measured, condition: Condition) -> Outcome {
    let within = |within: i64| {
        let target = Target {
            name: String::new(),
            filter: Filter::default(),
            measure: ruler.measure_of(&measured.wait),
            within,
            clock: condition.clock,
            share: None,
            level: Level::Error,
        };
        ruler.outcome(measured, &target)
    };
    let opposite = |outcome: Outcome| match outcome {
        Outcome::Met => Outcome::Breached,
        Outcome::Breached => Outcome::Met,
        Outcome::Pending | Outcome::Unmeasured => outcome,
    };
    let (here, before) = (condition.seconds, condition.seconds.saturating_sub(1));
    let equal = || if within(before) == Outcome::Met { Outcome::Breached } else { within(here) };
    match condition.operator {
        Operator::LessOrEqual => within(here),
        Operator::Less => within(before),
        Operator::Greater => opposite(within(here)),
        Operator::GreaterOrEqual => opposite(within(before)),
        Operator::Equal => equal(),
        Operator::NotEqual => opposite(equal()),
    }
}

const fn either(holds: bool) -> Outcome {
    if holds { Outcome::Met } else { Outcome::Breached }
}

/// Percentiles see those who still wait; mean and maximum are of what has ended, the maximum also of ages.
fn span(evidence: &Evidence<'_>, rule: &Rule) -> Found {
    let clock = rule.require.limit.clock();
    let limit = rule.require.limit.seconds().unwrap_or(i64::MAX);
    let mut answered = Vec::new();
    let mut observed = Vec::new();
    let mut found =
        Found { actual: Amount::None, n: 0, n_pending: 0, n_unmeasured: 0, offenders: Vec::new() };
    let mut longest_age = None;
    for (idx, measured) in subjects(evidence, rule) {
        let by = |span: Option<Span>| span.and_then(|span| span.by(clock));
        let seconds = by(measured.response()).or(by(measured.age()));
        match (by(measured.response()), by(measured.age())) {
            (Some(seconds), _) => answered.push(seconds),
            (None, Some(age)) => {
                longest_age = longest_age.max(Some(age));
                found.n_pending += 1;
            }
            (None, None) => found.n_unmeasured += 1,
        }
        observed.extend(end_of(measured).zip(by(measured.observed())).map(|(end, at)| (at, end)));
        if seconds.is_some_and(|seconds| seconds > limit) {
            found.offenders.push(idx);
        }
    }
    answered.sort_unstable();
    found.n = answered.len();
    let leave_out = !evidence.ruler.settings.policy.unanswered_miss;
    let quantile = |quantile: f64| {
        let n = if leave_out { answered.len() } else { observed.len() };
        if n < percentile::enough(quantile) {
            return None;
        }
        if leave_out {
            return percentile::percentile(&answered, quantile).map(|seconds| Amount::Span(seconds, clock));
        }
        curve(observed.clone()).quantile(quantile).map(|quantile| match quantile {
            Quantile::At(seconds) => Amount::Span(seconds as f64, clock),
            Quantile::AtLeast(seconds) => Amount::AtLeast(seconds, clock),
        })
    };
    let actual = match rule.require.function {
        Function::P50 => quantile(0.5),
        Function::P75 => quantile(0.75),
        Function::P90 => quantile(0.9),
        Function::P95 => quantile(0.95),
        Function::Mean => percentile::mean(&answered).map(|seconds| Amount::Span(seconds, clock)),
        _ => match (answered.last().copied(), longest_age) {
            (longest, Some(age)) if longest.is_none_or(|longest| age > longest) => {
                Some(Amount::AtLeast(age, clock))
            }
            (longest, _) => longest.map(|seconds| Amount::Span(seconds as f64, clock)),
        },
    };
    found.actual = actual.unwrap_or(Amount::None);
    found
}

/// The limit with its unit, and whether the actual value keeps to it.
fn compare(found: &Found, rule: &Rule) -> (Amount, Verdict) {
    let operator = rule.require.operator;
    let verdict = |holds: bool| if holds { Verdict::Holds } else { Verdict::Broken };
    match (rule.require.limit, found.actual) {
        (Limit::Count(limit), Amount::Count(actual)) => {
            (Amount::Count(limit), verdict(operator.holds(actual.cmp(&limit))))
        }
        (Limit::Share(limit), Amount::Share(actual)) => {
            (Amount::Share(limit), verdict(operator.holds(actual.cmp(&limit))))
        }
        (Limit::Duration { seconds, clock }, Amount::Span(actual, _)) => (
            Amount::Span(seconds as f64, clock),
            verdict(operator.holds(actual.total_cmp(&(seconds as f64)))),
        ),
        (Limit::Duration { seconds, clock }, Amount::AtLeast(actual, _)) => {
            let limit = Amount::Span(seconds as f64, clock);
            // The true value is this or more: it can break an upper limit and keep to a lower one.
            let upper = matches!(operator, Operator::Less | Operator::LessOrEqual);
            let lower = matches!(operator, Operator::Greater | Operator::GreaterOrEqual);
            let holds = operator.holds(actual.cmp(&seconds));
            match (upper && !holds, lower && holds) {
                (true, _) => (limit, Verdict::Broken),
                (_, true) => (limit, Verdict::Holds),
                _ => (limit, Verdict::NoData),
            }
        }
        (Limit::Count(limit), _) => (Amount::Count(limit), Verdict::NoData),
        (Limit::Share(limit), _) => (Amount::Share(limit), Verdict::NoData),
        (Limit::Duration { seconds, clock }, _) => (Amount::Span(seconds as f64, clock), Verdict::NoData),
    }
}

impl Limit {
    const fn clock(self) -> Clock {
        match self {
            Self::Duration { clock, .. } => clock,
            _ => Clock::Calendar,
        }
    }

    const fn seconds(self) -> Option<i64> {
        match self {
            Self::Duration { seconds, .. } => Some(seconds),
            _ => None,
        }
    }
}

impl Operator {
    fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::GreaterOrEqual => ordering.is_ge(),
            Self::Greater => ordering.is_gt(),
        }
    }
}
