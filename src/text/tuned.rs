//! The weights that a shop learned from its own rated texts: a small file, read back with care.

use super::gram::{self, Feature};
use super::model::{digest, value};
use super::tone::Parts;

/// The first line of the file.
pub const MAGIC: &str = "hearback tuned 1";
/// The table has so many weights, as a power of 2.
pub const BITS: u32 = 16;
/// No file of weights is larger.
pub const MAX_BYTES: usize = 1 << 20;
/// No honest number in it is larger.
const MAX_NUMBER: f32 = 1000.0;

/// Weights of the parts of the shipped judgement, and of the shop's own features.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuned {
    pub bias: f32,
    pub lexicon: f32,
    pub linear: f32,
    pub afinn: f32,
    /// The value of one unit of the table.
    pub scale: f32,
    /// One per place of the table; empty when only the bound was moved.
    pub table: Vec<i8>,
}

impl Tuned {
    /// What one feature weighs, in units.
    pub fn weight(&self, feature: Feature) -> i32 {
        self.table.get(gram::slot(feature.hash, BITS)).map_or(0, |&weight| i32::from(weight))
    }

    /// What the features of a text weigh together.
    pub fn sum(&self, weights: i32, n: u32) -> f32 {
        if n == 0 { 0.0 } else { weights as f32 * self.scale / (n as f32).sqrt() }
    }

    /// The logit of a complaint, which is 1 at the bound.
    pub fn logit(&self, parts: Parts, own: f32) -> f32 {
        self.bias + self.lexicon * parts.lexicon + self.linear * parts.linear + self.afinn * parts.afinn + own
    }

    /// The file; `notes` are further lines `key = value` for people.
    pub fn to_bytes(&self, notes: &[(&str, String)]) -> Vec<u8> {
        let table: Vec<u8> = self.table.iter().map(|&weight| weight as u8).collect();
        let mut head = format!("{MAGIC}\ndigest = {}\n", digest(&table));
        for (key, text) in notes {
            head.push_str(&format!("{key} = {text}\n"));
        }
        for (key, number) in self.numbers() {
            head.push_str(&format!("{key} = {number}\n"));
        }
        head.push('\n');
        let mut file = head.into_bytes();
        file.extend(table);
        file
    }

    /// Reads a file; the error says what is wrong with it.
    pub fn parse(file: &[u8]) -> Result<Self, String> {
        let first = file.split(|&byte| byte == b'\n').next().unwrap_or_default();
        if first != MAGIC.as_bytes() {
            return Err(format!("its first line is not \"{MAGIC}\"; write a new file with `hearback tune`"));
        }
        let end = file.windows(2).position(|two| two == b"\n\n");
        let parts = end.and_then(|end| Some((file.get(..=end)?, file.get(end + 2..)?)));
        let (head, table) = parts.ok_or("it ends within its head")?;
        let head = std::str::from_utf8(head).map_err(|_| "its head is not UTF-8")?;
        if !matches!(table.len(), 0 | 0x1_0000) {
            return Err(format!("it holds {} weights, expected {} or none", table.len(), 1 << BITS));
        }
        if value(head, "digest") != Some(digest(table).as_str()) {
            return Err("its digest does not fit its weights: the file was damaged or changed".to_owned());
        }
        let number = |key: &str| {
            let number = value(head, key).and_then(|text| text.parse::<f32>().ok());
            number
                .filter(|number| number.abs() <= MAX_NUMBER)
                .ok_or_else(|| format!("{key} is missing or no number up to {MAX_NUMBER}"))
        };
        Ok(Self {
            bias: number("bias")?,
            lexicon: number("lexicon")?,
            linear: number("linear")?,
            afinn: number("afinn")?,
            scale: number("scale")?,
            table: table.iter().map(|&weight| weight as i8).collect(),
        })
    }

    fn numbers(&self) -> [(&'static str, f32); 5] {
        [
            ("bias", self.bias),
            ("lexicon", self.lexicon),
            ("linear", self.linear),
            ("afinn", self.afinn),
            ("scale", self.scale),
        ]
    }
}

#[cfg(test)]
mod tests;
