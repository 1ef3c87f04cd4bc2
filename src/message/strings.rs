//! Interned text: every name, address and id is kept once and referred to by a `Sym`.

use std::hash::BuildHasher;
use std::num::NonZeroU32;
use std::ops::Range;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;

/// A text kept in a [`Strings`] store; four bytes, also as an `Option`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Sym(NonZeroU32);

impl Sym {
    /// Position of the text in its store, from 0.
    pub const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// An arena of texts. Symbols are handed out as texts arrive, which is a matter of timing, and so have no order of their own:
/// sort by [`Strings::get`].
#[derive(Default)]
pub struct Strings {
    texts: Texts,
    known: HashTable<Known>,
    recent: Recent,
}

/// Texts asked for lately: a record names its id several times, and much of what the record before said.
struct Recent([Option<Sym>; 1 << Recent::BITS]);

/// The texts one after the other.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<u64>,
}

/// A text in the table, with a part of its hash: other texts are told apart, and the table grows, without a look
/// at the texts themselves.
#[derive(Clone, Copy)]
struct Known {
    sym: Sym,
    tag: u32,
}

impl Strings {
    /// How many texts are held.
    pub fn len(&self) -> usize {
        self.texts.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.texts.ends.is_empty()
    }

    /// The symbol of `text`, the same one for equal texts; `None` when four billion texts are held.
    pub fn intern(&mut self, text: &str) -> Option<Sym> {
        let recent = self.recent.place(text);
        if recent.is_some_and(|sym| self.texts.is(sym, text)) {
            return *recent;
        }
        let tag = tag(text);
        let is_it = |known: &Known| known.tag == tag && self.texts.is(known.sym, text);
        let sym = match self.known.entry(spread(tag), is_it, |known| spread(known.tag)) {
            Entry::Occupied(place) => place.get().sym,
            Entry::Vacant(place) => {
                let sym = self.texts.push(text)?;
                place.insert(Known { sym, tag });
                sym
            }
        };
        *recent = Some(sym);
        Some(sym)
    }

    /// Keeps `text` without looking for an equal one: for texts that hardly ever repeat.
    pub fn push(&mut self, text: &str) -> Option<Sym> {
        self.texts.push(text)
    }

    /// The symbol of a text that is already held.
    pub fn find(&self, text: &str) -> Option<Sym> {
        let tag = tag(text);
        let is_it = |known: &Known| known.tag == tag && self.texts.is(known.sym, text);
        self.known.find(spread(tag), is_it).map(|known| known.sym)
    }

    /// Gives back the room of the table when no further text comes or is looked for.
    pub fn close(&mut self) {
        self.known = HashTable::new();
        self.texts.all.shrink_to_fit();
        self.texts.ends.shrink_to_fit();
    }

    /// The text of a symbol of this store.
    pub fn get(&self, sym: Sym) -> &str {
        self.texts.get(sym)
    }

    /// The text of a symbol that may be absent.
    pub fn text(&self, sym: Option<Sym>) -> Option<&str> {
        sym.map(|sym| self.get(sym))
    }
}

impl Default for Recent {
    fn default() -> Self {
        Self([None; 1 << Self::BITS])
    }
}

impl Recent {
    const BITS: u32 = 6;

    /// Where the text is, if it is here: told from its length and three of its bytes, as a hash of all takes as long as a
    /// look into the table.
    fn place(&mut self, text: &str) -> &mut Option<Sym> {
        let bytes = text.as_bytes();
        let byte = |idx: usize| bytes.get(idx).copied().unwrap_or_default() as usize;
        let n = bytes.len();
        let mixed = n ^ byte(0) ^ byte(n / 2) << 2 ^ byte(n.wrapping_sub(1)) << 3;
        &mut self.0[mixed % (1 << Self::BITS)]
    }
}

impl Texts {
    fn push(&mut self, text: &str) -> Option<Sym> {
        let number = u32::try_from(self.ends.len()).ok()?.checked_add(1)?;
        self.all.push_str(text);
        self.ends.push(self.all.len() as u64);
        NonZeroU32::new(number).map(Sym)
    }

    fn get(&self, sym: Sym) -> &str {
        &self.all[self.range(sym)]
    }

    /// Whether it is this text, without a look at where characters end.
    fn is(&self, sym: Sym, text: &str) -> bool {
        self.all.as_bytes()[self.range(sym)] == *text.as_bytes()
    }

    fn range(&self, sym: Sym) -> Range<usize> {
        let idx = sym.index();
        let start = if idx == 0 { 0 } else { self.ends[idx - 1] as usize };
        start..self.ends[idx] as usize
    }
}

/// Texts that differ in their last byte alone have tags side by side, and so places side by side: of numbers that were given
/// one after the other few wait for memory.
fn tag(text: &str) -> u32 {
    let (last, head) = text.as_bytes().split_last().unwrap_or((&0, &[]));
    let hash = FxBuildHasher.hash_one(head);
    (hash ^ (hash >> 32)) as u32 ^ u32::from(*last)
}

/// A tag as the table wants it: its place in the low bits, a mark in the high ones.
const fn spread(tag: u32) -> u64 {
    const HIGH: u64 = 0xffff_ffff_0000_0000;
    tag as u64 | (tag as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) & HIGH
}

#[cfg(test)]
mod tests;
