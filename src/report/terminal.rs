//! Text on a terminal: made safe, measured, cut, wrapped and coloured.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document::Tone;

/// What stands for text that was cut off.
pub const CUT: char = '…';

/// One line of outside text that cannot steer a terminal or a CI runner.
///
/// Breaks and tabs become spaces, other control characters and direction overrides go away.
/// `::` and `##[` get a zero-width space, because a line that holds them is a command to some CI runners.
pub fn clean(text: &str) -> String {
    clean_start(text, usize::MAX)
}

/// `clean` of each line of a text that may have several.
pub fn clean_lines(text: &str) -> String {
    text.lines().map(clean).collect::<Vec<_>>().join("\n")
}

/// `clean` of the start of a text: enough of it to fill `width` columns, and the mark of a cut after it.
pub fn clean_start(text: &str, width: usize) -> String {
    // Marks without width must not make a cell endless, so characters are counted, not columns.
    let limit = width.saturating_mul(4).saturating_add(16);
    let mut clean = String::with_capacity(text.len().min(limit));
    for (n_chars, character) in text.chars().filter_map(harmless).enumerate() {
        if limit <= n_chars {
            clean.push(CUT);
            break;
        }
        let makes_command =
            (character == ':' && clean.ends_with(':')) || (character == '[' && clean.ends_with("##"));
        if makes_command {
            clean.push('\u{200B}');
        }
        clean.push(character);
    }
    clean
}

fn harmless(character: char) -> Option<char> {
    match character {
        '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        character if character.is_control() => None,
        character => Some(character),
    }
}

/// Columns that a clean text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// A clean text in at most `limit` columns; what does not fit is cut and marked.
pub fn cut(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let (start, _) = split(text, limit.saturating_sub(1));
    let mut start = start.trim_end().to_owned();
    // The mark is a neighbour too, see `shrink`.
    loop {
        start.push(CUT);
        if width(&start) <= limit {
            return start;
        }
        start.pop();
        if start.pop().is_none() {
            return String::new();
        }
    }
}

/// A clean text in lines of at most `limit` columns, broken between words; later lines are indented by two
/// more than the first. A word that is wider than a line is broken inside. A text that fits keeps its own spaces.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(8);
    if width(text) <= limit {
        return vec![text.to_owned()];
    }
    let indent = text.bytes().take_while(|&byte| byte == b' ').count().min(limit / 2);
    let mut lines = Vec::new();
    let mut line = " ".repeat(indent);
    let mut is_empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut word = word;
        loop {
            let gap = usize::from(!is_empty);
            if width(&line) + gap + width(word) <= limit {
                line.extend((!is_empty).then_some(' '));
                line.push_str(word);
                is_empty = false;
                break;
            }
            if is_empty {
                let (start, rest) = split(word, limit - width(&line));
                line.push_str(start);
                word = rest;
            }
            lines.push(std::mem::replace(&mut line, " ".repeat(indent + 2)));
            is_empty = true;
        }
    }
    if !is_empty || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The longest start of at most `limit` columns, and the rest. The start of a text has at least one character
/// when `limit` is at least two.
fn split(text: &str, limit: usize) -> (&str, &str) {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += match character {
            // It turns the character before it into a wide picture.
            '\u{FE0F}' => 1,
            character => character.width().unwrap_or(0),
        };
        if limit < used {
            return shrink(text, at, limit);
        }
    }
    shrink(text, text.len(), limit)
}

/// Splits at `at`, or before it, because neighbours can change a character's width.
fn shrink(text: &str, at: usize, limit: usize) -> (&str, &str) {
    let (mut start, mut rest) = text.split_at(at);
    while limit < width(start) {
        let Some((last, _)) = start.char_indices().next_back().filter(|(last, _)| 0 < *last) else { break };
        (start, rest) = text.split_at(last);
    }
    (start, rest)
}

/// The mark that a line of this tone opens with, so that nothing depends on colour.
pub fn mark(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "✓ ",
        Tone::Warn => "! ",
        Tone::Bad => "✗ ",
        Tone::Plain | Tone::Faint => "",
    }
}

/// The line in the colour of its tone (ECMA-48 §8.3.117).
pub fn paint(line: &str, tone: Tone) -> String {
    let code = match tone {
        Tone::Plain => return line.to_owned(),
        Tone::Good => "32",
        Tone::Warn => "33",
        Tone::Bad => "31",
        Tone::Faint => "2",
    };
    format!("\u{1b}[{code}m{line}\u{1b}[0m")
}

/// The line in bold.
pub fn bold(line: &str) -> String {
    format!("\u{1b}[1m{line}\u{1b}[0m")
}

#[cfg(test)]
mod tests;
