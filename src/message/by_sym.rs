//! Sets and maps of symbols without hashing: symbols are small numbers, so each has its place.

use super::strings::Sym;

/// A set of symbols, one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SymSet {
    bits: Vec<u64>,
    is_filled: bool,
}

/// A value for each of some symbols of one store.
#[derive(Clone, Debug)]
pub struct BySym<T> {
    values: Vec<Option<T>>,
}

impl SymSet {
    pub const EMPTY: Self = Self { bits: Vec::new(), is_filled: false };

    /// Adds a symbol; `false` when it was there.
    pub fn insert(&mut self, sym: Sym) -> bool {
        let (word_idx, bit) = place(sym);
        if self.bits.len() <= word_idx {
            self.bits.resize(word_idx + 1, 0);
        }
        let Some(word) = self.bits.get_mut(word_idx) else { return false };
        let is_new = *word & bit == 0;
        *word |= bit;
        self.is_filled = true;
        is_new
    }

    /// Adds all of `others` that are not among `except`.
    pub fn extend_without(&mut self, others: &Self, except: &Self) {
        if self.bits.len() < others.bits.len() {
            self.bits.resize(others.bits.len(), 0);
        }
        let except = except.bits.iter().copied().chain(std::iter::repeat(0));
        for ((word, other), except) in self.bits.iter_mut().zip(&others.bits).zip(except) {
            *word |= other & !except;
            self.is_filled |= *word != 0;
        }
    }

    pub fn contains(&self, sym: Sym) -> bool {
        let (word_idx, bit) = place(sym);
        self.bits.get(word_idx).is_some_and(|word| word & bit != 0)
    }

    pub const fn is_empty(&self) -> bool {
        !self.is_filled
    }
}

impl Extend<Sym> for SymSet {
    fn extend<I: IntoIterator<Item = Sym>>(&mut self, syms: I) {
        for sym in syms {
            self.insert(sym);
        }
    }
}

impl FromIterator<Sym> for SymSet {
    fn from_iter<I: IntoIterator<Item = Sym>>(syms: I) -> Self {
        let mut set = Self::default();
        set.extend(syms);
        set
    }
}

impl<T> Default for BySym<T> {
    fn default() -> Self {
        Self { values: Vec::new() }
    }
}

impl<T: Copy> BySym<T> {
    pub fn get(&self, sym: Sym) -> Option<T> {
        self.values.get(sym.index()).copied().flatten()
    }

    pub fn insert(&mut self, sym: Sym, value: T) {
        *self.slot(sym) = Some(value);
    }

    /// The value of a symbol; `value` from now on, if it had none.
    pub fn get_or_insert(&mut self, sym: Sym, value: T) -> T {
        *self.slot(sym).get_or_insert(value)
    }

    fn slot(&mut self, sym: Sym) -> &mut Option<T> {
        let idx = sym.index();
        if self.values.len() <= idx {
            self.values.resize(idx + 1, None);
        }
        &mut self.values[idx]
    }
}

const fn place(sym: Sym) -> (usize, u64) {
    (sym.index() / 64, 1 << (sym.index() % 64))
}

#[cfg(test)]
mod tests;
