//! Which waits a report is about: channels and period.

use crate::conversation::wait::State;
use crate::settings::Settings;

use super::outcome::Measured;

/// Is the wait in the channels and the period that were asked for? Those who wait now always are.
pub fn holds(settings: &Settings, as_of: i64, measured: &Measured) -> bool {
    let wait = &measured.wait;
    if !settings.channels.is_empty() && !settings.channels.contains(&wait.channel) {
        return false;
    }
    if wait.state == State::Waiting {
        return true;
    }
    let at = if settings.policy.cohort_reply { wait.answered_at.get() } else { Some(wait.opened_at) };
    let from = settings.since.max(settings.last.map(|last| as_of.saturating_sub(last)));
    let Some(at) = at else { return from.is_none() && settings.until.is_none() };
    from.is_none_or(|from| at >= from) && settings.until.is_none_or(|until| at < until)
}

#[cfg(test)]
mod tests;
