//! The tone: what speaks of a negative text.

use std::collections::BTreeMap;

use hearback::text::gram::{Feature, PLACE_BITS, features};
use hearback::text::learn::{self, Example, Plan};
use hearback::text::model;

use super::{Quantised, Text};

/// A run of letters in fewer texts than this is left out: it may be a name, and it proves nothing.
const MIN_TEXTS: u32 = 5;
/// A source counts no more than so many texts of it would.
const MAX_WEIGHT: f64 = 6000.0;
const PLAN: Plan = Plan { n_rounds: 6, rate: 0.15, pull: 2e-6 };

/// The tone table as it is written.
pub struct Tone {
    pub weights: Quantised,
    pub bias: f32,
}

impl Tone {
    pub fn learn(texts: &[Text]) -> Self {
        let mut n_texts: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for text in texts {
            for feature in distinct(text) {
                *n_texts.entry(feature).or_default() += 1;
            }
        }
        let kept = |feature: Feature| n_texts.get(&key(feature)).is_some_and(|&n| MIN_TEXTS <= n);
        let mut rarity = vec![0.0_f64; 1 << PLACE_BITS];
        for (&(place, _), &n) in n_texts.iter().filter(|&(_, &n)| MIN_TEXTS <= n) {
            rarity[place as usize] += f64::from(n);
        }
        for share in rarity.iter_mut().filter(|share| **share > 0.0) {
            *share = learn::ln(texts.len() as f64 / *share).max(0.0) / 4.0;
        }
        let weight_of = weights_of_groups(texts);
        let examples: Vec<Example> = texts
            .iter()
            .map(|text| {
                let mut values: BTreeMap<u32, f32> = BTreeMap::new();
                let mut n = 0_u32;
                features(&text.tokens, |feature| {
                    n += 1;
                    if kept(feature) {
                        *values.entry(feature.place).or_default() += rarity[feature.place as usize] as f32;
                    }
                });
                let norm = (n.max(1) as f32).sqrt();
                Example {
                    features: values.into_iter().map(|(idx, value)| (idx, value / norm)).collect(),
                    label: text.negative,
                    weight: weight_of[&(text.source.as_str(), text.negative)],
                }
            })
            .collect();
        eprintln!(
            "tone: {} features kept of {}",
            n_texts.values().filter(|&&n| MIN_TEXTS <= n).count(),
            n_texts.len()
        );
        let fit = learn::fit(&examples, 1 << PLACE_BITS, PLAN);
        let weights: Vec<f64> =
            fit.weights.iter().zip(&rarity).map(|(weight, rarity)| weight * rarity).collect();
        Self { weights: Quantised::of(&weights), bias: fit.bias as f32 }
    }

    fn logit(&self, text: &Text) -> f32 {
        let (mut sum, mut n) = (0_i32, 0_u32);
        features(&text.tokens, |feature| {
            sum += self.weights.unit(feature.place as usize);
            n += 1;
        });
        if n == 0 { 0.0 } else { sum as f32 * self.weights.scale / (n as f32).sqrt() + self.bias }
    }

    pub fn measure(&self, dev: &[Text]) {
        let mut scores: BTreeMap<&str, Vec<(f32, bool)>> = BTreeMap::new();
        for text in dev {
            scores
                .entry(model::COLUMNS[text.language].name())
                .or_default()
                .push((self.logit(text), text.negative));
        }
        let mut aucs = Vec::new();
        for (language, scores) in &mut scores {
            let mean = scores.iter().map(|(logit, _)| logit).sum::<f32>() / scores.len() as f32;
            let Some(auc) = learn::auc(scores) else { continue };
            aucs.push(auc);
            eprintln!("tone, {language}: AUC {auc:.4} of {}, mean logit {mean:.2}", scores.len());
        }
        eprintln!("tone, mean AUC {:.4} of {}", aucs.iter().sum::<f64>() / aucs.len() as f64, aucs.len());
    }
}

/// Every feature of a text once.
fn distinct(text: &Text) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    features(&text.tokens, |feature| found.push(key(feature)));
    found.sort_unstable();
    found.dedup();
    found
}

fn key(feature: Feature) -> (u32, u32) {
    (feature.place, feature.hash)
}

/// Negative texts and others of a source count alike, and a large source no more than its share.
fn weights_of_groups(texts: &[Text]) -> BTreeMap<(&str, bool), f64> {
    let mut counts: BTreeMap<(&str, bool), f64> = BTreeMap::new();
    for text in texts {
        *counts.entry((text.source.as_str(), text.negative)).or_default() += 1.0;
    }
    let total =
        |source: &str| -> f64 { counts.iter().filter(|((of, _), _)| *of == source).map(|(_, n)| n).sum() };
    counts
        .iter()
        .map(|(&(source, label), &n)| ((source, label), total(source).min(MAX_WEIGHT) / 2.0 / n))
        .collect()
}
