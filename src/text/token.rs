//! One normalisation of a text into tokens, shared by everything that judges its words.

use std::ops::Range;

use super::chunk::{chunk_end, gap_end, is_address};
use super::fold::{self, Letter, mark};

/// So many bytes of a text are read; more is never needed to judge it.
pub const MAX_BYTES: usize = 8 << 10;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Word,
    /// It holds a digit.
    Number,
    Emoji,
}

/// A run of letters and digits, or one emoji.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its place in [`Tokens::folded`].
    pub folded: Range<usize>,
    /// Its place in the text that was read.
    pub source: Range<usize>,
    pub form: Form,
    /// Number of its sentence in the text.
    pub sentence: u16,
    /// Number of its clause in the text: what commas and the like part, sentences included.
    pub clause: u16,
    /// It starts with a capital letter.
    pub capital: bool,
    /// What its letters say of the language: bits of `mark`.
    pub marks: u16,
}

/// A text ready to be judged.
#[derive(Debug, Default)]
pub struct Tokens {
    pub folded: String,
    pub all: Vec<Token>,
    /// Question marks.
    pub n_questions: usize,
    /// Exclamation marks.
    pub n_exclamations: usize,
    /// Before which tokens web and mail addresses stand, which are left out.
    pub links: Vec<usize>,
    /// Which tokens are numbers with a sign and a digit right behind, as in 15:00, and the sign.
    pub joints: Vec<(usize, u8)>,
    /// It holds the sign of a currency.
    pub money: bool,
    /// It goes on beyond [`MAX_BYTES`].
    pub cut: bool,
}

impl Tokens {
    /// Reads the first [`MAX_BYTES`] of `text`.
    pub fn read(text: &str) -> Self {
        let mut tokens = Self::default();
        tokens.fill(text);
        tokens
    }

    /// Like [`Tokens::read`], in the place of what was read before.
    pub fn fill(&mut self, text: &str) {
        let head = super::head(text, MAX_BYTES);
        let Self { mut folded, mut all, mut links, mut joints, .. } = std::mem::take(self);
        folded.clear();
        all.clear();
        links.clear();
        joints.clear();
        let cut = head.len() < text.len();
        let tokens = Self { folded, all, links, joints, cut, ..Self::default() };
        let mut scan = Scan { tokens, sentence: 0, clause: 0, open: None };
        scan.read(head);
        *self = scan.tokens;
    }

    /// The folded letters of a token.
    pub fn word(&self, token: &Token) -> &str {
        self.folded.get(token.folded.clone()).unwrap_or("")
    }

    /// The sign that joins the number at `idx` to the next.
    pub fn joint(&self, idx: usize) -> Option<char> {
        let found = self.joints.binary_search_by_key(&idx, |&(token, _)| token).ok()?;
        self.joints.get(found).map(|&(_, sign)| char::from(sign))
    }

    /// The folded letters of the token at `idx`, empty beyond the end.
    pub fn at(&self, idx: usize) -> &str {
        self.all.get(idx).map_or("", |token| self.word(token))
    }
}

struct Scan {
    tokens: Tokens,
    sentence: u16,
    clause: u16,
    /// The token being read.
    open: Option<Token>,
}

impl Scan {
    fn read(&mut self, text: &str) {
        let mut at = 0;
        while at < text.len() {
            let (start, n_breaks) = gap_end(text, at);
            let rest = text.get(start..).unwrap_or("");
            if n_breaks > 0 {
                self.line_break(n_breaks, rest);
            }
            let (length, marked) = chunk_end(rest);
            let chunk = rest.get(..length).unwrap_or("");
            if (marked || chunk.starts_with('w')) && is_address(chunk) {
                self.tokens.links.push(self.tokens.all.len());
                if chunk.ends_with(['.', '!', '?']) {
                    self.end_sentence();
                }
            } else {
                self.chunk(chunk, start);
            }
            at = start + length;
        }
    }

    /// Wrapped lines go on; an empty line or a capital after the break starts a sentence.
    fn line_break(&mut self, n_breaks: usize, after: &str) {
        let goes_on = after.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        if !goes_on || n_breaks > 1 {
            self.end_sentence();
        }
    }

    /// Reads what stands between two spaces.
    fn chunk(&mut self, chunk: &str, start: usize) {
        let mut at = 0;
        while let Some(&byte) = chunk.as_bytes().get(at) {
            if byte.is_ascii_alphabetic() {
                let word = chunk.get(at..).unwrap_or("");
                let n = word.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(word.len());
                self.letters(word.get(..n).unwrap_or(""), start + at);
                at += n;
                continue;
            }
            let rest = chunk.get(at..).unwrap_or("");
            let n = self.known(rest, start + at);
            if n > 0 {
                at += n;
                continue;
            }
            let Some(letter) = rest.chars().next() else { break };
            let next = rest.get(letter.len_utf8()..).unwrap_or("");
            at += letter.len_utf8() + self.other(letter, start + at, next);
        }
        self.close();
    }

    /// Reads a run of ASCII letters.
    fn letters(&mut self, letters: &str, at: usize) {
        let from = self.tokens.folded.len();
        let capital = letters.bytes().next().is_some_and(|first| first.is_ascii_uppercase());
        let token = self.open(from, at, capital);
        let emphasis = token.form == Form::Word;
        // What stands before is free of emphasis: only its end can go on.
        let first = token.folded.start.max(from.saturating_sub(2));
        token.source.end = at + letters.len();
        token.folded.end = from + letters.len();
        self.tokens.folded.push_str(letters);
        if let Some(added) = self.tokens.folded.get_mut(from..) {
            added.make_ascii_lowercase();
        }
        let word = self.tokens.folded.as_bytes().get(first..).unwrap_or(&[]);
        if emphasis && word.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]) {
            self.shorten(from, letters);
        }
    }

    /// A third of the same letter in a row is emphasis and is left out.
    fn shorten(&mut self, from: usize, letters: &str) {
        self.tokens.folded.truncate(from);
        for letter in letters.chars() {
            let from = self.tokens.folded.len();
            fold::push(&mut self.tokens.folded, letter);
            self.drop_third(from);
        }
        let end = self.tokens.folded.len();
        if let Some(token) = &mut self.open {
            token.folded.end = end;
        }
    }

    fn open(&mut self, from: usize, at: usize, capital: bool) -> &mut Token {
        self.open.get_or_insert(Token {
            folded: from..from,
            source: at..at,
            form: Form::Word,
            sentence: self.sentence,
            clause: self.clause,
            capital,
            marks: 0,
        })
    }

    /// Reads what is no ASCII letter, and says how many bytes of `rest` it took besides.
    fn other(&mut self, letter: char, at: usize, rest: &str) -> usize {
        if let Some(known) = fold::known(letter) {
            self.letter(letter, at, known.capital, known.marks);
            return 0;
        }
        if letter.is_ascii_digit() {
            self.letter(letter, at, false, 0);
            return 0;
        }
        let joins = is_combining(letter) && self.open.is_some();
        if !letter.is_ascii() && (joins || letter.is_alphanumeric()) {
            let marks = if joins || letter.is_numeric() { 0 } else { mark::FOREIGN };
            self.letter(letter, at, letter.is_uppercase(), marks);
            return 0;
        }
        self.sign(letter, at, rest)
    }

    fn sign(&mut self, letter: char, at: usize, rest: &str) -> usize {
        let next = rest.chars().next();
        if matches!(letter, '\'' | '’' | 'ʼ') && self.open.is_some() && next.is_some_and(char::is_alphabetic)
        {
            return 0;
        }
        if matches!(letter, ':' | '.' | '/' | '-')
            && next.is_some_and(|next| next.is_ascii_digit())
            && self.open.as_ref().is_some_and(|token| token.form == Form::Number)
        {
            self.tokens.joints.push((self.tokens.all.len(), letter as u8));
        }
        self.close();
        match letter {
            '?' | '？' | '؟' => {
                self.tokens.n_questions += 1;
                self.end_sentence();
            }
            '!' | '！' => {
                self.tokens.n_exclamations += 1;
                self.end_sentence();
            }
            '…' | '。' => self.end_sentence(),
            '.' if next.is_none() && !self.abbreviates() => self.end_sentence(),
            ':' | ';' if matches!(next, Some(')' | '(' | '-' | 'D')) => {
                let nose = rest.len() - rest.trim_start_matches('-').len();
                let mouth = rest.get(nose..).and_then(|rest| rest.chars().next());
                match mouth {
                    Some(')' | 'D') => self.emoji('🙂', at, 2),
                    Some('(') => self.emoji('🙁', at, 2),
                    _ => self.end_clause(),
                }
                return nose + mouth.map_or(0, char::len_utf8);
            }
            ',' | ';' | ':' | '–' | '—' | '(' | ')' | '-' if letter != '-' || next.is_none() => {
                self.end_clause()
            }
            '€' | '$' | '£' | '₽' | '₴' => self.tokens.money = true,
            _ if is_emoji(letter) => self.emoji(letter, at, letter.len_utf8()),
            _ => {}
        }
        0
    }

    /// Reads the letters at the beginning of `text` of which the tables know everything, and says how many bytes they are.
    fn known(&mut self, text: &str, at: usize) -> usize {
        let whole = |letter| fold::known(letter).filter(|known| known.folded != '\0');
        let known = text.chars().map_while(|letter| Some((letter, whole(letter)?)));
        let (mut n_bytes, mut marks) = (0, 0);
        for (letter, Letter { folded, capital, marks: own }) in known {
            let from = self.tokens.folded.len();
            let is_word = self.open(from, at, capital).form == Form::Word;
            self.tokens.folded.push(folded);
            if is_word {
                self.drop_third(from);
            }
            n_bytes += letter.len_utf8();
            marks |= own;
        }
        if n_bytes > 0
            && let Some(token) = &mut self.open
        {
            token.marks |= marks;
            token.source.end = at + n_bytes;
            token.folded.end = self.tokens.folded.len();
        }
        n_bytes
    }

    fn letter(&mut self, letter: char, at: usize, capital: bool, marks: u16) {
        let from = self.tokens.folded.len();
        let token = self.open(from, at, capital);
        token.marks |= marks;
        token.source.end = at + letter.len_utf8();
        if letter.is_ascii_digit() || (marks == 0 && !letter.is_ascii() && letter.is_numeric()) {
            token.form = Form::Number;
        }
        let is_word = token.form == Form::Word;
        fold::push(&mut self.tokens.folded, letter);
        if is_word {
            self.drop_third(from);
        }
        let end = self.tokens.folded.len();
        if let Some(token) = &mut self.open {
            token.folded.end = end;
        }
    }

    /// A third of the same letter in a row, which starts at `from`, is emphasis and is left out.
    fn drop_third(&mut self, from: usize) {
        let bytes = self.tokens.folded.as_bytes();
        // Most letters end in another byte than the one before.
        if from.checked_sub(1).and_then(|last| bytes.get(last)) != bytes.last() {
            return;
        }
        let first = self.open.as_ref().map_or(from, |token| token.folded.start);
        let (before, added) = self.tokens.folded.as_bytes().split_at(from);
        let before = before.get(first..).unwrap_or(&[]);
        let is_third =
            !added.is_empty() && before.strip_suffix(added).is_some_and(|before| before.ends_with(added));
        if is_third {
            self.tokens.folded.truncate(from);
        }
    }

    fn close(&mut self) {
        self.tokens.all.extend(self.open.take());
    }

    fn emoji(&mut self, emoji: char, at: usize, n_bytes: usize) {
        self.close();
        let from = self.tokens.folded.len();
        self.tokens.folded.push(emoji);
        let folded = from..self.tokens.folded.len();
        self.tokens.all.push(Token {
            folded,
            source: at..at + n_bytes,
            form: Form::Emoji,
            sentence: self.sentence,
            clause: self.clause,
            capital: false,
            marks: 0,
        });
    }

    /// The full stop at hand belongs to a number ("5. November"), to a single letter ("z. B.") or to what stands
    /// before a time ("kl. 15").
    fn abbreviates(&self) -> bool {
        self.tokens.all.last().is_some_and(|last| {
            let word = self.tokens.word(last);
            last.sentence == self.sentence
                && (last.form == Form::Number
                    || (word.len() <= 2 && word.chars().count() == 1)
                    || matches!(word, "kl" | "godz"))
        })
    }

    fn end_clause(&mut self) {
        if self.tokens.all.last().is_some_and(|last| last.clause == self.clause) {
            self.clause = self.clause.saturating_add(1);
        }
    }

    fn end_sentence(&mut self) {
        if self.tokens.all.last().is_some_and(|last| last.sentence == self.sentence) {
            self.sentence = self.sentence.saturating_add(1);
        }
        self.end_clause();
    }
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}' | '\u{2b50}')
}

#[cfg(test)]
mod tests;
