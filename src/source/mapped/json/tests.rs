use super::*;

#[track_caller]
fn check(text: &str, by_line: bool, expected: &[&str]) {
    let mut items = Items::new(text.as_bytes(), by_line, true);
    let mut seen = Vec::new();
    while let Some(item) = items.next().unwrap() {
        let value = item.value.map_or_else(|_| "broken".to_owned(), |value| value.to_string());
        seen.push(format!("{}: {value}", item.line));
    }
    assert_eq!(seen, expected);
}

#[test]
fn an_array_is_taken_apart() {
    check("[{\"a\":\"]}\\\"\"},\n {\"b\":[1,2]}\n]", false, &["1: {\"a\":\"]}\\\"\"}", "2: {\"b\":[1,2]}"]);
    check("[]", false, &[]);
    check("[1, 2]", false, &["1: 1", "1: 2"]);
}

#[test]
fn a_document_is_one_value_and_several_are_several() {
    check("{\"a\":\n[1]}", false, &["1: {\"a\":[1]}"]);
    check("{\"a\":1}\n{\"a\":2}", false, &["1: {\"a\":1}", "2: {\"a\":2}"]);
}

#[test]
fn a_broken_line_does_not_harm_the_next() {
    check("{\"a\":1}\n{\"a\":\n\n{\"a\":2}", true, &["1: {\"a\":1}", "2: broken", "4: {\"a\":2}"]);
}

#[test]
fn a_cut_document_ends_with_a_broken_value() {
    check("[{\"a\":1},{\"a\"", false, &["1: {\"a\":1}", "1: broken"]);
    check("}}]", false, &["1: broken", "1: broken", "1: broken"]);
}

#[test]
fn the_head_of_a_document_is_closed() {
    let value = of_head("{\"reviews\":[{\"id\":1,\"text\":\"a,\\\"b").unwrap();
    assert_eq!(value.to_string(), "{\"reviews\":[{\"id\":1}]}");
    assert_eq!(of_head("{\"a\":1}\n{\"b\":2}").unwrap().to_string(), "{\"a\":1}");
    assert_eq!(of_head("a,b"), None);
    assert_eq!(of_head(&"[".repeat(1000)), None);
}
