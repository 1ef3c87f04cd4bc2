//! A wait: opened by the oldest customer message that nobody has answered.

use crate::message::Channel;
use crate::message::maybe::{Index, When};
use crate::message::strings::Sym;

/// How a wait stands at as-of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    Answered,
    Waiting,
    ClosedWithoutReply,
    Withdrawn,
    /// There is evidence of an answer that is not in the export.
    AnsweredElsewhere,
    BotResolved,
}

impl State {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Waiting => "waiting",
            Self::ClosedWithoutReply => "closed-without-reply",
            Self::Withdrawn => "withdrawn",
            Self::AnsweredElsewhere => "answered-elsewhere",
            Self::BotResolved => "bot-resolved",
        }
    }
}

/// How much the numbers of a wait can bear.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Confidence {
    #[default]
    Exact,
    /// Only the reply's last edit is known: the response was not slower than this.
    UpperBound,
    /// Joined by likeness, one reply for several who waited, or times of which only the day is known.
    Weak,
}

impl Confidence {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::UpperBound => "upper-bound",
            Self::Weak => "weak",
        }
    }
}

/// Marks of a wait, as bits; their names are in [`Marks::names`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks(u32);

impl Marks {
    pub const ABANDONED: Self = Self(1);
    pub const BOUNCED: Self = Self(1 << 1);
    pub const CALL_ATTEMPTED: Self = Self(1 << 2);
    pub const HANDOFF: Self = Self(1 << 3);
    pub const BY_PARTIES: Self = Self(1 << 4);
    pub const BY_SUBJECT: Self = Self(1 << 5);
    pub const LEFT_TRUNCATED: Self = Self(1 << 6);
    pub const MINUTES: Self = Self(1 << 7);
    pub const MISMATCH: Self = Self(1 << 8);
    pub const OFF_HOURS: Self = Self(1 << 9);
    pub const REPLY_DELETED: Self = Self(1 << 10);
    pub const SKEW: Self = Self(1 << 11);
    pub const STALE_REPLY: Self = Self(1 << 12);
    pub const TIME_UNKNOWN: Self = Self(1 << 13);
    pub const TIMED_OUT: Self = Self(1 << 14);
    pub const TZ_ASSUMED: Self = Self(1 << 15);
    pub const UNCONFIRMED: Self = Self(1 << 16);
    /// The mail export holds no outgoing mail at all: no answer can be seen in it.
    pub const NO_OUTGOING: Self = Self(1 << 17);
    /// The customer had to call once more and got through.
    pub const CALLED_AGAIN: Self = Self(1 << 24);
    pub const BY_TICKET: Self = Self(1 << 18);
    pub const BY_THREAD_INDEX: Self = Self(1 << 19);
    /// The customer writes through a marketplace: answers given in its own pages are not in the export.
    pub const RELAY: Self = Self(1 << 20);
    /// A reply to the review is written and not public yet.
    pub const REPLY_PENDING: Self = Self(1 << 25);
    /// Its answer has the same words as others.
    pub const TEMPLATED: Self = Self(1 << 26);

    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::ABANDONED, "abandoned"),
        (Self::BOUNCED, "bounced"),
        (Self::CALL_ATTEMPTED, "call-attempted"),
        (Self::CALLED_AGAIN, "called-again"),
        (Self::HANDOFF, "handoff"),
        (Self::BY_PARTIES, "joined-by-parties"),
        (Self::BY_SUBJECT, "joined-by-subject"),
        (Self::BY_THREAD_INDEX, "joined-by-thread-index"),
        (Self::BY_TICKET, "joined-by-ticket"),
        (Self::LEFT_TRUNCATED, "left-truncated"),
        (Self::MINUTES, "minute-precision"),
        (Self::MISMATCH, "mismatch"),
        (Self::NO_OUTGOING, "no-reply-in-this-export"),
        (Self::OFF_HOURS, "off-hours"),
        (Self::RELAY, "relay"),
        (Self::REPLY_DELETED, "reply-deleted"),
        (Self::REPLY_PENDING, "reply-pending"),
        (Self::SKEW, "skew"),
        (Self::STALE_REPLY, "stale-reply"),
        (Self::TEMPLATED, "templated"),
        (Self::TIME_UNKNOWN, "time-unknown"),
        (Self::TIMED_OUT, "timed-out"),
        (Self::TZ_ASSUMED, "tz-assumed"),
        (Self::UNCONFIRMED, "unconfirmed"),
    ];

    pub const fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub const fn clear(&mut self, other: Self) {
        self.0 &= !other.0;
    }

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// How many of the marks of waits have each of some others, counted in one go.
    pub fn count<const N: usize>(all: impl Iterator<Item = Self>, wanted: [Self; N]) -> [usize; N] {
        let mut counts = [0; N];
        for marks in all {
            for (n, mark) in counts.iter_mut().zip(wanted) {
                *n += usize::from(marks.has(mark));
            }
        }
        counts
    }

    /// The names of all marks that are set, in alphabetical order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().filter(move |(mark, _)| self.has(*mark)).map(|&(_, name)| name)
    }
}

/// One wait of one party in one case. Times are seconds since 1970.
#[derive(Clone, Debug)]
pub struct Wait {
    /// Index of the conversation.
    pub conversation: u32,
    /// Number of the case in its conversation, from 1.
    pub case: u32,
    /// Number of the wait of its party in its case; 1 is the first response.
    pub number: u32,
    pub customer: Option<Sym>,
    pub channel: Channel,
    /// Index of the message that opened it.
    pub opened: u32,
    pub opened_at: i64,
    /// The last customer message, closings too: where an end of unknown time is censored.
    pub last_at: i64,
    /// Customer messages in this wait.
    pub n_messages: u32,
    /// Its most negative message, of those old enough to have been ignored if there are such.
    pub worst: u32,
    pub state: State,
    /// When it ended without an answer.
    pub ended_at: When,
    /// The message that answered it.
    pub answer: Index,
    /// Absent when the answer's time is unknown.
    pub answered_at: When,
    pub marks: Marks,
    pub confidence: Confidence,
    /// None where nothing of that happened.
    pub signs: Option<Box<Signs>>,
}

/// What happens in few waits before an answer: in a box of its own it takes no room in the others.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    pub handoff_at: When,
    pub acknowledged_at: When,
    pub held_at: When,
    /// The due time that counts: the latest that was made before the one before fell due.
    pub promised_at: When,
}

impl Wait {
    pub fn weaken(&mut self, confidence: Confidence) {
        self.confidence = self.confidence.max(confidence);
    }

    /// Somebody answered, and the answer is not in the export.
    pub fn answered_elsewhere(&mut self) {
        self.state = State::AnsweredElsewhere;
        self.ended_at = When::at(self.last_at);
    }

    /// A promise made before the old one falls due replaces it; a broken one stays.
    pub fn promise(&mut self, made_at: i64, due: i64) {
        if self.signs().promised_at.get().is_none_or(|old| made_at <= old) {
            self.signs_mut().promised_at = When::at(due);
        }
    }

    pub fn signs(&self) -> &Signs {
        const NOTHING: &Signs = &Signs {
            handoff_at: When::ABSENT,
            acknowledged_at: When::ABSENT,
            held_at: When::ABSENT,
            promised_at: When::ABSENT,
        };
        self.signs.as_deref().unwrap_or(NOTHING)
    }

    /// The same, to write into.
    pub fn signs_mut(&mut self) -> &mut Signs {
        self.signs.get_or_insert_default()
    }
}
