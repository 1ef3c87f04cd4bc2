//! A hash that tells equal texts.

use super::fold;
use crate::message::hash::Hash;

/// Of shorter texts the numbers are what they say: "It costs 120 zł".
const MIN_BESIDE_NUMBERS: usize = 40;

/// The hash of the text in lower case with single spaces. Where there is much beside its numbers, the upper half is that of
/// the text without them, so that acknowledgements with different ticket numbers have it in common.
pub fn fingerprint(text: &str) -> u64 {
    const UPPER: u64 = !(u32::MAX as u64);
    let mut print = Print::default();
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = print.any;
            continue;
        }
        if std::mem::take(&mut gap) {
            print.add(b' ');
        }
        print.any = true;
        // Most letters need no table.
        if letter.is_ascii_digit() {
            print.all.add(letter as u8);
        } else if letter.is_ascii() {
            print.add(letter.to_ascii_lowercase() as u8);
            print.n_beside += 1;
        } else {
            print = with_lower(print, letter);
            print.n_beside += 1;
        }
    }
    let (all, beside) = (print.all.value(), print.beside.value());
    if print.n_beside < MIN_BESIDE_NUMBERS { all } else { (beside & UPPER) | (all & !UPPER) }
}

/// The part of a fingerprint that is equal for equal texts, and mostly for those that differ in their numbers alone.
pub const fn beside_numbers(fingerprint: u64) -> u32 {
    (fingerprint >> 32) as u32
}

/// What [`fingerprint`] has read so far.
#[derive(Clone, Copy, Default)]
struct Print {
    all: Hash,
    /// Without the digits.
    beside: Hash,
    n_beside: usize,
    any: bool,
}

impl Print {
    const fn add(&mut self, byte: u8) {
        self.all.add(byte);
        self.beside.add(byte);
    }
}

/// By value, so that the hash needs no memory between the letters of [`fingerprint`].
fn with_lower(mut print: Print, letter: char) -> Print {
    let mut add = |lower: char| lower.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| print.add(byte));
    if fold::is_lower(letter) {
        add(letter);
    } else {
        letter.to_lowercase().for_each(add);
    }
    print
}
