use super::*;

/// Everything a walk says, a line each; the input comes in pieces of `step` bytes.
fn walk_by(text: &str, wanted: &[(&str, Want)], step: usize) -> Vec<String> {
    struct Pieces<'a>(&'a [u8], usize);
    impl Read for Pieces<'_> {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(buf.len());
            self.0.read(&mut buf[..n])
        }
    }
    let mut walk = Walk::new(Pieces(text.as_bytes(), step), wanted);
    let mut said = Vec::new();
    while let Some(event) = walk.next().unwrap() {
        said.push(match event {
            Event::Begin { place } => format!("begin {place}"),
            Event::End { place } => format!("end {place}"),
            Event::Value { place, line, key, bytes } => {
                format!("{line}: {place} {key} {}", std::str::from_utf8(bytes).unwrap())
            }
            Event::Broken { line, what } => format!("{line}: broken: {what}"),
        });
    }
    said
}

#[track_caller]
fn walk(text: &str, wanted: &[(&str, Want)]) -> Vec<String> {
    let said = walk_by(text, wanted, usize::MAX);
    assert_eq!(said, walk_by(text, wanted, 1), "in single bytes");
    said
}

const CHATS: &[(&str, Want)] = &[
    ("owner", Want::Value),
    ("chats.list[*]", Want::Scope),
    ("chats.list[*].name", Want::Value),
    ("chats.list[*].messages[*]", Want::Value),
];

#[test]
fn values_come_in_the_order_of_the_document_and_the_rest_is_passed_over() {
    let text = r#"{"about":{"owner":[1,{"a":"}"}]},"owner":7,
 "chats":{"list":[{"name":"A","x":[[]],"messages":[{"t":"a \" ] } b"},2,"c"]},
 {"messages":[],"name":null}]}}"#;
    assert_eq!(
        walk(text, CHATS),
        [
            "1: 0 owner 7",
            "begin 1",
            "2: 2 name \"A\"",
            r#"2: 3  {"t":"a \" ] } b"}"#,
            "2: 3  2",
            "2: 3  \"c\"",
            "end 1",
            "begin 1",
            "3: 2 name null",
            "end 1",
        ]
    );
}

#[test]
fn lines_and_top_level_arrays_are_documents() {
    let wanted = &[("id", Want::Value)][..];
    assert_eq!(
        walk("{\"id\":1}\n{\"id\":2}\r\n\n{\"id\":3}", wanted),
        ["1: 0 id 1", "2: 0 id 2", "4: 0 id 3"]
    );
    assert_eq!(
        walk("[{\"id\":1},\n5,{\"id\":2}]\n[{\"id\":3}]", wanted),
        ["1: 0 id 1", "2: 0 id 2", "3: 0 id 3"]
    );
}

#[test]
fn the_document_itself_can_be_wanted() {
    assert_eq!(walk("{\"a\":1}\n{\"a\":2}", &[("", Want::Value)]), ["1: 0  {\"a\":1}", "2: 0  {\"a\":2}"]);
    assert_eq!(walk("[{\"a\":1},{\"a\":2}]", &[("", Want::Value)]), ["1: 0  {\"a\":1}", "1: 0  {\"a\":2}"]);
    assert_eq!(walk("[1,{\"a\":2}]", &[("[*]", Want::Value)]), ["1: 0  1", "1: 0  {\"a\":2}"]);
}

#[test]
fn the_values_of_an_object_are_elements_with_a_key() {
    assert_eq!(
        walk(r#"{"m":{"7":{"a":1},"8":2}}"#, &[("m[*]", Want::Value)]),
        ["1: 0 7 {\"a\":1}", "1: 0 8 2"]
    );
}

#[test]
fn a_broken_line_does_not_harm_the_next() {
    let wanted = &[("id", Want::Value)][..];
    assert_eq!(
        walk("{\"id\":1}\n{\"id\" 2}\n{\"id\":3}\n", wanted),
        ["1: 0 id 1", "2: broken: a colon is missing behind a key", "3: 0 id 3"]
    );
    assert_eq!(walk("no json\n{\"id\":3}", wanted), ["1: broken: this is no JSON", "2: 0 id 3"]);
}

#[test]
fn a_file_that_is_cut_off_says_so_once() {
    let whole = r#"{"chats":{"list":[{"messages":[{"a":1},{"a":2}]}]}}"#;
    for end in 1..whole.len() {
        let said = walk(&whole[..end], CHATS);
        let n_broken = said.iter().filter(|said| said.contains("broken: the file ends")).count();
        assert_eq!(n_broken, 1, "{end}: {said:?}");
        assert!(said.iter().filter(|said| said.contains("\"a\":1")).count() <= 1);
    }
}

#[test]
fn no_bytes_stop_the_walk() {
    for text in [
        "",
        "[",
        "]",
        "}",
        "{",
        "\"",
        "{\"a\"",
        "[[[[",
        "{\"chats\":]}",
        "{:}",
        "{\"owner\":}",
        "[}",
        "{\"owner\":,}",
    ] {
        walk(text, CHATS);
        walk(text, &[("", Want::Value), ("[*]", Want::Scope)]);
    }
    let deep = "[".repeat(100_000);
    walk_by(&deep, CHATS, usize::MAX);
    walk_by(&format!("{{\"owner\":{deep}"), CHATS, usize::MAX);
}

#[test]
fn a_signature_is_seen_even_where_its_value_is_cut_off() {
    let head = br#"{"chats":[{"id":1,"thread":{"events":[{"type":"mess"#;
    let places = [
        "chats",
        "chats[*].id",
        "chats[*].thread.events[*]",
        "chats[*].users",
        "chats[*].thread.events[*].type",
    ];
    assert_eq!(finds(head, &places), [true, true, true, false, false]);
    assert_eq!(finds(b"no json", &places), [false; 5]);
}
