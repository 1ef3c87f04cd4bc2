use crate::source::testing::{check_robust, read};

use super::Ekg;

const ESCAPES: &[u8] = include_bytes!("../../../fixtures/ekg/8859-2-escapes/1234567");
const KADU: &[u8] = include_bytes!("../../../fixtures/ekg/kadu-chatrcv/7654321");
const XML: &[u8] = include_bytes!("../../../fixtures/ekg/xml/gg:7654321.xml");

#[test]
fn every_line_is_a_record() {
    let recorded = read(&Ekg, "1234567", ESCAPES);
    let tally = &recorded.tally;
    assert_eq!((tally.read, tally.messages, tally.problems, tally.n_outside()), (6, 4, 1, 1));
    assert_eq!(recorded.problems[0].to_string(), "record 6 (line 6): 4 fields where 5 are due [ragged-row]");
    assert_eq!(read(&Ekg, "7654321", KADU).tally.messages, 3);
}

#[test]
fn a_quoted_text_that_is_cut_off_keeps_what_is_there() {
    let recorded = read(&Ekg, "1", b"chatsend,1,a,1793610000,\"one\\, two");
    assert_eq!(recorded.messages[0].text.as_deref(), Some("one, two"));
}

#[test]
fn any_beginning_is_read_without_a_panic() {
    check_robust(&Ekg, "1234567", ESCAPES);
    check_robust(&Ekg, "7654321", KADU);
    check_robust(&Ekg, "gg:7654321.xml", XML);
}
