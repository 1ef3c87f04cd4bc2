use super::*;

#[track_caller]
fn check_clean(text: &str, expected: &str) {
    assert_eq!(clean(text), expected);
}

#[test]
fn outside_text_cannot_steer_the_terminal() {
    check_clean("\u{1b}[31mred\u{9b}0m", "[31mred0m");
    check_clean("a\u{202E}b\u{2066}c\u{2069}", "abc");
    check_clean("nul\0 bell\u{7} del\u{7f}", "nul bell del");
    check_clean("one\ntwo\r\nthree\tfour\u{2028}five", "one two  three four five");
}

#[test]
fn outside_text_cannot_command_a_ci_runner() {
    check_clean("::error::x", ":\u{200B}:error:\u{200B}:x");
    check_clean(":::", ":\u{200B}:\u{200B}:");
    check_clean("##[group]", "##\u{200B}[group]");
    check_clean(":\0:error", ":\u{200B}:error");
}

#[test]
fn a_cut_text_fits_and_says_that_it_was_cut() {
    assert_eq!(cut("abcdef", 6), "abcdef");
    assert_eq!(cut("abcdef", 5), "abcd…");
    assert_eq!(cut("ab cdef", 4), "ab…");
    assert_eq!(cut("漢字漢字", 4), "漢…");
    assert_eq!(cut("abc", 1), "…");
    assert_eq!(cut("abc", 0), "");
}

#[test]
fn marks_without_width_do_not_make_a_cell_endless() {
    let text = format!("a{}", "\u{301}".repeat(100_000));
    // 4 * 10 + 16 characters of two bytes but the first, and the mark of three.
    assert_eq!(clean_start(&text, 10).len(), 1 + 55 * 2 + 3);
}

#[test]
fn lines_break_between_words_and_later_ones_are_indented() {
    assert_eq!(wrap("one two three four", 10), ["one two", "  three", "  four"]);
    assert_eq!(wrap("", 10), [""]);
    assert_eq!(wrap("p90   4 h", 10), ["p90   4 h"]);
}

#[test]
fn a_word_wider_than_the_line_is_broken_inside() {
    assert_eq!(wrap("abcdefghijklmnop", 10), ["abcdefghij", "  klmnop"]);
    assert_eq!(wrap("漢字漢字漢字", 9), ["漢字漢字", "  漢字"]);
}
