//! What a complaint is about, told from the words of its pattern.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::message::{Language, Reason};

const LIST: &str = include_str!("reasons.tsv");

/// The lines of the list, found by the first of their words.
#[derive(Debug)]
pub struct Reasons {
    lines: Vec<(Language, Reason, &'static str)>,
    by_stem: HashMap<&'static str, Vec<usize>, FxBuildHasher>,
}

impl Default for Reasons {
    fn default() -> Self {
        let lines: Vec<_> = lines().flatten().collect();
        let mut by_stem: HashMap<&'static str, Vec<usize>, FxBuildHasher> = HashMap::default();
        for (idx, (.., wanted)) in lines.iter().enumerate() {
            let first = wanted.split('+').next().unwrap_or_default();
            by_stem.entry(first.trim_end_matches('*')).or_default().push(idx);
        }
        Self { lines, by_stem }
    }
}

impl Reasons {
    /// The reason of the first line with words that are in the folded `pattern`.
    pub fn of(&self, language: Language, pattern: &str) -> Option<Reason> {
        let words = || pattern.split(' ').map(|word| word.trim_end_matches('*'));
        let stems = words().flat_map(|word| (1..=word.len()).filter_map(move |end| word.get(..end)));
        let lines = stems.filter_map(|stem| self.by_stem.get(stem)).flatten();
        let fits = |idx: &&usize| {
            self.lines.get(**idx).is_some_and(|(of, _, wanted)| {
                *of == language && wanted.split('+').all(|wanted| words().any(|word| is(word, wanted)))
            })
        };
        lines.filter(fits).min().and_then(|&idx| self.lines.get(idx)).map(|&(_, reason, _)| reason)
    }
}

fn is(word: &str, wanted: &str) -> bool {
    wanted.strip_suffix('*').map_or(word == wanted, |stem| word.starts_with(stem))
}

/// Each word of the list; `None` for a line that cannot be understood.
fn lines() -> impl Iterator<Item = Option<(Language, Reason, &'static str)>> {
    let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut fields = line.split('\t');
        let language = fields.next().and_then(Language::from_name);
        let reason = fields.next().and_then(Reason::from_name);
        let words = fields.next().unwrap_or_default().split(' ');
        words.map(move |word| Some((language?, reason?, word)))
    })
}

#[cfg(test)]
mod tests;
