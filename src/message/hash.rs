//! A hash that is the same on every machine, in every build and in every version.

/// FNV-1a of 64 bits, fed bytes and asked at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// The hash of all the bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> u64 {
        let mut hash = Self::default();
        bytes.as_ref().iter().for_each(|&byte| hash.add(byte));
        hash.value()
    }

    pub const fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }

    pub const fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests;
