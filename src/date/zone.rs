//! Named time zones (IANA), from the table built in or, for names it lacks, the system's.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZoneDatabase;

/// A time zone.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    zone: jiff::tz::TimeZone,
    /// Offsets in seconds between `NEAR_START` and `NEAR_END`, each with the instant from which it holds:
    /// every message asks for one, and a search is several times faster than working out the rule.
    near: Arc<[(i64, i32)]>,
}

impl Zone {
    /// UTC.
    pub fn utc() -> Self {
        Self::new("UTC".to_owned(), jiff::tz::TimeZone::UTC)
    }

    /// The zone of an IANA name such as `Europe/Warsaw`; `None` when there is none.
    pub fn named(name: &str) -> Option<Self> {
        let zone = known(name)?;
        Some(Self::new(zone.iana_name().unwrap_or(name).to_owned(), zone))
    }

    /// The known name that a misspelt one most likely means: a few letters wrong, any case, or a city
    /// without its continent. `None` when nothing is near.
    pub fn nearest(name: &str) -> Option<String> {
        let wanted = comparable(name);
        let n_letters = wanted.chars().count();
        if n_letters == 0 || n_letters > LONGEST_NAME {
            return None;
        }
        let mut known: Vec<String> = built_in().available().map(|known| known.to_string()).collect();
        known.sort_unstable();
        let score = |known: String| {
            let candidate = comparable(&known);
            let city = candidate.rsplit('/').next().unwrap_or(&candidate);
            let whole = 2 * distance(&wanted, &candidate);
            // A city alone counts slightly worse than the same slip in the whole name.
            let by_city = 2 * distance(&wanted, city) + 1;
            (whole.min(by_city), known)
        };
        let (n_halves, nearest) = known.into_iter().map(score).min()?;
        (n_halves <= 2 * (n_letters / 3).min(4) + 1).then_some(nearest)
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instant of a local time in whole seconds: a skipped one moves forward by the gap, a repeated
    /// one is its first occurrence. Outside the years -9999 to 9999 the offset of the nearest of them holds.
    pub fn instant(&self, local: NaiveDateTime) -> i64 {
        let seconds = local.and_utc().timestamp();
        self.quiet_offset(seconds)
            .map(|offset| seconds - i64::from(offset))
            .or_else(|| first_of(&self.zone, local))
            .unwrap_or_else(|| seconds - i64::from(self.offset(seconds)))
    }

    /// Seconds east of UTC at an instant.
    pub fn offset(&self, instant: i64) -> i32 {
        self.begun(instant).map_or_else(|| ruled(&self.zone, instant), |(_, offset)| offset)
    }

    /// The offset at a local time, if it is the same from the day before to the day behind: then nothing is skipped or repeated.
    fn quiet_offset(&self, local: i64) -> Option<i32> {
        const DAY: i64 = 86_400;
        let before = self.begun(local - DAY)?;
        (self.begun(local + DAY)? == before).then_some(before.1)
    }

    /// The last of the offsets that had begun at an instant, where they are listed.
    fn begun(&self, instant: i64) -> Option<(i64, i32)> {
        let n_begun = self.near.partition_point(|&(from, _)| from <= instant);
        let last = self.near.get(n_begun.checked_sub(1)?).copied();
        last.filter(|_| instant < NEAR_END)
    }

    /// The local time at an instant; outside the years -9999 to 9999 that of the nearest instant within.
    pub fn local(&self, instant: i64) -> NaiveDateTime {
        let instant = instant.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        let seconds = instant + i64::from(self.offset(instant));
        DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc()
    }

    fn new(name: String, zone: jiff::tz::TimeZone) -> Self {
        let mut near = vec![(NEAR_START, ruled(&zone, NEAR_START))];
        if let Ok(start) = Timestamp::from_second(NEAR_START) {
            let changes = zone.following(start).map(|change| (change.timestamp(), change.offset().seconds()));
            let changes = changes.map(|(instant, offset)| (instant.as_second(), offset));
            near.extend(changes.take_while(|&(instant, _)| instant < NEAR_END));
        }
        Self { name, zone, near: near.into() }
    }
}

/// The instant of a local time in the zone of an IANA name: [`Zone::instant`] for a text that names its own zone.
pub fn instant_in(name: &str, local: NaiveDateTime) -> Option<i64> {
    first_of(&known(name)?, local)
}

/// The table built in comes first: the same input gives the same times on every machine.
fn known(name: &str) -> Option<jiff::tz::TimeZone> {
    built_in().get(name).or_else(|_| jiff::tz::TimeZone::get(name)).ok()
}

/// A skipped time moves forward, of a repeated one it is the first; none outside the years -9999 to 9999.
fn first_of(zone: &jiff::tz::TimeZone, local: NaiveDateTime) -> Option<i64> {
    let local = civil::DateTime::new(
        i16::try_from(local.year()).ok()?,
        i8::try_from(local.month()).ok()?,
        i8::try_from(local.day()).ok()?,
        i8::try_from(local.hour()).ok()?,
        i8::try_from(local.minute()).ok()?,
        i8::try_from(local.second()).ok()?,
        0,
    )
    .ok()?;
    Some(zone.to_ambiguous_timestamp(local).compatible().ok()?.as_second())
}

/// 1970-01-01 and 2100-01-01.
const NEAR_START: i64 = 0;
const NEAR_END: i64 = 4_102_444_800;

/// The offset by the zone's rule.
fn ruled(zone: &jiff::tz::TimeZone, instant: i64) -> i32 {
    let instant = instant.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(instant).map_or(0, |instant| zone.to_offset(instant).seconds())
}

/// No zone name is nearly as long; longer ones are not worth comparing.
const LONGEST_NAME: usize = 64;

fn built_in() -> &'static TimeZoneDatabase {
    static BUILT_IN: OnceLock<TimeZoneDatabase> = OnceLock::new();
    BUILT_IN.get_or_init(TimeZoneDatabase::bundled)
}

fn comparable(name: &str) -> String {
    name.trim().replace([' ', '-'], "_").to_lowercase()
}

/// How many letters must be added, dropped or changed to turn one text into the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (left_idx, left) in left.chars().enumerate() {
        let mut diagonal = left_idx;
        let mut previous = left_idx + 1;
        for (&right, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(left != right);
            diagonal = *cell;
            *cell = changed.min(diagonal + 1).min(previous + 1);
            previous = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = left_idx + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
