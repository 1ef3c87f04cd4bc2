//! What stands in a redacted report instead of names and words.

use crate::mail::person;
use crate::message::hash::Hash;

/// A run of so many digits may be a telephone number; a date has eight.
const NUMBER: usize = 9;
/// The ending of a file's name is no longer than this, with its dot.
const ENDING: usize = 7;
/// Names shorter than this are found in too many words.
const SHORT: usize = 3;

/// The same person gets the same mask in every report.
pub fn masked_name(name: &str) -> String {
    let hash = Hash::of(name);
    format!("person-{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// A text of which only its shape is left.
pub fn masked_text(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { 'x' } else { c }).collect()
}

/// A message about a mistake, without the words that it quotes.
pub fn masked_quotes(text: &str) -> String {
    let part = |(idx, part): (usize, &str)| if idx % 2 == 1 { masked_text(part) } else { part.to_owned() };
    text.split('"').enumerate().map(part).collect::<Vec<_>>().join("\"")
}

/// The path of a file, of which parts that may call somebody by name, address or number keep only their shape.
pub fn masked_path(path: &str) -> String {
    let part = |part: &str| {
        if !may_name(part) {
            return part.to_owned();
        }
        let is_ending = |at: &usize| part.len() - at <= ENDING && !part[*at..].contains(char::is_whitespace);
        let (stem, ending) = part.rfind('.').filter(is_ending).map_or((part, ""), |at| part.split_at(at));
        masked_text(stem) + ending
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn may_name(part: &str) -> bool {
    let has_number = || part.split(|c: char| !c.is_ascii_digit()).any(|digits| NUMBER <= digits.len());
    part.contains(|c: char| c.is_whitespace() || matches!(c, '@' | '+')) || has_number()
}

/// Whether `name` holds who somebody is, however it is written: `Chat with Anna Nowak`, `600100200` of `+48 600 100 200`.
pub fn is_named_after(name: &str, who: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept = |c: &char| c.is_alphanumeric() || *c == '@';
        text.chars().filter(kept).flat_map(char::to_lowercase).collect()
    };
    let local = person::halves(who).map(|(local, _)| plain(local));
    let (name, who) = (plain(name), plain(who));
    let is_number = |text: &str| NUMBER <= text.len() && text.bytes().all(|byte| byte.is_ascii_digit());
    let holds = |name: &str, who: &str| SHORT <= who.chars().count() && name.contains(who);
    name == who
        || local.as_ref() == Some(&name)
        || holds(&name, &who)
        || (is_number(&name) && is_number(&who) && who.ends_with(&name))
}

#[cfg(test)]
mod tests;
