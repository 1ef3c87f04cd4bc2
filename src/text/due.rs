//! Due times in words: "within 24 hours", "do środy", "huomenna".

mod amount;

use std::ops::Range;

use super::clock::{self, Clock};
use super::pattern::{Due, Hit, Rule};
use super::token::{Form, Tokens};
use crate::message::{Day, Language, Promise};

use amount::WHOLE;

pub use super::pattern::Due as Kind;

const DAY: i64 = 86_400;
/// No honest sentence has more known words; the cap keeps a hostile one cheap.
const MAX_HITS: usize = 200;

/// These tell when the shop is there, and promise nothing.
const EACH: &[&str] =
    &["codziennie", "daily", "every", "each", "ежедневно", "paivittain", "taglich", "dagligen", "щодня"];
/// Whom an answer goes to, between the verb and its time.
const TO_YOU: &[&str] = &[
    "pani", "panu", "panstwu", "panem", "z", "tobie", "ci", "вам", "с", "вами", "тебе", "sinulle", "teille",
    "sinuun", "asiaan", "yhteytta", "takaisin", "you", "to", "back", "ihnen", "sie", "bei", "dir", "dig",
    "av", "oss", "vam", "vas", "з",
];

/// Is it a unit that a number counts?
pub fn counts(due: &Due) -> bool {
    matches!(due, Due::Unit(_) | Due::Workday)
}

/// Is it more than a preposition?
pub fn names_a_time(due: Due) -> bool {
    matches!(due, Due::Unit(_) | Due::Workday | Due::Day(_) | Due::Weekday(_) | Due::Month(_) | Due::Clock(_))
}

/// Does a time follow it?
pub fn leads(due: &Due) -> bool {
    matches!(due, Due::By | Due::Within | Due::On)
}

/// The seconds of the unit that sticks to its number, as in `24h`.
pub fn compact(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let unit = match word.get(digits.len()..)? {
        "h" | "ч" | "t" | "godz" | "std" | "tim" => 3600,
        "d" | "д" | "dni" => DAY,
        "min" | "мин" => 60,
        _ => return None,
    };
    amount::whole(digits).map(|_| unit)
}

/// A due time and the tokens that name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub promise: Promise,
    pub place: Range<usize>,
}

/// The due time in the sentence at `place`, which the verb of `hit` speaks of. Days that may be past
/// ("on Friday") count only behind the verb; of several spans the longest counts.
pub fn find(tokens: &Tokens, hits: &[Hit<'_>], place: &Range<usize>, verb: &Hit<'_>) -> Option<Found> {
    let inside = |hit: &&Hit<'_>| place.start <= hit.tokens.start && hit.tokens.end <= place.end;
    let ours = |hit: &&Hit<'_>| inside(hit) && hit.pattern.language == verb.pattern.language;
    let ours: Vec<&Hit<'_>> = hits.iter().filter(ours).collect();
    if ours.len() > MAX_HITS {
        return None;
    }
    let sentence = Sentence { tokens, place: place.clone(), hits: ours, verb: verb.tokens.clone() };
    let until = sentence.asked().unwrap_or(usize::MAX).min(place.end);
    let written = Written::of(&sentence, verb.pattern.language, until);
    // Each with the token that names it.
    let mut span: Option<(i64, usize)> = None;
    let mut day: Option<(u8, usize)> = None;
    let mut weekday: Option<(u8, usize)> = None;
    for (hit, due) in
        sentence.dues().filter(|(hit, _)| hit.tokens.start < until && !sentence.inside_longer(hit))
    {
        let at = hit.tokens.start;
        let spans = |seconds: i64| sentence.span(hit).map(|parts| (parts * seconds / WHOLE, at));
        match due {
            // "До 18 часов" is a time of the day.
            _ if written.holds(at) => {}
            Due::Unit(seconds) => span = span.max(spans(i64::from(seconds))),
            // Weekends do not count: the span covers those that may lie between.
            Due::Workday => {
                let days = sentence.span(hit).map(|parts| (parts + WHOLE - 1) / WHOLE);
                span = span.max(days.map(|n| ((n + 2 * ((n + 4) / 5)) * DAY, at)));
            }
            Due::Day(days) if sentence.is_due_day(hit, days) || sentence.goes_on(hit, &written) => {
                day = day.max(Some((days, at)))
            }
            Due::Weekday(number) if sentence.is_due_weekday(hit) => weekday = Some((number, at)),
            _ => {}
        }
    }
    for idx in place.clone().filter(|&idx| idx < until && !written.holds(idx)) {
        let unit = compact(tokens.at(idx)).filter(|_| sentence.led(idx) || sentence.followed(idx));
        let seconds = unit.zip(sentence.digits(idx)).map(|(unit, (parts, _))| parts * unit / WHOLE);
        span = span.max(seconds.map(|seconds| (seconds, idx)));
    }
    if let Some((seconds, at)) = span {
        return Some(Found { promise: Promise::Within(seconds), place: sentence.words_of(at, &written) });
    }
    let day = written
        .date
        .as_ref()
        .map(|(date, place)| (*date, place.start))
        .or(day.map(|(days, at)| (Day::After(days), at)))
        .or(weekday.map(|(number, at)| (Day::Weekday(number), at)));
    let (promise, at) = match (day, &written.clock) {
        (day, Some((minute, place))) => (Promise::Clock(day.map(|(day, _)| day), *minute), place.start),
        (Some((day, at)), None) => (Promise::Day(day), at),
        (None, None) => return None,
    };
    Some(Found { promise, place: sentence.words_of(at, &written) })
}

/// The clock time and the date of a sentence, where they are due times.
#[derive(Default)]
struct Written {
    clock: Option<Clock>,
    date: Option<(Day, Range<usize>)>,
}

impl Written {
    fn of(sentence: &Sentence<'_>, language: Language, until: usize) -> Self {
        let place = sentence.place.start..until;
        if !place.clone().any(|idx| sentence.number_at(idx) || sentence.noon(idx).is_some()) {
            return Self::default();
        }
        let date = place.clone().find_map(|idx| {
            let (day, words) = clock::date_at(sentence.tokens, &sentence.hits, language, idx)?;
            // "12.5 Tage" is no date.
            let counted = sentence.any(|place, due| counts(&due) && place.start == words.end);
            (!counted && words.end <= until).then_some((day, words))
        });
        let in_date = |idx: usize| date.as_ref().is_some_and(|(_, place)| place.contains(&idx));
        let clocks: Vec<Clock> = place
            .filter(|&idx| !in_date(idx))
            .filter_map(|idx| sentence.noon(idx).or_else(|| clock::clock_at(sentence.tokens, idx)))
            .collect();
        // From nine to five, or every day: when the shop is there, and no promise.
        let [clock] = clocks.as_slice() else {
            return Self { clock: None, date: date.filter(|(_, place)| sentence.is_due_date(place)) };
        };
        let date =
            date.filter(|(_, place)| sentence.is_due_date(place) || sentence.follows_due(place, &clock.1));
        let dated = date.as_ref().is_some_and(|(_, place)| place.end <= clock.1.start);
        let clock = Some(clock.clone())
            .filter(|(_, place)| !sentence.repeats() && (dated || sentence.is_due_clock(place)));
        Self { clock, date }
    }

    fn holds(&self, idx: usize) -> bool {
        let clock = self.clock.iter().map(|(_, place)| place);
        clock.chain(self.date.iter().map(|(_, place)| place)).any(|place| place.contains(&idx))
    }
}

struct Sentence<'s> {
    tokens: &'s Tokens,
    place: Range<usize>,
    hits: Vec<&'s Hit<'s>>,
    verb: Range<usize>,
}

impl<'s> Sentence<'s> {
    fn dues(&self) -> impl Iterator<Item = (&'s Hit<'s>, Due)> {
        self.hits.iter().filter_map(|&hit| match hit.pattern.rule {
            Rule::Due(due) => Some((hit, due)),
            _ => None,
        })
    }

    fn any(&self, test: impl Fn(&Range<usize>, Due) -> bool) -> bool {
        self.dues().any(|(hit, due)| test(&hit.tokens, due))
    }

    /// Where an indirect question starts behind the verb: "we are checking whether it arrives tomorrow"
    /// promises nothing. The Swedish "om 3 dagar" is a time and no question.
    fn asked(&self) -> Option<usize> {
        let is_time = |hit: &Hit<'_>| {
            let counted = self.number_at(hit.tokens.end);
            self.any(|place, due| {
                due == Due::Within
                    && place.start <= hit.tokens.start
                    && hit.tokens.end <= place.end
                    && (counted || place.len() > hit.tokens.len())
            })
        };
        let asks = |hit: &&&Hit<'_>| {
            hit.pattern.rule == Rule::Whether && hit.tokens.start > self.verb.start && !is_time(hit)
        };
        self.hits.iter().filter(asks).map(|hit| hit.tokens.start).min()
    }

    /// A number in digits or words stands at `idx`.
    fn number_at(&self, idx: usize) -> bool {
        self.tokens.all.get(idx).is_some_and(|token| token.form == Form::Number)
            || self.any(|place, due| matches!(due, Due::Number(_) | Due::Halves(_)) && place.start == idx)
    }

    /// The words around `idx` that make up its due time.
    fn words_of(&self, idx: usize, written: &Written) -> Range<usize> {
        let belongs = |idx: usize| {
            self.number_at(idx)
                || written.holds(idx)
                || idx < self.place.end && self.any(|place, _| place.contains(&idx))
        };
        let mut words = idx..idx + 1;
        while words.start > self.place.start && belongs(words.start - 1) {
            words.start -= 1;
        }
        while words.end < self.place.end && belongs(words.end) {
            words.end += 1;
        }
        words
    }

    /// Noon and its like at `idx`.
    fn noon(&self, idx: usize) -> Option<Clock> {
        self.dues().find_map(|(hit, due)| match due {
            Due::Clock(hour) if hit.tokens.start == idx => Some((60 * u16::from(hour), hit.tokens.clone())),
            _ => None,
        })
    }

    /// It tells what happens again and again.
    fn repeats(&self) -> bool {
        let n_weekdays = self.dues().filter(|(_, due)| matches!(due, Due::Weekday(_))).count();
        n_weekdays > 1 || self.place.clone().any(|idx| EACH.contains(&self.tokens.at(idx)))
    }

    /// A preposition stands before the words at `place`, with other parts of a due time between at most.
    fn is_led(&self, place: &Range<usize>) -> bool {
        let mut first = place.start;
        while first > self.place.start && self.is_part(first - 1) {
            first -= 1;
        }
        self.any(|lead, due| due == Due::By && first <= lead.start && lead.end <= place.start)
            || self.any(|behind, due| {
                due == Due::By && behind.start == place.end && behind.len() == 1 && self.is_finnish()
            })
    }

    fn is_finnish(&self) -> bool {
        self.hits.iter().any(|hit| hit.pattern.language == Language::Finnish)
    }

    /// It stands close behind the verb: further on it may tell when something else happened.
    fn is_near(&self, place: &Range<usize>) -> bool {
        let spoken = |idx: &usize| {
            !clock::leads(self.tokens.at(*idx))
                && !TO_YOU.contains(&self.tokens.at(*idx))
                && !self.any(|place, _| place.contains(idx))
        };
        self.verb.end <= place.start && (self.verb.end..place.start).filter(spoken).count() == 0
    }

    fn is_due_clock(&self, place: &Range<usize>) -> bool {
        self.is_led(place) || self.is_near(place)
    }

    /// Finnish dates have no preposition, so that one behind the verb may be of something else.
    fn is_due_date(&self, place: &Range<usize>) -> bool {
        self.is_led(place) || (!self.is_finnish() && self.is_near(place))
    }

    /// "Dziś do 17:00": the clock time goes on with the day.
    fn goes_on(&self, day: &Hit<'_>, written: &Written) -> bool {
        written.clock.as_ref().is_some_and(|(_, clock)| {
            day.tokens.end <= clock.start && (day.tokens.end..clock.start).all(|idx| self.is_part(idx))
        })
    }

    /// The word may stand within a due time.
    fn is_part(&self, idx: usize) -> bool {
        clock::leads(self.tokens.at(idx)) || self.number_at(idx) || self.any(|place, _| place.contains(&idx))
    }

    /// "12.5. klo 14 mennessä": what makes a due time of a clock time holds for the date before it.
    fn follows_due(&self, date: &Range<usize>, clock: &Range<usize>) -> bool {
        date.end == clock.start && self.is_due_clock(clock)
    }

    /// "24h sisällä": what makes a due time of a span may stand behind it.
    fn followed(&self, idx: usize) -> bool {
        self.any(|place, due| due == Due::Behind && place.start == idx + 1)
    }

    /// "Guten Morgen" is not tomorrow.
    fn inside_longer(&self, hit: &Hit<'_>) -> bool {
        self.hits.iter().any(|other| {
            other.tokens.len() > hit.tokens.len()
                && other.tokens.start <= hit.tokens.start
                && hit.tokens.end <= other.tokens.end
                && matches!(other.pattern.rule, Rule::Due(_) | Rule::Greeting | Rule::Bye)
        })
    }

    fn led_by(&self, hit: &Hit<'_>) -> bool {
        self.any(|place, due| {
            due == Due::By && place.end <= hit.tokens.start && hit.tokens.start <= place.end + 1
        })
    }

    /// Today may as well be the day that something happened.
    fn is_due_day(&self, hit: &Hit<'_>, days: u8) -> bool {
        let near = hit.tokens.start >= self.verb.start || self.verb.start <= hit.tokens.end + 1;
        days > 0 || near || self.led_by(hit)
    }

    fn is_due_weekday(&self, hit: &Hit<'_>) -> bool {
        if self.led_by(hit) {
            return true;
        }
        let follows = hit.tokens.start >= self.verb.start;
        let word = self.tokens.at(hit.tokens.start);
        if hit.pattern.language == Language::Finnish {
            let mennessa = self.any(|place, due| due == Due::By && place.start == hit.tokens.end);
            return mennessa
                || word.ends_with("hin")
                || word.ends_with("ksi")
                || (follows && word.ends_with("na"));
        }
        follows
            && self.any(|place, due| {
                due == Due::On && (place.end == hit.tokens.start || place.end + 1 == hit.tokens.start)
            })
    }
}

#[cfg(test)]
mod tests;
