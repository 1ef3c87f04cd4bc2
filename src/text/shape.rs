//! What the ending and the place of a word that no list knows say of it.

use super::small::Small;
use crate::message::Language;

/// How a word stands in its clause.
#[derive(Clone, Copy)]
pub struct Shape {
    pub language: Language,
    pub capital: bool,
    /// It stands behind an article or a preposition, or before the verb.
    pub led: bool,
    /// The verb stands before it.
    pub behind: bool,
}

/// Where a word stands.
#[derive(Clone, Copy)]
pub struct Place<'t> {
    pub language: Language,
    /// Nothing but small words stands before it in its clause.
    pub first: bool,
    /// How many words stand before it in its clause.
    pub start: usize,
    pub before: &'t str,
    pub after: &'t str,
    /// The word as it was typed.
    pub written: &'t str,
}

/// What the customer does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    Done,
    Ahead,
}

/// A verb of the past, by its ending.
pub fn is_past(word: &str, language: Language) -> bool {
    let endings: &[&str] = match language {
        Language::English => &["ed"],
        Language::Polish => {
            &["al", "ala", "alo", "ali", "aly", "il", "ila", "ilo", "ili", "ily", "ely", "ela", "elo"]
        }
        Language::Russian => &[
            "ал",
            "ала",
            "ало",
            "али",
            "ил",
            "ила",
            "ило",
            "или",
            "ился",
            "илась",
            "илось",
            "ились",
            "ался",
            "алась",
            "алось",
            "ались",
        ],
        Language::Finnish => &["ivat", "isti", "utui", "ytyi"],
        Language::Swedish => &["ade", "ades", "des", "tes"],
        _ => &[],
    };
    6 <= word.chars().count() && endings.iter().any(|ending| word.ends_with(ending))
}

/// It tells several people what to do, by its ending: "anulujcie", "отмените", "peruuttakaa".
pub fn commands(word: &str, language: Language) -> bool {
    let endings: &[&str] = match language {
        // Behind a vowel it says what you do, and "ście" what you did or are.
        Language::Polish => {
            let stem = word.strip_suffix("cie").unwrap_or("");
            return 2 < stem.len() && !stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y', 's']);
        }
        Language::Russian | Language::Ukrainian => &["ите", "йте", "ьте"],
        Language::Finnish => &["kaa"],
        Language::Czech => &["ete", "ejte"],
        _ => &[],
    };
    5 <= word.chars().count() && endings.iter().any(|ending| word.ends_with(ending))
}

/// It names a thing or a place, and cannot say what something is like.
pub fn is_thing(word: &str, shape: Shape) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    match shape.language {
        Language::English => shape.led && !ends(&["ed", "less"]) && (!shape.behind || !ends(&["ing"])),
        Language::Swedish => shape.led && !ends(&["ad", "ade", "igt", "ig", "iga"]),
        Language::German => {
            shape.capital || !ends(&["t", "en", "ig", "ige", "iges", "los", "haft", "te", "ter", "tes"])
        }
        Language::Polish => !ends(&[
            "ana", "ane", "any", "ani", "anego", "anej", "anym", "anych", "anymi", "ona", "one", "ony",
            "oni", "onego", "onej", "onym", "onych", "onymi", "ieta", "iete", "iety", "ietej", "ietym",
            "ietych", "ietymi", "ita", "ite", "ity", "yta", "yte", "yty", "arta", "arte", "arty",
        ]),
        Language::Russian => !is_russian_participle(word),
        Language::Finnish => {
            !ends(&["nut", "nyt", "neet", "neena", "ttu", "tty", "tut", "tyt", "na", "neilla", "neella"])
        }
        _ => false,
    }
}

fn is_russian_participle(word: &str) -> bool {
    const ENDINGS: &[&str] =
        &["ыми", "ого", "ому", "ый", "ая", "ое", "ые", "ую", "ой", "ых", "ым", "а", "о", "ы", ""];
    const STEMS: &[&str] = &[
        "нн", "рван", "бит", "мят", "рыт", "жат", "тан", "лан", "лен", "чен", "щен", "шен", "жен", "ден",
        "нен", "ян",
    ];
    let stem = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    5 <= word.chars().count() && STEMS.iter().any(|end| stem.ends_with(end))
}

/// What the customer did or will do.
pub fn deed(word: &str, place: Place<'_>) -> Option<Deed> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let near = |words: &[&str]| words.contains(&place.before) || words.contains(&place.after);
    let first = place.first && !Small::Leads.holds(place.before, place.language);
    let long = word.chars().count() >= 4;
    let ahead = match place.language {
        Language::English => false,
        Language::Polish => (first && place.written.ends_with('ę')) || ends(&["iemy", "imy", "ujemy"]),
        Language::Russian => first && ends(&["у", "ю", "усь", "юсь", "им", "ем"]),
        Language::Finnish => first && place.start <= 2 && ends(&["n", "mme"]) && !ends(&["han"]),
        Language::German => {
            (near(&["ich", "wir"]) && ends(&["e", "n"]))
                || ((place.start == 0 || ["dann", "und", "also"].contains(&place.before))
                    && ends(&["e"])
                    && !ends(&["te"])
                    && place.written.starts_with(char::is_lowercase))
        }
        Language::Swedish => {
            (near(&["jag", "vi"]) || (first && Small::Leads.holds(place.after, place.language)))
                && ends(&["r"])
        }
        _ => false,
    };
    let done = match place.language {
        Language::English => {
            (first || ["i", "ive", "we", "weve", "just", "have"].contains(&place.before)) && ends(&["ed"])
        }
        Language::Polish => ends(&["lam", "lem", "lismy", "lysmy"]),
        Language::Russian => {
            (first && ends(&["л", "ла", "лся", "лась", "ли", "лись"]))
                || ["я", "сам", "сама", "мы"].contains(&place.before)
        }
        Language::Finnish => first && ends(&["in", "imme"]),
        Language::German => {
            ["ge", "aus", "ein", "an", "ver", "be", "um", "ab", "neu"]
                .iter()
                .any(|start| word.starts_with(start))
                && ends(&["t", "en"])
                && place.written.starts_with(char::is_lowercase)
        }
        Language::Swedish => first && ends(&["de", "te", "at"]),
        _ => false,
    };
    match () {
        () if !long => None,
        () if done => Some(Deed::Done),
        () if ahead => Some(Deed::Ahead),
        () => None,
    }
}

#[cfg(test)]
mod tests;
