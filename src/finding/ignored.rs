//! Whom we ignored: negative messages and reviews that nobody answered, worst first.

use crate::conversation::class::band;
use crate::conversation::wait::State;
use crate::measure::outcome::{Measured, Ruler};
use crate::message::Band;

/// Messages without stars stand behind those with so many.
const NO_STARS: f32 = 1.0;
/// Tones are equally strong when they are equal in two digits, as reports show them; then the older one comes first.
const STEPS: f32 = 100.0;

/// One wait whose customer complained and was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Index among the measured waits.
    pub wait: usize,
    /// Its most negative message.
    pub message: u32,
    pub at: i64,
    /// Seconds since then.
    pub age: i64,
    /// How sure it is that it complains.
    pub band: Band,
}

/// Waits without a human answer whose worst message is negative and old enough, worst first: fewer stars, then the
/// stronger words, then the older. Messages without stars come after those with one star, the surer first, and of
/// equally sure ones those with the stronger words.
pub fn ignored(ruler: &Ruler<'_>, waits: &[Measured]) -> Vec<Ignored> {
    let policy = &ruler.settings.policy;
    let mut list: Vec<Ignored> = waits
        .iter()
        .enumerate()
        .filter(|(_, measured)| {
            matches!(measured.wait.state, State::Waiting | State::ClosedWithoutReply | State::BotResolved)
        })
        .filter_map(|(idx, measured)| {
            let worst = &ruler.archive.messages[measured.wait.worst as usize];
            let at = worst.sent.get().unwrap_or(measured.wait.opened_at);
            let age = ruler.as_of.saturating_sub(at);
            let band = band(worst, policy).filter(|&band| band <= ruler.settings.min_band)?;
            (age >= policy.ignored_after).then_some(Ignored {
                wait: idx,
                message: measured.wait.worst,
                at,
                age,
                band,
            })
        })
        .collect();
    list.sort_by(|a, b| {
        let key = |one: &Ignored| {
            let message = &ruler.archive.messages[one.message as usize];
            let tone = message.tone.get().unwrap_or(0.0);
            match message.rating {
                Some(rating) => (rating.of_five(), None, -tone),
                None => (NO_STARS, Some(one.band), -(tone * STEPS).round()),
            }
        };
        let (one, other) = (key(a), key(b));
        one.0
            .total_cmp(&other.0)
            .then(one.1.cmp(&other.1))
            .then(one.2.total_cmp(&other.2))
            .then(a.at.cmp(&b.at))
            .then(a.wait.cmp(&b.wait))
    });
    list
}
