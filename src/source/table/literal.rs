//! Python literals, as data frames put them into cells: `{'id': 7, 'body': "We're on it", 'at': None}`.

use serde_json::{Map, Number, Value};

/// Deeper nesting is no value that an export would hold.
const MAX_DEPTH: usize = 64;

/// A value as Python prints it.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `None`, `nan`, `NaT`.
    Nothing,
    Truth(bool),
    Whole(i64),
    Number(f64),
    Text(String),
    /// A list, tuple or set.
    List(Vec<Literal>),
    /// Keys as texts, in the order of the cell.
    Dict(Vec<(String, Literal)>),
}

/// The value of a whole cell; none when it is no literal.
pub fn parse(text: &str) -> Option<Literal> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(value)
}

impl Literal {
    /// The value of a key of a dict.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dict(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Nothing => Self::Null,
            Literal::Truth(flag) => Self::Bool(flag),
            Literal::Whole(number) => Self::Number(number.into()),
            Literal::Number(number) => Number::from_f64(number).map_or(Self::Null, Self::Number),
            Literal::Text(text) => Self::String(text),
            Literal::List(list) => Self::Array(list.into_iter().map(Self::from).collect()),
            Literal::Dict(pairs) => {
                let pairs = pairs.into_iter().map(|(key, value)| (key, Self::from(value)));
                Self::Object(pairs.collect::<Map<_, _>>())
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Literal> {
        if MAX_DEPTH < depth {
            return None;
        }
        self.skip_space();
        match self.peek()? {
            '{' => self.dict_or_set(depth),
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '\'' | '"' => self.texts(false),
            c if c.is_ascii_digit() || matches!(c, '-' | '+' | '.') => self.number(),
            c if c.is_alphabetic() || c == '_' => self.name(depth),
            _ => None,
        }
    }

    fn dict_or_set(&mut self, depth: usize) -> Option<Literal> {
        self.take('{')?;
        if self.took('}') {
            return Some(Literal::Dict(Vec::new()));
        }
        let first = self.value(depth + 1)?;
        if !self.took(':') {
            return self.elements(vec![first], '}', depth);
        }
        let mut pairs = vec![(key(first)?, self.value(depth + 1)?)];
        while self.took(',') {
            if self.took('}') {
                return Some(Literal::Dict(pairs));
            }
            let name = key(self.value(depth + 1)?)?;
            self.take(':')?;
            pairs.push((name, self.value(depth + 1)?));
        }
        self.take('}')?;
        Some(Literal::Dict(pairs))
    }

    fn list(&mut self, close: char, depth: usize) -> Option<Literal> {
        self.at += 1;
        if self.took(close) {
            return Some(Literal::List(Vec::new()));
        }
        let first = self.value(depth + 1)?;
        self.elements(vec![first], close, depth)
    }

    /// The elements behind the first, with the closing bracket.
    fn elements(&mut self, mut list: Vec<Literal>, close: char, depth: usize) -> Option<Literal> {
        while self.took(',') {
            if self.took(close) {
                return Some(Literal::List(list));
            }
            list.push(self.value(depth + 1)?);
        }
        self.take(close)?;
        Some(Literal::List(list))
    }

    /// A text, and those that follow it without anything between: Python joins them.
    fn texts(&mut self, raw: bool) -> Option<Literal> {
        let mut text = self.quoted(raw)?;
        loop {
            self.skip_space();
            match self.peek() {
                Some('\'' | '"') => text.push_str(&self.quoted(raw)?),
                _ => return Some(Literal::Text(text)),
            }
        }
    }

    fn quoted(&mut self, raw: bool) -> Option<String> {
        let quote = self.next()?;
        let mut text = String::new();
        loop {
            match self.next()? {
                c if c == quote => return Some(text),
                '\\' if raw => {
                    text.push('\\');
                    text.push(self.next()?);
                }
                '\\' => self.escaped(&mut text)?,
                c => text.push(c),
            }
        }
    }

    fn escaped(&mut self, text: &mut String) -> Option<()> {
        let c = match self.next()? {
            '\n' => return Some(()),
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'x' => self.hex(2)?,
            'u' => self.hex(4)?,
            'U' => self.hex(8)?,
            c @ '0'..='7' => self.octal(c)?,
            c @ ('\\' | '\'' | '"') => c,
            // Python keeps the backslash of an escape that it does not know.
            c => {
                text.push('\\');
                c
            }
        };
        text.push(c);
        Some(())
    }

    fn hex(&mut self, n_digits: usize) -> Option<char> {
        let digits = self.text.get(self.at..self.at.checked_add(n_digits)?)?;
        self.at += n_digits;
        // Half of a surrogate pair is no character; what it was is lost.
        Some(char::from_u32(u32::from_str_radix(digits, 16).ok()?).unwrap_or('\u{fffd}'))
    }

    fn octal(&mut self, first: char) -> Option<char> {
        let mut number = first.to_digit(8)?;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
            number = number * 8 + digit;
            self.at += 1;
        }
        char::from_u32(number)
    }

    fn number(&mut self) -> Option<Literal> {
        let rest = self.text.get(self.at..)?;
        let ends = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '+' | '.' | '_');
        let digits = rest.get(..rest.find(ends).unwrap_or(rest.len()))?;
        self.at += digits.len();
        if digits.ends_with("inf") || digits.ends_with("nan") {
            return Some(Literal::Nothing);
        }
        let plain = digits.replace('_', "");
        if let Ok(whole) = plain.parse() {
            return Some(Literal::Whole(whole));
        }
        // `parse` takes words such as `infinity`, too.
        let is_number = plain.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
        is_number.then(|| plain.parse().ok().map(Literal::Number))?
    }

    /// `None`, `True`, a text with a prefix, or a call such as `datetime.datetime(2026, 2, 1)`.
    fn name(&mut self, depth: usize) -> Option<Literal> {
        let rest = self.text.get(self.at..)?;
        let ends = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.');
        let name = rest.get(..rest.find(ends).unwrap_or(rest.len()))?.to_owned();
        self.at += name.len();
        match (name.as_str(), self.peek()) {
            ("b" | "B" | "u" | "U", Some('\'' | '"')) => return self.texts(false),
            ("r" | "R" | "br" | "Rb" | "rb", Some('\'' | '"')) => return self.texts(true),
            ("None" | "nan" | "NaN" | "NaT" | "inf" | "null" | "<NA>", _) => return Some(Literal::Nothing),
            ("True" | "true", _) => return Some(Literal::Truth(true)),
            ("False" | "false", _) => return Some(Literal::Truth(false)),
            _ => {}
        }
        self.skip_space();
        if self.peek() != Some('(') {
            return None;
        }
        let arguments = self.arguments(depth)?;
        if name.ends_with("datetime") || name.ends_with("date") {
            return day_and_time(&arguments);
        }
        // `Timestamp('…')`, `np.int64(3)`, `OrderedDict([…])`: what it was made of.
        Some(arguments.into_iter().next().unwrap_or(Literal::Nothing))
    }

    /// The unnamed arguments of a call; named ones are passed over.
    fn arguments(&mut self, depth: usize) -> Option<Vec<Literal>> {
        self.take('(')?;
        let mut list = Vec::new();
        loop {
            if self.took(')') {
                return Some(list);
            }
            if !list.is_empty() {
                self.take(',')?;
                if self.took(')') {
                    return Some(list);
                }
            }
            if self.keyword() {
                self.bare_name_or_value(depth)?;
                list.push(Literal::Nothing);
            } else {
                list.push(self.value(depth + 1)?);
            }
        }
    }

    /// Passes over what a named argument is set to: `object` in `dtype=object`.
    fn bare_name_or_value(&mut self, depth: usize) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let ends = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.');
        let end = rest.find(ends).unwrap_or(rest.len());
        if rest.get(end..)?.starts_with([',', ')']) {
            self.at += end;
            return Some(());
        }
        self.value(depth + 1).map(|_| ())
    }

    /// Passes over `name=`.
    fn keyword(&mut self) -> bool {
        self.skip_space();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let behind = rest.get(end..).unwrap_or_default();
        let is_keyword = 0 < end && behind.starts_with('=') && !behind.starts_with("==");
        if is_keyword {
            self.at += end + 1;
        }
        is_keyword
    }

    fn skip_space(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn took(&mut self, wanted: char) -> bool {
        self.skip_space();
        let fits = self.peek() == Some(wanted);
        if fits {
            self.at += wanted.len_utf8();
        }
        fits
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        self.took(wanted).then_some(())
    }
}

fn key(literal: Literal) -> Option<String> {
    match literal {
        Literal::Text(text) => Some(text),
        Literal::Whole(number) => Some(number.to_string()),
        Literal::Number(number) => Some(number.to_string()),
        Literal::Truth(flag) => Some(flag.to_string()),
        Literal::Nothing => Some("None".to_owned()),
        Literal::List(_) | Literal::Dict(_) => None,
    }
}

/// `datetime.datetime(2026, 2, 1, 8, 30)` as `2026-02-01T08:30:00`.
fn day_and_time(arguments: &[Literal]) -> Option<Literal> {
    let part = |idx: usize| match arguments.get(idx) {
        Some(Literal::Whole(number)) => u32::try_from(*number).ok(),
        _ => None,
    };
    let (year, month, day) = (part(0)?, part(1)?, part(2)?);
    let (hour, minute, second) = (part(3).unwrap_or(0), part(4).unwrap_or(0), part(5).unwrap_or(0));
    Some(Literal::Text(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")))
}

#[cfg(test)]
mod tests;
