//! Tells the line that begins a mail of an mbox from a line of text that happens to begin with `From `.

/// The answer of [`judge`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Yes,
    No,
    /// More bytes are needed.
    More,
}

/// Bytes from the line on that may be looked at.
const LOOK_AHEAD: usize = 32 * 1024;
const MAX_LINE: usize = 998;
/// Header fields among which a well-known one must be.
const MAX_FIELDS: usize = 25;

const KNOWN: [&[u8]; 11] = [
    b"from",
    b"date",
    b"subject",
    b"received",
    b"return-path",
    b"message-id",
    b"delivered-to",
    b"x-gm-thrid",
    b"mime-version",
    b"x-mozilla-status",
    b"to",
];

const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// Does a mail begin at `bytes`, which begin with `From ` at the start of a line?
///
/// The line must hold a date or be one of the known forms without one; the next line must be a header
/// field, with a well-known field among the first ones; the first line of a git patch is none. The answer
/// depends on these bytes only, so that every cut of a file gives the same mails. `eof`: no more bytes come.
pub fn judge(bytes: &[u8], eof: bool) -> Verdict {
    let all = eof || bytes.len() >= LOOK_AHEAD;
    let bytes = bytes.get(..LOOK_AHEAD).unwrap_or(bytes);
    let undecided = if all { Verdict::No } else { Verdict::More };
    let Some(len) = memchr::memchr(b'\n', bytes) else {
        return if bytes.len() > MAX_LINE { Verdict::No } else { undecided };
    };
    if len > MAX_LINE || !is_form(bytes.get(..len).unwrap_or_default()) {
        return Verdict::No;
    }
    let mut rest = bytes.get(len + 1..).unwrap_or_default();
    let mut n_fields = 0;
    loop {
        let (line, is_whole) = match memchr::memchr(b'\n', rest) {
            Some(len) => (rest.get(..len).unwrap_or_default(), true),
            None => (rest, all),
        };
        if !is_whole && !line.contains(&b':') {
            return Verdict::More;
        }
        let is_first = n_fields == 0;
        if is_first && line.starts_with(b">From ") {
            // A second From_ line that some exporters write, quoted.
        } else if let Some(name) = field_name(line) {
            if KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                return Verdict::Yes;
            }
            n_fields += 1;
        } else if is_first || line.trim_ascii().is_empty() {
            return Verdict::No;
        }
        if !is_whole {
            return Verdict::More;
        }
        if n_fields >= MAX_FIELDS || line.len() >= rest.len() {
            return if n_fields >= MAX_FIELDS { Verdict::No } else { undecided };
        }
        rest = rest.get(line.len() + 1..).unwrap_or_default();
    }
}

/// The From_ line without its end, and what follows it and a second, quoted From_ line.
pub fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (line, mut rest) = cut_line(bytes);
    if rest.starts_with(b">From ") {
        rest = cut_line(rest).1;
    }
    (line, rest)
}

fn cut_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let len = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let line = bytes.get(..len).unwrap_or_default();
    (line.strip_suffix(b"\r").unwrap_or(line), bytes.get(len + 1..).unwrap_or_default())
}

/// The name of a header field (RFC 5322 §2.2), with spaces before its colon allowed.
pub fn field_name(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then_some(name)
}

/// Has the line the form of a From_ line?
fn is_form(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = rest.trim_ascii();
    if rest.is_empty() || rest == b"-" || is_gmail_id(rest) {
        return true;
    }
    let mut has = (false, false, false);
    for word in rest.split(|byte| byte.is_ascii_whitespace()) {
        has.0 |= MONTHS.contains(&word);
        has.1 |= is_time(word);
        has.2 |= DAYS.contains(&word.strip_suffix(b",").unwrap_or(word)) || is_year(word);
    }
    has == (true, true, true) && !is_patch(rest)
}

fn is_gmail_id(text: &[u8]) -> bool {
    text.strip_suffix(b"@xxx").is_some_and(|id| id.len() >= 10 && id.iter().all(u8::is_ascii_digit))
}

fn is_time(word: &[u8]) -> bool {
    let mut parts = word.split(|&byte| byte == b':');
    let is_number = |part: &[u8]| matches!(part.len(), 1 | 2) && part.iter().all(u8::is_ascii_digit);
    parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
}

fn is_year(word: &[u8]) -> bool {
    word.len() == 4
        && (word.starts_with(b"19") || word.starts_with(b"20"))
        && word.iter().all(u8::is_ascii_digit)
}

/// `git format-patch` begins every patch with a hash and this one date.
fn is_patch(rest: &[u8]) -> bool {
    let hash = rest.split(u8::is_ascii_whitespace).next().unwrap_or_default();
    hash.len() >= 40 && hash.iter().all(u8::is_ascii_hexdigit) && rest.ends_with(b"Mon Sep 17 00:00:00 2001")
}
