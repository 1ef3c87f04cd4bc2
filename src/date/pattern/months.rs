//! Month names of other languages, put into English for the pattern parser.

use std::borrow::Cow;

const ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Beginnings of the month names; the longest that fits decides, so that `mar` and `maj` stay apart.
const POLISH: [&[&str]; 12] = [
    &["sty"],
    &["lut"],
    &["mar"],
    &["kwi"],
    &["maj", "maja"],
    &["cze"],
    &["lip"],
    &["sie"],
    &["wrz"],
    &["paź", "paz"],
    &["lis"],
    &["gru"],
];
const RUSSIAN: [&[&str]; 12] = [
    &["янв"],
    &["фев"],
    &["мар"],
    &["апр"],
    &["май", "мая"],
    &["июн"],
    &["июл"],
    &["авг"],
    &["сен"],
    &["окт"],
    &["ноя"],
    &["дек"],
];
const FINNISH: [&[&str]; 12] = [
    &["tam"],
    &["hel"],
    &["maa"],
    &["huh"],
    &["tou"],
    &["kes"],
    &["hei"],
    &["elo"],
    &["syy"],
    &["lok"],
    &["mar"],
    &["jou"],
];
const GERMAN: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mär", "mar", "mrz"],
    &["apr"],
    &["mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt"],
    &["nov"],
    &["dez"],
];

/// The languages whose month names are known.
pub const LOCALES: &[&str] = &["de", "fi", "pl", "ru"];

/// `12 marca 2026` as `12 Mar 2026`; a text without month names is left as it is.
pub fn to_english<'a>(text: &'a str, locale: &str) -> Cow<'a, str> {
    let names = match locale {
        "pl" => &POLISH,
        "ru" => &RUSSIAN,
        "fi" => &FINNISH,
        "de" => &GERMAN,
        _ => return Cow::Borrowed(text),
    };
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        push_word(&mut out, &mut word, names);
        // An abbreviation's dot after a month (`12 мар. 2026`) goes with the name.
        if c != '.' || !out.ends_with(char::is_alphabetic) {
            out.push(c);
        }
    }
    push_word(&mut out, &mut word, names);
    Cow::Owned(out)
}

fn push_word(out: &mut String, word: &mut String, names: &[&[&str]; 12]) {
    if word.is_empty() {
        return;
    }
    let lower = word.to_lowercase();
    let month = names.iter().position(|starts| starts.iter().any(|start| lower.starts_with(start)));
    match month {
        Some(idx) => out.push_str(ENGLISH[idx]),
        None => out.push_str(word),
    }
    word.clear();
}
