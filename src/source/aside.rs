//! The records of a side table in JSON, such as the people of a workspace.

use std::io::{self, Read};

use serde_json::Value;

use super::beside::Beside;
use super::collect::Problems;
use super::json::fields::Fields;
use super::json::{Event, Walk, Want};
use crate::input::Entry;
use crate::input::damage::Damage;
use crate::input::text::TextReader;
use crate::problem::Problem;

/// Hands each record that lies at one of `places` to `take`, with the number of its place. What cannot be read is a problem
/// of that file, from the reading called `what`.
pub fn read(
    beside: &Beside<'_>,
    entry: &Entry,
    what: &str,
    places: &[&str],
    mut take: impl FnMut(usize, Fields<'_>),
) {
    let mut problems = Problems::default();
    let damage = Damage::default();
    let opened = entry.open(0).map(|stream| damage.end(stream));
    let walked = opened.and_then(|stream| walk(stream, places, &mut take, &mut problems));
    if let Some(problem) = damage.problem(&walked) {
        problems.push(problem);
    }
    beside.note(entry, what, problems);
}

fn walk(
    stream: impl Read,
    places: &[&str],
    take: &mut impl FnMut(usize, Fields<'_>),
    problems: &mut Problems,
) -> io::Result<()> {
    let wanted: Vec<(&str, Want)> = places.iter().map(|&place| (place, Want::Value)).collect();
    let mut walk = Walk::new(TextReader::new(stream, None), &wanted);
    let mut record = 0;
    while let Some(event) = walk.next()? {
        let (line, what) = match event {
            Event::Value { place, line, bytes, .. } => {
                record += 1;
                match serde_json::from_slice::<Value>(bytes) {
                    Ok(value) => {
                        take(place, Fields(&value));
                        continue;
                    }
                    Err(error) => (line, error.to_string()),
                }
            }
            Event::Broken { line, what } => {
                record += 1;
                (line, what.to_owned())
            }
            Event::Begin { .. } | Event::End { .. } => continue,
        };
        problems.push(Problem::record("bad-json", record, what).at_line(line));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
