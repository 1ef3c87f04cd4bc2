//! A short list: most mails go to one address, and that one needs no room of its own.

use std::ops::Deref;

/// Things in their order; of one there is no box.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Few<T>(Held<T>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Held<T> {
    AtMostOne(Option<T>),
    Several(Box<[T]>),
}

impl<T> Few<T> {
    pub const EMPTY: Self = Self(Held::AtMostOne(None));

    pub const fn one(item: T) -> Self {
        Self(Held::AtMostOne(Some(item)))
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::AtMostOne(item) => item.as_slice(),
            Held::Several(list) => list,
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Self {
        let mut list = list.into_iter();
        let (first, second) = (list.next(), list.next());
        match (first, second) {
            (Some(first), Some(second)) => {
                Self(Held::Several([first, second].into_iter().chain(list).collect()))
            }
            (first, _) => Self(Held::AtMostOne(first)),
        }
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(mut list: Vec<T>) -> Self {
        match list.len() {
            0 | 1 => Self(Held::AtMostOne(list.pop())),
            _ => Self(Held::Several(list.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::strings::Sym;

    #[test]
    fn a_list_keeps_all_it_was_given_in_order() {
        let items = ["c", "a", "b", "a"];
        for n in 0..=items.len() {
            let list: Few<&str> = items[..n].iter().copied().collect();
            assert_eq!(*list, items[..n]);
            assert_eq!(Few::from(items[..n].to_vec()), list);
        }
        assert!(Few::<&str>::default().is_empty());
        assert_eq!(*Few::one("a"), ["a"]);
    }

    #[test]
    fn a_list_of_symbols_is_no_larger_than_a_box() {
        assert_eq!(size_of::<Few<Sym>>(), size_of::<Box<[Sym]>>());
    }
}
