use std::io::Read;

use encoding_rs::{UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253};

use super::*;

/// Hands out `n` bytes at a time, so that sequences are split everywhere.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.1.min(self.0.len()).min(buf.len());
        buf[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

#[track_caller]
fn check(bytes: &[u8], declared: Option<&'static Encoding>, text: &str, n_replaced: u64) {
    for n in [1, 2, 3, 7, 1000] {
        let mut reader = TextReader::new(Drip(bytes, n), declared);
        let mut out = Vec::new();
        reader.read_to_end(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), text, "in pieces of {n}");
        assert_eq!(reader.n_replaced, n_replaced, "in pieces of {n}");
    }
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn utf8_comes_through_however_it_is_cut() {
    check("".as_bytes(), None, "", 0);
    check("Zażółć gęślą jaźń 😀".as_bytes(), None, "Zażółć gęślą jaźń 😀", 0);
    check("\u{feff}Dzień dobry".as_bytes(), None, "Dzień dobry", 0);
    check("Привет".as_bytes(), Some(WINDOWS_1251), "Привет", 0);
}

#[test]
fn utf16_is_known_by_its_mark_or_by_its_nuls() {
    let text = "Dzień dobry, kiedy dotrze paczka?";
    check(&utf16(&format!("\u{feff}{text}"), false), None, text, 0);
    check(&utf16(&format!("\u{feff}{text}"), true), None, text, 0);
    check(&utf16(text, false), None, text, 0);
    check(&utf16(text, true), None, text, 0);
    check(&utf16("Привет", false), Some(UTF_16LE), "Привет", 0);
    check(&utf16("\u{feff}a", false)[..3], None, "\u{fffd}", 1);
}

#[test]
fn the_declared_encoding_holds_from_the_first_byte_that_is_not_utf8() {
    // 0xb3 is ł, 0xf3 is ó in windows-1250.
    check(b"Subject: s\xb3owo, t\xf3", Some(WINDOWS_1250), "Subject: słowo, tó", 0);
    check(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some(WINDOWS_1251), "Привет", 0);
    let mut reader = TextReader::new(&b"abc \xb3"[..], Some(WINDOWS_1250));
    assert_eq!(reader.encoding_name(), "UTF-8");
    reader.read_to_end(&mut Vec::new()).unwrap();
    assert_eq!(reader.encoding_name(), "windows-1250");
}

#[test]
fn what_does_not_fit_is_replaced_and_counted() {
    check(b"s\xb3owo", None, "s\u{fffd}owo", 1);
    check("ł \u{1}".as_bytes(), None, "ł \u{1}", 0);
    // UTF-8 was seen before, so the declared encoding is not believed.
    check(b"\xc5\x82 s\xb3owo", Some(WINDOWS_1250), "ł s\u{fffd}owo", 1);
    // A sequence cut by the end is one replacement; E2 82 is the beginning of €.
    check(b"abc \xe2\x82", None, "abc \u{fffd}", 1);
    check(b"\xff\xff", None, "\u{fffd}\u{fffd}", 2);
    // 0xd2 is not assigned in windows-1253.
    check(b"\xe1\xd2\xe1", Some(WINDOWS_1253), "α\u{fffd}α", 1);
}

#[test]
fn long_texts_cross_the_buffers() {
    let text = "zażółć ".repeat(60_000);
    check(text.as_bytes(), None, &text, 0);
    let (bytes, ..) = WINDOWS_1250.encode(&text);
    let mut out = String::new();
    TextReader::new(&bytes[..], Some(WINDOWS_1250)).read_to_string(&mut out).unwrap();
    assert_eq!(out, text);
    let mut reader = TextReader::new(&[0xd2; 300_000][..], Some(WINDOWS_1253));
    let mut out = String::new();
    reader.read_to_string(&mut out).unwrap();
    assert_eq!((out.chars().count(), reader.n_replaced), (300_000, 300_000));
}

#[test]
fn an_error_comes_after_the_text_before_it() {
    struct Fails(bool);
    impl Read for Fails {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let text = [b'a'; 100];
            buf[..100].copy_from_slice(&text);
            Ok(100)
        }
    }
    let mut out = Vec::new();
    let error = TextReader::new(Fails(false), None).read_to_end(&mut out).unwrap_err();
    assert_eq!((out.len(), error.kind()), (100, io::ErrorKind::UnexpectedEof));
}

#[test]
fn a_head_for_detection_is_utf8_without_a_mark() {
    assert_eq!(&*decode_head("\u{feff}From ".as_bytes()), b"From ");
    assert_eq!(&*decode_head(b"s\xb3owo"), b"s\xb3owo");
    assert_eq!(&*decode_head(&utf16("\u{feff}Data;Ocena\r\n", false)), b"Data;Ocena\r\n");
    assert_eq!(&*decode_head(&utf16("Data;Ocena\r\n", true)[..21]), b"Data;Ocena");
    assert_eq!(&*decode_head(b""), b"");
}

#[test]
fn any_bytes_become_what_the_standard_library_makes_of_them() {
    let mut state = 7_u32;
    let alphabet = [b'a', b'\n', 0xc5, 0x82, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xc0];
    for n in 0..400 {
        let mut bytes = b"text".to_vec();
        for _ in 0..n % 60 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            bytes.push(alphabet[(state >> 16) as usize % alphabet.len()]);
        }
        let text = String::from_utf8_lossy(&bytes);
        check(&bytes, None, &text, text.matches('\u{fffd}').count() as u64);
    }
}
