//! Judgements with evidence: one file per check turns measured waits into findings.

mod broken_promise;
mod broken_rule;
pub mod ignored;
mod ignored_complaint;
mod missed_target;

use crate::measure::outcome::{Measured, Ruler};
use crate::settings::{Clock, Level};

use ignored::Ignored;

/// Every check. A new one is its file and its two lines here.
pub static CHECKS: &[&dyn Check] = &[
    &missed_target::MissedTarget,
    &broken_rule::BrokenRule,
    &broken_promise::BrokenPromise,
    &ignored_complaint::IgnoredComplaint,
];

/// A check over all waits.
pub trait Check: Sync {
    /// Stable code in kebab-case; reads well after "allow".
    fn code(&self) -> &'static str;

    /// One line for people: what it finds.
    fn about(&self) -> &'static str;

    fn run(&self, evidence: &Evidence<'_>) -> Vec<Finding>;
}

/// All that checks judge.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    pub ruler: Ruler<'a>,
    /// In the order of rows; those of the period that was asked for.
    pub waits: &'a [Measured],
    pub ignored: &'a [Ignored],
    /// No file can show whether anybody was answered.
    pub blind: bool,
}

/// A judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub code: &'static str,
    /// The target or rule by its name, or what the check is about.
    pub subject: String,
    pub level: Level,
    pub verdict: Verdict,
    pub actual: Amount,
    pub limit: Amount,
    /// The time of a target, in seconds by its clock.
    pub within: Option<(i64, Clock)>,
    /// How many waits it was judged on.
    pub n: usize,
    /// Neither met nor missed yet.
    pub n_pending: usize,
    /// Without a usable time.
    pub n_unmeasured: usize,
    /// Indexes of the waits that broke it, oldest first.
    pub offenders: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    Holds,
    Broken,
    /// There is nothing to judge it on.
    NoData,
}

/// A number of a finding with its unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Amount {
    None,
    Count(u64),
    /// Tenths of a per cent, truncated.
    Share(u32),
    /// Seconds by a clock.
    Span(f64, Clock),
    /// At least so many seconds: some still wait.
    AtLeast(i64, Clock),
}

/// The findings of all checks, in their order. Where nothing could be seen, nothing was found.
pub fn all(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check.run(evidence)).collect();
    for finding in findings.iter_mut().filter(|_| evidence.blind) {
        finding.verdict = Verdict::NoData;
        finding.actual = Amount::None;
    }
    findings
}

impl Finding {
    /// `check` must fail.
    pub fn gates(&self) -> bool {
        self.level == Level::Error && self.verdict == Verdict::Broken
    }
}

#[cfg(test)]
mod tests;
