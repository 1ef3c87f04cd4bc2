//! The head of a message line: date, time and what follows, in every way that phones write it.

use super::fold::{fold, is_mark};

/// How the date and time are set apart from the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `[date, time] rest`, iPhone.
    Bracket,
    /// `date, time - rest`, Android.
    Dash,
    /// `date time: rest`, old iPhones.
    Colon,
}

/// What lines of one dialect have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    pub form: Form,
    pub separator: char,
    pub year_first: bool,
    pub long_year: bool,
    pub half_day: bool,
    pub seconds: bool,
}

/// A line that begins a record.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    pub shape: Shape,
    /// The three numbers of the date as they stand; a year has four digits here.
    pub date: [u16; 3],
    /// One of the first two numbers has a leading zero.
    pub padded: bool,
    /// Hour of 24, minute, second.
    pub time: (u32, u32, u32),
    /// The original text behind the separator.
    pub rest: &'a str,
}

/// The head of a line, if it has one.
pub fn parse(line: &str) -> Option<Header<'_>> {
    // Most lines of long texts are refused by their first character.
    let first = line.chars().find(|&c| !is_mark(c))?;
    if first != '[' && !fold(first).is_ascii_digit() {
        return None;
    }
    let mut cursor = Cursor { rest: line };
    let bracket = cursor.eat('[');
    let (date, widths, separator, padded) = date(&mut cursor)?;
    let (year_first, long_year) = match widths {
        [4, 1 | 2, 1 | 2] => (true, true),
        [1 | 2, 1 | 2, 4] => (false, true),
        [1 | 2, 1 | 2, 2] => (false, false),
        _ => return None,
    };
    let date = plausible(date, year_first, long_year)?;

    cursor.eat('.');
    cursor.eat(',');
    let half_before = word(&mut cursor)?;
    cursor.eat(' ');
    let (hour, _) = cursor.number(2)?;
    let mark = cursor.one_of(&[':', '.'])?;
    let minute = cursor.pair()?;
    let second = cursor.attempt(|cursor| {
        cursor.one_of(&[mark])?;
        cursor.pair()
    });
    let half_behind = cursor.attempt(|cursor| {
        cursor.eat(' ');
        half_day(cursor)
    });
    let half = half_before.or(half_behind);
    let hour = hour_of_day(u32::from(hour), half)?;
    let time = (hour, u32::from(minute), u32::from(second.unwrap_or(0)));
    if 59 < time.1 || 59 < time.2 {
        return None;
    }

    let form = end(&mut cursor, bracket)?;
    // WhatsApp for iPhone always writes seconds in brackets; messages copied out of a chat do not have
    // them, nor does Signal.
    if form == Form::Bracket && second.is_none() {
        return None;
    }
    let shape =
        Shape { form, separator, year_first, long_year, half_day: half.is_some(), seconds: second.is_some() };
    Some(Header { shape, date, padded, time, rest: cursor.rest })
}

type Date = ([u16; 3], [usize; 3], char, bool);

fn date(cursor: &mut Cursor<'_>) -> Option<Date> {
    let separators = ['.', '/', '-'];
    let (first, first_width) = cursor.number(4)?;
    let padded_first = first_width == 2 && first < 10;
    let separator = cursor.one_of(&separators)?;
    cursor.eat(' ');
    let (second, second_width) = cursor.number(2)?;
    let padded = padded_first || (second_width == 2 && second < 10);
    cursor.one_of(&separators)?;
    cursor.eat(' ');
    let (third, third_width) = cursor.number(4)?;
    Some(([first, second, third], [first_width, second_width, third_width], separator, padded))
}

/// The date with its year in full, if one reading of it can be a day.
fn plausible(date: [u16; 3], year_first: bool, long_year: bool) -> Option<[u16; 3]> {
    let [first, second, third] = date;
    let (year, one, other) = if year_first { (first, second, third) } else { (third, first, second) };
    let year = if long_year { year } else { 2000 + year };
    if !(1970..=2099).contains(&year) || one == 0 || other == 0 {
        return None;
    }
    if year_first {
        return if one <= 12 && other <= 31 { Some(date) } else { None };
    }
    let possible = one.min(other) <= 12 && one.max(other) <= 31;
    if possible { Some([first, second, year]) } else { None }
}

/// A word between date and time, such as *klo*; outer `None` when there is something that is no word.
fn word(cursor: &mut Cursor<'_>) -> Option<Option<Half>> {
    let half = cursor.attempt(|cursor| {
        cursor.eat(' ');
        half_day(cursor)
    });
    if half.is_some() {
        return Some(half);
    }
    let before = *cursor;
    if !cursor.eat(' ') {
        return Some(None);
    }
    let mut length = 0;
    while let Some(c) = cursor.peek() {
        if c.is_ascii_digit() || c == ' ' || c == '[' || c == ']' {
            break;
        }
        cursor.next();
        length += 1;
        if 12 < length {
            return None;
        }
    }
    if length == 0 {
        *cursor = before;
    }
    Some(None)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// `AM`, `p. m.` and the words of Chinese, Japanese and Korean.
fn half_day(cursor: &mut Cursor<'_>) -> Option<Half> {
    match cursor.next()? {
        letter @ ('a' | 'A' | 'p' | 'P') => {
            cursor.eat('.');
            cursor.eat(' ');
            cursor.one_of(&['m', 'M'])?;
            cursor.eat('.');
            Some(if letter.eq_ignore_ascii_case(&'a') { Half::Morning } else { Half::Afternoon })
        }
        first @ ('上' | '下' | '午' | '오') => match (first, cursor.next()?) {
            ('上', '午') | ('午', '前') | ('오', '전') => Some(Half::Morning),
            ('下', '午') | ('午', '後') | ('오', '후') => Some(Half::Afternoon),
            _ => None,
        },
        _ => None,
    }
}

/// Twelve at night is hour 0 and at noon 12; some phones write `00:08 a. m.`, and a few `13:00 PM`.
const fn hour_of_day(hour: u32, half: Option<Half>) -> Option<u32> {
    match (half, hour) {
        (None | Some(Half::Afternoon), 12..=23) | (None | Some(Half::Morning), 0..=11) => Some(hour),
        (Some(Half::Morning), 12) => Some(0),
        (Some(Half::Afternoon), 0..=11) => Some(hour + 12),
        _ => None,
    }
}

fn end(cursor: &mut Cursor<'_>, bracket: bool) -> Option<Form> {
    if bracket {
        cursor.one_of(&[']'])?;
        cursor.eat(' ');
        return Some(Form::Bracket);
    }
    let colon = cursor.attempt(|cursor| {
        cursor.one_of(&[':'])?;
        cursor.one_of(&[' '])
    });
    if colon.is_some() {
        return Some(Form::Colon);
    }
    cursor.one_of(&[' '])?;
    cursor.one_of(&['-', '–'])?;
    // A line may end behind the dash when an editor stripped the blank.
    cursor.eat(' ');
    Some(Form::Dash)
}

/// Walks over folded characters; direction marks are invisible to it, except behind the last character
/// that it took.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().find(|&c| !is_mark(c)).map(fold)
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.find(|&c| !is_mark(c))?;
        self.rest = chars.as_str();
        Some(fold(c))
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.one_of(&[wanted]).is_some()
    }

    fn one_of(&mut self, wanted: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| wanted.contains(c))?;
        self.next();
        Some(c)
    }

    /// A number of at most so many digits, and how many there were.
    fn number(&mut self, most: usize) -> Option<(u16, usize)> {
        let (mut value, mut width) = (0, 0);
        while width < most
            && let Some(digit) = self.peek().and_then(|c| c.to_digit(10))
        {
            value = value * 10 + u16::try_from(digit).ok()?;
            width += 1;
            self.next();
        }
        if width == 0 { None } else { Some((value, width)) }
    }

    fn pair(&mut self) -> Option<u16> {
        self.number(2).filter(|&(_, width)| width == 2).map(|(value, _)| value)
    }

    /// Takes what `parse` takes, or nothing at all.
    fn attempt<T>(&mut self, parse: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = *self;
        let found = parse(self);
        if found.is_none() {
            *self = before;
        }
        found
    }
}

#[cfg(test)]
mod tests;
