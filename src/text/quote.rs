//! The own words of a mail: its text without quotes, forwarded parts and signatures.

mod words;

use std::borrow::Cow;

use words::{DEVICES, INNER_VERBS, LABELS, SEPARATORS, STARTS, VERBS};

/// So much of a text is looked at; what follows is left out of a text that has quotes.
const MAX_LINES: usize = 200;
const MAX_BYTES: usize = 64 << 10;
/// An opening line of a quote may be wrapped over so many lines.
const MAX_WRAP: usize = 3;
/// Longer lines are prose.
const MAX_OPENER: usize = 300;
/// A header block begins with so many labels.
const MIN_LABELS: usize = 2;

/// The text without what its author did not write now. A text without quotes is returned as it is, up to
/// 64 KiB and 200 lines. Unquoted lines behind a quote stay, because some answer below it.
pub fn strip(text: &str) -> Cow<'_, str> {
    let head = super::head(text, MAX_BYTES);
    let lines: Vec<&str> = head.lines().take(MAX_LINES).collect();
    let mut own: Vec<&str> = Vec::with_capacity(lines.len());
    let mut idx = 0;
    let mut changed = head.len() < text.len() || head.lines().nth(MAX_LINES).is_some();
    while let Some(&line) = lines.get(idx) {
        let rest = lines.get(idx..).unwrap_or(&[]);
        match what(line, rest) {
            Line::Own => {
                own.push(line);
                idx += 1;
            }
            Line::Quoted(n_lines) => {
                changed = true;
                idx += n_lines.max(1);
            }
            Line::Signature => {
                changed = true;
                // Below a signature only a quote may stand, and below that an answer.
                idx += rest.iter().position(|line| line.trim_start().starts_with('>')).unwrap_or(rest.len());
            }
            Line::Rest => {
                changed = true;
                break;
            }
        }
    }
    if !changed {
        return Cow::Borrowed(text);
    }
    Cow::Owned(own.join("\n").trim().to_owned())
}

enum Line {
    Own,
    /// So many lines belong to a quote.
    Quoted(usize),
    Signature,
    /// It and all that follows were written earlier.
    Rest,
}

fn what(line: &str, rest: &[&str]) -> Line {
    let line = line.trim();
    if line.is_empty() {
        return Line::Own;
    }
    // A rule of dashes says nothing; it often stands above a header block.
    if line.len() >= 10 && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*')) {
        return Line::Quoted(1);
    }
    // A line ">From" is one that a mailbox escaped.
    if line.starts_with('>') && !line.starts_with(">From ") {
        return Line::Quoted(1);
    }
    if is_separator(line) || labels(rest) >= MIN_LABELS {
        return Line::Rest;
    }
    if let Some(n_lines) = opener(rest) {
        // Without marks before the quoted lines nothing tells where the quote ends.
        let after = rest.iter().skip(n_lines).find(|line| !line.trim().is_empty());
        return match after {
            Some(next) if !next.trim_start().starts_with('>') => Line::Rest,
            _ => Line::Quoted(n_lines),
        };
    }
    if line == "--" || (line.len() >= 10 && line.bytes().all(|byte| byte == b'_')) || is_device_line(line) {
        return Line::Signature;
    }
    Line::Own
}

/// How many lines the words "On … wrote:" take, when the first line opens so.
fn opener(rest: &[&str]) -> Option<usize> {
    let mut whole = String::new();
    for (idx, line) in rest.iter().take(MAX_WRAP).enumerate() {
        let line = line.trim().trim_start_matches(['-', '>', ' ']);
        if line.is_empty() || whole.len() + line.len() > MAX_OPENER {
            return None;
        }
        if idx > 0 {
            whole.push(' ');
        }
        whole.push_str(&line.to_lowercase());
        if whole.ends_with([':', '：']) {
            return is_opener(&whole).then_some(idx + 1);
        }
        let alone = idx > 0 && may_open(&line.to_lowercase());
        if (idx == 0 && !may_open(&whole)) || alone {
            return None;
        }
    }
    None
}

/// An opener names a date or an address; prose that only ends in a colon does not.
fn is_opener(line: &str) -> bool {
    let body = line.trim_end_matches([':', '：', ' ', '\u{a0}']);
    let dated = line.bytes().filter(u8::is_ascii_digit).count() >= 3 || line.contains('@');
    if !dated {
        return false;
    }
    let verb_ends = VERBS.iter().any(|verb| body.ends_with(verb));
    let verb_inside = INNER_VERBS.iter().any(|verb| body.contains(verb));
    // "вт, 5 янв. 2016 г. в 23:39, Name <mail>:" has no verb.
    let bare =
        body.ends_with('>') && body.contains('@') && body.bytes().filter(u8::is_ascii_digit).count() >= 5;
    verb_ends || verb_inside || bare
}

/// The first line of a wrapped opener starts with a preposition, a weekday or a number.
fn may_open(line: &str) -> bool {
    STARTS.iter().any(|start| line.strip_prefix(start).is_some_and(|rest| rest.starts_with([' ', ',', '.'])))
        || line.starts_with(|c: char| c.is_ascii_digit())
        || (line.contains('@') && INNER_VERBS.iter().any(|verb| line.contains(verb)))
}

/// A line that parts a forwarded or answered mail from the words above it.
fn is_separator(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| matches!(c, '-' | '—' | '_' | '=' | ':' | '*' | ' '));
    let line = line.trim_matches('*');
    let framed = line.starts_with("--") || line.starts_with("__") || line.starts_with("==");
    if line.len() >= 30 && line.bytes().all(|byte| byte == b'_') {
        return true;
    }
    if bare.is_empty() || bare.len() > 80 || !(framed || line.ends_with(':')) {
        return false;
    }
    let bare = bare.to_lowercase();
    SEPARATORS.contains(&bare.as_str())
}

/// How many lines in a row are `Label: value` with different labels of a mail header.
fn labels(rest: &[&str]) -> usize {
    let mut seen = 0_u8;
    let mut n_labels = 0;
    for line in rest.iter().take(6) {
        let line = line.trim().trim_start_matches(['*', ' ']);
        let Some(kind) = line.split_once(':').and_then(|(name, _)| label(name)) else { break };
        if seen >> kind & 1 == 1 {
            break;
        }
        seen |= 1 << kind;
        n_labels += 1;
    }
    // "From" or "Sent" must be among them: a form mail may have "Subject" and "To" of its own.
    if seen & 0b1 == 1 { n_labels } else { 0 }
}

/// The kind of a header label: 0 from, 1 date, 2 to, 3 subject, 4 copy, 5 others.
fn label(name: &str) -> Option<u8> {
    let name = name.trim().trim_end_matches('*').trim();
    if name.len() > 24 {
        return None;
    }
    let name = name.to_lowercase();
    LABELS.iter().zip(0_u8..).find(|(labels, _)| labels.contains(&name.as_str())).map(|(_, kind)| kind)
}

/// "Sent from my phone" in its languages.
fn is_device_line(line: &str) -> bool {
    if line.len() > 80 {
        return false;
    }
    let line = line.to_lowercase();
    DEVICES.iter().any(|start| line.starts_with(start))
        || (line.starts_with("von meinem ") && line.ends_with("gesendet"))
}

#[cfg(test)]
mod tests;
