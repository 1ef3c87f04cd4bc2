//! The spans of a wait, its promise, and whether it met its target.

use std::iter;

use crate::conversation::wait::{Marks, State, Wait};
use crate::message::maybe::{Index, When};
use crate::message::{Channel, Message};
use crate::settings::policy::Start;
use crate::settings::{Clock, Filter, Measure, Settings, SourceName, Target};
use crate::source::collect::Archive;

/// Whether a target was met.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    Met,
    Breached,
    /// Still in time.
    Pending,
    /// No target, or no usable time.
    Unmeasured,
}

impl Outcome {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Breached => "breached",
            Self::Pending => "pending",
            Self::Unmeasured => "unmeasured",
        }
    }
}

/// How a promise stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Promised {
    Kept,
    Broken,
    Pending,
}

impl Promised {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Pending => "pending",
        }
    }
}

/// A span by both clocks, in seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub calendar: i64,
    /// Absent when no working hours are known.
    pub working: Option<i64>,
}

/// A wait with its numbers.
#[derive(Clone, Debug)]
pub struct Measured {
    pub wait: Wait,
    /// From the start to the answer; where there is none, to as-of or to where it ended without one.
    span: Packed,
    /// To the first sign of life, where that came before the answer: few waits have one.
    sign: Option<Box<Span>>,
    target: Index,
    pub promise: Option<Promised>,
    pub outcome: Outcome,
}

/// A span that may be absent, without the room that an `Option` of one takes.
#[derive(Clone, Copy, Debug, Default)]
struct Packed {
    calendar: When,
    working: When,
}

/// What measuring needs to know.
#[derive(Clone, Copy)]
pub struct Ruler<'a> {
    pub archive: &'a Archive,
    pub settings: &'a Settings,
    pub as_of: i64,
}

impl Ruler<'_> {
    pub fn measure(&self, wait: Wait) -> Measured {
        let start = self.start(&wait);
        let span = |end: i64| self.span(&wait, start, end);
        let answered_at = wait.answered_at.get();
        let signs = [wait.signs().acknowledged_at, wait.signs().held_at, wait.answered_at];
        let first_sign = signs.into_iter().filter_map(When::get).min();
        let end = match wait.state {
            State::Answered => answered_at,
            State::Waiting => Some(self.as_of),
            State::ClosedWithoutReply | State::Withdrawn => wait.ended_at.get(),
            State::BotResolved | State::AnsweredElsewhere => Some(wait.last_at),
        };
        let mut measured = Measured {
            span: end.map(span).into(),
            sign: first_sign.filter(|_| first_sign != answered_at).map(|at| Box::new(span(at))),
            promise: self.promise(&wait),
            target: Index::ABSENT,
            outcome: Outcome::Unmeasured,
            wait,
        };
        if measured.response().is_some_and(Span::is_off_hours) {
            measured.wait.marks.set(Marks::OFF_HOURS);
        }
        measured.target = self.target_of(&measured).and_then(|idx| u32::try_from(idx).ok()).into();
        if let Some(target) = measured.target().and_then(|idx| self.settings.targets.get(idx)) {
            measured.outcome = self.outcome(&measured, target);
        }
        measured
    }

    /// How a wait stands to a target that is about it.
    pub fn outcome(&self, measured: &Measured, target: &Target) -> Outcome {
        let wait = &measured.wait;
        if matches!(wait.state, State::Withdrawn | State::AnsweredElsewhere | State::BotResolved) {
            return Outcome::Unmeasured;
        }
        let span = match target.measure {
            Measure::Acknowledgement => measured.acknowledgement(),
            Measure::FirstResponse | Measure::NextResponse | Measure::ReviewReply => measured.response(),
        };
        if let Some(span) = span {
            let left_out =
                target.clock == Clock::Working && span.is_off_hours() && !self.settings.policy.off_hours_zero;
            return match span.by(target.clock) {
                Some(_) if left_out => Outcome::Unmeasured,
                Some(seconds) if seconds <= target.within => Outcome::Met,
                Some(_) => Outcome::Breached,
                None => Outcome::Unmeasured,
            };
        }
        match wait.state {
            _ if wait.marks.has(Marks::NO_OUTGOING) => return Outcome::Unmeasured,
            State::Waiting => {}
            State::ClosedWithoutReply if self.settings.policy.closed_breached => {}
            _ => return Outcome::Unmeasured,
        }
        match self.span(wait, self.start(wait), self.as_of).by(target.clock) {
            Some(age) if age <= target.within => Outcome::Pending,
            Some(_) if self.settings.policy.unanswered_miss => Outcome::Breached,
            _ => Outcome::Unmeasured,
        }
    }

    /// Is a target about this wait?
    pub fn concerns(&self, measured: &Measured, target: &Target) -> bool {
        let wait = &measured.wait;
        let fits = match target.measure {
            Measure::Acknowledgement => wait.channel != Channel::Review,
            measure => measure == self.measure_of(wait),
        };
        fits && self.passes(wait, &target.filter)
    }

    /// Does a wait pass a filter?
    pub fn passes(&self, wait: &Wait, filter: &Filter) -> bool {
        let opened = self.opened(wait);
        let file = self.archive.file_of(opened);
        // A mapped file answers to the name of its mapping and to that of the format.
        let is_from = |SourceName { name, .. }: &SourceName| {
            file.is_some_and(|file| file.source() == Some(name) || file.format == Some(name))
        };
        (filter.channels.is_empty() || filter.channels.contains(&wait.channel))
            && (filter.sources.is_empty() || filter.sources.iter().any(is_from))
            && (filter.languages.is_empty()
                || opened.language.is_some_and(|language| filter.languages.contains(&language)))
    }

    /// Which answer-measure a wait belongs to.
    pub fn measure_of(&self, wait: &Wait) -> Measure {
        match (wait.channel, wait.number) {
            (Channel::Review, _) => Measure::ReviewReply,
            (_, 1) => Measure::FirstResponse,
            _ => Measure::NextResponse,
        }
    }

    /// The message that opened a wait.
    pub fn opened(&self, wait: &Wait) -> &Message {
        &self.archive.messages[wait.opened as usize]
    }

    /// A span by both clocks; never negative.
    pub fn span(&self, wait: &Wait, start: i64, end: i64) -> Span {
        // Where no hours are known nobody asks for the recipients, and the message is not looked up.
        let to = iter::once_with(|| &self.opened(wait).to).flat_map(|to| to.iter());
        let to = to.map(|&to| self.archive.strings.get(to));
        let calendar = self.settings.hours_of(wait.channel, to);
        Span {
            calendar: end.saturating_sub(start).max(0),
            working: calendar.map(|calendar| calendar.between(start, end)),
        }
    }

    /// Where the clock of a wait starts, by policy.
    pub fn start(&self, wait: &Wait) -> i64 {
        match self.settings.policy.start {
            Start::First => wait.opened_at,
            Start::Last => wait.last_at,
            Start::Handoff => wait.signs().handoff_at.get().unwrap_or(wait.opened_at),
        }
    }

    fn promise(&self, wait: &Wait) -> Option<Promised> {
        let due = wait.signs().promised_at.get()?;
        match wait.state {
            State::Answered => {
                wait.answered_at.get().map(|at| if at <= due { Promised::Kept } else { Promised::Broken })
            }
            State::Waiting | State::ClosedWithoutReply if self.as_of <= due => Some(Promised::Pending),
            State::Waiting | State::ClosedWithoutReply => Some(Promised::Broken),
            State::Withdrawn if wait.ended_at.get().is_some_and(|at| due < at) => Some(Promised::Broken),
            State::Withdrawn | State::AnsweredElsewhere | State::BotResolved => None,
        }
    }

    /// The first target that measures its answer, else the first acknowledgement that is about it.
    fn target_of(&self, measured: &Measured) -> Option<usize> {
        let first = |acknowledgement: bool| {
            self.settings.targets.iter().position(|target| {
                (target.measure == Measure::Acknowledgement) == acknowledgement
                    && self.concerns(measured, target)
            })
        };
        first(false).or_else(|| first(true))
    }
}

impl Measured {
    /// From the start to the answer; absent without a usable time.
    pub fn response(&self) -> Option<Span> {
        self.span.get().filter(|_| self.wait.state == State::Answered)
    }

    /// From the start to as-of; only of those who wait.
    pub fn age(&self) -> Option<Span> {
        self.span.get().filter(|_| self.wait.state == State::Waiting)
    }

    /// From the start to the first sign of life.
    pub fn acknowledgement(&self) -> Option<Span> {
        self.sign.as_deref().copied().or(self.response())
    }

    /// How long it was observed: to the answer, its end or as-of; for survival curves.
    pub fn observed(&self) -> Option<Span> {
        // Where no answer could be seen, how long it was looked for says nothing.
        self.span.get().filter(|_| !self.wait.marks.has(Marks::NO_OUTGOING))
    }

    /// The target of its row, as a place among the settings' targets.
    pub fn target(&self) -> Option<usize> {
        self.target.get().and_then(|idx| usize::try_from(idx).ok())
    }
}

impl Packed {
    fn get(self) -> Option<Span> {
        self.calendar.get().map(|calendar| Span { calendar, working: self.working.get() })
    }
}

impl From<Option<Span>> for Packed {
    fn from(span: Option<Span>) -> Self {
        span.map_or_else(Self::default, |span| Self {
            calendar: When::at(span.calendar),
            working: span.working.into(),
        })
    }
}

impl Span {
    pub const fn by(self, clock: Clock) -> Option<i64> {
        match clock {
            Clock::Calendar => Some(self.calendar),
            Clock::Working => self.working,
        }
    }

    /// Time passed, and none of it was working time.
    pub fn is_off_hours(self) -> bool {
        self.calendar > 0 && self.working == Some(0)
    }
}

#[cfg(test)]
mod tests;
