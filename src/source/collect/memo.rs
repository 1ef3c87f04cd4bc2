//! Remembers what short texts say: reviews repeat ("Good app"), and so do answers from a template.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::text::{Reader, Reading};

/// Longer texts hardly ever repeat.
const MAX_BYTES: usize = 256;
/// So many texts are held at most.
const N_SLOTS: usize = 4096;

/// One text and its reading in each slot; a new text takes the place of the one before.
#[derive(Default)]
pub struct Memo {
    slots: Vec<Option<(Box<str>, Reading)>>,
}

impl Memo {
    /// What `reader` makes of a text.
    pub fn read(&mut self, reader: &Reader, text: &str) -> Reading {
        if MAX_BYTES < text.len() {
            return reader.read(text);
        }
        if self.slots.is_empty() {
            self.slots.resize_with(N_SLOTS, || None);
        }
        let hash = FxBuildHasher.hash_one(text);
        let slot_idx = usize::try_from(hash % N_SLOTS as u64).unwrap_or_default();
        let Some(slot) = self.slots.get_mut(slot_idx) else { return reader.read(text) };
        match slot {
            Some((known, reading)) if **known == *text => reading.clone(),
            _ => {
                let reading = reader.read(text);
                *slot = Some((text.into(), reading.clone()));
                reading
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_the_same_however_often_it_comes() {
        let reader = Reader::new(&[]);
        let mut memo = Memo::default();
        let long = "Nie działa. ".repeat(50);
        for text in ["Nie działa", "", "Good app", "Nie działa", long.as_str(), "Good app?"] {
            assert_eq!(memo.read(&reader, text), reader.read(text), "{text}");
            assert_eq!(memo.read(&reader, text), reader.read(text), "{text}");
        }
    }

    #[test]
    fn more_texts_than_slots_push_each_other_out() {
        let reader = Reader::new(&[]);
        let mut memo = Memo::default();
        for idx in 0..2 * N_SLOTS {
            let text = format!("Order {idx}, when?");
            assert!(memo.read(&reader, &text).question);
        }
        assert_eq!(memo.slots.len(), N_SLOTS);
    }
}
