//! What the words of a message say: one pass over a text yields everything the measures need, and the
//! text can be dropped.

mod closing;
mod due;
mod evidence;
mod fold;
mod holding;
pub mod html;
mod language;
mod pattern;
mod question;
pub mod quote;
mod token;
mod tone;

use std::borrow::Cow;

use crate::message::hash::Hash;
use crate::message::{Closing, Language, Promise};
use language::Detector;
use pattern::{Hit, Rule, Table};
use token::Tokens;

const LEXICON: &str = include_str!("lexicon.tsv");
const PHRASES: &str = include_str!("phrases.tsv");

/// A text of this tone is no thanks and takes nothing back.
const COMPLAINS: f32 = 0.62;

/// All that is kept of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub language: Option<Language>,
    /// How much it sounds like a complaint, 0 to 1; `None` for a text without words.
    pub tone: Option<f32>,
    /// The words and phrases that made the tone, worst first, separated by `;`.
    pub words: String,
    pub closing: Closing,
    /// The customer takes the question back.
    pub withdrawal: bool,
    /// A reply that only says that an answer will come.
    pub holding: bool,
    pub promise: Option<Promise>,
    /// A reply that asks the customer for something and says nothing of the matter.
    pub asks_customer: bool,
    /// It says sorry; of weight on the team's side only.
    pub apology: bool,
    /// It holds a question mark.
    pub question: bool,
    /// It asks in words, with or without a question mark.
    pub asks: bool,
    /// Hash of the normalised text.
    pub fingerprint: u64,
}

/// Reads texts; made once, shared by all threads.
pub struct Reader {
    table: Table,
    detector: Detector,
}

impl Reader {
    /// `languages` are those that the settings expect; empty means all.
    pub fn new(languages: &[Language]) -> Self {
        let mut table = Table::default();
        table.add(LEXICON);
        table.add(PHRASES);
        Self { table, detector: Detector::new(languages) }
    }

    /// Judges `text`, from which quotes, signatures and markup are gone. At most the first 8 KiB count,
    /// except for the fingerprint.
    pub fn read(&self, text: &str) -> Reading {
        let tokens = Tokens::read(text);
        let hits = self.table.hits(&tokens);
        self.judge(text, &tokens, &hits)
    }

    /// The words that decided about `text`, by mark: `thanks: Dziękuję; promise: do środy`. Reading it a
    /// second time is cheaper than keeping this of every message.
    pub fn evidence(&self, text: &str) -> String {
        let tokens = Tokens::read(text);
        let hits = self.table.hits(&tokens);
        evidence::evidence(text, &tokens, &hits, &self.judge(text, &tokens, &hits))
    }

    fn judge(&self, text: &str, tokens: &Tokens, hits: &[Hit<'_>]) -> Reading {
        let language = self.detector.detect(text, tokens, hits);
        let tone = tone::judge(text, tokens, hits, language, &self.detector);
        let complains = tone.score.is_some_and(|score| score >= COMPLAINS);
        let says = |rule: Rule| hits.iter().any(|hit| hit.pattern.rule == rule);
        Reading {
            language,
            tone: tone.score,
            words: tone.words,
            closing: closing::closing(tokens, hits, complains),
            withdrawal: says(Rule::Withdrawal) && closing::withdrawal(tokens, hits, complains),
            holding: (says(Rule::Holding) || says(Rule::Received))
                && holding::holding(tokens, hits, language),
            promise: holding::promise(tokens, hits).map(|found| found.promise),
            asks_customer: says(Rule::Request) && holding::asks_customer(hits),
            apology: says(Rule::Apology),
            question: tokens.n_questions > 0 || (tokens.cut && text.contains(['?', '？', '؟'])),
            asks: says(Rule::Asks) && question::worded(tokens, hits).is_some(),
            fingerprint: fingerprint(text),
        }
    }
}

/// The text for a table cell: one line, no control or direction marks, at most `max_chars` characters
/// with `…` where it was cut.
pub fn excerpt(text: &str, max_chars: usize) -> Cow<'_, str> {
    let plain = |c: char| c == ' ' || !(c.is_whitespace() || is_hidden(c));
    let tidy = text.chars().all(plain) && !text.contains("  ") && text.trim_ascii().len() == text.len();
    // A text of few bytes has few characters.
    if tidy && (text.len() <= max_chars || text.chars().take(max_chars + 1).count() <= max_chars) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut n_chars = 0;
    let mut gap = false;
    let mut last_end = 0;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = n_chars > 0;
            continue;
        }
        if is_hidden(letter) {
            continue;
        }
        let needed = 1 + usize::from(gap);
        if n_chars + needed > max_chars {
            // The mark takes the place of the last character.
            if n_chars == max_chars {
                out.truncate(last_end);
            }
            if max_chars > 0 {
                out.push('…');
            }
            return Cow::Owned(out);
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        last_end = out.len();
        out.push(letter);
        n_chars += needed;
    }
    Cow::Owned(out)
}

/// The first `max_bytes` of a text, cut between characters.
fn head(text: &str, max_bytes: usize) -> &str {
    let mut end = max_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Control characters, and marks that turn the direction of what follows or have no width.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The hash of the text in lower case with single spaces.
fn fingerprint(text: &str) -> u64 {
    let mut hash = Hash::default();
    let mut add = |byte: u8| hash.add(byte);
    for (idx, word) in text.split_whitespace().enumerate() {
        if idx > 0 {
            add(b' ');
        }
        if word.is_ascii() {
            word.bytes().for_each(|byte| add(byte.to_ascii_lowercase()));
            continue;
        }
        for lower in word.chars().flat_map(char::to_lowercase) {
            lower.encode_utf8(&mut [0; 4]).bytes().for_each(&mut add);
        }
    }
    hash.value()
}

#[cfg(test)]
mod lists;
#[cfg(test)]
mod tests;
