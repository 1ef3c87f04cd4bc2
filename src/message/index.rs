//! An index that may be absent, in four bytes: a million waits carry millions of them.

use std::fmt;

/// An index among messages or settings, or absent. An `Option<u32>` takes twice the room.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Index(u32);

impl Index {
    /// The highest number stands for absence; so many of anything are never held.
    pub const ABSENT: Self = Self(u32::MAX);

    pub const fn at(index: u32) -> Self {
        Self(index)
    }

    pub const fn get(self) -> Option<u32> {
        if self.0 == u32::MAX { None } else { Some(self.0) }
    }

    pub const fn is_some(self) -> bool {
        self.get().is_some()
    }

    pub const fn is_none(self) -> bool {
        self.get().is_none()
    }
}

impl Default for Index {
    fn default() -> Self {
        Self::ABSENT
    }
}

impl From<Option<u32>> for Index {
    fn from(index: Option<u32>) -> Self {
        index.map_or(Self::ABSENT, Self::at)
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_comes_back_as_it_was_and_absence_stays_absence() {
        for index in [None, Some(0), Some(7), Some(u32::MAX - 1)] {
            assert_eq!(Index::from(index).get(), index);
        }
        assert_eq!(Index::default(), Index::ABSENT);
        assert_eq!(size_of::<Index>(), 4);
    }
}
