//! Whom we ignored: negative messages and reviews that nobody answered, worst first.

use crate::conversation::class::{Mood, mood};
use crate::conversation::wait::State;
use crate::measure::outcome::{Measured, Ruler};
use crate::message::Rating;

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
}

/// Waits without a human answer whose worst message is negative and old enough, worst first: fewer stars,
/// then the stronger words, then the older. Messages without stars come after those with one star.
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
            let at = worst.sent.unwrap_or(measured.wait.opened_at);
            let age = ruler.as_of.saturating_sub(at);
            let counts = mood(worst, policy) == Mood::Negative && age >= policy.ignored_after;
            counts.then_some(Ignored { wait: idx, message: measured.wait.worst, at, age })
        })
        .collect();
    list.sort_by(|a, b| {
        let key = |one: &Ignored| {
            let message = &ruler.archive.messages[one.message as usize];
            (
                message.rating.map_or(1.0, Rating::of_five),
                message.rating.is_none(),
                -message.tone.unwrap_or(0.0),
            )
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
