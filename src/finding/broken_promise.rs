//! `broken-promise`: we said when an answer would come, and it did not, as far as the export shows.

use crate::measure::outcome::Promised;
use crate::settings::Level;

use super::{Amount, Check, Evidence, Finding, Verdict};

pub struct BrokenPromise;

impl Check for BrokenPromise {
    fn code(&self) -> &'static str {
        "broken-promise"
    }

    fn about(&self) -> &'static str {
        "a reply named a time for the answer, and the answer did not come by then"
    }

    fn run(&self, evidence: &Evidence<'_>) -> Vec<Finding> {
        let promised = |wanted: Promised| {
            let waits = evidence.waits.iter().enumerate();
            waits.filter(move |(_, wait)| wait.promise == Some(wanted)).map(|(idx, _)| idx)
        };
        let offenders: Vec<usize> = promised(Promised::Broken).collect();
        let n = offenders.len() + promised(Promised::Kept).count();
        let n_pending = promised(Promised::Pending).count();
        if n + n_pending == 0 {
            return Vec::new();
        }
        vec![Finding {
            code: self.code(),
            subject: "broken promises".to_owned(),
            level: Level::Warn,
            verdict: if offenders.is_empty() { Verdict::Holds } else { Verdict::Broken },
            actual: Amount::Count(offenders.len() as u64),
            limit: Amount::Count(0),
            within: None,
            n,
            n_pending,
            n_unmeasured: 0,
            offenders,
        }]
    }
}
