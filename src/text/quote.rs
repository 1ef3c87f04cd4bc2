//! The own words of a mail: its text without quotes, forwarded parts and signatures.

mod labels;
mod signs;
mod words;

use std::borrow::Cow;

use labels::LABELS;
use signs::Sign;
use words::{INNER_VERBS, SEPARATORS, STARTS, VERBS};

/// So much of a text is looked at; what follows is left out of a text that has quotes.
const MAX_LINES: usize = 200;
const MAX_BYTES: usize = 64 << 10;
/// An opening line of a quote may be wrapped over so many lines.
const MAX_WRAP: usize = 3;
/// Longer lines are prose.
const MAX_OPENER: usize = 300;
/// A header block begins with so many labels.
const MIN_LABELS: usize = 2;
/// Mail programs wrap lines that are longer than this, quoted ones too.
const WRAPPED: usize = 60;

/// The text without what its author did not write now. A text without quotes is returned as it is, up to
/// 64 KiB and 200 lines. Unquoted lines behind a quote stay, because some answer below it.
pub fn strip(text: &str) -> Cow<'_, str> {
    let head = super::head(text, MAX_BYTES);
    let mut rest = Rest { text: head, n_left: MAX_LINES };
    // Filled from the first line on that goes: most texts have no quotes and are not copied.
    let mut own: Option<String> = None;
    let mut above = "";
    while let Some((line, after)) = rest.split_first() {
        let found = if goes_on(above, line) { Line::Quoted(1) } else { what(line, rest) };
        above = line;
        let skipped = match found {
            Line::Own => {
                if let Some(own) = &mut own {
                    own.push_str(line);
                    own.push('\n');
                }
                rest = after;
                continue;
            }
            Line::Quoted(n_lines) => rest.skip(n_lines.max(1)),
            Line::Signature => {
                // Below a signature only a quote may stand, and below that an answer.
                let mut quoted = rest;
                while let Some((line, after)) = quoted.split_first() {
                    if line.trim_start().starts_with('>') {
                        break;
                    }
                    quoted = after;
                }
                quoted
            }
            Line::Rest => Rest { text: "", n_left: 0 },
        };
        own.get_or_insert_with(|| before(head, rest));
        rest = skipped;
    }
    let is_cut = head.len() < text.len() || !rest.text.is_empty();
    match own {
        Some(own) => Cow::Owned(own.trim().to_owned()),
        None if is_cut => Cow::Owned(before(head, rest).trim().to_owned()),
        None => Cow::Borrowed(text),
    }
}

/// The lines that are still to be looked at.
#[derive(Clone, Copy)]
struct Rest<'a> {
    text: &'a str,
    n_left: usize,
}

impl<'a> Rest<'a> {
    /// The first line without its end, and those below it.
    fn split_first(self) -> Option<(&'a str, Self)> {
        if self.text.is_empty() || self.n_left == 0 {
            return None;
        }
        let (line, text) = match memchr::memchr(b'\n', self.text.as_bytes()) {
            Some(idx) => {
                let line = self.text.get(..idx).unwrap_or("");
                (line.strip_suffix('\r').unwrap_or(line), self.text.get(idx + 1..).unwrap_or(""))
            }
            None => (self.text, ""),
        };
        Some((line, Self { text, n_left: self.n_left - 1 }))
    }

    /// From the first line with text on.
    fn at_text(self) -> Self {
        let mut rest = self;
        while let Some((line, after)) = rest.split_first() {
            if !line.trim().is_empty() {
                break;
            }
            rest = after;
        }
        rest
    }

    fn skip(self, n_lines: usize) -> Self {
        let mut rest = self;
        for _ in 0..n_lines {
            let Some((_, after)) = rest.split_first() else { break };
            rest = after;
        }
        rest
    }
}

impl<'a> Iterator for Rest<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (line, after) = self.split_first()?;
        *self = after;
        Some(line)
    }
}

/// The lines of `head` above `rest`, each with a line feed.
fn before(head: &str, rest: Rest<'_>) -> String {
    let above = head.get(..head.len() - rest.text.len()).unwrap_or("");
    let mut own = String::with_capacity(head.len());
    for line in above.lines() {
        own.push_str(line);
        own.push('\n');
    }
    own
}

enum Line {
    Own,
    /// So many lines belong to a quote.
    Quoted(usize),
    Signature,
    /// It and all that follows were written earlier.
    Rest,
}

fn what(line: &str, rest: Rest<'_>) -> Line {
    let line = line.trim();
    if line.is_empty() {
        return Line::Own;
    }
    // A rule says nothing; it often stands above a header block. U+1427 is a tracker's mark.
    if (line.len() >= 4 && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*'))) || line == "\u{1427}"
    {
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
        let after = rest.skip(n_lines).find(|line| !line.trim().is_empty());
        return match after {
            Some(next) if !next.trim_start().starts_with('>') => Line::Rest,
            _ => Line::Quoted(n_lines),
        };
    }
    let is_sign = match signs::of(line) {
        Some(Sign::Sure) => true,
        Some(Sign::Perhaps) => ends_own_words(rest.skip(1)),
        None => line == "--" || is_footer_rule(line, rest),
    };
    if is_sign {
        return Line::Signature;
    }
    Line::Own
}

/// The end of a quoted line that some program wrapped without marking what it put below.
fn goes_on(above: &str, line: &str) -> bool {
    let above = above.trim();
    above.starts_with('>')
        && above.len() > WRAPPED
        && !above.ends_with(['.', '!', '?', ':', ';'])
        && line.starts_with(char::is_lowercase)
}

/// A line of underscores above a signature, or a shorter one above what a mailing list adds.
fn is_footer_rule(line: &str, rest: Rest<'_>) -> bool {
    let is_rule = line.len() >= 2 && line.bytes().all(|byte| byte == b'_');
    is_rule
        && (line.len() >= 10
            || rest.skip(1).split_first().is_some_and(|(below, _)| below.ends_with("mailing list")))
}

/// Only quotes and other programs' lines follow.
fn ends_own_words(rest: Rest<'_>) -> bool {
    rest.map(str::trim).find(|line| !line.is_empty()).is_none_or(|line| {
        line.starts_with(['>', '-', '_', '='])
            || opener(rest.at_text()).is_some()
            || labels(rest.at_text()) > 0
    })
}

/// How many lines the words "On … wrote:" take, when the first line opens so.
fn opener(rest: Rest<'_>) -> Option<usize> {
    if !may_end(rest) {
        return None;
    }
    let mut whole = String::new();
    for (idx, line) in rest.take(MAX_WRAP).enumerate() {
        let line = bare(line);
        if line.is_empty() || whole.len() + line.len() > MAX_OPENER {
            return None;
        }
        if idx > 0 {
            whole.push(' ');
        }
        whole.push_str(&line.to_lowercase());
        if may_close(line) {
            return is_opener(&whole).then_some(idx + 1);
        }
        if may_open(line) != (idx == 0) {
            return None;
        }
    }
    None
}

/// Does a line that may end an opener follow one that may begin it? Nearly no line of prose does, and
/// this is cheap.
fn may_end(rest: Rest<'_>) -> bool {
    let mut lines = rest.map(bare);
    let Some(first) = lines.next() else { return false };
    may_close(first) || (lines.take(MAX_WRAP - 1).any(may_close) && may_open(first))
}

const COLONS: [char; 2] = [':', '：'];

/// May an opener end so? A few programs leave the colon out.
fn may_close(line: &str) -> bool {
    line.ends_with(COLONS) || line.ends_with(" wrote") || is_dated_line(line)
}

/// `2016-03-03 17:21 GMT+01:00 Anna`, `2013/7/20 Anna <anna@example.org>`: a year, a day, and who it was.
fn is_dated_line(line: &str) -> bool {
    let bytes = line.as_bytes();
    let begins = bytes.len() > 10
        && bytes.iter().take(4).all(u8::is_ascii_digit)
        && matches!(bytes.get(4), Some(b'-' | b'/'));
    let has_zone = line.contains(" GMT") || line.contains(" gmt");
    begins && !line.ends_with('<') && (has_zone || (line.ends_with('>') && line.contains('@')))
}

/// Without the frame that some programs put around it: `---- On … wrote ----`.
fn bare(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['-', '>', ' ']);
    line.strip_suffix("--").map_or(line, |line| line.trim_end_matches(['-', ' ']))
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
    verb_ends || verb_inside || bare || is_dated_line(body)
}

/// The first line of a wrapped opener starts with a preposition, a weekday or a number.
fn may_open(line: &str) -> bool {
    if line.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let first = line.find([' ', ',', '.']).and_then(|len| line.get(..len));
    // The longest start has 22 bytes.
    let starts = first.filter(|word| word.len() <= 24).is_some_and(|word| {
        if word.is_ascii() {
            return STARTS.iter().any(|start| start.eq_ignore_ascii_case(word));
        }
        STARTS.contains(&word.to_lowercase().as_str())
    });
    starts
        || (line.contains('@') && {
            let line = line.to_lowercase();
            INNER_VERBS.iter().any(|verb| line.contains(verb))
        })
}

/// A line that parts a forwarded or answered mail from the words above it.
fn is_separator(line: &str) -> bool {
    let inner = line.trim_matches('*');
    if !(inner.ends_with(':') || ["--", "__", "=="].iter().any(|frame| inner.starts_with(frame))) {
        return false;
    }
    if inner.len() >= 30 && inner.bytes().all(|byte| byte == b'_') {
        return true;
    }
    let bare = line.trim_matches(|c: char| matches!(c, '-' | '—' | '_' | '=' | ':' | '*' | ' '));
    if bare.is_empty() || bare.len() > 80 {
        return false;
    }
    let bare = bare.to_lowercase();
    SEPARATORS.contains(&bare.as_str())
}

/// How many lines in a row are `Label: value` with different labels of a mail header.
fn labels(rest: Rest<'_>) -> usize {
    let mut seen = 0_u8;
    let mut n_labels = 0;
    let mut is_wrapped = false;
    for line in rest.take(8) {
        let line = line.trim().trim_start_matches(['*', ' ']);
        let Some(kind) = line.split_once(':').and_then(|(name, _)| label(name)) else {
            // One line may be the end of the value above it.
            if is_wrapped || n_labels == 0 || line.is_empty() {
                break;
            }
            is_wrapped = true;
            continue;
        };
        is_wrapped = false;
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
    let lower = name.to_lowercase();
    LABELS.iter().zip(0_u8..).find(|(labels, _)| labels.contains(&lower.as_str())).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests;
