//! An instant that may be absent, in eight bytes: a million messages carry millions of them.

use std::fmt;

/// Seconds since 1970, or absent. An `Option<i64>` takes twice the room.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct When(i64);

impl When {
    pub const ABSENT: Self = Self(i64::MIN);

    pub const fn at(seconds: i64) -> Self {
        // The lowest number stands for absence; no calendar reaches it.
        Self(if seconds == i64::MIN { i64::MIN + 1 } else { seconds })
    }

    pub const fn get(self) -> Option<i64> {
        if self.0 == i64::MIN { None } else { Some(self.0) }
    }

    pub const fn is_some(self) -> bool {
        self.get().is_some()
    }

    pub const fn is_none(self) -> bool {
        self.get().is_none()
    }

    /// The first instant that is noted stays.
    pub const fn note(&mut self, seconds: i64) {
        if self.is_none() {
            *self = Self::at(seconds);
        }
    }
}

impl Default for When {
    fn default() -> Self {
        Self::ABSENT
    }
}

impl From<Option<i64>> for When {
    fn from(seconds: Option<i64>) -> Self {
        seconds.map_or(Self::ABSENT, Self::at)
    }
}

impl fmt::Debug for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_comes_back_as_it_was_and_absence_stays_absence() {
        for seconds in [None, Some(0), Some(-1), Some(1_767_225_600), Some(i64::MAX), Some(i64::MIN + 1)] {
            assert_eq!(When::from(seconds).get(), seconds);
        }
        assert_eq!(When::at(i64::MIN).get(), Some(i64::MIN + 1));
        assert_eq!(size_of::<When>(), 8);
    }

    #[test]
    fn the_first_instant_noted_stays() {
        let mut when = When::ABSENT;
        when.note(5);
        when.note(3);
        assert_eq!(when.get(), Some(5));
    }
}
