use std::io::Write as _;

use super::*;
use crate::input::testing::{gz, zst};

/// Bytes that hardly compress, so that cutting the file cuts the content.
fn noise(n: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..n).map(|_| next()).collect()
}

#[track_caller]
fn read(stored: Vec<u8>) -> (Vec<u8>, Option<io::Error>) {
    let packing = packing_of(&stored);
    assert_ne!(packing, Packing::None);
    let mut out = Vec::new();
    let result = unpack(Stored::new(Cursor::new(stored), None), packing)
        .and_then(|mut stream| stream.read_to_end(&mut out));
    (out, result.err())
}

#[test]
fn several_gzip_members_and_zstd_frames_are_one_stream() {
    let (out, error) = read([gz(b"one "), gz(b"two")].concat());
    assert_eq!((&out[..], error.is_none()), (&b"one two"[..], true));
    // A skippable frame of 3 bytes stands between the two.
    let skip = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9];
    let (out, error) = read([&skip[..], &zst(b"one "), &skip, &zst(b"two")].concat());
    assert_eq!((&out[..], error.is_none()), (&b"one two"[..], true));
}

#[test]
fn a_cut_off_file_yields_what_is_there_and_says_so() {
    let content = noise(400_000);
    for stored in [gz(&content), zst(&content)] {
        let (out, error) = read(stored[..stored.len() / 2].to_vec());
        let error = error.unwrap();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        assert!(error.to_string().contains("the compressed file is cut off"), "{error}");
        assert!(!out.is_empty() && content.starts_with(&out));
    }
}

#[test]
fn every_prefix_of_a_compressed_file_reads_or_fails_in_order() {
    for stored in [gz(&noise(300)), zst(&noise(300))] {
        for n in 10..stored.len() {
            let (_, error) = read(stored[..n].to_vec());
            assert_eq!(error.unwrap().kind(), io::ErrorKind::UnexpectedEof, "{n}");
        }
    }
}

#[test]
fn a_wrong_checksum_is_damage_after_all_bytes() {
    let mut stored = gz(b"hello");
    let crc = stored.len() - 8;
    stored[crc] ^= 1;
    let (out, error) = read(stored);
    let error = error.unwrap();
    assert_eq!((&out[..], error.kind()), (&b"hello"[..], io::ErrorKind::InvalidData));
    assert!(error.to_string().contains("its checksum does not fit"), "{error}");

    let mut stored = zst(b"hello");
    *stored.last_mut().unwrap() ^= 1;
    let (out, error) = read(stored);
    assert_eq!((&out[..], error.unwrap().kind()), (&b"hello"[..], io::ErrorKind::InvalidData));
}

#[test]
fn a_bomb_is_stopped() {
    let (out, error) = read(gz(&vec![0; 80 * 1024 * 1024]));
    assert!((out.len() as u64) < BOMB_FROM + 1024 * 1024, "{}", out.len());
    assert!(error.unwrap().to_string().contains("200 times its size"));
}

#[test]
fn garbage_behind_the_magic_number_is_damage_not_a_panic() {
    for magic in [&[0x1f, 0x8b, 8, 0][..], &[0x28, 0xb5, 0x2f, 0xfd]] {
        for seed in 0..50 {
            let stored = [magic, &noise(200 + seed)[seed..]].concat();
            assert!(read(stored).1.is_some());
        }
    }
}

#[test]
fn containers_are_told_by_their_first_bytes() {
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert_eq!(container_of(&tar), Some(Container::Tar));
    assert_eq!(container_of(b"PK\x05\x06"), Some(Container::Zip));
    let header = [&b"PK\x03\x04"[..], &[0; 26]].concat();
    assert_eq!(container_of(&[&header, &b"chat.txt"[..]].concat()), Some(Container::Zip));
    assert_eq!(container_of(&[&header, &b"[Content_Types].xml"[..]].concat()), None);
    assert_eq!(container_of(b"From a@example.org"), None);
}

#[test]
fn damage_costs_little_of_what_came_before_however_much_is_asked_for() {
    let text: Vec<u8> = noise(300_000).iter().map(|byte| b'a' + byte % 8).collect();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&text).unwrap();
    encoder.flush().unwrap();
    // A block of the reserved kind follows (RFC 1951 §3.2.3).
    let stored = [encoder.get_ref(), &[0xff; 8][..]].concat();
    let mut stream = unpack(Stored::new(Cursor::new(stored), None), Packing::Gzip).unwrap();
    let (mut buf, mut n_read) = (vec![0; 1 << 20], 0);
    let error = loop {
        match stream.read(&mut buf) {
            Ok(n) => n_read += n,
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert!(text.len() <= n_read + STEP, "{n_read} of {}", text.len());
}
