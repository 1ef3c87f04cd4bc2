//! Any bytes as text of each encoding, however large the reads are, and what its words say.

#![no_main]

use std::io::Read as _;
use std::sync::LazyLock;

use hearback::input::text::TextReader;
use hearback::text::{Reader, excerpt};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&[]));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let mut whole = String::new();
    let read = TextReader::new(bytes, None).read_to_string(&mut whole);
    assert!(read.is_ok(), "{read:?}");

    let mut pieces = Vec::new();
    let mut reader = TextReader::new(bytes, None);
    let mut piece = vec![0; 1 + usize::from(choice)];
    while let Ok(n) = reader.read(&mut piece)
        && 0 < n
    {
        pieces.extend_from_slice(&piece[..n]);
    }
    assert_eq!(whole.as_bytes(), pieces);

    READER.read(&whole);
    excerpt(&whole, usize::from(choice));
});
