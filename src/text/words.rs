//! What is known of single words, from all lists and weights at once, and the memory of the words met last.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::gram::{self, Feature};
use super::language::Signs;
use super::model::{self, Model};
use super::pattern::{self, Hit, Table};
use super::token::{Form, Tokens};
use super::tuned::Tuned;
use crate::message::Language;

/// Longer words are looked up each time.
const MAX_BYTES: usize = 31;
/// Most patterns of one word that are remembered; words that start more are looked up each time.
const MAX_STARTS: usize = 5;
/// So many words are remembered, as a power of 2.
const BITS: u32 = 15;
/// The languages of the AFINN lists, in the order of [`Word::afinn`].
pub const AFINN: [Language; 5] =
    [Language::English, Language::Polish, Language::Finnish, Language::Swedish, Language::French];

const AFINN_LIST: &str = include_str!("afinn.tsv");

/// Everything known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Word {
    /// Hash for pairs of words.
    pub hash: u32,
    /// What its features say of the tone, and how many there are.
    pub tone: model::Sum,
    /// The same by the shop's own weights.
    pub own: i32,
    /// What its letters say of each language.
    pub languages: [i16; model::COLUMNS.len()],
    /// The languages that cannot do without it, as bits.
    pub small: u16,
    /// Its score in each AFINN list.
    pub afinn: [i8; AFINN.len()],
    n_starts: u8,
    starts: [u32; MAX_STARTS],
}

/// All lists and weights.
pub struct Words {
    pub table: Table,
    pub model: Model,
    pub tuned: Option<Tuned>,
    small: HashMap<&'static str, u16, FxBuildHasher>,
    afinn: HashMap<&'static str, [i8; AFINN.len()], FxBuildHasher>,
}

/// What is kept of each word of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub afinn: [i8; AFINN.len()],
    /// What was learned of it, in units.
    pub tone: i32,
}

/// What all words of a text say together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    pub tone: model::Sum,
    pub own: i32,
    pub languages: Signs,
}

/// Words met before and what is known of them.
#[derive(Default)]
pub struct Memory {
    /// Which lists it holds for.
    of: u64,
    places: Vec<Place>,
    /// The last word that was too long to remember.
    long: Place,
}

#[derive(Clone, Default)]
struct Place {
    key: Key,
    word: Word,
}

/// The letters of a short word, and in the last byte how many there are plus 1.
type Key = [u64; 4];

impl Words {
    pub fn new(table: Table, small: HashMap<&'static str, u16, FxBuildHasher>, tuned: Option<Tuned>) -> Self {
        let mut afinn: HashMap<&'static str, [i8; AFINN.len()], FxBuildHasher> = HashMap::default();
        afinn.reserve(AFINN_LIST.len() / 12);
        for line in AFINN_LIST.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            if let (Some(language), Some(word), Some(score)) = (fields.next(), fields.next(), fields.next())
                && let Some(column) = AFINN.iter().position(|known| known.name() == language)
                && let Ok(score) = score.parse()
            {
                afinn.entry(word).or_default()[column] = score;
            }
        }
        Self { table, model: Model::shipped(), tuned, small, afinn }
    }

    /// Reads all words of a text: what is known of each, the patterns that fit, and the sums.
    pub fn read<'a>(
        &'a self,
        tokens: &Tokens,
        memory: &mut Memory,
        parts: &mut Vec<Part>,
        hits: &mut Vec<Hit<'a>>,
    ) -> Sums {
        let mut sums = Sums::default();
        let mut last = None;
        parts.clear();
        for (idx, token) in tokens.all.iter().enumerate() {
            let word = memory.word(self, gram::letters(tokens, token));
            sums.add(word);
            if let Some(last) = last.replace(word.hash) {
                self.add_pair(gram::pair(last, word.hash), &mut sums);
            }
            if token.form != Form::Emoji {
                sums.languages.add_small(word.small);
                sums.languages.add_runs(&word.languages);
            }
            let mut follow = |number, next| self.table.follow(number, tokens, idx, next, hits);
            match word.starts().filter(|_| token.form != Form::Number) {
                Some([]) => {}
                Some(numbers) => {
                    let next = pattern::start(tokens.at(idx + 1));
                    numbers.iter().for_each(|&number| follow(number, next));
                }
                None => {
                    let next = pattern::start(tokens.at(idx + 1));
                    self.table.starts(tokens.word(token), |number| follow(number, next));
                }
            }
            parts.push(Part { afinn: word.afinn, tone: word.tone.weights });
        }
        for (sign, n) in gram::signs(tokens) {
            for _ in 0..n {
                sums.add(memory.word(self, sign));
            }
        }
        sums
    }

    fn add_pair(&self, pair: Feature, sums: &mut Sums) {
        sums.tone.weights += self.model.tone(pair);
        sums.tone.n += 1;
        sums.own += self.own(pair);
    }

    fn own(&self, feature: Feature) -> i32 {
        self.tuned.as_ref().map_or(0, |tuned| tuned.weight(feature))
    }

    /// Looks up the letters of a word.
    pub fn word(&self, letters: &str) -> Word {
        let mut word = Word {
            small: self.small.get(letters).copied().unwrap_or_default(),
            afinn: self.afinn.get(letters).copied().unwrap_or_default(),
            ..Word::default()
        };
        let itself = gram::word(letters);
        word.hash = itself.hash;
        let (mut weights, mut own, mut n) = (self.model.tone(itself), self.own(itself), 1);
        let mut languages = [0; model::WIDTH];
        gram::each_run(letters, |hash, length| {
            if gram::TONE_RUNS.contains(&length) {
                let run = Feature::of(hash);
                weights += self.model.tone(run);
                own += self.own(run);
                n += 1;
            }
            if gram::LANGUAGE_RUNS.contains(&length) {
                self.model.add_languages(hash, &mut languages);
            }
        });
        word.tone = model::Sum { weights, n };
        word.own = own;
        for (held, points) in word.languages.iter_mut().zip(languages) {
            *held = points;
        }
        self.table.starts(letters, |number| {
            if let Some(place) = word.starts.get_mut(usize::from(word.n_starts)) {
                *place = number;
            }
            word.n_starts = word.n_starts.saturating_add(1);
        });
        word
    }
}

impl Sums {
    fn add(&mut self, word: &Word) {
        self.tone.weights += word.tone.weights;
        self.tone.n += word.tone.n;
        self.own += word.own;
    }
}

impl Word {
    /// The patterns that it may start; `None` when there are more than are remembered.
    pub fn starts(&self) -> Option<&[u32]> {
        self.starts.get(..usize::from(self.n_starts))
    }
}

impl Memory {
    /// Forgets everything unless it is of the same lists.
    pub fn serve(&mut self, of: u64) {
        if self.of != of || self.places.is_empty() {
            self.of = of;
            self.places.clear();
            self.places.resize(1 << BITS, Place::default());
        }
    }

    /// What is known of a word.
    pub fn word(&mut self, words: &Words, letters: &str) -> &Word {
        let key = key(letters);
        let place = key.and_then(|key| self.places.get_mut(slot(key))).unwrap_or(&mut self.long);
        if key.is_none_or(|key| place.key != key) {
            place.key = key.unwrap_or_default();
            place.word = words.word(letters);
        }
        &place.word
    }
}

fn key(letters: &str) -> Option<Key> {
    let bytes = letters.as_bytes();
    let eight = |from: usize| pattern::first_bytes(bytes.get(from..).unwrap_or(&[]));
    let length = (bytes.len() as u64 + 1) << 56;
    (bytes.len() <= MAX_BYTES).then(|| [eight(0), eight(8), eight(16), eight(24) | length])
}

fn slot(key: Key) -> usize {
    let hash = key
        .iter()
        .fold(0_u64, |hash, part| (hash.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (hash >> (64 - BITS)) as usize
}

#[cfg(test)]
mod tests;
