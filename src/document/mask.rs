//! What stands in a redacted report instead of names and words.

use rustc_hash::FxHashSet;

use crate::mail::person;
use crate::message::hash::Hash;
use crate::message::{Channel, Role};
use crate::source::collect::{Archive, FileReport};
use crate::source::file_stem;

/// A run of so many digits may be a telephone number; a date has eight.
const NUMBER: usize = 9;
/// The ending of a file's name is no longer than this, with its dot.
const ENDING: usize = 7;
/// What stands before words of an export in a message about a mistake.
const QUOTED: [&str; 4] = ["\"", " is `", "the time `", "the id `"];
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

/// A message about a mistake, without the words that it quotes. These may hold quotes themselves, so everything goes up to the
/// last one.
pub fn masked_quotes(text: &str) -> String {
    let mut out = text.to_owned();
    for opening in QUOTED {
        let Some(start) = out.find(opening).map(|at| at + opening.len()) else { continue };
        let end = out.rfind(|c| opening.ends_with(c)).filter(|end| start <= *end).unwrap_or(out.len());
        let (Some(before), Some(quoted), Some(after)) =
            (out.get(..start), out.get(start..end), out.get(end..))
        else {
            continue;
        };
        out = [before, &masked_text(quoted), after].concat();
    }
    out
}

/// The name of a file, without who it is named after.
pub fn masked_file(file: &FileReport) -> String {
    match file.facts.peer.as_deref() {
        _ if file.is_mailbox() => file.name.clone(),
        Some(peer) if !peer.is_empty() && file.name.contains(peer) => {
            file.name.replace(peer, &masked_name(peer))
        }
        _ => masked_path(&file.name),
    }
}

/// Finds out which files are named after a customer or a chat in them, where the export does not say so itself.
pub fn find_peers(archive: &mut Archive) {
    let mut seen = FxHashSet::default();
    for message in archive.messages.iter().filter(|message| message.role != Some(Role::Team)) {
        let Some(file) = archive.files.get_mut(message.origin.file as usize) else { continue };
        if file.facts.peer.is_some() || file.is_mailbox() {
            continue;
        }
        let chat = message.conversation.filter(|_| message.channel == Channel::Chat);
        let name = file_stem(&file.name);
        for who in [chat, message.author, message.name].into_iter().flatten() {
            if seen.insert((message.origin.file, who)) && is_named_after(name, archive.strings.get(who)) {
                file.facts.peer = Some(name.to_owned());
                break;
            }
        }
    }
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
