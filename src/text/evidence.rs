//! The words of a text that decided what it was taken for, as `explain` shows them.

use std::ops::Range;

use super::holding;
use super::pattern::{Hit, Rule};
use super::token::Tokens;
use super::tone::LEARNED;
use super::{Reading, closing, excerpt, question};
use crate::message::Closing;

/// Most characters shown of one place.
const MAX_CHARS: usize = 60;
/// Most places shown of one mark.
const MAX_PLACES: usize = 4;

/// Each mark of `reading` with its words as they were written: `thanks: Dziękuję; promise: do środy`.
/// Empty where nothing was marked.
pub fn evidence(text: &str, tokens: &Tokens, hits: &[Hit<'_>], reading: &Reading) -> String {
    let closing = match reading.closing {
        Closing::No => None,
        Closing::Thanks => Some(("thanks", thanks(tokens, hits))),
        Closing::Bare => Some(("bare", bare(hits))),
        Closing::Refusal => Some(("refusal", places(hits, &[Rule::No, Rule::Thanks]))),
        Closing::Acceptance => Some(("acceptance", places(hits, &[Rule::Yes, Rule::Thanks, Rule::Please]))),
    };
    let closing = closing.map(|(mark, places)| {
        // The weights go by the whole text.
        if reading.learned_closing {
            format!("{mark}: {LEARNED}{}", shown(text))
        } else {
            spell(text, tokens, mark, &places)
        }
    });
    let mut marks: Vec<(&str, Vec<Range<usize>>)> = Vec::new();
    if reading.withdrawal {
        marks.push(("withdrawal", places(hits, &[Rule::Withdrawal])));
    }
    if reading.holding {
        marks.push(("holding", places(hits, &[Rule::Holding, Rule::Received])));
    }
    if reading.asks_customer {
        let all: Vec<&Hit<'_>> = hits.iter().collect();
        let asked = hits.iter().filter(|hit| holding::requests(hit, &all));
        marks.push(("asks-customer", longest(asked.map(|hit| hit.tokens.clone()).collect())));
    }
    if let Some(found) = holding::promise(tokens, hits) {
        marks.push(("promise", vec![found.place]));
    }
    if reading.apology {
        marks.push(("apology", places(hits, &[Rule::Apology])));
    }
    if let Some(place) = question::worded(tokens, hits) {
        marks.push(("question", vec![place]));
    } else if reading.question {
        marks.push(("question", Vec::new()));
    }
    let marks = marks.iter().map(|(mark, places)| spell(text, tokens, mark, places));
    closing.into_iter().chain(marks).collect::<Vec<_>>().join("; ")
}

/// Thanks and goodbyes; of a text without words the emoji.
fn thanks(tokens: &Tokens, hits: &[Hit<'_>]) -> Vec<Range<usize>> {
    let said = places(hits, &[Rule::Thanks, Rule::Bye]);
    if !said.is_empty() {
        return said;
    }
    let is_friendly =
        |idx: &usize| tokens.all.get(*idx).is_some_and(|token| closing::is_friendly(tokens.word(token)));
    (0..tokens.all.len()).filter(is_friendly).map(|idx| idx..idx + 1).collect()
}

/// Yes, no and agreement; without them what says that all is well.
fn bare(hits: &[Hit<'_>]) -> Vec<Range<usize>> {
    let said = places(hits, &[Rule::Ok, Rule::Yes, Rule::No]);
    if said.is_empty() { places(hits, &[Rule::Settled]) } else { said }
}

fn places(hits: &[Hit<'_>], rules: &[Rule]) -> Vec<Range<usize>> {
    let wanted = hits.iter().filter(|hit| rules.contains(&hit.pattern.rule));
    longest(wanted.map(|hit| hit.tokens.clone()).collect())
}

/// In the order of the text; of places that overlap the first and longest stays.
fn longest(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut end = 0;
    places.retain(|place| {
        let free = place.start >= end;
        if free {
            end = place.end;
        }
        free
    });
    places
}

fn spell(text: &str, tokens: &Tokens, mark: &str, places: &[Range<usize>]) -> String {
    let words = places.iter().take(MAX_PLACES).filter_map(|place| {
        let place = tokens.all.get(place.clone())?;
        text.get(place.first()?.source.start..place.last()?.source.end).map(shown)
    });
    let words = words.collect::<Vec<_>>().join(" … ");
    // A bare question mark is all there is to show.
    let words = if words.is_empty() { "?" } else { &words };
    format!("{mark}: {words}")
}

/// The list is cut at semicolons.
fn shown(source: &str) -> String {
    excerpt(source, MAX_CHARS).replace(';', ",")
}

#[cfg(test)]
mod tests;
