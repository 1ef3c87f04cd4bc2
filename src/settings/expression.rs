//! Requirements as text: `p90(first_response) <= 24h`, `count(unanswered, age > 48h) == 0`.

use super::nearest::hint;
use super::{Clock, Condition, Function, Limit, Operator, Require, Subject, duration};

const FUNCTIONS: [(&str, Function); 8] = [
    ("share", Function::Share),
    ("p50", Function::P50),
    ("p75", Function::P75),
    ("p90", Function::P90),
    ("p95", Function::P95),
    ("mean", Function::Mean),
    ("max", Function::Max),
    ("count", Function::Count),
];

const SUBJECTS: [(&str, Subject); 5] = [
    ("first_response", Subject::FirstResponse),
    ("next_response", Subject::NextResponse),
    ("unanswered", Subject::Unanswered),
    ("ignored", Subject::Ignored),
    ("promises_broken", Subject::PromisesBroken),
];

/// Longer ones first, so that `<=` is not read as `<`.
const OPERATORS: [(&str, Operator); 6] = [
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

/// Reads a requirement: `function(subject [operator duration] [, age operator duration]) operator limit`.
/// The error says what was expected.
pub fn parse(text: &str) -> Result<Require, String> {
    let mut rest = Rest(text);
    let name = rest.word();
    if name == "median" {
        return Err("unknown function \"median\"; the median is p50".to_owned());
    }
    let function = named(name, "function", &FUNCTIONS)?;
    rest.expect("(", &format!("behind {name}"))?;
    let subject_name = rest.word();
    let subject = named(&subject_name.replace('-', "_"), "subject", &SUBJECTS)?;
    let is_response = matches!(subject, Subject::FirstResponse | Subject::NextResponse);
    let mut within = None;
    if !rest.starts_with(",") && !rest.starts_with(")") {
        if !is_response || !matches!(function, Function::Share | Function::Count) {
            return Err(format!(
                "expected \")\" behind {subject_name}, found {}; a time limit stands there only in share or count of first_response or next_response",
                rest.found()
            ));
        }
        within = Some(rest.condition()?);
    }
    let mut age = None;
    if rest.take(",") {
        let word = rest.word();
        if word != "age" {
            return Err(format!("expected age behind the comma, found \"{word}\""));
        }
        if !matches!(subject, Subject::Unanswered | Subject::Ignored) {
            return Err(format!("{subject_name} has no age; only unanswered and ignored have"));
        }
        age = Some(rest.condition()?);
    }
    rest.expect(")", &format!("behind {subject_name}"))?;
    match function {
        Function::Share if within.is_none() => {
            return Err(format!(
                "share needs a time limit of first_response or next_response, such as share(first_response <= 4h) >= 95%; found share({subject_name})"
            ));
        }
        Function::Count | Function::Share => {}
        _ if !is_response => {
            return Err(format!(
                "{name} needs first_response or next_response; of {subject_name} there is only count"
            ));
        }
        _ => {}
    }
    let operator = rest.operator()?;
    let limit_text = rest.0.trim();
    let limit = match function {
        Function::Count => limit_text
            .parse()
            .map(Limit::Count)
            .map_err(|_| format!("expected a whole number as the limit of count, found \"{limit_text}\""))?,
        Function::Share => Limit::Share(parse_share(limit_text)?),
        _ => {
            let limit = duration::parse(limit_text)?;
            Limit::Duration { seconds: limit.seconds, clock: limit.clock }
        }
    };
    Ok(Require { function, subject, within, age, operator, limit })
}

/// Reads a share such as `90%` or `99.5%` as tenths of a per cent.
pub fn parse_share(text: &str) -> Result<u32, String> {
    let wrong = || format!("\"{text}\" is no share; expected one such as 90% or 99.5%");
    let number = text.trim().strip_suffix('%').ok_or_else(wrong)?.trim();
    let (whole, tenths) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(tenths) || tenths.len() != 1 {
        return Err(wrong());
    }
    let whole: u32 = whole.parse().map_err(|_| wrong())?;
    let tenths: u32 = tenths.parse().map_err(|_| wrong())?;
    let share = whole.saturating_mul(10).saturating_add(tenths);
    if 1000 < share { Err(format!("\"{text}\" is more than 100%")) } else { Ok(share) }
}

impl Require {
    /// Some part of it is counted in working time.
    pub fn is_working(&self) -> bool {
        let conditions = [self.within, self.age];
        conditions.into_iter().flatten().any(|condition| condition.clock == Clock::Working)
            || matches!(self.limit, Limit::Duration { clock: Clock::Working, .. })
    }
}

fn named<T: Copy>(name: &str, what: &str, known: &[(&'static str, T)]) -> Result<T, String> {
    match known.iter().find(|(known, _)| *known == name) {
        Some((_, value)) => Ok(*value),
        None if name.is_empty() => {
            let all: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
            Err(format!("a {what} is missing; expected one of {}", all.join(", ")))
        }
        None => {
            let names = known.iter().map(|(known, _)| *known);
            Err(format!("unknown {what} \"{name}\"; {}", hint(name, names)))
        }
    }
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn starts_with(&self, token: &str) -> bool {
        self.0.trim_start().starts_with(token)
    }

    fn take(&mut self, token: &str) -> bool {
        match self.0.trim_start().strip_prefix(token) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str, place: &str) -> Result<(), String> {
        if self.take(token) {
            return Ok(());
        }
        Err(format!("expected \"{token}\" {place}, found {}", self.found()))
    }

    /// Letters, digits, `_` and `-`; empty when something else comes.
    fn word(&mut self) -> &'a str {
        let text = self.0.trim_start();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
        let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        self.0 = rest;
        word
    }

    fn operator(&mut self) -> Result<Operator, String> {
        for (token, operator) in OPERATORS {
            if self.take(token) {
                return Ok(operator);
            }
        }
        Err(format!("expected one of <, <=, ==, !=, >=, >, found {}", self.found()))
    }

    fn condition(&mut self) -> Result<Condition, String> {
        let operator = self.operator()?;
        let duration = duration::parse(self.word())?;
        Ok(Condition { operator, seconds: duration.seconds, clock: duration.clock })
    }

    fn shown(&self) -> String {
        self.0.trim().chars().take(20).collect()
    }

    fn found(&self) -> String {
        match self.shown() {
            shown if shown.is_empty() => "the end".to_owned(),
            shown => format!("\"{shown}\""),
        }
    }
}

#[cfg(test)]
mod tests;
