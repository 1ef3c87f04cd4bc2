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
        let mut offenders = Vec::new();
        let (mut n_kept, mut n_pending) = (0, 0);
        for (idx, wait) in evidence.waits.iter().enumerate() {
            match wait.promise {
                Some(Promised::Broken) => offenders.push(idx),
                Some(Promised::Kept) => n_kept += 1,
                Some(Promised::Pending) => n_pending += 1,
                None => {}
            }
        }
        let n = offenders.len() + n_kept;
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
