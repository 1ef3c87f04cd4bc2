//! Interned text: every name, address and id is kept once and referred to by a `Sym`.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// A text kept in a [`Strings`] store; four bytes, also as an `Option`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Sym(NonZeroU32);

impl Sym {
    /// Position of the text in its store, from 0.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// An arena of texts. Symbols are handed out in order of arrival, so they must never decide an order
/// that a user can see: sort by [`Strings::get`].
#[derive(Default)]
pub struct Strings {
    text: String,
    ends: Vec<u64>,
    known: HashTable<Sym>,
}

impl Strings {
    /// How many texts are held.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The symbol of `text`, the same one for equal texts; `None` when four billion texts are held.
    pub fn intern(&mut self, text: &str) -> Option<Sym> {
        let hash = FxBuildHasher.hash_one(text);
        if let Some(&sym) = self.known.find(hash, |&sym| get(&self.text, &self.ends, sym) == text) {
            return Some(sym);
        }
        let sym = self.push(text)?;
        let (all, ends) = (&self.text, &self.ends);
        self.known.insert_unique(hash, sym, |&sym| FxBuildHasher.hash_one(get(all, ends, sym)));
        Some(sym)
    }

    /// Keeps `text` without looking for an equal one: for texts that hardly ever repeat.
    pub fn push(&mut self, text: &str) -> Option<Sym> {
        let number = u32::try_from(self.ends.len()).ok()?.checked_add(1)?;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
        NonZeroU32::new(number).map(Sym)
    }

    /// The symbol of a text that is already held.
    pub fn find(&self, text: &str) -> Option<Sym> {
        let hash = FxBuildHasher.hash_one(text);
        self.known.find(hash, |&sym| self.get(sym) == text).copied()
    }

    /// The text of a symbol of this store.
    pub fn get(&self, sym: Sym) -> &str {
        get(&self.text, &self.ends, sym)
    }

    /// The text of a symbol that may be absent.
    pub fn text(&self, sym: Option<Sym>) -> Option<&str> {
        sym.map(|sym| self.get(sym))
    }
}

fn get<'a>(text: &'a str, ends: &[u64], sym: Sym) -> &'a str {
    let idx = sym.index();
    let start = if idx == 0 { 0 } else { ends[idx - 1] as usize };
    &text[start..ends[idx] as usize]
}

#[cfg(test)]
mod tests;
