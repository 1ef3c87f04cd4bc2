//! What the user decided: the settings file and the flags, merged and validated.

pub mod duration;
pub mod expression;
pub mod load;
pub mod nearest;
pub mod overrides;
pub mod phone;
pub mod phrases;
pub mod policy;

use std::path::PathBuf;

use encoding_rs::Encoding;
use regex::Regex;

use crate::date::pattern::Order;
use crate::date::zone::Zone;
use crate::hours::Calendar;
use crate::mail::person;
use crate::message::{Band, Channel, Language};
use crate::text::Own;
use phrases::Phrases;
use policy::Policy;

/// Everything that was decided before the first byte is read.
#[derive(Debug)]
pub struct Settings {
    /// For local timestamps, working hours and report times.
    pub zone: Zone,
    /// The zone was named by the user; otherwise it is UTC and the report says so.
    pub zone_given: bool,
    /// Language of reports.
    pub language: Language,
    /// Languages that the word lists should expect; empty means all.
    pub text_languages: Vec<Language>,
    pub team: Team,
    /// Words of the shop's automatic replies and greetings.
    pub auto_replies: Phrases,
    pub hours: Vec<Hours>,
    pub targets: Vec<Target>,
    pub rules: Vec<Rule>,
    pub policy: Policy,
    /// Ignored complaints that are less sure are not listed.
    pub min_band: Band,
    /// The shop's own word list and weights.
    pub words: Own,
    pub sources: Vec<SourceSettings>,
    /// The instant the audit speaks for; `None` is the newest timestamp in the input.
    pub as_of: Option<i64>,
    /// Waits opened from here on.
    pub since: Option<i64>,
    /// Waits opened before here.
    pub until: Option<i64>,
    /// `--last`: seconds before as-of.
    pub last: Option<i64>,
    /// Only these channels; empty means all.
    pub channels: Vec<Channel>,
    /// Hash of the settings file's bytes, for the report; none without a file.
    pub digest: Option<u64>,
    /// The settings file and those that it names: no report takes their place.
    pub files: Vec<PathBuf>,
}

/// Who is who, as far as the user says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// Whole addresses or `@domain`, lower-cased.
    pub addresses: Vec<String>,
    /// Display names in chats and review replies.
    pub names: Vec<String>,
    /// Digits only.
    pub phones: Vec<String>,
    /// Names or addresses of bots.
    pub bots: Vec<String>,
    /// Addresses or `@domain` of neither side.
    pub partners: Vec<String>,
}

/// Working hours and whom they are for.
#[derive(Debug)]
pub struct Hours {
    pub of: HoursOf,
    pub calendar: Calendar,
}

/// Whose hours a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursOf {
    Default,
    Channel(Channel),
    /// A team address, lower-cased.
    Address(String),
}

/// What a target or rule is about; empty lists hold everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub channels: Vec<Channel>,
    pub sources: Vec<SourceName>,
    pub languages: Vec<Language>,
}

/// A format or mapping that a filter names. Whether there is one, only who reads the exports knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceName {
    pub name: String,
    /// Where the settings name it, as `hearback.toml:3`.
    pub place: String,
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Measure {
    FirstResponse,
    NextResponse,
    Acknowledgement,
    ReviewReply,
}

/// Which time counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Clock {
    Calendar,
    Working,
}

/// What a broken target or rule means for `check`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    Warn,
    Error,
}

/// A promise of the shop: so much of a measure within a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub name: String,
    pub filter: Filter,
    pub measure: Measure,
    /// Seconds.
    pub within: i64,
    pub clock: Clock,
    /// Tenths of a per cent that `check` demands of attainment; none demands nothing.
    pub share: Option<u32>,
    pub level: Level,
}

/// A requirement that a target cannot say.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// As the user wrote it.
    pub text: String,
    pub require: Require,
    pub filter: Filter,
    pub level: Level,
}

/// `function(subject, conditions) operator limit`.
#[derive(Clone, Debug, PartialEq)]
pub struct Require {
    pub function: Function,
    pub subject: Subject,
    /// `first_response <= 4h` inside `share` and `count`.
    pub within: Option<Condition>,
    /// `age > 48h` behind the comma.
    pub age: Option<Condition>,
    pub operator: Operator,
    pub limit: Limit,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Function {
    Share,
    P50,
    P75,
    P90,
    P95,
    Mean,
    Max,
    Count,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    FirstResponse,
    NextResponse,
    Unanswered,
    Ignored,
    PromisesBroken,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// A comparison with a duration in seconds; a `w` prefix makes the clock working.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Condition {
    pub operator: Operator,
    pub seconds: i64,
    pub clock: Clock,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Limit {
    Count(u64),
    /// Tenths of a per cent.
    Share(u32),
    Duration {
        seconds: i64,
        clock: Clock,
    },
}

/// What the user says about some of the files.
#[derive(Clone, Debug, Default)]
pub struct SourceSettings {
    /// Path or pattern with `*`; none holds for every file.
    pub path: Option<String>,
    /// Name of the format: no detection.
    pub format: Option<String>,
    /// Where the settings name it, as `hearback.toml:3`.
    pub format_place: String,
    /// Text of a column mapping (TOML), and the name it goes by.
    pub mapping: Option<(String, String)>,
    /// Encoding of texts that are not UTF-8.
    pub encoding: Option<&'static Encoding>,
    /// For ambiguous dates such as `3/4/2026`.
    pub date_order: Option<Order>,
    /// Zone of local times in these files, where it is not the general one.
    pub zone: Option<Zone>,
    /// Names or ids of the roles that the team has on a server (Discord).
    pub team_roles: Vec<String>,
    /// What is inside a telephone exchange.
    pub exchange: Exchange,
    /// Channel of these files, where it is not the format's own.
    pub channel: Option<Channel>,
}

/// What call records do not say about themselves.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// Numbers of telephones inside; none means two to four digits.
    pub extensions: Option<Regex>,
    /// Contexts or channels through which calls come in.
    pub trunks: Vec<String>,
    /// Outside numbers that are the shop's own.
    pub own_numbers: Vec<String>,
    /// Numbers of the whole team: `[team] phones`.
    pub team_phones: Vec<String>,
}

impl Exchange {
    /// Is this a number of the team by the settings? Who calls from it is no customer.
    pub fn is_team(&self, number: &str) -> bool {
        self.team_phones.iter().any(|phone| phone::is_same(phone, number))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zone: Zone::utc(),
            zone_given: false,
            language: Language::English,
            text_languages: Vec::new(),
            team: Team::default(),
            auto_replies: Phrases::default(),
            hours: Vec::new(),
            targets: Vec::new(),
            rules: Vec::new(),
            policy: Policy::default(),
            min_band: Band::Likely,
            words: Own::default(),
            sources: Vec::new(),
            as_of: None,
            since: None,
            until: None,
            last: None,
            channels: Vec::new(),
            digest: None,
            files: Vec::new(),
        }
    }
}

impl Settings {
    /// What is said of some of the files, and of all others; call records also need to know the team's phones.
    pub fn of_files(&self) -> (Vec<SourceSettings>, SourceSettings) {
        let with_phones = |mut source: SourceSettings| {
            source.exchange.team_phones.clone_from(&self.team.phones);
            source
        };
        let sources = self.sources.iter().cloned().map(with_phones).collect();
        (sources, with_phones(SourceSettings::default()))
    }

    /// The hours of a wait: of the address it was sent to, else of its channel, else the default ones.
    pub fn hours_of<'a>(&self, channel: Channel, to: impl IntoIterator<Item = &'a str>) -> Option<&Calendar> {
        if self.hours.is_empty() {
            return None;
        }
        let of = |wanted: &HoursOf| self.hours.iter().find(|hours| hours.of == *wanted);
        // An address of its own where it is written with its `+tag`, else that of who is known by it.
        let named = |address: &str| {
            self.hours.iter().find(|hours| matches!(&hours.of, HoursOf::Address(known) if known == address))
        };
        let of_address = |address: &str| {
            let address = address.to_ascii_lowercase();
            named(&address).or_else(|| named(&person::identity(&address)))
        };
        to.into_iter()
            .find_map(of_address)
            .or_else(|| of(&HoursOf::Channel(channel)))
            .or_else(|| of(&HoursOf::Default))
            .map(|hours| &hours.calendar)
    }
}

impl Measure {
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstResponse => "first-response",
            Self::NextResponse => "next-response",
            Self::Acknowledgement => "acknowledgement",
            Self::ReviewReply => "review-reply",
        }
    }
}

impl Clock {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Working => "working",
        }
    }
}
