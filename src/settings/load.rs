//! Reads `hearback.toml`: every key is optional, and everything that is wrong is told at once, with its line.

use std::path::{Path, PathBuf};

use anyhow::bail;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::phone;
use super::phrases::Phrases;
use super::{Clock, Measure, Settings, Target, Team};
use crate::date::zone::Zone;
use crate::message::Language;
use crate::message::hash::Hash;
use crate::text::Own;
use values::Errors;

mod hours;
mod policy;
mod sources;
pub(super) mod targets;
mod values;
mod words;

/// The name of the settings file that is looked for.
pub const FILE_NAME: &str = "hearback.toml";

/// Languages that reports can be written in.
pub const REPORT_LANGUAGES: [&str; 4] = ["en", "pl", "ru", "fi"];

/// The settings file of a working directory, if there is one.
pub fn find_default(working_directory: &Path) -> Option<PathBuf> {
    let path = working_directory.join(FILE_NAME);
    path.is_file().then_some(path)
}

/// Reads the text of a settings file. `file_name` stands in errors; mapping files are relative to
/// `base_dir`. The error holds one line per mistake.
pub fn load(text: &str, file_name: &str, base_dir: &Path) -> anyhow::Result<Settings> {
    load_in_zone(text, file_name, base_dir, None)
}

/// Like [`load`], with a time zone that beats the file's: working hours are bound to it here.
pub fn load_in_zone(
    text: &str,
    file_name: &str,
    base_dir: &Path,
    zone: Option<Zone>,
) -> anyhow::Result<Settings> {
    let (root, syntax_errors) = DeTable::parse_recoverable(text);
    let mut errors = Errors::new(text, file_name);
    for error in &syntax_errors {
        errors.add(error.span().unwrap_or_default(), error.message().replace('\n', " "));
    }
    let mut settings = Settings::default();
    if syntax_errors.is_empty() {
        read_root(root.get_ref(), zone, base_dir, &mut settings, &mut errors);
    }
    let lines = errors.into_lines();
    if !lines.is_empty() {
        bail!("{}", lines.join("\n"));
    }
    settings.digest = Some(digest(text, &settings.words));
    settings.files = named_files(root.get_ref()).map(|name| base_dir.join(name)).collect();
    Ok(settings)
}

/// The word files and mappings that are named.
fn named_files<'a>(root: &'a DeTable<'_>) -> impl Iterator<Item = &'a str> {
    let words = root.get("words").and_then(|value| value.get_ref().as_table());
    let sources = root.get("source").and_then(|value| value.get_ref().as_array()).into_iter().flatten();
    let tables = words.into_iter().chain(sources.filter_map(|value| value.get_ref().as_table()));
    tables.flat_map(|table| {
        ["lexicon", "model", "mapping"].into_iter().filter_map(|key| table.get(key)?.get_ref().as_str())
    })
}

/// The hash of a settings file and of the word files that it names: other words are other settings.
fn digest(text: &str, words: &Own) -> u64 {
    let mut hash = Hash::default();
    text.bytes().for_each(|byte| hash.add(byte));
    let tuned = words.tuned.as_ref().map(|tuned| tuned.to_bytes(&[])).unwrap_or_default();
    for (mark, file) in [(1, words.lexicon.as_bytes()), (2, tuned.as_slice())] {
        if !file.is_empty() {
            hash.add(mark);
            file.iter().for_each(|&byte| hash.add(byte));
        }
    }
    hash.value()
}

fn read_root(
    root: &DeTable<'_>,
    zone: Option<Zone>,
    base_dir: &Path,
    settings: &mut Settings,
    errors: &mut Errors<'_>,
) {
    const KEYS: &[&str] = &[
        "timezone",
        "language",
        "text_languages",
        "team",
        "hours",
        "target",
        "rule",
        "policy",
        "source",
        "words",
    ];
    errors.known_keys(root, "at the top level", KEYS);
    if let Some(value) = root.get("timezone")
        && let Some(named) = read_zone("timezone", value, errors)
    {
        settings.zone = named;
        settings.zone_given = true;
    }
    if let Some(zone) = zone {
        settings.zone = zone;
        settings.zone_given = true;
    }
    if let Some(value) = root.get("language")
        && let Some(language) = errors.one_of("language", value, &REPORT_LANGUAGES)
    {
        settings.language = Language::from_name(language).unwrap_or(settings.language);
    }
    if let Some(value) = root.get("text_languages") {
        let names: Vec<&str> = Language::ALL.iter().map(|language| language.name()).collect();
        settings.text_languages = errors
            .list_of("text_languages", value, &names)
            .into_iter()
            .filter_map(|name| Language::from_name(&name))
            .collect();
    }
    if let Some(table) = root.get("team").and_then(|value| errors.table("team", value)) {
        settings.team = read_team(table, errors);
        settings.auto_replies = read_auto_replies(table, errors);
    }
    if let Some(table) = root.get("policy").and_then(|value| errors.table("policy", value)) {
        settings.policy = policy::read(table, errors);
    }
    if let Some(table) = root.get("hours").and_then(|value| errors.table("hours", value)) {
        settings.hours = hours::read(table, &settings.zone, settings.policy.hours_dated, errors);
    }
    bring_preset_hours(settings);
    if let Some(value) = root.get("target") {
        for table in errors.tables("target", value) {
            settings.targets.extend(targets::read_target(table, !settings.hours.is_empty(), errors));
        }
    } else {
        settings.targets = preset_targets(settings.policy.preset);
    }
    if let Some(value) = root.get("rule") {
        for table in errors.tables("rule", value) {
            settings.rules.extend(targets::read_rule(table, !settings.hours.is_empty(), errors));
        }
    }
    if let Some(table) = root.get("words").and_then(|value| errors.table("words", value)) {
        settings.words = words::read(table, base_dir, errors);
    }
    if let Some(value) = root.get("source") {
        for (source_idx, table) in errors.tables("source", value).into_iter().enumerate() {
            settings.sources.push(sources::read(table, source_idx + 1, base_dir, errors));
        }
    }
}

fn read_zone(key: &str, value: &Spanned<DeValue<'_>>, errors: &mut Errors<'_>) -> Option<Zone> {
    let name = errors.text(key, value, "a time zone such as \"Europe/Warsaw\"")?;
    let zone = Zone::named(name);
    if zone.is_none() {
        errors.add(value.span(), unknown_zone(name));
    }
    zone
}

/// What is said of a name that is no time zone.
pub(super) fn unknown_zone(name: &str) -> String {
    match Zone::nearest(name) {
        Some(near) => format!("unknown time zone \"{name}\"; did you mean \"{near}\"?"),
        None => format!("unknown time zone \"{name}\"; expected a name such as Europe/Warsaw or UTC"),
    }
}

fn is_address(text: &str) -> bool {
    text.contains('@') && text.contains(char::is_alphanumeric)
}

fn read_team(table: &DeTable<'_>, errors: &mut Errors<'_>) -> Team {
    const KEYS: &[&str] = &["addresses", "names", "phones", "bots", "partners", "auto_replies"];
    errors.known_keys(table, "in [team]", KEYS);
    let mut team = Team::default();
    let people = table.iter().filter(|(key, _)| key.get_ref() != "auto_replies");
    for (key, value) in people {
        let key: &str = key.get_ref();
        for (text, span) in errors.texts(key, value) {
            match key {
                "addresses" | "partners" if !is_address(&text) => errors.add(
                    span,
                    format!("\"{text}\" in {key} is no address; expected one such as pomoc@sklep.example or @sklep.example, names go to names"),
                ),
                "addresses" => team.addresses.push(text.to_lowercase()),
                "partners" => team.partners.push(text.to_lowercase()),
                "names" => team.names.push(text),
                "bots" if text.contains('@') => team.bots.push(text.to_lowercase()),
                "bots" => team.bots.push(text),
                "phones" => {
                    let digits = phone::digits(&text);
                    if digits.is_empty() {
                        errors.add(span, format!("\"{text}\" in phones holds no digits"));
                    } else {
                        team.phones.push(digits);
                    }
                }
                _ => {}
            }
        }
    }
    team
}

/// What machines of the team send.
fn read_auto_replies(table: &DeTable<'_>, errors: &mut Errors<'_>) -> Phrases {
    let mut phrases = Phrases::default();
    if let Some(value) = table.get("auto_replies") {
        for (phrase, span) in errors.texts("auto_replies", value) {
            if !phrases.add(&phrase) {
                errors.add(span, format!("\"{phrase}\" in auto_replies holds no words"));
            }
        }
    }
    phrases
}

/// Allegro measures on working days all day long; a file that names hours keeps its own.
fn bring_preset_hours(settings: &mut Settings) {
    if settings.policy.preset == "allegro" && settings.hours.is_empty() {
        settings.hours.push(hours::all_day_on_weekdays(&settings.zone));
    }
}

/// The targets that a preset brings where the file names none.
fn preset_targets(preset: &str) -> Vec<Target> {
    let (within, clock, measures): (i64, Clock, &[Measure]) = match preset {
        "amazon" => (86_400, Clock::Calendar, &[Measure::FirstResponse, Measure::NextResponse]),
        "allegro" => (86_400, Clock::Working, &[Measure::FirstResponse, Measure::NextResponse]),
        "facebook" => (900, Clock::Calendar, &[Measure::FirstResponse]),
        _ => return Vec::new(),
    };
    let target = |measure: &Measure| Target {
        name: format!("{preset}: {}", measure.name()),
        filter: super::Filter::default(),
        measure: *measure,
        within,
        clock,
        share: None,
        level: super::Level::Error,
    };
    measures.iter().map(target).collect()
}

#[cfg(test)]
mod tests;
