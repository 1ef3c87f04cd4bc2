//! How much a text sounds like a complaint, what of, and which of its words say so.

use std::ops::Range;

use super::language::Detector;
use super::pattern::{Hit, Rule};
use super::token::{Form, Tokens};
use super::tuned::Tuned;
use super::words::{AFINN, Part};
use crate::message::{Language, Reason};

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
/// How far the lists go at most, and the mass at half of that.
const LEXICON: (f32, f32) = (5.2, 2.0);
/// The same for a quarter of the AFINN score.
const AFINN_REACH: (f32, f32) = (1.5, 1.1);
/// What the learned weights count, and how far they go at most.
const LINEAR: (f32, f32) = (0.35, 4.0);
/// Learned weights count half where a text has so many features, and less where it has fewer.
const HALF_FEATURES: f32 = 40.0;
/// Most texts complain of nothing.
pub const BIAS: f32 = -0.3;
/// The logit at 0.7 is 1: from here on a text reads as a complaint.
const HALF: f32 = 1.5;
/// A phrase of this weight with a reason makes a complaint certain, if nothing praises.
const CERTAIN: f32 = -1.0;
/// Most words given as evidence, and their most bytes together.
const MAX_WORDS: usize = 8;
const MAX_WORD_BYTES: usize = 200;
/// So many words are named where only the learned weights speak.
const MAX_LEARNED: usize = 3;
/// Stands before words that only the learned weights speak of.
pub const LEARNED: &str = "~";

/// The judgement on one text.
#[derive(Debug, Default, PartialEq)]
pub struct Tone {
    /// 0 to 1, 0.5 is neutral; `None` without any word or emoji.
    pub score: Option<f32>,
    /// The words of the complaint side, worst first, separated by `;`.
    pub words: String,
    /// What most of them complain of.
    pub reason: Option<Reason>,
    /// A strong phrase with a reason, and no praise.
    pub certain: bool,
    /// What the score was made of.
    pub parts: Parts,
}

/// What is weighed.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub text: &'a str,
    pub tokens: &'a Tokens,
    /// What is known of each token.
    pub parts: &'a [Part],
    pub hits: &'a [Hit<'a>],
    /// Words of this language count, or of all that `detector` expects where it is unknown.
    pub language: Option<Language>,
    pub detector: &'a Detector,
    /// The logit of the learned weights, and from how many features.
    pub linear: (f32, u32),
    /// The shop's own weights, and their sum for this text.
    pub tuned: Option<(&'a Tuned, f32)>,
}

/// What each of the parts says, before they are added.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    pub lexicon: f32,
    pub linear: f32,
    pub afinn: f32,
}

/// Room for the work on one text, used again for the next.
#[derive(Default)]
pub struct Room {
    moods: Vec<usize>,
    taken: Vec<bool>,
    negators: Vec<bool>,
    evidence: Vec<(f32, Range<usize>)>,
}

/// What the lists say.
#[derive(Default)]
struct Masses {
    complaint: f32,
    praise: f32,
    reasons: [f32; Reason::ALL.len()],
    strong: bool,
}

impl Parts {
    /// The logit of a complaint as the program ships.
    pub fn logit(self) -> f32 {
        self.lexicon + self.linear + self.afinn + BIAS
    }
}

/// Weighs a text.
pub fn judge(ground: Ground<'_>, room: &mut Room) -> Tone {
    if ground.tokens.all.iter().all(|token| token.form == Form::Number) {
        return Tone::default();
    }
    let (masses, parts) = weigh(ground, room);
    let logit = match ground.tuned {
        Some((tuned, own)) => tuned.logit(parts, own),
        None => parts.logit(),
    };
    let score = 0.5 + 0.5 * (logit / (HALF + logit.abs()));
    let heaviest = Reason::ALL.iter().zip(masses.reasons).filter(|(_, mass)| *mass > 0.0);
    // Of equal ones the first counts.
    let reason =
        heaviest.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(&reason, _)| reason);
    let words = if room.evidence.is_empty() && logit < 0.0 {
        String::new()
    } else {
        let mark = if room.evidence.is_empty() { LEARNED } else { "" };
        if room.evidence.is_empty() {
            learned(ground, &mut room.evidence);
        }
        words(ground.text, ground.tokens, &mut room.evidence, mark)
    };
    let certain = masses.strong && masses.praise == 0.0 && logit >= 1.0;
    Tone { score: Some(score), words, reason, certain, parts }
}

/// What the parts of the judgement say of a text; the evidence stays in `room`.
fn weigh(ground: Ground<'_>, room: &mut Room) -> (Masses, Parts) {
    let Ground { tokens, hits, .. } = ground;
    choose(ground, room);
    room.negators.clear();
    room.negators.resize(tokens.all.len(), false);
    for hit in hits.iter().filter(|hit| hit.pattern.rule == Rule::Negator && ground.counts(hit)) {
        if let Some(negator) = room.negators.get_mut(hit.tokens.start) {
            *negator = true;
        }
    }
    // A word inside a phrase is spoken for, so it does not negate its neighbours.
    for hit in room.moods.iter().filter_map(|&idx| hits.get(idx)).filter(|hit| hit.pattern.phrase) {
        room.negators
            .iter_mut()
            .take(hit.tokens.end)
            .skip(hit.tokens.start)
            .for_each(|negator| *negator = false);
    }
    room.evidence.clear();
    let mut masses = Masses::default();
    for hit in room.moods.iter().filter_map(|&idx| hits.get(idx)) {
        let Hit { pattern, tokens: place } = hit;
        let negator = if pattern.phrase { None } else { negator_before(place.start, tokens, &room.negators) };
        let (weight, place) = match negator {
            Some(at) if pattern.weight > 0.0 => (pattern.weight * NEGATED_PRAISE, at..place.end),
            Some(_) => (-pattern.weight * NEGATED_COMPLAINT, place.clone()),
            None => (pattern.weight, place.clone()),
        };
        masses.add(weight, place, &mut room.evidence);
        if weight < 0.0
            && let Some(reason) = pattern.reason
        {
            masses.reasons[reason as usize] -= weight;
            masses.strong |= pattern.phrase && weight <= CERTAIN;
        }
    }
    for (idx, token) in tokens.all.iter().enumerate().filter(|(_, token)| token.form == Form::Emoji) {
        if let Some(weight) = emoji(tokens.word(token)) {
            masses.add(weight, idx..idx + 1, &mut room.evidence);
        }
    }
    if masses.complaint > 0.0 && tokens.n_exclamations > 0 {
        masses.complaint += EMPHASIS;
    }
    let lexicon = masses.complaint.min(MAX_MASS) - masses.praise.min(MAX_MASS);
    let (logit, n) = ground.linear;
    let trust = n as f32 / (n as f32 + HALF_FEATURES);
    let mut linear = LINEAR.0 * trust * logit.clamp(-LINEAR.1, LINEAR.1);
    let lexicon = bent(lexicon, LEXICON);
    // "Where is my parcel?": what was learned elsewhere makes no complaint of a mild question.
    if tokens.n_questions > 0 && lexicon + BIAS < 1.0 {
        linear = linear.min(0.0);
    }
    let parts = Parts { lexicon, linear, afinn: afinn(ground, room) };
    (masses, parts)
}

impl Ground<'_> {
    fn counts(&self, hit: &Hit<'_>) -> bool {
        let of = hit.pattern.language;
        self.language.map_or(self.detector.expects(of), |language| of == language)
    }
}

impl Masses {
    fn add(&mut self, weight: f32, place: Range<usize>, evidence: &mut Vec<(f32, Range<usize>)>) {
        if weight < 0.0 {
            self.complaint -= weight;
            evidence.push((weight, place));
        } else {
            self.praise += weight;
        }
    }
}

/// A straight line that bends: it comes near `reach` and has half of it at `half`.
fn bent(x: f32, (reach, half): (f32, f32)) -> f32 {
    reach * x / (half + x.abs())
}

/// The AFINN words of the text's language, complaints only where the lexicon is silent; a negated one counts half to the other
/// side.
fn afinn(ground: Ground<'_>, room: &Room) -> f32 {
    let Some(column) = AFINN.iter().position(|&language| Some(language) == ground.language) else {
        return 0.0;
    };
    let mut sum = 0.0;
    for (idx, word) in ground.parts.iter().enumerate() {
        let score = f32::from(word.afinn[column]);
        let told = score < 0.0 && room.taken.get(idx) == Some(&true);
        if score != 0.0 && !told {
            let negated = negator_before(idx, ground.tokens, &room.negators).is_some();
            sum -= if negated { -score / 2.0 } else { score };
        }
    }
    bent(sum / 4.0, AFINN_REACH)
}

/// Of patterns that overlap the longest one stays, of equally long ones the stronger.
fn choose(ground: Ground<'_>, room: &mut Room) {
    let hits = ground.hits;
    room.moods.clear();
    let moods =
        hits.iter().enumerate().filter(|(_, hit)| hit.pattern.rule == Rule::Mood && ground.counts(hit));
    room.moods.extend(moods.map(|(idx, _)| idx));
    room.moods.sort_unstable_by(|&a, &b| {
        let (Some(one), Some(other)) = (hits.get(a), hits.get(b)) else { return a.cmp(&b) };
        let strength = |hit: &Hit<'_>| hit.pattern.weight.abs();
        let by_length = other.tokens.len().cmp(&one.tokens.len());
        by_length
            .then(other.pattern.own.cmp(&one.pattern.own))
            .then(strength(other).total_cmp(&strength(one)))
            .then(one.tokens.start.cmp(&other.tokens.start))
            .then(a.cmp(&b))
    });
    room.taken.clear();
    room.taken.resize(ground.tokens.all.len(), false);
    let taken = &mut room.taken;
    room.moods.retain(|&idx| {
        let Some(place) = hits.get(idx).and_then(|hit| taken.get_mut(hit.tokens.clone())) else {
            return false;
        };
        let free = place.iter().all(|taken| !taken);
        if free {
            place.fill(true);
        }
        free
    });
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

/// The words that weigh most by what was learned.
fn learned(ground: Ground<'_>, evidence: &mut Vec<(f32, Range<usize>)>) {
    for (idx, (word, token)) in ground.parts.iter().zip(&ground.tokens.all).enumerate() {
        if word.tone > 0 && token.form == Form::Word {
            evidence.push((-f32::from(word.tone), idx..idx + 1));
        }
    }
    evidence.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.start.cmp(&b.1.start)));
    evidence.truncate(MAX_LEARNED);
}

/// The evidence in the spelling of the text, worst first.
fn words(text: &str, tokens: &Tokens, evidence: &mut [(f32, Range<usize>)], mark: &str) -> String {
    evidence.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.start.cmp(&b.1.start)));
    let mut out = String::new();
    let mut known: Vec<String> = Vec::new();
    for (_, place) in evidence {
        let Some(place) = tokens.all.get(place.clone()) else { continue };
        let (Some(first), Some(last)) = (place.first(), place.last()) else { continue };
        let Some(source) = text.get(first.source.start..last.source.end) else { continue };
        let words = source
            .split(|c: char| c.is_whitespace() || c.is_control() || c == ';')
            .filter(|word| !word.is_empty());
        let words = mark.to_owned() + &words.collect::<Vec<_>>().join(" ");
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
