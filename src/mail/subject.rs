//! Subjects: what remains of one when reply and forward prefixes are gone, in every language that mail
//! programs speak.

use std::borrow::Cow;

use crate::text::fold::lowered;

/// What a subject begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Prefix {
    Reply,
    Forward,
    None,
}

/// Reply prefixes. `vs` is a forward in Danish and Norwegian: it never tells a direction by itself.
const REPLY: &[&str] = &[
    "re",
    "aw",
    "antw",
    "sv",
    "vs",
    "odp",
    "odg",
    "vá",
    "r",
    "rif",
    "ref",
    "res",
    "ynt",
    "απ",
    "σχετ",
    "השב",
    "رد",
    "bls",
    "atb",
    "отв",
    "ответ",
    "відп",
    "回复",
    "回覆",
    "答复",
    "返信",
    "답장",
    "회신",
];

const FORWARD: &[&str] = &[
    "fw",
    "fwd",
    "wg",
    "tr",
    "rv",
    "enc",
    "i",
    "doorst",
    "vb",
    "vl",
    "pd",
    "pdl",
    "перес",
    "пересл",
    "továbbítás",
    "πρθ",
    "ilt",
    "i̇lt",
    "redir.",
    "videresend",
    "转发",
    "轉寄",
];

/// Prefixes of one letter are taken only at the very start and before a space: `R: `, `I: `.
const SINGLE: &[&str] = &["r", "i"];

/// Marks that filters put before subjects, in lower case, without their brackets.
const MARKS: &[&str] =
    &["external", "ext", "spam", "extern", "externe mail", "external email", "suspected spam"];

/// Subjects that strangers share, folded.
const GENERIC: &[&str] = &[
    "test",
    "hello",
    "hi",
    "hey",
    "question",
    "help",
    "info",
    "information",
    "request",
    "order",
    "invoice",
    "contact",
    "contact form",
    "inquiry",
    "enquiry",
    "feedback",
    "support",
    "message",
    "unsubscribe",
    "no subject",
    "(no subject)",
    "none",
    "new message",
    "your order",
    "order confirmation",
    "zapytanie",
    "pytanie",
    "zamówienie",
    "faktura",
    "reklamacja",
    "zwrot",
    "kontakt",
    "wiadomość",
    "pomoc",
    "oferta",
    "dzień dobry",
    "formularz kontaktowy",
    "brak tematu",
    "(brak tematu)",
    "вопрос",
    "заказ",
    "счет",
    "счёт",
    "помощь",
    "привет",
    "здравствуйте",
    "обращение",
    "возврат",
    "без темы",
    "(без темы)",
    "(no topic)",
    "kysymys",
    "tilaus",
    "lasku",
    "yhteydenotto",
    "palaute",
    "reklamaatio",
    "palautus",
    "ei aihetta",
    "(ei aihetta)",
    "anfrage",
    "frage",
    "bestellung",
    "rechnung",
    "kontaktformular",
    "hallo",
    "kein betreff",
    "(kein betreff)",
    "fråga",
    "beställning",
    "(inget ämne)",
    "dotaz",
    "objednávka",
    "питання",
    "замовлення",
];

/// The key by which subjects are compared, and the first prefix that was taken off.
///
/// Case is folded, white space is one space, prefixes and marks such as `[EXTERNAL]` are gone; other
/// brackets stay, as they hold order numbers. A bracket before a prefix, as mailing lists put it there, stands
/// once before the key: `[shop] Re: [shop] a`, `Re: [shop] a` and `[shop] a` have one key.
pub fn normalise(subject: &str) -> (Cow<'_, str>, Prefix) {
    let Bare { prefix, tag, rest } = bare(subject);
    if tag.is_empty() || rest.starts_with(tag) {
        return (fold(rest), prefix);
    }
    (Cow::Owned(fold(&format!("{tag} {rest}")).trim_end().to_owned()), prefix)
}

/// The first prefix alone.
pub fn prefix(subject: &str) -> Prefix {
    bare(subject).prefix
}

/// A subject taken apart.
struct Bare<'a> {
    prefix: Prefix,
    tag: &'a str,
    rest: &'a str,
}

fn bare(subject: &str) -> Bare<'_> {
    let mut prefix = Prefix::None;
    let mut rest = subject.trim();
    let mut tag = "";
    let mut is_start = true;
    loop {
        if let Some((found, after)) = strip_prefix(rest, is_start) {
            if prefix == Prefix::None {
                prefix = found;
            }
            rest = after;
        } else if let Some(after) = strip_mark(rest) {
            rest = after;
        } else if let Some((found, after)) = strip_tag(rest)
            && (tag.is_empty() || tag == found)
            && strip_prefix(after, false).is_some()
        {
            tag = found;
            rest = after;
        } else {
            break;
        }
        is_start = false;
    }
    Bare { prefix, tag, rest }
}

/// Too common to tell one matter from another: a known everyday subject, or one short word.
pub fn is_generic(key: &str) -> bool {
    // The tag of a list says nothing; an order number in brackets does.
    let key = match strip_tag(key) {
        Some((tag, rest)) if !tag.contains(|c: char| c.is_ascii_digit()) => rest,
        _ => key,
    };
    let is_short = key.chars().count() < 8 && !key.contains(' ');
    is_short || GENERIC.contains(&key.trim_end_matches(['!', '?', '.']))
}

/// The tag in brackets before a subject that may be a list's: without a number, folded.
pub fn list_tag(subject: &str) -> Option<String> {
    memchr::memchr(b'[', subject.as_bytes())?;
    let (key, _) = normalise(subject);
    let (tag, _) = leading_tag(&key)?;
    (!tag.contains(|c: char| c.is_ascii_digit())).then(|| tag.to_owned())
}

/// The tag in brackets that a key begins with, and the rest.
pub fn leading_tag(key: &str) -> Option<(&str, &str)> {
    strip_tag(key)
}

fn fold(text: &str) -> Cow<'_, str> {
    let is_folded =
        text.bytes().all(|byte| matches!(byte, b' '..=b'@' | b'['..=b'~')) && !text.contains("  ");
    if is_folded {
        return Cow::Borrowed(text);
    }
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
    Cow::Owned(key)
}

/// `Re:`, `RE[2]:`, `Odp (3) :`, `Sv：`, `Fwd^2:`.
fn strip_prefix(text: &str, is_start: bool) -> Option<(Prefix, &str)> {
    // The longest prefix has ten letters; with its number a colon comes soon.
    let (idx, colon) = text.char_indices().take(24).find(|&(_, c)| matches!(c, ':' | '：'))?;
    let (name, after) = (text.get(..idx)?, text.get(idx + colon.len_utf8()..)?);
    let name = strip_number(name.trim_end()).trim_end();
    if name.is_empty() || name.chars().count() > 10 {
        return None;
    }
    let lower = lowered(name);
    if SINGLE.contains(&&*lower) && !(is_start && after.starts_with(' ')) {
        return None;
    }
    let kind = if REPLY.contains(&&*lower) {
        Prefix::Reply
    } else if FORWARD.contains(&&*lower) {
        Prefix::Forward
    } else {
        return None;
    };
    Some((kind, after.trim_start()))
}

/// Without `[2]`, `(2)`, `^2` at the end.
fn strip_number(name: &str) -> &str {
    let bare = match name.as_bytes().last() {
        Some(b']') => name.strip_suffix(']').and_then(|name| name.rsplit_once('[')),
        Some(b')') => name.strip_suffix(')').and_then(|name| name.rsplit_once('(')),
        _ => name.rsplit_once('^'),
    };
    match bare {
        Some((bare, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            bare
        }
        _ => name,
    }
}

/// `[EXTERNAL]`, `***SPAM***`, `[WARNING: …]`, `{Spam?}`.
fn strip_mark(text: &str) -> Option<&str> {
    let (open, close) = match text.as_bytes().first()? {
        b'[' => ("[", ']'),
        b'{' => ("{", '}'),
        b'*' => ("***", '*'),
        _ => return None,
    };
    let inner = text.strip_prefix(open)?;
    let (idx, _) = inner.char_indices().take(120).find(|&(_, c)| c == close)?;
    let (mark, after) = inner.split_at_checked(idx)?;
    let mark = mark.trim_matches([' ', '?', '!', '*']).to_lowercase();
    let is_mark = MARKS.contains(&mark.as_str()) || mark.starts_with("warning:");
    is_mark.then(|| after.trim_start_matches(close).trim_start())
}

/// `[shop]` and what follows it.
fn strip_tag(text: &str) -> Option<(&str, &str)> {
    if !text.starts_with('[') {
        return None;
    }
    let (idx, _) = text.char_indices().take(40).find(|&(_, c)| c == ']')?;
    let (tag, after) = text.split_at_checked(idx + 1)?;
    Some((tag, after.trim_start()))
}

#[cfg(test)]
mod tests;
