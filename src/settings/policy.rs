//! The axes on which systems disagree about what a response time is, and the presets that name a
//! known combination (`semantics.md` §1).

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
