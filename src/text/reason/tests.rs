use super::*;

#[test]
fn every_line_of_the_list_is_understood() {
    assert!(lines().all(|line| line.is_some_and(|(.., word)| !word.is_empty())));
}

#[test]
fn a_pattern_has_the_first_reason_that_fits() {
    let reasons = Reasons::default();
    let of = |language, pattern| reasons.of(language, pattern);
    assert_eq!(of(Language::Polish, "oszu*"), Some(Reason::Fraud));
    assert_eq!(of(Language::Polish, "nie dziala*"), Some(Reason::Defect));
    assert_eq!(of(Language::English, "money back"), Some(Reason::Refund));
    assert_eq!(of(Language::Russian, "никто не отвеча*"), Some(Reason::NoAnswer));
    assert_eq!(of(Language::Finnish, "rikki"), Some(Reason::Defect));
    assert_eq!(of(Language::English, "zebra"), None);
}
