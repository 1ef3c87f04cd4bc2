//! Finds a byte that is not far: cells are too short for a search made for long texts, and too long to go byte by byte.

/// The first byte that is one of `wanted`. Eight are looked at together.
pub fn first<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (idx, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = wanted.iter().fold(0, |found, &byte| found | equal(word, byte));
        if found != 0 {
            return Some(idx * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let n_before = bytes.len() - rest.len();
    Some(n_before + rest.iter().position(|byte| wanted.contains(byte))?)
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// The highest bit of each byte that is `byte`. What such a byte borrows can mislead about the bytes behind it only.
const fn equal(word: u64, byte: u8) -> u64 {
    let differs = word ^ (ONES * byte as u64);
    differs.wrapping_sub(ONES) & !differs & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_is_found_among_any_bytes(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(vec![0, b'"', b'#', 0x80, 0xa2])], 0..40),
        ) {
            let position = |is_it: &dyn Fn(u8) -> bool| bytes.iter().position(|&byte| is_it(byte));
            prop_assert_eq!(first(&bytes, [b'"', b'a', 0xff]), position(&|byte| matches!(byte, b'"' | b'a' | 0xff)));
            prop_assert_eq!(first(&bytes, [0]), position(&|byte| byte == 0));
        }
    }
}
