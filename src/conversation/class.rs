//! What a message does to a wait: its class, and the reason that made it so.

use crate::message::{Band, Channel, Closing, Flags, Kind, Message, Role};
use crate::settings::policy::Policy;

/// The classes of `docs/semantics.md`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    Request,
    Closing,
    Withdrawal,
    /// A customer's call that got through: question and answer at once.
    Call,
    Answer,
    Holding,
    /// A team message that no customer saw.
    Internal,
    /// Sent by a machine of ours: acknowledges.
    Automatic,
    /// A bot's message: acknowledges, and may settle the matter.
    Bot,
    Reaction,
    CallAttempt,
    Handoff,
    Closed,
    Reopened,
    Deleted,
    Bounce,
    Note,
    /// A review that keeps nobody waiting.
    Content,
    /// Known and without effect.
    NoEffect,
    /// Neither side's message, counted with its reason.
    Excluded,
}

impl Class {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Closing => "closing",
            Self::Withdrawal => "withdrawal",
            Self::Call => "call",
            Self::Answer => "answer",
            Self::Holding => "holding",
            Self::Internal => "internal",
            Self::Automatic => "automatic",
            Self::Bot => "bot",
            Self::Reaction => "reaction",
            Self::CallAttempt => "call-attempt",
            Self::Handoff => "handoff",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Deleted => "deleted",
            Self::Bounce => "bounce",
            Self::Note => "note",
            Self::Content => "content",
            Self::NoEffect => "no-effect",
            Self::Excluded => "excluded",
        }
    }
}

/// How a customer's message sounds, by its stars first and its words second.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mood {
    Negative,
    Neutral,
    Positive,
}

/// What decides a class besides the message itself.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    pub role: Role,
    pub channel: Channel,
    /// Our last message asked a question.
    pub asked: bool,
    /// Somebody of ours has written before.
    pub spoken: bool,
    /// All recipients are of the team or partners, and there is at least one.
    pub internal: bool,
    pub policy: &'a Policy,
}

/// The class of a message and the reason code behind it.
pub fn classify(message: &Message, situation: Situation<'_>) -> (Class, &'static str) {
    match situation.role {
        Role::Customer => of_customer(message, situation),
        Role::Team => of_team(message, situation),
        Role::Bot => of_bot(message),
        Role::System | Role::Other => of_others(message, situation.role),
    }
}

/// Negative, neutral or positive: stars where there are any, and words that make it negative all the same.
pub fn mood(message: &Message, policy: &Policy) -> Mood {
    match band(message, policy) {
        Some(Band::Certain | Band::Likely) => Mood::Negative,
        _ if message.rating.is_some_and(|rating| rating.of_five() > 3.0) => Mood::Positive,
        _ => Mood::Neutral,
    }
}

/// How sure it is that a message complains.
pub fn band(message: &Message, policy: &Policy) -> Option<Band> {
    policy.band(message.rating, message.tone.get(), message.flags.has(Flags::CERTAIN))
}

/// The stars praise and the words complain.
pub fn mismatch(message: &Message, policy: &Policy) -> bool {
    let praises = |stars: f32| stars > 3.0 && stars > policy.negative_stars;
    message.rating.is_some_and(|rating| praises(rating.of_five())) && mood(message, policy) == Mood::Negative
}

fn of_customer(message: &Message, situation: Situation<'_>) -> (Class, &'static str) {
    match message.kind {
        Kind::Message if situation.channel == Channel::Review => review(message, situation.policy),
        Kind::Message => words(message, situation),
        Kind::MissedCall => (Class::Request, "missed call: a call back is owed"),
        Kind::Call => (Class::Call, "the call got through"),
        Kind::Handoff => (Class::Handoff, "asks for a person"),
        Kind::AutoReply => (Class::Excluded, "customer's automatic reply"),
        kind => of_event(kind),
    }
}

fn words(message: &Message, situation: Situation<'_>) -> (Class, &'static str) {
    if message.flags.has(Flags::WITHDRAWAL) {
        return (Class::Withdrawal, "takes the question back");
    }
    if !situation.policy.thanks_close {
        return (Class::Request, "every message asks, by policy");
    }
    // What was learned from replies to a shop says nothing of a first message.
    let of_replies = message.flags.has(Flags::LEARNED_CLOSING);
    let closing = if of_replies && !situation.spoken { Closing::No } else { message.closing };
    match closing {
        Closing::No => (Class::Request, "asks or tells something"),
        Closing::Thanks => (Class::Closing, "nothing but thanks"),
        Closing::Refusal => (Class::Closing, "declines with thanks"),
        Closing::Bare | Closing::Acceptance if situation.asked => (Class::Request, "answers our question"),
        Closing::Bare => (Class::Closing, "a bare yes, no or ok, or how it ended"),
        Closing::Acceptance => (Class::Closing, "accepts with thanks"),
    }
}

fn review(message: &Message, policy: &Policy) -> (Class, &'static str) {
    if message.rating.is_some() && !message.flags.has(Flags::HAS_TEXT) && !policy.star_only_counts {
        return (Class::Content, "stars without words cannot be answered");
    }
    match mood(message, policy) {
        _ if policy.reviews_all => (Class::Request, "every review asks, by policy"),
        Mood::Negative => (Class::Request, "a negative review"),
        Mood::Neutral => (Class::Request, "a neutral review"),
        Mood::Positive if message.flags.has(Flags::QUESTION) || message.flags.has(Flags::ASKS) => {
            (Class::Request, "a happy review with a question")
        }
        Mood::Positive => (Class::Content, "a happy review"),
    }
}

fn of_team(message: &Message, situation: Situation<'_>) -> (Class, &'static str) {
    match message.kind {
        Kind::Message if situation.internal => (Class::Internal, "only team or partners received it"),
        // Under a review stands one reply for all to see; what was promised goes on elsewhere.
        Kind::Message if situation.channel == Channel::Review => {
            (Class::Answer, "the reply to a review answers it")
        }
        Kind::Message if message.flags.has(Flags::HOLDING) => {
            (Class::Holding, "only says that an answer will come")
        }
        Kind::Message if message.flags.has(Flags::ASKS_CUSTOMER) => {
            (Class::Answer, "asks the customer for something")
        }
        Kind::Message => (Class::Answer, "a person of the team answers"),
        Kind::Call => (Class::Answer, "the team called"),
        Kind::MissedCall => (Class::CallAttempt, "the team called and reached nobody"),
        Kind::AutoReply => (Class::Automatic, "sent by a machine"),
        Kind::Reaction => (Class::Reaction, "a reaction is no answer"),
        kind => of_event(kind),
    }
}

fn of_bot(message: &Message) -> (Class, &'static str) {
    match message.kind {
        Kind::Message => (Class::Bot, "a bot is no person"),
        Kind::AutoReply => (Class::Automatic, "sent by a machine"),
        kind => of_event(kind),
    }
}

fn of_others(message: &Message, role: Role) -> (Class, &'static str) {
    match message.kind {
        Kind::Message | Kind::Call | Kind::MissedCall | Kind::AutoReply if role == Role::System => {
            (Class::Excluded, "a system's message")
        }
        Kind::Message | Kind::Call | Kind::MissedCall | Kind::AutoReply => {
            (Class::Excluded, "neither customer nor team")
        }
        kind => of_event(kind),
    }
}

fn of_event(kind: Kind) -> (Class, &'static str) {
    match kind {
        Kind::Closed => (Class::Closed, "closed"),
        Kind::Reopened => (Class::Reopened, "reopened"),
        Kind::Handoff => (Class::Handoff, "handed to a person"),
        Kind::Deleted => (Class::Deleted, "deleted"),
        Kind::Bounce => (Class::Bounce, "not delivered"),
        Kind::Note => (Class::Note, "internal note"),
        Kind::Bulk => (Class::Excluded, "bulk mail"),
        Kind::Spam => (Class::Excluded, "spam"),
        Kind::Assigned | Kind::Draft | Kind::Receipt | Kind::Rating | Kind::Reaction => {
            (Class::NoEffect, kind.name())
        }
        Kind::Message | Kind::AutoReply | Kind::Call | Kind::MissedCall => (Class::NoEffect, kind.name()),
    }
}
