//! How a JSON document of any size is walked: which places are records, and what has to be gathered around them.

use std::io;

use serde_json::{Map, Value};

use super::{begins_list, has_any};
use crate::source::json::{Event, Walk, Want};
use crate::source::mapped::Export;
use crate::source::mapped::json::of_head;
use crate::source::mapped::mapping::{From, Mapping};
use crate::source::mapped::path::Step;
use crate::source::table::header;

/// More places than any mapping names; the walk knows 64.
const MAX_PLACES: usize = 60;

/// How a document of any size is walked.
pub struct Plan {
    /// The document itself, then what is gathered of it, then the records.
    pub places: Vec<(String, Want)>,
    gathered: Vec<Vec<Step>>,
    /// The records are conversations, which hold the messages.
    pub conversations: bool,
}

impl Plan {
    /// None when the paths ask for more than one record at a time.
    pub(in crate::source::mapped) fn of(export: &Export<'_>) -> Option<Self> {
        let Export { mapping, stream, head, .. } = export;
        let records = &mapping.records;
        let paths = records.places();
        let conversations = records.conversations.is_some();
        let leaves_conversation = records.messages.iter().any(|path| path.up != 0);
        if paths.is_empty()
            || paths.iter().any(|path| path.steps.is_empty())
            || conversations && leaves_conversation
        {
            return None;
        }
        // Without a sign of the records in the head, each document may be a record itself.
        let beginning = of_head(&header::head_text(head));
        if !conversations && !beginning.is_some_and(|beginning| has_any(&beginning, &records.messages)) {
            return None;
        }
        let gathered = gathered(mapping);
        // The file is read twice, and each document needs its own surroundings.
        if !gathered.is_empty() && (begins_list(head) || !stream.entry.seekable) {
            return None;
        }
        let asked: Vec<&[Step]> = gathered
            .iter()
            .map(Vec::as_slice)
            .chain(paths.iter().map(|path| path.steps.as_slice()))
            .collect();
        let is_apart = |(idx, steps): (usize, &&[Step])| {
            asked.iter().enumerate().all(|(other, longer)| other == idx || !longer.starts_with(steps))
        };
        if MAX_PLACES < asked.len() || !asked.iter().enumerate().all(is_apart) {
            return None;
        }
        let mut places = Vec::new();
        if !gathered.is_empty() {
            places.push((String::new(), Want::Scope));
        }
        for steps in asked {
            places.push((walk_path(steps)?, Want::Value));
        }
        Some(Self { places, gathered, conversations })
    }

    fn n_before_records(&self) -> usize {
        if self.gathered.is_empty() { 0 } else { self.gathered.len() + 1 }
    }

    pub fn is_record(&self, place: usize) -> bool {
        self.n_before_records() <= place
    }

    pub fn ends_with_all(&self, place: usize) -> bool {
        self.places.get(place).is_some_and(|(path, _)| path.ends_with(']'))
    }

    /// Of each document what the rules ask for.
    pub fn frames(&self, text: impl io::Read) -> io::Result<Vec<Value>> {
        let mut frames: Vec<Value> = Vec::new();
        if self.gathered.is_empty() {
            return Ok(frames);
        }
        let places: Vec<(&str, Want)> =
            self.places.iter().map(|(path, want)| (path.as_str(), *want)).collect();
        let mut walk = Walk::new(text, &places);
        while let Some(event) = walk.next()? {
            match event {
                Event::Begin { .. } => frames.push(Value::Object(Map::new())),
                Event::Value { place, bytes, .. } if !self.is_record(place) => {
                    let steps = place.checked_sub(1).and_then(|idx| self.gathered.get(idx));
                    if let (Some(steps), Some(frame)) = (steps, frames.last_mut())
                        && let Ok(value) = serde_json::from_slice(bytes)
                    {
                        insert(frame, steps, value);
                    }
                }
                _ => {}
            }
        }
        Ok(frames)
    }
}

/// The places of the document itself that fields, rules and side tables ask for.
fn gathered(mapping: &Mapping) -> Vec<Vec<Step>> {
    let records = &mapping.records;
    let document = if records.conversations.is_some() { 2 } else { 1 };
    let climbing = mapping.paths.iter().filter(|path| path.up == usize::MAX || path.up == document);
    let mut gathered: Vec<Vec<Step>> = climbing.map(|path| path.steps.clone()).collect();
    // The key of a conversation may stand one level further out than its messages.
    if document == 1 {
        for from in &mapping.fields.conversation.0 {
            if let From::Join { parts, .. } = from {
                let parts = parts.iter().filter_map(|&id| mapping.paths.get(id));
                gathered.extend(parts.filter(|path| path.up == 0).map(|path| path.steps.clone()));
            }
        }
    }
    gathered.extend(records.joins.iter().filter_map(|join| join.at.as_ref()).map(|at| at.steps.clone()));
    gathered.sort();
    gathered.dedup();
    gathered
}

/// Puts a value where the steps lead, and makes what is missing on the way.
fn insert(into: &mut Value, steps: &[Step], value: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *into = value;
        return;
    };
    match step {
        Step::Key(key) => {
            if !into.is_object() {
                *into = Value::Object(Map::new());
            }
            if let Value::Object(map) = into {
                insert(map.entry(key).or_insert(Value::Null), rest, value);
            }
        }
        Step::Index(_) | Step::All => {
            if !into.is_array() {
                *into = Value::Array(Vec::new());
            }
            if let Value::Array(list) = into {
                let mut element = Value::Null;
                insert(&mut element, rest, value);
                list.push(element);
            }
        }
    }
}

/// The steps as the walk spells them; none for what it cannot say.
pub fn walk_path(steps: &[Step]) -> Option<String> {
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Key(key) if key.is_empty() || key.contains(['.', '[', ']']) => return None,
            Step::Key(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(key);
            }
            Step::All => out.push_str("[*]"),
            Step::Index(_) => return None,
        }
    }
    Some(out)
}
