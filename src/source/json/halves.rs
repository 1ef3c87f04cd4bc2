//! Halves of characters: whoever cuts a text in the middle of an emoji writes half a surrogate pair, which no parser takes.

use memchr::memchr;
use serde_json::Value;

/// What a JSON document says, also where it holds halves.
pub fn value(json: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(json)
        .or_else(|error| mended(json).map_or(Err(error), |json| serde_json::from_slice(&json)))
}

/// A document without the halves that it holds, if it does.
pub fn mended(json: &[u8]) -> Option<Vec<u8>> {
    let mut json = json.to_vec();
    mend(&mut json).then_some(json)
}

/// Puts U+FFFD in the place of each half that stands alone in the texts of a JSON document; says whether there was one.
pub fn mend(json: &mut [u8]) -> bool {
    let mut mended = false;
    let mut at = 0;
    while let Some(found) = memchr(b'\\', json.get(at..).unwrap_or_default()) {
        at += found;
        at += match (escaped(json, at), escaped(json, at + 6)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(0xd800..0xe000), _) => {
                if let Some(escape) = json.get_mut(at..at + 6) {
                    escape.copy_from_slice(b"\\ufffd");
                }
                mended = true;
                6
            }
            _ => 2,
        };
    }
    mended
}

/// The number of `\u1234`, if that stands at `at`.
fn escaped(json: &[u8], at: usize) -> Option<u32> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let mut digits = digits.iter().map(|&digit| char::from(digit).to_digit(16));
    digits.try_fold(0, |number, digit| Some(number * 16 + digit?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        let mut bytes = json.as_bytes().to_vec();
        assert_eq!(mend(&mut bytes), json != expected, "{json}");
        assert_eq!(String::from_utf8_lossy(&bytes), expected);
    }

    #[test]
    fn only_halves_that_stand_alone_are_mended() {
        check(r#""a \ud83d""#, r#""a \ufffd""#);
        check(r#""\uDE00 a \ud83d\ude00""#, r#""\ufffd a \ud83d\ude00""#);
        check(r#""\ud83d\ud83d\ude00\u0416\n""#, r#""\ufffd\ud83d\ude00\u0416\n""#);
        // A backslash, and the letters behind it.
        check(r#""\\ud83d""#, r#""\\ud83d""#);
        check(r#""\ud83"#, r#""\ud83"#);
        check(r"\", r"\");
        assert_eq!(value(br#"["\ud83d"]"#).ok(), Some(serde_json::json!(["\u{fffd}"])));
        assert!(value(br#"["\ud83d""#).is_err());
    }

    proptest! {
        #[test]
        fn what_was_mended_is_a_text(escapes in prop::collection::vec(any::<u16>(), 0..12)) {
            let escapes: String = escapes.iter().map(|code| format!("\\u{code:04x}")).collect();
            let mut json = format!("\"{escapes}\"").into_bytes();
            let was_text = serde_json::from_slice::<String>(&json).is_ok();
            prop_assert_eq!(mend(&mut json), !was_text);
            prop_assert!(serde_json::from_slice::<String>(&json).is_ok());
        }
    }
}
