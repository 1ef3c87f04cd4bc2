//! One week repeated without end, for instants far from the present.

use chrono::{Datelike, NaiveDate};

use super::days::{self, Rules};
use super::stretches::Stretches;

/// The weekday hours in force on one day at the offset of that day: no holidays, no opened or closed
/// days, no clock changes.
#[derive(Debug)]
pub struct Weeks {
    /// A Monday's midnight.
    anchor: i64,
    /// Seconds of the week from `anchor`.
    week: Stretches,
}

const DAY: i64 = 24 * 3600;
const WEEK: i64 = 7 * DAY;

impl Weeks {
    pub fn around(rules: &Rules, instant: i64) -> Self {
        let local = rules.zone().local(instant);
        let since_midnight = i64::from(chrono::Timelike::num_seconds_from_midnight(&local));
        let since_monday = i64::from(local.weekday().num_days_from_monday()) * DAY;
        let anchor = instant - since_midnight - since_monday;
        Self { anchor, week: Stretches::new(spans(rules, local.date()), 0, WEEK) }
    }

    /// Working time from `start` to `end`, which is not before it.
    pub fn between(&self, start: i64, end: i64) -> i64 {
        self.since_anchor(end) - self.since_anchor(start)
    }

    /// The earliest instant by which `seconds`, at least one, of working time have passed since `start`.
    pub fn reach(&self, start: i64, seconds: i64) -> Option<i64> {
        let total = self.week.total();
        if total == 0 {
            return None;
        }
        let target = self.since_anchor(start) + seconds;
        let n_weeks = (target - 1).div_euclid(total);
        Some(self.anchor + n_weeks * WEEK + self.week.reach(target - n_weeks * total)?)
    }

    /// The stretches between two instants, cut at the ends of weeks.
    pub fn within(&self, start: i64, end: i64) -> impl Iterator<Item = (i64, i64)> {
        let first = (start - self.anchor).div_euclid(WEEK);
        let last = (end - self.anchor).div_euclid(WEEK);
        // An empty week repeated is no reason to count centuries.
        let last = if self.week.total() == 0 { first - 1 } else { last };
        (first..=last).flat_map(move |idx| {
            let monday = self.anchor + idx * WEEK;
            let stretches = self.week.within(start - monday, end - monday);
            stretches.map(move |(start, end)| (start + monday, end + monday))
        })
    }

    /// Working time since the anchor, negative before it.
    fn since_anchor(&self, instant: i64) -> i64 {
        let since = instant - self.anchor;
        since.div_euclid(WEEK) * self.week.total() + self.week.before(since.rem_euclid(WEEK))
    }
}

/// The hours of all weekdays in seconds from Monday's midnight, with what the week before leaves over.
fn spans(rules: &Rules, day: NaiveDate) -> Vec<(i64, i64)> {
    let Some(version) = rules.in_force(day) else { return Vec::new() };
    let mut spans = Vec::new();
    for (weekday, midnight) in version.week.iter().zip((0..).step_by(24 * 3600)) {
        for interval in weekday {
            let (start, end) = days::minutes(*interval);
            let (start, end) = (midnight + i64::from(start) * 60, midnight + i64::from(end) * 60);
            spans.extend([(start, end), (start - WEEK, end - WEEK)]);
        }
    }
    spans
}
