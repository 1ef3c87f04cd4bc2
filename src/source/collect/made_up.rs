//! Ids that several messages have, and those made up for rows without one: of one file each row is a review of its own, of
//! overlapping files the first is the first.

use rustc_hash::FxHashMap;

use super::Archive;
use crate::message::Flags;
use crate::message::strings::Sym;

/// Numbers the made-up ids that several rows of one file share. Answered rows come first, by their answers, so that
/// files number alike in whatever order they list the rows.
pub fn number(archive: &mut Archive) {
    if !archive.census.has_flag(Flags::MADE_UP_ID) {
        return;
    }
    let mut rows: FxHashMap<(u32, Sym), Vec<usize>> = FxHashMap::default();
    for idx in with_repeated_id(archive).into_iter().map(|idx| idx as usize) {
        let message = &archive.messages[idx];
        if let Some(id) = message.id.filter(|_| message.flags.has(Flags::MADE_UP_ID)) {
            rows.entry((message.origin.file, id)).or_default().push(idx);
        }
    }
    for ((_, id), mut rows) in rows.into_iter().filter(|(_, rows)| 1 < rows.len()) {
        rows.sort_by_key(|&idx| {
            let answer = archive.messages.get(idx + 1).filter(|next| next.reply_to == Some(id));
            (answer.is_none(), answer.map(|answer| (answer.sent.get(), answer.fingerprint)), idx)
        });
        for (number, idx) in (2..).zip(rows.into_iter().skip(1)) {
            rename(archive, idx, id, number);
        }
    }
}

/// The messages whose id another message has as well, those with one id side by side; in most exports they are few.
pub fn with_repeated_id(archive: &Archive) -> Vec<u32> {
    if !archive.census.repeated_ids {
        return Vec::new();
    }
    let mut seen = vec![0_u8; archive.strings.len()];
    let ids = || (0u32..).zip(&archive.messages).filter_map(|(idx, message)| Some((idx, message.id?)));
    for (_, id) in ids() {
        seen[id.index()] = seen[id.index()].saturating_add(1);
    }
    if seen.iter().all(|&n| n < 2) {
        return Vec::new();
    }
    let mut repeated: Vec<(usize, u32)> =
        ids().filter(|(_, id)| 1 < seen[id.index()]).map(|(idx, id)| (id.index(), idx)).collect();
    repeated.sort_unstable();
    repeated.into_iter().map(|(_, idx)| idx).collect()
}

/// Gives a row and its answers the id with a number.
fn rename(archive: &mut Archive, first: usize, id: Sym, number: u64) {
    let old = archive.strings.get(id).to_owned();
    let new = format!("{old}-{number}");
    let origin = archive.messages[first].origin;
    for idx in first..archive.messages.len() {
        let message = &mut archive.messages[idx];
        if message.origin != origin {
            break;
        }
        for place in [&mut message.conversation, &mut message.id, &mut message.reply_to] {
            let rest = archive.strings.text(*place).and_then(|text| text.strip_prefix(old.as_str()));
            if let Some(text) = rest.map(|rest| format!("{new}{rest}")) {
                *place = archive.strings.intern(&text);
            }
        }
    }
}
