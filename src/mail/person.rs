//! People in mail: addresses as real mail writes them, and who wrote a mail that a list, a form or a relay
//! sent on.

use std::borrow::Cow;

use mailparse::MailAddr;

use super::decode;
use super::header::{Headers, Name};
use super::relay;

/// A name and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub name: Option<String>,
    /// Lower-cased; without `@` only where the mail gives no more, such as `mailer-daemon`.
    pub address: String,
}

/// The effective author of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub mailbox: Mailbox,
    /// Whom an answer would go to, where that is not the author.
    pub answer_to: Option<String>,
    /// `From` was written by a list, a form or a relay.
    pub rewritten: bool,
}

/// Names are cut to so many characters.
const MAX_NAME: usize = 200;
/// Mailboxes of one field that are looked at.
const MAX_MAILBOXES: usize = 50;

/// Local parts of senders that nobody reads, without `-`, `_` and dots.
const NO_REPLY: &[&str] =
    &["noreply", "donotreply", "dontreply", "noresponse", "nieodpowiadaj", "nichtantworten"];
/// Local parts of web servers and form programs.
const FORM_SENDERS: &[&str] = &[
    "www-data",
    "wordpress",
    "apache",
    "nobody",
    "webmaster",
    "httpd",
    "form",
    "forms",
    "formularz",
    "mailer",
];

/// All mailboxes of a field's raw value, in its order.
pub fn mailboxes(raw: &[u8]) -> Vec<Mailbox> {
    if memchr::memchr3(b'"', b'\\', b';', raw).is_some()
        && let Some(found) = parsed(raw)
    {
        return found;
    }
    scanned(raw)
}

/// The mailboxes of a value that follows the rules: quoted names, escapes, groups (RFC 5322 §3.4). Comments,
/// which hold names in old mail, are lost on this way.
fn parsed(raw: &[u8]) -> Option<Vec<Mailbox>> {
    if memchr::memchr(b'(', raw).is_some() {
        return None;
    }
    let text = std::str::from_utf8(raw).ok()?.replace(['\r', '\n'], "");
    let list = mailparse::addrparse(&text).ok()?.into_inner();
    let mut found = Vec::new();
    for entry in list {
        let people = match entry {
            MailAddr::Single(person) => vec![person],
            MailAddr::Group(group) => group.addrs,
        };
        for person in people {
            let address = clean(person.addr.as_bytes())?;
            let name =
                person.display_name.as_deref().and_then(|name| tidy_name(decode::words(name.as_bytes())));
            if found.len() < MAX_MAILBOXES {
                found.push(Mailbox { name, address });
            }
        }
    }
    Some(found)
}

/// The mailboxes of a value that may break every rule.
fn scanned(raw: &[u8]) -> Vec<Mailbox> {
    let mut found = Vec::new();
    let mut carried: Vec<u8> = Vec::new();
    for piece in pieces(raw) {
        if found.len() >= MAX_MAILBOXES {
            break;
        }
        match mailbox(&carried, piece) {
            Some(mailbox) => {
                found.push(mailbox);
                carried.clear();
            }
            // `Doe, John <j@example.org>`: a comma that should have been quoted.
            None if !piece.trim_ascii().is_empty() && carried.len() < 200 => {
                carried.extend_from_slice(piece.trim_ascii());
                carried.extend_from_slice(b", ");
            }
            None => {}
        }
    }
    found
}

/// Who wrote the mail; `None` when it does not say.
pub fn author(headers: &Headers<'_>) -> Option<Author> {
    let first = |name| headers.raw(name).and_then(|raw| mailboxes(raw).into_iter().next());
    let from =
        first(Name::From).or_else(|| lone_word(headers.raw(Name::From)?)).or_else(|| first(Name::Sender));
    let reply_to = headers.raw(Name::ReplyTo).map(mailboxes).unwrap_or_default();
    let other = |from: &Mailbox| reply_to.iter().find(|mailbox| mailbox.address != from.address).cloned();
    if let Some(mut mailbox) = first(Name::XOriginalFrom).or_else(|| first(Name::XOriginalSender)) {
        if mailbox.name.is_none() {
            mailbox.name = from.and_then(|from| from.name).map(|name| via(&name).unwrap_or(&name).to_owned());
        }
        return Some(Author { mailbox, answer_to: None, rewritten: true });
    }
    let mut from = from?;
    if let Some(name) = from.name.as_deref().and_then(via) {
        let in_copy = || {
            let copies = headers.raw(Name::Cc).map(mailboxes).unwrap_or_default();
            copies.into_iter().find(|copy| copy.name.as_deref() == Some(name))
        };
        let address =
            other(&from).or_else(in_copy).map_or_else(|| from.address.clone(), |found| found.address);
        let mailbox = Mailbox { name: Some(name.to_owned()), address };
        return Some(Author { mailbox, answer_to: None, rewritten: true });
    }
    if (is_no_reply(&from.address) || is_form_sender(&from.address))
        && let Some(mut mailbox) = other(&from)
            .filter(|mailbox| !is_no_reply(&mailbox.address) && !is_list_itself(headers, &mailbox.address))
    {
        mailbox.name = mailbox.name.or(from.name);
        return Some(Author { mailbox, answer_to: None, rewritten: true });
    }
    if let Some(name) = first(Name::Sender).and_then(|sender| delegate(&from, sender)) {
        from.name = Some(name);
    }
    let answer_to =
        other(&from).map(|mailbox| mailbox.address).filter(|address| !is_list_itself(headers, address));
    Some(Author { mailbox: from, answer_to, rewritten: false })
}

/// The name in a `From` that gives no address: Exchange knows its people without one, and exports write
/// `MAILER-DAEMON` or a path in its place.
pub fn name_alone(headers: &Headers<'_>) -> Option<String> {
    let raw = headers.raw(Name::From)?;
    display_name(raw.get(..memchr::memrchr(b'<', raw).unwrap_or(raw.len()))?)
}

/// The addresses of `To` and `Cc`, each once.
pub fn recipients(headers: &Headers<'_>) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for raw in [Name::To, Name::Cc].into_iter().filter_map(|name| headers.raw(name)) {
        for mailbox in mailboxes(raw) {
            if addresses.len() < MAX_MAILBOXES && !addresses.contains(&mailbox.address) {
                addresses.push(mailbox.address);
            }
        }
    }
    addresses
}

/// The one address in `Bcc` of a mail that goes to nobody but its sender otherwise. Several never see each other and
/// are no conversation, and beside a customer stands an archive.
pub fn hidden_recipient(headers: &Headers<'_>, from: &str, to: &[String]) -> Option<String> {
    let [Mailbox { address, .. }] = mailboxes(headers.raw(Name::Bcc)?).try_into().ok()?;
    to.iter().all(|to| to == from).then_some(address)
}

/// The local part and the domain of an address.
pub fn halves(address: &str) -> Option<(&str, &str)> {
    let at = memchr::memrchr(b'@', address.as_bytes())?;
    Some((address.get(..at)?, address.get(at + 1..)?))
}

/// The address by which one person is known: without `+tag`, `googlemail.com` as `gmail.com`, and no dots in
/// a local part of Gmail. Tags of relays and robots are part of their identity.
pub fn identity(address: &str) -> Cow<'_, str> {
    let Some((local, domain)) = halves(address) else { return Cow::Borrowed(address) };
    let is_gmail = matches!(domain, "gmail.com" | "googlemail.com");
    let is_relay = domain.starts_with("reply.") || relay::is_relay_domain(domain);
    let bare = match local.split_once('+') {
        Some((bare, _)) if bare.len() > 1 && bare != "reply" && !is_relay => bare,
        _ => local,
    };
    if is_gmail && (domain != "gmail.com" || bare.contains('.')) {
        return Cow::Owned(format!("{}@gmail.com", bare.replace('.', "")));
    }
    if bare.len() == local.len() { Cow::Borrowed(address) } else { Cow::Owned(format!("{bare}@{domain}")) }
}

/// `noreply@…` in its many spellings.
pub fn is_no_reply(address: &str) -> bool {
    let local = address.split(['@', '+']).next().unwrap_or_default();
    let plain = local.bytes().filter(|byte| !matches!(byte, b'-' | b'_' | b'.'));
    let begins = |name: &&str| name.bytes().eq(plain.clone().take(name.len()));
    let ends = || "noreply".bytes().rev().eq(plain.clone().rev().take("noreply".len()));
    NO_REPLY.iter().any(begins) || ends()
}

/// A web server or form program sends for somebody else.
pub fn is_form_sender(address: &str) -> bool {
    address.split('@').next().is_some_and(|local| FORM_SENDERS.contains(&local))
}

/// A list that sends answers to itself is nobody who waits.
fn is_list_itself(headers: &Headers<'_>, address: &String) -> bool {
    let is_list = headers.has(Name::ListId) || headers.has(Name::MailingList);
    is_list && recipients(headers).contains(address)
}

/// The person who wrote as `from`, for example from a mailbox that colleagues share: the sender of the same
/// domain (RFC 5322 §3.6.2). Robots of lists name themselves there too.
fn delegate(from: &Mailbox, sender: Mailbox) -> Option<String> {
    let (local, domain) = halves(&sender.address)?;
    let is_colleague = halves(&from.address).is_some_and(|(_, of_from)| of_from == domain);
    let is_robot = local.contains("bounce") || local.contains("owner") || is_no_reply(&sender.address);
    sender.name.filter(|_| is_colleague && !is_robot && sender.address != from.address)
}

/// `Anna` of `'Anna' via Shop`.
fn via(name: &str) -> Option<&str> {
    let (who, _) = name.rsplit_once(" via ")?;
    let who = who.trim().trim_matches(['\'', '"']);
    (!who.is_empty()).then_some(who)
}

/// The pieces between the commas and semicolons that stand outside quotes, comments and brackets.
fn pieces(raw: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let bytes = rest?;
        let (mut quoted, mut depth, mut angle, mut escaped) = (false, 0_u32, false, false);
        for (idx, &byte) in bytes.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' if depth == 0 => quoted = !quoted,
                _ if quoted => {}
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                b'<' => angle = true,
                b'>' => angle = false,
                b',' | b';' if !angle => {
                    rest = bytes.get(idx + 1..);
                    return bytes.get(..idx);
                }
                _ => {}
            }
        }
        rest = None;
        Some(bytes)
    })
}

/// The mailbox of one piece; `before` is the beginning of its name from earlier pieces.
fn mailbox(before: &[u8], piece: &[u8]) -> Option<Mailbox> {
    let piece = piece.trim_ascii();
    if let Some(open) = memchr::memrchr(b'<', piece) {
        let inner = piece.get(open + 1..)?;
        let inner = inner.get(..memchr::memchr(b'>', inner).unwrap_or(inner.len()))?;
        let address = clean(inner).or_else(|| any_address(piece))?;
        let name = [before, piece.get(..open)?].concat();
        // `Undisclosed: Anna <…>`: the name of a group is none of hers, but a quoted colon is.
        return Some(Mailbox { name: display_name(&name), address });
    }
    let (bare, comment) = split_comment(piece);
    let address = clean(bare).or_else(|| at_spelt_out(bare)).or_else(|| any_address(piece))?;
    let name = comment.and_then(display_name).or_else(|| quoted_part(bare).and_then(display_name));
    Some(Mailbox { name, address })
}

/// An address spec and nothing else, lower-cased; the route and the scheme before a colon go.
fn clean(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.trim_ascii();
    let at = memchr::memrchr(b'@', bytes)?;
    if at == 0 || at + 1 >= bytes.len() {
        return None;
    }
    let bytes = match memchr::memrchr(b':', bytes.get(..at)?) {
        Some(colon) => bytes.get(colon + 1..)?,
        None => bytes,
    };
    let is_plain = |byte: &u8| {
        byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b',' | b';') || *byte >= 0x80
    };
    if bytes.is_empty() || !bytes.iter().all(is_plain) {
        return None;
    }
    Some(std::str::from_utf8(bytes).ok()?.trim_matches(['\'', '(', ')']).to_lowercase())
}

/// `ann at example.org`, as archives of mailing lists spell it.
fn at_spelt_out(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    let (local, domain) = text.split_once(" at ")?;
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    (is_word(local) && is_word(domain) && domain.contains('.'))
        .then(|| format!("{local}@{domain}").to_lowercase())
}

/// The last resort: the first thing that looks like an address.
pub fn any_address(bytes: &[u8]) -> Option<String> {
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace()
            || matches!(byte, b'<' | b'>' | b'"' | b',' | b';' | b'(' | b')' | b'[' | b']')
    };
    for word in bytes.split(|byte| ends(byte)) {
        let word = word.rsplit(|&byte| byte == b':').next().unwrap_or(word);
        if let Some(address) = clean(word) {
            return Some(address.trim_end_matches('.').to_owned());
        }
    }
    None
}

/// `MAILER-DAEMON` and the like: a sender without a domain.
fn lone_word(raw: &[u8]) -> Option<Mailbox> {
    let words = decode::words(raw);
    let word = words.trim_matches(|c: char| matches!(c, '<' | '>' | '"') || c.is_whitespace());
    let is_word = !word.is_empty() && word.len() <= 100 && !word.contains(char::is_whitespace);
    is_word.then(|| Mailbox { name: None, address: word.to_lowercase() })
}

/// What stands outside and inside the last pair of parentheses.
fn split_comment(piece: &[u8]) -> (&[u8], Option<&[u8]>) {
    let Some(open) = memchr::memchr(b'(', piece) else { return (piece, None) };
    let inner = piece.get(open + 1..).unwrap_or_default();
    let close = memchr::memrchr(b')', inner).unwrap_or(inner.len());
    (piece.get(..open).unwrap_or_default().trim_ascii_end(), inner.get(..close))
}

fn quoted_part(bytes: &[u8]) -> Option<&[u8]> {
    let inner = bytes.strip_prefix(b"\"")?;
    inner.get(..memchr::memchr(b'"', inner)?)
}

/// A display name without its quotes, decoded; `None` when nothing is left.
fn display_name(raw: &[u8]) -> Option<String> {
    let raw = raw.trim_ascii();
    let unquoted = match raw {
        [b'"', inner @ .., b'"'] => inner,
        _ => raw,
    };
    let mut name = decode::words(unquoted);
    if name.contains('\\') {
        name = Cow::Owned(name.replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    tidy_name(name)
}

/// Without quotes around it and with single spaces.
fn tidy_name(name: Cow<'_, str>) -> Option<String> {
    let name = name.trim().trim_matches('"').trim();
    let mut tidy = String::with_capacity(name.len().min(MAX_NAME));
    for word in name.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    if let Some((idx, _)) = tidy.char_indices().nth(MAX_NAME) {
        tidy.truncate(idx);
    }
    (!tidy.is_empty()).then_some(tidy)
}

#[cfg(test)]
mod tests;
