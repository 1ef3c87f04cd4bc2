use super::Strings;

#[test]
fn equal_texts_share_a_symbol_and_pushed_ones_do_not() {
    let mut strings = Strings::default();
    let anna = strings.intern("Anna").unwrap();
    let empty = strings.intern("").unwrap();
    let ola = strings.intern("Ola").unwrap();
    assert_eq!(strings.intern("Anna"), Some(anna));
    assert_ne!(strings.push("Anna"), Some(anna));
    assert_eq!([strings.get(anna), strings.get(empty), strings.get(ola)], ["Anna", "", "Ola"]);
    assert_eq!(strings.find("Ola"), Some(ola));
    assert_eq!(strings.find("Jan"), None);
}
