//! Bytes of mail as text: charsets, base64, quoted-printable and the encoded words of header values.

pub mod charset;

use std::borrow::Cow;

pub use charset::text;

/// A header value as text: unfolded, its encoded words decoded (RFC 2047), tolerant of what real mail does:
/// words without spaces around them, a language tag, characters split over two words, raw UTF-8.
pub fn words(raw: &[u8]) -> Cow<'_, str> {
    let unfolded = unfold(raw);
    if memchr::memmem::find(&unfolded, b"=?").is_none() {
        return match unfolded {
            Cow::Borrowed(raw) => text(raw, None),
            Cow::Owned(raw) => Cow::Owned(text(&raw, None).into_owned()),
        };
    }
    let mut output = Output::default();
    let mut rest: &[u8] = &unfolded;
    while let Some(idx) = memchr::memmem::find(rest, b"=?") {
        let (plain, word) = rest.split_at_checked(idx).unwrap_or((rest, &[]));
        if let Some((word, after)) = Word::parse(word) {
            output.plain(plain, true);
            output.word(&word);
            rest = after;
        } else {
            let (head, after) = rest.split_at_checked(idx + 2).unwrap_or((rest, &[]));
            output.plain(head, false);
            rest = after;
        }
    }
    output.plain(rest, false);
    output.flush();
    Cow::Owned(output.text)
}

/// Decodes base64 up to the first byte that is none, and not beyond `max` bytes; white space is skipped.
pub fn base64(input: &[u8], max: usize) -> Vec<u8> {
    let mut output = Vec::with_capacity((input.len() / 4 * 3 + 3).min(max.saturating_add(3)));
    let mut bits: u32 = 0;
    let mut n_digits = 0;
    for &byte in input {
        match DIGITS[usize::from(byte)] {
            SPACE => {}
            NONE => break,
            digit => {
                bits = bits << 6 | u32::from(digit);
                n_digits += 1;
                if n_digits == 4 {
                    let [_, a, b, c] = bits.to_be_bytes();
                    output.extend_from_slice(&[a, b, c]);
                    n_digits = 0;
                    bits = 0;
                    if output.len() >= max {
                        break;
                    }
                }
            }
        }
    }
    match n_digits {
        2 => output.push((bits >> 4) as u8),
        3 => output.extend_from_slice(&((bits >> 2) as u16).to_be_bytes()),
        _ => {}
    }
    output.truncate(max);
    output
}

/// Decodes quoted-printable (RFC 2045 §6.7), not beyond `max` bytes; what is no escape stays as it is.
pub fn quoted_printable(input: &[u8], max: usize) -> Vec<u8> {
    let mut output = Vec::with_capacity(input.len().min(max));
    let mut rest = input;
    while let Some(idx) = memchr::memchr(b'=', rest) {
        let (plain, escape) = rest.split_at_checked(idx).unwrap_or((rest, &[]));
        output.extend_from_slice(plain);
        if output.len() >= max {
            break;
        }
        let after = escape.get(1..).unwrap_or_default();
        rest = match after {
            [b'\n', after @ ..] | [b'\r', b'\n', after @ ..] => after,
            [high, low, tail @ ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    output.push(high << 4 | low);
                    tail
                }
                _ => {
                    output.push(b'=');
                    after
                }
            },
            _ => {
                output.push(b'=');
                after
            }
        };
    }
    if output.len() < max {
        output.extend_from_slice(rest);
    }
    output.truncate(max);
    output
}

const NONE: u8 = 255;
const SPACE: u8 = 254;

/// The value of each byte as a digit of base64.
const DIGITS: [u8; 256] = {
    let mut digits = [NONE; 256];
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut value = 0;
    while value < 64 {
        digits[alphabet[value] as usize] = value as u8;
        value += 1;
    }
    digits[b' ' as usize] = SPACE;
    digits[b'\t' as usize] = SPACE;
    digits[b'\r' as usize] = SPACE;
    digits[b'\n' as usize] = SPACE;
    digits
};

/// Line ends before folded lines go; the space that follows them stays.
fn unfold(raw: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr2(b'\n', b'\r', raw).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut output = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(idx) = memchr::memchr2(b'\n', b'\r', rest) {
        output.extend_from_slice(rest.get(..idx).unwrap_or_default());
        let after = rest.get(idx..).unwrap_or_default();
        let skip = after.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        output.push(b' ');
        rest = after.get(skip..).unwrap_or_default();
    }
    output.extend_from_slice(rest);
    Cow::Owned(output)
}

/// An encoded word: `=?charset?encoding?text?=`.
struct Word<'a> {
    charset: &'a [u8],
    is_base64: bool,
    text: &'a [u8],
}

impl<'a> Word<'a> {
    /// The word at the start of `bytes`, and what follows it.
    fn parse(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let rest = bytes.strip_prefix(b"=?")?;
        // Charset names are short: a longer one is no word, and the search stays linear.
        let charset_len = memchr::memchr(b'?', rest.get(..80).unwrap_or(rest))?;
        let (charset, rest) = rest.split_at_checked(charset_len)?;
        let (is_base64, rest) = match rest {
            [b'?', b'B' | b'b', b'?', rest @ ..] => (true, rest),
            [b'?', b'Q' | b'q', b'?', rest @ ..] => (false, rest),
            _ => return None,
        };
        if charset.is_empty() || !charset.iter().all(u8::is_ascii_graphic) {
            return None;
        }
        // RFC 2047 allows 75 characters; writers that do not fold make longer ones. The limit keeps
        // values full of unfinished words linear.
        let len = memchr::memmem::find(rest.get(..4096).unwrap_or(rest), b"?=")?;
        let (text, after) = rest.split_at_checked(len)?;
        // `=?utf-8*pl?…`: a language (RFC 2231 §5).
        let charset = charset.split(|&byte| byte == b'*').next().unwrap_or_default();
        Some((Self { charset, is_base64, text }, after.get(2..).unwrap_or_default()))
    }

    fn bytes(&self) -> Vec<u8> {
        if self.is_base64 {
            return base64(self.text, usize::MAX);
        }
        let spaced: Vec<u8> = self.text.iter().map(|&byte| if byte == b'_' { b' ' } else { byte }).collect();
        quoted_printable(&spaced, usize::MAX)
    }
}

/// Joins the bytes of neighbouring words of one charset before they are decoded.
#[derive(Default)]
struct Output {
    text: String,
    pending: Vec<u8>,
    charset: Vec<u8>,
    after_word: bool,
}

impl Output {
    fn plain(&mut self, bytes: &[u8], before_word: bool) {
        // White space between two words is no text.
        if before_word && self.after_word && bytes.trim_ascii().is_empty() {
            return;
        }
        if bytes.is_empty() {
            return;
        }
        self.flush();
        self.text.push_str(&text(bytes, None));
        self.after_word = false;
    }

    fn word(&mut self, word: &Word<'_>) {
        // Words of charsets with shifts are complete, and their shifts must not meet.
        let has_shifts = word.charset.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"iso-2022"));
        if has_shifts || !self.charset.eq_ignore_ascii_case(word.charset) {
            self.flush();
            self.charset = word.charset.to_vec();
        }
        self.pending.extend_from_slice(&word.bytes());
        self.after_word = true;
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            // A line break inside a word would break the value apart.
            let decoded = text(&self.pending, Some(&self.charset));
            self.text.extend(decoded.chars().map(|c| if c.is_control() { ' ' } else { c }));
            self.pending.clear();
        }
    }
}

const fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
