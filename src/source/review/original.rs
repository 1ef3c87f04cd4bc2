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

/// A longer text in brackets is no mark.
const MAX_MARK: usize = 40;

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
    for (translated, _) in MARKS {
        let Some((before, behind)) = text.split_once(translated) else { continue };
        let originals = MARKS.iter().map(|(_, original)| original);
        if let Some((_, own)) = originals.filter_map(|original| behind.split_once(original)).next() {
            return own.trim();
        }
        // The other order: the customer's words come first.
        if !before.trim().is_empty() {
            return before.trim();
        }
    }
    in_any_language(text).unwrap_or(text)
}

/// The same by the shape of the marks: in every language that of the translation names Google, and each but one at
/// the very beginning has a line of its own.
fn in_any_language(text: &str) -> Option<&str> {
    if !text.contains("Google") {
        return None;
    }
    let begin = text.len() - text.trim_start().len();
    let mut marks = text.match_indices('(').filter_map(|(at, _)| {
        let is_at_start = at == begin;
        let rest = text.get(at + 1..)?;
        let (end, _) = rest.char_indices().take(MAX_MARK).find(|(_, c)| matches!(c, ')' | '\n'))?;
        let (inside, behind) = (rest.get(..end)?, rest.get(end..)?.strip_prefix(')')?);
        let has_line = behind.starts_with(['\n', '\r']) && text.get(..at)?.ends_with('\n');
        (is_at_start || has_line).then_some((at, inside, behind))
    });
    let (at, inside, _) = marks.next()?;
    match (inside.contains("Google"), text.get(..at)?.trim()) {
        // The original follows behind the next mark.
        (true, "") => marks.next().map(|(_, _, own)| own.trim()),
        (true, own) => Some(own),
        (false, _) => None,
    }
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
    fn marks_in_other_languages_are_known_by_their_shape() {
        assert_eq!(of("(Traduit par Google) Horrible\n\n(Avis d'origine)\nOkropne"), "Okropne");
        assert_eq!(of("Okropne miejsce\n\n(Preložené službou Google)\nHrozné"), "Okropne miejsce");
        assert_eq!(of("(Przetłumaczone przez Google) Bad\n\n(Wersja oryginalna)\nŹle"), "Źle");
        for own in [
            "(I found them on Google) bad shop",
            "Bad shop (see Google)\nNever again",
            "Bad shop\n(the Google hours are wrong) closed",
            "Bad (very)\n(no Google",
        ] {
            assert_eq!(of(own), own);
        }
    }

    #[test]
    fn a_text_without_a_translation_stays() {
        assert_eq!(of("Nigdy więcej (Original)"), "Nigdy więcej (Original)");
        assert_eq!(of("(Translated by Google) Never again"), "(Translated by Google) Never again");
        assert_eq!(of(""), "");
    }
}
