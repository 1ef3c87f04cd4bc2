//! Named time zones (IANA), from the system's table or the one built in.

use chrono::NaiveDateTime;

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

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instant of a local time: a skipped one moves forward by the gap, a repeated one is its first
    /// occurrence (`semantics.md` §6).
    pub fn instant(&self, local: NaiveDateTime) -> i64 {
        todo_instant(self, local)
    }

    /// Seconds east of UTC at an instant.
    pub fn offset(&self, instant: i64) -> i32 {
        todo_offset(self, instant)
    }

    /// The local time at an instant.
    pub fn local(&self, instant: i64) -> NaiveDateTime {
        let seconds = instant.saturating_add(i64::from(self.offset(instant)));
        chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc()
    }
}

fn todo_instant(zone: &Zone, local: NaiveDateTime) -> i64 {
    let _ = &zone.zone;
    local.and_utc().timestamp()
}

const fn todo_offset(_zone: &Zone, _instant: i64) -> i32 {
    0
}
