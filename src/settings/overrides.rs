//! Flags of the command line: they beat the settings file.

use std::path::Path;

use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use super::load::targets::NO_HOURS;
use super::nearest::hint;
use super::{Clock, Filter, Level, Rule, Settings, Team, duration, expression, load, phone};
use crate::date::zone::Zone;
use crate::message::{Band, Channel, Language};

/// What the flags say, as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--team`: an address, `@domain`, phone number or name each; they add to the file's.
    pub team: Vec<String>,
    pub timezone: Option<String>,
    /// RFC 3339, a local date (its midnight) or date and time, or `now`.
    pub as_of: Option<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    /// A duration.
    pub last: Option<String>,
    pub channels: Vec<String>,
    /// `--min-band`.
    pub min_band: Option<Band>,
    /// Report language.
    pub language: Option<String>,
    /// Requirements of level error; they add to the file's.
    pub require: Vec<String>,
    /// The machine's clock in seconds since 1970, for `--as-of now` only.
    pub now: i64,
}

/// A settings file that was read.
#[derive(Clone, Copy, Debug)]
pub struct SettingsFile<'a> {
    pub text: &'a str,
    /// As it stands in errors.
    pub name: &'a str,
    /// Mapping files are relative to it.
    pub base_dir: &'a Path,
}

/// Settings of a file, if there is one, and flags. Working hours run in the zone of the flag where it is given.
pub fn settings(file: Option<SettingsFile<'_>>, overrides: &Overrides) -> anyhow::Result<Settings> {
    let zone = overrides.timezone.as_deref().map(zone).transpose()?;
    let mut settings = match file {
        Some(file) => load::load_in_zone(file.text, file.name, file.base_dir, zone)?,
        None => Settings::default(),
    };
    apply(&mut settings, overrides)?;
    Ok(settings)
}

/// Puts flags over settings. The error names the flag. Working hours keep the zone they were loaded in:
/// [`settings`] does both.
pub fn apply(settings: &mut Settings, overrides: &Overrides) -> anyhow::Result<()> {
    if let Some(name) = &overrides.timezone {
        settings.zone = zone(name)?;
        settings.zone_given = true;
    }
    for entry in &overrides.team {
        if !entry.contains(char::is_alphanumeric) {
            return Err(anyhow!(
                "--team: \"{entry}\" names nobody; expected an address, @domain, telephone number or name"
            ));
        }
        add_team(&mut settings.team, entry);
    }
    settings.min_band = overrides.min_band.unwrap_or(settings.min_band);
    let zone = &settings.zone;
    if let Some(text) = &overrides.as_of {
        let as_of = match text.as_str() {
            "now" => Ok(overrides.now),
            text => parse_time(text, zone),
        };
        settings.as_of = Some(as_of.map_err(|error| anyhow!("--as-of: {error}, or now"))?);
    }
    let time = |flag: &'static str, text: &Option<String>| {
        let text = text.as_deref();
        text.map(|text| parse_time(text, zone).map_err(|error| anyhow!("{flag}: {error}"))).transpose()
    };
    let since = time("--since", &overrides.since)?;
    let until = time("--until", &overrides.until)?;
    settings.since = since.or(settings.since);
    settings.until = until.or(settings.until);
    if let (Some(since), Some(until)) = (settings.since, settings.until)
        && until <= since
    {
        return Err(anyhow!("--until must be later than --since: no time lies between them"));
    }
    if let Some(text) = &overrides.last {
        let last = duration::parse(text).map_err(|error| anyhow!("--last: {error}"))?;
        if last.clock == Clock::Working || last.seconds == 0 {
            return Err(anyhow!(
                "--last: \"{text}\" is no stretch of calendar time; expected one such as 7d"
            ));
        }
        settings.last = Some(last.seconds);
    }
    if !overrides.channels.is_empty() {
        settings.channels = overrides.channels.iter().map(|name| channel(name)).collect::<Result<_, _>>()?;
    }
    if let Some(name) = &overrides.language {
        let known = load::REPORT_LANGUAGES.contains(&name.as_str());
        let language = Language::from_name(name).filter(|_| known);
        settings.language = language.ok_or_else(|| {
            anyhow!("--lang: unknown language \"{name}\"; {}", hint(name, load::REPORT_LANGUAGES))
        })?;
    }
    for text in &overrides.require {
        let require = expression::parse(text).map_err(|error| anyhow!("--require '{text}': {error}"))?;
        if require.is_working() && settings.hours.is_empty() {
            return Err(anyhow!("--require '{text}': it counts working time, but {NO_HOURS}"));
        }
        let rule = Rule { text: text.clone(), require, filter: Filter::default(), level: Level::Error };
        settings.rules.push(rule);
    }
    Ok(())
}

/// The instant of RFC 3339, or of a local date or date and time in `zone`. A date is its first midnight.
pub fn parse_time(text: &str, zone: &Zone) -> Result<i64, String> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.timestamp());
    }
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Ok(zone.instant(date.and_time(NaiveTime::MIN)));
    }
    for format in ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(time) = NaiveDateTime::parse_from_str(text, format) {
            return Ok(zone.instant(time));
        }
    }
    Err(format!("\"{text}\" is no time; expected 2026-11-02, 2026-11-02T09:00 or 2026-11-02T09:00:00+01:00"))
}

/// Sorts one entry of `--team`: `addr@domain` and `@domain` are addresses, digits a phone number, the rest names.
pub fn add_team(team: &mut Team, entry: &str) {
    let entry = entry.trim();
    let is_phone = entry.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')'))
        && entry.chars().any(|c| c.is_ascii_digit());
    let (list, text) = if entry.contains('@') {
        (&mut team.addresses, entry.to_lowercase())
    } else if is_phone {
        (&mut team.phones, phone::digits(entry))
    } else {
        (&mut team.names, entry.to_owned())
    };
    if !text.is_empty() && !list.contains(&text) {
        list.push(text);
    }
}

fn zone(name: &str) -> anyhow::Result<Zone> {
    Zone::named(name).ok_or_else(|| anyhow!("--timezone: {}", load::unknown_zone(name)))
}

fn channel(name: &str) -> anyhow::Result<Channel> {
    let names = Channel::ALL.iter().map(|channel| channel.name());
    Channel::from_name(name)
        .ok_or_else(|| anyhow!("--channel: unknown channel \"{name}\"; {}", hint(name, names)))
}

#[cfg(test)]
mod tests;
