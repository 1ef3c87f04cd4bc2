use super::*;

#[test]
fn a_slip_of_the_finger_is_understood() {
    let known = ["holidays", "closed", "open", "from"];
    assert_eq!(nearest("holiday", known), Some("holidays"));
    assert_eq!(nearest("Closed", known), Some("closed"));
    assert_eq!(nearest("form", known), Some("from"));
    assert_eq!(nearest("opne", known), Some("open"));
    assert_eq!(nearest("lunch", known), None);
    assert_eq!(nearest("", known), None);
    assert_eq!(hint("lunch", known), "expected one of holidays, closed, open, from");
}
