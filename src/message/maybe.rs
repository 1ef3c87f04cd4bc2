//! Values that may be absent and take no room for it: a million messages and waits carry millions of them. An `Option`
//! of each takes twice the room.

use std::fmt;

/// Seconds since 1970, or absent.
pub type When = Maybe<i64>;
/// A degree from 0 to 1, or absent.
pub type Degree = Maybe<f32>;
/// An index among messages or settings, or absent.
pub type Index = Maybe<u32>;

/// A value, or absent.
#[derive(Clone, Copy)]
pub struct Maybe<T>(T);

/// A type with one value to spare: it stands for absence.
pub trait Spare: Copy + PartialEq + fmt::Debug {
    const ABSENT: Self;

    fn is_absent(self) -> bool {
        self == Self::ABSENT
    }

    /// What is taken for the value: its neighbour where it would stand for absence and could occur.
    fn present(self) -> Self {
        self
    }
}

impl Spare for i64 {
    /// No calendar reaches it.
    const ABSENT: Self = Self::MIN;

    fn present(self) -> Self {
        self.max(Self::MIN + 1)
    }
}

impl Spare for f32 {
    const ABSENT: Self = Self::NAN;

    fn is_absent(self) -> bool {
        self.is_nan()
    }
}

impl Spare for u32 {
    /// So many of anything are never held.
    const ABSENT: Self = Self::MAX;
}

impl<T: Spare> Maybe<T> {
    pub const ABSENT: Self = Self(T::ABSENT);

    pub fn at(value: T) -> Self {
        Self(value.present())
    }

    pub fn get(self) -> Option<T> {
        if self.0.is_absent() { None } else { Some(self.0) }
    }

    pub fn is_some(self) -> bool {
        self.get().is_some()
    }

    pub fn is_none(self) -> bool {
        self.get().is_none()
    }

    /// The first value that is noted stays.
    pub fn note(&mut self, value: T) {
        if self.is_none() {
            *self = Self::at(value);
        }
    }
}

impl<T: Spare> Default for Maybe<T> {
    fn default() -> Self {
        Self::ABSENT
    }
}

impl<T: Spare> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::ABSENT, Self::at)
    }
}

impl<T: Spare> PartialEq for Maybe<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Spare + Eq> Eq for Maybe<T> {}

impl<T: Spare> fmt::Debug for Maybe<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: Spare>(values: &[Option<T>], size: usize) {
        for &value in values {
            assert_eq!(Maybe::from(value).get(), value);
        }
        assert_eq!(Maybe::<T>::default(), Maybe::ABSENT);
        assert_eq!(size_of::<Maybe<T>>(), size);
    }

    #[test]
    fn a_value_comes_back_as_it_was_and_absence_stays_absence() {
        check(&[None, Some(0), Some(-1), Some(1_767_225_600), Some(i64::MAX), Some(i64::MIN + 1)], 8);
        check(&[None, Some(0.0), Some(0.5), Some(1.0_f32)], 4);
        check(&[None, Some(0), Some(7), Some(u32::MAX - 1)], 4);
        assert_eq!(When::at(i64::MIN).get(), Some(i64::MIN + 1));
        assert_ne!(Degree::from(Some(0.0)), Degree::ABSENT);
    }

    #[test]
    fn the_first_instant_noted_stays() {
        let mut when = When::ABSENT;
        when.note(5);
        when.note(3);
        assert_eq!(when.get(), Some(5));
    }
}
