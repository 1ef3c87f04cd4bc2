//! How long customers wait when some still wait: Kaplan–Meier curves, and shares of competing ends.

/// How the observation of a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum End {
    Answered,
    /// Ended without an answer.
    Closed,
    Withdrawn,
    /// Still waiting, or ended in a way that says nothing about the answer.
    Open,
}

/// One step of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Seconds.
    pub at: i64,
    /// Share that still waits after this time, 0 to 1.
    pub waiting: f64,
    /// 95 % limits (log-log, Greenwood); none where nobody waits any more.
    pub limits: Option<(f64, f64)>,
}

/// A quantile of the time to an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantile {
    At(i64),
    /// The curve does not get there; the longest span that was observed.
    AtLeast(i64),
}

/// The curve of a set of waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    pub n: usize,
    pub n_answered: usize,
    /// One step per time at which somebody was answered.
    pub steps: Vec<Step>,
    pub longest: Option<i64>,
    /// Shares of all by how their wait ended, at the longest span: answered, closed, withdrawn.
    pub shares: [f64; 3],
}

/// The normal quantile of a two-sided 95 % limit.
const Z: f64 = 1.959_963_984_540_054;

/// The curve over spans in seconds; at equal times answers come before everything else.
pub fn curve(mut waits: Vec<(i64, End)>) -> Curve {
    waits.sort_unstable();
    let mut curve = Curve {
        n: waits.len(),
        n_answered: waits.iter().filter(|&&(_, end)| end == End::Answered).count(),
        longest: waits.last().map(|&(at, _)| at),
        ..Curve::default()
    };
    let (mut waiting, mut unended, mut greenwood) = (1.0, 1.0, 0.0);
    let mut at_risk = waits.len();
    for same_time in waits.chunk_by(|a, b| a.0 == b.0) {
        let count = |wanted: End| same_time.iter().filter(|&&(_, end)| end == wanted).count();
        let ends = [count(End::Answered), count(End::Closed), count(End::Withdrawn)];
        let n = at_risk as f64;
        for (share, &n_ended) in curve.shares.iter_mut().zip(&ends) {
            *share += unended * n_ended as f64 / n;
        }
        unended *= 1.0 - ends.iter().sum::<usize>() as f64 / n;
        if ends[0] > 0 {
            let d = ends[0] as f64;
            waiting *= 1.0 - d / n;
            greenwood += d / (n * (n - d));
            let limits = (at_risk > ends[0]).then(|| limits(waiting, greenwood));
            curve.steps.push(Step { at: same_time[0].0, waiting, limits });
        }
        at_risk -= same_time.len();
    }
    curve
}

/// Log-log limits of a share between 0 and 1.
fn limits(waiting: f64, greenwood: f64) -> (f64, f64) {
    let log = waiting.ln();
    let spread = (Z * greenwood.sqrt() / log).exp();
    let (a, b) = (waiting.powf(spread), waiting.powf(1.0 / spread));
    (a.min(b), a.max(b))
}

impl Curve {
    /// The smallest answer time by which a share `quantile` (0 to 1) was answered; `None` without waits.
    pub fn quantile(&self, quantile: f64) -> Option<Quantile> {
        let reached = self.steps.iter().find(|step| step.waiting <= 1.0 - quantile + 1e-12);
        reached.map(|step| Quantile::At(step.at)).or(self.longest.map(Quantile::AtLeast))
    }

    /// The times at which the lower and the upper 95 % limit reach one half.
    pub fn median_band(&self) -> (Option<i64>, Option<i64>) {
        let first = |reaches: fn(&(f64, f64)) -> bool| {
            self.steps.iter().find(|step| step.limits.as_ref().is_some_and(reaches)).map(|step| step.at)
        };
        (first(|(low, _)| *low <= 0.5), first(|(_, high)| *high <= 0.5))
    }
}

#[cfg(test)]
mod tests;
