//! `[hours.…]`: weekdays, holidays, single days, and versions that hold from a day on.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::values::{Errors, Value};
use crate::date::zone::Zone;
use crate::hours::{Calendar, Interval, Version, holiday_codes, knows_holidays};
use crate::mail::person::halves;
use crate::message::Channel;
use crate::settings::nearest::{hint, nearest};
use crate::settings::{Hours, HoursOf};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const OTHER_KEYS: [&str; 4] = ["holidays", "closed", "open", "from"];
const INTERVAL: &str = "expected one such as \"09:00-17:00\"";

pub(super) fn read(table: &DeTable<'_>, zone: &Zone, dated: bool, errors: &mut Errors<'_>) -> Vec<Hours> {
    let mut all = Vec::new();
    for (key, value) in table {
        let Some(of) = read_of(key.get_ref(), key.span(), errors) else { continue };
        let place = match &of {
            HoursOf::Address(_) => format!("in [hours.\"{}\"]", key.get_ref()),
            _ => format!("in [hours.{}]", key.get_ref()),
        };
        let mut versions: Vec<Version> = Vec::new();
        for table in errors.tables(&format!("hours.{}", key.get_ref()), value) {
            let version = read_version(table, &place, errors);
            if versions.iter().any(|other| other.from == version.from) {
                let day = version.from.map_or_else(|| "always".to_owned(), |day| format!("from {day}"));
                errors.add(
                    table.span(),
                    format!("two versions {place} hold {day}; give each its own \"from\""),
                );
            }
            versions.push(version);
        }
        let versions = if dated { versions } else { latest(versions) };
        all.push(Hours { of, calendar: Calendar::new(zone.clone(), versions) });
    }
    all
}

/// The newest version alone, for all days.
fn latest(versions: Vec<Version>) -> Vec<Version> {
    // `None` is less than every day.
    let newest = versions.into_iter().max_by_key(|version| version.from);
    newest.map(|version| Version { from: None, ..version }).into_iter().collect()
}

/// Monday to Friday around the clock, closed on Polish holidays.
pub(super) fn all_day_on_weekdays(zone: &Zone) -> Hours {
    let day = vec![Interval { start: 0, end: 1440 }];
    let mut version = Version { holidays: vec!["PL".to_owned()], ..Version::default() };
    for intervals in version.week.iter_mut().take(5) {
        intervals.clone_from(&day);
    }
    Hours { of: HoursOf::Default, calendar: Calendar::new(zone.clone(), vec![version]) }
}

fn read_of(key: &str, span: Range<usize>, errors: &mut Errors<'_>) -> Option<HoursOf> {
    if key == "default" {
        return Some(HoursOf::Default);
    }
    if is_whole_address(key) {
        return Some(HoursOf::Address(key.to_lowercase()));
    }
    if let Some(channel) = Channel::from_name(key) {
        return Some(HoursOf::Channel(channel));
    }
    let names = Channel::ALL.iter().map(|channel| channel.name()).chain(["default"]);
    let close = nearest(key, names.clone()).map(|name| format!("; did you mean \"{name}\"?"));
    let hint = close.unwrap_or_else(|| {
        let names: Vec<&str> = names.filter(|name| *name != "default").collect();
        format!("; expected default, a channel ({}) or a team address", names.join(", "))
    });
    let what = match key.contains('@') {
        true => format!("\"{key}\" in [hours] is no whole address"),
        false => format!("unknown hours \"{key}\""),
    };
    errors.add(span, format!("{what}{hint}"));
    None
}

/// Messages are sent to nothing else: hours of a domain or of `Name <address>` would never hold.
fn is_whole_address(key: &str) -> bool {
    let odd = |sign: char| sign.is_whitespace() || matches!(sign, '<' | '>' | ',' | ';' | '*');
    halves(key).is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty()) && !key.contains(odd)
}

fn read_version(value: &Value<'_>, place: &str, errors: &mut Errors<'_>) -> Version {
    let mut version = Version::default();
    let DeValue::Table(table) = value.get_ref() else { return version };
    // Which key gave a weekday its hours: a single day beats a range.
    let mut given: [Option<(bool, &str)>; 7] = [None; 7];
    for (key, value) in table {
        let (name, span): (&str, _) = (key.get_ref(), key.span());
        if let Some(days) = weekdays(name) {
            let intervals = read_intervals(name, value, errors);
            let is_single = days.len() == 1;
            for day in days {
                let (Some(slot), Some(week)) = (given.get_mut(day), version.week.get_mut(day)) else {
                    continue;
                };
                match *slot {
                    Some((true, _)) => continue,
                    Some((false, other)) if !is_single => {
                        let day = DAYS.get(day).copied().unwrap_or_default();
                        errors.add(span.clone(), format!("\"{other}\" and \"{name}\" {place} both hold {day}; give that day its own key"));
                    }
                    _ => {}
                }
                *slot = Some((is_single, name));
                week.clone_from(&intervals);
            }
            continue;
        }
        match name {
            "holidays" => version.holidays = read_holidays(value, errors),
            "closed" => {
                let items = match value.get_ref() {
                    DeValue::Array(items) => items.iter().collect(),
                    _ => vec![value],
                };
                version.closed = items.into_iter().filter_map(|item| errors.date("closed", item)).collect();
            }
            "open" => {
                let Some(days) = errors.table("open", value) else { continue };
                for (day, value) in days {
                    if let Some(date) = errors.date_text("open", day.get_ref(), day.span()) {
                        version.open.insert(date, read_intervals(day.get_ref(), value, errors));
                    }
                }
            }
            "from" => version.from = errors.date("from", value),
            _ => {
                let known = OTHER_KEYS.into_iter().chain(["mon-fri"]).chain(DAYS);
                let hint = hint(name, known);
                errors.add(span, format!("unknown key \"{name}\" {place}; {hint}"));
            }
        }
    }
    version
}

/// The weekdays of `mon`, `mon-fri` or `fri-mon`.
fn weekdays(key: &str) -> Option<Vec<usize>> {
    let day = |name: &str| DAYS.iter().position(|day| *day == name);
    match key.split_once('-') {
        None => Some(vec![day(key)?]),
        Some((first, last)) => {
            let (first, last) = (day(first)?, day(last)?);
            let n_days = (last + 7 - first) % 7 + 1;
            Some((first..first + n_days).map(|day| day % 7).collect())
        }
    }
}

fn read_intervals(key: &str, value: &Value<'_>, errors: &mut Errors<'_>) -> Vec<Interval> {
    let mut intervals = Vec::new();
    for (text, span) in errors.texts(key, value) {
        match interval(&text) {
            Ok(interval) => intervals.push(interval),
            Err(error) => errors.add(span, error),
        }
    }
    intervals
}

fn interval(text: &str) -> Result<Interval, String> {
    let wrong = || format!("\"{text}\" is no interval; {INTERVAL}");
    let (start, end) = text.split_once(['-', '–']).ok_or_else(wrong)?;
    let start = minutes(start.trim()).filter(|minutes| *minutes < 1440).ok_or_else(wrong)?;
    let end = minutes(end.trim()).ok_or_else(wrong)?;
    if start == end {
        return Err(format!(
            "\"{text}\" starts and ends at the same time; a whole day is \"00:00-24:00\", a closed one []"
        ));
    }
    Ok(Interval { start, end })
}

/// Minutes from midnight; `24:00` is the next one.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|_| minutes.len() == 2)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 1440).then_some(total)
}

fn read_holidays(value: &Value<'_>, errors: &mut Errors<'_>) -> Vec<String> {
    let mut codes = Vec::new();
    for (text, span) in errors.texts("holidays", value) {
        let code = text.to_uppercase();
        if knows_holidays(&code) {
            codes.push(code);
        } else {
            let hint = hint(&code, holiday_codes());
            errors.add(span, format!("no holidays are known for \"{text}\"; {hint}"));
        }
    }
    codes
}

#[cfg(test)]
mod tests;
