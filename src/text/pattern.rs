//! The word lists as one table: every list is matched in one pass over the tokens.

use std::ops::Range;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::fold;
use super::key::{self, ByWord};
use super::reason::Reasons;
use super::token::{Form, Tokens};
use crate::message::{Language, Reason};

/// Most tokens that a gap (`~`) in a phrase may stand for.
const GAP: usize = 3;
/// Most hits kept of one text; more only come from nonsense.
const MAX_HITS: usize = 4096;

/// What a pattern speaks for: the second column of the lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// A complaint or praise, by the sign of its weight.
    Mood,
    /// It turns the mood of the next words round.
    Negator,
    Thanks,
    Ok,
    Bye,
    Yes,
    No,
    Please,
    /// Politeness around thanks.
    Filler,
    /// Words that thanks do not go with.
    Blocks,
    Withdrawal,
    /// All is well: it came, it works.
    Settled,
    /// What the customer will do: wait, try, come by.
    Waits,
    /// "Wednesday suits us".
    Agrees,
    Holding,
    /// "We have your message": holds, but its times are past ones.
    Received,
    /// "We answer": names a due time without being a holding reply.
    Reply,
    /// Asks the customer for something.
    Request,
    Greeting,
    Apology,
    /// Says that it understands, without saying sorry.
    Sympathy,
    /// What stands above a name.
    SignOff,
    /// A fact that answers.
    Answer,
    /// An indirect question follows.
    Whether,
    /// A question, also without its mark.
    Asks,
    /// A number of the customer's own follows.
    Order,
    Due(Due),
}

/// The words of a due time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// "within", "in": a span follows.
    Within,
    /// "by", "until": a day follows.
    By,
    /// "on": a day follows, perhaps a past one.
    On,
    /// "kuluessa": a span came before.
    Behind,
    /// A number in words.
    Number(u8),
    /// So many halves of a unit, which one of them adds to a number before it.
    Halves(u8),
    /// A unit of so many seconds.
    Unit(u32),
    /// Working days.
    Workday,
    /// Tomorrow and its like, as days from now.
    Day(u8),
    /// Monday is 0.
    Weekday(u8),
    /// January is 1.
    Month(u8),
    /// A time of the day in one word, as its hour.
    Clock(u8),
}

/// One line of a list.
pub struct Pattern {
    pub language: Language,
    pub rule: Rule,
    /// Below 0 speaks of a complaint; 0 where the rule has no weight.
    pub weight: f32,
    /// What it complains of.
    pub reason: Option<Reason>,
    /// The shop's own, which wins over the program's.
    pub own: bool,
    /// It has more than one word.
    pub phrase: bool,
    rest: Box<[Word]>,
}

/// What a line says besides its words.
#[derive(Clone, Copy)]
struct Line {
    language: Language,
    rule: Rule,
    weight: f32,
    reason: Option<Reason>,
}

enum Word {
    Exact(Box<str>),
    Prefix(Box<str>),
    Number,
    Gap,
}

/// How the second word of a pattern must start: a cheap test, made before the words are compared.
#[derive(Clone, Copy, Default)]
struct Second {
    start: u64,
    /// The bits of `start` that matter.
    mask: u64,
}

/// A pattern found in a text.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    pub pattern: &'a Pattern,
    /// The tokens it covers.
    pub tokens: Range<usize>,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?} {}", self.language, self.rule, self.weight)
    }
}

/// All patterns, by their first word.
#[derive(Default)]
pub struct Table {
    patterns: Vec<Pattern>,
    /// Of each pattern, how its second word must start.
    seconds: Vec<Second>,
    exact: ByWord<Vec<u32>>,
    prefix: ByWord<Vec<u32>>,
    /// For each first two bytes of a stem, a bit per length of the stems that start so.
    lengths: HashMap<[u8; 2], u64, FxBuildHasher>,
    reasons: Reasons,
    /// What is added now is the shop's own.
    pub own: bool,
}

impl Table {
    /// Adds the lines of a list: `language⇥rule⇥pattern[⇥weight[⇥reason]]`, `#` starts a comment. A line that
    /// cannot be understood is left out; a test makes sure that there is none.
    pub fn add(&mut self, list: &str) -> Vec<String> {
        let mut refused = Vec::new();
        for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if self.add_line(line).is_none() {
                refused.push(line.to_owned());
            }
        }
        refused
    }

    /// Calls `found` with the number of each pattern that a word may start.
    pub fn starts(&self, word: &str, mut found: impl FnMut(u32)) {
        self.exact.get(word).into_iter().flatten().for_each(|&number| found(number));
        self.stems(word, |numbers| numbers.iter().for_each(|&number| found(number)));
    }

    /// Adds the place of a pattern that starts at the token `idx`, if the rest of it fits there.
    /// `next` is the [`start`] of the token behind it.
    pub fn follow<'a>(
        &'a self,
        number: u32,
        tokens: &Tokens,
        idx: usize,
        next: u64,
        hits: &mut Vec<Hit<'a>>,
    ) {
        if hits.len() <= MAX_HITS
            && self.seconds.get(number as usize).is_some_and(|second| next & second.mask == second.start)
            && let Some(pattern) = self.patterns.get(number as usize)
            && let Some(sentence) = tokens.all.get(idx).map(|token| token.sentence)
            && let Some(end) = ends(&pattern.rest, tokens, idx + 1, sentence)
        {
            hits.push(Hit { pattern, tokens: idx..end });
        }
    }

    /// Adds every place where a pattern fits, in the order of the text.
    pub fn find<'a>(&'a self, tokens: &Tokens, hits: &mut Vec<Hit<'a>>) {
        for idx in 0..tokens.all.len() {
            let next = start(tokens.at(idx + 1));
            self.starts(tokens.at(idx), |number| self.follow(number, tokens, idx, next, hits));
        }
    }

    /// Calls `found` for every stem that `word` starts with.
    fn stems(&self, word: &str, mut found: impl FnMut(&[u32])) {
        let &[first, second, ..] = word.as_bytes() else { return };
        let Some(&lengths) = self.lengths.get(&[first, second]) else { return };
        let mut left = lengths;
        while left != 0 {
            let length = left.trailing_zeros() as usize;
            left &= left - 1;
            if length > word.len() {
                return;
            }
            if let Some(patterns) = word.get(..length).and_then(|stem| self.prefix.get(stem)) {
                found(patterns);
            }
        }
    }

    fn add_line(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split('\t');
        let language = Language::from_name(fields.next()?)?;
        let rule = rule(fields.next()?)?;
        let words = fields.next()?;
        let weight = match fields.next() {
            None | Some("") => 0.0,
            Some(weight) => weight.parse().ok().filter(|weight: &f32| weight.is_finite())?,
        };
        let reason = match fields.next() {
            None | Some("") => None,
            Some(reason) => Some(Reason::from_name(reason)?),
        };
        let plain = fold::fold(words);
        let complains = rule == Rule::Mood && weight < 0.0;
        let reason = match reason {
            None if complains => self.reasons.of(language, &plain),
            given => given,
        };
        let line = Line { language, rule, weight, reason };
        self.add_words(line, &plain)?;
        // German keyboards without umlauts write ae, oe, ue.
        if language == Language::German && words.contains(['ä', 'ö', 'ü']) {
            let digraphs = words.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
            self.add_words(line, &fold::fold(&digraphs))?;
        }
        Some(())
    }

    fn add_words(&mut self, line: Line, words: &str) -> Option<()> {
        let mut words = words.split(' ').map(|word| match (word, word.strip_suffix('*')) {
            ("0", _) => Word::Number,
            ("~", _) => Word::Gap,
            (_, Some(stem)) => Word::Prefix(stem.into()),
            (word, None) => Word::Exact(word.into()),
        });
        let first = words.next()?;
        let rest: Box<[Word]> = words.collect();
        let number = u32::try_from(self.patterns.len()).ok()?;
        match first {
            Word::Exact(word) if !word.is_empty() => self.exact.of(&word).push(number),
            Word::Prefix(stem) if (2..64).contains(&stem.len()) => {
                let &[first, second, ..] = stem.as_bytes() else { return None };
                *self.lengths.entry([first, second]).or_default() |= 1 << stem.len();
                self.prefix.of(&stem).push(number);
            }
            _ => return None,
        }
        self.seconds.push(rest.first().map_or(Second::default(), Second::of));
        let Line { language, rule, weight, reason } = line;
        self.patterns.push(Pattern {
            language,
            rule,
            weight,
            reason,
            own: self.own,
            phrase: !rest.is_empty(),
            rest,
        });
        Some(())
    }
}

impl Second {
    fn of(word: &Word) -> Self {
        match word {
            Word::Exact(word) => Self { start: start(word), mask: u64::MAX },
            Word::Prefix(stem) => {
                let n_bits = 8 * stem.len().min(8) as u32;
                let mask = u64::MAX.checked_shr(64 - n_bits).unwrap_or(0);
                Self { start: start(stem), mask }
            }
            Word::Number | Word::Gap => Self::default(),
        }
    }
}

/// The first bytes of a word as a number; 0 for the end of a text.
pub fn start(word: &str) -> u64 {
    key::first_bytes(word.as_bytes())
}

/// Where the words of a phrase end when they fit the tokens from `idx` on, all of one sentence.
fn ends(words: &[Word], tokens: &Tokens, idx: usize, sentence: u16) -> Option<usize> {
    let Some((word, rest)) = words.split_first() else { return Some(idx) };
    if let Word::Gap = word {
        return (idx..=idx + GAP).find_map(|start| ends(rest, tokens, start, sentence));
    }
    let token = tokens.all.get(idx).filter(|token| token.sentence == sentence)?;
    let text = tokens.word(token);
    let fits = match word {
        Word::Exact(word) => text == &**word,
        Word::Prefix(stem) => text.starts_with(&**stem),
        Word::Number => token.form == Form::Number,
        Word::Gap => false,
    };
    if fits { ends(rest, tokens, idx + 1, sentence) } else { None }
}

fn rule(name: &str) -> Option<Rule> {
    Some(match name {
        "mood" => Rule::Mood,
        "negator" => Rule::Negator,
        "thanks" => Rule::Thanks,
        "ok" => Rule::Ok,
        "bye" => Rule::Bye,
        "yes" => Rule::Yes,
        "no" => Rule::No,
        "please" => Rule::Please,
        "filler" => Rule::Filler,
        "blocks" => Rule::Blocks,
        "withdrawal" => Rule::Withdrawal,
        "settled" => Rule::Settled,
        "waits" => Rule::Waits,
        "agrees" => Rule::Agrees,
        "holding" => Rule::Holding,
        "received" => Rule::Received,
        "reply" => Rule::Reply,
        "request" => Rule::Request,
        "greeting" => Rule::Greeting,
        "apology" => Rule::Apology,
        "sympathy" => Rule::Sympathy,
        "sign-off" => Rule::SignOff,
        "answer" => Rule::Answer,
        "whether" => Rule::Whether,
        "asks" => Rule::Asks,
        "order" => Rule::Order,
        "within" => Rule::Due(Due::Within),
        "by" => Rule::Due(Due::By),
        "on" => Rule::Due(Due::On),
        "behind" => Rule::Due(Due::Behind),
        "minute" => Rule::Due(Due::Unit(60)),
        "half-hour" => Rule::Due(Due::Unit(1800)),
        "hour" => Rule::Due(Due::Unit(3600)),
        "day" => Rule::Due(Due::Unit(86_400)),
        "week" => Rule::Due(Due::Unit(7 * 86_400)),
        "workday" => Rule::Due(Due::Workday),
        name => {
            let (kind, number) = name.split_once('=')?;
            let number = number.parse().ok()?;
            Rule::Due(match kind {
                "number" => Due::Number(number),
                "halves" => Due::Halves(number),
                "after" => Due::Day(number),
                "weekday" => Due::Weekday(number),
                "month" => Due::Month(number),
                "clock" => Due::Clock(number),
                _ => return None,
            })
        }
    })
}

#[cfg(test)]
mod tests;
