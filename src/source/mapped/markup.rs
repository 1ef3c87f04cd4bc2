//! Takes XML apart into records: each element that the mapping names becomes a record, one at a time. Side tables in
//! the document are gathered before, so that it is read twice.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::mapping::{Charset, Join, Mapping};
use super::path::{Path, Step};
use super::side::{Joined, Side};
use super::{Broken, Export, Visit, documents};
use crate::input::text::TextReader;
use crate::source::table::replaced;
use crate::source::xml::element::{Element, Node};
use crate::source::xml::{Event, Xml, open};

/// Deeper elements of a record are left out.
const MAX_DEPTH: usize = 64;

/// Tells `visit` of every record.
pub(super) fn visit(export: &Export<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let mapping = export.mapping;
    let mut joined = export.sides.clone();
    joined.extend(sides(export)?);
    let mut xml = document_of(export)?;
    let places = places(mapping);
    let lists = lists(mapping);
    let mut around: Vec<String> = Vec::new();
    let mut document = Value::Null;
    while let Some(event) = xml.next()? {
        if visit.is_done() {
            break;
        }
        match event {
            Event::Start(tag) => {
                let tag = tag.keep();
                around.push(tag.name.clone());
                if around.len() == 1 {
                    document = as_value(&tag, &lists, 0);
                }
                if !is_record(&around, &places) {
                    continue;
                }
                let line = xml.line();
                around.pop();
                match xml.element(tag)? {
                    Ok(element) => {
                        let value = as_value(&element, &lists, 0);
                        documents::visit_found(mapping, &joined, &document, &value, line, visit);
                    }
                    Err(what) => visit.broken(Broken::Markup { line, error: what.to_owned() }),
                }
            }
            Event::End(_) => {
                around.pop();
            }
            Event::Broken { line, what } => visit.broken(Broken::Markup { line, error: what.to_owned() }),
            Event::Text(_) => {}
        }
    }
    if let Some(remark) = replaced(xml.n_replaced()) {
        visit.remark(remark);
    }
    Ok(())
}

type Document = Xml<TextReader<Box<dyn Read + Send>>>;

fn document_of(export: &Export<'_>) -> io::Result<Document> {
    match export.mapping.input.charset {
        Charset::Named(_) => Ok(Xml::new(export.text()?)),
        Charset::Settings | Charset::Guessed => open(export.stream),
    }
}

/// The side tables that lie in the document itself; what is wrong with it is told when its records are read.
fn sides<'a>(export: &Export<'a>) -> io::Result<Vec<Joined<'a>>> {
    let mapping = export.mapping;
    let inside = mapping.records.joins.iter().filter(|join| join.files.is_empty());
    let mut found: Vec<(&Join, Vec<&str>, Side)> =
        inside.map(|join| (join, join.at.as_ref().map(names).unwrap_or_default(), Side::default())).collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let lists = lists(mapping);
    let mut xml = document_of(export)?;
    let mut around: Vec<String> = Vec::new();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => {
                let tag = tag.keep();
                around.push(tag.name.clone());
                if !found.iter().any(|(_, place, _)| around == *place) {
                    continue;
                }
                if let Ok(element) = xml.element(tag)? {
                    let value = as_value(&element, &lists, 0);
                    let here = found.iter_mut().filter(|(_, place, _)| around == *place);
                    here.for_each(|(join, _, side)| side.add(join, &value));
                }
                around.pop();
            }
            Event::End(_) => {
                around.pop();
            }
            Event::Broken { .. } | Event::Text(_) => {}
        }
    }
    Ok(found.into_iter().map(|(join, _, side)| Joined { join, side: Arc::new(side) }).collect())
}

/// The names of the elements that lead to the records, the outermost first.
fn places(mapping: &Mapping) -> Vec<Vec<&str>> {
    mapping.records.places().into_iter().map(names).collect()
}

fn names(path: &Path) -> Vec<&str> {
    let keys = path.steps.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::All | Step::Index(_) => None,
    });
    keys.collect()
}

/// Without places every element right below the outermost one is a record.
fn is_record(around: &[String], places: &[Vec<&str>]) -> bool {
    if places.is_empty() { around.len() == 2 } else { places.iter().any(|place| around == place.as_slice()) }
}

/// Elements that the paths take for lists, also where there is only one.
fn lists(mapping: &Mapping) -> BTreeSet<&str> {
    let paths = mapping.paths.iter().chain(&mapping.records.messages);
    let pairs = paths.flat_map(|path| path.steps.iter().zip(path.steps.iter().skip(1)));
    let lists = pairs.filter_map(|(step, next)| match (step, next) {
        (Step::Key(key), Step::All | Step::Index(_)) => Some(key.as_str()),
        _ => None,
    });
    lists.collect()
}

/// An element as an object of its attributes and elements, with its own words as `text`; as a text when it has
/// nothing else.
fn as_value(element: &Element, lists: &BTreeSet<&str>, depth: usize) -> Value {
    let mut map = Map::new();
    for (name, value) in &element.attributes {
        map.insert(name.clone(), Value::String(value.clone()));
    }
    let mut text = String::new();
    for child in &element.children {
        match child {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(child) if depth < MAX_DEPTH => {
                let value = as_value(child, lists, depth + 1);
                match map.get_mut(&child.name) {
                    Some(Value::Array(list)) => list.push(value),
                    Some(known) => {
                        let first = std::mem::take(known);
                        *known = Value::Array(vec![first, value]);
                    }
                    None if lists.contains(child.name.as_str()) => {
                        map.insert(child.name.clone(), Value::Array(vec![value]));
                    }
                    None => {
                        map.insert(child.name.clone(), value);
                    }
                }
            }
            Node::Element(_) => {}
        }
    }
    let text = text.trim();
    if map.is_empty() {
        return Value::String(text.to_owned());
    }
    if !text.is_empty() {
        map.entry("text").or_insert_with(|| Value::String(text.to_owned()));
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests;
