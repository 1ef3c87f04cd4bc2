//! Classes of mail: what a person wrote and what machines sent, each with the reason.

mod subjects;

use subjects::Beginning;

use super::header::{Headers, Name};
use super::mime::Typed;
use super::{person, subject};
use crate::message::Kind;

/// The class of a mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Class {
    pub kind: Kind,
    /// A reason code such as `header:auto-submitted`; empty for what a person wrote.
    pub why: &'static str,
}

/// What the class is judged by.
pub struct Evidence<'a> {
    pub headers: &'a Headers<'a>,
    /// Decoded.
    pub subject: &'a str,
    /// The address in `From`, lower-cased.
    pub from: &'a str,
    /// The beginning of the body, raw.
    pub body: &'a [u8],
}

/// The same, with what several judgements need.
struct Case<'a> {
    headers: &'a Headers<'a>,
    subject: &'a str,
    beginning: Beginning,
    from: &'a str,
    body: &'a [u8],
}

/// Judges a mail: bounce before receipt before automatic reply before notification before newsletter before
/// spam; else a person wrote it.
///
/// The order matters: mail servers send bounces that call themselves automatic replies.
pub fn classify(evidence: &Evidence<'_>) -> Class {
    let &Evidence { headers, subject, from, body } = evidence;
    let evidence = &Case { headers, subject, beginning: Beginning::of(subject), from, body };
    let content_type = headers.raw(Name::ContentType).map(Typed::parse).unwrap_or_default();
    report(evidence, &content_type)
        .or_else(|| bounce(evidence, &content_type))
        .or_else(|| receipt(evidence, &content_type))
        .or_else(|| auto_reply(evidence))
        .or_else(|| bulk(evidence))
        .or_else(|| spam(evidence))
        .map_or(Class { kind: Kind::Message, why: "" }, |(kind, why)| Class { kind, why })
}

/// The Message-ID of the mail that a bounce or a report brings back, as far as the body is at hand.
pub fn returned_id(body: &[u8]) -> Option<String> {
    lines_named(body, b"message-id:").chain(lines_named(body, b"original-message-id:")).find_map(|value| {
        let open = memchr::memchr(b'<', value)?;
        let inner = value.get(open + 1..)?;
        let id = inner.get(..memchr::memchr(b'>', inner)?)?;
        std::str::from_utf8(id).ok().filter(|id| !id.is_empty() && !id.contains(' ')).map(str::to_owned)
    })
}

type Verdict = Option<(Kind, &'static str)>;

/// Reports of mail servers by their declared type (RFC 3464, RFC 8098, RFC 5965).
fn report(evidence: &Case<'_>, content_type: &Typed<'_>) -> Verdict {
    if content_type.value != "multipart/report" {
        return None;
    }
    let kind = content_type.parameter("report-type")?.to_ascii_lowercase();
    match kind.as_slice() {
        b"delivery-status" => Some(delivery_report(evidence.body)),
        b"disposition-notification" => Some((Kind::Receipt, "report:disposition-notification")),
        b"feedback-report" => Some((Kind::Bulk, "report:feedback-report")),
        _ => None,
    }
}

/// A delay or a success is no failure (RFC 3464 §2.3.3).
fn delivery_report(body: &[u8]) -> (Kind, &'static str) {
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

fn bounce(evidence: &Case<'_>, content_type: &Typed<'_>) -> Verdict {
    let Case { headers, body, .. } = *evidence;
    if headers.has(Name::XFailedRecipients) {
        return Some((Kind::Bounce, "header:x-failed-recipients"));
    }
    let subject = &evidence.beginning;
    if subject.is_surely_bounce() {
        return Some((Kind::Bounce, "subject:bounce"));
    }
    // Servers also tell of delays: "Warning: could not send message for past 4 hours".
    let is_delay = subject.is_delay();
    let is_answer = is_answer(evidence);
    let by_subject = (!is_answer && subject.is_bounce()) || is_delay;
    let local = evidence.from.split('@').next().unwrap_or_default();
    let by_daemon = matches!(local, "mailer-daemon" | "postmaster" | "mail-daemon" | "mailerdaemon");
    let is_automatic = headers.token(Name::AutoSubmitted).is_some_and(|token| token != "no");
    let is_report = content_type.value == "multipart/report";
    let signs =
        [is_report, by_daemon, has_null_path(headers), by_subject, is_automatic && (by_daemon || by_subject)];
    let n_signs = signs.iter().filter(|&&sign| sign).count();
    if (n_signs > 0 || is_automatic) && content_type.value.starts_with("multipart/") && !is_answer {
        let mut types = lines_named(body, b"content-type:");
        if types.any(|value| starts_with(value.trim_ascii_start(), b"message/delivery-status")) {
            let (kind, why) = delivery_report(body);
            return Some((kind, if kind == Kind::Bounce { "part:delivery-status" } else { why }));
        }
    }
    if n_signs < 2 {
        return None;
    }
    if is_delay {
        return Some((Kind::Receipt, "subject:delayed"));
    }
    Some((Kind::Bounce, if by_subject { "subject:bounce" } else { "from:mailer-daemon" }))
}

fn receipt(evidence: &Case<'_>, content_type: &Typed<'_>) -> Verdict {
    let calendar = |value: &str| value == "text/calendar";
    if calendar(&content_type.value) && content_type.parameter("method").is_some() {
        return Some((Kind::Receipt, "part:calendar"));
    }
    if evidence.beginning.is_calendar_answer()
        && lines_named(evidence.body, b"content-type:")
            .any(|value| starts_with(value.trim_ascii_start(), b"text/calendar"))
    {
        return Some((Kind::Receipt, "subject:calendar"));
    }
    let is_report = content_type.value == "multipart/report" || has_null_path(evidence.headers);
    if evidence.beginning.is_receipt() && is_report {
        return Some((Kind::Receipt, "subject:receipt"));
    }
    None
}

fn auto_reply(evidence: &Case<'_>) -> Verdict {
    let headers = evidence.headers;
    // RFC 3834 §5: `no` is a person; `auto-generated` answers nobody.
    if let Some(token) = headers.token(Name::AutoSubmitted)
        && !matches!(token.as_str(), "no" | "auto-generated" | "auto-notified" | "auto-forwarded" | "")
    {
        return Some((Kind::AutoReply, "header:auto-submitted"));
    }
    const MARKS: [(Name, &str); 5] = [
        (Name::XAutoreply, "header:x-autoreply"),
        (Name::XAutorespond, "header:x-autorespond"),
        (Name::XAutoReplyFrom, "header:x-autoreply-from"),
        (Name::XMailAutoreply, "header:x-mail-autoreply"),
        (Name::XAutoresponse, "header:x-autoresponse"),
    ];
    for (name, why) in MARKS {
        if headers.token(name).is_some_and(|token| token != "no" && token != "false") {
            return Some((Kind::AutoReply, why));
        }
    }
    let precedence = headers.token(Name::Precedence).unwrap_or_default();
    if matches!(precedence.as_str(), "auto_reply" | "auto-reply") {
        return Some((Kind::AutoReply, "header:precedence"));
    }
    if headers.text(Name::XPostMessageClass).is_some_and(|value| value.contains("Autoresponder")) {
        return Some((Kind::AutoReply, "header:x-post-messageclass"));
    }
    if headers.token(Name::XAppleAction).is_some_and(|token| token == "vacation") {
        return Some((Kind::AutoReply, "header:x-apple-action"));
    }
    // It asks others not to answer automatically and proves nothing alone.
    let suppresses = headers.has(Name::XAutoResponseSuppress);
    if suppresses && headers.has(Name::XMsExchangeInboxRulesLoop) {
        return Some((Kind::AutoReply, "header:x-ms-exchange-inbox-rules-loop"));
    }
    let has_second = suppresses || has_null_path(headers) || precedence == "junk" || precedence == "bulk";
    if evidence.beginning.is_auto_reply(has_second) {
        return Some((Kind::AutoReply, "subject:auto-reply"));
    }
    None
}

fn bulk(evidence: &Case<'_>) -> Verdict {
    let Case { headers, from, .. } = *evidence;
    if headers
        .token(Name::AutoSubmitted)
        .is_some_and(|token| matches!(token.as_str(), "auto-generated" | "auto-notified"))
    {
        return Some((Kind::Bulk, "header:auto-submitted"));
    }
    if headers.token(Name::XAmazonMailRelayType).is_some_and(|token| token == "notification") {
        return Some((Kind::Bulk, "header:x-amazon-mail-relay-type"));
    }
    // No person writes as the mail server itself; what it says is no proof of a failure.
    if from.split('@').next() == Some("mailer-daemon") {
        return Some((Kind::Bulk, "from:mailer-daemon"));
    }
    if evidence.subject.starts_with("Report domain:") || evidence.subject.starts_with("Report Domain:") {
        return Some((Kind::Bulk, "subject:dmarc-report"));
    }
    // A form that writes as noreply names its customer in Reply-To, see `person::author`.
    let has_other = headers.raw(Name::ReplyTo).is_some_and(|raw| {
        person::mailboxes(raw).iter().any(|mailbox| !person::is_no_reply(&mailbox.address))
    });
    if person::is_no_reply(from) && !has_other {
        return Some((Kind::Bulk, "from:noreply"));
    }
    // Discussion lists carry the same headers, and people write there; newsletters take no posts.
    let is_discussion = headers.has(Name::ListPost) || headers.has(Name::MailingList) || is_answer(evidence);
    if headers.has(Name::ListUnsubscribe) && !is_discussion {
        if headers.token(Name::Precedence).is_some_and(|token| token == "bulk") {
            return Some((Kind::Bulk, "header:precedence"));
        }
        if headers.has(Name::ListUnsubscribePost) {
            return Some((Kind::Bulk, "header:list-unsubscribe-post"));
        }
        if headers.has(Name::FeedbackId) {
            return Some((Kind::Bulk, "header:feedback-id"));
        }
    }
    None
}

fn spam(evidence: &Case<'_>) -> Verdict {
    let says_yes = |name| evidence.headers.token(name).is_some_and(|token| token == "yes");
    if says_yes(Name::XSpamFlag) {
        return Some((Kind::Spam, "header:x-spam-flag"));
    }
    says_yes(Name::XSpamStatus).then_some((Kind::Spam, "header:x-spam-status"))
}

/// A reply prefix before the subject.
fn is_answer(evidence: &Case<'_>) -> bool {
    subject::prefix(evidence.subject) == subject::Prefix::Reply
}

/// `Return-Path: <>`: nobody is told when it cannot be delivered (RFC 5321 §4.5.5).
fn has_null_path(headers: &Headers<'_>) -> bool {
    headers.raw(Name::ReturnPath) == Some(b"<>")
}

/// The rest of each line that begins with `name`, which ends in a colon and is in lower case.
fn lines_named<'a>(body: &'a [u8], name: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
    let first = starts_with(body, name).then_some(0);
    let others = memchr::memchr_iter(b'\n', body).map(|idx| idx + 1);
    first.into_iter().chain(others).filter_map(move |start| {
        let line = body.get(start..)?;
        if !starts_with(line, name) {
            return None;
        }
        let value = line.get(name.len()..)?;
        value.get(..memchr::memchr(b'\n', value).unwrap_or(value.len()))
    })
}

fn starts_with(bytes: &[u8], name: &[u8]) -> bool {
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests;
