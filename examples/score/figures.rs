//! How good a judgement is: ranking and decisions against labels, in whole numbers until the last division.

use hearback::settings::policy::Policy;
use hearback::text::Reading;

/// The rank of a text without words: nothing speaks for a complaint, nothing against it.
const UNTOLD: f32 = 0.5;

/// A limit that a reader may act on; a text of a band is in the weaker ones too.
pub struct Band {
    pub name: &'static str,
    pub holds: fn(&Reading) -> bool,
}

/// The bands, strongest first. The first is what counts as negative with the default settings.
pub const BANDS: &[Band] = &[
    Band { name: "negative", holds: |reading| reaches(reading, Policy::default().negative_text) },
    Band { name: "tone ≥ 0.6", holds: |reading| reaches(reading, 0.6) },
];

fn reaches(reading: &Reading, limit: f32) -> bool {
    reading.tone.is_some_and(|tone| limit <= tone)
}

/// A judgement beside the truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub complaint: bool,
    pub tone: f32,
    /// For each of [`BANDS`]: is the text in it?
    pub bands: Vec<bool>,
}

impl Judged {
    pub fn new(complaint: bool, reading: &Reading) -> Self {
        Self {
            complaint,
            tone: reading.tone.unwrap_or(UNTOLD),
            bands: BANDS.iter().map(|band| (band.holds)(reading)).collect(),
        }
    }
}

/// Decisions against labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Complaints that were told.
    pub found: u64,
    pub missed: u64,
    /// Others that were taken for complaints.
    pub false_alarms: u64,
    pub left_alone: u64,
}

impl Counts {
    /// Of pairs of truth and decision.
    pub fn of(pairs: impl Iterator<Item = (bool, bool)>) -> Self {
        let mut counts = Self::default();
        for pair in pairs {
            *match pair {
                (true, true) => &mut counts.found,
                (true, false) => &mut counts.missed,
                (false, true) => &mut counts.false_alarms,
                (false, false) => &mut counts.left_alone,
            } += 1;
        }
        counts
    }

    /// `None` where nothing was told.
    pub fn precision(&self) -> Option<f64> {
        share(self.found, self.found + self.false_alarms)
    }

    /// `None` where there was nothing to tell.
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.found + self.missed)
    }

    /// The mean of the F1 of complaints and that of the others; `None` unless there are both.
    pub fn macro_f1(&self) -> Option<f64> {
        self.recall()?;
        share(self.left_alone, self.left_alone + self.false_alarms)?;
        let f1 = |hits: u64| share(2 * hits, 2 * hits + self.false_alarms + self.missed).unwrap_or(0.0);
        Some(f1(self.found).midpoint(f1(self.left_alone)))
    }
}

/// Part of a whole; `None` of nothing.
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The probability that a complaint has a higher tone than another text, a tie counting half.
pub fn auc(judged: &[Judged]) -> Option<f64> {
    let (mut n_complaints, mut n_others) = (0, 0);
    // Twice the number of pairs, so that halves are whole.
    let mut won = 0;
    for (complaints, others) in levels(judged) {
        won += complaints * (2 * n_others + others);
        n_complaints += complaints;
        n_others += others;
    }
    share(won, 2 * n_complaints * n_others)
}

/// The share of complaints above the lowest tone that at most a tenth of the others reaches.
pub fn recall_at_a_tenth(judged: &[Judged]) -> Option<f64> {
    let levels = levels(judged);
    let n_others: u64 = levels.iter().map(|(_, others)| others).sum();
    let (mut found, mut false_alarms, mut best) = (0, 0, 0);
    for (complaints, others) in levels.iter().rev() {
        found += complaints;
        false_alarms += others;
        if false_alarms * 10 <= n_others {
            best = found;
        }
    }
    // Without others there is no such tone.
    share(1, n_others)?;
    share(best, found)
}

/// Complaints and others of each tone, from the lowest on.
fn levels(judged: &[Judged]) -> Vec<(u64, u64)> {
    let mut sorted: Vec<&Judged> = judged.iter().collect();
    sorted.sort_by(|a, b| a.tone.total_cmp(&b.tone));
    let count = |level: &[&Judged], complaint: bool| {
        level.iter().filter(|judged| judged.complaint == complaint).count() as u64
    };
    sorted
        .chunk_by(|a, b| a.tone.total_cmp(&b.tone).is_eq())
        .map(|level| (count(level, true), count(level, false)))
        .collect()
}
