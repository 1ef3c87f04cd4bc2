//! Remembers what short texts say: reviews repeat ("Good app"), and so do answers from a template.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::message::strings::{Strings, Sym};
use crate::text::{Reader, Reading};

/// Longer texts hardly ever repeat.
const MAX_BYTES: usize = 256;
/// So many texts are held at most.
const N_SLOTS: usize = 4096;

/// One text and what is known of it in each slot; a new text takes the place of the one before.
#[derive(Default)]
pub struct Memo {
    slots: Vec<Option<Told>>,
    /// The last text that was not remembered.
    last: Option<Told>,
}

/// What a text says, and the symbols of what is kept of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    text: Box<str>,
    pub reading: Reading,
    pub words: Option<Sym>,
    /// Kept once, however often the text comes; none until a message shows it.
    pub excerpt: Option<Sym>,
    /// None until a message that has it is kept.
    pub fingerprint: Option<u64>,
}

impl Memo {
    /// What `reader` makes of a text; the words that it names go into `strings`.
    pub fn read(&mut self, reader: &Reader, text: &str, strings: &mut Strings) -> &mut Told {
        // A mail in a file of its own is one text: the table is made for the second.
        let is_first = self.slots.is_empty() && self.last.is_none();
        if is_first || MAX_BYTES < text.len() {
            return self.last.insert(Told::new(reader, "", text, strings));
        }
        if self.slots.is_empty() {
            self.slots.resize_with(N_SLOTS, || None);
        }
        let hash = FxBuildHasher.hash_one(text);
        let slot_idx = usize::try_from(hash % N_SLOTS as u64).unwrap_or_default();
        let slot = self.slots.get_mut(slot_idx).unwrap_or(&mut self.last);
        if slot.as_ref().is_some_and(|told| *told.text != *text) {
            *slot = None;
        }
        slot.get_or_insert_with(|| Told::new(reader, text, text, strings))
    }
}

impl Told {
    fn new(reader: &Reader, key: &str, text: &str, strings: &mut Strings) -> Self {
        let mut reading = reader.read(text);
        let words = std::mem::take(&mut reading.words);
        let words = if words.is_empty() { None } else { strings.intern(&words) };
        Self { text: key.into(), reading, words, excerpt: None, fingerprint: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_the_same_however_often_it_comes() {
        let reader = Reader::new(&[]);
        let (mut memo, mut strings) = (Memo::default(), Strings::default());
        let long = "Nie działa. ".repeat(50);
        for text in ["Nie działa", "", "Good app", "Nie działa", long.as_str(), "Good app?"] {
            for _ in 0..2 {
                let told = memo.read(&reader, text, &mut strings).clone();
                let words = strings.text(told.words).unwrap_or_default().to_owned();
                assert_eq!(Reading { words, ..told.reading }, reader.read(text), "{text}");
            }
        }
    }

    #[test]
    fn more_texts_than_slots_push_each_other_out() {
        let reader = Reader::new(&[]);
        let (mut memo, mut strings) = (Memo::default(), Strings::default());
        for idx in 0..2 * N_SLOTS {
            let text = format!("Order {idx}, when?");
            assert!(memo.read(&reader, &text, &mut strings).reading.question);
        }
        assert_eq!(memo.slots.len(), N_SLOTS);
    }
}
