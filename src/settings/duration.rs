//! Durations as people write them: `90m`, `4h`, `2d`, `1h30m`, and `w4h` in working time.

use super::Clock;

/// A duration that was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Duration {
    pub seconds: i64,
    /// Working with a `w` prefix.
    pub clock: Clock,
    /// It was written with `d`, which says nothing on the working clock.
    pub has_days: bool,
}

const UNITS: [(char, i64); 4] = [('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)];
const EXPECTED: &str = "expected a duration such as 90m, 4h, 2d or 1h30m";
/// A hundred years: sums of it stay far from the limits of the type.
const MAX: i64 = 100 * 366 * 86_400;

/// Reads a duration. The error says what was expected.
pub fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || format!("\"{text}\" is no duration; {EXPECTED}");
    let trimmed = text.trim();
    let (rest, clock) = match trimmed.strip_prefix('w') {
        Some(rest) => (rest, Clock::Working),
        None => (trimmed, Clock::Calendar),
    };
    let mut duration = Duration { seconds: 0, clock, has_days: false };
    let mut number = String::new();
    let mut smallest = i64::MAX;
    for c in rest.chars() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        let (_, unit) = UNITS.into_iter().find(|(name, _)| *name == c).ok_or_else(wrong)?;
        let n: i64 = number.parse().map_err(|_| wrong())?;
        number.clear();
        if smallest <= unit {
            return Err(wrong());
        }
        smallest = unit;
        duration.has_days |= c == 'd';
        duration.seconds = n
            .checked_mul(unit)
            .and_then(|seconds| seconds.checked_add(duration.seconds))
            .filter(|seconds| *seconds <= MAX)
            .ok_or_else(|| format!("\"{text}\" is longer than a hundred years"))?;
    }
    if !number.is_empty() && smallest == i64::MAX {
        return Err(format!("\"{text}\" has no unit; {EXPECTED}"));
    }
    if !number.is_empty() || smallest == i64::MAX {
        return Err(wrong());
    }
    if duration.has_days && clock == Clock::Working {
        return Err(format!("\"{text}\": {NO_WORKING_DAYS}"));
    }
    Ok(duration)
}

/// Why `d` is refused on the working clock.
pub const NO_WORKING_DAYS: &str =
    "a working day has no agreed length; write hours and minutes instead of days";

/// The shortest way to write so many seconds; whole days from two on are days.
pub fn format(seconds: i64) -> String {
    if 2 * 86_400 <= seconds && seconds % 86_400 == 0 {
        return format!("{}d", seconds / 86_400);
    }
    let mut text = String::new();
    let mut rest = seconds;
    for (name, unit) in UNITS.into_iter().skip(1) {
        if unit <= rest {
            text.push_str(&format!("{}{name}", rest / unit));
            rest %= unit;
        }
    }
    if text.is_empty() { format!("{seconds}s") } else { text }
}

#[cfg(test)]
mod tests;
