//! Is a reply of the team more than "we are checking", and by when does it promise to come back?

use std::ops::Range;

use super::due;
use super::pattern::{Hit, Rule};
use super::token::{Form, Token, Tokens};
use crate::message::Language;

/// Longer texts say more than that an answer will come.
const MAX_TOKENS: usize = 120;
/// Most words of a sentence that only greets, thanks or apologises.
const MAX_POLITE: usize = 14;
/// So many words in a clause without a known phrase may be a fact.
const MIN_FACT: usize = 3;
/// Most words before the holding phrase of its clause.
const MAX_BEFORE: usize = 7;
/// Most words of a person's name at the end, and of a team's.
const MAX_NAME: usize = 4;
const MAX_SIGNED: usize = 6;
/// Words that join a fact to a holding phrase.
const AND: &[&str] = &["and", "i", "oraz", "и", "ja", "und", "och", "a", "та", "і"];

/// What a team's signature holds beside names: "Your Shop team", "Zespół obsługi klienta".
const SIGNED: &str = "team teamet your the at of customer service support care zespol obslugi klienta sklepu wasz twoj \
    команда служба поддержки магазина ваша tiimi asiakaspalvelu das ihr dein vom kundenservice \
    kundtjanst ditt hos";
/// What names the number of a ticket: "Your ticket number is 1024".
const NAMING: &str = "your the number id is twoj twoje twojego ma numer to ваш вашего номер numero on ihr ihre die nummer \
    lautet ist ditt ar";

/// The due time that the first sentence with a holding or answering verb names.
pub fn promise(tokens: &Tokens, hits: &[Hit<'_>]) -> Option<due::Found> {
    let verb = |hit: &&Hit<'_>| matches!(hit.pattern.rule, Rule::Holding | Rule::Reply);
    let mut last = None;
    hits.iter().filter(verb).find_map(|hit| {
        let number = tokens.all.get(hit.tokens.start)?.sentence;
        let place = (number, hit.pattern.language);
        if last.replace(place) == Some(place) {
            return None;
        }
        let sentence = sentence(tokens, number);
        due::find(tokens, hits, &sentence, hit)
    })
}

/// Does the text only say that an answer will come? In doubt it does not.
pub fn holding(tokens: &Tokens, hits: &[Hit<'_>], language: Option<Language>) -> bool {
    if tokens.n_questions > 0 || tokens.money || tokens.cut {
        return false;
    }
    let holds = |hit: &&Hit<'_>| is_holding(hit.pattern.rule);
    let first = hits.iter().filter(holds).find(|hit| Some(hit.pattern.language) == language);
    let Some(first) = first.or_else(|| hits.iter().find(holds)) else { return false };
    let language = first.pattern.language;
    let ours: Vec<&Hit<'_>> = hits.iter().filter(|hit| hit.pattern.language == language).collect();
    // What stands below "best regards" is a signature.
    let end =
        ours.iter().filter(|hit| hit.pattern.rule == Rule::SignOff && hit.tokens.start >= first.tokens.end);
    let end = end.map(|hit| hit.tokens.start).min().unwrap_or(tokens.all.len());
    if end > MAX_TOKENS || tokens.links.iter().any(|&link| link < end) {
        return false;
    }
    let body = tokens.all.get(..end).unwrap_or(&[]);
    let promised = promise(tokens, hits).map(|found| found.place).unwrap_or_default();
    let mut start = 0;
    for sentence in body.chunk_by(|a, b| a.sentence == b.sentence) {
        let place = start..start + sentence.len();
        start = place.end;
        let inside: Vec<&Hit<'_>> = ours.iter().copied().filter(|hit| within(&hit.tokens, &place)).collect();
        let view = Sentence { tokens, all: sentence, place, hits: inside, promised: &promised };
        if !view.adds_nothing(start == end) {
            return false;
        }
    }
    true
}

/// Does a reply ask the customer for something, and say nothing of the matter? Then it holds nothing: the
/// ball is with the customer.
pub fn asks_customer(hits: &[Hit<'_>]) -> bool {
    let hits: Vec<&Hit<'_>> = hits.iter().collect();
    let ours = |language: Language| hits.iter().copied().filter(move |hit| hit.pattern.language == language);
    let Some(request) = hits.iter().find(|hit| requests(hit, &hits)) else { return false };
    let holds: Vec<&Hit<'_>> =
        ours(request.pattern.language).filter(|hit| is_holding(hit.pattern.rule)).collect();
    ours(request.pattern.language)
        .filter(|hit| hit.pattern.rule == Rule::Answer)
        .all(|answer| holds.iter().chain([request]).any(|hit| within(&answer.tokens, &hit.tokens)))
}

/// Is it a request that stands for itself? "Please bear with us" holds, although "please" may ask.
pub fn requests(hit: &Hit<'_>, hits: &[&Hit<'_>]) -> bool {
    hit.pattern.rule == Rule::Request
        && !hits.iter().any(|other| is_holding(other.pattern.rule) && within(&hit.tokens, &other.tokens))
}

/// The tokens of a sentence by its number.
fn sentence(tokens: &Tokens, number: u16) -> Range<usize> {
    let start = tokens.all.partition_point(|token| token.sentence < number);
    let end = tokens.all.partition_point(|token| token.sentence <= number);
    start..end
}

fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

struct Sentence<'s> {
    tokens: &'s Tokens,
    all: &'s [Token],
    place: Range<usize>,
    hits: Vec<&'s Hit<'s>>,
    /// Where its due time is named.
    promised: &'s Range<usize>,
}

impl Sentence<'_> {
    /// It holds, or is mere politeness, or a name at the end.
    fn adds_nothing(&self, last: bool) -> bool {
        if self.names_a_number() {
            return true;
        }
        if self.hits.iter().any(|hit| requests(hit, &self.hits)) || self.answers() {
            return false;
        }
        if let Some(first) = self.first() {
            return self.numbers_are_known() && !self.states_a_fact(first);
        }
        let digits = self.all.iter().any(|token| token.form == Form::Number);
        let polite =
            self.hits.iter().any(|hit| is_polite(hit.pattern.rule) && hit.pattern.rule != Rule::Order);
        let name = last && self.is_signature();
        let emoji = self.all.iter().all(|token| token.form == Form::Emoji);
        (polite && self.all.len() <= MAX_POLITE && !digits)
            || self.has(Rule::Reply)
            || (name && !digits)
            || emoji
    }

    /// The name of a person, or of a team.
    fn is_signature(&self) -> bool {
        let signed = |token: &Token| is_among(SIGNED, self.tokens.word(token));
        let most = if self.all.iter().any(signed) { MAX_SIGNED } else { MAX_NAME };
        self.all.len() <= most && self.all.iter().all(|token| token.capital || signed(token))
    }

    /// It only tells under which number the matter is kept.
    fn names_a_number(&self) -> bool {
        let is_order =
            |idx| self.hits.iter().any(|hit| hit.pattern.rule == Rule::Order && hit.tokens.contains(&idx));
        self.has(Rule::Order)
            && self.place.clone().zip(self.all).all(|(idx, token)| {
                token.form == Form::Number || is_order(idx) || is_among(NAMING, self.tokens.word(token))
            })
    }

    fn has(&self, rule: Rule) -> bool {
        self.hits.iter().any(|hit| hit.pattern.rule == rule)
    }

    /// Its first holding phrase.
    fn first(&self) -> Option<Range<usize>> {
        let places =
            self.hits.iter().filter(|hit| is_holding(hit.pattern.rule)).map(|hit| hit.tokens.clone());
        places.min_by_key(|place| place.start)
    }

    /// It names a fact that answers, outside "we are checking whether …".
    fn answers(&self) -> bool {
        let covered = |place: &Range<usize>| {
            self.hits.iter().any(|hit| is_holding(hit.pattern.rule) && within(place, &hit.tokens))
        };
        let holding = self.first();
        let asked =
            self.hits.iter().filter(|hit| hit.pattern.rule == Rule::Whether).map(|hit| hit.tokens.start);
        let asked = asked.filter(|&start| holding.as_ref().is_some_and(|place| place.start < start)).min();
        self.hits.iter().any(|hit| {
            hit.pattern.rule == Rule::Answer
                && !covered(&hit.tokens)
                && asked.is_none_or(|asked| hit.tokens.start < asked)
        })
    }

    /// Every number belongs to a due time, or is that of the customer's order or ticket.
    fn numbers_are_known(&self) -> bool {
        let is = |hit: &&&Hit<'_>, test: fn(&due::Kind) -> bool| matches!(&hit.pattern.rule, Rule::Due(kind) if test(kind));
        let mut known_before = false;
        self.place.clone().zip(self.all).all(|(idx, token)| {
            if token.form != Form::Number {
                known_before = false;
                return true;
            }
            let own = self.hits.iter().any(|hit| {
                let names = |between| is_among(NAMING, self.tokens.at(between));
                hit.pattern.rule == Rule::Order
                    && hit.tokens.end <= idx
                    && (idx <= hit.tokens.end + 1 || (hit.tokens.end..idx).all(names))
            });
            let dated = self.hits.iter().any(|hit| {
                (is(&hit, due::counts) && (hit.tokens.start == idx + 1 || hit.tokens.start == idx + 2))
                    || (is(&hit, due::leads) && hit.tokens.end == idx)
            }) || due::compact(self.tokens.word(token)).is_some();
            known_before |= own || dated || self.promised.contains(&idx);
            known_before
        })
    }

    /// A clause beside the holding phrase says something of its own.
    fn states_a_fact(&self, first: Range<usize>) -> bool {
        let clause = self.tokens.all.get(first.start).map_or(0, |token| token.clause);
        let mut start = self.place.start;
        self.all.chunk_by(|a, b| a.clause == b.clause).any(|tokens| {
            let place = start..start + tokens.len();
            start = place.end;
            let known = |hit: &&&Hit<'_>| hit.tokens.start < place.end && place.start < hit.tokens.end;
            if tokens.first().is_some_and(|token| token.clause == clause) {
                let before = place.start..first.start;
                let polite =
                    self.hits.iter().any(|hit| is_polite(hit.pattern.rule) && within(&hit.tokens, &before));
                let joined = before
                    .clone()
                    .any(|idx| idx >= before.start + MIN_FACT && AND.contains(&self.tokens.at(idx)));
                return !polite && (joined || before.len() > MAX_BEFORE);
            }
            let spoken_for = self.hits.iter().filter(known).any(|hit| {
                let rule = hit.pattern.rule;
                // "We refund within 3 days, and will tell you": the time before the phrase is an answer's.
                let time =
                    place.start > first.start && matches!(rule, Rule::Due(due) if due::names_a_time(due));
                time || is_polite(rule) || is_holding(rule) || matches!(rule, Rule::Whether | Rule::Reply)
            });
            tokens.len() >= MIN_FACT && !spoken_for
        })
    }
}

pub fn is_holding(rule: Rule) -> bool {
    matches!(rule, Rule::Holding | Rule::Received)
}

fn is_polite(rule: Rule) -> bool {
    matches!(rule, Rule::Greeting | Rule::Thanks | Rule::Apology | Rule::Sympathy | Rule::Order | Rule::Bye)
}

#[cfg(test)]
mod tests;
