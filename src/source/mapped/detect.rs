//! Which built-in mapping a file fits, by its header or its keys.

use std::sync::LazyLock;

use serde_json::Value;

use super::mapping::Mapping;
use super::mapping::signs::{Match, Sign};
use super::{guess, json, presets};
use crate::input::{PEEK, glob};
use crate::source::nearest::Candidate;
use crate::source::table::header::{self, Header};
use crate::source::table::refuse_pointer;
use crate::source::{Peek, Sniff, Stream, xml};

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    presets::PRESETS.iter().filter_map(|preset| Mapping::parse(preset.name, preset.text).ok()).collect()
});

/// The beginning of a file, taken apart for detection.
pub struct Head {
    header: Option<Header>,
    json: Option<Value>,
    /// The outermost element of XML.
    root: Option<String>,
}

impl Head {
    pub fn of(head: &[u8], whole: bool) -> Self {
        Self {
            header: header::of_head(head, whole),
            json: json::of_head(&header::head_text(head)),
            root: root(&header::head_text(head)),
        }
    }
}

fn root(text: &str) -> Option<String> {
    let name = text.trim_start().starts_with('<').then(|| xml::root(text.as_bytes()))?;
    Some(String::from_utf8_lossy(name).into_owned())
}

pub fn sniff(peek: &Peek<'_>) -> Sniff {
    if let Some(refusal) = refuse_pointer(peek.head) {
        return refusal;
    }
    let head =
        Head { header: peek.header().cloned(), json: json::of_head(peek.text()), root: root(peek.text()) };
    if let Some(why) = refusal(&head, peek.head) {
        return Sniff::Refuse(why.to_owned());
    }
    if let Some((mapping, why)) = preset_and_why(&head, peek.name) {
        return Sniff::Yes(format!("mapping `{}`: {why}", mapping.name));
    }
    let aside =
        MAPPINGS.iter().find_map(|mapping| Some((mapping, first_sign(&mapping.matches.aside, &head)?)));
    if let Some((mapping, sign)) = aside {
        return Sniff::Aside(format!("a side table of `{}`: {}", mapping.name, spelt(sign)));
    }
    match head.header.as_ref().and_then(guess::mapping) {
        Some(toml) => Sniff::Refuse(format!(
            "a table with a rating and a text that no mapping knows; check this guess, save it and name it in a [[source]]:\n\n{toml}"
        )),
        None => Sniff::No("no mapping fits its header or keys".to_owned()),
    }
}

/// Exports that can never show who was answered, and what to use instead.
fn refusal(head: &Head, bytes: &[u8]) -> Option<&'static str> {
    let column = |name: &str| head.header.as_ref().is_some_and(|header| header.find(name).is_some());
    let has = |pointer: &str| head.json.as_ref().is_some_and(|json| json.pointer(pointer).is_some());
    if has("/feed/entry/0/im:rating") || has("/feed/entry/im:rating") || has("/feed/entry/1/im:rating") {
        Some("the App Store's RSS feed holds no replies; use the App Store Connect API")
    } else if column("userUrl") && column("updated") && column("score") && !column("replyText")
        || ["userUrl", "updated", "score"].iter().all(|key| has(&format!("/0/{key}")))
    {
        Some(
            "app-store-scraper (Node) reads the App Store's RSS feed, which holds no replies; use the App Store Connect API",
        )
    } else if has("/comments_v2") || has("/0/string_map_data") {
        Some(
            "an account download of Facebook or Instagram holds only what the account itself wrote; use the comments of the Graph API",
        )
    } else if head.json.as_ref().and_then(|json| json.pointer("/type")?.as_str()) == Some("FeatureCollection")
    {
        Some(
            "places of a Google account: reviews that its owner wrote; use the Google Business Profile export",
        )
    } else if bytes.starts_with(b"window.YTD.") {
        Some("an archive of one's own posts holds only one side; export the conversations instead")
    } else if has("/result/reviews/0/relative_time_description")
        || has("/reviews/0/relativePublishTimeDescription")
    {
        Some(
            "the Places API shows five reviews of a place and no replies; use the Google Business Profile export",
        )
    } else if has("/0/date_created_gmt") && has("/0/reviewer") && has("/0/review") {
        Some(
            "WooCommerce's REST API gives reviews without replies; use the export of WordPress (Tools, Export)",
        )
    } else if has("/comments/0/is_owner") && !has("/review_id") && !has("/comments/0/review_id") {
        Some("comments on reviews that name no review; save each answer of the API with its `review_id`")
    } else if column("reviews/0/text") {
        Some("a table of places with all their reviews in one row; export JSON, or one row a review")
    } else {
        None
    }
}

/// The first built-in mapping that fits.
pub fn preset(head: &Head, name: &str) -> Option<&'static Mapping> {
    preset_and_why(head, name).map(|(mapping, _)| mapping)
}

fn preset_and_why(head: &Head, name: &str) -> Option<(&'static Mapping, String)> {
    MAPPINGS.iter().find_map(|mapping| Some((mapping, fits(mapping, name, head)?)))
}

/// What a mapping of the user says about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is for this file, and why.
    Ours(String),
    NotOurs,
    /// It names neither files nor signs.
    Silent,
}

/// Is a mapping of the user for this file? By its `glob`, `zip_member` and `[match]`. A mapping that cannot be
/// read is refused elsewhere.
pub fn claim(text: &str, called: &str, name: &str, head: &[u8], whole: bool) -> Claim {
    let Ok(mapping) = Mapping::parse(called, text) else { return Claim::Silent };
    let has_signs = !mapping.matches.any.is_empty() || !mapping.matches.all.is_empty();
    let has_names = !mapping.input.names.is_empty() || !mapping.input.members.is_empty();
    if !has_signs {
        return match (has_names, names_fit(&mapping, name)) {
            (false, _) => Claim::Silent,
            (true, true) => {
                Claim::Ours(format!("mapping `{called}` of the settings, by the name of the file"))
            }
            (true, false) => Claim::NotOurs,
        };
    }
    match fits(&mapping, name, &Head::of(head, whole)) {
        Some(why) => Claim::Ours(format!("mapping `{called}` of the settings: {why}")),
        None => Claim::NotOurs,
    }
}

/// Is the file called like those that the mapping is for?
fn names_fit(mapping: &Mapping, name: &str) -> bool {
    let fits = |patterns: &[String]| {
        patterns.is_empty() || patterns.iter().any(|pattern| glob::fits_path(pattern, name))
    };
    let is_member = name.to_ascii_lowercase().contains(".zip/");
    fits(&mapping.input.names) && (!is_member || fits(&mapping.input.members))
}

/// The sign by which the mapping fits.
fn fits(mapping: &Mapping, name: &str, head: &Head) -> Option<String> {
    let Match { any, all, .. } = &mapping.matches;
    if any.is_empty() && all.is_empty() || !names_fit(mapping, name) {
        return None;
    }
    if !all.iter().all(|sign| holds(sign, head)) {
        return None;
    }
    match any.as_slice() {
        [] => all.first().map(spelt),
        any => first_sign(any, head).map(spelt),
    }
}

/// How near the built-in mappings come to a file that none of them fits.
pub fn near(head: &[u8], whole: bool) -> Vec<Candidate> {
    let head = Head::of(head, whole);
    let of = |mapping: &'static Mapping| {
        let signs = mapping.matches.any.iter().chain(&mapping.matches.all);
        signs.filter_map(|sign| near_sign(mapping, sign, &head)).collect::<Vec<_>>()
    };
    MAPPINGS.iter().flat_map(of).collect()
}

fn near_sign(mapping: &Mapping, sign: &Sign, head: &Head) -> Option<Candidate> {
    let wanted = match sign {
        Sign::HeaderHas(names) if head.header.is_some() => names,
        Sign::Keys(keys) if head.json.is_some() => keys,
        _ => return None,
    };
    let is_there = |name: &String| match (&head.header, &head.json) {
        (Some(header), _) => header.find(name).is_some(),
        (None, Some(json)) => has_keys(json, std::slice::from_ref(name), 0),
        (None, None) => false,
    };
    let missing: Vec<String> = wanted.iter().filter(|name| !is_there(name)).cloned().collect();
    Some(Candidate {
        name: format!("mapped:{}", mapping.name),
        n_found: wanted.len() - missing.len(),
        n_wanted: wanted.len(),
        missing,
    })
}

/// A mapping to propose for a file that nobody recognises.
pub fn proposal(head: &[u8], whole: bool) -> Option<String> {
    let head = Head::of(head, whole);
    let of_table = head.header.as_ref().and_then(guess::talk_in_table);
    of_table.or_else(|| head.json.as_ref().and_then(guess::talk_in_json))
}

fn first_sign<'a>(signs: &'a [Sign], head: &Head) -> Option<&'a Sign> {
    signs.iter().find(|sign| holds(sign, head))
}

fn spelt(sign: &Sign) -> String {
    match sign {
        Sign::HeaderHas(columns) => format!("header has {}", columns.join(", ")),
        Sign::Pointer(pointer) => format!("JSON has {pointer}"),
        Sign::Keys(keys) => format!("JSON objects with {}", keys.join(", ")),
        Sign::Root(root) => format!("XML with the root {root}"),
    }
}

fn holds(sign: &Sign, head: &Head) -> bool {
    match sign {
        Sign::HeaderHas(columns) => {
            head.header.as_ref().is_some_and(|header| header.has_all(columns.iter().map(String::as_str)))
        }
        Sign::Pointer(pointer) => head.json.as_ref().is_some_and(|json| leads(json, pointer)),
        Sign::Keys(keys) => head.json.as_ref().is_some_and(|json| has_keys(json, keys, 0)),
        Sign::Root(root) => head.root.as_ref() == Some(root),
    }
}

/// Does the pointer lead to something? A `*` in it is any element of a list.
fn leads(json: &Value, pointer: &str) -> bool {
    match pointer.split_once("/*") {
        None => json.pointer(pointer).is_some(),
        Some((list, rest)) => {
            let list = json.pointer(list).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|element| leads(element, rest)))
        }
    }
}

/// Is there a file that this shipped mapping reads in the folder of the stream, or in a folder below?
pub fn lies_beside(name: &str, stream: &Stream<'_>) -> bool {
    let Some(mapping) = MAPPINGS.iter().find(|mapping| mapping.name == name) else { return false };
    stream.beside.has_any(stream.entry, name, |entry| {
        let head = entry.peek().unwrap_or_default();
        fits(mapping, &entry.name, &Head::of(&head, head.len() < PEEK)).is_some()
    })
}

/// Has some object, not too deep in the document, all these keys?
fn has_keys(value: &Value, keys: &[String], depth: usize) -> bool {
    /// Deeper than the records of any export.
    const MAX_DEPTH: usize = 6;
    /// The first records show what the others are like.
    const MAX_MEMBERS: usize = 50;
    match value {
        _ if MAX_DEPTH < depth => false,
        Value::Object(map) => {
            keys.iter().all(|key| map.contains_key(key))
                || map.values().take(MAX_MEMBERS).any(|value| has_keys(value, keys, depth + 1))
        }
        Value::Array(list) => list.iter().take(3).any(|value| has_keys(value, keys, depth + 1)),
        _ => false,
    }
}
