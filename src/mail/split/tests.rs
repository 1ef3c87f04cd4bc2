use std::io::Read;

use proptest::prelude::*;

use super::{Split, open_offset};

const LINE: &str = "From anna@example.org Mon Nov  2 09:00:00 2026";

/// Hands out a few bytes at a time, as pipes do.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.0.len().min(self.1).min(buf.len());
        buf[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

fn part(file: &[u8], range: Option<std::ops::Range<u64>>) -> Vec<(u64, Vec<u8>)> {
    let start = usize::try_from(open_offset(range.as_ref())).unwrap().min(file.len());
    let mut split = Split::new(Drip(&file[start..], 7919), range).unwrap();
    let mut mails = Vec::new();
    while let Some(mail) = split.next_mail().unwrap() {
        mails.push((mail.offset, mail.window.to_vec()));
    }
    mails
}

#[track_caller]
fn check(file: &str, expected: &[(u64, &str)]) {
    for file in [file.to_owned(), file.replace('\n', "\r\n")] {
        let mails = part(file.as_bytes(), None);
        let windows: Vec<_> =
            mails.iter().map(|mail| String::from_utf8_lossy(&mail.1).replace('\r', "")).collect();
        assert_eq!(windows, expected.iter().map(|mail| mail.1).collect::<Vec<_>>(), "{file:?}");
        if !file.contains('\r') {
            assert_eq!(
                mails.iter().map(|mail| mail.0).collect::<Vec<_>>(),
                expected.iter().map(|m| m.0).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn mails_are_found_with_and_without_blank_lines_between_them() {
    let file = format!("{LINE}\nTo: a\n\none\n\n{LINE}\nTo: b\n\ntwo\n{LINE}\nTo: c\n\nthree\n");
    check(&file, &[(0, "To: a\n\none\n\n"), (59, "To: b\n\ntwo\n"), (117, "To: c\n\nthree\n")]);
}

#[test]
fn prose_that_begins_with_from_is_text() {
    let body = "From here on, something like:\nTo: be\n\nFrom Monday on\n\nFrom: Jan\n";
    check(&format!("{LINE}\nTo: a\n\n{body}"), &[(0, &format!("To: a\n\n{body}"))]);
}

#[test]
fn a_header_that_begins_like_a_from_line_is_a_header() {
    let mail = "To: shop@example.org\nFrom : Anna <anna@example.org>\nSubject: a\n\none\n";
    check(&format!("{LINE}\n{mail}"), &[(0, mail)]);
    let file = format!("{LINE}\n{mail}");
    let mut split = Split::new(file.as_bytes(), None).unwrap();
    while split.next_mail().unwrap().is_some() {}
    assert_eq!(split.n_rejected, 0);
}

#[test]
fn a_patch_inside_a_mail_is_text() {
    let hash = "0123456789abcdef0123456789abcdef01234567";
    let body = format!("From {hash} Mon Sep 17 00:00:00 2001\nFrom: Jan\nDate: x\n\n");
    check(&format!("{LINE}\nTo: a\n\n{body}"), &[(0, &format!("To: a\n\n{body}"))]);
}

#[test]
fn every_known_form_of_the_line_begins_a_mail() {
    for line in [
        "From a@example.org Wed Jul  1 05:04:06 2020",
        "From a@example.org  Wed Jul 01 05:04 2020",
        "From a@example.org Wed Jul  1 05:04:06 +0000 2020",
        "From a at example.org  Mon Feb  5 05:04:06 2020",
        "From mboxrd@z Thu Jan  1 00:00:00 1970",
        "From - Sat Apr 12 2025 15:59:28",
        "From -",
        "From ",
        "From 1828754568043628583@xxx Mon Apr 07 14:31:02 +0000 2025",
        "From 1844347792267117879@xxx",
        "From MAILER-DAEMON Fri Jul 23 10:00:00 CEST 2021",
        "From a@example.org Wed, 1 Jul 2020 05:04:06 +0200",
    ] {
        let file = format!("{line}\nX-GM-THRID: 1\n\none\n{line}\nSubject : x\n\ntwo\n");
        let second = (line.len() + 1 + 20) as u64;
        check(&file, &[(0, "X-GM-THRID: 1\n\none\n"), (second - 1, "Subject : x\n\ntwo\n")]);
    }
}

#[test]
fn a_second_quoted_line_is_no_header() {
    check(&format!("From -\n>{LINE}\nTo: a\n\none\n"), &[(0, "To: a\n\none\n")]);
}

#[test]
fn a_byte_order_mark_before_the_first_line_is_no_obstacle() {
    let file = format!("\u{feff}{LINE}\nTo: a\n\none\n");
    for range in [None, Some(0..100), Some(1..100), Some(3..4)] {
        assert_eq!(part(file.as_bytes(), range), [(3, b"To: a\n\none\n".to_vec())]);
    }
    assert_eq!(part(file.as_bytes(), Some(0..3)), []);
    assert_eq!(part(file.as_bytes(), Some(4..100)), []);
}

#[test]
fn a_giant_mail_of_one_line_does_not_grow_the_buffer() {
    let head = format!("{LINE}\nTo: a\n\n");
    let tail = format!("\n{LINE}\nTo: b\n\ntwo\n");
    let giant = std::io::repeat(b'x').take(50_000_000);
    let mut split = Split::new(head.as_bytes().chain(giant).chain(tail.as_bytes()), None).unwrap();
    let first = split.next_mail().unwrap().unwrap();
    assert_eq!((first.header_len, first.window.len()), (Some(7), 65_536 + 7));
    assert_eq!(split.next_mail().unwrap().unwrap().window, b"To: b\n\ntwo\n");
    assert!(split.next_mail().unwrap().is_none());
    assert_eq!(split.buffer.len(), super::BUFFER);
}

#[test]
fn a_header_block_without_end_is_told() {
    let file = format!("{LINE}\nTo: a\nSubject: cut he");
    let mut split = Split::new(file.as_bytes(), None).unwrap();
    let mail = split.next_mail().unwrap().unwrap();
    assert_eq!((mail.header_len, mail.ends_file), (None, true));
    assert!(split.file_ends_within_line());
}

#[test]
fn what_comes_before_the_first_mail_is_told() {
    let mut split = Split::new("hello\n".as_bytes(), None).unwrap();
    assert!(split.next_mail().unwrap().is_none());
    assert!(split.begins_with_junk());
    // Only the part that begins the file says so.
    assert!(!Split::new("hello\n".as_bytes(), Some(1..6)).unwrap().begins_with_junk());
    assert!(!Split::new(format!("\n\n{LINE}\nTo: a\n\n").as_bytes(), None).unwrap().begins_with_junk());
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(format!("{LINE}\n")),
        1 => Just("From 1844347792267117879@xxx\n".to_owned()),
        1 => Just("From -\n".to_owned()),
        1 => Just("From \n".to_owned()),
        2 => Just("From here on\n".to_owned()),
        1 => Just(">From a Mon Nov  2 09:00:00 2026\n".to_owned()),
        4 => Just("To: a@example.org\n".to_owned()),
        3 => Just("X-Other: 1\n".to_owned()),
        2 => Just(" folded\n".to_owned()),
        3 => Just("\n".to_owned()),
        2 => Just("text\n".to_owned()),
        1 => Just("From ".to_owned()),
        1 => (1usize..90_000).prop_map(|n| "y".repeat(n)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_parts_of_any_cut_are_the_whole(
        pieces in prop::collection::vec(piece(), 0..60),
        crlf: bool,
        bom: bool,
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        tiny: bool,
    ) {
        let mut file = pieces.concat();
        if crlf {
            file = file.replace('\n', "\r\n");
        }
        if bom {
            file.insert(0, '\u{feff}');
        }
        let file = file.as_bytes();
        let len = file.len() as u64;
        let mut ends: Vec<u64> = cuts.iter().map(|cut| cut.index(file.len() + 1) as u64).collect();
        if tiny {
            ends.extend((0..len.min(300)).step_by(3));
        }
        ends.push(len);
        ends.sort_unstable();
        ends.dedup();
        let whole = part(file, None);
        let mut start = 0;
        let mut parts = Vec::new();
        for end in ends {
            parts.extend(part(file, Some(start..end)));
            start = end;
        }
        prop_assert_eq!(parts, whole);
    }
}
