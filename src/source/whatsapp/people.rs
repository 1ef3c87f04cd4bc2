//! Names in a chat: whose chat it is by the file's name, and who sent a line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fold::{compose, fold, is_mark, plain};
use super::strings::STRINGS;

/// What the path of an export says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatName {
    /// The other side: a person, a number or a group.
    pub peer: Option<String>,
    /// How its conversation is called: the peer, else the file without its ending.
    pub conversation: String,
    /// The file is called as WhatsApp calls it.
    pub hint: bool,
}

/// Reads the path of an export, from its last part upwards.
pub fn chat_name(path: &str) -> ChatName {
    let parts: Vec<String> = path.rsplit('/').take(3).map(|part| compose(without_ending(part))).collect();
    let is_member = parts.first().is_some_and(|part| part == "_chat");
    if let Some(peer) = parts.iter().find_map(|part| framed(part)) {
        let peer = canonical(&peer).0;
        return ChatName { conversation: peer.clone(), peer: Some(peer), hint: true };
    }
    // All texts of iPhones are called the same: the folder or archive tells them apart.
    let at = usize::from(is_member && parts.get(1).is_some_and(|part| !part.is_empty()));
    let conversation = parts.into_iter().nth(at).unwrap_or_default();
    ChatName { peer: None, conversation, hint: is_member }
}

/// Author and display name of a sender: a number becomes its digits, a profile name loses its tilde.
pub fn canonical(sender: &str) -> (String, String) {
    let name = plain(sender);
    let name = name.strip_prefix('~').map_or(&*name, str::trim_start).to_owned();
    (number(&name).unwrap_or_else(|| name.clone()), name)
}

/// Sender and text of a line; without a sender the line is the app's own.
pub fn split<'a>(rest: &'a str, known: &Known) -> Option<(&'a str, &'a str)> {
    let ends = rest.match_indices(':').filter(|(at, _)| {
        let behind = rest.get(at + 1..).unwrap_or_default();
        behind.chars().find(|&c| !is_mark(c)).is_none_or(|c| fold(c) == ' ')
    });
    let ends: Vec<usize> = ends.map(|(at, _)| at).take(4).collect();
    let at = match ends.as_slice() {
        [] => return None,
        [only] => *only,
        [first, ..] => {
            let is_known = |at: &&usize| rest.get(..**at).is_some_and(|name| known.has(name));
            *ends.iter().rev().find(is_known).unwrap_or(first)
        }
    };
    let (sender, text) = (rest.get(..at)?, rest.get(at + 1..)?);
    // An open quotation: `Anna created group "Office: returns"`.
    let n_straight = sender.matches('"').count();
    let n_curly = sender.matches(['“', '”', '„', '«', '»']).count();
    if n_straight % 2 == 1 || n_curly % 2 == 1 || NAME_CAP < sender.len() || plain(sender).is_empty() {
        return None;
    }
    let text = text.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(text);
    Some((sender, text))
}

/// Bytes of a sender; a longer text before a colon is a sentence.
const NAME_CAP: usize = 400;
/// People who are remembered.
const N_KNOWN: usize = 4096;

/// Who has written so far.
#[derive(Default)]
pub struct Known(BTreeSet<String>);

impl Known {
    pub fn add(&mut self, sender: &str) {
        if self.0.len() < N_KNOWN && !self.has(sender) {
            self.0.insert(canonical(sender).0);
        }
    }

    /// The one author besides `peer`, if there is exactly one.
    pub fn only_other(&self, peer: &str) -> Option<&str> {
        let mut others = self.0.iter().map(String::as_str).filter(|&author| author != peer);
        let other = others.next()?;
        if others.next().is_none() { Some(other) } else { None }
    }

    pub fn has(&self, sender: &str) -> bool {
        self.0.contains(sender) || self.0.contains(&canonical(sender).0)
    }
}

/// `+48 600 100 200` as `+48600100200`; `None` when it is no number.
fn number(name: &str) -> Option<String> {
    let digits: String = name.chars().map(fold).filter(char::is_ascii_digit).collect();
    let others = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '.' | '\u{2011}');
    if digits.len() < 5 || !name.chars().map(fold).all(others) {
        return None;
    }
    Some(if name.starts_with('+') { format!("+{digits}") } else { digits })
}

fn without_ending(part: &str) -> &str {
    [".txt", ".zip", ".gz", ".zst"].iter().fold(part, |part, ending| {
        let at = part.len().saturating_sub(ending.len());
        match (part.get(..at), part.get(at..)) {
            (Some(stem), Some(end)) if end.eq_ignore_ascii_case(ending) => stem,
            _ => part,
        }
    })
}

/// What stands where a localised file name has the name of the chat.
fn framed(part: &str) -> Option<String> {
    let part: Cow<'_, str> = plain(part);
    // A second download of a browser: `… (1)`.
    let part = match part.rsplit_once(" (") {
        Some((stem, copy)) if copy.strip_suffix(')').is_some_and(|n| n.parse::<u8>().is_ok()) => stem,
        _ => &*part,
    };
    STRINGS.files.iter().find_map(|(before, behind)| {
        let end = part.len().checked_sub(behind.len())?;
        let (head, name, tail) = (part.get(..before.len())?, part.get(before.len()..end)?, part.get(end..)?);
        let fits = same(head, before) && same(tail, behind) && !name.trim().is_empty();
        fits.then(|| name.trim().to_owned())
    })
}

fn same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests;
