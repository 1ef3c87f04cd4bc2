//! Letters as the word lists see them: lower case, without diacritics.

/// A letter of the alphabets that the word lists are written in; the tables of Unicode are slow to ask.
pub const fn is_common(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'A'..='Z' | 'а'..='я' | 'А'..='Я' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ž')
}

/// Appends the folded form of `letter`. `й` and `ї` keep their mark, because without it they are other
/// letters; `ё` loses it, because hardly anybody types it.
pub fn push(out: &mut String, letter: char) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    if matches!(letter, 'а'..='я') {
        out.push(letter);
        return;
    }
    for lower in letter.to_lowercase() {
        match lower {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'ŕ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ţ' | 'ť' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ё' => out.push('е'),
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

/// The folded form of a whole text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|letter| push(&mut out, letter));
    out
}
