//! Which charset bytes are in: by validity, by declaration, by the look of them.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// `bytes` as text. UTF-8 that is valid wins over a missing or single-byte declaration, then what is
/// declared if it can be, then the most likely single-byte charset of Europe.
pub fn text<'a>(bytes: &'a [u8], declared: Option<&[u8]>) -> Cow<'a, str> {
    let encoding = declared.and_then(of_label);
    if encoding.is_none_or(|encoding| encoding == UTF_8 || encoding.is_single_byte())
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Cow::Borrowed(text);
    }
    let encoding = match encoding {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if is_mostly_utf8(bytes) => UTF_8,
        _ => guess(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// The charset of a label, with the names that mail uses and standards do not know.
fn of_label(label: &[u8]) -> Option<&'static Encoding> {
    let label = label.trim_ascii();
    // Other bytes than ASCII's declare nothing by that name.
    if ["us-ascii", "ascii"].iter().any(|name| label.eq_ignore_ascii_case(name.as_bytes())) {
        return None;
    }
    if let Some(encoding) = Encoding::for_label_no_replacement(label) {
        return Some(encoding);
    }
    let lower = String::from_utf8_lossy(label).to_ascii_lowercase().replace('_', "-");
    let name = lower.trim_matches(['"', '\'']);
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let alias = match name {
        "utf" | "utf8mb4" | "x-utf-8" | "utf-8-sig" => "utf-8",
        "latin" | "latin-1" | "iso-latin-1" => "windows-1252",
        "latin-2" => "iso-8859-2",
        "koi8r" | "x-koi8-r" => "koi8-r",
        _ if digits.len() == 4 && digits.starts_with("125") => {
            return Encoding::for_label(format!("windows-{digits}").as_bytes());
        }
        _ if name.starts_with("iso") && digits.starts_with("8859") => {
            let part = digits.get(4..).unwrap_or_default().trim_start_matches('-');
            return Encoding::for_label(format!("iso-8859-{part}").as_bytes());
        }
        _ => name,
    };
    Encoding::for_label_no_replacement(alias.as_bytes())
}

/// UTF-8 with some damage, such as a character that the end cuts in two: no more of it is broken than whole.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_whole, mut n_broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_broken <= n_whole
}

/// The most likely single-byte charset of text that is not UTF-8.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut n_ascii = 0_usize;
    let mut n_letters = 0_usize;
    let mut n_lower_1251 = 0_usize;
    let mut n_polish = 0_usize;
    for &byte in bytes.iter().take(4096) {
        n_ascii += usize::from(byte.is_ascii_alphabetic());
        n_letters += usize::from(byte >= 0xC0);
        n_lower_1251 += usize::from(byte >= 0xE0);
        // ą ł ż ś ź of windows-1250, which are signs in windows-1252.
        n_polish += usize::from(matches!(byte, 0xB9 | 0xB3 | 0xBF | 0x9C | 0x9F));
    }
    if n_letters > n_ascii {
        // Small letters are the upper half in windows-1251 and the lower one in KOI8-R.
        return if n_lower_1251 * 2 >= n_letters { WINDOWS_1251 } else { encoding_rs::KOI8_R };
    }
    if n_polish > 0 { WINDOWS_1250 } else { WINDOWS_1252 }
}
