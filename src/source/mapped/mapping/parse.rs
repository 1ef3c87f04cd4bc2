//! Reads the tables of a mapping file.

use regex::Regex;
use toml::{Table, Value};

use super::{
    Explode, Fields, From, Input, Join, Mapping, Match, Paths, Pick, Records, Rule, Shape, Sign, Team, Thread,
};
use crate::message::{Channel, Kind, Role};
use crate::settings::nearest;
use crate::source::mapped::keys::Section;
use crate::source::mapped::path::Path;
use crate::source::mapped::time::Times;
use crate::source::mapped::when::{When, plain};

const FIELDS: &[&str] = &[
    "conversation",
    "id",
    "reply_to",
    "author",
    "name",
    "to",
    "subject",
    "title",
    "text",
    "html",
    "contact",
    "channel",
    "rating",
    "rating_max",
    "edited",
    "reply",
    "reply_at",
    "reply_name",
    "reply_last_edit",
    "first_inbound_at",
    "first_reply_at",
    "closed_at",
];

impl Mapping {
    /// Reads a mapping file; an error says what is wrong and where.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let known = &[
            "about", "join", "input", "match", "records", "fields", "time", "role", "kind", "drop", "thread",
            "team",
        ];
        let root = Section::new(&table, "mapping", known)?;
        let mut paths = Paths::default();
        let mut records = records(&root, &mut paths)?;
        records.joins = joins(&root, &mut paths)?;
        let fields = fields(&root, &mut paths)?;
        let times = Times::parse(root.table("time")?, &mut paths)?;
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
            drops.push(When::parse(when, "[[drop]]", &mut paths)?);
        }
        Ok(Self {
            name: name.to_owned(),
            about: root.text("about")?.unwrap_or_default().to_owned(),
            input: input(&root)?,
            matches: matches(&root)?,
            records,
            fields,
            times,
            roles,
            default_role: default_role.flatten(),
            kinds,
            drops,
            thread: thread(&root)?,
            team: team(&root)?,
            paths: paths.0,
        })
    }
}

fn input(root: &Section<'_>) -> Result<Input, String> {
    let Some(table) = root.table("input")? else {
        return Ok(Input::default());
    };
    let known = &[
        "kind",
        "encoding",
        "glob",
        "delimiter",
        "quote",
        "header",
        "columns",
        "skip_rows",
        "decimal",
        "zip_member",
        "repair",
    ];
    let section = Section::new(table, "[input]", known)?;
    let mut input = Input::default();
    input.shape = match section.text("kind")? {
        None => None,
        Some("csv") => Some(Shape::Table),
        Some("tsv") => {
            input.table.delimiter = Some(b'\t');
            Some(Shape::Table)
        }
        Some("json") => Some(Shape::Json),
        Some("ndjson" | "jsonl") => Some(Shape::Ndjson),
        Some(_) => return Err(section.wrong("kind", "csv, tsv, json or ndjson")),
    };
    let byte = |key: &str| match section.text(key)?.map(str::as_bytes) {
        None => Ok(None),
        Some([]) => Ok(Some(None)),
        Some([byte]) if byte.is_ascii() => Ok(Some(Some(*byte))),
        Some(_) => Err(section.wrong(key, "one character")),
    };
    if let Some(delimiter) = byte("delimiter")? {
        input.table.delimiter = delimiter;
    }
    if let Some(quote) = byte("quote")? {
        input.table.quote = quote;
    }
    let columns = section.texts("columns")?;
    if !columns.is_empty() {
        input.table.columns = Some(columns);
    } else if section.value("header").is_some() && !section.flag("header")? {
        return Err(section.wrong("columns", "given where `header` is false"));
    }
    if let Some(rows) = section.value("skip_rows") {
        let rows = rows.as_integer().and_then(|rows| u64::try_from(rows).ok());
        input.table.skip_rows = rows.ok_or_else(|| section.wrong("skip_rows", "a number of lines"))?;
    }
    for repair in section.texts("repair")? {
        match repair.as_str() {
            "latin1-utf8" => input.mojibake = true,
            // Always done.
            "strip-bom" | "lone-cr" => {}
            _ => return Err(section.wrong("repair", "a list of latin1-utf8, strip-bom, lone-cr")),
        }
    }
    Ok(input)
}

fn matches(root: &Section<'_>) -> Result<Match, String> {
    let Some(table) = root.table("match")? else {
        return Ok(Match::default());
    };
    let section = Section::new(table, "[match]", &["any", "all"])?;
    let signs = |key: &str| -> Result<Vec<Sign>, String> {
        section
            .tables(key)?
            .into_iter()
            .map(|table| {
                let sign = Section::new(table, "[match]", &["header_has", "pointer"])?;
                match sign.text("pointer")? {
                    Some(pointer) => Ok(Sign::Pointer(pointer.to_owned())),
                    None => Ok(Sign::HeaderHas(sign.texts("header_has")?)),
                }
            })
            .collect()
    };
    Ok(Match { any: signs("any")?, all: signs("all")? })
}

fn records(root: &Section<'_>, paths: &mut Paths) -> Result<Records, String> {
    let Some(table) = root.table("records")? else {
        return Ok(Records::default());
    };
    let section = Section::new(table, "[records]", &["conversations", "messages", "map_values", "explode"])?;
    let explode = match section.table("explode")? {
        None => None,
        Some(table) => {
            let explode = Section::new(table, "[records] explode", &["field", "separator", "pattern"])?;
            let pattern = explode.text("pattern")?.ok_or_else(|| explode.wrong("pattern", "given"))?;
            Some(Explode {
                field: paths.id(explode.text("field")?.ok_or_else(|| explode.wrong("field", "given"))?)?,
                separator: explode
                    .text("separator")?
                    .filter(|text| !text.is_empty())
                    .unwrap_or("\n")
                    .to_owned(),
                pattern: Regex::new(pattern)
                    .map_err(|error| format!("[records] explode pattern: {error}"))?,
            })
        }
    };
    Ok(Records {
        conversations: section.text("conversations")?.map(Path::parse).transpose()?,
        messages: section.texts("messages")?.iter().map(|raw| Path::parse(raw)).collect::<Result<_, _>>()?,
        map_values: section.flag("map_values")?,
        explode,
        joins: Vec::new(),
    })
}

/// The side tables, by the order of the file.
fn joins(root: &Section<'_>, paths: &mut Paths) -> Result<Vec<Join>, String> {
    let Some(table) = root.table("join")? else {
        return Ok(Vec::new());
    };
    let mut joins = Vec::new();
    for (name, value) in table {
        let at = format!("[join] {name}");
        let table = value.as_table().ok_or_else(|| format!("{at}: expected a table"))?;
        let section = Section::new(table, &at, &["at", "key", "as", "on"])?;
        let given = |key: &str| section.text(key)?.ok_or_else(|| section.wrong(key, "given"));
        joins.push(Join {
            name: section.text("as")?.unwrap_or(name).to_owned(),
            at: Path::parse(given("at")?)?,
            key: Path::parse(given("key")?)?,
            on: paths.id(given("on")?)?,
        });
    }
    Ok(joins)
}

fn fields(root: &Section<'_>, paths: &mut Paths) -> Result<Fields, String> {
    let Some(table) = root.table("fields")? else {
        return Err("mapping: the table [fields] is missing".to_owned());
    };
    let section = Section::new(table, "[fields]", FIELDS)?;
    let mut pick = |key: &str| match section.value(key) {
        None => Ok(Pick::default()),
        Some(value) => Pick::parse(value, &format!("[fields] `{key}`"), paths),
    };
    let mut fields = Fields {
        id: pick("id")?,
        reply_to: pick("reply_to")?,
        author: pick("author")?,
        name: pick("name")?,
        to: pick("to")?,
        subject: pick("subject")?,
        title: pick("title")?,
        text: pick("text")?,
        rating_max: pick("rating_max")?,
        edited: pick("edited")?,
        reply: pick("reply")?,
        reply_at: pick("reply_at")?,
        reply_name: pick("reply_name")?,
        first_inbound_at: pick("first_inbound_at")?,
        first_reply_at: pick("first_reply_at")?,
        closed_at: pick("closed_at")?,
        html: section.flag("html")?,
        reply_last_edit: section.flag("reply_last_edit")?,
        ..Fields::default()
    };
    // Several places make one key together.
    fields.conversation = match section.value("conversation") {
        Some(Value::Array(_)) => {
            let parts = section.texts("conversation")?;
            let parts = parts.iter().map(|path| paths.id(path)).collect::<Result<_, _>>()?;
            Pick(vec![From::Join { parts, separator: "/".to_owned() }])
        }
        Some(value) => Pick::parse(value, "[fields] `conversation`", paths)?,
        None => Pick::default(),
    };
    if let Some(table) = section.table("contact")? {
        let contact = Section::new(table, "[fields] contact", &["phone", "email"])?;
        for (key, field) in [("phone", &mut fields.phone), ("email", &mut fields.email)] {
            if let Some(value) = contact.value(key) {
                *field = Pick::parse(value, "[fields] contact", paths)?;
            }
        }
    }
    if let Some(name) = section.text("channel")? {
        fields.channel = Some(Channel::from_name(name).ok_or_else(|| {
            let known: Vec<_> = Channel::ALL.iter().map(|channel| channel.name()).collect();
            section.wrong("channel", &format!("one of {}", known.join(", ")))
        })?);
    }
    match section.value("rating") {
        Some(Value::Table(table)) if table.contains_key("from") => {
            let rating = Section::new(table, "[fields] rating", &["from", "good", "bad"])?;
            if let Some(value) = rating.value("from") {
                fields.rating = Pick::parse(value, "[fields] rating", paths)?;
            }
            for (key, list) in [("good", &mut fields.good), ("bad", &mut fields.bad)] {
                if let Some(value) = rating.value(key) {
                    let values =
                        value.as_array().and_then(|list| list.iter().map(plain).collect::<Option<_>>());
                    *list = values.ok_or_else(|| rating.wrong(key, "a list of values"))?;
                }
            }
        }
        Some(value) => fields.rating = Pick::parse(value, "[fields] `rating`", paths)?,
        None => {}
    }
    Ok(fields)
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
        rules.push(Rule { when: When::parse(when, &at, paths)?, set: value(set)? });
    }
    Ok((rules, default))
}

fn thread(root: &Section<'_>) -> Result<Thread, String> {
    let Some(table) = root.table("thread")? else {
        return Ok(Thread::Field);
    };
    let section = Section::new(table, "[thread]", &["by", "gap"])?;
    match section.text("by")? {
        None | Some("field") => Ok(Thread::Field),
        Some("reply_to") => Ok(Thread::ReplyTo),
        Some("author-gap") => Ok(Thread::AuthorGap),
        Some(other) => {
            let known = ["field", "reply_to", "author-gap"];
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
        phones: section
            .texts("phones")?
            .iter()
            .map(|phone| phone.chars().filter(char::is_ascii_digit).collect())
            .collect(),
    })
}
