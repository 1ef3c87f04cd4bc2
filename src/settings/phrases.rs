//! Words by which the shop's own automatic replies are known.

use crate::text::excerpt;

/// So many characters of a message are looked through: what a machine sends is short.
const MAX_CHARS: usize = 4096;

/// Phrases that machines of the shop send and its people do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases {
    /// Each as the user wrote it, and as it is looked for.
    list: Vec<(String, String)>,
}

impl Phrases {
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds a phrase; `false` when it holds no letter or digit.
    pub fn add(&mut self, phrase: &str) -> bool {
        let folded = fold(phrase);
        let has_words = folded.contains(char::is_alphanumeric);
        if has_words {
            self.list.push((phrase.to_owned(), folded));
        }
        has_words
    }

    /// The first phrase that stands in a text as whole words; letter case and line breaks do not matter.
    pub fn find(&self, text: &str) -> Option<&str> {
        if self.list.is_empty() {
            return None;
        }
        let text = fold(text);
        let (phrase, _) = self.list.iter().find(|(_, folded)| holds(&text, folded))?;
        Some(phrase)
    }
}

/// In lower case, with single spaces.
fn fold(text: &str) -> String {
    excerpt(text, MAX_CHARS).to_lowercase()
}

fn holds(text: &str, phrase: &str) -> bool {
    let goes_on = |one: Option<char>, other: Option<char>| {
        one.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric)
    };
    let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|after| after.chars().next());
        !goes_on(before, first) && !goes_on(last, after)
    })
}

#[cfg(test)]
mod tests;
