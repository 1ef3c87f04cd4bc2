use super::Lines;

/// A reader that gives one byte at a time.
struct Drops<'a>(&'a [u8]);

impl std::io::Read for Drops<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.0.len().min(buf.len()).min(1);
        buf[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

#[track_caller]
fn check(input: &str, cap: usize, expected: &[(&str, u64, bool)]) {
    let mut lines = Lines::new(Drops(input.as_bytes()), cap);
    let mut found = Vec::new();
    while let Some(line) = lines.next().unwrap() {
        found.push((String::from_utf8_lossy(line.bytes).into_owned(), line.offset, line.cut));
        assert_eq!(line.number, found.len() as u64);
    }
    let expected: Vec<_> = expected.iter().map(|&(text, at, cut)| (text.to_owned(), at, cut)).collect();
    assert_eq!(found, expected);
}

#[test]
fn lines_end_in_lf_or_crlf_or_at_the_end() {
    check("ab\r\n\ncd", 100, &[("ab", 0, false), ("", 4, false), ("cd", 5, false)]);
    check("ab\n", 100, &[("ab", 0, false)]);
    check("", 100, &[]);
}

#[test]
fn a_line_above_the_cap_is_cut_and_the_next_one_is_whole() {
    check("abcdefgh\nxy\n", 4, &[("abcd", 0, true), ("xy", 9, false)]);
    check("abcdefgh", 4, &[("abcd", 0, true)]);
}

#[test]
fn a_line_with_as_many_bytes_as_the_cap_counts_as_cut() {
    check("abcd\nxy", 4, &[("abcd", 0, true), ("xy", 5, false)]);
}
