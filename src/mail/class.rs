//! Classes of mail: what a person wrote and what machines sent, each with the reason.

mod bounce;
mod reply;
mod subjects;

use subjects::Beginning;

pub use bounce::{failed_recipient, returned_id};

use super::header::{Headers, Name};
use super::mime::Typed;
use super::mime::parts::parts;
use super::{person, subject};
use crate::message::Kind;

/// The class of a mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Class {
    pub kind: Kind,
    /// A reason code such as `header:auto-submitted`, two of them with a plus where neither is enough alone;
    /// empty for what a person wrote.
    pub why: &'static str,
}

/// The reason of a mail whose header says that a program wrote it (RFC 3834 §5).
pub const AUTO_SUBMITTED: &str = "header:auto-submitted";
/// The reason of a notice from an address that nobody reads.
pub const NO_REPLY: &str = "from:noreply";

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
    /// `From` stands there and names nobody: `<>`.
    says_nobody: bool,
    body: &'a [u8],
}

/// Judges a mail: bounce before receipt before automatic reply before notification before newsletter before
/// spam; else a person wrote it.
///
/// The order matters: mail servers send bounces that call themselves automatic replies.
pub fn classify(evidence: &Evidence<'_>) -> Class {
    let &Evidence { headers, subject, from, body } = evidence;
    let says_nobody = headers.raw(Name::From) == Some(b"<>");
    let evidence = &Case { headers, subject, beginning: Beginning::of(subject), from, says_nobody, body };
    let content_type = headers.raw(Name::ContentType).map(Typed::parse).unwrap_or_default();
    report(evidence, &content_type)
        .or_else(|| bounce::bounce(evidence, &content_type))
        .or_else(|| receipt(evidence, &content_type))
        .or_else(|| unsubscribing(evidence))
        .or_else(|| reply::auto_reply(evidence))
        .or_else(|| bulk(evidence))
        .or_else(|| spam(evidence))
        .map_or(Class { kind: Kind::Message, why: "" }, |(kind, why)| Class { kind, why })
}

type Verdict = Option<(Kind, &'static str)>;

/// Reports of mail servers by their declared type (RFC 3464, RFC 8098, RFC 5965).
fn report(evidence: &Case<'_>, content_type: &Typed<'_>) -> Verdict {
    if content_type.value != "multipart/report" {
        return None;
    }
    let kind = content_type.parameter("report-type")?.to_ascii_lowercase();
    match kind.as_slice() {
        b"delivery-status" => Some(bounce::delivery_report(evidence.body)),
        b"disposition-notification" => Some((Kind::Receipt, "report:disposition-notification")),
        b"feedback-report" => Some((Kind::Bulk, "report:feedback-report")),
        _ => None,
    }
}

fn receipt(evidence: &Case<'_>, content_type: &Typed<'_>) -> Verdict {
    if content_type.value == "text/calendar" && content_type.parameter("method").is_some() {
        return Some((Kind::Receipt, "part:calendar"));
    }
    // Outlook's items of the class IPM.Schedule.
    let is_item =
        evidence.headers.token(Name::ContentClass).is_some_and(|class| class.ends_with("calendarmessage"));
    let by_subject = evidence.beginning.is_calendar_answer();
    if (is_item || by_subject)
        && parts(content_type, evidence.body).iter().any(|part| part.kind == "text/calendar")
    {
        let why =
            if is_item { "header:content-class+part:calendar" } else { "subject:calendar+part:calendar" };
        return Some((Kind::Receipt, why));
    }
    let is_report = content_type.value == "multipart/report";
    if evidence.beginning.is_receipt() && (is_report || has_null_path(evidence.headers)) {
        let why =
            if is_report { "subject:receipt+part:report" } else { "subject:receipt+header:return-path" };
        return Some((Kind::Receipt, why));
    }
    None
}

/// A mail program that unsubscribes its user calls itself an automatic reply.
fn unsubscribing(evidence: &Case<'_>) -> Verdict {
    let says_true = evidence.headers.token(Name::XAppleUnsubscribe).is_some_and(|token| token == "true");
    says_true.then_some((Kind::Bulk, "header:x-apple-unsubscribe"))
}

fn bulk(evidence: &Case<'_>) -> Verdict {
    notification(evidence).or_else(|| newsletter(evidence)).map(|why| (Kind::Bulk, why))
}

fn notification(evidence: &Case<'_>) -> Option<&'static str> {
    let Case { headers, from, .. } = *evidence;
    if headers
        .token(Name::AutoSubmitted)
        .is_some_and(|token| matches!(token.as_str(), "auto-generated" | "auto-notified"))
    {
        return Some(AUTO_SUBMITTED);
    }
    if headers.token(Name::XAmazonMailRelayType).is_some_and(|token| token == "notification") {
        return Some("header:x-amazon-mail-relay-type");
    }
    // No person writes as a program that runs by itself; what the mail server says is no proof of a failure.
    let local = from.split('@').next().unwrap_or_default();
    if local.ends_with("-daemon") {
        return Some(if local == "mailer-daemon" { "from:mailer-daemon" } else { "from:daemon" });
    }
    if evidence.subject.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("Report domain:")) {
        return Some("subject:dmarc-report");
    }
    if evidence.beginning.is_abuse_report()
        && lines_named(evidence.body, b"x-hmxmroriginalrecipient:").next().is_some()
    {
        return Some("subject:abuse-report+part:returned-mail");
    }
    // A form that writes for a customer names that customer in Reply-To, see `person::author`.
    let has_other = reply_to(headers)
        .iter()
        .any(|mailbox| mailbox.address != from && !person::is_no_reply(&mailbox.address));
    if person::is_no_reply(from) && !has_other {
        return Some(NO_REPLY);
    }
    // What a sending service counts (`Feedback-ID`) is written to many, unless it answers, stands for
    // somebody, or is a form of the shop that writes to itself.
    let answers = || {
        let to_itself = person::recipients(headers).iter().any(|recipient| recipient == from);
        headers.has(Name::InReplyTo) || headers.has(Name::References) || is_answer(evidence) || to_itself
    };
    (headers.has(Name::FeedbackId) && !has_other && !answers() && !is_discussion(evidence))
        .then_some("header:feedback-id")
}

/// `List-Unsubscribe` and a second sign that many receive the same.
fn newsletter(evidence: &Case<'_>) -> Option<&'static str> {
    let headers = evidence.headers;
    if !headers.has(Name::ListUnsubscribe) || is_discussion(evidence) {
        return None;
    }
    if headers.token(Name::Precedence).is_some_and(|token| token == "bulk") {
        return Some("header:list-unsubscribe+header:precedence");
    }
    const SENDERS: [(Name, &str); 8] = [
        (Name::ListUnsubscribePost, "header:list-unsubscribe+header:list-unsubscribe-post"),
        (Name::FeedbackId, "header:list-unsubscribe+header:feedback-id"),
        (Name::XCampaign, "header:list-unsubscribe+header:x-campaign"),
        (Name::XCampaignid, "header:list-unsubscribe+header:x-campaignid"),
        (Name::XMcUser, "header:list-unsubscribe+header:x-mc-user"),
        (Name::XSgEid, "header:list-unsubscribe+header:x-sg-eid"),
        (Name::XCsaComplaints, "header:list-unsubscribe+header:x-csa-complaints"),
        (Name::XMailgunSid, "header:list-unsubscribe+header:x-mailgun-sid"),
    ];
    SENDERS.into_iter().find(|&(name, _)| headers.has(name)).map(|(_, why)| why)
}

/// Discussion lists carry the headers of newsletters, and people write there; newsletters take no posts. A
/// list that neither says so has its own address in `To` and wants answers there.
fn is_discussion(evidence: &Case<'_>) -> bool {
    let headers = evidence.headers;
    let answers_itself = || {
        let recipients = person::recipients(headers);
        reply_to(headers)
            .iter()
            .any(|mailbox| mailbox.address != evidence.from && recipients.contains(&mailbox.address))
    };
    headers.has(Name::ListPost) || headers.has(Name::MailingList) || is_answer(evidence) || answers_itself()
}

fn reply_to(headers: &Headers<'_>) -> Vec<person::Mailbox> {
    headers.raw(Name::ReplyTo).map(person::mailboxes).unwrap_or_default()
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
