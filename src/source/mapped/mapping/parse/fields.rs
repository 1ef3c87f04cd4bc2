//! Reads the tables `[fields]` and `[metrics]` of a mapping file.

use toml::Value;

use crate::message::Channel;
use crate::source::mapped::condition::{Condition, plain};
use crate::source::mapped::keys::Section;
use crate::source::mapped::mapping::{Fields, From, METRICS, Metric, Paths, Pick};
use crate::source::mapped::number::Span;

const FIELDS: &[&str] = &[
    "conversation",
    "id",
    "reply_to",
    "author",
    "name",
    "to",
    "subject",
    "about",
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
    "reply_by_key",
    "first_inbound_at",
    "first_reply_at",
    "closed_at",
    "removable_until",
    "link",
    "language",
    "replied",
    "reply_pending",
    "reply_rejected",
];

pub(super) fn fields(root: &Section<'_>, paths: &mut Paths) -> Result<Fields, String> {
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
        about: pick("about")?,
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
        removable_until: pick("removable_until")?,
        link: pick("link")?,
        language: pick("language")?,
        html: section.flag("html")?,
        reply_last_edit: section.flag("reply_last_edit")?,
        reply_by_key: section.flag("reply_by_key")?,
        ..Fields::default()
    };
    for (key, condition) in [
        ("replied", &mut fields.replied),
        ("reply_pending", &mut fields.reply_pending),
        ("reply_rejected", &mut fields.reply_rejected),
    ] {
        if let Some(table) = section.table(key)? {
            let at = format!("[fields] {key}");
            let inner = Section::new(table, &at, &["when"])?;
            let when = inner.value("when").ok_or_else(|| inner.wrong("when", "given"))?;
            *condition = Some(Condition::parse(when, &at, paths)?);
        }
    }
    // Several places make one key together.
    fields.conversation = match section.value("conversation") {
        Some(Value::Array(list)) if list.iter().all(Value::is_str) => {
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

/// The vendor's own figures: `name = path`, or `name = { from = path, unit = "min" }`.
pub(super) fn metrics(root: &Section<'_>, paths: &mut Paths) -> Result<Vec<Metric>, String> {
    let Some(table) = root.table("metrics")? else {
        return Ok(Vec::new());
    };
    let known: Vec<&str> = METRICS.into_iter().chain(["unit"]).collect();
    let section = Section::new(table, "[metrics]", &known)?;
    let span = |section: &Section<'_>| match section.text("unit")? {
        None => Ok(None),
        Some(name) => Span::named(name).map(Some).ok_or_else(|| section.wrong("unit", Span::NAMES)),
    };
    let general = span(&section)?.unwrap_or(Span::Seconds);
    let mut metrics = Vec::new();
    for name in METRICS {
        let Some(value) = section.value(name) else { continue };
        let own = match value {
            Value::Table(table) => {
                let known = ["from", "first", "when", "unit"];
                span(&Section::new(table, format!("[metrics] {name}"), &known)?)?
            }
            _ => None,
        };
        let from = Pick::parse(value, &format!("[metrics] `{name}`"), paths)?;
        metrics.push(Metric { name, from, span: own.unwrap_or(general) });
    }
    Ok(metrics)
}
