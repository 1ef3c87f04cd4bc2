//! How much a text sounds like a complaint, and which of its words say so.

use super::language::Detector;
use super::pattern::{Hit, Rule};
use super::token::{Form, Tokens};
use crate::message::Language;

/// The mass of either side counts up to here: a long rant is no worse than a clear sentence.
const MAX_MASS: f32 = 6.0;
/// So many words before a hit are searched for a negator.
const WINDOW: usize = 3;
/// What is left of praise that is negated, as complaint.
const NEGATED_PRAISE: f32 = -0.8;
/// What is left of a complaint that is negated, as praise.
const NEGATED_COMPLAINT: f32 = 0.3;
/// An exclamation mark behind a complaint adds this.
const EMPHASIS: f32 = 0.3;
/// Most words given as evidence, and their most bytes together.
const MAX_WORDS: usize = 8;
const MAX_WORD_BYTES: usize = 200;

/// The judgement on one text.
#[derive(Debug, Default, PartialEq)]
pub struct Tone {
    /// 0 to 1, 0.5 is neutral; `None` without any word or emoji.
    pub score: Option<f32>,
    /// The words of the complaint side, worst first, separated by `;`.
    pub words: String,
}

/// Weighs the words of `language`, or of all that `detector` expects where it is unknown.
pub fn judge(
    text: &str,
    tokens: &Tokens,
    hits: &[Hit<'_>],
    language: Option<Language>,
    detector: &Detector,
) -> Tone {
    if tokens.all.iter().all(|token| token.form == Form::Number) {
        return Tone::default();
    }
    let counts = |of: Language| language.map_or(detector.expects(of), |language| of == language);
    let of_language = |hit: &&Hit<'_>| counts(hit.pattern.language);
    let moods = chosen(
        hits.iter().filter(|hit| hit.pattern.rule == Rule::Mood).filter(of_language),
        tokens.all.len(),
    );

    // A word inside a phrase is spoken for, so it does not negate its neighbours.
    let mut negators = vec![false; tokens.all.len()];
    for hit in hits.iter().filter(|hit| hit.pattern.rule == Rule::Negator).filter(of_language) {
        if let Some(negator) = negators.get_mut(hit.tokens.start) {
            *negator = true;
        }
    }
    for hit in moods.iter().filter(|hit| hit.pattern.phrase) {
        negators.iter_mut().take(hit.tokens.end).skip(hit.tokens.start).for_each(|negator| *negator = false);
    }

    let mut evidence: Vec<(f32, std::ops::Range<usize>)> = Vec::new();
    let (mut complaint, mut praise) = (0.0_f32, 0.0_f32);
    let mut weigh = |weight: f32, place: std::ops::Range<usize>| {
        if weight < 0.0 {
            complaint -= weight;
            evidence.push((weight, place));
        } else {
            praise += weight;
        }
    };
    for hit in &moods {
        let negator =
            if hit.pattern.phrase { None } else { negator_before(hit.tokens.start, tokens, &negators) };
        match (negator, hit.pattern.weight) {
            (Some(at), weight) if weight > 0.0 => weigh(weight * NEGATED_PRAISE, at..hit.tokens.end),
            (Some(_), weight) => weigh(-weight * NEGATED_COMPLAINT, hit.tokens.clone()),
            (None, weight) => weigh(weight, hit.tokens.clone()),
        }
    }
    for (idx, token) in tokens.all.iter().enumerate().filter(|(_, token)| token.form == Form::Emoji) {
        if let Some(weight) = emoji(tokens.word(token)) {
            weigh(weight, idx..idx + 1);
        }
    }
    if complaint > 0.0 && tokens.n_exclamations > 0 {
        complaint += EMPHASIS;
    }
    let x = complaint.min(MAX_MASS) - praise.min(MAX_MASS);
    let score = 0.5 + 0.5 * (x / (1.0 + x.abs()));
    Tone { score: Some(score), words: words(text, tokens, evidence) }
}

/// Of patterns that overlap the longest one stays, of equally long ones the stronger.
fn chosen<'a, 'h: 'a>(hits: impl Iterator<Item = &'a Hit<'h>>, n_tokens: usize) -> Vec<&'a Hit<'h>> {
    let mut hits: Vec<_> = hits.collect();
    if hits.len() < 2 {
        return hits;
    }
    hits.sort_by(|a, b| {
        let strength = |hit: &Hit<'_>| hit.pattern.weight.abs();
        b.tokens
            .len()
            .cmp(&a.tokens.len())
            .then(strength(b).total_cmp(&strength(a)))
            .then(a.tokens.start.cmp(&b.tokens.start))
    });
    let mut taken = vec![false; n_tokens];
    hits.retain(|hit| {
        let Some(place) = taken.get_mut(hit.tokens.clone()) else { return false };
        let free = place.iter().all(|taken| !taken);
        if free {
            place.fill(true);
        }
        free
    });
    hits
}

/// The nearest negator in the words before a hit, in the same clause.
fn negator_before(idx: usize, tokens: &Tokens, negators: &[bool]) -> Option<usize> {
    let clause = tokens.all.get(idx)?.clause;
    (idx.saturating_sub(WINDOW)..idx)
        .rev()
        .take_while(|&before| tokens.all.get(before).is_some_and(|token| token.clause == clause))
        .find(|&before| negators.get(before) == Some(&true))
}

fn emoji(emoji: &str) -> Option<f32> {
    match emoji {
        "😡" | "🤬" | "😠" | "👎" | "💩" | "🤮" | "😤" | "🖕" => Some(-1.5),
        "😞" | "😢" | "😭" | "☹" | "🙁" | "😒" | "🙄" | "💔" => Some(-0.6),
        emoji if super::closing::is_friendly(emoji) => Some(0.5),
        _ => None,
    }
}

/// The evidence in the spelling of the text, worst first.
fn words(text: &str, tokens: &Tokens, mut evidence: Vec<(f32, std::ops::Range<usize>)>) -> String {
    evidence.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.start.cmp(&b.1.start)));
    let mut out = String::new();
    let mut known: Vec<String> = Vec::new();
    for (_, place) in evidence {
        let Some(place) = tokens.all.get(place) else { continue };
        let (Some(first), Some(last)) = (place.first(), place.last()) else { continue };
        let Some(source) = text.get(first.source.start..last.source.end) else { continue };
        let words = source
            .split(|c: char| c.is_whitespace() || c.is_control() || c == ';')
            .filter(|word| !word.is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        if known.len() == MAX_WORDS || out.len() + words.len() > MAX_WORD_BYTES {
            break;
        }
        if known.contains(&words) {
            continue;
        }
        if !out.is_empty() {
            out.push(';');
        }
        out.push_str(&words);
        known.push(words);
    }
    out
}

#[cfg(test)]
mod sentences;
#[cfg(test)]
mod tests;
