//! Does a text that no rule of closings knows still sound like one? Learned from invented closings and from messages
//! that nearly are some.

use super::closing::{self, Short};
use super::gram;
use super::model::Model;
use super::pattern::{Hit, Rule};
use super::settled::BAD;
use super::shape;
use super::small::Small;
use crate::message::Language;

/// What a mark counts beside [`of_each`] word.
pub const MARK: f32 = 0.4;
/// From this logit on a text closes.
const MIN_LOGIT: f32 = 1.4;
/// Longer texts are alike.
const MAX_LENGTH: usize = 12;
const N_RULES: usize = 26;

/// What a mark tells, as the first half of its hash.
const FIRST: u32 = 1;
const LAST: u32 = 2;
const LENGTH: u32 = 0x100;
const IN_LANGUAGE: u32 = 0x300;
const WHOLE: u32 = 0x400;
const ANYWHERE: u32 = 0x500;
const APART: u32 = 0x600;

/// What there is to see of a short text: the hashes of its words, runs of letters and pairs, and those of its marks:
/// how long it is, and which rules fit.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    pub words: Vec<u32>,
    pub marks: Vec<u32>,
}

/// Does what was learned say that a text closes? A tone that complains, "but" and conditions keep it open whatever else
/// was learned; what is taken back is no closing as well.
pub fn closes(short: Short<'_>, model: &Model) -> bool {
    let keeps_open = |hit: &Hit<'_>| match hit.pattern.rule {
        Rule::Blocks => closing::leads_on(short.tokens, hit),
        Rule::Whether => Small::If.holds(short.tokens.at(hit.tokens.start), hit.pattern.language),
        _ => false,
    };
    !short.negative
        && !short.taken_back
        && !short.hits.iter().any(keeps_open)
        && !short.tokens.all.iter().any(|token| stays_open(short, short.tokens.word(token)))
        && MIN_LOGIT <= model.closing_logit(sum(short, model))
}

/// It tells us what to do, "wysyłajcie", or something is there again, and no list says that it is good: "sama vika taas".
fn stays_open(short: Short<'_>, word: &str) -> bool {
    let settled = |language: Language| {
        let good = |hit: &Hit<'_>| matches!(hit.pattern.rule, Rule::Settled | Rule::Ok | Rule::Waits);
        short.hits.iter().any(|hit| good(hit) && hit.pattern.language == language)
    };
    // "Again", "wieder" and "znowu" tell as often that it works.
    let tells = |language: Language| language == Language::Finnish;
    Language::ALL.iter().any(|&language| {
        shape::commands(word, language)
            || (Small::Again.holds(word, language) && tells(language) && !settled(language))
    })
}

/// What all signs of a text come to. What its words say by themselves is summed up already.
fn sum(short: Short<'_>, model: &Model) -> f32 {
    let pairs = gram::pairs(short.hashes).map(|pair| model.closing(pair.hash)).sum::<i32>();
    let mut words = short.sums.closing + pairs;
    let mut n_words = short.sums.tone.n as usize;
    each_neighbour(short, |hash| {
        words += model.closing(hash);
        n_words += 1;
    });
    let mut marks = 0;
    each_mark(short, |hash| marks += model.closing(hash));
    together(words, n_words, marks)
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
        gram::features(short.tokens, |feature| signs.words.push(feature.hash));
        each_neighbour(short, |hash| signs.words.push(hash));
        each_mark(short, |hash| signs.marks.push(hash));
        signs
    }
}

/// The stems of words side by side and with one between, whatever their endings, and which words begin and end the
/// text.
fn each_neighbour(short: Short<'_>, mut visit: impl FnMut(u32)) {
    let (mut last, mut last_but_one) = (None, None);
    for token in &short.tokens.all {
        let stem = gram::stem(gram::letters(short.tokens, token));
        for (before, apart) in [(last, 0), (last_but_one, APART)] {
            if let Some(before) = before {
                visit(gram::pair(before ^ apart, stem).hash);
            }
        }
        (last_but_one, last) = (last, Some(stem));
    }
    for (place, word) in [(FIRST, short.hashes.first()), (LAST, short.hashes.last())] {
        if let Some(&word) = word {
            visit(gram::pair(place, word).hash);
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
    let found = anywhere.iter().zip(&whole).enumerate().filter(|(_, (anywhere, _))| **anywhere != 0);
    for (rule, (&anywhere, &whole)) in found {
        mark(ANYWHERE, rule);
        for (kind, languages) in [(IN_LANGUAGE, anywhere), (WHOLE, whole)] {
            let spoken = (0..u16::BITS).filter(|language| languages >> language & 1 == 1);
            spoken.for_each(|language| mark(kind + language, rule));
        }
    }
    mark(LENGTH, short.tokens.all.len().min(MAX_LENGTH));
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
