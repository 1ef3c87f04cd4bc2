//! Closings: what asks for nothing more.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use hearback::text::Reader;
use hearback::text::ending::{self, MARK, Signs};
use hearback::text::learn::{self, Example, Plan};
use hearback::text::model::{CLOSING_BITS, closing_place};

use super::{Quantised, Text};

/// The invented texts; `tests/words` judges by others.
const TAUGHT: [&str; 9] = [
    include_str!("closings/pl.tsv"),
    include_str!("closings/ru.tsv"),
    include_str!("closings/fi.tsv"),
    include_str!("closings/en.tsv"),
    include_str!("closings/de.tsv"),
    include_str!("closings/sv.tsv"),
    include_str!("closings/cs.tsv"),
    include_str!("closings/uk.tsv"),
    include_str!("../../src/text/closing/sentences.tsv"),
];
/// A sign in fewer texts than this is left out.
const MIN_TEXTS: u32 = 3;
const PLAN: Plan = Plan { n_rounds: 20, rate: 0.3, pull: 2e-5 };
/// What tells more than this tells no more.
const MAX_TOLD: f64 = 4.0;

/// The table of closings as it is written.
pub struct Closings {
    pub weights: Quantised,
    pub bias: f32,
    pub n_texts: usize,
}

impl Closings {
    /// Learns from the invented texts and from every second negative one.
    pub fn learn(others: &[Text]) -> Self {
        let reader = Reader::new(&[]);
        let mut all = Vec::new();
        for (closes, text) in TAUGHT.into_iter().flat_map(str::lines).filter_map(row) {
            all.extend(reader.signs_of_closing(text).map(|signs| (signs, closes)));
        }
        let n_texts = all.len();
        for other in negative(others).step_by(2) {
            all.extend(reader.signs_of_closing(&other.written).map(|signs| (signs, false)));
        }
        let told = told(&all);
        let examples: Vec<Example> = all
            .iter()
            .map(|(signs, closes)| {
                let mut values: BTreeMap<u32, f32> = BTreeMap::new();
                let mut add = |sign: u32, value: f32| {
                    let place = closing_place(sign);
                    if told[place] > 0.0 {
                        *values.entry(place as u32).or_default() += value * told[place] as f32;
                    }
                };
                let each = ending::of_each(signs.words.len());
                signs.words.iter().for_each(|&sign| add(sign, each));
                signs.marks.iter().for_each(|&sign| add(sign, MARK));
                Example { features: values.into_iter().collect(), label: *closes, weight: 1.0 }
            })
            .collect();
        let fit = learn::fit(&examples, 1 << CLOSING_BITS, PLAN);
        let weights: Vec<f64> = fit.weights.iter().zip(&told).map(|(weight, told)| weight * told).collect();
        Self { weights: Quantised::of(&weights), bias: fit.bias as f32, n_texts }
    }

    fn logit(&self, signs: &Signs) -> f32 {
        let sum =
            |signs: &[u32]| signs.iter().map(|&sign| self.weights.unit(closing_place(sign))).sum::<i32>();
        let sum = ending::together(sum(&signs.words), signs.words.len(), sum(&signs.marks));
        sum * self.weights.scale + self.bias
    }

    /// How well the closings of a table are told from its near misses, by these weights alone.
    pub fn measure_table(&self, path: &str) -> Result<(), Box<dyn Error>> {
        let reader = Reader::new(&[]);
        let table = fs::read_to_string(path)?;
        let mut scores: Vec<(f32, bool)> = Vec::new();
        for (closes, text) in table.lines().filter_map(row) {
            let logit = reader.signs_of_closing(text).map_or(f32::MIN, |signs| self.logit(&signs));
            scores.push((logit, closes));
        }
        let share = |bound: f32, closes: bool| {
            let of = || scores.iter().filter(|(_, is)| *is == closes);
            of().filter(|(logit, _)| bound <= *logit).count() as f64 / of().count() as f64
        };
        let told = [0.5, 1.0, 1.5, 2.0].map(|bound| {
            format!("{bound}: {:.3} told, {:.3} false", share(bound, true), share(bound, false))
        });
        let auc = learn::auc(&mut scores).map_or_else(|| "–".to_owned(), |auc| format!("{auc:.4}"));
        eprintln!("closings, {path}: AUC {auc}; {}", told.join("; "));
        Ok(())
    }

    /// How many of the negative texts that nothing was learned from would close.
    pub fn measure(&self, others: &[Text]) {
        let reader = Reader::new(&[]);
        let mut logits: Vec<f32> = negative(others)
            .filter_map(|text| reader.signs_of_closing(&text.written))
            .map(|signs| self.logit(&signs))
            .collect();
        logits.sort_by(|a, b| b.total_cmp(a));
        let n = negative(others).count();
        for share in [0.001, 0.002, 0.004, 0.008] {
            if let Some(logit) = logits.get((n as f64 * share) as usize) {
                eprintln!("closings: {share} of {n} negative texts are above {logit:.2}");
            }
        }
    }
}

/// How much the signs at each place tell by themselves, from 0: the size of the logarithm of how much likelier they
/// are in closings than elsewhere. What is learned is weighed by this, which is better than either alone (Wang and
/// Manning 2012, naive Bayes features); what few texts hold tells nothing.
fn told(all: &[(Signs, bool)]) -> Vec<f64> {
    let mut seen = vec![[0_u32; 2]; 1 << CLOSING_BITS];
    for (signs, closes) in all {
        let mut places: Vec<usize> =
            signs.words.iter().chain(&signs.marks).map(|&sign| closing_place(sign)).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().for_each(|place| seen[place][usize::from(*closes)] += 1);
    }
    let n_closings = all.iter().filter(|(_, closes)| *closes).count() as f64;
    let n_open = all.len() as f64 - n_closings;
    let share = |n: u32, of: f64| (f64::from(n) + 1.0) / of;
    let by_itself = |[open, closing]: [u32; 2]| {
        let likelier = share(closing, n_closings) / share(open, n_open);
        if open + closing < MIN_TEXTS { 0.0 } else { learn::ln(likelier).abs().min(MAX_TOLD) }
    };
    seen.into_iter().map(by_itself).collect()
}

fn negative(texts: &[Text]) -> impl Iterator<Item = &Text> {
    texts.iter().filter(|text| text.negative)
}

/// Whether a text closes, of a table of kinds or of the table of sentences.
fn row(line: &str) -> Option<(bool, &str)> {
    if line.starts_with('#') {
        return None;
    }
    let (before, text) = line.rsplit_once('\t')?;
    let kind = before.rsplit('\t').next()?;
    Some((!matches!(kind, "open" | "no"), text))
}
