//! A whole conversation in one text: cut into its messages.

use crate::source::mapped::mapping::Explode;

/// More messages than any transcript in a cell holds.
const MAX_PARTS: usize = 100_000;

/// The named groups of each message; lines that fit no pattern go on with the `text` of the one before.
pub fn parts(explode: &Explode, text: &str) -> Vec<Vec<(String, String)>> {
    let mut parts: Vec<Vec<(String, String)>> = Vec::new();
    for line in text.split(explode.separator.as_str()) {
        let line = line.trim_end_matches('\r');
        match explode.pattern.captures(line) {
            Some(captures) if parts.len() < MAX_PARTS => {
                let groups = explode.pattern.capture_names().flatten();
                parts.push(
                    groups
                        .filter_map(|name| Some((name.to_owned(), captures.name(name)?.as_str().to_owned())))
                        .collect(),
                );
            }
            _ => {
                let Some(part) = parts.last_mut() else {
                    continue;
                };
                if let Some((_, text)) = part.iter_mut().find(|(name, _)| name == "text") {
                    text.push('\n');
                    text.push_str(line);
                }
            }
        }
    }
    parts
}
