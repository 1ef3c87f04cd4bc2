//! What the ending and the place of a word that no list knows say of it.

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

/// Words that begin another statement within a clause.
pub fn joins(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["and", "so", "then"],
        Language::Polish => &["i", "a", "oraz", "wiec"],
        Language::Russian => &["и", "а", "так"],
        Language::Finnish => &["ja", "joten"],
        Language::German => &["und"],
        Language::Swedish => &["och", "sa"],
        Language::Czech => &["a", "i"],
        Language::Ukrainian => &["і", "й", "та", "а"],
        _ => &[],
    };
    words.contains(&word)
}

/// Articles, pronouns and prepositions: a noun follows.
pub fn leads(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &[
            "a", "an", "the", "my", "your", "our", "his", "her", "their", "its", "this", "that", "these",
            "those", "in", "on", "at", "to", "from", "of", "for", "by", "under", "behind", "inside", "into",
            "near", "outside", "through", "via", "new", "next", "between",
        ],
        Language::Polish => &[
            "w", "we", "na", "do", "z", "ze", "o", "po", "dla", "u", "za", "przy", "pod", "nad", "od",
            "przez", "przed", "obok",
        ],
        Language::Russian => &[
            "в",
            "во",
            "на",
            "к",
            "ко",
            "по",
            "за",
            "с",
            "со",
            "у",
            "о",
            "об",
            "под",
            "из",
            "от",
            "для",
            "через",
            "около",
            "до",
        ],
        Language::German => &[],
        Language::Swedish => &[
            "en", "ett", "den", "det", "de", "min", "mitt", "mina", "er", "ert", "era", "din", "ditt",
            "dina", "i", "pa", "till", "fran", "for", "med", "av", "hos", "under", "vid", "bakom", "nya",
            "ny", "nytt", "mellan",
        ],
        _ => &[],
    };
    words.contains(&word)
}

/// "It was the fuse": what stands right before the thing that was to blame.
pub fn names(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["the", "my", "your", "our", "a"],
        Language::Polish => &["to", "byl", "byla", "bylo", "byly"],
        Language::Russian => &["в", "был", "была", "было", "были"],
        Language::Finnish => &["oli", "olivat"],
        Language::German => &["der", "die", "das", "den", "dem", "mein", "meine"],
        Language::Swedish => &["var"],
        _ => &[],
    };
    words.contains(&word)
}

/// "I changed it myself": that settles it.
pub fn is_self(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["myself", "ourselves"],
        Language::Polish => &["sam", "sama", "sami", "same"],
        Language::Russian => &["сам", "сама", "сами"],
        Language::Finnish => &["itse"],
        Language::German => &["selbst", "selber"],
        Language::Swedish => &["sjalv", "sjalva"],
        _ => &[],
    };
    words.contains(&word)
}

/// The infinitive stands at the end: "I could the date change".
pub fn is_can(word: &str, language: Language) -> bool {
    language == Language::German && matches!(word, "kann" | "konnte" | "konnten" | "konnen")
}

/// What follows is the content of what is known or thanked for.
pub fn is_that(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["that"],
        Language::Polish => &["ze", "zeby"],
        Language::Russian => &["что"],
        Language::Finnish => &["etta"],
        Language::German => &["dass"],
        Language::Swedish => &["att"],
        _ => &[],
    };
    words.contains(&word)
}

/// What follows says how it is now, and was not before.
pub fn is_now(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["now", "again", "already", "finally"],
        Language::Polish => &["juz", "teraz", "znow", "znowu", "wreszcie"],
        Language::Russian => &["уже", "теперь", "снова", "опять", "наконец"],
        Language::Finnish => &["jo", "nyt", "taas", "vihdoin"],
        Language::German => &["jetzt", "nun", "wieder", "endlich", "bereits", "inzwischen"],
        Language::Swedish => &["nu", "igen", "redan", "antligen"],
        _ => &[],
    };
    words.contains(&word)
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

/// Forms of "is".
pub fn is_being(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["is", "are", "was", "were"],
        Language::Polish => &["jest", "sa", "byl", "byla", "bylo", "byly"],
        Language::Russian => &["был", "была", "было", "были"],
        Language::Finnish => &["on", "ovat", "oli", "olivat"],
        Language::German => &["ist", "sind", "war", "waren"],
        Language::Swedish => &["ar", "var"],
        _ => &[],
    };
    words.contains(&word)
}

/// A condition follows.
pub fn is_if(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["if", "when"],
        Language::Polish => &["jesli", "jezeli", "gdy", "kiedy"],
        Language::Russian => &["если", "когда"],
        Language::Finnish => &["jos", "kun"],
        Language::German => &["wenn", "falls", "sofern"],
        Language::Swedish => &["om", "nar"],
        _ => &[],
    };
    words.contains(&word)
}

/// What works again may have the word that complaints have.
pub fn is_again(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &["again"],
        Language::Polish => &["znow", "znowu", "ponownie"],
        Language::Russian => &["снова", "опять"],
        Language::Finnish => &["taas", "jalleen"],
        Language::German => &["wieder"],
        Language::Swedish => &["igen", "ater"],
        _ => &[],
    };
    words.contains(&word)
}

/// Words behind which no noun of the article before can follow.
pub fn breaks(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::English => &[
            "is", "are", "was", "were", "be", "been", "has", "have", "had", "and", "it", "they", "i", "we",
            "he", "she", "so", "now", "just", "very", "all", "quite", "up", "out", "down", "here", "there",
        ],
        Language::Swedish => &[
            "ar", "var", "har", "hade", "och", "jag", "vi", "nu", "sa", "helt", "alla", "allt", "fram", "hem",
        ],
        _ => &[],
    };
    words.contains(&word)
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
        Language::Finnish => !ends(&[
            "nut", "nyt", "neet", "neena", "ttu", "tty", "tut", "tyt", "na", "neilla", "neella", "neet",
        ]),
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
    let first = place.first && !leads(place.before, place.language);
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
            (near(&["jag", "vi"]) || (first && leads(place.after, place.language))) && ends(&["r"])
        }
        _ => false,
    };
    let done = match place.language {
        Language::English => {
            (first || ["i", "ive", "we", "weve", "just", "have"].contains(&place.before)) && ends(&["ed"])
        }
        Language::Polish => ends(&["lam", "lem", "lismy", "lysmy", "lam", "lem"]),
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
