//! Measured waits for tests, from the scripts of [`crate::conversation::testing`].

use crate::conversation::testing::{Case, case};

use super::outcome::{Measured, Ruler};

/// What a script tells, measured.
pub struct Gauge {
    pub case: Case,
    pub waits: Vec<Measured>,
}

impl Gauge {
    pub fn new(script: &str) -> Self {
        let mut case = case(script);
        let waits = std::mem::take(&mut case.all.waits);
        let ruler = Ruler { archive: &case.archive, settings: &case.settings, as_of: case.all.as_of };
        let waits = waits.into_iter().map(|wait| ruler.measure(wait)).collect();
        Self { case, waits }
    }

    pub fn ruler(&self) -> Ruler<'_> {
        Ruler { archive: &self.case.archive, settings: &self.case.settings, as_of: self.case.all.as_of }
    }
}
