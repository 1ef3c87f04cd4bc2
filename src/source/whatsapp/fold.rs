//! Characters of a WhatsApp line as they are compared: without direction marks, one kind of space, ASCII
//! digits.

use std::borrow::Cow;

/// Marks of text direction and the byte order mark: they print nothing.
pub const fn is_mark(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The character as it is compared.
pub fn fold(c: char) -> char {
    match c {
        _ if c.is_ascii() => c,
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '،' => ',',
        _ => digit(c).unwrap_or(c),
    }
}

/// The zeros of the scripts in which phones write numbers; nine more digits follow each.
const ZEROS: [char; 17] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
    '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{ff10}',
];

fn digit(c: char) -> Option<char> {
    ZEROS.iter().find_map(|&zero| {
        let value = (c as u32).checked_sub(zero as u32)?;
        char::from_digit(value, 10)
    })
}

/// A text for people to read: without marks and unusual spaces, trimmed.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() || !text.contains(|c| is_mark(c) || is_space(c)) {
        return Cow::Borrowed(text);
    }
    let spaced = text.chars().filter(|&c| !is_mark(c)).map(|c| if is_space(c) { ' ' } else { c });
    Cow::Owned(spaced.collect::<String>().trim().to_owned())
}

const fn is_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Letters with an accent written as two characters, as file names of macOS have them, as one.
pub fn compose(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for c in text.chars() {
        let joined = composed.chars().next_back().and_then(|base| join(base, c));
        if let Some(letter) = joined {
            composed.pop();
            composed.push(letter);
        } else {
            composed.push(c);
        }
    }
    composed
}

const ACCENTED: [(char, &str, &str); 8] = [
    ('\u{301}', "acdeilnorsuyzACDEILNORSUYZ", "áćdéíĺńóŕśúýźÁĆDÉÍĹŃÓŔŚÚÝŹ"),
    ('\u{307}', "zZ", "żŻ"),
    ('\u{328}', "aeAE", "ąęĄĘ"),
    ('\u{308}', "aeiouAEIOUеЕіІ", "äëïöüÄËÏÖÜёЁїЇ"),
    ('\u{30c}', "cdenrstzCDENRSTZ", "čďěňřšťžČĎĚŇŘŠŤŽ"),
    ('\u{30a}', "auAU", "åůÅŮ"),
    ('\u{300}', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('\u{306}', "иИgG", "йЙğĞ"),
];

fn join(base: char, accent: char) -> Option<char> {
    let (_, bases, letters) = ACCENTED.iter().find(|(mark, ..)| *mark == accent)?;
    let letter = bases.chars().zip(letters.chars()).find(|(plain, _)| *plain == base)?.1;
    // A few pairs have no letter of their own and stand for themselves in the table.
    if letter == base { None } else { Some(letter) }
}
