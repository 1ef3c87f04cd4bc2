use super::*;

#[test]
fn the_head_of_a_document_is_closed() {
    let value = of_head("{\"reviews\":[{\"id\":1,\"text\":\"a,\\\"b").unwrap();
    assert_eq!(value.to_string(), "{\"reviews\":[{\"id\":1}]}");
    assert_eq!(of_head("{\"a\":1}\n{\"b\":2}").unwrap().to_string(), "{\"a\":1}");
    assert_eq!(of_head("a,b"), None);
    assert_eq!(of_head(&"[".repeat(1000)), None);
}
