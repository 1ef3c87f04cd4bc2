//! Waits summed up: how many, how long, for all or by channel, agent, week and so on.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Timelike as _};

use crate::conversation::Conversations;
use crate::conversation::wait::State;
use crate::settings::{Clock, Measure};

use super::outcome::{Measured, Outcome, Ruler};
use super::percentile::{enough, fastest_90, mean, percentile};
use super::survival::{Curve, End, Quantile, curve};

/// What waits are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum By {
    Channel,
    Agent,
    Source,
    Week,
    Weekday,
    Hour,
    Language,
    Product,
}

impl By {
    pub const ALL: &'static [Self] = &[
        Self::Channel,
        Self::Agent,
        Self::Source,
        Self::Week,
        Self::Weekday,
        Self::Hour,
        Self::Language,
        Self::Product,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Agent => "agent",
            Self::Source => "source",
            Self::Week => "week",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
            Self::Language => "language",
            Self::Product => "product",
        }
    }
}

/// The numbers of a group of waits.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub n: usize,
    pub n_answered: usize,
    pub n_waiting: usize,
    /// Ended otherwise: closed, withdrawn, settled by a bot, answered elsewhere.
    pub n_other: usize,
    /// By the targets of their rows.
    pub n_met: usize,
    pub n_breached: usize,
    pub n_pending: usize,
    /// Calendar time, those who still wait included.
    pub curve: Curve,
    /// Working time likewise; empty without working hours.
    pub working: Curve,
    /// Calendar spans of those answered, sorted.
    pub answered: Vec<i64>,
    /// Working spans of those answered, sorted.
    answered_working: Vec<i64>,
}

/// Sums up the waits that are given.
pub fn summarise<'a>(waits: impl IntoIterator<Item = &'a Measured>) -> Summary {
    let mut summary = Summary::default();
    let (mut calendar, mut working) = (Vec::new(), Vec::new());
    for measured in waits {
        summary.n += 1;
        match measured.wait.state {
            State::Answered => summary.n_answered += 1,
            State::Waiting => summary.n_waiting += 1,
            _ => summary.n_other += 1,
        }
        match measured.outcome {
            Outcome::Met => summary.n_met += 1,
            Outcome::Breached => summary.n_breached += 1,
            Outcome::Pending => summary.n_pending += 1,
            Outcome::Unmeasured => {}
        }
        if let Some(span) = measured.response() {
            summary.answered.push(span.calendar);
            summary.answered_working.extend(span.working);
        }
        if let (Some(end), Some(observed)) = (end_of(measured), measured.observed()) {
            calendar.push((observed.calendar, end));
            working.extend(observed.working.map(|seconds| (seconds, end)));
        }
    }
    summary.answered.sort_unstable();
    summary.answered_working.sort_unstable();
    summary.curve = curve(calendar);
    summary.working = curve(working);
    summary
}

/// The waits by group, in the order of the groups; waits without a value are the group `None`, last.
pub fn grouped<'a>(
    ruler: &Ruler<'_>,
    conversations: &Conversations,
    waits: &'a [Measured],
    by: By,
) -> Vec<(Option<String>, Vec<&'a Measured>)> {
    let mut groups: BTreeMap<(bool, Option<String>), Vec<&Measured>> = BTreeMap::new();
    for measured in waits {
        let key = group_of(ruler, conversations, measured, by);
        groups.entry((key.is_none(), key)).or_default().push(measured);
    }
    groups.into_iter().map(|((_, key), waits)| (key, waits)).collect()
}

/// The group of a wait.
pub fn group_of(
    ruler: &Ruler<'_>,
    conversations: &Conversations,
    measured: &Measured,
    by: By,
) -> Option<String> {
    let wait = &measured.wait;
    let opened = ruler.opened(wait);
    let local = || ruler.settings.zone.local(wait.opened_at);
    match by {
        By::Channel => Some(wait.channel.name().to_owned()),
        By::Agent => {
            let answer = wait.answer.get()?;
            ruler.archive.text(conversations.people.who[answer as usize]).map(str::to_owned)
        }
        By::Source => ruler.archive.file_of(opened)?.source().map(str::to_owned),
        By::Week => {
            let week = local().iso_week();
            Some(format!("{}-W{:02}", week.year(), week.week()))
        }
        By::Weekday => {
            let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            let number = local().weekday().num_days_from_monday();
            days.get(number as usize).map(|day| format!("{} {day}", number + 1))
        }
        By::Hour => Some(format!("{:02}", local().hour())),
        By::Language => opened.language.map(|language| language.name().to_owned()),
        By::Product => ruler.archive.text(opened.about).map(str::to_owned),
    }
}

/// How a wait's observation ended, for survival curves; `None` when it was answered at an unknown time.
pub fn end_of(measured: &Measured) -> Option<End> {
    match measured.wait.state {
        State::Answered => measured.response().map(|_| End::Answered),
        State::ClosedWithoutReply => Some(End::Closed),
        State::Withdrawn => Some(End::Withdrawn),
        State::Waiting | State::BotResolved | State::AnsweredElsewhere => Some(End::Open),
    }
}

impl Summary {
    /// A quantile of the time to an answer: of all who waited, or by policy of those answered only. Of too few there is
    /// none.
    pub fn quantile(&self, quantile: f64, clock: Clock, answered_only: bool) -> Option<Quantile> {
        let (answered, curve) = match clock {
            Clock::Calendar => (&self.answered, &self.curve),
            Clock::Working => (&self.answered_working, &self.working),
        };
        let n = if answered_only { answered.len() } else { curve.n };
        if n < enough(quantile) {
            return None;
        }
        if answered_only {
            return percentile(answered, quantile).map(|seconds| Quantile::At(seconds.round() as i64));
        }
        curve.quantile(quantile)
    }

    /// Mean of those answered, in seconds.
    pub fn mean(&self) -> Option<f64> {
        mean(&self.answered)
    }

    /// Mean of the fastest nine tenths of those answered, in seconds.
    pub fn fastest_90(&self) -> Option<f64> {
        fastest_90(&self.answered)
    }

    /// Met ÷ (met + breached) in tenths of a per cent, truncated.
    pub fn share_met(&self) -> Option<u32> {
        let share = (self.n_met * 1000).checked_div(self.n_met + self.n_breached)?;
        u32::try_from(share).ok()
    }
}

/// The waits whose answer a measure is about.
pub fn of_measure<'a>(ruler: &Ruler<'_>, waits: &'a [Measured], measure: Measure) -> Vec<&'a Measured> {
    waits.iter().filter(|measured| ruler.measure_of(&measured.wait) == measure).collect()
}

#[cfg(test)]
mod tests;
