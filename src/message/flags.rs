//! What is known of a message in yes or no.

/// Marks of a message, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flags(pub u32);

impl Flags {
    /// Its time had no zone; the one of the settings was taken.
    pub const TZ_ASSUMED: Self = Self(1);
    /// Its text holds a question mark.
    pub const QUESTION: Self = Self(1 << 1);
    /// A holding reply by its words: it says that an answer will come and no more. Or the export says that what a machine
    /// wrote was no answer.
    pub const HOLDING: Self = Self(1 << 2);
    /// The customer takes the question back.
    pub const WITHDRAWAL: Self = Self(1 << 3);
    /// The mailbox says that this message was answered.
    pub const REPLIED: Self = Self(1 << 4);
    /// Sent by the owner of the export: Sent label or folder, or the chat's own side.
    pub const SENT: Self = Self(1 << 5);
    /// The source gives minutes only.
    pub const MINUTES: Self = Self(1 << 6);
    /// It carries text or media, as against a bare rating.
    pub const HAS_TEXT: Self = Self(1 << 7);
    /// Its time is not the `Date` header's but a fallback's.
    pub const CLOCK_REPAIRED: Self = Self(1 << 8);
    /// Its subject starts with a reply prefix.
    pub const REPLY_SUBJECT: Self = Self(1 << 9);
    /// Its conversation goes back beyond the export.
    pub const LEFT_TRUNCATED: Self = Self(1 << 10);
    /// It came through a mailing list or group address.
    pub const LIST: Self = Self(1 << 11);
    /// It lay among deleted or junk mail.
    pub const IN_SPAM: Self = Self(1 << 12);
    /// Its text says sorry; of weight on the team's side only.
    pub const APOLOGY: Self = Self(1 << 13);
    /// Its text asks the customer for something and says nothing of the matter.
    pub const ASKS_CUSTOMER: Self = Self(1 << 14);
    /// Its text asks in words, with or without a question mark.
    pub const ASKS: Self = Self(1 << 15);
    /// Its words leave hardly a doubt that it complains.
    pub const CERTAIN: Self = Self(1 << 16);
    /// It holds words that the settings list as those of an automatic reply.
    pub const LISTED: Self = Self(1 << 17);
    /// It closes by learned weights and no rule, so only behind a message of ours.
    pub const LEARNED_CLOSING: Self = Self(1 << 18);
    /// The export gave it no id; the one it has was made of what it says.
    pub const MADE_UP_ID: Self = Self(1 << 19);
    /// Its time is that of `Received`.
    pub const CLOCK_RECEIVED: Self = Self(1 << 20);
    /// Its time is that of `Delivery-date`.
    pub const CLOCK_DELIVERY: Self = Self(1 << 21);
    /// Its time is that of the line before the mail in a mailbox.
    pub const CLOCK_FROM_LINE: Self = Self(1 << 22);
    /// The source gives days only; its time is the first second of that day.
    pub const DAY: Self = Self(1 << 26);
    /// Its time is that of Gmail's number.
    pub const CLOCK_GMAIL: Self = Self(1 << 23);

    /// What the export says leaves open whether its author is of the team.
    pub const ROLE_GUESSED: Self = Self(1 << 24);
    /// Its text begins with the name of the one whom it answers: its recipient.
    pub const ADDRESSED: Self = Self(1 << 25);

    /// What the words say.
    pub const OF_WORDS: Self = Self::QUESTION
        .with(Self::HOLDING)
        .with(Self::WITHDRAWAL)
        .with(Self::HAS_TEXT)
        .with(Self::APOLOGY)
        .with(Self::ASKS_CUSTOMER)
        .with(Self::ASKS)
        .with(Self::CERTAIN)
        .with(Self::LISTED)
        .with(Self::LEARNED_CLOSING);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    #[must_use]
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub const fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
