//! Lines of the usual shape, read without a parser of all of JSON: programs write millions of them, and an audit of them
//! takes a tenth less time.

use std::borrow::Cow;

use super::row::{Given, Row, Text, Texts};
use crate::input::near;

/// The keys of the line before, in their order: programs write every line alike, so that a key is compared where it is
/// expected, not looked for.
#[derive(Default)]
pub(super) struct Shape {
    keys: Vec<Key>,
}

/// A key as a line spells it, with quotes, colon and spaces.
struct Key {
    spelt: String,
    field: Field,
}

/// What a key stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Sent,
    To,
    Conversation,
    Id,
    ReplyTo,
    Channel,
    Role,
    Author,
    Name,
    Kind,
    Subject,
    Product,
    Text,
    Edited,
    /// A number, which is left to the parser.
    Rating,
    /// A key that is not read.
    Other,
}

/// The row of a flat object of texts without escapes, lists of such texts, and nulls. `None` for any other line:
/// serde reads it, or says what is wrong with it.
pub(super) fn row<'a>(line: &'a str, shape: &mut Shape) -> Option<Row<'a>> {
    let mut cursor = Cursor { line, at: 0 };
    let mut row = Row::default();
    let mut seen = 0_u32;
    cursor.eat(b'{')?;
    for nth in 0.. {
        let field = cursor.key(shape, nth)?;
        let value = cursor.value()?;
        if field != Field::Other {
            put(&mut row, field, value)?;
            // A key that comes twice is an error.
            let bit = 1 << field as u32;
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
    (cursor.at == line.len()).then_some(row)
}

impl Shape {
    /// More and longer keys are not expected.
    const MAX_KEYS: usize = 32;
    const MAX_BYTES: usize = 64;

    fn expected(&self, nth: usize, rest: &str) -> Option<&Key> {
        self.keys.get(nth).filter(|key| rest.starts_with(key.spelt.as_str()))
    }

    fn remember(&mut self, nth: usize, spelt: &str, field: Field) {
        if nth < Self::MAX_KEYS && spelt.len() <= Self::MAX_BYTES {
            self.keys.truncate(nth);
            self.keys.push(Key { spelt: spelt.to_owned(), field });
        }
    }
}

impl Field {
    fn named(key: &str) -> Self {
        match key {
            "sent" => Self::Sent,
            "to" => Self::To,
            "conversation" => Self::Conversation,
            "id" => Self::Id,
            "reply_to" => Self::ReplyTo,
            "channel" => Self::Channel,
            "role" => Self::Role,
            "author" => Self::Author,
            "name" => Self::Name,
            "kind" => Self::Kind,
            "subject" => Self::Subject,
            "product" => Self::Product,
            "text" => Self::Text,
            "edited" => Self::Edited,
            "rating" | "rating_max" => Self::Rating,
            _ => Self::Other,
        }
    }
}

/// A value as it stands.
enum Value<'a> {
    Null,
    Text(&'a str),
    List(Vec<Cow<'a, str>>),
}

/// Puts a value where it belongs; `None` when it is not of the usual kind.
fn put<'a>(row: &mut Row<'a>, field: Field, value: Value<'a>) -> Option<()> {
    let slot = match field {
        Field::Sent => {
            row.sent = match value {
                Value::Null => Given::Null,
                Value::Text(text) => Given::Text(Cow::Borrowed(text)),
                Value::List(_) => return None,
            };
            return Some(());
        }
        Field::To => {
            row.to = Texts(match value {
                Value::Null => Vec::new(),
                Value::Text(text) => vec![Cow::Borrowed(text)],
                Value::List(list) => list,
            });
            return Some(());
        }
        Field::Rating | Field::Other => return None,
        Field::Conversation => &mut row.conversation,
        Field::Id => &mut row.id,
        Field::ReplyTo => &mut row.reply_to,
        Field::Channel => &mut row.channel,
        Field::Role => &mut row.role,
        Field::Author => &mut row.author,
        Field::Name => &mut row.name,
        Field::Kind => &mut row.kind,
        Field::Subject => &mut row.subject,
        Field::Product => &mut row.product,
        Field::Text => &mut row.text,
        Field::Edited => &mut row.edited,
    };
    *slot = match value {
        Value::Null => None,
        Value::Text(text) => Some(Text(Cow::Borrowed(text))),
        Value::List(_) => return None,
    };
    Some(())
}

struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn key(&mut self, shape: &mut Shape, nth: usize) -> Option<Field> {
        self.peek()?;
        let rest = self.line.get(self.at..)?;
        if let Some(key) = shape.expected(nth, rest) {
            self.at += key.spelt.len();
            return Some(key.field);
        }
        let field = Field::named(self.text()?);
        self.eat(b':')?;
        let n_bytes = self.line.len() - self.at;
        shape.remember(nth, rest.get(..rest.len() - n_bytes)?, field);
        Some(field)
    }

    fn value(&mut self) -> Option<Value<'a>> {
        match self.peek()? {
            b'"' => self.text().map(Value::Text),
            b'[' => self.list().map(Value::List),
            _ => {
                let is_null = self.line.get(self.at..)?.starts_with("null");
                self.at += "null".len();
                is_null.then_some(Value::Null)
            }
        }
    }

    fn list(&mut self) -> Option<Vec<Cow<'a, str>>> {
        self.eat(b'[')?;
        let mut list = Vec::new();
        if self.eat(b']').is_some() {
            return Some(list);
        }
        loop {
            list.push(Cow::Borrowed(self.text()?));
            if self.eat(b',').is_none() {
                break;
            }
        }
        self.eat(b']')?;
        Some(list)
    }

    /// A text without escapes.
    fn text(&mut self) -> Option<&'a str> {
        self.eat(b'"')?;
        let rest = self.line.get(self.at..)?;
        // Control characters must be escaped (RFC 8259 §7).
        let end = near::first(rest.as_bytes(), [b'"', b'\\'], b' ')?;
        let is_whole = rest.as_bytes().get(end) == Some(&b'"');
        self.at += end + 1;
        rest.get(..end).filter(|_| is_whole)
    }

    /// Passes spaces and the byte, if it is the next one, and spaces behind it.
    fn eat(&mut self, wanted: u8) -> Option<()> {
        if self.peek()? != wanted {
            return None;
        }
        self.at += 1;
        if wanted != b'"' {
            self.peek();
        }
        Some(())
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.line.as_bytes().get(self.at)? {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                byte => return Some(*byte),
            }
        }
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
            assert_eq!(row(line, &mut Shape::default()), Some(expected), "{line}");
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
            assert_eq!(row(line, &mut Shape::default()), None, "{line}");
        }
    }

    #[test]
    fn lines_of_another_shape_are_read_as_well() {
        let mut shape = Shape::default();
        for line in [
            r#"{"id":"1","sent":null,"text":"a"}"#,
            r#"{"id":"2","sent":null,"text":"b"}"#,
            r#"{"id" : "3", "text":"c"}"#,
            r#"{"idea":"4","id":"4"}"#,
            r#"{"text":"d"}"#,
            r#"{"id":"5","sent":null,"text":"e"}"#,
        ] {
            let expected: Row<'_> = serde_json::from_str(line).expect("it is a row");
            assert_eq!(row(line, &mut shape), Some(expected), "{line}");
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
            let mut shape = Shape::default();
            let joined = format!("{{{}}}", parts.join(","));
            for line in [parts.concat(), joined.clone(), joined.to_uppercase(), joined] {
                if let Some(found) = row(&line, &mut shape) {
                    prop_assert_eq!(serde_json::from_str::<Row<'_>>(&line).ok(), Some(found), "{}", line);
                }
            }
        }
    }
}
