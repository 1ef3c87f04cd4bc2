//! A question in words alone: "Wann kommt mein Paket" asks, with or without its mark.

use std::ops::Range;

use super::pattern::{Hit, Rule};
use super::token::Tokens;

/// A question that follows a greeting stands at most so many words from the start of its sentence.
const MAX_BEFORE: usize = 6;

/// The words that ask at the start of a sentence, or behind its greeting. Elsewhere they may be an
/// indirect question: "we are checking when it comes".
pub fn worded(tokens: &Tokens, hits: &[Hit<'_>]) -> Option<Range<usize>> {
    let asks = hits.iter().filter(|hit| hit.pattern.rule == Rule::Asks);
    asks.map(|hit| hit.tokens.clone()).find(|place| opens(place.start, tokens, hits))
}

/// Nothing but a greeting, with a name perhaps, stands before `idx` in its sentence.
fn opens(idx: usize, tokens: &Tokens, hits: &[Hit<'_>]) -> bool {
    let Some(token) = tokens.all.get(idx) else { return false };
    let before = tokens.all.iter().take(idx).rev().take_while(|other| other.sentence == token.sentence);
    let before = before.take(MAX_BEFORE + 1).count();
    let first = idx - before;
    let greets = || {
        hits.iter().any(|hit| {
            let ends_clause = tokens.all.get(idx - 1).is_some_and(|last| last.clause != token.clause);
            hit.pattern.rule == Rule::Greeting
                && hit.tokens.start == first
                && (ends_clause || hit.tokens.end == idx)
        })
    };
    before == 0 || (before <= MAX_BEFORE && greets())
}

#[cfg(test)]
mod tests;
