//! One person's address in several spellings: `anna+shop@example.org` and `anna@example.org`.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::mail::person;
use crate::message::by_sym::SymSet;
use crate::message::strings::Sym;
use crate::source::collect::Archive;

/// For each author, recipient or form customer with several spellings the one that stands for all: the shortest, then
/// the first by its letters, so that the order of messages does not matter. Others are left out.
pub fn one(archive: &Archive) -> FxHashMap<Sym, Sym> {
    if !archive.census.addresses {
        return FxHashMap::default();
    }
    let mut seen = SymSet::default();
    // Most addresses are their own identity. Only the others can have several spellings.
    let mut spellings: FxHashMap<String, Vec<Sym>> = FxHashMap::default();
    for message in &archive.messages {
        for &sym in message.author.iter().chain(&message.rare().answer_to).chain(&*message.to) {
            if seen.insert(sym)
                && let Some(identity) = other_identity(archive.strings.get(sym))
            {
                spellings.entry(identity).or_default().push(sym);
            }
        }
    }
    let mut one = FxHashMap::default();
    for (identity, mut syms) in spellings {
        let bare = archive.strings.find(&identity).filter(|&sym| seen.contains(sym));
        syms.extend(bare.filter(|&sym| other_identity(archive.strings.get(sym)).is_none()));
        let rank = |sym: &Sym| (archive.strings.get(*sym).len(), archive.strings.get(*sym));
        let Some(best) = syms.iter().copied().min_by(|a, b| rank(a).cmp(&rank(b))) else { continue };
        one.extend(syms.into_iter().filter(|&sym| sym != best).map(|sym| (sym, best)));
    }
    one
}

/// The identity of an address that is not the address itself.
fn other_identity(address: &str) -> Option<String> {
    match person::identity(address) {
        Cow::Borrowed(_) => None,
        Cow::Owned(identity) => (identity != address).then_some(identity),
    }
}

#[cfg(test)]
mod tests;
