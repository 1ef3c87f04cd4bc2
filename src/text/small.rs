//! Small words that hold a sentence together: articles, conjunctions, forms of "to be".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::message::Language;

const LIST: &str = include_str!("small.tsv");

/// What such a word does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Small {
    /// Begins another statement within a clause.
    Joins,
    /// An article, pronoun or preposition: a noun follows.
    Leads,
    /// Behind it no noun of the article before can follow.
    Breaks,
    /// Stands right before the thing that was to blame: "It was the fuse".
    Names,
    /// "I changed it myself": that settles it.
    Oneself,
    /// What follows is the content of what is known or thanked for.
    That,
    /// How it is now, and was not before.
    Now,
    /// What works again may have the word that complaints have.
    Again,
    /// A form of "is".
    Being,
    /// A condition follows.
    If,
    /// The infinitive stands at the end: "I could the date change".
    Can,
    /// It asks for something.
    Wants,
    /// Not all, or not as it was said: "only", "half", "the correct address is".
    Limits,
    /// At the beginning of a clause it tells us what to do; where the ending does not show it.
    Commands,
}

impl Small {
    const ALL: [(Self, &str); 14] = [
        (Self::Joins, "joins"),
        (Self::Leads, "leads"),
        (Self::Breaks, "breaks"),
        (Self::Names, "names"),
        (Self::Oneself, "self"),
        (Self::That, "that"),
        (Self::Now, "now"),
        (Self::Again, "again"),
        (Self::Being, "being"),
        (Self::If, "if"),
        (Self::Can, "can"),
        (Self::Wants, "wants"),
        (Self::Limits, "limits"),
        (Self::Commands, "commands"),
    ];

    /// Does the folded `word` do so in `language`?
    pub fn holds(self, word: &str, language: Language) -> bool {
        WORDS.get(word).is_some_and(|languages| languages[self as usize] & language.bit() != 0)
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(small, _)| *small)
    }
}

/// Of each word and role, the languages.
static WORDS: LazyLock<FxHashMap<&str, [u16; Small::ALL.len()]>> = LazyLock::new(|| {
    let mut all: FxHashMap<&str, [u16; Small::ALL.len()]> = FxHashMap::default();
    for (small, language, words) in LIST.lines().filter_map(row) {
        for word in words.split(' ') {
            all.entry(word).or_default()[small as usize] |= language.bit();
        }
    }
    all
});

fn row(line: &'static str) -> Option<(Small, Language, &'static str)> {
    let (small, rest) = line.split_once('\t')?;
    let (language, words) = rest.split_once('\t')?;
    Some((Small::named(small)?, Language::from_name(language)?, words))
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    #[test]
    fn every_line_is_understood_and_folded() {
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let (_, _, words) = row(line).unwrap_or_else(|| panic!("not understood: {line}"));
            for word in words.split(' ') {
                assert_eq!(fold::fold(word), word, "{line}");
            }
        }
        for (idx, (small, _)) in Small::ALL.into_iter().enumerate() {
            assert_eq!(small as usize, idx);
        }
    }

    #[test]
    fn a_word_does_what_its_language_says() {
        assert!(Small::Leads.holds("the", Language::English));
        assert!(Small::Joins.holds("i", Language::Polish) && !Small::Joins.holds("i", Language::English));
        assert!(Small::Being.holds("var", Language::Swedish) && !Small::If.holds("var", Language::Swedish));
    }
}
