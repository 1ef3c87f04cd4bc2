//! HTML as plain text: what a person would read of it, without the quoted mail below.

use std::borrow::Cow;

/// At most so many bytes of markup are read, and of text written.
const MAX_HTML: usize = 1 << 20;
const MAX_TEXT: usize = 64 << 10;
/// A tag that does not end within so many bytes is text.
const MAX_TAG: usize = 8 << 10;
/// The longest entity that is looked for.
const MAX_ENTITY: usize = 12;

/// The text of a mail's HTML part: markup gone, blocks on lines of their own, entities decoded once, cut
/// where the mail program quotes an earlier mail. Of long input the first MiB is read.
pub fn to_text(html: &str) -> String {
    to_text_up_to(html, MAX_TEXT)
}

/// The same with so many bytes of text.
pub fn to_text_up_to(html: &str, max_text: usize) -> String {
    read(html, true, max_text)
}

/// The same of a public comment: nobody quotes a mail in it, so that all its words stay.
pub fn comment(html: &str) -> String {
    read(html, false, MAX_TEXT)
}

fn read(html: &str, is_mail: bool, max_text: usize) -> String {
    let html = super::head(html, MAX_HTML);
    let text = String::with_capacity(html.len().min(max_text) / 2);
    let mut out = Text { text, gap: None, max: max_text };
    let mut rest = html;
    while out.text.len() < max_text {
        let Some(open) = rest.find('<') else {
            out.push(rest);
            break;
        };
        let (before, from_tag) = rest.split_at(open);
        out.push(before);
        rest = match markup(from_tag, is_mail) {
            Markup::Text => {
                out.push("<");
                from_tag.get(1..).unwrap_or("")
            }
            Markup::Skip(after) => after,
            Markup::Line(after) => {
                out.line();
                after
            }
            Markup::Cell(after) => {
                out.gap = Some('\t');
                after
            }
            Markup::Quote(after) => {
                out.quote();
                after
            }
            Markup::End => break,
        };
    }
    out.finish()
}

/// Plain text in which somebody left entities and line breaks of HTML, as a reader would see it.
pub fn decode(text: &str) -> Cow<'_, str> {
    let is_odd = |idx: usize| text.get(idx..).is_some_and(|rest| line_break(rest).or(entity(rest)).is_some());
    if memchr::memchr2(b'&', b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    if !text.match_indices(['&', '<']).any(|(idx, _)| is_odd(idx)) {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find(['&', '<']).and_then(|at| rest.split_at_checked(at)) {
        decoded.push_str(before);
        let (letter, after) = line_break(from).or_else(|| entity(from)).unwrap_or_else(|| {
            let mut letters = from.chars();
            (letters.next().unwrap_or(' '), letters.as_str())
        });
        decoded.push(letter);
        rest = after;
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// A `<br>` as a new line, and what follows it.
fn line_break(text: &str) -> Option<(char, &str)> {
    let marks = ["<br>", "<br/>", "<br />", "<BR>", "<BR/>", "<BR />"];
    marks.iter().find_map(|mark| text.strip_prefix(mark)).map(|after| ('\n', after))
}

enum Markup<'a> {
    /// The angle bracket is text.
    Text,
    Skip(&'a str),
    /// A block or line break.
    Line(&'a str),
    /// A cell of a table, beside the one before it.
    Cell(&'a str),
    /// A quoted mail, which may have an answer below it.
    Quote(&'a str),
    /// Here the quoted mail begins, and nothing is written below it.
    End,
}

fn markup(html: &str, is_mail: bool) -> Markup<'_> {
    if let Some(comment) = html.strip_prefix("<!--") {
        // A comment that does not end takes the rest, as in a browser.
        return comment.split_once("-->").map_or(Markup::End, |(_, after)| Markup::Skip(after));
    }
    let inner = html.get(1..).unwrap_or("");
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return Markup::Text;
    }
    let Some(end) = tag_end(inner) else { return Markup::Text };
    let (tag, after) = inner.split_at(end);
    let after = after.get(1..).unwrap_or("");
    let name_end = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).unwrap_or(tag.len());
    let (name, attributes) = tag.split_at(name_end);
    let name = name.to_ascii_lowercase();
    let name = name.trim_end_matches('/');
    if is_mail && name == "blockquote" && has_any(attributes, &QUOTE_BLOCKS) {
        return Markup::Quote(skip_nested(after, name));
    }
    if is_mail && is_quote(name, attributes, after) {
        return Markup::End;
    }
    match name {
        "script" | "style" | "head" | "title" | "template" => Markup::Skip(skip_element(after, name)),
        "td" | "th" => Markup::Cell(after),
        "br" | "p" | "div" | "li" | "dt" | "dd" | "tr" | "ul" | "ol" | "table" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "hr" | "/p" | "/div" | "/li" | "/tr" | "/ul" | "/ol" | "/table" | "/h1"
        | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" | "blockquote" | "/blockquote" | "/head" => {
            Markup::Line(after)
        }
        _ => Markup::Skip(after),
    }
}

/// The end of a tag: the first `>` outside quoted values.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = b' ';
    let mut first = None;
    for (idx, byte) in tag.bytes().enumerate().take(MAX_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(idx),
            // The next tag begins: this one was none. It also keeps the scan linear.
            (None, b'<') => return first,
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (Some(open), _) if byte == open => quote = None,
            (Some(_), b'>') => first = first.or(Some(idx)),
            _ => {}
        }
        if byte != b' ' {
            last = byte;
        }
    }
    // A quoted value that never ends: the tag ends at the first bracket after all.
    first
}

/// What follows the end tag of an element whose content is no text; all of it when there is none.
fn skip_element<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        let after = rest.get(at + 2..).unwrap_or("");
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = after;
    }
    ""
}

/// What follows the end tag that belongs to an element, whose like may stand inside it; nothing when there
/// is none.
fn skip_nested<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    let mut depth = 1_u32;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or("");
        let is_end = rest.starts_with('/');
        let tag = rest.strip_prefix('/').unwrap_or(rest);
        if tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            depth = if is_end { depth - 1 } else { depth.saturating_add(1) };
            if depth == 0 {
                return rest.split_once('>').map_or("", |(_, after)| after);
            }
        }
    }
    ""
}

/// Marks of a quoted mail on a `blockquote`.
const QUOTE_BLOCKS: [&str; 3] = ["cite", "gmail_quote", "protonmail_quote"];
/// Marks that mail programs put on what stands around or above the mail they quote.
const QUOTES: [&str; 5] =
    ["gmail_quote", "divRplyFwdMsg", "appendonsend", "protonmail_quote", "yahoo_quoted"];
/// How far ahead a quoted block is looked for.
const MAX_AHEAD: usize = 2 << 10;

/// Does the quoted mail begin here, for good?
fn is_quote(name: &str, attributes: &str, after: &str) -> bool {
    if !matches!(name, "div" | "span" | "hr" | "a") {
        return false;
    }
    if name == "div" && is_outlook_line(attributes) {
        return true;
    }
    // Gmail wraps the whole exchange, answers between the quotes too, and marks the quotes once more.
    let has_block = || super::head(after, MAX_AHEAD).contains("<blockquote class=\"gmail_quote");
    has_any(attributes, &QUOTES) && !(attributes.contains("gmail_quote") && has_block())
}

/// The line that Outlook draws above the mail it quotes: `border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm`.
fn is_outlook_line(attributes: &str) -> bool {
    let Some((_, border)) = attributes.split_once("border-top:") else { return false };
    let mut plain = border.chars().filter(|c| !c.is_whitespace()).take(40).collect::<String>();
    plain.make_ascii_lowercase();
    plain.starts_with("solid#") && plain.get(6..).is_some_and(|rest| rest.contains("1.0pt;padding:3.0pt0"))
}

fn has_any(attributes: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| attributes.contains(mark))
}

struct Text {
    text: String,
    /// White space that is owed before the next letter.
    gap: Option<char>,
    /// So many bytes are written.
    max: usize,
}

impl Text {
    fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            if self.text.len() >= self.max {
                return;
            }
            if letter == '&'
                && let Some((decoded, after)) = entity(rest)
            {
                self.letter(decoded);
                rest = after;
                continue;
            }
            self.letter(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or("");
        }
    }

    fn letter(&mut self, letter: char) {
        if letter.is_whitespace() {
            self.gap.get_or_insert(' ');
            return;
        }
        if letter.is_control() {
            return;
        }
        let gap = self.gap.take().filter(|_| !self.text.is_empty() && !self.text.ends_with('\n'));
        self.text.extend(gap);
        self.text.push(letter);
    }

    fn line(&mut self) {
        self.gap = None;
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Marks the place of a quoted mail as a line of quoted text.
    fn quote(&mut self) {
        self.line();
        self.text.push('>');
        self.line();
    }

    fn finish(mut self) -> String {
        // Nothing was written below the last quotes.
        let mut own = self.text.trim_end();
        while let Some(before) = own.strip_suffix("\n>").or_else(|| (own == ">").then_some("")) {
            own = before.trim_end();
        }
        let len = own.len();
        self.text.truncate(len);
        self.text
    }
}

/// The character of an entity and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let after = body.get(end + 1..)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => named_entity(name)?,
    };
    Some((letter, after))
}

/// The letter of an entity such as `amp`.
pub fn named_entity(name: &str) -> Option<char> {
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter)
}

const NAMED: &[(&str, char)] = &[
    ("nbsp", ' '),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("euro", '€'),
    ("pound", '£'),
    ("copy", '©'),
    ("reg", '®'),
    ("deg", '°'),
    ("bull", '•'),
    ("middot", '·'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("eacute", 'é'),
    ("oacute", 'ó'),
    ("Oacute", 'Ó'),
    ("aacute", 'á'),
    ("iacute", 'í'),
    ("yacute", 'ý'),
    ("uacute", 'ú'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
    ("scaron", 'š'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests;
