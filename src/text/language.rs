//! Which language a text is in: by its letters, by runs of them, and by the words that a language cannot do without.

use super::fold::mark;
use super::model::{COLUMNS, UNITS_PER_NAT, WIDTH};
use super::pattern::{Hit, Rule};
use super::token::{Form, Tokens};
use crate::message::Language;

const N: usize = Language::ALL.len();
/// Points of a word that one language has; words of several share them.
const WORD: i32 = 3 * UNITS_PER_NAT;
/// Points of a word with a letter of one language.
const LETTER: i32 = 12 * UNITS_PER_NAT;
/// Points of a word with a letter that leans to one language.
const LEANING: i32 = 3 * UNITS_PER_NAT;
/// Points of a word of the lists, which are not made to tell languages apart.
const LISTED: i32 = 2 * UNITS_PER_NAT;
/// A Cyrillic text without a letter of either language leans to Russian by this.
const CYRILLIC: i32 = 4 * UNITS_PER_NAT;
/// So many words make a Cyrillic text: hardly a Ukrainian sentence goes without і, ї or є.
const MIN_CYRILLIC: usize = 2;
/// The best language leads by so many points, or none is told.
const LEAD: i32 = 2 * UNITS_PER_NAT;
/// A language that the shop does not expect needs so many points more.
const UNEXPECTED: i32 = 8 * UNITS_PER_NAT;
/// Likewise one without word lists, which only lends its letters: a short text is rather in one of the others.
const UNLISTED: i32 = 2 * UNITS_PER_NAT;
/// The same where a text has at most [`FEW_WORDS`] and one of them is a small word of a language with lists.
const UNLISTED_THIN: i32 = 5 * UNITS_PER_NAT;
const FEW_WORDS: usize = 6;
/// The same where such a text holds a phrase of the lists: hardly any other language has the same words in a row.
const UNLISTED_PHRASE: i32 = 12 * UNITS_PER_NAT;

/// Do the lists of words and phrases hold this language?
pub const fn has_lists(language: Language) -> bool {
    !matches!(language, Language::Spanish | Language::French | Language::Italian)
}

/// What the words of a text say together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs {
    /// Of each column of the language table.
    pub runs: [i32; WIDTH],
    /// Points of the small words.
    pub small: [i32; N],
}

impl Signs {
    /// Adds the languages that cannot do without a word.
    pub fn add_small(&mut self, languages: u16) {
        if languages == 0 {
            return;
        }
        let share = WORD / languages.count_ones().cast_signed();
        for (idx, points) in self.small.iter_mut().enumerate() {
            *points += share * i32::from(languages >> idx & 1);
        }
    }
}

impl Signs {
    /// Adds what the letters of a word say.
    pub fn add_runs(&mut self, runs: &[i16; COLUMNS.len()]) {
        for (sum, &points) in self.runs.iter_mut().zip(runs) {
            *sum += i32::from(points);
        }
    }
}

/// Tells the language of texts.
pub struct Detector {
    expected: [bool; N],
}

impl Detector {
    /// `languages` are the only ones it answers; empty means all.
    pub fn new(languages: &[Language]) -> Self {
        let mut expected = [languages.is_empty(); N];
        for &language in languages {
            expected[language as usize] = true;
        }
        Self { expected }
    }

    /// Does the shop expect this language?
    pub fn expects(&self, language: Language) -> bool {
        self.expected[language as usize]
    }

    /// The language with the most evidence; `None` without enough of it, or when the shop does not expect it.
    pub fn detect(&self, tokens: &Tokens, hits: &[Hit<'_>], signs: &Signs) -> Option<Language> {
        let mut points = signs.small;
        let (mut n_words, mut n_foreign, mut n_cyrillic) = (0, 0, 0);
        for token in tokens.all.iter().filter(|token| token.form == Form::Word) {
            n_words += 1;
            if token.marks != 0 {
                n_foreign += usize::from(token.marks & mark::FOREIGN != 0);
                n_cyrillic += usize::from(token.marks & mark::CYRILLIC != 0);
                letters(token.marks, &mut points);
            }
        }
        if n_words == 0 || n_foreign * 2 > n_words {
            return None;
        }
        listed(hits, &mut points);
        for (&column, &runs) in COLUMNS.iter().zip(&signs.runs) {
            points[column as usize] += runs;
        }
        // The texts that the table was learned from hold no Ukrainian: letters and words must tell it.
        points[Language::Ukrainian as usize] +=
            points[Language::Russian as usize] - signs.small[Language::Russian as usize];
        if n_cyrillic >= MIN_CYRILLIC {
            points[Language::Russian as usize] += CYRILLIC;
        }
        let small = signs.small.iter().any(|&points| points > 0);
        let phrase = || hits.iter().any(|hit| hit.pattern.rule == Rule::Mood && hit.tokens.len() > 1);
        let unlisted = match n_words <= FEW_WORDS && small {
            true if phrase() => UNLISTED_PHRASE,
            true => UNLISTED_THIN,
            false => UNLISTED,
        };
        self.best(&points, unlisted)
    }

    fn best(&self, points: &[i32; N], unlisted: i32) -> Option<Language> {
        let mut best: Option<(Language, i32)> = None;
        let mut second = i32::MIN;
        for &language in Language::ALL {
            let handicap = match self.expects(language) {
                true if has_lists(language) => 0,
                true => unlisted,
                false => UNEXPECTED,
            };
            let points = points[language as usize] - handicap;
            match best {
                Some((_, most)) if points <= most => second = second.max(points),
                _ => {
                    second = best.map_or(second, |(_, most)| most);
                    best = Some((language, points));
                }
            }
        }
        let (language, most) = best?;
        (most >= LEAD && most.saturating_sub(second) >= LEAD && self.expects(language)).then_some(language)
    }
}

/// Adds the points that the letters of one word give.
fn letters(marks: u16, points: &mut [i32; N]) {
    let mut give = |language: Language, n: i32| points[language as usize] += n;
    let has = |mark: u16| marks & mark != 0;
    if has(mark::RUSSIAN) {
        give(Language::Russian, LETTER);
    }
    if has(mark::UKRAINIAN) {
        give(Language::Ukrainian, LETTER);
    }
    if has(mark::POLISH) {
        give(Language::Polish, LETTER);
    }
    if has(mark::CZECH) {
        give(Language::Czech, LETTER);
    }
    if has(mark::CARON) {
        give(Language::Czech, LEANING);
    }
    if has(mark::GERMAN) {
        give(Language::German, LETTER);
    }
    if has(mark::U_DOTS) {
        give(Language::German, LEANING);
    }
    if has(mark::RING) {
        give(Language::Swedish, LETTER);
    }
    if has(mark::DOTS) {
        for language in [Language::Finnish, Language::Swedish, Language::German] {
            give(language, LEANING);
        }
    }
    if has(mark::SPANISH) {
        give(Language::Spanish, LETTER);
    }
    if has(mark::GRAVE) {
        give(Language::French, LEANING);
        give(Language::Italian, LEANING);
    }
}

/// Adds the points of the words of the lists.
fn listed(hits: &[Hit<'_>], points: &mut [i32; N]) {
    let mut last = (usize::MAX, 0_u16);
    for hit in hits.iter().filter(|hit| !matches!(hit.pattern.rule, Rule::Due(_))) {
        // A word counts once for a language, however many lists it is on.
        let bit = 1_u16 << hit.pattern.language as u8;
        if last.0 != hit.tokens.start {
            last = (hit.tokens.start, 0);
        }
        if last.1 & bit == 0 {
            last.1 |= bit;
            points[hit.pattern.language as usize] += LISTED;
        }
        if hit.tokens.len() > 1 && hit.pattern.rule == Rule::Mood {
            points[hit.pattern.language as usize] += LISTED;
        }
    }
}

/// Each small word with a language that cannot do without it.
pub fn small_words() -> impl Iterator<Item = (Language, &'static str)> {
    SMALL_WORDS.iter().flat_map(|&(language, list)| list.split_whitespace().map(move |word| (language, word)))
}

/// The small words of each language, folded.
const SMALL_WORDS: &[(Language, &str)] = &[
    (
        Language::English,
        "the a an and or of to in is are was were be been i you he she we they it my your our this that these with for on \
         at from have has had do does did not will would can could should what where when why how who there which about \
         if but so as by am im its any some than then just please hi hello get got me us",
    ),
    (
        Language::Polish,
        "i w na z ze do nie sie to jest sa byl byla bylo byc czy jak co gdzie kiedy dlaczego ktory ktora ktore ale od po za \
         o przez dla mam ma mi moj moja moje moich prosze dzien dobry juz jeszcze tylko ten ta te tego tej tym jestem \
         moge mozna ile tak bardzo pan pani panstwo mnie u ich im byly przy bez oraz zamowienie paczka",
    ),
    (
        Language::Russian,
        "и в на с не что это как где когда почему я мы вы он она они мне мой моя мое мои мои ваш ваша вас вам у от до по за \
         для из к но или же бы ли был была было были есть уже еще только так очень все меня нас можно пожалуйста \
         здравствуйте добрый день заказ посылка если со об при этот эта эти",
    ),
    (
        Language::Finnish,
        "ja on ei en se ole olen oli ovat mika missa milloin miksi miten kun jos mutta tai etta myos niin nyt viela jo vain \
         minun mina sina han me te he tama taman tata sen siita minulle mulle voiko voinko onko saako hei moi kuinka \
         kiitos olisi mita joka kuin ettei paketti pakettini tilaus tuote kaikki ihan todella",
    ),
    (
        Language::German,
        "der die das und ist ich sie wir ihr nicht ein eine einen einem einer mit von zu im in den dem des auf fur war sind \
         haben habe hat wird werden wurde wann wo wie was warum mein meine meiner meinen ihre es auch noch nur aber oder \
         wenn dass kann bitte guten hallo uber nach bei aus am um zum zur so sehr schon paket bestellung",
    ),
    (
        Language::Swedish,
        "och att det som en ett jag ni vi du han hon de den i pa ar var inte med for till av har hade kan ska skulle nar hur \
         vad varfor min mitt mina er ert era om men eller sa mycket fran hej nagon nagot detta denna blev blir bli min \
         paketet vill mig dig oss alla allt efter utan",
    ),
    (
        Language::Czech,
        "a je se na v z ze do ne to jsem jsme jste byl byla bylo co kde kdy proc jak ktery ktera ktere ale od po za pro mam \
         mi muj moje prosim dobry den uz jeste jen ten ta tento mohu muzu kolik ano velmi vas vam u nebo ktere si zasilka \
         objednavka",
    ),
    (
        Language::Ukrainian,
        "і й в на з не що це як де коли чому я ми ви він вона вони мені мій моя моє мої ваш ваша вас вам у від до по за для \
         із але або же би чи був була було були є вже ще тільки так дуже все мене нас можна будь ласка добрий день \
         замовлення посилка якщо цей ця",
    ),
];
