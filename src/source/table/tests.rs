use super::*;
use crate::source::table::header::of_head;

fn open(text: &str, options: &Options) -> Table {
    Table::new(text.to_owned(), options).unwrap()
}

fn rows_of(text: &str, options: &Options) -> Vec<String> {
    let mut table = open(text, options);
    let mut seen = vec![table.header.names.join("|")];
    loop {
        match table.advance().unwrap() {
            Next::Row(record) => {
                let cells: Vec<_> = record.row.cells().collect();
                seen.push(format!("{} at {}: {}", record.number, record.line, cells.join("|")));
            }
            Next::Bad(problem) => seen.push(problem.to_string()),
            Next::Header => seen.push("header".to_owned()),
            Next::End => return seen,
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(rows_of(text, &Options::default()), expected);
}

#[test]
fn the_delimiter_comes_from_the_header() {
    check("a;\"b,c,d\";e\n1;2,5;3\n", &["a|b,c,d|e", "1 at 2: 1|2,5|3"]);
    check("a\tb\n1\t2", &["a|b", "1 at 2: 1|2"]);
    check("a|b\n1|2\n", &["a|b", "1 at 2: 1|2"]);
    check("sep=;\r\na,b;c\r\n1,2;3\r\n", &["a,b|c", "1 at 3: 1,2|3"]);
}

#[test]
fn a_ragged_row_is_a_problem_and_reading_goes_on() {
    check(
        "a,b\n1\n2,3\n4,5,6\n7,8,,\n",
        &[
            "a|b",
            "record 1 (line 2): row of 1 cells where the header names 2 [ragged-row]",
            "2 at 3: 2|3",
            "record 3 (line 4): row of 3 cells where the header names 2 [ragged-row]",
            "4 at 5: 7|8||",
        ],
    );
}

#[test]
fn a_cut_last_row_is_a_problem() {
    check("a,b\n1,\"x", &["a|b", "record 1 (line 2): the file ends inside this row [cut-row]"]);
}

#[test]
fn a_repeated_header_is_no_record_of_data() {
    check("a,b\n1,2\na,b\n3,4\n", &["a|b", "1 at 2: 1|2", "header", "3 at 4: 3|4"]);
}

#[test]
fn a_file_without_header_takes_given_names() {
    let options =
        Options { columns: Some(vec!["x".to_owned(), "y".to_owned()]), skip_rows: 1, ..Options::default() };
    assert_eq!(rows_of("Report of May\n1,2\n", &options), ["x|y", "1 at 2: 1|2"]);
}

#[test]
fn an_empty_file_has_no_rows() {
    check("", &[""]);
    check("\n\n", &[""]);
}

#[test]
fn columns_are_found_without_case() {
    let table = open("\u{feff}Review ID, OCENA\n", &Options::default());
    assert_eq!(table.header.find("review id"), Some(0));
    assert_eq!(table.header.find("Ocena"), Some(1));
    assert_eq!(table.header.find("x"), None);
}

#[test]
fn detection_sees_a_header_in_any_unicode_encoding() {
    let wide: Vec<u8> = "a,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(of_head(&wide, true).map(|header| header.names), Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(of_head(b"{\"a\":1,\"b\":2}", true), None);
    assert_eq!(of_head(b"a,b", false), None);
    assert_eq!(of_head(b"one column\n", true), None);
}

#[test]
fn a_pointer_to_a_large_file_is_refused() {
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    assert!(matches!(refuse_pointer(pointer), Some(Sniff::Refuse(_))));
    assert_eq!(refuse_pointer(b"a,b\n"), None);
}
