use std::io::{self, BufReader};

use super::*;
use crate::input::Entry;
use crate::settings::SourceSettings;

/// The events of a document, each as one line.
fn events(xml: &[u8]) -> Vec<String> {
    // Small pieces, so that every boundary is crossed.
    walk(Xml::new(BufReader::with_capacity(3, xml)))
}

fn walk<R: io::BufRead>(mut xml: Xml<R>) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(event) = xml.next().unwrap() {
        all.push(match event {
            Event::Start(tag) => {
                let attributes: Vec<_> =
                    tag.attributes().map(|(key, value)| format!(" {key}={value}")).collect();
                format!("<{}{}", tag.name, attributes.concat())
            }
            Event::End(name) => format!(">{name}"),
            Event::Text(text) => text.to_owned(),
            Event::Broken { line, what } => format!("line {line}: {what}"),
        });
    }
    all
}

#[track_caller]
fn check(xml: &str, expected: &[&str]) {
    assert_eq!(events(xml.as_bytes()), expected, "{xml}");
}

#[test]
fn text_comes_in_one_piece_with_its_entities_decoded() {
    check(
        "<a>x &amp; <![CDATA[<p>&amp;</p>]]><!-- no -->&lt;&#322;&#x142;&nbsp;y</a>",
        &["<a", "x & <p>&amp;</p><łł y", ">a"],
    );
}

#[test]
fn halves_of_a_letter_are_put_together() {
    check("<a t='&#55357;&#56832;'>&#55357;&#56832;!</a>", &["<a t=😀", "😀!", ">a"]);
    check("<a>&#xD83D;&#xDE00;</a>", &["<a", "😀", ">a"]);
    // Halves that do not belong together stand for nothing.
    check("<a>&#55357;x&#56832;</a>", &["<a", "\u{fffd}x\u{fffd}", ">a"]);
    check("<a t='&#55357;x&#56832;&#55357;'/>", &["<a t=\u{fffd}x\u{fffd}\u{fffd}", ">a"]);
    check("<a>&#55357;&#55357;&#56832;</a>", &["<a", "\u{fffd}😀", ">a"]);
}

#[test]
fn what_is_no_entity_stays_as_it_is_written() {
    check("<a t='R&D &x; &'>Tom & Jerry; R&D</a>", &["<a t=R&D &x; &", "Tom & Jerry; R&D", ">a"]);
    check("<a>&#99999999999;&#1114112;</a>", &["<a", "&#99999999999;\u{fffd}", ">a"]);
}

#[test]
fn an_empty_element_has_a_start_and_an_end() {
    check("<a><id/><b c=\"1\"/></a>", &["<a", "<id", ">id", "<b c=1", ">b", ">a"]);
}

#[test]
fn stray_bytes_before_the_document_are_passed_over() {
    check("`\n<?xml version=\"1.0\"?>\n<a/>", &["<a", ">a"]);
    check("", &[]);
    check("no tags at all", &[]);
}

#[test]
fn a_document_that_is_cut_off_says_so() {
    check(
        "<a>\n<b>x</b>\ny",
        &["<a", "\n", "<b", "x", ">b", "\ny", "line 3: the file ends in the middle of a document"],
    );
    check("<a>\n<b c='", &["<a", "\n", "line 2: the file ends in the middle of a tag"]);
    check("<a><![CDATA[x", &["<a", "line 1: the file ends in the middle of a tag"]);
}

#[test]
fn tags_that_do_not_match_are_forgiven() {
    check("<a><br><b>x</a>", &["<a", "<br", "<b", "x", ">a"]);
    check("<a></b></a>", &["<a", ">b", ">a"]);
}

#[test]
fn every_event_knows_its_line() {
    let mut xml = Xml::new("\n<a>\n<b>\nx</b></a>".as_bytes());
    let mut lines = Vec::new();
    while xml.next().unwrap().is_some() {
        lines.push(xml.line());
    }
    assert_eq!(lines, [2, 2, 3, 3, 4, 4]);
}

#[test]
fn an_element_is_kept_with_all_it_holds() {
    let mut xml = Xml::new("<a><m id='1'>one<br/><b>two</b><i> </i></m><m>three</m></a>".as_bytes());
    xml.next().unwrap();
    let tag = match xml.next().unwrap() {
        Some(Event::Start(tag)) => tag.keep(),
        other => panic!("{other:?}"),
    };
    let element = xml.element(tag).unwrap().unwrap();
    assert_eq!(element.get("id"), Some("1"));
    assert_eq!(element.text(), "one\ntwo");
    assert_eq!(element.child_text("b").as_deref(), Some("two"));
    assert_eq!(element.child_text("i"), None);
    assert_eq!(element.child("c"), None);
    // Reading goes on behind it.
    assert_eq!(walk(xml), ["<m", "three", ">m", ">a"]);
}

#[test]
fn an_element_that_is_nested_without_end_is_given_up() {
    let deep = format!("<a>{}", "<b>".repeat(500));
    let mut xml = Xml::new(deep.as_bytes());
    let tag = match xml.next().unwrap() {
        Some(Event::Start(tag)) => tag.keep(),
        other => panic!("{other:?}"),
    };
    assert!(xml.element(tag).unwrap().is_err());
    assert_eq!(walk(xml).len(), 301, "200 levels were read, 300 and the missing end are left");
}

#[test]
fn nesting_without_end_is_broken() {
    let deep = "<b>".repeat(200_000);
    let events = walk(Xml::new(deep.as_bytes()));
    assert_eq!(events.len(), 100_002);
    assert_eq!(events.last().unwrap(), "line 1: 100,000 elements within each other");
}

#[test]
fn a_piece_without_end_is_broken() {
    let mut xml = Xml::new(BufReader::new(io::Read::chain("<a>".as_bytes(), io::repeat(b'x'))));
    assert!(matches!(xml.next().unwrap(), Some(Event::Start(_))));
    while let Some(event) = xml.next().unwrap() {
        if let Event::Broken { what, .. } = event {
            assert_eq!(what, "a tag or a text of more than 64 MiB");
        }
    }
}

#[test]
fn the_declaration_names_the_encoding() {
    let settings = SourceSettings::default();
    for (bytes, expected) in [
        (&b"<?xml version='1.0' encoding='windows-1250'?><a>\xb9</a>"[..], "ą"),
        (b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>\xc4\x85</a>", "ą"),
        (b"<a>\xc4\x85</a>", "ą"),
    ] {
        let entry = Entry::memory("x.xml", bytes);
        assert_eq!(walk(open(&Stream::new(&entry, &settings)).unwrap()), ["<a", expected, ">a"]);
    }
}

#[test]
fn every_beginning_of_a_document_can_be_read() {
    let xml = "`<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"c\">]><!----><!-><a b='&#55357;&#1;' c d=e f><![CDATA[x]]>&#xD800;&y;&<b/></a></a>ł";
    for end in 0..=xml.len() {
        events(&xml.as_bytes()[..end]);
        events(&xml.as_bytes()[end..]);
    }
}

#[test]
fn the_outermost_element_is_known_from_the_first_bytes() {
    for (head, expected) in [
        ("<?xml version='1.0'?>\n<!-- made by hand --><smses count='1'>", "smses"),
        ("<ns2:GetFeedbackResponse xmlns:ns2='urn:x'/>", "GetFeedbackResponse"),
        ("<a", "a"),
        ("<", ""),
        ("no markup", ""),
    ] {
        assert_eq!(root(head.as_bytes()), expected.as_bytes(), "{head}");
    }
}
