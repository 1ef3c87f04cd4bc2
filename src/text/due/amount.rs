//! How many units a due time counts: "24", "1,5", "twenty-four", "półtorej", "an hour and a half".

use super::{Due, Sentence, TO_YOU};
use crate::text::pattern::{Hit, Rule};
use crate::text::token::Form;

/// Amounts are read in hundredths.
pub const WHOLE: i64 = 100;
const HALF: i64 = WHOLE / 2;
/// Nobody promises more than so many units.
const MAX_NUMBER: i64 = 999;
/// Words between a preposition and its number: "within the next 2 hours".
const MAX_BETWEEN: usize = 2;
/// Before the larger of two numbers: "an hour or two".
const OR: &[&str] = &["or", "lub", "albo", "czy", "или", "oder", "eller"];
/// "Noin tunnin kuluessa": about one of them.
const ABOUT: &str = "noin";
/// "Ensi viikon aikana" is a week of the calendar.
const NEXT: &str = "ensi";

impl Sentence<'_> {
    /// How many hundredths of a unit are named, where a preposition makes a due time of it.
    pub(super) fn span(&self, unit: &Hit<'_>) -> Option<i64> {
        let at = unit.tokens.start;
        let behind = self.any(|place, due| {
            due == Due::Behind && (unit.tokens.end..=unit.tokens.end + 1).contains(&place.start)
        });
        let amount = match self.amount(at) {
            Some((amount, first)) => (behind || self.led(first)).then_some(amount)?,
            // "w ciągu godziny", "tunnin kuluessa": one of them.
            None => ((behind && self.counts_one(at)) || self.within(at)).then_some(WHOLE)?,
        };
        let half = self.halves(|hit| hit.tokens.start == unit.tokens.end && hit.tokens.len() > 1);
        let more = self.or_more(unit.tokens.end).unwrap_or(0);
        Some(more.max(amount + half.map_or(0, |(_, n)| n * HALF)))
    }

    /// The amount that ends before `end`, and its first token.
    fn amount(&self, end: usize) -> Option<(i64, usize)> {
        let last = end.checked_sub(1).filter(|last| self.place.contains(last))?;
        if self.is_digits(last) {
            return self.digits(last);
        }
        if let Some((hit, n)) = self.halves(|hit| hit.tokens.end == end) {
            // "Two and a half"; "half an hour" and "półtorej" count nothing else.
            let before = self.amount(hit.tokens.start).filter(|_| n == 1);
            let (before, first) = before.unwrap_or((0, hit.tokens.start));
            return Some((before + n * HALF, first));
        }
        let (first, ones) = self.word(end)?;
        // "Twenty-four".
        let tens = self.word(first).filter(|(_, tens)| ones < 10 && *tens >= 20 && tens % 10 == 0);
        let (first, number) = tens.map_or((first, ones), |(first, tens)| (first, tens + ones));
        Some((number * WHOLE, first))
    }

    /// The number in digits whose last token stands at `last`, with what stands behind its comma.
    pub(super) fn digits(&self, last: usize) -> Option<(i64, usize)> {
        let word = self.tokens.at(last).trim_end_matches(char::is_alphabetic);
        let Some(first) = last.checked_sub(1).filter(|&first| self.is_decimal(first)) else {
            return Some((whole(word)? * WHOLE, last));
        };
        let parts = match word.len() {
            1 => 10 * word.parse::<i64>().ok()?,
            2 => word.parse().ok()?,
            _ => return None,
        };
        let before: i64 = self.tokens.at(first).parse().ok().filter(|n| (0..=MAX_NUMBER).contains(n))?;
        Some((before * WHOLE + parts, first))
    }

    /// A comma or a point, and nothing else, parts the number at `idx` from the next.
    fn is_decimal(&self, idx: usize) -> bool {
        let (Some(token), Some(next)) = (self.tokens.all.get(idx), self.tokens.all.get(idx + 1)) else {
            return false;
        };
        let comma = self.tokens.joint(idx).is_none() && token.clause != next.clause;
        self.place.contains(&idx)
            && self.is_digits(idx)
            && next.source.start == token.source.end + 1
            && (comma || self.tokens.joint(idx) == Some('.'))
    }

    fn is_digits(&self, idx: usize) -> bool {
        self.tokens.all.get(idx).is_some_and(|token| token.form == Form::Number)
    }

    /// The number in words that ends before `end`, and where it starts.
    fn word(&self, end: usize) -> Option<(usize, i64)> {
        self.dues().find_map(|(hit, due)| match due {
            Due::Number(number) if hit.tokens.end == end => Some((hit.tokens.start, i64::from(number))),
            _ => None,
        })
    }

    /// The longest word for halves that passes, and how many they are.
    fn halves(&self, passes: impl Fn(&Hit<'_>) -> bool) -> Option<(&Hit<'_>, i64)> {
        let halves = self.hits.iter().filter(|hit| passes(hit)).filter_map(|&hit| match hit.pattern.rule {
            Rule::Due(Due::Halves(n)) => Some((hit, i64::from(n))),
            _ => None,
        });
        halves.max_by_key(|(hit, _)| hit.tokens.len())
    }

    /// "An hour or two": the larger number behind the unit that ends before `end`.
    fn or_more(&self, end: usize) -> Option<i64> {
        let number = |(hit, due): (&Hit<'_>, Due)| match due {
            Due::Number(number) if hit.tokens.start == end + 1 => {
                Some((hit.tokens.end, WHOLE * i64::from(number)))
            }
            _ => None,
        };
        let (behind, number) = self.dues().find_map(number).filter(|_| OR.contains(&self.tokens.at(end)))?;
        let counts = self.any(|place, due| super::counts(&due) && place.start == behind);
        (!counts).then_some(number)
    }

    /// "Within" stands right before `at`; "next week" alone is a week of the calendar.
    fn within(&self, at: usize) -> bool {
        self.any(|place, due| {
            let bare = place.len() == 1 && self.tokens.at(place.start) == "next";
            due == Due::Within && place.end == at && !bare
        })
    }

    /// Finnish counts before the unit, in the case of the unit: a word that is not known may be a number.
    fn counts_one(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| self.place.contains(before)) else {
            return true;
        };
        let word = self.tokens.at(before);
        let known = TO_YOU.contains(&word)
            || word == ABOUT
            || self.hits.iter().any(|hit| hit.tokens.contains(&before));
        let counts = word.ends_with('n') || word.ends_with("toista") || word == NEXT;
        !self.is_digits(before) && (known || !counts)
    }

    /// A preposition stands before the number at `idx`, perhaps with the lower end of a range between.
    pub(super) fn led(&self, idx: usize) -> bool {
        let mut first = idx;
        for _ in 0..2 {
            let number_at = |at: usize| self.is_digits(at);
            let Some(before) = first.checked_sub(1).filter(|before| self.place.contains(before)) else {
                break;
            };
            match before.checked_sub(1) {
                _ if number_at(before) => first = before,
                Some(earlier) if self.place.contains(&earlier) && number_at(earlier) => first = earlier,
                _ => break,
            }
        }
        self.any(|place, due| {
            matches!(due, Due::Within | Due::By) && place.end <= first && first <= place.end + MAX_BETWEEN
        })
    }
}

pub fn whole(digits: &str) -> Option<i64> {
    let number = digits.parse().ok()?;
    (1..=MAX_NUMBER).contains(&number).then_some(number)
}
