//! Reads the tables of a mapping file.

mod fields;
mod input;

use toml::Table;

use super::signs::Match;
use super::{Mapping, Paths, Rule, Team, Thread};
use crate::message::{Kind, Role};
use crate::settings::{duration, nearest, phone};
use crate::source::mapped::condition::Condition;
use crate::source::mapped::keys::Section;
use crate::source::mapped::number::Numbers;
use crate::source::mapped::path::Step;
use crate::source::mapped::time::Times;
use fields::{fields, metrics};
use input::{input, joins, records};

impl Mapping {
    /// Reads a mapping file; an error says what is wrong and where.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let known = &[
            "about", "join", "input", "match", "records", "fields", "time", "role", "kind", "drop", "thread",
            "team", "metrics",
        ];
        let root = Section::new(&table, "mapping", known)?;
        let mut paths = Paths::default();
        let mut records = records(&root, &mut paths)?;
        records.joins = joins(&root, &mut paths)?;
        let input = input(&root)?;
        let fields = fields(&root, &mut paths)?;
        let (times, durations) = Times::parse(root.table("time")?, &mut paths)?;
        let (roles, default_role) = rules(&root, "role", &mut paths, |name| match name {
            "unknown" => Some(None),
            name => Role::from_name(name).map(Some),
        })?;
        let roles =
            roles.into_iter().filter_map(|rule| rule.set.map(|set| Rule { when: rule.when, set })).collect();
        let (kinds, _) = rules(&root, "kind", &mut paths, Kind::from_name)?;
        let mut drops = Vec::new();
        for table in root.tables("drop")? {
            let section = Section::new(table, "[[drop]]", &["when"])?;
            let when = section.value("when").ok_or("[[drop]]: `when` is missing")?;
            drops.push(Condition::parse(when, "[[drop]]", &mut paths)?);
        }
        let thread = thread(&root)?;
        let metrics = metrics(&root, &mut paths)?;
        for join in &mut records.joins {
            join.wanted = wanted(&paths, &join.name);
        }
        let decimal = match root.table("input")? {
            Some(table) => Numbers::decimal(&Section { table, at: "[input]".to_owned() })?,
            None => None,
        };
        Ok(Self {
            name: name.to_owned(),
            about: root.text("about")?.unwrap_or_default().to_owned(),
            input,
            matches: Match::parse(&root)?,
            records,
            fields,
            times,
            roles,
            default_role: default_role.flatten(),
            kinds,
            drops,
            thread,
            metrics,
            numbers: Numbers { decimal, durations },
            team: team(&root)?,
            paths: paths.0,
        })
    }
}

type Rules<T> = (Vec<Rule<T>>, Option<T>);

/// The list `[[role]]` or `[[kind]]`: rules in order, and the default.
fn rules<T>(
    root: &Section<'_>,
    key: &str,
    paths: &mut Paths,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Rules<T>, String> {
    let at = format!("[[{key}]]");
    let (mut rules, mut default) = (Vec::new(), None);
    for table in root.tables(key)? {
        let section = Section::new(table, &at, &["when", "set", "default"])?;
        let value = |name: &str| read(name).ok_or_else(|| format!("{at}: `{name}` is no {key}"));
        if let Some(name) = section.text("default")? {
            default = Some(value(name)?);
            continue;
        }
        let when =
            section.value("when").ok_or_else(|| format!("{at}: expected `when` and `set`, or `default`"))?;
        let set = section.text("set")?.ok_or_else(|| section.wrong("set", "given"))?;
        rules.push(Rule { when: Condition::parse(when, &at, paths)?, set: value(set)? });
    }
    Ok((rules, default))
}

fn thread(root: &Section<'_>) -> Result<Thread, String> {
    let Some(table) = root.table("thread")? else {
        return Ok(Thread::Field);
    };
    let section = Section::new(table, "[thread]", &["by", "gap"])?;
    let gap = match section.text("gap")? {
        None => None,
        Some(text) => match duration::parse(text) {
            Ok(span) if 0 < span.seconds => Some(span.seconds),
            _ => return Err(section.wrong("gap", "a span such as 24h")),
        },
    };
    match section.text("by")? {
        Some("author-gap") => return Ok(Thread::AuthorGap(gap)),
        _ if gap.is_some() => return Err(section.wrong("gap", "left out unless `by` is author-gap")),
        _ => {}
    }
    match section.text("by")? {
        None | Some("field") => Ok(Thread::Field),
        Some("file") => Ok(Thread::File),
        Some("reply_to") => Ok(Thread::ReplyTo),
        Some(other) => {
            let known = ["field", "file", "reply_to", "author-gap"];
            let hint = nearest::hint(other, known);
            Err(format!("[thread]: `by` is `{other}`; {hint}"))
        }
    }
}

fn team(root: &Section<'_>) -> Result<Team, String> {
    let Some(table) = root.table("team")? else {
        return Ok(Team::default());
    };
    let section = Section::new(table, "[team]", &["names", "addresses", "phones"])?;
    let lower = |texts: Vec<String>| texts.iter().map(|text| text.trim().to_lowercase()).collect();
    Ok(Team {
        names: lower(section.texts("names")?),
        addresses: lower(section.texts("addresses")?),
        phones: section.texts("phones")?.iter().map(|number| phone::digits(number)).collect(),
    })
}

/// The first keys of the paths below a side table.
fn wanted(paths: &Paths, name: &str) -> Vec<String> {
    let below = paths.0.iter().filter_map(|path| match path.steps.as_slice() {
        [Step::Key(first), Step::Key(key), ..] if path.up == 0 && first == name => Some(key.clone()),
        _ => None,
    });
    let mut wanted: Vec<String> = below.collect();
    wanted.sort();
    wanted.dedup();
    wanted
}
