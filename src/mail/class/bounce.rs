//! Mail that came back: delivery reports (RFC 3464), and what servers write instead of them.

use super::{Case, Verdict, has_null_path, is_answer, lines_named};
use crate::mail::header::{Headers, Name};
use crate::mail::mime::Typed;
use crate::mail::mime::parts::{Part, parts};
use crate::mail::person;
use crate::message::Kind;

/// An error that a server wrote is short; what people tell of one is longer.
const MAX_NOTICE: usize = 1500;

/// What speaks for a bounce and is not enough alone, most telling first.
const SIGNS: [&str; 6] = [
    "subject:bounce",
    "from:mailer-daemon",
    "part:returned-mail",
    "text:smtp-status",
    "header:return-path",
    "part:report",
];

/// The code of two signs that stand together.
const PAIRS: [(usize, usize, &str); 9] = [
    (0, 1, "subject:bounce+from:mailer-daemon"),
    (0, 2, "subject:bounce+part:returned-mail"),
    (0, 4, "subject:bounce+header:return-path"),
    (0, 5, "subject:bounce+part:report"),
    (1, 2, "from:mailer-daemon+part:returned-mail"),
    (1, 3, "from:mailer-daemon+text:smtp-status"),
    (1, 4, "from:mailer-daemon+header:return-path"),
    (1, 5, "from:mailer-daemon+part:report"),
    (2, 4, "part:returned-mail+header:return-path"),
];

/// The Message-ID of the mail that a bounce or a report brings back, as far as the body is at hand.
pub fn returned_id(body: &[u8]) -> Option<String> {
    lines_named(body, b"message-id:").chain(lines_named(body, b"original-message-id:")).find_map(|value| {
        let open = memchr::memchr(b'<', value)?;
        let inner = value.get(open + 1..)?;
        let id = inner.get(..memchr::memchr(b'>', inner)?)?;
        std::str::from_utf8(id).ok().filter(|id| !id.is_empty() && !id.contains(' ')).map(str::to_owned)
    })
}

/// Whom a mail that came back was for, as its header or the report (RFC 3464 §2.3.2) says; the first of several.
pub fn failed_recipient(headers: &Headers<'_>, body: &[u8]) -> Option<String> {
    let address = |raw: &[u8]| person::mailboxes(raw).into_iter().next().map(|mailbox| mailbox.address);
    let reported = |value: &[u8]| address(value.get(memchr::memchr(b';', value)? + 1..)?);
    let header = headers.raw(Name::XFailedRecipients).and_then(address);
    header.or_else(|| lines_named(body, b"final-recipient:").find_map(reported))
}

/// A delay or a success is no failure (RFC 3464 §2.3.3).
pub fn delivery_report(body: &[u8]) -> (Kind, &'static str) {
    let mut delivered = false;
    for value in lines_named(body, b"action:") {
        let value = value.trim_ascii().to_ascii_lowercase();
        if value.starts_with(b"failed") {
            return (Kind::Bounce, "report:delivery-status");
        }
        delivered |= [b"delayed".as_slice(), b"delivered", b"relayed", b"expanded"]
            .iter()
            .any(|action| value.starts_with(action));
    }
    if delivered { (Kind::Receipt, "report:not-failed") } else { (Kind::Bounce, "report:delivery-status") }
}

/// A bounce that does not declare itself a delivery report.
pub fn bounce(case: &Case<'_>, content_type: &Typed<'_>) -> Verdict {
    if case.headers.has(Name::XFailedRecipients) {
        return Some((Kind::Bounce, "header:x-failed-recipients"));
    }
    if case.beginning.is_surely_bounce() {
        return Some((Kind::Bounce, "subject:bounce"));
    }
    let is_answer = is_answer(case);
    // Servers also tell of delays: "Warning: could not send message for past 4 hours".
    let is_delay = case.beginning.is_delay();
    let by_subject = is_delay || (!is_answer && case.beginning.is_bounce());
    let by_daemon = is_daemon(case.from) || (case.from.is_empty() && case.says_nobody);
    let has_path = has_null_path(case.headers);
    let is_automatic = case.headers.token(Name::AutoSubmitted).is_some_and(|token| token != "no");
    let is_report = content_type.value == "multipart/report" || (is_automatic && (by_daemon || by_subject));
    if !(by_subject || by_daemon || has_path || is_report || is_automatic) {
        return None;
    }
    let parts = parts(content_type, case.body);
    if parts.iter().any(|part| part.kind == "message/delivery-status") {
        let (kind, why) = delivery_report(case.body);
        return Some((kind, if kind == Kind::Bounce { "part:delivery-status" } else { why }));
    }
    let returns = parts.iter().any(|part| matches!(&*part.kind, "message/rfc822" | "text/rfc822-headers"));
    let has_status = by_daemon && says_status(&parts, case.body);
    let found = [by_subject, by_daemon, returns && !is_answer, has_status, has_path, is_report];
    let first = found.iter().position(|&is_set| is_set)?;
    if found.iter().filter(|&&is_set| is_set).count() < 2 {
        return None;
    }
    if is_delay {
        return Some((Kind::Receipt, "subject:delayed"));
    }
    let is_set = |sign: usize| found.get(sign).is_some_and(|&is_set| is_set);
    let pair = PAIRS.iter().find(|&&(one, other, _)| is_set(one) && is_set(other)).map(|&(_, _, why)| why);
    Some((Kind::Bounce, pair.or_else(|| SIGNS.get(first).copied())?))
}

/// The mail server itself, in its spellings.
pub fn is_daemon(from: &str) -> bool {
    let local = from.split('@').next().unwrap_or_default();
    let plain: String = local.chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
    matches!(plain.as_str(), "mailerdaemon" | "postmaster" | "maildaemon")
}

/// A short text with a line that begins as a server's refusal does: `550 no such user` (RFC 5321 §4.2).
/// Who asks about such a line is a person.
fn says_status(parts: &[Part<'_>], body: &[u8]) -> bool {
    let text = match parts.first() {
        Some(part) if part.kind.is_empty() || part.kind == "text/plain" => part.body,
        Some(_) => return false,
        None => body,
    };
    let text = text.trim_ascii();
    text.len() <= MAX_NOTICE
        && memchr::memchr(b'?', text).is_none()
        && text
            .split(|&byte| byte == b'\n')
            .any(|line| matches!(line, [b'5', b'0'..=b'5', b'0'..=b'9', b' ' | b'-', _, ..]))
}
