//! The stretches of a text between its spaces, found byte by byte: most bytes need no decoding.

/// Where the spaces from `at` on end, and how many line breaks are among them.
pub fn gap_end(text: &str, mut at: usize) -> (usize, usize) {
    let mut n_breaks = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        match BYTES[usize::from(byte)] {
            SPACE => at += 1,
            RARE => match space_at(text, at) {
                Some(length) => at += length,
                None => break,
            },
            _ => break,
        }
        n_breaks += usize::from(byte == b'\n');
    }
    (at, n_breaks)
}

/// The length of what stands before the first space, and whether it has a sign of an address.
pub fn chunk_end(text: &str) -> (usize, bool) {
    let mut marked = false;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        match BYTES[usize::from(byte)] {
            0 => {}
            MARK => marked = true,
            RARE if space_at(text, at).is_none() => {}
            _ => return (at, marked),
        }
    }
    (text.len(), marked)
}

/// Is it a web or mail address?
pub fn is_address(chunk: &str) -> bool {
    let mut bytes = chunk.bytes().enumerate();
    chunk.starts_with("www.")
        || bytes.any(|(idx, byte)| {
            byte == b'@'
                || (byte == b':' && chunk.as_bytes().get(idx..).is_some_and(|rest| rest.starts_with(b"://")))
        })
}

/// What a byte may be; most are none of these.
const SPACE: u8 = 1;
/// A sign that addresses have.
const MARK: u8 = 2;
/// The first byte of a letter that may be a space.
const RARE: u8 = 3;

static BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => SPACE,
            b'@' | b':' => MARK,
            0xc2 | 0xe1..=0xe3 => RARE,
            _ => 0,
        };
        byte += 1;
    }
    bytes
};

/// The length of the space at `at`, if there is one.
fn space_at(text: &str, at: usize) -> Option<usize> {
    let letter = text.get(at..)?.chars().next()?;
    letter.is_whitespace().then(|| letter.len_utf8())
}

#[cfg(test)]
mod tests;
