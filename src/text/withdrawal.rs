//! Does a customer take the question back, and ask for nothing else: "never mind", "już nieaktualne".

use super::closing;
use super::pattern::{Hit, Rule};
use super::shape;
use super::small::Small;
use super::token::Tokens;
use crate::message::Language;

/// A question is taken back in at most so many words.
const MAX_WORDS: usize = 25;

/// What a set phrase does that takes questions back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phrase {
    /// There is none.
    Absent,
    TakesBack,
    /// It stands beside something that wants an answer.
    WithRequest,
}

/// In doubt it is a request.
pub fn phrase(tokens: &Tokens, hits: &[Hit<'_>], complaint: bool) -> Phrase {
    let Some(found) = hits.iter().find(|hit| hit.pattern.rule == Rule::Withdrawal) else {
        return Phrase::Absent;
    };
    let long = tokens.all.len() > MAX_WORDS || tokens.cut;
    if long || tokens.n_questions > 0 || complaint || Rest::of(tokens, hits, found.pattern.language).asks() {
        return Phrase::WithRequest;
    }
    // "Nie, to nie jest nieaktualne": a negator right before it turns it round.
    let denied = hits.iter().any(|hit| {
        hit.pattern.rule == Rule::Negator
            && hit.tokens.end == found.tokens.start
            && hit.pattern.language == found.pattern.language
    });
    if denied { Phrase::WithRequest } else { Phrase::TakesBack }
}

/// What stands outside of the phrases, in their language.
struct Rest<'r> {
    tokens: &'r Tokens,
    language: Language,
    hits: Vec<&'r Hit<'r>>,
    /// Tokens of set phrases of withdrawal, apology, thanks and greeting.
    said: Vec<bool>,
}

impl<'r> Rest<'r> {
    fn of(tokens: &'r Tokens, hits: &'r [Hit<'r>], language: Language) -> Self {
        let hits: Vec<&Hit<'_>> = hits.iter().filter(|hit| hit.pattern.language == language).collect();
        let mut said = vec![false; tokens.all.len()];
        let set = |rule: Rule| {
            matches!(rule, Rule::Withdrawal | Rule::Apology | Rule::Thanks | Rule::Greeting | Rule::Bye)
        };
        for hit in hits.iter().filter(|hit| set(hit.pattern.rule)) {
            said.get_mut(hit.tokens.clone()).unwrap_or_default().fill(true);
        }
        Self { tokens, language, hits, said }
    }

    fn asks(&self) -> bool {
        self.hits.iter().any(|hit| match hit.pattern.rule {
            Rule::Request | Rule::Asks => self.is_outside(hit),
            Rule::Blocks => self.is_outside(hit) && closing::leads_on(self.tokens, hit),
            Rule::Please => self.is_outside(hit) && self.goes_on(hit.tokens.end),
            _ => false,
        }) || (0..self.tokens.all.len()).any(|idx| self.wants(idx))
    }

    fn is_outside(&self, hit: &Hit<'_>) -> bool {
        !self.said.get(hit.tokens.clone()).unwrap_or(&[]).contains(&true)
    }

    /// The clause goes on at `idx`, and with no set phrase: what is asked for politely follows.
    fn goes_on(&self, idx: usize) -> bool {
        let clause = |idx: usize| self.tokens.all.get(idx).map(|token| token.clause);
        clause(idx).is_some()
            && clause(idx) == clause(idx.wrapping_sub(1))
            && self.said.get(idx) == Some(&false)
    }

    /// The word at `idx` asks for something, or leaves a part of the matter open.
    fn wants(&self, idx: usize) -> bool {
        let word = self.tokens.at(idx);
        let negated =
            || self.hits.iter().any(|hit| hit.pattern.rule == Rule::Negator && hit.tokens.end == idx);
        self.said.get(idx) == Some(&false)
            && (Small::Limits.holds(word, self.language)
                || (Small::Wants.holds(word, self.language) && !negated())
                || shape::commands(word, self.language)
                || (Small::Commands.holds(word, self.language) && self.is_first(idx)))
    }

    /// A clause begins at `idx`, or another statement within it.
    fn is_first(&self, idx: usize) -> bool {
        let Some(before) = idx.checked_sub(1) else { return true };
        let clause = |idx: usize| self.tokens.all.get(idx).map(|token| token.clause);
        let word = self.tokens.at(before);
        clause(before) != clause(idx) || word == "just" || Small::Joins.holds(word, self.language)
    }
}

#[cfg(test)]
mod tests;
