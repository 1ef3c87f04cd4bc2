//! Learns the weights that the program carries, `src/text/model.bin`, and says how good they are.
//!
//! `cargo run --release --example train -- /path/to/text > src/text/model.bin`: the folder holds `train.tsv.gz` and
//! `dev.tsv.gz` with the columns language, source, label (0 negative, 1 neutral, 2 positive) and text. What closes a
//! conversation is learned from `examples/train/closings`, which were invented for that; further arguments name tables
//! of closings (`kind`, `text`) to measure. The same texts give the same bytes on every machine: one thread, a fixed
//! order, and no function of the machine's own.

#![expect(clippy::print_stderr, reason = "an example speaks to whoever runs it")]

use std::error::Error;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::{env, fs};

use flate2::read::GzDecoder;
use hearback::text::gram::{self, LANGUAGE_RUNS, Runs, slot};
use hearback::text::learn;
use hearback::text::model::{self, LANGUAGE_BITS, UNITS_PER_NAT, WIDTH};
use hearback::text::token::Tokens;

mod closings;
mod tone;

use closings::Closings;
use tone::Tone;

/// Added to each count of the language table.
const SMOOTHING: f64 = 0.5;
/// The largest weights are cut at this share of all, so that one odd word does not blur the others.
const CUT: f64 = 0.0005;

const SOURCES: &[&str] = &[
    "XED subtitle lines with emotions (Helsinki-NLP/XED), CC BY 4.0",
    "VADER ground truth (cjhutto/vaderSentiment), MIT",
    "Sentiment Labelled Sentences (UCI Machine Learning Repository, D. Kotzias), CC BY 4.0",
    "closings and near misses invented for hearback (examples/train/closings), MIT",
];

struct Text {
    language: usize,
    source: String,
    negative: bool,
    written: String,
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
    let closings = Closings::learn(&train);
    closings.measure(&dev);
    for table in env::args().skip(2) {
        closings.measure_table(&table)?;
    }
    let mut weights = languages;
    weights.extend(&tone.weights.units);
    weights.extend(&closings.weights.units);
    io::stdout().write_all(manifest(&tone, &closings, &weights, train.len()).as_bytes())?;
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
            written: text,
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

/// Weights in a byte each.
struct Quantised {
    units: Vec<u8>,
    /// The value of one unit.
    scale: f32,
}

impl Quantised {
    fn of(weights: &[f64]) -> Self {
        let mut sizes: Vec<f64> =
            weights.iter().map(|weight| weight.abs()).filter(|&size| size > 0.0).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let largest = sizes.get((sizes.len() as f64 * CUT) as usize).copied().unwrap_or(1.0);
        let scale = largest / 127.0;
        Self { units: weights.iter().map(|weight| quantised(weight / scale)).collect(), scale: scale as f32 }
    }

    fn unit(&self, place: usize) -> i32 {
        i32::from(self.units[place] as i8)
    }
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

fn manifest(tone: &Tone, closings: &Closings, weights: &[u8], n_texts: usize) -> String {
    let mut lines = vec![
        model::MAGIC.to_owned(),
        format!("digest = {}", model::digest(weights)),
        format!("texts = {n_texts}"),
        format!("closings = {}", closings.n_texts),
        format!("scale = {}", tone.weights.scale),
        format!("bias = {}", tone.bias),
        format!("closing scale = {}", closings.weights.scale),
        format!("closing bias = {}", closings.bias),
    ];
    lines.extend(SOURCES.iter().map(|source| format!("source = {source}")));
    lines.join("\n") + "\n\n"
}
