//! What is known of single words, from all lists and weights at once.

use super::beside::Beside;
use super::gram::{self, Feature};
use super::key::{ByWord, Key};
use super::language::{self, Signs};
use super::memory::Memory;
use super::model::{self, Model};
use super::pattern::{self, Hit, Table};
use super::token::{Form, Tokens};
use super::tuned::Tuned;
use crate::message::Language;

/// Most patterns of one word that are remembered; words that start more are looked up each time.
const MAX_STARTS: usize = 5;
/// The languages of the AFINN lists, in the order of [`Word::afinn`].
pub const AFINN: [Language; 5] =
    [Language::English, Language::Polish, Language::Finnish, Language::Swedish, Language::French];

const AFINN_LIST: &str = include_str!("afinn.tsv");
pub const SETTLED_LIST: &str = include_str!("settled.tsv");

/// What letters and weights say of a word. It is small, so that many are at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Word {
    /// Hash for pairs of words.
    pub hash: u32,
    /// What its features say of the tone; of at most 160 features with a byte each.
    pub tone: i16,
    /// The same by the shop's own weights.
    pub own: i16,
    /// What its letters say of each language.
    pub languages: [i16; model::COLUMNS.len()],
    /// The languages that cannot do without it, as bits.
    pub small: u16,
    /// How many features it has.
    pub n: u8,
    /// The lists hold something of it.
    pub listed: bool,
}

/// What the lists say of a word; most are in none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Listed {
    /// Its score in each AFINN list.
    pub afinn: [i8; AFINN.len()],
    n_starts: u8,
    starts: [u32; MAX_STARTS],
}

/// All that is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Known {
    pub word: Word,
    pub listed: Listed,
    /// How much its features sound like a closing.
    pub closing: i16,
}

/// All lists and weights.
pub struct Words {
    pub table: Table,
    pub model: Model,
    pub tuned: Option<Tuned>,
    /// What is asked for in short texts only; the table of every word stays small without it.
    pub settled: Table,
    pub beside: Beside,
    single: ByWord<Single>,
}

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
struct Single {
    /// The languages that cannot do without it, as bits.
    small: u16,
    afinn: [i8; AFINN.len()],
}

/// What is kept of each word of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub afinn: [i8; AFINN.len()],
    /// What was learned of it, in units.
    pub tone: i16,
}

/// What is kept of all words of a text.
#[derive(Debug, Default)]
pub struct Parts {
    pub words: Vec<Part>,
    /// For pairs of words.
    pub hashes: Vec<u32>,
    keys: Vec<Option<Key>>,
}

/// What all words of a text say together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    pub tone: model::Sum,
    pub own: i32,
    /// How much the words by themselves sound like a closing.
    pub closing: i32,
    pub languages: Signs,
}

impl Words {
    pub fn new(table: Table, tuned: Option<Tuned>) -> Self {
        let mut single: ByWord<Single> = ByWord::default();
        single.reserve(AFINN_LIST.len() / 16);
        for (language, word) in language::small_words() {
            single.of(word).small |= language.bit();
        }
        for line in AFINN_LIST.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            if let (Some(language), Some(word), Some(score)) = (fields.next(), fields.next(), fields.next())
                && let Some(column) = AFINN.iter().position(|known| known.name() == language)
                && let Ok(score) = score.parse()
            {
                single.of(word).afinn[column] = score;
            }
        }
        let mut settled = Table::default();
        settled.add(SETTLED_LIST);
        Self { table, model: Model::shipped(), tuned, settled, beside: Beside::shipped(), single }
    }

    /// Reads all words of a text: what is known of each, the patterns that fit, and the sums.
    pub fn read<'a>(
        &'a self,
        tokens: &Tokens,
        memory: &mut Memory,
        parts: &mut Parts,
        hits: &mut Vec<Hit<'a>>,
    ) -> Sums {
        let mut sums = Sums::default();
        parts.clear();
        parts.keys.extend(tokens.all.iter().map(|token| Key::of(gram::letters(tokens, token))));
        memory.fetch(&parts.keys);
        for (idx, (token, &key)) in tokens.all.iter().zip(&parts.keys).enumerate() {
            let (word, listed, closing) = memory.word(self, gram::letters(tokens, token), key);
            sums.add(word, closing);
            if token.form != Form::Emoji {
                sums.languages.add_small(word.small);
                sums.languages.add_runs(&word.languages);
            }
            parts.words.push(Part { afinn: listed.afinn, tone: word.tone });
            parts.hashes.push(word.hash);
            let mut follow = |number, next| self.table.follow(number, tokens, idx, next, hits);
            match listed.starts().filter(|_| token.form != Form::Number) {
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
        }
        self.add_pairs(&parts.hashes, &mut sums);
        for (sign, n) in gram::signs(tokens) {
            for _ in 0..n {
                let (word, _, closing) = memory.word(self, sign, Key::of(sign));
                sums.add(word, closing);
            }
        }
        sums
    }

    /// Adds what each two words in a row say, in a loop of its own: the lookups do not wait for each other.
    fn add_pairs(&self, hashes: &[u32], sums: &mut Sums) {
        for pair in gram::pairs(hashes) {
            sums.tone.weights += self.model.tone(pair);
            sums.tone.n += 1;
        }
        if let Some(tuned) = &self.tuned {
            sums.own += gram::pairs(hashes).map(|pair| tuned.weight(pair)).sum::<i32>();
        }
    }

    fn own(&self, feature: Feature) -> i32 {
        self.tuned.as_ref().map_or(0, |tuned| tuned.weight(feature))
    }

    /// Looks up the letters of a word.
    pub fn word(&self, letters: &str) -> Known {
        let itself = gram::word(letters);
        let (mut tone, mut own, mut n) = (self.model.tone(itself), self.own(itself), 1);
        let mut closing = self.model.closing(itself.hash);
        let mut languages = [0; model::WIDTH];
        gram::each_length(letters, |length, hashes| {
            if gram::TONE_RUNS.contains(&length) {
                tone += self.model.tones(hashes);
                closing += self.model.closings(hashes);
                n += hashes.len();
                if let Some(tuned) = &self.tuned {
                    own += hashes.iter().map(|&hash| tuned.weight(Feature::of(hash))).sum::<i32>();
                }
            }
            if gram::LANGUAGE_RUNS.contains(&length) {
                self.model.add_languages(hashes, &mut languages);
            }
        });
        let single = self.single.get(letters).copied().unwrap_or_default();
        let listed = self.listed(letters, single.afinn);
        let mut word = Word {
            hash: itself.hash,
            tone: tone as i16,
            own: own as i16,
            small: single.small,
            n: n as u8,
            listed: listed != Listed::default(),
            ..Word::default()
        };
        for (held, points) in word.languages.iter_mut().zip(languages) {
            *held = points;
        }
        Known { word, listed, closing: closing as i16 }
    }

    fn listed(&self, letters: &str, afinn: [i8; AFINN.len()]) -> Listed {
        let mut listed = Listed { afinn, ..Listed::default() };
        self.table.starts(letters, |number| {
            if let Some(place) = listed.starts.get_mut(usize::from(listed.n_starts)) {
                *place = number;
            }
            listed.n_starts = listed.n_starts.saturating_add(1);
        });
        listed
    }
}

impl Parts {
    fn clear(&mut self) {
        self.words.clear();
        self.hashes.clear();
        self.keys.clear();
    }
}

impl Sums {
    fn add(&mut self, word: &Word, closing: i16) {
        self.tone.weights += i32::from(word.tone);
        self.tone.n += u32::from(word.n);
        self.own += i32::from(word.own);
        self.closing += i32::from(closing);
    }
}

impl Listed {
    /// Nothing is known.
    pub const NONE: Self = Self { afinn: [0; AFINN.len()], n_starts: 0, starts: [0; MAX_STARTS] };

    /// The patterns that it may start; `None` when there are more than are remembered.
    pub fn starts(&self) -> Option<&[u32]> {
        self.starts.get(..usize::from(self.n_starts))
    }
}

#[cfg(test)]
mod tests;
