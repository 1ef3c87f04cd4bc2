//! Problems by code, in bounded room.

use std::collections::BTreeMap;

use crate::problem::Problem;

/// Of each kind of problem so many are kept with their place; the rest are counted.
const SAMPLES: usize = 10;

/// Problems by code: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub counts: BTreeMap<&'static str, u64>,
    pub samples: Vec<Problem>,
}

impl Problems {
    pub fn push(&mut self, problem: Problem) {
        let n = self.counts.entry(problem.code).or_default();
        *n += 1;
        if *n <= SAMPLES as u64 {
            self.samples.push(problem);
        }
    }

    pub fn n(&self) -> u64 {
        self.counts.values().sum()
    }

    pub(super) fn absorb(&mut self, other: Self, n_records_before: u64) {
        for (code, n) in other.counts {
            *self.counts.entry(code).or_default() += n;
        }
        for mut problem in other.samples {
            let n_held = self.samples.iter().filter(|held| held.code == problem.code).count();
            if n_held < SAMPLES {
                problem.record = problem.record.map(|record| record + n_records_before);
                self.samples.push(problem);
            }
        }
    }
}
