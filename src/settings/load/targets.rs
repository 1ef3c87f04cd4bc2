//! `[[target]]` and `[[rule]]`.

use toml::de::{DeTable, DeValue};

use super::values::{Errors, Value};
use crate::message::{Channel, Language};
use crate::settings::duration::{self, NO_WORKING_DAYS};
use crate::settings::{Clock, Filter, Level, Measure, Rule, SourceName, Target, expression};

const MEASURES: [Measure; 4] =
    [Measure::FirstResponse, Measure::NextResponse, Measure::Acknowledgement, Measure::ReviewReply];

/// Why working time cannot be counted.
pub(in crate::settings) const NO_HOURS: &str = "there are no working hours; add [hours.default]";

pub(super) fn read_target(value: &Value<'_>, has_hours: bool, errors: &mut Errors<'_>) -> Option<Target> {
    const KEYS: &[&str] = &["name", "where", "measure", "within", "clock", "share", "level"];
    let DeValue::Table(table) = value.get_ref() else { return None };
    errors.known_keys(table, "in [[target]]", KEYS);
    let name = table.get("name").and_then(|value| errors.text("name", value, "a text"));
    let filter = read_filter(table, errors);
    let level = read_level(table, errors);
    let measure = read_measure(value, table, errors);
    let within = read_within(value, table, has_hours, errors);
    let share = table.get("share").and_then(|value| {
        let text = errors.text("share", value, "a share such as \"90%\"")?;
        expression::parse_share(text)
            .map_err(|error| errors.add(value.span(), format!("\"share\": {error}")))
            .ok()
    });
    let (measure, (within, clock)) = (measure?, within?);
    let prefix = if clock == Clock::Working { "w" } else { "" };
    let own_name = || format!("{} within {prefix}{}", measure.name(), duration::format(within));
    Some(Target {
        name: name.map_or_else(own_name, str::to_owned),
        filter,
        measure,
        within,
        clock,
        share,
        level,
    })
}

pub(super) fn read_rule(value: &Value<'_>, has_hours: bool, errors: &mut Errors<'_>) -> Option<Rule> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    errors.known_keys(table, "in [[rule]]", &["require", "where", "level"]);
    let filter = read_filter(table, errors);
    let level = read_level(table, errors);
    let Some(require) = table.get("require") else {
        errors.add(value.span(), "[[rule]] needs \"require\", such as \"count(ignored) == 0\"");
        return None;
    };
    let text = errors.text("require", require, "a text such as \"count(ignored) == 0\"")?;
    match expression::parse(text) {
        Ok(parsed) => {
            if parsed.is_working() && !has_hours {
                errors.add(require.span(), format!("the rule counts working time, but {NO_HOURS}"));
            }
            Some(Rule { text: text.to_owned(), require: parsed, filter, level })
        }
        Err(error) => {
            errors.add(require.span(), format!("\"require\": {error}"));
            None
        }
    }
}

fn read_measure(target: &Value<'_>, table: &DeTable<'_>, errors: &mut Errors<'_>) -> Option<Measure> {
    let names = MEASURES.map(Measure::name);
    let Some(value) = table.get("measure") else {
        errors.add(target.span(), format!("[[target]] needs \"measure\", one of {}", names.join(", ")));
        return None;
    };
    let name = errors.one_of("measure", value, &names)?;
    MEASURES.into_iter().find(|measure| measure.name() == name)
}

fn read_within(
    target: &Value<'_>,
    table: &DeTable<'_>,
    has_hours: bool,
    errors: &mut Errors<'_>,
) -> Option<(i64, Clock)> {
    let named = table.get("clock").and_then(|value| errors.one_of("clock", value, &["calendar", "working"]));
    let Some(value) = table.get("within") else {
        errors.add(target.span(), "[[target]] needs \"within\", a duration such as \"4h\"");
        return None;
    };
    let within = errors.duration("within", value)?;
    let clock = match named {
        Some("working") => Clock::Working,
        Some(_) if within.clock == Clock::Working => {
            errors.add(value.span(), "\"within\" is working time by its w, but \"clock\" is \"calendar\"");
            return None;
        }
        _ => within.clock,
    };
    if clock == Clock::Working {
        if within.has_days {
            errors.add(value.span(), format!("\"within\": {NO_WORKING_DAYS}"));
        }
        if !has_hours {
            errors.add(value.span(), format!("the target counts working time, but {NO_HOURS}"));
        }
    }
    Some((within.seconds, clock))
}

fn read_level(table: &DeTable<'_>, errors: &mut Errors<'_>) -> Level {
    match table.get("level").and_then(|value| errors.one_of("level", value, &["error", "warn"])) {
        Some("warn") => Level::Warn,
        _ => Level::Error,
    }
}

fn read_filter(table: &DeTable<'_>, errors: &mut Errors<'_>) -> Filter {
    let mut filter = Filter::default();
    let Some(value) = table.get("where") else { return filter };
    let Some(table) = errors.table("where", value) else { return filter };
    errors.known_keys(table, "in where", &["channel", "source", "language"]);
    if let Some(value) = table.get("channel") {
        let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
        let found = errors.list_of("channel", value, &names);
        filter.channels = found.iter().filter_map(|name| Channel::from_name(name)).collect();
    }
    if let Some(value) = table.get("language") {
        let names: Vec<&str> = Language::ALL.iter().map(|language| language.name()).collect();
        let found = errors.list_of("language", value, &names);
        filter.languages = found.iter().filter_map(|name| Language::from_name(name)).collect();
    }
    if let Some(value) = table.get("source") {
        let texts = errors.texts("source", value).into_iter();
        filter.sources = texts.map(|(name, span)| SourceName { name, place: errors.place(span) }).collect();
    }
    filter
}
