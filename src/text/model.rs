//! The learned weights: what each run of letters says of the language, and each feature of the tone.

use super::gram::{self, Feature, PLACE_BITS};
use crate::message::Language;
use crate::message::hash::Hash;

/// The first line of a file of weights.
pub const MAGIC: &str = "hearback words 1";
/// Languages side by side in a row of the language table.
pub const WIDTH: usize = 16;
/// The language table has so many rows, as a power of 2.
pub const LANGUAGE_BITS: u32 = 14;
/// The table of closings has so many places, as a power of 2.
pub const CLOSING_BITS: u32 = 19;
/// One unit of the language table, in parts of a factor e.
pub const UNITS_PER_NAT: i32 = 16;

const SHIPPED: &[u8] = include_bytes!("model.bin");

/// A file of weights in memory.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// Everything above the weights: version, measures, sources and licences.
    pub manifest: &'static str,
    languages: &'static [u8],
    tone: &'static [u8],
    closings: &'static [u8],
    /// The value of one unit of tone.
    scale: f32,
    bias: f32,
    /// The same for closings.
    closing_scale: f32,
    closing_bias: f32,
}

/// What a feature sum says of the tone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub weights: i32,
    /// How many features there were, known or not.
    pub n: u32,
}

impl Model {
    /// The weights that the program carries.
    pub fn shipped() -> Self {
        // A test makes sure that the file is whole; without it the lists would still work.
        Self::parse(SHIPPED).unwrap_or(Self {
            manifest: "",
            languages: &[],
            tone: &[],
            closings: &[],
            scale: 0.0,
            bias: 0.0,
            closing_scale: 0.0,
            closing_bias: 0.0,
        })
    }

    fn parse(file: &'static [u8]) -> Option<Self> {
        let end = file.windows(2).position(|two| two == b"\n\n")?;
        let manifest = std::str::from_utf8(file.get(..=end)?).ok()?;
        let weights = file.get(end + 2..)?;
        manifest.strip_prefix(MAGIC)?.strip_prefix('\n')?;
        let (languages, weights) = weights.split_at_checked(WIDTH << LANGUAGE_BITS)?;
        let (tone, closings) = weights.split_at_checked(1 << PLACE_BITS)?;
        let number =
            |key: &str| value(manifest, key)?.parse::<f32>().ok().filter(|number| number.is_finite());
        (closings.len() == 1 << CLOSING_BITS).then_some(())?;
        Some(Self {
            manifest,
            languages,
            tone,
            closings,
            scale: number("scale")?,
            bias: number("bias")?,
            closing_scale: number("closing scale")?,
            closing_bias: number("closing bias")?,
        })
    }

    /// What one feature says of the tone.
    pub fn tone(&self, feature: Feature) -> i32 {
        self.tone.get(feature.place as usize).map_or(0, |&weight| i32::from(weight as i8))
    }

    /// What the features of these hashes say of the tone together.
    pub fn tones(&self, hashes: &[u32]) -> i32 {
        hashes.iter().map(|&hash| self.tone(Feature::of(hash))).sum()
    }

    /// Adds what runs of letters say of each language.
    pub fn add_languages(&self, hashes: &[u32], points: &mut [i16; WIDTH]) {
        // A copy stays in registers.
        let mut sums = *points;
        for &hash in hashes {
            let start = gram::slot(hash, LANGUAGE_BITS) * WIDTH;
            let row = self.languages.get(start..).and_then(|rows| rows.first_chunk::<WIDTH>());
            if let Some(row) = row {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(i16::from(weight as i8));
                }
            }
        }
        *points = sums;
    }

    /// What a sign with this hash says of a closing.
    pub fn closing(&self, hash: u32) -> i32 {
        self.closings.get(closing_place(hash)).map_or(0, |&weight| i32::from(weight as i8))
    }

    /// What the signs with these hashes say of a closing together.
    pub fn closings(&self, hashes: &[u32]) -> i32 {
        hashes.iter().map(|&hash| self.closing(hash)).sum()
    }

    /// The logit of a closing whose signs sum up to this.
    pub fn closing_logit(&self, sum: f32) -> f32 {
        sum * self.closing_scale + self.closing_bias
    }

    /// The logit of a complaint.
    pub fn logit(&self, sum: Sum) -> f32 {
        if sum.n == 0 {
            return 0.0;
        }
        sum.weights as f32 * self.scale / (sum.n as f32).sqrt() + self.bias
    }
}

/// The place of a sign in the table of closings.
pub fn closing_place(hash: u32) -> usize {
    gram::slot(hash, CLOSING_BITS)
}

/// The value of a line `key = value` above the weights.
pub fn value<'m>(manifest: &'m str, key: &str) -> Option<&'m str> {
    let mut lines = manifest.lines().filter_map(|line| line.split_once(" = "));
    lines.find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// The digest that the manifest names: of everything below it.
pub fn digest(weights: &[u8]) -> String {
    let mut hash = Hash::default();
    weights.iter().for_each(|&byte| hash.add(byte));
    format!("{:016x}", hash.value())
}

/// The languages that have a column in the language table, in its order.
pub const COLUMNS: [Language; 10] = [
    Language::English,
    Language::Polish,
    Language::Russian,
    Language::Finnish,
    Language::German,
    Language::Swedish,
    Language::Czech,
    Language::Spanish,
    Language::French,
    Language::Italian,
];

#[cfg(test)]
mod tests;
