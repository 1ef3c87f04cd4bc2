//! How numbers, shares, times and durations are spelt for people, with the signs of the report's language.

use super::{Value, spell};
use crate::settings::Clock;

/// What a cell without a value shows to people.
pub const ABSENT: &str = "–";

/// The signs that stand in and behind numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    pub second: &'static str,
    pub minute: &'static str,
    pub hour: &'static str,
    pub day: &'static str,
    pub decimal_mark: &'static str,
}

impl Units {
    /// A value for people; texts are not yet safe for a terminal.
    pub fn value(self, value: &Value<'_>) -> String {
        match value {
            Value::Absent => ABSENT.to_owned(),
            Value::Text(text) | Value::Id(text) => text.clone().into_owned(),
            Value::Integer(integer) => integer.to_string(),
            Value::Number(number, decimals) => spell::number(*number, *decimals)
                .map_or_else(|| ABSENT.to_owned(), |number| self.marked(&number)),
            Value::Share(tenths) => self.share(*tenths),
            Value::Time(time) => spell::minute(*time),
            Value::Duration(seconds) => self.duration(*seconds),
            Value::Minutes(seconds) => self.minutes(*seconds),
            Value::Working(seconds) => self.working(*seconds),
            Value::AtLeast(clock, seconds) => at_least(&self.span(*clock, *seconds)),
            Value::Durations(seconds) => {
                seconds.iter().map(|&seconds| self.duration(seconds)).collect::<Vec<_>>().join(", ")
            }
            Value::List(items) => items.join("; "),
            Value::Record(fields) => {
                let parts: Vec<String> =
                    fields.iter().map(|(key, value)| format!("{key} {}", self.value(value))).collect();
                parts.join("; ")
            }
        }
    }

    /// Tenths of a per cent: 935 is `93.5 %`.
    pub fn share(self, tenths: u32) -> String {
        self.per_cent(tenths) + " %"
    }

    /// The same for a sentence that has the sign itself.
    pub fn per_cent(self, tenths: u32) -> String {
        self.marked(&spell::share(tenths))
    }

    /// Seconds as people say them, cut to the last unit shown: `45 s`, `12 min`, `3 h 05 min`, `2 d 4 h`.
    /// A day has 24 hours.
    pub fn duration(self, seconds: i64) -> String {
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
        if minutes < 1 {
            return format!("{sign}{seconds} {}", self.second);
        }
        if hours < 1 {
            return format!("{sign}{minutes} {}", self.minute);
        }
        if days < 1 {
            return format!("{sign}{hours} {} {:02} {}", self.hour, minutes % 60, self.minute);
        }
        format!("{sign}{days} {} {} {}", self.day, hours % 24, self.hour)
    }

    /// Seconds by either clock.
    pub fn span(self, clock: Clock, seconds: i64) -> String {
        match clock {
            Clock::Calendar => self.duration(seconds),
            Clock::Working => self.working(seconds),
        }
    }

    /// Seconds between times that bear whole minutes only: less than a minute is not known to be nothing.
    pub fn minutes(self, seconds: i64) -> String {
        if (0..60).contains(&seconds) { format!("< 1 {}", self.minute) } else { self.duration(seconds) }
    }

    /// Working time as people say it, without days: nobody agrees how long a working day is. `31 h 30 min`.
    pub fn working(self, seconds: i64) -> String {
        if seconds.unsigned_abs() < 86_400 {
            return self.duration(seconds);
        }
        let sign = if seconds < 0 { "-" } else { "" };
        let minutes = seconds.unsigned_abs() / 60;
        format!("{sign}{} {} {:02} {}", minutes / 60, self.hour, minutes % 60, self.minute)
    }

    fn marked(self, number: &str) -> String {
        number.replace('.', self.decimal_mark)
    }
}

/// A lower bound.
pub fn at_least(spelt: &str) -> String {
    format!("≥ {spelt}")
}

#[cfg(test)]
mod tests;
