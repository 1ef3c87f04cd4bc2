//! The axes on which systems disagree about what a response time is, and the presets that name a
//! known combination (`semantics.md` §1).

use crate::message::{Band, Rating};

use super::duration;

/// Which customer message starts the clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Start {
    /// The oldest unanswered one.
    First,
    /// The last one before the answer.
    Last,
    /// The first request for a person, where there is one.
    Handoff,
}

/// What ends a wait besides a substantive reply.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stop {
    pub reply: bool,
    pub holding: bool,
    pub note: bool,
    pub close: bool,
    pub reaction: bool,
    pub auto_reply: bool,
    pub bot: bool,
}

/// The number that stands on top.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Headline {
    Median,
    Mean,
    /// Mean of the fastest nine tenths.
    Fastest90,
}

/// One value per axis. Durations are seconds; `None` is "never".
#[derive(Clone, PartialEq, Debug)]
pub struct Policy {
    /// `hearback`, `zendesk`, `intercom`, `front`, `amazon`, `allegro` or `facebook`.
    pub preset: &'static str,
    pub start: Start,
    pub stop: Stop,
    /// Asked and answered off hours counts as met with working time 0; else it is left out.
    pub off_hours_zero: bool,
    /// Unanswered and overdue is a miss; else it is left out.
    pub unanswered_miss: bool,
    /// Closed without a reply is judged like an open wait; else it is unmeasured.
    pub closed_breached: bool,
    /// Later questions are waits too.
    pub followups: bool,
    pub close_starts_case: bool,
    /// Silence that starts a new case in chat, social and phone.
    pub new_case_after: Option<i64>,
    /// Silence that starts a new case elsewhere.
    pub new_thread_after: Option<i64>,
    /// A wait belongs to the period of its answer; else to that of its question.
    pub cohort_reply: bool,
    pub headline: Headline,
    /// Each day by the hours that held then; else all by the latest.
    pub hours_dated: bool,
    /// Bare thanks close; else they ask for an answer.
    pub thanks_close: bool,
    /// Silence after a bot's answer resolves; else the customer waits.
    pub bot_silence_resolves: bool,
    /// All reviews open a wait; else only unhappy ones and questions.
    pub reviews_all: bool,
    /// Ratings without text count; else they are left out.
    pub star_only_counts: bool,
    /// Age from which a negative message counts as ignored.
    pub ignored_after: i64,
    /// Tolerated difference of clocks.
    pub skew: i64,
    /// Mail without a usable link is joined by likeness too: subject, bare number, the one open question.
    pub weak_joins: bool,
    /// Ratings of five up to this are negative.
    pub negative_stars: f32,
    /// Text scores from this on are negative.
    pub negative_text: f32,
    /// Keys that differ from the defaults, as `key = value`, for the report.
    pub differences: Vec<String>,
}

const DAY: i64 = 86_400;

impl Default for Policy {
    fn default() -> Self {
        Self {
            preset: "hearback",
            start: Start::First,
            stop: Stop { reply: true, ..Stop::default() },
            off_hours_zero: true,
            unanswered_miss: true,
            closed_breached: true,
            followups: true,
            close_starts_case: false,
            new_case_after: Some(DAY),
            new_thread_after: Some(30 * DAY),
            cohort_reply: false,
            headline: Headline::Median,
            hours_dated: true,
            thanks_close: true,
            bot_silence_resolves: true,
            reviews_all: false,
            star_only_counts: false,
            ignored_after: DAY,
            skew: 600,
            weak_joins: true,
            negative_stars: 2.0,
            negative_text: 0.7,
            differences: Vec::new(),
        }
    }
}

impl Headline {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Median => "median",
            Self::Mean => "mean",
            Self::Fastest90 => "fastest-90",
        }
    }
}
/// The names of the presets.
pub const PRESETS: [&str; 7] = ["hearback", "zendesk", "intercom", "front", "amazon", "allegro", "facebook"];

impl Policy {
    /// How sure it is that somebody complains: by the stars where they are few, else by the words. Many stars leave no
    /// doubt but a plain contradiction. `certain` says that the words hold a strong phrase with a reason and no praise.
    pub fn band(&self, rating: Option<Rating>, tone: Option<f32>, certain: bool) -> Option<Band> {
        /// More speaks for a complaint than against.
        const POSSIBLE: f32 = 0.5;
        let stars = rating.map(Rating::of_five);
        if stars.is_some_and(|stars| stars <= self.negative_stars) {
            return Some(Band::Certain);
        }
        let tone = tone?;
        let praises = stars.is_some_and(|stars| stars > 3.0);
        if tone >= self.negative_text {
            return Some(if certain && !praises { Band::Certain } else { Band::Likely });
        }
        (!praises && tone >= POSSIBLE.min(self.negative_text)).then_some(Band::Possible)
    }

    /// The surest band that any words could give beside these stars: no tone reaches 1.
    pub fn surest(&self, rating: Option<Rating>) -> Option<Band> {
        self.band(rating, Some(1.0 - f32::EPSILON), true)
    }

    /// The values that a system is known for; `None` when there is no preset of that name.
    pub fn preset(name: &str) -> Option<Self> {
        let preset = PRESETS.into_iter().find(|preset| *preset == name)?;
        let default = Self { preset, ..Self::default() };
        if preset == "hearback" {
            return Some(default);
        }
        // What all the others have in common.
        let other = Self {
            stop: Stop { holding: true, ..default.stop },
            new_case_after: None,
            new_thread_after: None,
            bot_silence_resolves: false,
            reviews_all: true,
            ..default
        };
        Some(match preset {
            "zendesk" => Self { closed_breached: false, hours_dated: false, thanks_close: false, ..other },
            "intercom" => Self {
                unanswered_miss: false,
                closed_breached: false,
                hours_dated: false,
                thanks_close: false,
                ..other
            },
            "front" => Self {
                unanswered_miss: false,
                closed_breached: false,
                close_starts_case: true,
                cohort_reply: true,
                headline: Headline::Mean,
                thanks_close: false,
                ..other
            },
            "amazon" => Self { thanks_close: false, ..other },
            "allegro" => Self { reviews_all: false, ..other },
            _ => Self {
                unanswered_miss: false,
                closed_breached: false,
                followups: false,
                new_case_after: Some(DAY),
                new_thread_after: Some(DAY),
                headline: Headline::Fastest90,
                ..other
            },
        })
    }

    /// Every key and its value as a settings file spells them, in the order of the documentation.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let either = |choice: bool, yes: &str, no: &str| if choice { yes } else { no }.to_owned();
        let span = |seconds: Option<i64>| seconds.map_or_else(|| "never".to_owned(), duration::format);
        let start = match self.start {
            Start::First => "first",
            Start::Last => "last",
            Start::Handoff => "handoff",
        };
        let headline = match self.headline {
            Headline::Median => "median",
            Headline::Mean => "mean",
            Headline::Fastest90 => "fastest-90",
        };
        vec![
            ("preset", self.preset.to_owned()),
            ("start", start.to_owned()),
            ("stop", self.stop.names().join(", ")),
            ("off_hours", either(self.off_hours_zero, "zero", "leave-out")),
            ("unanswered", either(self.unanswered_miss, "miss", "leave-out")),
            ("closed_without_reply", either(self.closed_breached, "breached", "unmeasured")),
            ("followups", self.followups.to_string()),
            ("close_starts_case", self.close_starts_case.to_string()),
            ("new_case_after", span(self.new_case_after)),
            ("new_thread_after", span(self.new_thread_after)),
            ("cohort", either(self.cohort_reply, "reply", "question")),
            ("headline", headline.to_owned()),
            ("hours_versions", either(self.hours_dated, "dated", "latest")),
            ("thanks", either(self.thanks_close, "closing", "counts")),
            ("bot_silence", either(self.bot_silence_resolves, "resolved", "waiting")),
            ("reviews", either(self.reviews_all, "all", "unhappy")),
            ("star_only", either(self.star_only_counts, "counts", "leave-out")),
            ("ignored_after", duration::format(self.ignored_after)),
            ("skew", duration::format(self.skew)),
            ("weak_joins", self.weak_joins.to_string()),
            ("negative.stars", self.negative_stars.to_string()),
            ("negative.text", self.negative_text.to_string()),
        ]
    }

    /// Fills [`Policy::differences`].
    pub fn note_differences(&mut self) {
        let differs = |((key, value), (_, default)): ((&str, String), (&str, String))| {
            (value != default).then(|| format!("{key} = {value}"))
        };
        self.differences =
            self.values().into_iter().zip(Self::default().values()).filter_map(differs).collect();
    }
}

impl Stop {
    /// The names as in a settings file.
    pub const NAMES: [&str; 7] = ["reply", "holding", "note", "close", "reaction", "auto-reply", "bot"];

    /// The names of what stops the clock.
    pub fn names(self) -> Vec<&'static str> {
        let on = [self.reply, self.holding, self.note, self.close, self.reaction, self.auto_reply, self.bot];
        Self::NAMES.into_iter().zip(on).filter_map(|(name, on)| on.then_some(name)).collect()
    }

    /// Adds what a name stands for; `false` when there is no such name.
    pub fn set(&mut self, name: &str) -> bool {
        match name {
            "reply" => self.reply = true,
            "holding" => self.holding = true,
            "note" => self.note = true,
            "close" => self.close = true,
            "reaction" => self.reaction = true,
            "auto-reply" => self.auto_reply = true,
            "bot" => self.bot = true,
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests;
