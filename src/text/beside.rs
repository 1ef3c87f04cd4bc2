//! Words that tell nothing by themselves beside a statement that all is well: "my", "parcel", "yesterday".

use super::fold;
use super::key::ByWord;
use crate::message::Language;

const LIST: &str = include_str!("beside.tsv");
/// Shorter stems would be the beginning of anything.
const MIN_STEM: usize = 3;

/// The words of each language. They are common, and asked for in few texts: the lists that every word is looked up
/// in are better off without them.
#[derive(Default)]
pub struct Beside {
    words: ByWord<u16>,
    stems: ByWord<u16>,
}

impl Beside {
    pub fn shipped() -> Self {
        let mut beside = Self::default();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            if let Some((language, words)) = line.split_once('\t')
                && let Some(language) = Language::from_name(language)
            {
                words.split(' ').for_each(|word| beside.add(&fold::fold(word), language.bit()));
            }
        }
        beside
    }

    /// Is the folded `word` one of `language`?
    pub fn has(&self, word: &str, language: Language) -> bool {
        let holds = |found: Option<&u16>| found.is_some_and(|languages| languages & language.bit() != 0);
        let ends = || word.char_indices().skip(MIN_STEM).map(|(at, _)| at).chain([word.len()]);
        holds(self.words.get(word))
            || ends().any(|end| holds(word.get(..end).and_then(|stem| self.stems.get(stem))))
    }

    fn add(&mut self, word: &str, language: u16) {
        match word.strip_suffix('*') {
            Some(stem) => *self.stems.of(stem) |= language,
            None => *self.words.of(word) |= language,
        }
    }
}

#[cfg(test)]
mod tests;
