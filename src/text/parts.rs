//! What each word of a short text is part of: thanks, "it works", "I will", a name, or nothing that a list knows.

use std::ops::Range;

use super::beside::Beside;
use super::closing::{self, Short};
use super::pattern::{Hit, Rule};
use super::shape;
use super::small::Small;
use super::token::{Form, Token, Tokens};
use crate::message::Language;

/// A clause of so many words with capitals may be a name.
const MAX_NAME: usize = 2;

/// What a token is part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Thanks and goodbyes.
    Thanks,
    /// Agreement in a word.
    Ok,
    /// "Wednesday suits us".
    Agrees,
    /// All is well.
    Settled,
    /// What the customer will do.
    Waits,
    /// It tells nothing by itself.
    Beside,
    Praise,
    Name,
    /// What the customer did.
    Deed,
    Other,
}

impl Part {
    fn of(hit: &Hit<'_>) -> Option<Self> {
        Some(match hit.pattern.rule {
            Rule::Thanks | Rule::Bye => Self::Thanks,
            Rule::Ok | Rule::Yes => Self::Ok,
            // "No, that is all."
            Rule::No if hit.tokens.len() > 1 => Self::Ok,
            Rule::Settled | Rule::Withdrawal => Self::Settled,
            Rule::Waits => Self::Waits,
            Rule::Agrees => Self::Agrees,
            Rule::Greeting => Self::Name,
            Rule::Filler | Rule::Apology | Rule::SignOff => Self::Beside,
            _ => return None,
        })
    }
}

/// A text as one language has it.
pub struct Text<'t> {
    /// The language that the whole text is in.
    pub detected: Option<Language>,
    source: &'t str,
    pub tokens: &'t Tokens,
    pub hits: &'t [Hit<'t>],
    pub language: Language,
    pub parts: Vec<Part>,
    /// Of each token, how many words the phrase has that it is part of.
    pub lengths: Vec<usize>,
}

impl<'t> Text<'t> {
    pub fn new(short: Short<'t>, language: Language, beside: &Beside) -> Self {
        let Short { source, language: detected, tokens, hits, .. } = short;
        let n = tokens.all.len();
        let mut text = Self {
            detected,
            source,
            tokens,
            hits,
            language,
            parts: vec![Part::Other; n],
            lengths: vec![0; n],
        };
        text.mark_phrases();
        text.mark_known(beside);
        text.mark_praise();
        text.mark_names();
        text.mark_deeds();
        text
    }

    pub fn clauses(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.tokens.all.chunk_by(|a, b| a.clause == b.clause).map(move |clause| {
            let range = start..start + clause.len();
            start = range.end;
            range
        })
    }

    pub fn is_polite(&self) -> bool {
        self.has(Part::Thanks) || self.has(Part::Agrees) || self.starts_ok()
    }

    /// A word of agreement opens a clause.
    fn starts_ok(&self) -> bool {
        self.clauses().any(|mut clause| {
            clause.find_map(|idx| self.parts.get(idx).filter(|part| **part != Part::Beside))
                == Some(&Part::Ok)
        })
    }

    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
    /// The longest phrases first.
    fn mark_phrases(&mut self) {
        let ours = |hit: &&Hit<'_>| hit.pattern.language == self.language || hit.pattern.rule == Rule::Thanks;
        let mut hits: Vec<_> = self.hits.iter().filter(ours).collect();
        let filler = |hit: &Hit<'_>| hit.pattern.rule == Rule::Filler;
        hits.sort_by_key(|hit| (filler(hit), std::cmp::Reverse(hit.tokens.len()), hit.tokens.start));
        for hit in hits {
            if let Some(part) = Part::of(hit)
                && let Some(place) = self.parts.get_mut(hit.tokens.clone())
                && place.iter().all(|part| *part == Part::Other)
            {
                place.fill(part);
                if let Some(lengths) = self.lengths.get_mut(hit.tokens.clone()) {
                    lengths.fill(hit.tokens.len());
                }
            }
        }
    }

    /// Common words, friendly emoji, and names right behind thanks: "Thanks Anna".
    fn mark_known(&mut self, beside: &Beside) {
        let mut last = None;
        for (part, token) in self.parts.iter_mut().zip(&self.tokens.all) {
            let word = self.tokens.word(token);
            // "Size 38", "until 5".
            let counts = matches!(last, Some((Part::Beside | Part::Waits, clause)) if clause == token.clause);
            let called = matches!(last, Some((Part::Thanks | Part::Ok | Part::Name, clause)) if clause == token.clause);
            if *part == Part::Other {
                *part = match () {
                    () if token.form == Form::Number && counts => Part::Beside,
                    () if beside.has(word, self.language) || closing::is_friendly(word) => Part::Beside,
                    () if Small::Again.holds(word, self.language) => Part::Beside,
                    () if token.capital && called => Part::Name,
                    () => Part::Other,
                };
            }
            last = Some((*part, token.clause));
        }
    }

    /// Words of praise tell nothing more.
    fn mark_praise(&mut self) {
        let Self { hits, language, .. } = *self;
        let praises = |hit: &&Hit<'_>| {
            hit.pattern.rule == Rule::Mood && hit.pattern.language == language && hit.pattern.weight > 0.0
        };
        for hit in hits.iter().filter(praises) {
            for part in self.parts.get_mut(hit.tokens.clone()).unwrap_or_default() {
                if *part == Part::Other {
                    *part = Part::Praise;
                }
            }
        }
    }

    /// "Anna, thank you. Regards, Ms Berg": one or two words with capitals between commas or at the end.
    fn mark_names(&mut self) {
        if !self.has(Part::Thanks) {
            return;
        }
        let clauses: Vec<_> = self.clauses().collect();
        for clause in clauses {
            let all = self.tokens.all.get(clause.clone()).unwrap_or(&[]);
            let capital = |token: &Token| token.capital && token.form == Form::Word;
            let sentence = |token: Option<&Token>| token.map(|token| token.sentence);
            let called =
                clause.start > 0 || sentence(all.last()) == sentence(self.tokens.all.get(clause.end));
            if all.len() <= MAX_NAME && all.iter().all(capital) && called {
                for part in self.parts.get_mut(clause).unwrap_or_default() {
                    if *part == Part::Other {
                        *part = Part::Name;
                    }
                }
            }
        }
    }

    /// What the customer did or will do, by the endings of words that no list knows.
    fn mark_deeds(&mut self) {
        if !self.is_polite() {
            return;
        }
        let mut first = true;
        let mut does = false;
        let mut clause = None;
        let mut begin = 0;
        for idx in 0..self.parts.len() {
            let Some(token) = self.tokens.all.get(idx) else { return };
            if clause != Some(token.clause) {
                begin = idx;
                (first, does) = (true, false);
            }
            clause = Some(token.clause);
            let word = self.tokens.word(token);
            if self.parts.get(idx) == Some(&Part::Other) && token.form == Form::Word {
                let before = idx.checked_sub(1).map_or("", |before| self.tokens.at(before));
                let written = self.source.get(token.source.clone()).unwrap_or("");
                let deed = shape::deed(
                    word,
                    shape::Place {
                        language: self.language,
                        first,
                        start: idx - begin,
                        before,
                        after: self.tokens.at(idx + 1),
                        written,
                    },
                );
                does = deed.is_some();
                if let Some(part) = self.parts.get_mut(idx) {
                    *part = match deed {
                        Some(shape::Deed::Done) => Part::Deed,
                        Some(shape::Deed::Ahead) => Part::Waits,
                        None => Part::Other,
                    };
                }
                first = false;
            } else if self.parts.get(idx) != Some(&Part::Beside) {
                first = false;
            } else if Small::Joins.holds(word, self.language) {
                first |= does;
            }
        }
    }
}
