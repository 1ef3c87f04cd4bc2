//! Learns the weights that the program carries, `src/text/model.bin`, and says how good they are.
//!
//! `cargo run --release --example train -- /path/to/text > src/text/model.bin`: the folder holds `train.tsv.gz` and
//! `dev.tsv.gz` with the columns language, source, label (0 negative, 1 neutral, 2 positive) and text. The same
//! texts give the same bytes on every machine: one thread, a fixed order, and no function of the machine's own.

#![expect(clippy::print_stderr, reason = "an example speaks to whoever runs it")]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::{env, fs};

use flate2::read::GzDecoder;
use hearback::text::gram::{self, Feature, LANGUAGE_RUNS, PLACE_BITS, Runs, features, slot};
use hearback::text::learn::{self, Example, Plan};
use hearback::text::model::{self, LANGUAGE_BITS, UNITS_PER_NAT, WIDTH};
use hearback::text::token::Tokens;

/// A run of letters in fewer texts than this is left out: it may be a name, and it proves nothing.
const MIN_TEXTS: u32 = 5;
/// Added to each count of the language table.
const SMOOTHING: f64 = 0.5;
/// A source counts no more than so many texts of it would.
const MAX_WEIGHT: f64 = 6000.0;
const PLAN: Plan = Plan { n_rounds: 6, rate: 0.15, pull: 2e-6 };
/// The largest weights are cut at this share of all, so that one odd word does not blur the others.
const CUT: f64 = 0.0005;

const SOURCES: &[&str] = &[
    "XED subtitle lines with emotions (Helsinki-NLP/XED), CC BY 4.0",
    "VADER ground truth (cjhutto/vaderSentiment), MIT",
    "Sentiment Labelled Sentences (UCI Machine Learning Repository, D. Kotzias), CC BY 4.0",
];

struct Text {
    language: usize,
    source: String,
    negative: bool,
    tokens: Tokens,
    n_letters: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("name the folder that holds train.tsv.gz and dev.tsv.gz")?;
    let train = read(&Path::new(&folder).join("train.tsv.gz"))?;
    let dev = read(&Path::new(&folder).join("dev.tsv.gz"))?;
    let languages = languages(&train);
    measure_languages(&languages, &dev);
    let tone = Tone::learn(&train);
    tone.measure(&dev);
    let mut weights = languages;
    weights.extend(&tone.weights);
    io::stdout().write_all(manifest(&tone, &weights, train.len()).as_bytes())?;
    io::stdout().write_all(&weights)?;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut table = String::new();
    GzDecoder::new(fs::File::open(path)?).read_to_string(&mut table)?;
    let mut texts = Vec::new();
    for line in table.lines().skip(1) {
        let [language, source, label, text] = line.splitn(4, '\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not four columns: {line}").into());
        };
        let text = without_names(text);
        texts.push(Text {
            language: model::COLUMNS
                .iter()
                .position(|known| known.name() == language)
                .ok_or_else(|| format!("no such language: {language}"))?,
            source: source.to_owned(),
            negative: label == "0",
            tokens: Tokens::read(&text),
            n_letters: text.chars().count(),
        });
    }
    Ok(texts)
}

/// `[PERSON]` and its like stand where a name was.
fn without_names(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        out.push_str(before);
        rest = match behind.split_once(']') {
            Some((inside, after)) if inside.bytes().all(|byte| byte.is_ascii_uppercase()) => after,
            _ => behind,
        };
    }
    out + rest
}

/// The language table: how much likelier each run of letters is in a language than in the others.
fn languages(texts: &[Text]) -> Vec<u8> {
    let n_rows = 1 << LANGUAGE_BITS;
    let n = model::COLUMNS.len();
    let mut counts = vec![[0.0_f64; WIDTH]; n_rows];
    let mut totals = [0.0_f64; WIDTH];
    for text in texts {
        for token in &text.tokens.all {
            for run in Runs::of(gram::letters(&text.tokens, token)).of_length(LANGUAGE_RUNS) {
                counts[slot(run.hash, LANGUAGE_BITS)][text.language] += 1.0;
                totals[text.language] += 1.0;
            }
        }
    }
    let mut weights = Vec::with_capacity(n_rows * WIDTH);
    for counts in &counts {
        let mut row = [0.0; WIDTH];
        for idx in 0..n {
            let share = (counts[idx] + SMOOTHING) / (totals[idx] + SMOOTHING * n_rows as f64);
            row[idx] = learn::ln(share);
        }
        let mean = row.iter().sum::<f64>() / n as f64;
        let unit = f64::from(UNITS_PER_NAT);
        weights.extend(
            row.iter().enumerate().map(
                |(idx, share)| {
                    if idx < n { quantised((share - mean) * unit) } else { 0 }
                },
            ),
        );
    }
    weights
}

fn quantised(value: f64) -> u8 {
    value.round().clamp(-127.0, 127.0) as i8 as u8
}

fn measure_languages(weights: &[u8], dev: &[Text]) {
    for (name, range) in [("under 15", 0..15), ("15 to 39", 15..40), ("40 and more", 40..usize::MAX)] {
        let texts: Vec<&Text> = dev.iter().filter(|text| range.contains(&text.n_letters)).collect();
        let right = texts.iter().filter(|text| guess(weights, text) == Some(text.language)).count();
        eprintln!("language, {name} letters: {:.3} of {}", right as f64 / texts.len() as f64, texts.len());
    }
}

fn guess(weights: &[u8], text: &Text) -> Option<usize> {
    let mut points = [0_i64; WIDTH];
    for token in &text.tokens.all {
        for run in Runs::of(gram::letters(&text.tokens, token)).of_length(LANGUAGE_RUNS) {
            let row = &weights[slot(run.hash, LANGUAGE_BITS) * WIDTH..][..WIDTH];
            points.iter_mut().zip(row).for_each(|(points, &weight)| *points += i64::from(weight as i8));
        }
    }
    (0..model::COLUMNS.len()).max_by_key(|&idx| points[idx])
}

/// The tone table as it is written.
struct Tone {
    weights: Vec<u8>,
    scale: f32,
    bias: f32,
}

impl Tone {
    fn learn(texts: &[Text]) -> Self {
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
        let mut sizes: Vec<f64> =
            weights.iter().map(|weight| weight.abs()).filter(|&size| size > 0.0).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let largest = sizes.get((sizes.len() as f64 * CUT) as usize).copied().unwrap_or(1.0);
        let scale = largest / 127.0;
        Self {
            weights: weights.iter().map(|weight| quantised(weight / scale)).collect(),
            scale: scale as f32,
            bias: fit.bias as f32,
        }
    }

    fn logit(&self, text: &Text) -> f32 {
        let (mut sum, mut n) = (0_i32, 0_u32);
        features(&text.tokens, |feature| {
            sum += i32::from(self.weights[feature.place as usize] as i8);
            n += 1;
        });
        if n == 0 { 0.0 } else { sum as f32 * self.scale / (n as f32).sqrt() + self.bias }
    }

    fn measure(&self, dev: &[Text]) {
        let mut scores: BTreeMap<&str, Vec<(f32, bool)>> = BTreeMap::new();
        for text in dev {
            scores
                .entry(model::COLUMNS[text.language].name())
                .or_default()
                .push((self.logit(text), text.negative));
        }
        let mut total = 0.0;
        for (language, scores) in &mut scores {
            let mean = scores.iter().map(|(logit, _)| logit).sum::<f32>() / scores.len() as f32;
            let auc = learn::auc(scores).unwrap_or_default();
            total += auc;
            eprintln!("tone, {language}: AUC {auc:.4} of {}, mean logit {mean:.2}", scores.len());
        }
        eprintln!("tone, mean AUC {:.4}", total / scores.len() as f64);
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

fn manifest(tone: &Tone, weights: &[u8], n_texts: usize) -> String {
    let mut lines = vec![
        model::MAGIC.to_owned(),
        format!("digest = {}", model::digest(weights)),
        format!("texts = {n_texts}"),
        format!("scale = {}", tone.scale),
        format!("bias = {}", tone.bias),
    ];
    lines.extend(SOURCES.iter().map(|source| format!("source = {source}")));
    lines.join("\n") + "\n\n"
}
