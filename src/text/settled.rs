//! Does a customer tell how it ended, or what comes next: "Thanks, the parcel has arrived", "Ok, I'll wait".

use std::ops::Range;

use super::beside::Beside;
use super::closing::Short;
use super::parts::{Part, Text};
use super::pattern::{Hit, Rule};
use super::shape::{self, Shape};
use super::small::Small;
use super::token::{Form, Token, Tokens};
use crate::message::Closing;

/// Most words of such a text, without thanks or agreement and with them.
const MAX_STATEMENT: usize = 12;
const MAX_WORDS: usize = 20;
/// Most words of all that no list knows.
const MAX_OTHERS: usize = 6;
/// Most of them beside "it works", "I will" and thanks.
const MAX_SETTLED: usize = 3;
const MAX_WAITS: usize = 4;
const MAX_THANKS: usize = 4;
const MAX_DEED: usize = 3;
const MAX_PRAISE: usize = 2;
/// A word of so much weight complains, whatever stands around it.
pub const BAD: f32 = -0.3;

/// Is a text so short that what is settled is looked up in it?
pub fn is_short(tokens: &Tokens, hits: &[Hit<'_>]) -> bool {
    let polite = |hit: &Hit<'_>| {
        matches!(hit.pattern.rule, Rule::Thanks | Rule::Bye | Rule::Ok | Rule::Yes | Rule::No | Rule::Apology)
    };
    let n = tokens.all.len();
    n <= MAX_STATEMENT || (n <= MAX_WORDS && hits.iter().any(polite))
}

/// What kind of closing a text is whose every clause is thanks, a goodbye, agreement, or says that all is well. A
/// text that only says what the customer will do needs one of the former.
pub fn settled(short: Short<'_>, beside: &Beside) -> Closing {
    let mut tried = 0;
    for hit in short.hits.iter().filter(|hit| {
        matches!(hit.pattern.rule, Rule::Settled | Rule::Waits | Rule::Agrees | Rule::Thanks | Rule::Ok)
    }) {
        let bit = hit.pattern.language.bit();
        if tried & bit == 0 {
            tried |= bit;
            let text = Text::new(short, hit.pattern.language, beside);
            // Thanks alone do not outweigh words that complain.
            if text.is_settled() && (!short.complains || text.has(Part::Settled)) {
                return if text.has(Part::Thanks) { Closing::Thanks } else { Closing::Bare };
            }
        }
    }
    Closing::No
}

impl Text<'_> {
    fn is_settled(&self) -> bool {
        let polite = self.is_polite();
        let n_others = n_others(&self.parts);
        (polite || (self.has(Part::Settled) && n_others <= self.may_be_unknown() && self.parts.len() > 1))
            && n_others <= MAX_OTHERS
            && (n_others == 0 || self.is_spoken())
            && !self.doubts()
            && self.clauses().all(|clause| self.closes(clause))
            && self.each_sentence_speaks()
    }

    /// More than a word of agreement, which many languages share, is in this language, and the rest in no other.
    fn is_spoken(&self) -> bool {
        if self.detected.is_some() {
            return self.detected == Some(self.language);
        }
        self.hits.iter().any(|hit| {
            hit.pattern.language == self.language
                && (matches!(hit.pattern.rule, Rule::Thanks | Rule::Settled | Rule::Waits | Rule::Agrees)
                    || (hit.pattern.rule == Rule::Ok && hit.pattern.phrase))
        })
    }

    /// How many words may be unknown in a statement without thanks: none, unless two clauses say that all is well.
    fn may_be_unknown(&self) -> usize {
        let settled =
            |clause: &Range<usize>| matches!(self.frame(clause.clone()), Some(Part::Settled | Part::Waits));
        if 1 < self.clauses().filter(settled).count() { MAX_PRAISE } else { 0 }
    }

    /// Something is denied, asked for, put against the rest, or bad. What longer phrases say is theirs: "no problem".
    fn doubts(&self) -> bool {
        let frowns = |(token, part): (&Token, &Part)| token.form == Form::Emoji && *part == Part::Other;
        if self.tokens.all.iter().zip(&self.parts).any(frowns) {
            return true;
        }
        self.hits.iter().filter(|hit| hit.pattern.language == self.language).any(|hit| {
            let n = hit.tokens.len();
            let place = || hit.tokens.clone();
            let said = || self.lengths.get(place()).unwrap_or(&[]).iter().all(|&length| length > n);
            let known = || self.parts.get(place()).unwrap_or(&[]).iter().all(|&part| part != Part::Other);
            let again = || n == 1 && Small::Again.holds(self.tokens.at(hit.tokens.start), self.language);
            match hit.pattern.rule {
                Rule::Blocks | Rule::Mood if again() => false,
                Rule::Blocks | Rule::Whether if self.is_told(hit) => false,
                Rule::Blocks | Rule::Negator | Rule::Request => !said(),
                Rule::Whether => !known(),
                Rule::Mood => hit.pattern.weight <= BAD && !(said() || (n == 1 && known())),
                _ => false,
            }
        })
    }

    /// "I know how", "I see what you mean": what is known is no question.
    fn is_told(&self, hit: &Hit<'_>) -> bool {
        let before = hit.tokens.start.checked_sub(1).and_then(|before| self.parts.get(before));
        let asks = |other: &Hit<'_>| other.pattern.rule == Rule::Whether && other.tokens == hit.tokens;
        let word = self.tokens.at(hit.tokens.start);
        self.is_polite()
            && !Small::If.holds(word, self.language)
            && matches!(before, Some(Part::Settled | Part::Waits))
            && self.hits.iter().any(asks)
    }

    /// No sentence is a mere "Refund".
    fn each_sentence_speaks(&self) -> bool {
        let all: Vec<_> = self.tokens.all.iter().zip(&self.parts).collect();
        let mut sentences = all.chunk_by(|(a, _), (b, _)| a.sentence == b.sentence);
        sentences.all(|sentence| {
            sentence.iter().any(|(token, part)| **part != Part::Beside || token.form == Form::Emoji)
        })
    }

    /// A clause falls into what its conjunctions part, where each part says something.
    fn closes(&self, clause: Range<usize>) -> bool {
        let mut start = clause.start;
        let mut before = self.continues(clause.start);
        for idx in clause.clone() {
            let joins = Small::Joins.holds(self.tokens.at(idx), self.language);
            let frame = self.frame(start..idx).filter(|frame| *frame != Part::Thanks);
            if joins && frame.is_some() {
                if !self.part_closes(start..idx, before) {
                    return false;
                }
                before = self.frame(start..idx).filter(|frame| *frame == Part::Waits);
                start = idx;
            }
        }
        self.part_closes(start..clause.end, before)
    }

    /// "I understand, that …": what goes on says nothing of its own.
    fn continues(&self, start: usize) -> Option<Part> {
        let before = start.checked_sub(1)?;
        let begins = self.tokens.all.get(start)?.clause != self.tokens.all.get(before)?.clause;
        (begins
            && self.is_polite()
            && Small::That.holds(self.tokens.at(start), self.language)
            && self.parts.get(before) != Some(&Part::Other))
        .then_some(Part::Waits)
    }

    /// What a clause is about.
    fn frame(&self, clause: Range<usize>) -> Option<Part> {
        let parts = self.parts.get(clause).unwrap_or(&[]);
        [Part::Settled, Part::Waits, Part::Thanks, Part::Deed, Part::Agrees, Part::Praise]
            .into_iter()
            .find(|part| parts.contains(part))
    }

    fn part_closes(&self, clause: Range<usize>, before: Option<Part>) -> bool {
        let parts = self.parts.get(clause.clone()).unwrap_or(&[]);
        let n_others = n_others(parts);
        if n_others == 0 && self.frame(clause.clone()) != Some(Part::Deed) {
            return true;
        }
        match self.frame(clause.clone()).or(before) {
            Some(Part::Settled) => n_others <= MAX_SETTLED && self.nothing_told(clause),
            Some(Part::Waits) => n_others <= MAX_WAITS,
            Some(Part::Thanks) => n_others <= MAX_THANKS,
            Some(Part::Deed) => n_others <= MAX_DEED && (self.has(Part::Settled) || self.by_oneself(clause)),
            Some(Part::Agrees) => n_others <= if self.has(Part::Thanks) { MAX_PRAISE } else { 1 },
            Some(_) => n_others <= MAX_PRAISE && (self.has(Part::Thanks) || self.has(Part::Settled)),
            None if !self.has(Part::Thanks) && !self.is_glad() => false,
            None if self.has_now(clause.clone()) || self.has_past(clause.clone()) => {
                n_others <= MAX_SETTLED && self.nothing_told(clause)
            }
            None => n_others <= MAX_PRAISE && (self.names_one(clause.clone()) || self.is_somewhere(clause)),
        }
    }

    /// "The number now appears on it": what goes now did not before.
    fn has_now(&self, mut clause: Range<usize>) -> bool {
        clause.any(|idx| Small::Now.holds(self.tokens.at(idx), self.language))
    }

    /// "Both tickets downloaded": something happened.
    fn has_past(&self, mut clause: Range<usize>) -> bool {
        clause.any(|idx| {
            self.parts.get(idx) == Some(&Part::Other) && shape::is_past(self.tokens.at(idx), self.language)
        })
    }

    /// "The tickets are on my phone": only what is named first is unknown.
    fn is_somewhere(&self, clause: Range<usize>) -> bool {
        let is = clause.clone().find(|&idx| Small::Being.holds(self.tokens.at(idx), self.language));
        let Some(is) = is.filter(|is| is + 1 < clause.end) else { return false };
        (is..clause.end).all(|idx| self.parts.get(idx) != Some(&Part::Other))
    }

    /// Joy: "great", not a mere "ok".
    fn is_glad(&self) -> bool {
        self.hits.iter().any(|hit| {
            hit.pattern.rule == Rule::Mood
                && hit.pattern.language == self.language
                && 0.0 < hit.pattern.weight
        }) && self.has(Part::Ok)
    }

    /// "I changed it myself."
    fn by_oneself(&self, mut clause: Range<usize>) -> bool {
        clause.any(|idx| Small::Oneself.holds(self.tokens.at(idx), self.language))
    }

    /// "It was the fuse."
    fn names_one(&self, clause: Range<usize>) -> bool {
        let other = clause.clone().find(|&idx| self.parts.get(idx) == Some(&Part::Other));
        let Some(before) = other.and_then(|other| other.checked_sub(1)) else { return false };
        let settled = self.has(Part::Settled)
            && self.has(Part::Thanks)
            && n_others(self.parts.get(clause.clone()).unwrap_or(&[])) == 1;
        settled
            && clause.contains(&before)
            && Small::Names.holds(self.tokens.at(before), self.language)
            && self.nothing_told(clause)
    }

    /// No unknown word can say what something is like: "arrived dented".
    fn nothing_told(&self, clause: Range<usize>) -> bool {
        let mut behind = false;
        let mut led = true;
        let mut that = false;
        let can = clause.clone().any(|idx| Small::Can.holds(self.tokens.at(idx), self.language));
        clause.into_iter().all(|idx| {
            let part = self.parts.get(idx).copied().unwrap_or(Part::Other);
            let word = self.tokens.at(idx);
            that |= self.is_polite() && Small::That.holds(word, self.language);
            if part != Part::Other {
                behind |= part == Part::Settled;
                led = Small::Leads.holds(word, self.language)
                    || (led && !Small::Breaks.holds(word, self.language));
                return true;
            }
            let capital = self.tokens.all.get(idx).is_some_and(|token| token.capital);
            that || (can && word.ends_with('n'))
                || shape::is_thing(
                    word,
                    Shape { language: self.language, capital, led: led || !behind, behind },
                )
        })
    }
}

fn n_others(parts: &[Part]) -> usize {
    parts.iter().filter(|part| **part == Part::Other).count()
}

#[cfg(test)]
mod tests;
