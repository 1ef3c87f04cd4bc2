use std::io::Read;

use proptest::prelude::*;

use super::*;

/// Hands out a few bytes at a time, so that every row spans several reads.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.1.min(self.0.len()).min(buf.len());
        let (now, later) = self.0.split_at(n);
        buf[..n].copy_from_slice(now);
        self.0 = later;
        Ok(n)
    }
}

fn rows_of(text: &str, chunk: usize, width: usize, max_row: usize) -> Vec<String> {
    let mut records = Records::new(Drip(text.as_bytes(), chunk));
    records.width = width;
    records.max_row = max_row;
    let mut row = Row::default();
    let mut seen = Vec::new();
    loop {
        let step = records.next(&mut row).unwrap();
        match step {
            Step::Row => seen.push(format!("{}: {}", row.line, row.cells().collect::<Vec<_>>().join("|"))),
            Step::End => return seen,
            other => seen.push(format!("{}: {other:?}", row.line)),
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    for chunk in [1, 2, 3, 7, 1000] {
        assert_eq!(rows_of(text, chunk, 2, MAX_ROW), expected, "in pieces of {chunk}");
    }
}

#[test]
fn every_line_end_ends_a_row() {
    check("a,b\nc,d\r\ne,f\rg,h", &["1: a|b", "2: c|d", "3: e|f", "4: g|h"]);
}

#[test]
fn line_ends_and_quotes_inside_quotes_belong_to_the_cell() {
    check("\"a\r\nx\",\"say \"\"hi\"\"\"\nc,\"\rd\"\ne,f\n", &["1: a\nx|say \"hi\"", "3: c|\nd", "5: e|f"]);
}

#[test]
fn a_quote_inside_the_text_is_kept() {
    check("\"he said \"no\" twice\",5\na\"b,\"c\" ,\n", &["1: he said \"no\" twice|5", "2: a\"b|c|"]);
}

#[test]
fn empty_cells_and_blank_lines_are_told_apart() {
    check("a,\n\n,b\n\"\"\n", &["1: a|", "2: Blank", "3: |b", "4: "]);
}

#[test]
fn a_file_that_ends_in_quotes_is_cut() {
    check("a,b\nc,\"d\nand more", &["1: a|b", "2: Cut"]);
}

#[test]
fn a_stray_quote_costs_its_own_line_only() {
    check("a,\"b\nc,d\ne,f\n", &["1: StrayQuote", "2: c|d", "3: e|f"]);
}

#[test]
fn a_quote_that_swallows_too_much_costs_its_own_line_only() {
    let text = format!("a,\"b\n{}", "c,d\n".repeat(30));
    for chunk in [1, 64, 1000] {
        let rows = rows_of(&text, chunk, 2, 50);
        assert_eq!(rows.len(), 31);
        assert_eq!(rows[0], "1: StrayQuote");
        assert_eq!(rows[30], "31: c|d");
    }
}

#[test]
fn a_line_above_the_limit_is_skipped_and_reading_goes_on() {
    let text = format!("{}\nc,d\n", "x".repeat(200));
    assert_eq!(rows_of(&text, 10, 2, 50), ["1: TooLong { lines: 1 }", "2: c|d"]);
}

#[test]
fn a_file_of_stray_quotes_is_not_read_again_from_every_line() {
    // Each line opens a quote that no later line closes.
    let text = "a,\"b\n".repeat(2_000);
    let rows = rows_of(&text, 1000, 2, 50);
    assert!(rows.len() < 2_000);
    assert_eq!(rows.iter().filter(|row| row.ends_with("StrayQuote")).count(), 16);
}

proptest! {
    #[test]
    fn the_size_of_reads_does_not_matter(text in "[a,\"\r\n ]{0,80}", chunk in 1_usize..9, max_row in 1_usize..40) {
        prop_assert_eq!(rows_of(&text, chunk, 2, max_row), rows_of(&text, 1000, 2, max_row));
        prop_assert_eq!(rows_of(&text, chunk, 2, MAX_ROW), rows_of(&text, 1000, 2, MAX_ROW));
    }
}
