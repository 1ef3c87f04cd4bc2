//! The beginning of a JSON file as a value, for detection.

use serde_json::Value;

use crate::source::json::halves;

/// The beginning of a document as a value: cut behind its last complete part, with all brackets closed.
pub fn of_head(head: &str) -> Option<Value> {
    /// Deeper than any signature.
    const MAX_DEPTH: usize = 100;
    let text = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut open: Vec<u8> = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    let mut safe: (usize, Vec<u8>) = (0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => {
                open.push(if byte == b'{' { b'}' } else { b']' });
                if MAX_DEPTH < open.len() {
                    return None;
                }
                safe = (at + 1, open.clone());
            }
            b'}' | b']' => {
                open.pop();
                safe = (at + 1, open.clone());
                if open.is_empty() {
                    break;
                }
            }
            b',' => safe = (at, open.clone()),
            _ => {}
        }
    }
    let mut cut = text.get(..safe.0)?.as_bytes().to_vec();
    cut.extend(safe.1.iter().rev());
    halves::mend(&mut cut);
    serde_json::from_slice(&cut).ok()
}

#[cfg(test)]
mod tests;
