//! Lines of the usual shape, read without a parser of all of JSON: programs write millions of them, and an audit of them
//! takes a tenth less time.

use std::borrow::Cow;

use memchr::memchr;

use super::row::{Given, Row, Text, Texts};
use crate::message::few::Few;

/// The row of a flat object of texts, lists of texts, and nulls, without escapes and tabs. `None` for any other line:
/// serde reads it, or says what is wrong with it.
pub(super) fn row(line: &str) -> Option<Row<'_>> {
    // Control characters must be escaped (RFC 8259 §7), so that a text without escapes ends at the next quote. Without a
    // way out in the middle many bytes are looked at together.
    if line.bytes().fold(false, |found, byte| found | (byte < b' ') | (byte == b'\\')) {
        return None;
    }
    let mut cursor = Cursor { line, at: 0 };
    let mut row = Row::default();
    let mut seen = 0_u32;
    cursor.eat(b'{')?;
    loop {
        let key = cursor.key()?;
        cursor.eat(b':')?;
        if let Some(number) = cursor.take(key, &mut row)? {
            // A key that comes twice is an error.
            let bit = 1 << number;
            if seen & bit != 0 {
                return None;
            }
            seen |= bit;
        }
        if cursor.eat(b',').is_none() {
            break;
        }
    }
    cursor.eat(b'}')?;
    cursor.is_at_end().then_some(row)
}

struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Puts the value that follows where it belongs and gives the number of its key, none for a key that is not read; the
    /// outer `None` says that the value is not of the usual kind.
    fn take(&mut self, key: &str, row: &mut Row<'a>) -> Option<Option<u32>> {
        let (number, slot) = match key {
            "sent" => {
                row.sent = self.text_or_null()?.map_or(Given::Null, |text| Given::Text(Cow::Borrowed(text)));
                return Some(Some(0));
            }
            "to" => {
                row.to = Texts(self.texts()?);
                return Some(Some(1));
            }
            "rating" | "rating_max" => return None,
            "conversation" => (2, &mut row.conversation),
            "id" => (3, &mut row.id),
            "reply_to" => (4, &mut row.reply_to),
            "channel" => (5, &mut row.channel),
            "role" => (6, &mut row.role),
            "author" => (7, &mut row.author),
            "name" => (8, &mut row.name),
            "kind" => (9, &mut row.kind),
            "subject" => (10, &mut row.subject),
            "product" => (11, &mut row.product),
            "text" => (12, &mut row.text),
            "edited" => (13, &mut row.edited),
            _ => {
                self.texts()?;
                return Some(None);
            }
        };
        *slot = self.text_or_null()?.map(|text| Text(Cow::Borrowed(text)));
        Some(Some(number))
    }

    fn text_or_null(&mut self) -> Option<Option<&'a str>> {
        if self.peek()? == b'"' { self.text().map(Some) } else { self.null().map(|()| None) }
    }

    /// A list of texts, one text, or null.
    fn texts(&mut self) -> Option<Few<Cow<'a, str>>> {
        if self.peek()? != b'[' {
            let text = self.text_or_null()?;
            return Some(text.map_or(Few::EMPTY, |text| Few::one(Cow::Borrowed(text))));
        }
        self.eat(b'[')?;
        if self.eat(b']').is_some() {
            return Some(Few::EMPTY);
        }
        let first = Cow::Borrowed(self.text()?);
        if self.eat(b']').is_some() {
            return Some(Few::one(first));
        }
        let mut list = vec![first];
        while self.eat(b',').is_some() {
            list.push(Cow::Borrowed(self.text()?));
        }
        self.eat(b']')?;
        Some(list.into())
    }

    /// Keys are too short for a search made for long texts.
    fn key(&mut self) -> Option<&'a str> {
        self.text_to(|rest| rest.iter().position(|byte| *byte == b'"'))
    }

    fn text(&mut self) -> Option<&'a str> {
        self.text_to(|rest| memchr(b'"', rest))
    }

    /// The text up to the quote that `find` finds.
    fn text_to(&mut self, find: impl FnOnce(&[u8]) -> Option<usize>) -> Option<&'a str> {
        self.eat(b'"')?;
        let rest = self.line.get(self.at..)?;
        let end = find(rest.as_bytes())?;
        self.at += end + 1;
        rest.get(..end)
    }

    fn null(&mut self) -> Option<()> {
        let is_null = self.line.get(self.at..)?.starts_with("null");
        self.at += "null".len();
        is_null.then_some(())
    }

    /// Passes spaces and the byte, if it is the next one.
    fn eat(&mut self, wanted: u8) -> Option<()> {
        if self.peek()? != wanted {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.line.as_bytes().get(self.at)? {
                b' ' => self.at += 1,
                byte => return Some(*byte),
            }
        }
    }

    fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_lines_are_read() {
        for line in [
            r#"{"sent":"2026-01-05T08:00:00Z","role":"team","author":"a@b.example","to":["x","y"],"text":"Cześć"}"#,
            r#" { "sent" : null , "to" : [ ] , "id" : "" , "more" : [ "x" ] , "author" : "a" } "#,
            "{\"to\":\"x\",\"name\":null,\"text\":\"\u{7f}\"}",
        ] {
            let expected: Row<'_> = serde_json::from_str(line).expect("it is a row");
            assert_eq!(row(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn other_lines_are_left_to_the_parser() {
        for line in [
            "",
            "{}",
            r#"{"id":"1","id":"2"}"#,
            r#"{"id":null,"id":"2"}"#,
            r#"{"id":7}"#,
            r#"{"id":["7"]}"#,
            r#"{"text":"a\nb"}"#,
            "{\"text\":\"a\tb\"}",
            r#"{"id":"1",}"#,
            r#"{"id":"1"} x"#,
            r#"{"to":["a",]}"#,
            r#"{"rating":5}"#,
            r#"{"id":nul}"#,
            r#"{"id":"1""#,
        ] {
            assert_eq!(row(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_the_parser_reads(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "{", "}", "[", "]", ",", ":", " ", "null", "1", "\"", "\\", "\"id\":", "\"to\":", "\"sent\":", "\"x\"",
                    "\"id\":\"1\"", "\"to\":[\"a\"]", "\"text\":null", "\n", "\u{1}", "ż",
                ]),
                0..12,
            ),
        ) {
            for line in [parts.concat(), format!("{{{}}}", parts.join(","))] {
                if let Some(found) = row(&line) {
                    prop_assert_eq!(serde_json::from_str::<Row<'_>>(&line).ok(), Some(found), "{}", line);
                }
            }
        }
    }
}
