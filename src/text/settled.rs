//! Does a customer tell how it ended, or what comes next: "Thanks, the parcel has arrived", "Ok, I'll wait".

use std::ops::Range;

use super::beside::Beside;
use super::closing;
use super::pattern::{Hit, Rule};
use super::token::{Form, Token, Tokens};
use crate::message::{Closing, Language};

/// Most words of such a text.
pub const MAX_WORDS: usize = 20;
/// Most words beside thanks that tell nothing yet.
const MAX_OTHERS: usize = 3;
/// A clause of so many words with capitals may be a name.
const MAX_NAME: usize = 2;
/// A word of so much weight complains, whatever stands around it.
const BAD: f32 = -0.3;

/// What kind of closing a text is whose every clause is thanks, a goodbye, agreement, or says that all is well. A
/// text that only says what the customer will do needs one of the former.
pub fn settled(tokens: &Tokens, hits: &[Hit<'_>], beside: &Beside) -> Closing {
    let mut tried = 0;
    for hit in
        hits.iter().filter(|hit| matches!(hit.pattern.rule, Rule::Settled | Rule::Waits | Rule::Thanks))
    {
        let bit = hit.pattern.language.bit();
        if tried & bit == 0 {
            tried |= bit;
            let text = Text::new(tokens, hits, hit.pattern.language, beside);
            if text.is_settled() {
                return if text.has(Part::Thanks) { Closing::Thanks } else { Closing::Bare };
            }
        }
    }
    Closing::No
}

/// What a token is part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// Thanks and goodbyes.
    Thanks,
    /// Agreement.
    Ok,
    /// All is well.
    Settled,
    /// What the customer will do.
    Waits,
    /// It tells nothing by itself.
    Beside,
    Praise,
    Name,
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
            Rule::Filler | Rule::Greeting | Rule::Apology | Rule::SignOff => Self::Beside,
            _ => return None,
        })
    }
}

/// A text as one language has it.
struct Text<'t> {
    tokens: &'t Tokens,
    hits: &'t [Hit<'t>],
    language: Language,
    parts: Vec<Part>,
    /// Of each token, how many words the phrase has that it is part of.
    lengths: Vec<usize>,
}

impl<'t> Text<'t> {
    fn new(tokens: &'t Tokens, hits: &'t [Hit<'t>], language: Language, beside: &Beside) -> Self {
        let n = tokens.all.len();
        let mut text = Self { tokens, hits, language, parts: vec![Part::Other; n], lengths: vec![0; n] };
        text.mark_phrases();
        text.mark_known(beside);
        text.mark_praise();
        text.mark_names();
        text
    }

    fn is_settled(&self) -> bool {
        let polite = self.has(Part::Thanks) || self.has(Part::Ok);
        let n_others = n_others(&self.parts);
        (polite || (self.has(Part::Settled) && n_others == 0 && self.parts.len() > 1))
            && n_others <= MAX_OTHERS
            && !self.doubts()
            && self.clauses().all(|clause| self.closes(clause))
            && self.each_sentence_speaks()
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
            let called = matches!(last, Some((Part::Thanks | Part::Ok | Part::Name, clause)) if clause == token.clause);
            if *part == Part::Other {
                *part = match () {
                    () if beside.has(word, self.language) || closing::is_friendly(word) => Part::Beside,
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

    /// Something is denied, asked for, put against the rest, or bad. What longer phrases say is theirs: "no problem".
    fn doubts(&self) -> bool {
        self.hits.iter().filter(|hit| hit.pattern.language == self.language).any(|hit| {
            let n = hit.tokens.len();
            let place = || hit.tokens.clone();
            let said = || self.lengths.get(place()).unwrap_or(&[]).iter().all(|&length| length > n);
            let known = || self.parts.get(place()).unwrap_or(&[]).iter().all(|&part| part != Part::Other);
            match hit.pattern.rule {
                Rule::Blocks | Rule::Negator | Rule::Request => !said(),
                Rule::Whether => !known(),
                Rule::Mood => hit.pattern.weight <= BAD && !(said() || (n == 1 && known())),
                _ => false,
            }
        })
    }

    /// No sentence is a mere "Refund".
    fn each_sentence_speaks(&self) -> bool {
        let all: Vec<_> = self.tokens.all.iter().zip(&self.parts).collect();
        let mut sentences = all.chunk_by(|(a, _), (b, _)| a.sentence == b.sentence);
        sentences.all(|sentence| {
            sentence.iter().any(|(token, part)| **part != Part::Beside || token.form == Form::Emoji)
        })
    }

    fn clauses(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.tokens.all.chunk_by(|a, b| a.clause == b.clause).map(move |clause| {
            let range = start..start + clause.len();
            start = range.end;
            range
        })
    }

    fn closes(&self, clause: Range<usize>) -> bool {
        let parts = self.parts.get(clause.clone()).unwrap_or(&[]);
        let n_others = n_others(parts);
        if n_others == 0 {
            return true;
        }
        match parts.iter().position(|part| matches!(part, Part::Settled | Part::Waits)) {
            // "The new lamp arrived": what arrived may be anything, but it must be one thing.
            Some(verb) => {
                let other = parts.iter().position(|part| *part == Part::Other).unwrap_or(0);
                let led = match other.checked_sub(1) {
                    Some(before) => parts.get(before) == Some(&Part::Beside),
                    None => verb == 1 && self.has(Part::Thanks),
                };
                let later = parts.get(verb) == Some(&Part::Waits) && !parts.contains(&Part::Settled);
                n_others == 1 && (later || (other < verb && led))
            }
            None => {
                parts.contains(&Part::Thanks)
                    || (parts.contains(&Part::Praise) && n_others == 1 && self.has(Part::Thanks))
            }
        }
    }

    fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

fn n_others(parts: &[Part]) -> usize {
    parts.iter().filter(|part| **part == Part::Other).count()
}

#[cfg(test)]
mod tests;
