//! `ignored-complaint`: somebody complained and no person answered.

use crate::settings::Level;

use super::{Amount, Check, Evidence, Finding, Verdict};

pub struct IgnoredComplaint;

impl Check for IgnoredComplaint {
    fn code(&self) -> &'static str {
        "ignored-complaint"
    }

    fn about(&self) -> &'static str {
        "a negative message or review that no person answered"
    }

    fn run(&self, evidence: &Evidence<'_>) -> Vec<Finding> {
        let offenders: Vec<usize> = evidence.ignored.iter().map(|one| one.wait).collect();
        let (verdict, actual) = match offenders.len() {
            _ if evidence.waits.is_empty() => (Verdict::NoData, Amount::None),
            0 => (Verdict::Holds, Amount::Count(0)),
            n => (Verdict::Broken, Amount::Count(n as u64)),
        };
        vec![Finding {
            code: self.code(),
            subject: "ignored complaints".to_owned(),
            level: Level::Warn,
            verdict,
            actual,
            limit: Amount::Count(0),
            within: None,
            n: evidence.waits.len(),
            n_pending: 0,
            n_unmeasured: 0,
            offenders,
        }]
    }
}
