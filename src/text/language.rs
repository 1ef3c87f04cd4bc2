//! Which language a text is in: by letters that only it has, and by the small words it cannot do without.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::pattern::{Hit, Rule};
use super::token::{Form, Tokens};
use crate::message::Language;

const N: usize = Language::ALL.len();
/// Points of a word that one language has; words of several share them.
const WORD: u32 = 12;
/// Points of a word with a letter of one language.
const LETTER: u32 = 24;
/// Points of a word with a letter that leans to one language.
const LEANING: u32 = 6;
/// Points of a word of the lists, which are not made to tell languages apart.
const LISTED: u32 = 6;
/// A Cyrillic text of so many letters without a Ukrainian one leans to Russian.
const MIN_CYRILLIC: usize = 12;

/// Tells the language of texts.
pub struct Detector {
    expected: [bool; N],
    /// The languages of each small word, as bits.
    words: HashMap<&'static str, u8, FxBuildHasher>,
}

impl Detector {
    /// `languages` are the only ones it answers; empty means all.
    pub fn new(languages: &[Language]) -> Self {
        let mut expected = [languages.is_empty(); N];
        for &language in languages {
            expected[language as usize] = true;
        }
        let mut words: HashMap<&'static str, u8, FxBuildHasher> = HashMap::default();
        for &(language, list) in SMALL_WORDS {
            for word in list.split_whitespace() {
                *words.entry(word).or_default() |= 1 << language as u8;
            }
        }
        Self { expected, words }
    }

    /// Does the shop expect this language?
    pub fn expects(&self, language: Language) -> bool {
        self.expected[language as usize]
    }

    /// The language with the most evidence; `None` without any, or when two have the same.
    pub fn detect(&self, text: &str, tokens: &Tokens, hits: &[Hit<'_>]) -> Option<Language> {
        let mut points = [0_u32; N];
        for token in &tokens.all {
            if token.form == Form::Emoji {
                continue;
            }
            if let Some(&languages) = self.words.get(tokens.word(token)) {
                let share = WORD / languages.count_ones().max(1);
                for (idx, points) in points.iter_mut().enumerate() {
                    *points += share * u32::from(languages >> idx & 1);
                }
            }
            if let Some(source) = text.get(token.source.clone()).filter(|source| !source.is_ascii()) {
                letters(source, &mut points);
            }
        }
        let mut last = (usize::MAX, 0_u8);
        for hit in hits.iter().filter(|hit| !matches!(hit.pattern.rule, Rule::Due(_))) {
            // A word counts once for a language, however many lists it is on.
            let bit = 1_u8 << hit.pattern.language as u8;
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
        // Hardly a Ukrainian sentence goes without і, ї or є.
        let n_cyrillic = match tokens.folded.is_ascii() {
            true => 0,
            false => tokens.folded.chars().filter(|letter| matches!(letter, 'а'..='я')).count(),
        };
        if n_cyrillic >= MIN_CYRILLIC && !tokens.folded.contains(['і', 'ї', 'є', 'ґ']) {
            points[Language::Russian as usize] += LISTED;
        }
        let mut best: Option<(Language, u32)> = None;
        let mut tied = false;
        for &language in Language::ALL.iter().filter(|&&language| self.expects(language)) {
            let points = points[language as usize];
            match best {
                Some((_, most)) if points < most => {}
                Some((_, most)) if points == most => tied = true,
                _ if points >= LISTED => (best, tied) = (Some((language, points)), false),
                _ => {}
            }
        }
        best.filter(|_| !tied).map(|(language, _)| language)
    }
}

/// Adds the points that the letters of one word give.
fn letters(word: &str, points: &mut [u32; N]) {
    let mut give = |language: Language, n: u32| points[language as usize] += n;
    let mut last = ' ';
    let mut double = false;
    let mut dotted = false;
    let mut found = false;
    for letter in word.chars().flat_map(char::to_lowercase) {
        double |= letter == last && "aeiouyäö".contains(letter);
        last = letter;
        dotted |= matches!(letter, 'ä' | 'ö');
        let (language, n) = match letter {
            'ё' | 'ы' | 'э' | 'ъ' => (Language::Russian, LETTER),
            'і' | 'ї' | 'є' | 'ґ' => (Language::Ukrainian, LETTER),
            'ł' | 'ą' | 'ę' | 'ż' | 'ś' | 'ź' | 'ń' | 'ć' => (Language::Polish, LETTER),
            'ř' | 'ě' | 'ů' => (Language::Czech, LETTER),
            'č' | 'š' | 'ž' | 'ý' | 'í' => (Language::Czech, LEANING),
            'ß' => (Language::German, LETTER),
            'ü' => (Language::German, LEANING),
            'å' => (Language::Swedish, LETTER),
            _ => continue,
        };
        if !found {
            give(language, n);
        }
        found = true;
    }
    if dotted && double && !found {
        give(Language::Finnish, LETTER);
    } else if dotted && !found {
        give(Language::Finnish, 2);
        give(Language::Swedish, 2);
        give(Language::German, 2);
    }
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
