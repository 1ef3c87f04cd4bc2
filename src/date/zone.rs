//! Named time zones (IANA), from the system's table or the one built in.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};
use jiff::Timestamp;
use jiff::civil;

/// A time zone.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    zone: jiff::tz::TimeZone,
}

impl Zone {
    /// UTC.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), zone: jiff::tz::TimeZone::UTC }
    }

    /// The zone of an IANA name such as `Europe/Warsaw`; `None` when there is none.
    pub fn named(name: &str) -> Option<Self> {
        let zone = jiff::tz::TimeZone::get(name).ok()?;
        Some(Self { name: zone.iana_name().unwrap_or(name).to_owned(), zone })
    }

    /// The known name that a misspelt one most likely means: a few letters wrong, any case, or a city
    /// without its continent. `None` when nothing is near.
    pub fn nearest(name: &str) -> Option<String> {
        let wanted = comparable(name);
        let n_letters = wanted.chars().count();
        if n_letters == 0 || n_letters > LONGEST_NAME {
            return None;
        }
        let mut known: Vec<String> = jiff::tz::db().available().map(|known| known.to_string()).collect();
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
        self.within_table(local).unwrap_or_else(|| seconds - i64::from(self.offset(seconds)))
    }

    /// Seconds east of UTC at an instant.
    pub fn offset(&self, instant: i64) -> i32 {
        let instant = instant.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        Timestamp::from_second(instant).map_or(0, |instant| self.zone.to_offset(instant).seconds())
    }

    /// The local time at an instant; outside the years -9999 to 9999 that of the nearest instant within.
    pub fn local(&self, instant: i64) -> NaiveDateTime {
        let instant = instant.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        let seconds = instant + i64::from(self.offset(instant));
        DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc()
    }

    fn within_table(&self, local: NaiveDateTime) -> Option<i64> {
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
        Some(self.zone.to_ambiguous_timestamp(local).compatible().ok()?.as_second())
    }
}

/// No zone name is nearly as long; longer ones are not worth comparing.
const LONGEST_NAME: usize = 64;

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
