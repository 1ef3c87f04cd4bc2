//! Letters as the word lists see them: lower case, without diacritics.

use std::borrow::Cow;

/// What a letter says about the language, as a bit; see [`Letter::marks`].
pub mod mark {
    pub const RUSSIAN: u16 = 1;
    pub const UKRAINIAN: u16 = 1 << 1;
    pub const POLISH: u16 = 1 << 2;
    pub const CZECH: u16 = 1 << 3;
    /// Czech has it, and others may.
    pub const CARON: u16 = 1 << 4;
    pub const GERMAN: u16 = 1 << 5;
    pub const U_DOTS: u16 = 1 << 6;
    pub const RING: u16 = 1 << 7;
    /// ä and ö.
    pub const DOTS: u16 = 1 << 8;
    pub const CYRILLIC: u16 = 1 << 9;
    pub const SPANISH: u16 = 1 << 10;
    /// Romance accents.
    pub const GRAVE: u16 = 1 << 11;
    /// A letter of a script that no list is written in.
    pub const FOREIGN: u16 = 1 << 12;
}

/// A letter of the alphabets that the lists are written in.
#[derive(Clone, Copy)]
pub struct Letter {
    /// Lower case without its diacritic; `\0` where that is no single letter.
    pub folded: char,
    pub capital: bool,
    pub marks: u16,
}

const LATIN: u32 = 0xc0;
const LATIN_END: u32 = 0x180;
const CYRILLIC: u32 = 0x400;
const CYRILLIC_END: u32 = 0x492;

static LATIN_LETTERS: [Letter; (LATIN_END - LATIN) as usize] = table(LATIN);
static CYRILLIC_LETTERS: [Letter; (CYRILLIC_END - CYRILLIC) as usize] = table(CYRILLIC);

/// The letter, where it is one of Latin or Cyrillic beyond ASCII; the tables of Unicode are slow to ask.
pub fn known(letter: char) -> Option<Letter> {
    let code = letter as u32;
    let known = match code {
        LATIN..LATIN_END => LATIN_LETTERS.get((code - LATIN) as usize),
        CYRILLIC..CYRILLIC_END => CYRILLIC_LETTERS.get((code - CYRILLIC) as usize),
        _ => None,
    };
    known.copied().filter(|letter| letter.folded != '\u{1}')
}

/// A letter of the tables that is in lower case; of others the tables of Unicode must be asked.
pub fn is_lower(letter: char) -> bool {
    known(letter).is_some_and(|known| !known.capital)
}

/// Appends the folded form of `letter`. `й` and `ї` keep their mark, because without it they are other
/// letters; `ё` loses it, because hardly anybody types it.
pub fn push(out: &mut String, letter: char) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    match known(letter) {
        Some(Letter { folded: '\0', .. }) | None => push_rare(out, letter),
        Some(Letter { folded, .. }) => out.push(folded),
    }
}

fn push_rare(out: &mut String, letter: char) {
    for lower in letter.to_lowercase() {
        match lower {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ǎ' => out.push('a'),
            'ș' => out.push('s'),
            'ț' => out.push('t'),
            // A decomposed й or ї is put together again; every other combining mark goes.
            '\u{306}' if out.ends_with('и') => {
                out.pop();
                out.push('й');
            }
            '\u{308}' if out.ends_with('і') => {
                out.pop();
                out.push('ї');
            }
            '\u{300}'..='\u{36f}' => {}
            other => out.push(other),
        }
    }
}

/// A text in lower case, otherwise as it is; most addresses and names of headers are so already.
pub fn lowered(text: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if text.bytes().all(is_lower) { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// Are the texts equal but for case?
pub fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || (!one.is_ascii() && lowered(one) == lowered(other))
}

/// The folded form of a whole text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|letter| push(&mut out, letter));
    out
}

const fn table<const N: usize>(first: u32) -> [Letter; N] {
    let mut letters = [Letter { folded: '\u{1}', capital: false, marks: 0 }; N];
    let mut idx = 0;
    while idx < N {
        if let Some(letter) = char::from_u32(first + idx as u32) {
            letters[idx] = of(letter);
        }
        idx += 1;
    }
    letters
}

/// One letter; its folded form is `\u{1}` where it is none.
const fn of(letter: char) -> Letter {
    let lower = lower(letter);
    let folded = match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' => 's',
        'ţ' | 'ť' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'а'..='я' | 'ѐ'..='џ' | 'ґ' | 'þ' | 'ĥ' | 'ħ' | 'ĵ' | 'ĸ' | 'ŋ' | 'ŧ' | 'ŵ' | 'ŷ' | 'ſ' => {
            lower
        }
        'ß' | 'æ' | 'œ' | 'ŉ' | 'ĳ' | 'ŀ' | 'İ' => '\0',
        _ => '\u{1}',
    };
    Letter { folded, capital: lower as u32 != letter as u32 || letter == 'İ', marks: marks(lower) }
}

const fn lower(letter: char) -> char {
    let code = letter as u32;
    let lower = match code {
        0xc0..=0xd6 | 0xd8..=0xde | 0x410..=0x42f => code + 0x20,
        0x400..=0x40f => code + 0x50,
        0x178 => 0xff,
        // A capital I with a dot becomes two characters.
        0x130 | 0x131 | 0x138 | 0x149 | 0x17f => code,
        0x100..=0x137 | 0x14a..=0x177 | 0x490..=0x491 if code & 1 == 0 => code + 1,
        0x139..=0x148 | 0x179..=0x17e if code & 1 == 1 => code + 1,
        _ => code,
    };
    match char::from_u32(lower) {
        Some(lower) => lower,
        None => letter,
    }
}

const fn marks(lower: char) -> u16 {
    match lower {
        'ё' | 'ы' | 'э' | 'ъ' => mark::RUSSIAN | mark::CYRILLIC,
        'і' | 'ї' | 'є' | 'ґ' => mark::UKRAINIAN | mark::CYRILLIC,
        'ł' | 'ą' | 'ę' | 'ż' | 'ś' | 'ź' | 'ń' | 'ć' => mark::POLISH,
        'ř' | 'ě' | 'ů' => mark::CZECH,
        'č' | 'š' | 'ž' | 'ý' | 'í' => mark::CARON,
        'ß' => mark::GERMAN,
        'ü' => mark::U_DOTS,
        'å' => mark::RING,
        'ä' | 'ö' => mark::DOTS,
        'ñ' => mark::SPANISH,
        'à' | 'è' | 'ì' | 'ò' | 'ù' | 'ê' | 'â' | 'î' | 'ô' | 'û' | 'ç' | 'œ' => mark::GRAVE,
        'а'..='я' | 'ѐ'..='џ' => mark::CYRILLIC,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
