//! What the rows of one call say together: who called whom, and whether a person picked up.

use std::borrow::Cow;

use crate::date::iso;
use crate::message::few::Few;
use crate::message::{Channel, Flags, Kind, Role, Stamp};
use crate::settings::Exchange;
use crate::settings::phone::{self, OUTSIDE};
use crate::source::Sink;
use crate::source::draft::Draft;
use crate::source::table::Record;

use super::layout::Layout;

/// One row.
pub(super) struct Leg {
    /// The number of the call, where the row has one.
    pub key: Option<String>,
    pub start: i64,
    pub end: i64,
    /// Seconds by which local times are ahead of UTC, as this row proves.
    pub offset: Option<i64>,
    zoned: bool,
    src: String,
    dst: String,
    /// The extension whose telephone made the call, if one did.
    from: Option<String>,
    /// The caller has an extension or one of the shop's own numbers.
    is_own: bool,
    /// The caller's number is one of `[team] phones`: the settings say who calls.
    is_team: bool,
    /// So is the number that was called.
    to_team: bool,
    /// It came in through a trunk that the settings name.
    from_trunk: bool,
    /// Its channel is a way inside the exchange, of a queue or to telephones that follow somebody, and no telephone.
    is_local: bool,
    /// The number of its channel.
    unique: String,
    outcome: Outcome,
}

/// How a leg ended; the later, the more it says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Unanswered,
    /// Only an announcement or the mailbox picked up.
    Machine,
    /// Picked up for less than a second.
    Instant,
    /// A person picked up, on this telephone.
    Person(String),
}

impl Leg {
    /// Reads a row; the error says what is wrong with it.
    pub fn read(
        layout: &Layout,
        record: &Record<'_>,
        known_offset: Option<i64>,
        exchange: &Exchange,
    ) -> Result<Self, String> {
        let cell = |column: usize| record.raw(column).unwrap_or_default().trim();
        let local = |column: usize| match iso::parse(cell(column)) {
            Some(Stamp::Local(local)) => Ok(local.and_utc().timestamp()),
            Some(Stamp::Instant(at)) => Ok(at),
            _ => Err(format!("{:?} is no time of a call", cell(column).chars().take(40).collect::<String>())),
        };
        let (start, end) = (local(layout.start)?, local(layout.start + 2)?);
        let (unique, linked) = layout.numbers(record);
        let offset = unique.and_then(|unique| offset(start, unique));
        let shift = offset.or(known_offset);
        let disposition = cell(layout.disposition);
        let talked = cell(layout.billed).parse::<i64>().unwrap_or(0);
        let through =
            matches!(cell(layout.last_app), "Dial" | "Queue") && !cell(layout.dst_channel).is_empty();
        let outcome = match disposition {
            "ANSWERED" if through && 0 < talked => Outcome::Person(telephone(cell(layout.dst_channel))),
            "ANSWERED" if through => Outcome::Instant,
            "ANSWERED" => Outcome::Machine,
            _ => Outcome::Unanswered,
        };
        let channel = telephone(cell(layout.channel));
        let is_local = cell(layout.channel).starts_with("Local/");
        // The number behind these is that of a port, whether a line or a telephone is in it.
        let is_port = ["DAHDI/", "Zap/"].iter().any(|kind| cell(layout.channel).starts_with(kind));
        let src = digits(cell(layout.src));
        let is_trunk = |trunk: &String| {
            [cell(layout.context), cell(layout.channel), &channel]
                .iter()
                .any(|text| text.eq_ignore_ascii_case(trunk))
        };
        Ok(Self {
            key: linked.or(unique).map(str::to_owned),
            start: start - shift.unwrap_or(0),
            end: (end - shift.unwrap_or(0)).max(start - shift.unwrap_or(0)),
            offset,
            zoned: shift.is_some(),
            dst: digits(cell(layout.dst)),
            is_own: is_extension(cell(layout.src), exchange) || is_own(&src, exchange),
            is_team: exchange.is_team(&src),
            to_team: exchange.is_team(cell(layout.dst)),
            from_trunk: exchange.trunks.iter().any(is_trunk),
            from: (!is_local && !is_port && is_extension(&channel, exchange)).then_some(channel),
            src,
            is_local,
            unique: unique.unwrap_or_default().to_owned(),
            outcome,
        })
    }

    /// A key for rows without numbers.
    pub fn near(&self, start: i64) -> String {
        format!("{}>{}@{start}", self.src, self.dst)
    }

    /// The least of a call's legs knows who called whom: the first, in the same second the one that came from outside or
    /// from a telephone, then the oldest channel.
    fn rank(&self) -> (i64, bool, usize, &str) {
        (self.start, self.is_local, self.unique.len(), &self.unique)
    }
}

/// All rows of one call.
pub(super) struct Call {
    pub record: u64,
    pub end: i64,
    line: u64,
    first: Leg,
    outcome: Outcome,
}

impl Call {
    pub fn new(leg: Leg, record: u64, line: u64) -> Self {
        Self { record, line, end: leg.end, outcome: leg.outcome.clone(), first: leg }
    }

    pub fn add(&mut self, leg: Leg) {
        self.end = self.end.max(leg.end);
        self.outcome = self.outcome.clone().max(leg.outcome.clone());
        if leg.rank() < self.first.rank() {
            self.first = leg;
        }
    }

    /// Hands the call over as one message; its other rows are counted already.
    pub fn tell(&self, sink: &mut dyn Sink) {
        let leg = &self.first;
        // A colleague on the road comes in through a trunk, too.
        let is_outbound = leg.is_team || (!leg.from_trunk && (leg.from.is_some() || leg.is_own));
        let number = if is_outbound { &leg.dst } else { &leg.src };
        if is_outbound && (number.len() < OUTSIDE || leg.to_team) {
            return sink.outside("internal-call");
        }
        if number.len() < OUTSIDE {
            // Nobody can call back a number that was withheld, and nothing joins its calls.
            return sink.outside("anonymous-call");
        }
        let (kind, why) = match &self.outcome {
            Outcome::Person(_) => (Kind::Call, "asterisk:answered"),
            Outcome::Instant => (Kind::MissedCall, "asterisk:under-a-second"),
            Outcome::Machine => (Kind::MissedCall, "asterisk:machine"),
            Outcome::Unanswered => (Kind::MissedCall, "asterisk:unanswered"),
        };
        let sent = match leg.zoned {
            true => Stamp::Instant(leg.start),
            false => chrono::DateTime::from_timestamp(leg.start, 0)
                .map_or(Stamp::Unknown, |at| Stamp::Local(at.naive_utc())),
        };
        let customer = Cow::Borrowed(number.as_str());
        let team = match &self.outcome {
            Outcome::Person(telephone) if !is_outbound => Some(telephone.as_str()),
            _ => leg.from.as_deref().or((is_outbound).then_some(leg.src.as_str())),
        };
        let team = team.filter(|team| !team.is_empty()).map(Cow::Borrowed);
        let mut draft = Draft {
            place: self.line,
            conversation: Some(Cow::Owned(phone::national(number))),
            thread: phone::thread(number).map(Cow::Owned),
            sent,
            kind,
            why,
            flags: Flags(0),
            ..Draft::new(self.record, Channel::Phone)
        };
        if is_outbound {
            // Where nothing but the number shows whose call it is, the settings decide and are the evidence.
            let by_phone = leg.is_team && leg.from.is_none() && !leg.is_own;
            draft.role = (!by_phone).then_some(Role::Team);
            draft.author = team;
            draft.to = Few::one(customer);
        } else {
            draft.role = Some(Role::Customer);
            draft.author = Some(customer);
            draft.to = team.into_iter().collect();
        }
        sink.message(draft);
    }
}

/// The exchange writes local times; its numbers begin with the second in UTC. Zones are quarters of hours.
fn offset(start: i64, unique: &str) -> Option<i64> {
    const QUARTER: i64 = 900;
    let second: i64 = unique.rsplit('-').next()?.split('.').next()?.parse().ok()?;
    let difference = start.checked_sub(second)?;
    let rounded = (difference + QUARTER / 2).div_euclid(QUARTER) * QUARTER;
    // Farther off the two are not of one call.
    ((difference - rounded).abs() <= 60 && rounded.abs() <= iso::MAX_OFFSET).then_some(rounded)
}

/// A number's digits, with its `+`; `00` is another way to write it.
fn digits(text: &str) -> String {
    let digits = phone::digits(text);
    match digits.strip_prefix("00") {
        Some(rest) if OUTSIDE < digits.len() => format!("+{rest}"),
        _ if text.trim_start().starts_with('+') => format!("+{digits}"),
        _ => digits,
    }
}

/// One of the shop's own outside numbers, however it is written.
fn is_own(number: &str, exchange: &Exchange) -> bool {
    OUTSIDE <= number.len() && exchange.own_numbers.iter().any(|own| phone::is_same(own, number))
}

/// `PJSIP/101-0000001a` is telephone 101.
fn telephone(channel: &str) -> String {
    let name = channel.split_once('/').map_or(channel, |(_, name)| name);
    let name = name.rsplit_once('-').map_or(name, |(name, _)| name);
    name.split('@').next().unwrap_or(name).to_owned()
}

fn is_extension(text: &str, exchange: &Exchange) -> bool {
    if let Some(pattern) = &exchange.extensions {
        return pattern.is_match(text);
    }
    (2..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
