//! Entities of XML as letters, also those that real exports get wrong.

use std::borrow::Cow;

use crate::text::html;

/// Longer names are no entities.
const MAX_NAME: usize = 12;

/// A text with its entities decoded.
pub fn decode(text: &str) -> Cow<'_, str> {
    let Some((before, rest)) = text.split_once('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    let mut high = None;
    let mut rest = rest;
    loop {
        let name = rest.as_bytes().iter().take(MAX_NAME).position(|byte| matches!(byte, b';' | b'&'));
        let name = name.filter(|&end| rest.as_bytes().get(end) == Some(&b';'));
        let surrogate = high.take();
        match name.and_then(|end| rest.split_at_checked(end)) {
            Some((name, behind)) => {
                high = push(name, surrogate, &mut out);
                rest = behind.get(1..).unwrap_or_default();
            }
            None => out.push('&'),
        }
        let Some((before, behind)) = rest.split_once('&') else {
            out.push_str(rest);
            return Cow::Owned(out);
        };
        if !before.is_empty() {
            high = None;
        }
        out.push_str(before);
        rest = behind;
    }
}

/// Appends the letter of an entity; an unknown one stays as it is written. Some programs write a letter
/// beyond the first 65,536 as two halves, which is no XML: returned is the first half, given again as
/// `high` for the entity right behind it.
pub fn push(name: &str, high: Option<u16>, out: &mut String) -> Option<u16> {
    let Some(code) = number(name) else {
        match html::named_entity(name) {
            Some(letter) => out.push(letter),
            None => out.extend(["&", name, ";"]),
        }
        return None;
    };
    if let Some(letter) = char::from_u32(code) {
        out.push(letter);
        return None;
    }
    let half = u16::try_from(code).ok();
    if let (Some(high), Some(low)) = (high, half)
        && let Some(Ok(letter)) = char::decode_utf16([high, low]).next()
    {
        // The first half stands in the text as a replacement.
        out.pop();
        out.push(letter);
        return None;
    }
    out.push(char::REPLACEMENT_CHARACTER);
    half.filter(|half| (0xd800..0xdc00).contains(half))
}

fn number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix('#')?;
    match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    }
}
