//! The customer's own words where a review comes with a machine translation or with traces of HTML.

use std::borrow::Cow;

use crate::text::html;

/// What stands before a translation and before the original; all but the first pair are unverified.
const MARKS: &[(&str, &str)] = &[
    ("(Translated by Google)", "(Original)"),
    ("(Przetłumaczone przez Google)", "(Oryginał)"),
    ("(Przetłumaczono przez Google)", "(Wersja oryginalna)"),
    ("(Переведено Google)", "(Оригинал)"),
    ("(Перевод Google)", "(Исходный текст)"),
    ("(Googlen kääntämä)", "(Alkuperäinen)"),
    ("(Übersetzt von Google)", "(Original)"),
];

/// The original part of a text, as a reader would see it.
pub fn shown(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => html::decode(of(text)),
        Cow::Owned(text) => Cow::Owned(html::decode(of(&text)).into_owned()),
    }
}

/// The original part of a text; the text itself when it carries no translation.
pub fn of(text: &str) -> &str {
    // Nearly no review has any.
    if memchr::memchr(b'(', text.as_bytes()).is_none() {
        return text;
    }
    for (translated, original) in MARKS {
        let Some((before, behind)) = text.split_once(translated) else { continue };
        if let Some((_, own)) = behind.split_once(original) {
            return own.trim();
        }
        // The other order: the customer's words come first.
        if !before.trim().is_empty() {
            return before.trim();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_is_kept_in_either_order() {
        assert_eq!(of("(Translated by Google) Never again\n\n(Original)\nNigdy więcej"), "Nigdy więcej");
        assert_eq!(of("Nigdy więcej\n\n(Translated by Google)\nNever again"), "Nigdy więcej");
        assert_eq!(of("(Переведено Google) Bad\n\n(Оригинал)\nПлохо"), "Плохо");
    }

    #[test]
    fn a_text_without_a_translation_stays() {
        assert_eq!(of("Nigdy więcej (Original)"), "Nigdy więcej (Original)");
        assert_eq!(of("(Translated by Google) Never again"), "(Translated by Google) Never again");
        assert_eq!(of(""), "");
    }
}
