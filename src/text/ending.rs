//! Does a text that no rule of closings knows still sound like one? Learned from invented closings and from messages
//! that nearly are some.

use super::closing::Short;
use super::gram;
use super::model::Model;
use super::pattern::{Hit, Rule};
use super::settled::BAD;
use super::small::Small;
use super::token::Tokens;

/// What a mark counts beside [`of_each`] word.
pub const MARK: f32 = 0.4;
/// From this logit on a text closes.
const MIN_LOGIT: f32 = 1.8;
/// Longer texts are alike.
const MAX_LENGTH: usize = 12;
const N_RULES: usize = 26;

/// What a mark tells, as the first half of its hash.
const FIRST: u32 = 1;
const LAST: u32 = 2;
const LENGTH: u32 = 0x100;
const COMPLAINS: u32 = 0x200;
const IN_LANGUAGE: u32 = 0x300;
const WHOLE: u32 = 0x400;
const ANYWHERE: u32 = 0x500;

/// What there is to see of a short text: the hashes of its words, pairs and runs of letters, and those of its marks:
/// how long it is, and which rules fit.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    pub words: Vec<u32>,
    pub marks: Vec<u32>,
}

/// Does what was learned say that a text closes? Words that thanks do not go with, such as "but" or "only", and
/// conditions keep it open whatever else was learned.
pub fn closes(short: Short<'_>, model: &Model) -> bool {
    let keeps_open = |hit: &Hit<'_>| match hit.pattern.rule {
        Rule::Blocks | Rule::Withdrawal => true,
        Rule::Whether => Small::If.holds(short.tokens.at(hit.tokens.start), hit.pattern.language),
        _ => false,
    };
    if short.hits.iter().any(keeps_open) {
        return false;
    }
    let (mut words, mut n, mut marks) = (0, 0, 0);
    each_word(short.tokens, |hash| {
        words += model.closing(hash);
        n += 1;
    });
    each_mark(short, |hash| marks += model.closing(hash));
    MIN_LOGIT <= model.closing_logit(together(words, n, marks))
}

/// What the sums of the weights of `n_words` words and of marks come to.
pub fn together(words: i32, n_words: usize, marks: i32) -> f32 {
    words as f32 / root(n_words) + marks as f32 * MARK
}

/// What each of `n_words` words counts.
pub fn of_each(n_words: usize) -> f32 {
    1.0 / root(n_words)
}

fn root(n_words: usize) -> f32 {
    (n_words.max(1) as f32).sqrt()
}

impl Signs {
    pub fn of(short: Short<'_>) -> Self {
        let mut signs = Self::default();
        each_word(short.tokens, |hash| signs.words.push(hash));
        each_mark(short, |hash| signs.marks.push(hash));
        signs
    }
}

/// Words, pairs of words, runs of letters, and which words begin and end the text.
fn each_word(tokens: &Tokens, mut visit: impl FnMut(u32)) {
    gram::features(tokens, |feature| visit(feature.hash));
    for (place, token) in [(FIRST, tokens.all.first()), (LAST, tokens.all.last())] {
        if let Some(token) = token {
            let word = gram::word(gram::letters(tokens, token));
            visit(gram::pair(place, word.hash).hash);
        }
    }
}

/// Each kind of rule that fits, by language and in any, once.
fn each_mark(short: Short<'_>, mut visit: impl FnMut(u32)) {
    let mut anywhere = [0_u16; N_RULES];
    let mut whole = [0_u16; N_RULES];
    for hit in short.hits {
        let Some(rule) = number(hit) else { continue };
        anywhere[rule] |= hit.pattern.language.bit();
        if hit.tokens.len() == short.tokens.all.len() {
            whole[rule] |= hit.pattern.language.bit();
        }
    }
    let mut mark = |kind: u32, value: usize| visit(gram::pair(kind, value as u32).hash);
    for (rule, (&anywhere, &whole)) in anywhere.iter().zip(&whole).enumerate() {
        for (kind, languages) in [(IN_LANGUAGE, anywhere), (WHOLE, whole)] {
            let spoken = (0..u16::BITS).filter(|language| languages >> language & 1 == 1);
            spoken.for_each(|language| mark(kind + language, rule));
        }
        if anywhere != 0 {
            mark(ANYWHERE, rule);
        }
    }
    mark(LENGTH, short.tokens.all.len().min(MAX_LENGTH));
    if short.complains {
        mark(COMPLAINS, 0);
    }
}

/// The kind of a rule as a number below [`N_RULES`]. What is settled is left to its own rules.
fn number(hit: &Hit<'_>) -> Option<usize> {
    Some(match hit.pattern.rule {
        Rule::Mood if hit.pattern.weight <= BAD => 0,
        Rule::Mood if hit.pattern.weight > 0.0 => 1,
        Rule::Mood => 2,
        Rule::Negator => 3,
        Rule::Thanks => 4,
        Rule::Ok => 5,
        Rule::Bye => 6,
        Rule::Yes => 7,
        Rule::No => 8,
        Rule::Please => 9,
        Rule::Filler => 10,
        Rule::Blocks => 11,
        Rule::Withdrawal => 12,
        Rule::Holding => 13,
        Rule::Received => 14,
        Rule::Reply => 15,
        Rule::Request => 16,
        Rule::Greeting => 17,
        Rule::Apology => 18,
        Rule::Sympathy => 19,
        Rule::SignOff => 20,
        Rule::Answer => 21,
        Rule::Whether => 22,
        Rule::Asks => 23,
        Rule::Order => 24,
        Rule::Due(_) => 25,
        Rule::Settled | Rule::Waits | Rule::Agrees => return None,
    })
}

#[cfg(test)]
mod tests;
