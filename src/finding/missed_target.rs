//! `missed-target`: a target of the settings and its attainment.

use crate::measure::outcome::{Measured, Outcome, Ruler};
use crate::settings::Target;

use super::{Amount, Check, Evidence, Finding, Verdict};

pub struct MissedTarget;

/// How the waits that a target is about stand to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attainment {
    pub n_met: usize,
    /// Indexes of the waits that breached it.
    pub breached: Vec<usize>,
    pub n_pending: usize,
    pub n_unmeasured: usize,
}

impl Check for MissedTarget {
    fn code(&self) -> &'static str {
        "missed-target"
    }

    fn about(&self) -> &'static str {
        "fewer waits than the target demands were answered in time"
    }

    fn run(&self, evidence: &Evidence<'_>) -> Vec<Finding> {
        let targets = &evidence.ruler.settings.targets;
        targets.iter().map(|target| judge(self.code(), evidence, target)).collect()
    }
}

fn judge(code: &'static str, evidence: &Evidence<'_>, target: &Target) -> Finding {
    let attainment = attainment(&evidence.ruler, evidence.waits, target);
    let share = attainment.share();
    Finding {
        code,
        subject: target.name.clone(),
        level: target.level,
        verdict: match (share, target.share) {
            (None, _) => Verdict::NoData,
            (Some(share), Some(wanted)) if share < wanted => Verdict::Broken,
            (Some(_), _) => Verdict::Holds,
        },
        actual: share.map_or(Amount::None, Amount::Share),
        limit: target.share.map_or(Amount::None, Amount::Share),
        within: Some((target.within, target.clock)),
        n: attainment.n_met + attainment.breached.len(),
        n_pending: attainment.n_pending,
        n_unmeasured: attainment.n_unmeasured,
        offenders: attainment.breached,
    }
}

/// Counts the outcomes of a target over the waits that it is about.
pub fn attainment(ruler: &Ruler<'_>, waits: &[Measured], target: &Target) -> Attainment {
    let mut attainment = Attainment::default();
    for (idx, measured) in waits.iter().enumerate() {
        if !ruler.concerns(measured, target) {
            continue;
        }
        match ruler.outcome(measured, target) {
            Outcome::Met => attainment.n_met += 1,
            Outcome::Breached => attainment.breached.push(idx),
            Outcome::Pending => attainment.n_pending += 1,
            Outcome::Unmeasured => attainment.n_unmeasured += 1,
        }
    }
    attainment
}

impl Attainment {
    /// Met ÷ (met + breached) in tenths of a per cent, truncated so that 100 % means all; no value when
    /// nothing was judged.
    pub fn share(&self) -> Option<u32> {
        let n = self.n_met + self.breached.len();
        u32::try_from((self.n_met * 1000).checked_div(n)?).ok()
    }
}
