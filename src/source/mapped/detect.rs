//! Which built-in mapping a file fits, by its header or its keys.

use std::sync::LazyLock;

use serde_json::Value;

use super::mapping::{Mapping, Match, Sign};
use super::{guess, json, presets};
use crate::source::table::header::{self, Header};
use crate::source::table::refuse_pointer;
use crate::source::{Peek, Sniff};

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    presets::PRESETS.iter().filter_map(|preset| Mapping::parse(preset.name, preset.text).ok()).collect()
});

/// The beginning of a file, taken apart for detection.
pub struct Head {
    header: Option<Header>,
    json: Option<Value>,
}

impl Head {
    pub fn of(head: &[u8], whole: bool) -> Self {
        Self { header: header::of_head(head, whole), json: json::of_head(&header::head_text(head)) }
    }
}

pub fn sniff(peek: &Peek<'_>) -> Sniff {
    if let Some(refusal) = refuse_pointer(peek.head) {
        return refusal;
    }
    let head = Head::of(peek.head, peek.whole);
    if let Some(why) = refusal(&head, peek.head) {
        return Sniff::Refuse(why.to_owned());
    }
    if let Some(mapping) = preset(&head) {
        let sign = mapping.matches.any.iter().chain(&mapping.matches.all).find(|sign| holds(sign, &head));
        let why = match sign {
            Some(Sign::HeaderHas(columns)) => format!("header has {}", columns.join(", ")),
            Some(Sign::Pointer(pointer)) => format!("JSON has {pointer}"),
            None => String::new(),
        };
        return Sniff::Yes(format!("mapping `{}`: {why}", mapping.name));
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
    } else if column("reviews/0/text") || column("user_reviews_extended") {
        Some("a table of places with all their reviews in one row; export JSON, or one row a review")
    } else {
        None
    }
}

/// The first built-in mapping that fits.
pub fn preset(head: &Head) -> Option<&'static Mapping> {
    MAPPINGS.iter().find(|mapping| fits(&mapping.matches, head))
}

fn fits(matches: &Match, head: &Head) -> bool {
    let any = matches.any.iter().any(|sign| holds(sign, head));
    let all = matches.all.iter().all(|sign| holds(sign, head));
    if matches.any.is_empty() { !matches.all.is_empty() && all } else { any && all }
}

fn holds(sign: &Sign, head: &Head) -> bool {
    match sign {
        Sign::HeaderHas(columns) => {
            head.header.as_ref().is_some_and(|header| header.has_all(columns.iter().map(String::as_str)))
        }
        Sign::Pointer(pointer) => head.json.as_ref().is_some_and(|json| json.pointer(pointer).is_some()),
    }
}
