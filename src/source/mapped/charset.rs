//! Which encoding a mapped file is in where it is not UTF-8: as the settings or the mapping say, or by its look.

use encoding_rs::{Encoding, ISO_8859_2, WINDOWS_1250};

use super::mapping::{Charset, Mapping};
use crate::mail::decode::charset::guess;
use crate::problem::Problem;
use crate::source::Stream;

/// The encoding to try when the bytes are not UTF-8.
pub fn declared(mapping: &Mapping, stream: &Stream<'_>, head: &[u8]) -> Option<&'static Encoding> {
    stream.settings.encoding.or_else(|| match mapping.input.charset {
        Charset::Settings => None,
        Charset::Named(encoding) => Some(encoding),
        Charset::Guessed => guessed(head),
    })
}

/// Says what was guessed, if anything.
pub fn remark(mapping: &Mapping, stream: &Stream<'_>, head: &[u8]) -> Option<Problem> {
    if stream.settings.encoding.is_some() || mapping.input.charset != Charset::Guessed {
        return None;
    }
    let name = guessed(head)?.name();
    let text =
        format!("not UTF-8 and read as {name} by the look of its letters; name the encoding in a [[source]]");
    Some(Problem::file("encoding-guessed", text))
}

/// None for UTF-8, also for one that the end of the head cuts.
fn guessed(head: &[u8]) -> Option<&'static Encoding> {
    let has_mark = Encoding::for_bom(head).is_some();
    let error = std::str::from_utf8(head).err()?;
    if has_mark || head.contains(&0) || error.error_len().is_none() {
        return None;
    }
    let found = guess(head);
    // ą, ś and ź stand elsewhere in the two Polish encodings.
    let count = |signs: [u8; 3]| head.iter().filter(|byte| signs.contains(byte)).count();
    let is_latin_2 = count([0xb9, 0x9c, 0x9f]) < count([0xb1, 0xb6, 0xbc]);
    let is_latin = !found.name().ends_with("1251") && !found.name().starts_with("KOI8");
    Some(if is_latin && is_latin_2 {
        ISO_8859_2
    } else if is_latin && 0 < count([0xb9, 0x9c, 0x9f]) {
        WINDOWS_1250
    } else {
        found
    })
}
