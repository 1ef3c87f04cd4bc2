//! The normalised message: one thing one party sent, whatever export it came from.

pub mod by_sym;
pub mod census;
pub mod few;
mod flags;
pub mod hash;
pub mod maybe;
pub mod rare;
pub mod strings;

use few::Few;
pub use flags::Flags;
use maybe::{Degree, When};
use rare::Rare;
use strings::Sym;

/// What happened; `Message` is an ordinary message of a person, the rest are told apart by their source.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Kind {
    #[default]
    Message,
    AutoReply,
    Bounce,
    Bulk,
    Note,
    Call,
    MissedCall,
    Closed,
    Reopened,
    Handoff,
    Assigned,
    Deleted,
    Reaction,
    Draft,
    Rating,
    Receipt,
    Spam,
}

/// Who sent it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Role {
    Customer,
    Bot,
    System,
    Team,
    /// Neither side: partners, strangers in a comment tree.
    Other,
}

/// The kind of place where a conversation is held.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Channel {
    Email,
    Form,
    Chat,
    Phone,
    Forum,
    Social,
    Comment,
    Review,
}

/// A language that the program can tell; for the last three there are no lists of words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Language {
    English,
    Polish,
    Russian,
    Finnish,
    German,
    Swedish,
    Czech,
    Ukrainian,
    Spanish,
    French,
    Italian,
}

/// What a customer complains of, as far as the words tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// It did not come, or comes late.
    NoDelivery,
    /// Nobody answers.
    NoAnswer,
    /// It is broken, or does not do what it should.
    Defect,
    /// Something else came, or a part is missing.
    WrongItem,
    /// Money is asked back, or too much was taken.
    Refund,
    /// A swindle, in the customer's words.
    Fraud,
    /// Staff behaves badly.
    Rude,
    /// Police, lawyer, court or a consumers' office.
    LegalThreat,
    /// Abuse.
    Insult,
    /// Not content, and no more is said.
    Disappointed,
}

/// How sure it is that a customer complains; never a verdict.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Band {
    /// Few stars, or a strong phrase with a reason and no praise.
    Certain,
    /// The words together read as a complaint.
    Likely,
    /// More speaks for it than against.
    Possible,
}

/// A time as an export gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Stamp {
    /// No usable time.
    #[default]
    Unknown,
    /// Seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// A local time without a zone; it becomes an instant in the zone of the settings.
    Local(chrono::NaiveDateTime),
}

impl Stamp {
    /// The time of an export that writes its times in UTC where it names no zone.
    pub const fn in_utc(self) -> Self {
        match self {
            Self::Local(local) => Self::Instant(local.and_utc().timestamp()),
            other => other,
        }
    }

    /// Seconds since 1970, of a local time as if it were one in UTC: for spans within one file.
    pub const fn seconds(self) -> Option<i64> {
        match self.in_utc() {
            Self::Instant(seconds) => Some(seconds),
            Self::Local(_) | Self::Unknown => None,
        }
    }
}

/// Does the text ask for nothing more? Several answers depend on what we said last (`semantics.md` §2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Closing {
    /// It asks or tells something.
    #[default]
    No,
    /// Nothing but thanks, goodbye or an emoji.
    Thanks,
    /// A bare *ok, yes, no*: closing unless we asked a question.
    Bare,
    /// "No, thanks": closing always.
    Refusal,
    /// "Yes, thanks": closing unless we asked a question.
    Acceptance,
}

/// The due time that a holding or automatic reply names, relative to its sending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promise {
    /// Within this many seconds.
    Within(i64),
    /// By the end of a day.
    Day(Day),
    /// By so many minutes after the midnight of a day; without a day by the next time that the clock shows it.
    Clock(Option<Day>, u16),
}

/// A day seen from the day of sending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Day {
    /// So many days after the day of sending: 0 today, 1 tomorrow.
    After(u8),
    /// The next such weekday after the day of sending: 0 Monday to 6 Sunday.
    Weekday(u8),
    /// The next such date, or that of the year where one is named.
    Date { year: Option<u16>, month: u8, day: u8 },
}

/// A rating and the top of its scale, where the export names it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rating {
    pub value: f32,
    pub max: Option<f32>,
}

/// Where a message was read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Origin {
    /// Index of the file among the inputs.
    pub file: u32,
    /// Number of the record in its file, from 1.
    pub record: u32,
    /// Byte offset or line number of the record, as its source counts.
    pub place: u64,
}

/// One thing one party sent. Texts are symbols of the `Strings` it was read into; the body is not kept.
#[derive(Clone, Debug)]
pub struct Message {
    /// The conversation's name where the export gives one.
    pub conversation: Option<Sym>,
    pub id: Option<Sym>,
    pub reply_to: Option<Sym>,
    /// Effective author: an address, number or account id, lower-cased where letters do not matter.
    pub author: Option<Sym>,
    /// Display name.
    pub name: Option<Sym>,
    pub to: Few<Sym>,
    pub subject: Option<Sym>,
    /// What it is about: a product, a place, an app, a page.
    pub about: Option<Sym>,
    /// At most 200 characters of the text.
    pub excerpt: Option<Sym>,
    /// The words that made the tone, separated by `;`.
    pub words: Option<Sym>,
    /// Seconds since 1970; absent is unknown.
    pub sent: When,
    pub edited: When,
    pub rating: Option<Rating>,
    /// How much the text sounds like a complaint, 0 to 1; absent without text.
    pub tone: Degree,
    /// Hash of the normalised text: equal texts, equal hashes.
    pub fingerprint: u64,
    pub origin: Origin,
    pub flags: Flags,
    pub channel: Channel,
    pub kind: Kind,
    /// The role as the export states it.
    pub role: Option<Role>,
    pub language: Option<Language>,
    /// What the words complain of.
    pub reason: Option<Reason>,
    pub closing: Closing,
    /// None where it has nothing of that.
    pub rare: Option<Box<Rare>>,
}

macro_rules! names {
    ($type:ty, $($variant:ident => $name:literal),+ $(,)?) => {
        impl $type {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in settings, rows and NDJSON.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// The value of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

names!(Kind,
    Message => "message", AutoReply => "auto-reply", Bounce => "bounce", Bulk => "bulk", Note => "note",
    Call => "call", MissedCall => "missed-call", Closed => "closed", Reopened => "reopened",
    Handoff => "handoff", Assigned => "assigned", Deleted => "deleted", Reaction => "reaction",
    Draft => "draft", Rating => "rating", Receipt => "receipt", Spam => "spam",
);
names!(Role,
    Customer => "customer", Bot => "bot", System => "system", Team => "team", Other => "other",
);
names!(Channel,
    Email => "email", Form => "form", Chat => "chat", Phone => "phone", Forum => "forum",
    Social => "social", Comment => "comment", Review => "review",
);
names!(Language,
    English => "en", Polish => "pl", Russian => "ru", Finnish => "fi", German => "de",
    Swedish => "sv", Czech => "cs", Ukrainian => "uk",
    Spanish => "es", French => "fr", Italian => "it",
);

names!(Band, Certain => "certain", Likely => "likely", Possible => "possible");
names!(Reason,
    NoDelivery => "no-delivery", NoAnswer => "no-answer", Defect => "defect", WrongItem => "wrong-item",
    Refund => "refund", Fraud => "fraud", Rude => "rude", LegalThreat => "legal-threat", Insult => "insult",
    Disappointed => "disappointed",
);

impl Message {
    /// When it was last written: edited, else sent.
    pub fn version(&self) -> Option<i64> {
        self.edited.get().max(self.sent.get())
    }

    /// What most messages lack.
    pub fn rare(&self) -> &Rare {
        self.rare.as_deref().unwrap_or(&Rare::NOTHING)
    }

    /// The same, to write into.
    pub fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }
}

impl Language {
    /// Its place in a set of languages.
    pub const fn bit(self) -> u16 {
        1 << self as u8
    }

    /// The language that an export names: `pl`, `pl-PL`, `pl_PL` (BCP 47), or in English, `polish`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim();
        Self::from_name(tag).or_else(|| match tag.to_ascii_lowercase().as_str() {
            "english" => Some(Self::English),
            "polish" => Some(Self::Polish),
            "russian" => Some(Self::Russian),
            "finnish" => Some(Self::Finnish),
            "german" => Some(Self::German),
            "swedish" => Some(Self::Swedish),
            "czech" => Some(Self::Czech),
            "ukrainian" => Some(Self::Ukrainian),
            // As Steam calls that of Latin America.
            "spanish" | "latam" => Some(Self::Spanish),
            "french" => Some(Self::French),
            "italian" => Some(Self::Italian),
            tag => Self::from_name(tag.split(['-', '_']).next()?),
        })
    }
}

impl Channel {
    /// Mail-like: all customers of a conversation are one waiting party.
    pub const fn shares_wait(self) -> bool {
        matches!(self, Self::Email | Self::Form | Self::Phone)
    }

    /// Letters on the way: replies join by subject, forged references are refused.
    pub const fn is_mail(self) -> bool {
        matches!(self, Self::Email | Self::Form)
    }

    /// What customers write about a thing or a shop, and the shop answers below it.
    pub const fn is_feedback(self) -> bool {
        matches!(self, Self::Review | Self::Comment)
    }

    /// Everybody can read the answers.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Review | Self::Comment | Self::Social | Self::Forum)
    }
}

impl Rating {
    /// On a scale to five; without a named top the smallest of 5, 10 and 100 that fits.
    pub fn of_five(self) -> f32 {
        let max = self.max.unwrap_or(match self.value {
            v if v <= 5.0 => 5.0,
            v if v <= 10.0 => 10.0,
            _ => 100.0,
        });
        self.value * 5.0 / max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_tags() {
        for tag in ["pl", "PL", "pl-PL", "pl_PL", " polish ", "Polish"] {
            assert_eq!(Language::from_tag(tag), Some(Language::Polish), "{tag}");
        }
        for tag in ["", "-", "polski", "pol", "hi", "schinese"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.name()), Some(*language));
        }
    }
}
