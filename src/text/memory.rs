//! The words met last and what is known of them, so that a word is looked up once in a while and not each time.

use std::hint;

use super::key::Key;
use super::words::{Known, Listed, Word, Words};

/// So many words are remembered, as a power of 2.
const BITS: u32 = 15;

/// Words met before.
#[derive(Default)]
pub struct Memory {
    /// Which lists it holds for.
    of: u64,
    places: Vec<Place>,
    /// What the lists say of the word at each place; only read where they say something.
    listed: Vec<Listed>,
    /// What the word at each place says of a closing.
    closings: Vec<i16>,
    /// The last word that was too long to remember.
    long: Known,
}

/// A word that is remembered; it fills one line of the processor's cache.
#[derive(Clone, Default)]
#[repr(align(64))]
struct Place {
    key: Key,
    word: Word,
}

static NOTHING: Listed = Listed::NONE;

impl Memory {
    /// Forgets everything unless it is of the same lists.
    pub fn serve(&mut self, of: u64) {
        if self.of != of || self.places.is_empty() {
            self.of = of;
            self.places.clear();
            self.places.resize(1 << BITS, Place::default());
            self.listed.resize(1 << BITS, NOTHING);
            self.closings.resize(1 << BITS, 0);
        }
    }

    /// Fetches the places of words that will be asked for, all at once; one after the other the processor would wait
    /// for each.
    pub fn fetch(&self, keys: &[Option<Key>]) {
        let places = keys.iter().flatten().filter_map(|key| self.places.get(key.slot(BITS)));
        hint::black_box(places.fold(0, |sum, place| sum ^ place.word.hash));
    }

    /// What is known of a word, by its key; the last says how much it sounds like a closing.
    pub fn word(&mut self, words: &Words, letters: &str, key: Option<Key>) -> (&Word, &Listed, i16) {
        let idx = key.map_or(usize::MAX, |key| key.slot(BITS));
        let (Some(key), Some(place), Some(listed), Some(closing)) =
            (key, self.places.get_mut(idx), self.listed.get_mut(idx), self.closings.get_mut(idx))
        else {
            self.long = words.word(letters);
            return (&self.long.word, &self.long.listed, self.long.closing);
        };
        if place.key != key {
            place.key = key;
            Known { word: place.word, listed: *listed, closing: *closing } = words.word(letters);
        }
        (&place.word, if place.word.listed { listed } else { &NOTHING }, *closing)
    }
}
