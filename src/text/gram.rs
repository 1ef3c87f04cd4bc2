//! The features of a text as hashes: words, pairs of words, and the runs of one to five letters in a word.

use std::ops::RangeInclusive;

use super::token::{Form, Token, Tokens};

/// Lengths of the runs that speak of the tone.
pub const TONE_RUNS: RangeInclusive<u8> = 2..=5;
/// Lengths of the runs that speak of the language.
pub const LANGUAGE_RUNS: RangeInclusive<u8> = 1..=3;
/// Longest run of letters.
const MAX_RUN: usize = 5;
/// The size of a feature's table, as a power of 2.
pub const PLACE_BITS: u32 = 19;
/// So many letters of a word are looked at.
const MAX_LETTERS: usize = 40;
/// So many signs of a kind count.
const MAX_SIGNS: usize = 3;
/// So many letters of a word are its stem.
const STEM: usize = 4;

const RUN: u32 = 0x2545_f491;
const BEGINNING: u32 = 0xb529_7a4d;
const WORD: u32 = 0x8da6_b343;
const MIX: u32 = 0x9e37_79b1;

/// One feature of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Feature {
    pub hash: u32,
    /// Its place in a table of `2^PLACE_BITS`.
    pub place: u32,
}

/// The letters of a token as features see them: all numbers are alike.
pub fn letters<'t>(tokens: &'t Tokens, token: &Token) -> &'t str {
    if token.form == Form::Number { "0" } else { tokens.word(token) }
}

/// A word as a feature.
pub fn word(word: &str) -> Feature {
    Feature::of(word.chars().take(MAX_LETTERS).fold(WORD, step))
}

/// How a word begins, whatever its ending.
pub fn stem(word: &str) -> u32 {
    word.chars().take(STEM).fold(BEGINNING, step)
}

/// Two words in a row as a feature, from their hashes.
pub fn pair(first: u32, second: u32) -> Feature {
    Feature::of(step_by(step_by(WORD ^ RUN, first), second))
}

/// Each two words in a row of those with these hashes.
pub fn pairs(hashes: &[u32]) -> impl Iterator<Item = Feature> {
    hashes.iter().zip(hashes.iter().skip(1)).map(|(&first, &second)| pair(first, second))
}

impl Feature {
    pub fn of(hash: u32) -> Self {
        Self { hash, place: slot(hash, PLACE_BITS) as u32 }
    }
}

/// The runs of letters of a word: hashes with their lengths.
pub struct Runs {
    held: [(u32, u8); MAX_RUN * (MAX_LETTERS + 2)],
    n: usize,
}

impl Runs {
    /// All runs of a word, a space on either side included.
    pub fn of(word: &str) -> Self {
        let mut runs = Self { held: [(0, 0); MAX_RUN * (MAX_LETTERS + 2)], n: 0 };
        each_run(word, |hash, length| {
            if let Some(held) = runs.held.get_mut(runs.n) {
                *held = (hash, length);
                runs.n += 1;
            }
        });
        runs
    }

    /// The runs with a length in `lengths`.
    pub fn of_length(&self, lengths: RangeInclusive<u8>) -> impl Iterator<Item = Feature> {
        let held = self.held.iter().take(self.n);
        held.filter(move |(_, length)| lengths.contains(length)).map(|&(hash, _)| Feature::of(hash))
    }
}

/// Visits the hash and the length of each run of letters of a word, a space on either side included.
pub fn each_run(word: &str, mut visit: impl FnMut(u32, u8)) {
    each_length(word, |length, hashes| hashes.iter().for_each(|&hash| visit(hash, length)));
}

/// Visits the hashes of the runs of each length, the short ones first: those of one length are independent, and the
/// processor looks several of them up at once.
pub fn each_length(word: &str, mut visit: impl FnMut(u8, &[u32])) {
    let mut padded = [u32::from(' '); MAX_LETTERS + 2];
    let mut n = 1;
    for (place, letter) in padded.iter_mut().skip(1).zip(word.chars().take(MAX_LETTERS)) {
        *place = u32::from(letter);
        n += 1;
    }
    let mut hashes = [RUN; MAX_LETTERS + 2];
    let mut letters = padded.get(..=n).unwrap_or(&padded);
    for length in 1..=MAX_RUN as u8 {
        let Some(hashes) = hashes.get_mut(..letters.len()) else { return };
        for (hash, &letter) in hashes.iter_mut().zip(letters) {
            *hash = step_by(*hash, letter);
        }
        visit(length, hashes);
        // A run that is one letter longer starts at one place less.
        let Some((_, rest)) = letters.split_first() else { return };
        letters = rest;
    }
}

/// The place of a hash in a table of `2^bits`.
pub fn slot(hash: u32, bits: u32) -> usize {
    ((hash ^ (hash >> 15)).wrapping_mul(MIX) >> (32 - bits)) as usize
}

/// Every feature of a text that the tone model weighs, in its order.
pub fn features(tokens: &Tokens, mut visit: impl FnMut(Feature)) {
    let mut last = None;
    for token in &tokens.all {
        let letters = letters(tokens, token);
        let hash = of_word(letters, &mut visit);
        if let Some(last) = last.replace(hash) {
            visit(pair(last, hash));
        }
    }
    for (sign, n) in signs(tokens) {
        for _ in 0..n {
            of_word(sign, &mut visit);
        }
    }
}

/// The features of one word; the answer is its hash.
pub fn of_word(letters: &str, visit: &mut impl FnMut(Feature)) -> u32 {
    let word = word(letters);
    visit(word);
    Runs::of(letters).of_length(TONE_RUNS).for_each(visit);
    word.hash
}

/// Exclamation and question marks count as words.
pub fn signs(tokens: &Tokens) -> [(&'static str, usize); 2] {
    [("!", tokens.n_exclamations.min(MAX_SIGNS)), ("?", tokens.n_questions.min(MAX_SIGNS))]
}

fn step(hash: u32, letter: char) -> u32 {
    step_by(hash, letter as u32)
}

fn step_by(hash: u32, value: u32) -> u32 {
    let hash = (hash ^ value).wrapping_mul(MIX);
    hash ^ (hash >> 16)
}
