//! A degree from 0 to 1 that may be absent, in four bytes: every message has one.

use std::fmt;

/// A number, or absent. An `Option<f32>` takes twice the room.
#[derive(Clone, Copy)]
pub struct Degree(f32);

impl Degree {
    /// What is no number stands for absence.
    pub const ABSENT: Self = Self(f32::NAN);

    pub const fn get(self) -> Option<f32> {
        if self.0.is_nan() { None } else { Some(self.0) }
    }

    pub const fn is_some(self) -> bool {
        self.get().is_some()
    }
}

impl Default for Degree {
    fn default() -> Self {
        Self::ABSENT
    }
}

impl From<Option<f32>> for Degree {
    fn from(number: Option<f32>) -> Self {
        number.map_or(Self::ABSENT, Self)
    }
}

impl PartialEq for Degree {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl fmt::Debug for Degree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_comes_back_as_it_was_and_absence_stays_absence() {
        for number in [None, Some(0.0), Some(0.5), Some(1.0)] {
            assert_eq!(Degree::from(number).get(), number);
        }
        assert_eq!(Degree::default(), Degree::ABSENT);
        assert_ne!(Degree::from(Some(0.0)), Degree::ABSENT);
        assert_eq!(size_of::<Degree>(), 4);
    }
}
