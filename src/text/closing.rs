//! Does a customer's text ask for anything: thanks, a bare yes or no, a refusal.

use super::ending;
use super::pattern::{Hit, Rule};
use super::settled;
use super::token::{Form, Tokens};
use super::words::{Sums, Words};
use crate::message::{Closing, Language};

/// A goodbye, yes or no has at most so many words.
const MAX_WORDS: usize = 12;
/// Most words that tell nothing yet, such as a name, beside a goodbye without thanks.
const MAX_BESIDE_BYE: usize = 1;
/// A bare yes or no has at most so many words.
const MAX_BARE: usize = 3;
/// A text of more words says more than how it ended.
const MAX_TEXT: usize = 26;
/// Sizes, hours and days have at most so many digits: "38", "17".
const MAX_DIGITS: usize = 2;
/// Telephone numbers have so many digits (E.164 §6).
const MIN_TELEPHONE: usize = 7;
const MAX_TELEPHONE: usize = 15;

/// Is a text so short and plain that it may close?
pub fn may_close(tokens: &Tokens, hits: &[Hit<'_>]) -> bool {
    let all = &tokens.all;
    let asks = || {
        tokens.n_questions > 0
            || !tokens.links.is_empty()
            || tokens.cut
            || tokens.money
            || all.iter().any(|token| token.form == Form::Number && MAX_DIGITS < tokens.word(token).len())
            || super::question::worded(tokens, hits).is_some()
    };
    !all.is_empty() && all.len() <= MAX_TEXT && !asks()
}

/// The text above the telephone numbers at its end, where these stand in a signature, on lines of their own below
/// "best regards"; none where there is too much of it for a closing.
pub fn above_telephone<'t>(text: &'t str, tokens: &Tokens, hits: &[Hit<'_>]) -> Option<&'t str> {
    // A lone letter may be the end of "don't".
    let sign_off = hits
        .iter()
        .filter(|hit| hit.pattern.rule == Rule::SignOff)
        .filter_map(|hit| tokens.all.get(hit.tokens.start))
        .find(|token| 1 < token.source.len())?;
    let whole = text.trim_end();
    let mut above = whole;
    while let Some((rest, line)) = above.rsplit_once('\n')
        && sign_off.source.end <= rest.len()
        && is_telephone(line)
    {
        above = rest.trim_end();
    }
    let is_short = || tokens.all.get(MAX_TEXT).is_none_or(|token| above.len() < token.source.end);
    (above.len() < whole.len() && is_short()).then_some(above)
}

/// A telephone number, with a word such as "tel" before it at most.
fn is_telephone(line: &str) -> bool {
    let label = line.split(|c: char| c.is_ascii_digit() || "+(:".contains(c)).next().unwrap_or_default();
    let n_digits = line.bytes().filter(u8::is_ascii_digit).count();
    let number = line.get(label.len()..).unwrap_or_default();
    !label.trim().contains(char::is_whitespace)
        && (MIN_TELEPHONE..=MAX_TELEPHONE).contains(&n_digits)
        && number.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+()-./:".contains(c))
}

/// A short text with what is known of it.
#[derive(Clone, Copy)]
pub struct Short<'t> {
    pub source: &'t str,
    /// The language that the whole text is in.
    pub language: Option<Language>,
    pub tokens: &'t Tokens,
    pub hits: &'t [Hit<'t>],
    /// Its words complain, by the lists.
    pub complains: bool,
    /// Its tone complains, all told.
    pub negative: bool,
    /// It takes the question back.
    pub taken_back: bool,
    /// What was learned of its words, and their hashes for pairs.
    pub sums: Sums,
    pub hashes: &'t [u32],
    /// What is settled was looked up in it.
    pub known: bool,
}

/// What kind of closing a text is that may close. A short text has no language, so the rules of all hold at once;
/// what they do not know is left to the learned weights, and then the second is true.
pub fn closing(short: Short<'_>, words: &Words) -> (Closing, bool) {
    let polite = polite(short.tokens, short.hits);
    if polite != Closing::No && !short.complains {
        return (polite, false);
    }
    let settled = if short.known { settled::settled(short, &words.beside) } else { Closing::No };
    match settled {
        Closing::No if ending::closes(short, &words.model) => {
            let thanks = short.hits.iter().any(|hit| hit.pattern.rule == Rule::Thanks);
            (if thanks { Closing::Thanks } else { Closing::Bare }, true)
        }
        found => (found, false),
    }
}

/// Nothing but a goodbye, yes or no; thanks only where they refuse or accept.
fn polite(tokens: &Tokens, hits: &[Hit<'_>]) -> Closing {
    let all = &tokens.all;
    if all.len() > MAX_WORDS || all.iter().any(|token| token.form == Form::Number) {
        return Closing::No;
    }
    if all.iter().all(|token| token.form == Form::Emoji) {
        let friendly = all.iter().all(|token| is_friendly(tokens.word(token)));
        return if friendly { Closing::Thanks } else { Closing::No };
    }
    let marks = Marks::new(tokens, hits);
    let starts_with = |rule: Rule| hits.iter().any(|hit| hit.pattern.rule == rule && hit.tokens.start == 0);
    let thanks = marks.has(Rule::Thanks);
    let n_others = marks.n_others();
    let bare = |rule: Rule| matches!(rule, Rule::Ok | Rule::Yes | Rule::No);
    if all.len() <= MAX_BARE && marks.each(|rule| rule.is_some_and(bare)) {
        return Closing::Bare;
    }
    // "No" blocks thanks, so refusals come first.
    if starts_with(Rule::No) && thanks && n_others <= 1 && !marks.blocked_after_start(hits) {
        return Closing::Refusal;
    }
    if starts_with(Rule::Yes)
        && (thanks || marks.has(Rule::Please))
        && n_others <= 1
        && !starts_with(Rule::Ok)
    {
        return Closing::Acceptance;
    }
    // "Bye, Anna" closes; what else stands beside a mere goodbye may be a message.
    let bye = marks.has(Rule::Bye) && !thanks && n_others <= MAX_BESIDE_BYE;
    if bye && !marks.blocked(hits) && marks.each_sentence_closes(tokens) {
        return Closing::Thanks;
    }
    if marks.each(|rule| matches!(rule, Some(Rule::Ok | Rule::Yes | Rule::Filler))) && marks.has(Rule::Ok) {
        return Closing::Bare;
    }
    Closing::No
}

/// "But": something more comes.
pub fn leads_on(tokens: &Tokens, hit: &Hit<'_>) -> bool {
    hit.pattern.rule == Rule::Blocks && BUT.contains(&tokens.at(hit.tokens.start))
}

/// Emoji that say thanks or agree.
pub fn is_friendly(emoji: &str) -> bool {
    const FRIENDLY: &str = "👍🙏❤🙂😊😀😁😄😃😉👌💪🎉😍🥰✌🤝💖♥☺😘🤗👏💕🌸🌹💐🙌😇🤩💛💚💙💜🧡";
    FRIENDLY.contains(emoji)
}

/// Words that lead to something more.
const BUT: &[&str] = &[
    "but",
    "however",
    "ale",
    "jednak",
    "lecz",
    "но",
    "однако",
    "mutta",
    "aber",
    "men",
    "vsak",
    "але",
    "проте",
];

/// What each token counts as.
struct Marks {
    rules: Vec<Option<Rule>>,
    /// The languages of thanks and goodbyes, as bits: only their blocking words count.
    languages: u16,
}

impl Marks {
    fn new(tokens: &Tokens, hits: &[Hit<'_>]) -> Self {
        let spoken = hits.iter().filter(|hit| matches!(hit.pattern.rule, Rule::Thanks | Rule::Bye));
        let languages = spoken.fold(0, |bits, hit| bits | hit.pattern.language.bit());
        let mut marks = Self { rules: vec![None; tokens.all.len()], languages };
        let counts = |rule: Rule| {
            matches!(
                rule,
                Rule::Thanks | Rule::Bye | Rule::Ok | Rule::Yes | Rule::No | Rule::Please | Rule::Filler
            )
        };
        let mut hits: Vec<_> = hits.iter().filter(|hit| counts(hit.pattern.rule)).collect();
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.tokens.len()), hit.tokens.start));
        for hit in hits {
            // "I can see" holds no Polish "i": politeness counts in the language of the thanks.
            let foreign = hit.pattern.rule == Rule::Filler && languages & hit.pattern.language.bit() == 0;
            if let Some(place) = marks.rules.get_mut(hit.tokens.clone()).filter(|_| !foreign)
                && place.iter().all(Option::is_none)
            {
                place.fill(Some(hit.pattern.rule));
            }
        }
        for (mark, token) in marks.rules.iter_mut().zip(&tokens.all) {
            if token.form == Form::Emoji && is_friendly(tokens.word(token)) {
                *mark = Some(Rule::Filler);
            }
        }
        marks
    }

    fn has(&self, rule: Rule) -> bool {
        self.rules.contains(&Some(rule))
    }

    fn each(&self, test: impl Fn(Option<Rule>) -> bool) -> bool {
        self.rules.iter().all(|&rule| test(rule))
    }

    fn n_others(&self) -> usize {
        self.rules.iter().filter(|rule| rule.is_none()).count()
    }

    /// A word stands outside every closing phrase that thanks do not go with.
    fn blocked(&self, hits: &[Hit<'_>]) -> bool {
        self.blocks(hits, 0)
    }

    fn blocked_after_start(&self, hits: &[Hit<'_>]) -> bool {
        self.blocks(hits, 1)
    }

    fn blocks(&self, hits: &[Hit<'_>], from: usize) -> bool {
        hits.iter().any(|hit| {
            let covered = || {
                let place = self.rules.get(hit.tokens.clone()).unwrap_or(&[]);
                // A lone "no" blocks; "no, not needed" is a refusal of several words.
                let refuses = place.len() < self.n_refusing(hit.tokens.start);
                place.iter().all(|rule| {
                    matches!(rule, Some(Rule::Thanks | Rule::Bye | Rule::Filler | Rule::Ok))
                        || (refuses && *rule == Some(Rule::No))
                })
            };
            hit.pattern.rule == Rule::Blocks
                && hit.tokens.start >= from
                && self.languages & hit.pattern.language.bit() != 0
                && !covered()
        })
    }

    /// How many tokens in a row around `idx` refuse.
    fn n_refusing(&self, idx: usize) -> usize {
        let no = |rule: &&Option<Rule>| **rule == Some(Rule::No);
        let (before, after) = self.rules.split_at(idx.min(self.rules.len()));
        before.iter().rev().take_while(no).count() + after.iter().take_while(no).count()
    }

    /// Each sentence says thanks, goodbye or ok, or is a name at the end.
    fn each_sentence_closes(&self, tokens: &Tokens) -> bool {
        let last = tokens.all.last().map_or(0, |token| token.sentence);
        tokens.all.chunk_by(|a, b| a.sentence == b.sentence).all(|sentence| {
            let number = sentence.first().map_or(0, |token| token.sentence);
            let mut marks = tokens.all.iter().zip(&self.rules).filter(|(token, _)| token.sentence == number);
            let name = number == last && sentence.len() <= 2 && sentence.iter().all(|token| token.capital);
            name || marks.any(|(_, rule)| rule.is_some())
        })
    }
}

#[cfg(test)]
mod tests;
