//! A short list of symbols: most mails go to one address, and that one needs no room of its own.

use std::ops::Deref;

use super::strings::Sym;

/// The symbols of a list, in its order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Syms(Held);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Held {
    AtMostOne(Option<Sym>),
    Several(Box<[Sym]>),
}

impl Syms {
    pub const EMPTY: Self = Self(Held::AtMostOne(None));
}

impl Default for Syms {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Deref for Syms {
    type Target = [Sym];

    fn deref(&self) -> &[Sym] {
        match &self.0 {
            Held::AtMostOne(sym) => sym.as_slice(),
            Held::Several(list) => list,
        }
    }
}

impl FromIterator<Sym> for Syms {
    fn from_iter<I: IntoIterator<Item = Sym>>(list: I) -> Self {
        let mut list = list.into_iter();
        let (first, second) = (list.next(), list.next());
        match (first, second) {
            (Some(first), Some(second)) => {
                Self(Held::Several([first, second].into_iter().chain(list).collect()))
            }
            _ => Self(Held::AtMostOne(first)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::strings::Strings;
    use super::*;

    #[test]
    fn a_list_keeps_all_it_was_given_in_order() {
        let mut strings = Strings::default();
        let syms: Vec<Sym> = ["c", "a", "b", "a"].iter().filter_map(|text| strings.intern(text)).collect();
        for n in 0..=syms.len() {
            let list: Syms = syms[..n].iter().copied().collect();
            assert_eq!(*list, syms[..n]);
        }
        assert!(Syms::default().is_empty());
    }

    #[test]
    fn a_list_is_no_larger_than_a_box() {
        assert_eq!(size_of::<Syms>(), size_of::<Box<[Sym]>>());
    }
}
