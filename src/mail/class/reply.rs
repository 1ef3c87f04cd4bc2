//! Automatic replies: absence notes and acknowledgements (RFC 3834), by headers and by subjects.

use super::{AUTO_SUBMITTED, Case, Verdict, has_null_path};
use crate::mail::header::Name;
use crate::message::Kind;

/// The judgement about automatic replies.
pub fn auto_reply(case: &Case<'_>) -> Verdict {
    by_header(case).or_else(|| by_weak_signs(case)).map(|why| (Kind::AutoReply, why))
}

/// Headers that are enough alone.
fn by_header(case: &Case<'_>) -> Option<&'static str> {
    let headers = case.headers;
    // RFC 3834 §5: `no` is a person; `auto-generated` answers nobody, unless it says that it does.
    if let Some(token) = headers.token(Name::AutoSubmitted)
        && (!matches!(token.as_str(), "no" | "auto-generated" | "auto-notified" | "auto-forwarded" | "")
            || headers
                .raw(Name::AutoSubmitted)
                .is_some_and(|raw| memchr::memmem::find(raw, b"vacation").is_some()))
    {
        return Some(AUTO_SUBMITTED);
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
            return Some(why);
        }
    }
    let precedence = headers.token(Name::Precedence).unwrap_or_default();
    if matches!(precedence.as_str(), "auto_reply" | "auto-reply") {
        return Some("header:precedence");
    }
    if headers.text(Name::XPostMessageClass).is_some_and(|value| value.contains("Autoresponder")) {
        return Some("header:x-post-messageclass");
    }
    if headers.token(Name::XAppleAction).is_some_and(|token| token == "vacation") {
        return Some("header:x-apple-action");
    }
    None
}

/// The beginning of the subject, and signs that prove nothing alone. `X-Auto-Response-Suppress` asks others
/// not to answer automatically: ordinary mail of Exchange carries it too.
fn by_weak_signs(case: &Case<'_>) -> Option<&'static str> {
    let headers = case.headers;
    let suppresses = headers.has(Name::XAutoResponseSuppress);
    if suppresses && headers.has(Name::XMsExchangeInboxRulesLoop) {
        return Some("header:x-ms-exchange-inbox-rules-loop");
    }
    let precedence = headers.token(Name::Precedence).unwrap_or_default();
    let is_junk = precedence == "junk";
    let has_path = has_null_path(headers);
    let has_second = suppresses || has_path || is_junk || precedence == "bulk";
    if case.beginning.is_auto_reply(has_second) {
        return Some("subject:auto-reply");
    }
    let answers = headers.has(Name::InReplyTo) || headers.has(Name::References);
    match (has_path, suppresses, is_junk) {
        (true, true, _) => Some("header:return-path+header:x-auto-response-suppress"),
        (true, _, true) if answers => Some("header:return-path+header:precedence"),
        (_, true, true) => Some("header:precedence+header:x-auto-response-suppress"),
        _ => None,
    }
}
