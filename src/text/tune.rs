//! Learns from a shop's own rated texts, and keeps what was learned only if it is better on texts that were kept
//! apart.

use std::fmt;

use super::gram::{features, slot};
use super::learn::{self, Example, Fit, Plan};
use super::token::Tokens;
use super::tone::{BIAS, Parts};
use super::tuned::{BITS, Tuned};
use super::{Reader, fingerprint};
use crate::message::hash::Hash;

/// So many rated texts are needed to learn words, and so many of either side.
pub const MIN_TEXTS: usize = 300;
pub const MIN_SIDE: usize = 30;
/// So many are needed to move the bound alone, and so many of either side.
pub const MIN_TEXTS_BOUND: usize = 100;
pub const MIN_SIDE_BOUND: usize = 15;
/// What parts the texts no better than this is not used, wherever its bound lies.
const MIN_AUC: f64 = 0.6;
/// A run of letters in fewer texts proves nothing, and may be a name.
const MIN_SEEN: u32 = 3;
const PLAN: Plan = Plan { n_rounds: 12, rate: 0.1, pull: 1e-4 };
/// Places of the parts of the shipped judgement, behind the table.
const LEXICON: u32 = 1 << BITS;
const LINEAR: u32 = LEXICON + 1;
const AFINN: u32 = LEXICON + 2;

/// A text and whether its stars are negative.
#[derive(Clone, Debug)]
pub struct Rated<'t> {
    pub text: &'t str,
    pub negative: bool,
}

/// How well texts that were kept apart are told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Share of pairs of a negative and another text that are in order.
    pub auc: f64,
    /// Mean of the F1 of negative texts and of others, at the bound.
    pub f1: f64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    pub tuned: Tuned,
    /// Different texts, and the negative ones among them.
    pub n: usize,
    pub n_negative: usize,
    /// Texts that were kept apart.
    pub n_held_out: usize,
    pub before: Score,
    pub after: Score,
}

/// Why nothing was learned.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    TooFew { n: usize, n_negative: usize },
    NotBetter { before: Score, after: Score },
}

/// A text as it is learned from.
struct Sample {
    example: Example,
    parts: Parts,
    share: Share,
}

/// What a text is used for, by its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    HeldOut,
    Bound,
    Learned,
}

/// Learns from rated texts; the same text counts once. `reader` holds no weights of an earlier lesson.
pub fn tune(reader: &Reader, rated: &[Rated<'_>]) -> Result<Lesson, Refusal> {
    let samples = samples(reader, rated);
    let n_negative = samples.iter().filter(|sample| sample.example.label).count();
    let n = samples.len();
    let side = n_negative.min(n - n_negative);
    let of = |share: Share| samples.iter().filter(|sample| sample.share == share).collect::<Vec<_>>();
    let (held_out, bound, learned) = (of(Share::HeldOut), of(Share::Bound), of(Share::Learned));
    let both =
        |list: &[&Sample]| [true, false].iter().all(|&side| list.iter().any(|one| one.example.label == side));
    if n < MIN_TEXTS_BOUND || side < MIN_SIDE_BOUND || !both(&held_out) || !both(&bound) {
        return Err(Refusal::TooFew { n, n_negative });
    }
    let shipped = Tuned { bias: BIAS, lexicon: 1.0, linear: 1.0, afinn: 1.0, scale: 0.0, table: Vec::new() };
    let before = score(&shipped, &held_out);
    let mut plans = vec![shipped];
    if MIN_TEXTS <= n && MIN_SIDE <= side {
        plans.insert(0, quantised(&fit(&learned)));
    }
    let mut best = Score { auc: 0.0, f1: 0.0 };
    for plan in plans {
        let tuned = with_bound(plan, &bound);
        let after = score(&tuned, &held_out);
        let better = before.auc <= after.auc && before.f1 <= after.f1 && before != after;
        if better && MIN_AUC <= after.auc {
            return Ok(Lesson { tuned, n, n_negative, n_held_out: held_out.len(), before, after });
        }
        if best.auc + best.f1 < after.auc + after.f1 {
            best = after;
        }
    }
    Err(Refusal::NotBetter { before, after: best })
}

fn samples(reader: &Reader, rated: &[Rated<'_>]) -> Vec<Sample> {
    let mut known = std::collections::BTreeMap::new();
    for Rated { text, negative } in rated {
        let reading = reader.read(text);
        if reading.tone.is_some() {
            known.entry((fingerprint(text), *negative)).or_insert((reading.parts, *text));
        }
    }
    // The same words with many stars and with few teach nothing.
    let both = |print: u64| known.contains_key(&(print, true)) && known.contains_key(&(print, false));
    let of = |(&(print, negative), &(parts, text)): (&(u64, bool), &(Parts, &str))| {
        let share = match Hash::of(print.to_le_bytes()) >> 32 {
            n if n % 5 == 0 => Share::HeldOut,
            n if n % 5 == 1 => Share::Bound,
            _ => Share::Learned,
        };
        Sample { example: example(text, negative, parts), parts, share }
    };
    let mut samples: Vec<Sample> = known.iter().filter(|((print, _), _)| !both(*print)).map(of).collect();
    weigh(&mut samples);
    samples
}

fn example(text: &str, negative: bool, parts: Parts) -> Example {
    let mut counts = std::collections::BTreeMap::new();
    let mut n = 0_u32;
    features(&Tokens::read(text), |feature| {
        n += 1;
        *counts.entry(slot(feature.hash, BITS) as u32).or_insert(0.0_f32) += 1.0;
    });
    let norm = (n.max(1) as f32).sqrt();
    let mut features: Vec<(u32, f32)> = counts.into_iter().map(|(place, n)| (place, n / norm)).collect();
    features.extend([(LEXICON, parts.lexicon), (LINEAR, parts.linear), (AFINN, parts.afinn)]);
    Example { features, label: negative, weight: 1.0 }
}

/// Both sides count alike, and what is rare does not count.
fn weigh(samples: &mut [Sample]) {
    let n = samples.len() as f64;
    let n_negative = samples.iter().filter(|sample| sample.example.label).count() as f64;
    let mut seen = vec![0_u32; (1 << BITS) + 3];
    for (place, _) in samples.iter().flat_map(|sample| &sample.example.features) {
        if let Some(seen) = seen.get_mut(*place as usize) {
            *seen += 1;
        }
    }
    for Sample { example, .. } in samples {
        example.weight = n / 2.0 / if example.label { n_negative } else { n - n_negative };
        example.features.retain(|(place, _)| {
            *place >= LEXICON || seen.get(*place as usize).is_some_and(|&seen| MIN_SEEN <= seen)
        });
    }
}

fn fit(samples: &[&Sample]) -> Fit {
    let examples: Vec<Example> = samples.iter().map(|sample| sample.example.clone()).collect();
    learn::fit(&examples, (1 << BITS) + 3, PLAN)
}

fn quantised(fit: &Fit) -> Tuned {
    let (table, parts) = fit.weights.split_at(fit.weights.len().min(1 << BITS));
    let largest = table.iter().fold(1e-6_f64, |largest, weight| largest.max(weight.abs()));
    let scale = largest / 127.0;
    let part = |idx: usize| parts.get(idx).map_or(0.0, |&weight| weight as f32);
    Tuned {
        bias: fit.bias as f32,
        lexicon: part(0),
        linear: part(1),
        afinn: part(2),
        scale: scale as f32,
        table: table.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8).collect(),
    }
}

/// The same weights with the bound where it parts these samples best.
fn with_bound(tuned: Tuned, samples: &[&Sample]) -> Tuned {
    let mut logits = logits(&tuned, samples);
    logits.sort_by(|a, b| a.0.total_cmp(&b.0));
    let middles = logits.windows(2).filter(|two| two[0].0 < two[1].0).map(|two| (two[0].0 + two[1].0) / 2.0);
    let mut best = (0.0, 1.0_f32);
    for bound in middles {
        let f1 = macro_f1(&logits, bound);
        if best.0 <= f1 {
            best = (f1, bound);
        }
    }
    Tuned { bias: tuned.bias + 1.0 - best.1, ..tuned }
}

fn score(tuned: &Tuned, samples: &[&Sample]) -> Score {
    let mut logits = logits(tuned, samples);
    let f1 = macro_f1(&logits, 1.0);
    Score { auc: learn::auc(&mut logits).unwrap_or(0.0), f1 }
}

fn logits(tuned: &Tuned, samples: &[&Sample]) -> Vec<(f32, bool)> {
    let logit = |sample: &Sample| {
        let own: f32 = sample
            .example
            .features
            .iter()
            .map(|&(place, value)| {
                tuned.table.get(place as usize).map_or(0.0, |&weight| f32::from(weight) * value * tuned.scale)
            })
            .sum();
        tuned.logit(sample.parts, own)
    };
    samples.iter().map(|sample| (logit(sample), sample.example.label)).collect()
}

/// The mean of the F1 of both sides.
fn macro_f1(logits: &[(f32, bool)], bound: f32) -> f64 {
    let side = |side: bool| {
        let n = |test: &dyn Fn(bool, bool) -> bool| {
            logits.iter().filter(|(logit, label)| test((bound <= *logit) == side, *label == side)).count()
                as f64
        };
        let hits = n(&|said, is| said && is);
        2.0 * hits / (2.0 * hits + n(&|said, is| said != is)).max(1.0)
    };
    (side(true) + side(false)) / 2.0
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { n, n_negative } => write!(
                f,
                "too few rated texts to learn from: {n} different ones, {n_negative} of them negative; {MIN_TEXTS} with {MIN_SIDE} of either side teach words, {MIN_TEXTS_BOUND} with {MIN_SIDE_BOUND} of either side move the bound"
            ),
            Self::NotBetter { before, after } => write!(
                f,
                "what was learned is not better on the texts kept apart: {before} before, {after} after; the weights of the program stay"
            ),
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AUC {:.3}, macro-F1 {:.3}", self.auc, self.f1)
    }
}

#[cfg(test)]
mod tests;
