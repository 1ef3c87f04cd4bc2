//! What the words of a message say: one pass over a text yields everything the measures need, and the
//! text can be dropped.

mod beside;
mod chunk;
mod clock;
mod closing;
mod due;
pub mod ending;
mod evidence;
mod fingerprint;
pub mod fold;
pub mod gram;
mod holding;
pub mod html;
mod key;
mod language;
pub mod learn;
mod memory;
pub mod model;
mod parts;
mod pattern;
mod question;
pub mod quote;
mod reason;
mod settled;
mod shape;
mod small;
pub mod token;
pub mod tone;
pub mod tune;
pub mod tuned;
mod withdrawal;
mod words;

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::message::{Closing, Language, Promise, Reason};
use closing::Short;
use ending::Signs;
pub use fingerprint::{beside_numbers, fingerprint};
use language::Detector;
use memory::Memory;
use pattern::{Hit, Rule, Table};
use token::Tokens;
use tone::{Ground, Parts};
use tuned::Tuned;
use words::Words;

const LEXICON: &str = include_str!("lexicon.tsv");
const PHRASES: &str = include_str!("phrases.tsv");

/// A text in which the lexicon weighs so much is no thanks and takes nothing back; one of so bad a tone closes by no
/// learned weights.
const COMPLAINS: f32 = 0.7;

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub language: Option<Language>,
    /// How much it sounds like a complaint, 0 to 1; `None` for a text without words.
    pub tone: Option<f32>,
    /// The words and phrases that made the tone, worst first, separated by `;`.
    pub words: String,
    /// What most of them complain of.
    pub reason: Option<Reason>,
    /// They hold a strong phrase with a reason, and no praise.
    pub certain: bool,
    /// What the tone was made of.
    pub parts: Parts,
    pub closing: Closing,
    /// The closing was learned; no rule tells it.
    pub learned_closing: bool,
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
}

/// Reads texts; made once, shared by all threads.
pub struct Reader {
    /// No two readers have the same.
    id: u64,
    words: Words,
    detector: Detector,
}

/// What the shop adds to the lists and weights.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Lines of a lexicon.
    pub lexicon: String,
    /// Weights that `tune` learned.
    pub tuned: Option<Tuned>,
}

/// The lines of a lexicon that cannot be understood.
pub fn refused(lexicon: &str) -> Vec<String> {
    Table::default().add(lexicon)
}

/// Room for the work on one text, used again for the next.
#[derive(Default)]
struct Room {
    tokens: Tokens,
    memory: Memory,
    parts: words::Parts,
    hits: Vec<Hit<'static>>,
    tone: tone::Room,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

impl Reader {
    /// `languages` are those that the settings expect; empty means all.
    pub fn new(languages: &[Language]) -> Self {
        Self::with(languages, &Own::default())
    }

    /// Like [`Reader::new`], with what the shop adds.
    pub fn with(languages: &[Language], own: &Own) -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let mut table = Table::default();
        table.add(LEXICON);
        table.add(PHRASES);
        table.own = true;
        table.add(&own.lexicon);
        let words = Words::new(table, own.tuned.clone());
        Self { id: 1 + LAST.fetch_add(1, Ordering::Relaxed), words, detector: Detector::new(languages) }
    }

    /// The manifest of the learned weights: version, sources, licences.
    pub fn manifest(&self) -> &str {
        self.words.model.manifest
    }

    /// Judges `text`, from which quotes, signatures and markup are gone. At most the first 8 KiB count.
    pub fn read(&self, text: &str) -> Reading {
        self.in_room(|room| self.read_in(room, text, |reading, _| reading))
    }

    /// The words that decided about `text`, by mark: `thanks: Dziękuję; promise: do środy`. Reading it a
    /// second time is cheaper than keeping this of every message.
    pub fn evidence(&self, text: &str) -> String {
        let told = |reading, short: Short<'_>| evidence::evidence(text, short.tokens, short.hits, &reading);
        self.in_room(|room| self.read_in(room, text, told))
    }

    /// What there is to learn closings from; nothing of a text that cannot be one.
    pub fn signs_of_closing(&self, text: &str) -> Option<Signs> {
        let signs =
            |_, short: Short<'_>| closing::may_close(short.tokens, short.hits).then(|| Signs::of(short));
        self.in_room(|room| self.read_in(room, text, signs))
    }

    /// Works in the room of this thread, which knows the words met before.
    fn in_room<T>(&self, work: impl FnOnce(&mut Room) -> T) -> T {
        ROOM.with(|room| match room.try_borrow_mut() {
            Ok(mut room) => work(&mut room),
            Err(_) => work(&mut Room::default()),
        })
    }

    fn read_in<T>(&self, room: &mut Room, text: &str, then: impl FnOnce(Reading, Short<'_>) -> T) -> T {
        let Room { tokens, memory, parts, hits: spare, tone: tone_room } = room;
        tokens.fill(text);
        memory.serve(self.id);
        let mut hits = recycled(std::mem::take(spare));
        let sums = self.words.read(tokens, memory, parts, &mut hits);
        let language = self.detector.detect(tokens, &hits, &sums.languages);
        let ground = Ground {
            text,
            tokens,
            parts: &parts.words,
            hits: &hits,
            language,
            detector: &self.detector,
            linear: (self.words.model.logit(sums.tone), sums.tone.n),
            tuned: self.words.tuned.as_ref().map(|tuned| (tuned, tuned.sum(sums.own, sums.tone.n))),
        };
        let tone = tone::judge(ground, tone_room);
        let complains = tone.parts.lexicon >= COMPLAINS;
        let taken_back = withdrawal::phrase(tokens, &hits, complains);
        let says = |rule: Rule| hits.iter().any(|hit| hit.pattern.rule == rule);
        let mut reading = Reading {
            language,
            tone: tone.score,
            words: tone.words,
            reason: tone.reason,
            certain: tone.certain,
            parts: tone.parts,
            closing: Closing::No,
            learned_closing: false,
            withdrawal: taken_back == withdrawal::Phrase::TakesBack,
            holding: (says(Rule::Holding) || says(Rule::Received))
                && holding::holding(tokens, &hits, language),
            promise: holding::promise(tokens, &hits).map(|found| found.promise),
            asks_customer: says(Rule::Request) && holding::asks_customer(&hits),
            apology: says(Rule::Apology),
            question: tokens.n_questions > 0 || (tokens.cut && text.contains(['?', '？', '؟'])),
            asks: says(Rule::Asks) && question::worded(tokens, &hits).is_some(),
        };
        let may_close = closing::may_close(tokens, &hits);
        let known = may_close && settled::is_short(tokens, &hits);
        if known {
            self.words.settled.find(tokens, &mut hits);
        }
        let short = Short {
            source: text,
            language,
            tokens,
            hits: &hits,
            complains,
            negative: reading.tone.is_some_and(|tone| tone >= COMPLAINS),
            taken_back: reading.withdrawal,
            sums,
            hashes: &parts.hashes,
            known,
        };
        // Beside a phrase that takes something back a request is no end of the matter.
        if may_close && taken_back != withdrawal::Phrase::WithRequest {
            (reading.closing, reading.learned_closing) = closing::closing(short, &self.words);
        }
        if !may_close && let Some(above) = closing::above_telephone(text, tokens, short.hits) {
            // Its words are known by now.
            let mut inner = Room { memory: std::mem::take(memory), ..Room::default() };
            (reading.closing, reading.learned_closing) = self.read_in(&mut inner, above, closing_of);
            *memory = inner.memory;
        }
        let told = then(reading, short);
        *spare = recycled(hits);
        told
    }
}

fn closing_of(reading: Reading, _: Short<'_>) -> (Closing, bool) {
    (reading.closing, reading.learned_closing)
}

/// An empty list in the place of another.
fn recycled<'b>(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'b>> {
    hits.clear();
    hits.into_iter().map_while(|_| None).collect()
}

/// Whether a text has a letter of the script of a language.
pub fn may_be(language: Language, text: &str) -> bool {
    let in_cyrillic = matches!(language, Language::Russian | Language::Ukrainian);
    text.chars().any(|letter| match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => !in_cyrillic,
        '\u{400}'..='\u{4ff}' => in_cyrillic,
        _ => false,
    })
}

/// The text for a table cell: one line, no control or direction marks, at most `max_chars` characters
/// with `…` where it was cut.
pub fn excerpt(text: &str, max_chars: usize) -> Cow<'_, str> {
    let plain = |c: char| c == ' ' || !(c.is_whitespace() || is_hidden(c));
    let tidy = (has_plain_bytes(text) || text.chars().all(plain))
        && !has_double_space(text)
        && text.trim_ascii().len() == text.len();
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

/// No byte is a control character or begins a letter that may be a space or hidden. Without a way out in the middle many
/// bytes are looked at together.
fn has_plain_bytes(text: &str) -> bool {
    let is_odd = |byte: u8| {
        (byte < b' ')
            | (byte == 0x7f)
            | (byte == 0xc2)
            | (byte == 0xd8)
            | (byte.wrapping_sub(0xe1) < 3)
            | (byte == 0xef)
    };
    !text.bytes().fold(false, |found, byte| found | is_odd(byte))
}

fn has_double_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs.fold(false, |found, (&one, &next)| found | ((one == b' ') & (next == b' ')))
}

/// Control characters, and marks that turn the direction of what follows or have no width.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod lists;
#[cfg(test)]
mod tests;
