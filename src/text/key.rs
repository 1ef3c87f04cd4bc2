//! Short words as numbers: they are compared and looked up without following a pointer.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// Longer words have no key.
pub const MAX_BYTES: usize = 31;

/// The letters of a short word, and in the last byte how many there are plus 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Key([u64; 4]);

impl Key {
    /// `None` for a long word.
    pub fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let eight = |from: usize| first_bytes(bytes.get(from..).unwrap_or(&[]));
        let length = (bytes.len() as u64 + 1) << 56;
        (bytes.len() <= MAX_BYTES).then(|| Self([eight(0), eight(8), eight(16), eight(24) | length]))
    }

    /// A place among `2^bits`.
    pub fn slot(self, bits: u32) -> usize {
        let hash = self
            .0
            .iter()
            .fold(0_u64, |hash, part| (hash.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        (hash >> (64 - bits)) as usize
    }
}

/// Something of each of many words.
#[derive(Debug)]
pub struct ByWord<T> {
    short: HashMap<Key, T, FxBuildHasher>,
    long: HashMap<Box<str>, T, FxBuildHasher>,
}

impl<T> Default for ByWord<T> {
    fn default() -> Self {
        Self { short: HashMap::default(), long: HashMap::default() }
    }
}

impl<T: Default> ByWord<T> {
    pub fn reserve(&mut self, n_words: usize) {
        self.short.reserve(n_words);
    }

    pub fn get(&self, word: &str) -> Option<&T> {
        match Key::of(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        }
    }

    /// What is held of a word, to be changed; at first the default.
    pub fn of(&mut self, word: &str) -> &mut T {
        match Key::of(word) {
            Some(key) => self.short.entry(key).or_default(),
            None => self.long.entry_ref(word).or_default(),
        }
    }

    #[cfg(test)]
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.short.values().chain(self.long.values())
    }
}

/// The first eight bytes as a number, zeros behind the end.
pub fn first_bytes(bytes: &[u8]) -> u64 {
    // Two reads that overlap are cheaper than a loop.
    let behind = |bits: u64, by: usize| bits << (8 * (bytes.len() - by));
    if let Some(&first) = bytes.first_chunk::<8>() {
        u64::from_le_bytes(first)
    } else if let (Some(&first), Some(&last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(first)) | behind(u64::from(u32::from_le_bytes(last)), 4)
    } else if let (Some(&first), Some(&last)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        u64::from(u16::from_le_bytes(first)) | behind(u64::from(u16::from_le_bytes(last)), 2)
    } else {
        bytes.first().map_or(0, |&byte| u64::from(byte))
    }
}

#[cfg(test)]
mod tests;
