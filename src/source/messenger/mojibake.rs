//! Repairs the texts of the download, in which each byte of UTF-8 stands as a character of its own.

use std::borrow::Cow;

/// `CzeÅ\u{9b}Ä\u{87}` is `Cześć`. What holds other characters, or is no UTF-8 when read so, is right as it is.
pub fn repair(text: &str) -> Cow<'_, str> {
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(repaired) if !repaired.is_ascii() => Cow::Owned(repaired),
        _ => Cow::Borrowed(text),
    }
}
