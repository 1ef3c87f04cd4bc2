use super::*;
use crate::document::testing::Desk;

#[test]
fn a_name_is_found_however_it_is_written() {
    let cases = [
        ("Anna Nowak", "Anna Nowak", true),
        ("Chat z Anna Nowak", "anna nowak", true),
        ("Jan Wójcik_3", "Jan Wójcik", true),
        ("bob@example.org", "Bob@example.org", true),
        ("bob", "bob@example.org", true),
        ("+48600100999", "+48 600 100 999", true),
        ("600100500", "+48600100500", true),
        ("order-1001", "anna@example.org", false),
        ("c1", "c", false),
        ("20261102", "+48600100500", false),
        ("100500", "+48600100500", false),
    ];
    for (name, who, expected) in cases {
        assert_eq!(is_named_after(name, who), expected, "{name} {who}");
    }
}

#[test]
fn a_path_keeps_the_parts_that_name_nobody() {
    let cases = [
        ("exports/2026-11-02.log", "exports/2026-11-02.log"),
        ("exports/20261102.ndjson", "exports/20261102.ndjson"),
        ("broken/Czat WhatsApp z Ewa Lis.txt", "broken/xxxx xxxxxxxx x xxx xxx.txt"),
        ("WhatsApp Chat with +48 600 100 200.txt", "xxxxxxxx xxxx xxxx +xx xxx xxx xxx.txt"),
        ("Chat with J. Kowalska", "xxxx xxxx x. xxxxxxxx"),
        ("calls/48600100200.xml", "calls/xxxxxxxxxxx.xml"),
        ("anna@example.org/INBOX", "xxxx@xxxxxxx.org/INBOX"),
    ];
    for (path, expected) in cases {
        assert_eq!(masked_path(path), expected);
    }
}

#[test]
fn a_mistake_is_told_without_what_it_quotes() {
    let text = r#"record 2: `sent` is "Anna says hi"; expected a time such as 2026-01-05"#;
    assert_eq!(
        masked_quotes(text),
        r#"record 2: `sent` is "xxxx xxxx xx"; expected a time such as 2026-01-05"#
    );
    assert_eq!(masked_quotes("no quotes"), "no quotes");
    for (text, expected) in [
        (
            r#"`role` is "a \"Anna Nowak\" b", expected one"#,
            r#"`role` is "x \"xxxx xxxxx\" x", expected one"#,
        ),
        ("the submit time is `Anna`", "the submit time is `xxxx`"),
        ("`sent` is `Anna `Nowak``", "`sent` is `xxxx `xxxxx``"),
        ("record 3: the id `Anna` was rounded", "record 3: the id `xxxx` was rounded"),
        ("no column `Star Rating`", "no column `Star Rating`"),
        (r#"it is "cut "#, r#"it is "xxx "#),
    ] {
        assert_eq!(masked_quotes(text), expected);
    }
}

#[test]
fn a_file_named_after_its_customer_is_masked() {
    let masked = |name: &str| {
        let mut archive = Desk::new("10:00 Marta_Nowak | Where?\n 10:01 team | Here.").gauge.case.archive;
        archive.files[0].name = name.to_owned();
        find_peers(&mut archive);
        masked_file(&archive.files[0])
    };
    assert_eq!(masked("chats/marta-nowak.txt"), format!("chats/{}.txt", masked_name("marta-nowak")));
    assert_eq!(masked("chats/team.txt"), "chats/team.txt");
    assert_eq!(masked("chats/november.txt"), "chats/november.txt");
}
