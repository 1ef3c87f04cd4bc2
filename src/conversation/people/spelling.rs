//! One person's address in several spellings: `anna+shop@example.org` and `anna@example.org`.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::mail::person;
use crate::message::strings::Sym;
use crate::source::collect::Archive;

/// For each author, recipient or form customer with several spellings the one that stands for all: the shortest, then
/// the first by its letters, so that the order of messages does not matter. Others are left out.
pub fn one(archive: &Archive) -> FxHashMap<Sym, Sym> {
    let mut first: FxHashMap<Cow<'_, str>, Sym> = FxHashMap::default();
    let mut seen: FxHashSet<Sym> = FxHashSet::default();
    let rank = |sym: Sym| (archive.strings.get(sym).len(), archive.strings.get(sym));
    for message in &archive.messages {
        for &sym in message.author.iter().chain(&message.answer_to).chain(&*message.to) {
            if seen.insert(sym) {
                let best = first.entry(person::identity(archive.strings.get(sym))).or_insert(sym);
                if rank(sym) < rank(*best) {
                    *best = sym;
                }
            }
        }
    }
    let best = |sym: Sym| first.get(&person::identity(archive.strings.get(sym))).copied();
    seen.into_iter().filter_map(|sym| Some((sym, best(sym).filter(|&best| best != sym)?))).collect()
}

#[cfg(test)]
mod tests;
