//! The header block of a mail: one pass picks the fields that matter and leaves them as they are.

use std::borrow::Cow;

use super::decode;

/// Longest value that is looked at; the rest of a longer one is ignored.
pub const MAX_VALUE: usize = 64 * 1024;

macro_rules! names {
    ($($variant:ident => $name:literal),+ $(,)?) => {
        /// The fields that matter, shortest name first.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Name {
            $($variant),+
        }

        const NAMES: &[(Name, &str)] = &[$((Name::$variant, $name)),+];
    };
}

names! {
    Cc => "cc",
    To => "to",
    Bcc => "bcc",
    Date => "date",
    From => "from",
    Sender => "sender",
    Status => "status",
    ListId => "list-id",
    Subject => "subject",
    Received => "received",
    ReplyTo => "reply-to",
    XStatus => "x-status",
    XSgEid => "x-sg-eid",
    ListPost => "list-post",
    XMcUser => "x-mc-user",
    XGmThrid => "x-gm-thrid",
    XGmThird => "x-gm-third",
    XKeywords => "x-keywords",
    MessageId => "message-id",
    Precedence => "precedence",
    References => "references",
    XCampaign => "x-campaign",
    XAutoreply => "x-autoreply",
    XSpamFlag => "x-spam-flag",
    FeedbackId => "feedback-id",
    InReplyTo => "in-reply-to",
    ReturnPath => "return-path",
    ContentType => "content-type",
    DeliveredTo => "delivered-to",
    MailingList => "mailing-list",
    ThreadIndex => "thread-index",
    MimeVersion => "mime-version",
    XCampaignid => "x-campaignid",
    XSpamStatus => "x-spam-status",
    XAutorespond => "x-autorespond",
    DeliveryDate => "delivery-date",
    ContentClass => "content-class",
    XMailgunSid => "x-mailgun-sid",
    XAppleAction => "x-apple-action",
    AutoSubmitted => "auto-submitted",
    XGmailLabels => "x-gmail-labels",
    XAutoresponse => "x-autoresponse",
    XOriginalFrom => "x-original-from",
    XMozillaStatus => "x-mozilla-status",
    XMailAutoreply => "x-mail-autoreply",
    XAutoReplyFrom => "x-autoreply-from",
    ListUnsubscribe => "list-unsubscribe",
    XCsaComplaints => "x-csa-complaints",
    XMozillaStatus2 => "x-mozilla-status2",
    XOriginalSender => "x-original-sender",
    XPostMessageClass => "x-post-messageclass",
    XFailedRecipients => "x-failed-recipients",
    ContentDisposition => "content-disposition",
    XAppleUnsubscribe => "x-apple-unsubscribe",
    ListUnsubscribePost => "list-unsubscribe-post",
    XAmazonMailRelayType => "x-amazon-mail-relay-type",
    XAutoResponseSuppress => "x-auto-response-suppress",
    ContentTransferEncoding => "content-transfer-encoding",
    XMsExchangeInboxRulesLoop => "x-ms-exchange-inbox-rules-loop",
}

const N_NAMES: usize = NAMES.len();
const MAX_NAME: usize = 31;

/// For each length the positions in `NAMES` of the names of that length.
const BY_LENGTH: [(usize, usize); MAX_NAME] = {
    let mut ranges = [(0, 0); MAX_NAME];
    let mut idx = 0;
    while idx < N_NAMES {
        let len = NAMES[idx].1.len();
        if ranges[len].1 == 0 {
            ranges[len].0 = idx;
        }
        ranges[len].1 = idx + 1;
        idx += 1;
    }
    ranges
};

/// The wanted fields of one header block, raw and folded as in the file; of a repeated field the first,
/// which for `Received` and `Delivered-To` is the latest.
#[derive(Clone, Copy)]
pub struct Headers<'a> {
    values: [Option<&'a [u8]>; N_NAMES],
    /// The last `Received` of the block: the first one that was written.
    pub first_received: Option<&'a [u8]>,
    /// Lines that look like fields, wanted or not.
    pub n_fields: usize,
}

impl<'a> Headers<'a> {
    /// Picks the fields of `block`; it ends at its first blank line, if there is one.
    pub fn pick(block: &'a [u8]) -> Self {
        let mut headers = Self { values: [None; N_NAMES], first_received: None, n_fields: 0 };
        let mut start = 0;
        for idx in memchr::memchr_iter(b'\n', block) {
            let field = block.get(start..=idx).unwrap_or_default();
            if matches!(field, [b'\n'] | [b'\r', b'\n']) {
                return headers;
            }
            // A line that begins with white space belongs to the field before it.
            if matches!(block.get(idx + 1), Some(b' ' | b'\t')) {
                continue;
            }
            headers.take(field);
            start = idx + 1;
        }
        headers.take(block.get(start..).unwrap_or_default());
        headers
    }

    /// The raw value, without spaces at its ends; an empty one counts as absent.
    pub fn raw(&self, name: Name) -> Option<&'a [u8]> {
        self.values.get(name as usize).copied().flatten().filter(|value| !value.is_empty())
    }

    pub fn has(&self, name: Name) -> bool {
        self.raw(name).is_some()
    }

    /// The value unfolded and decoded to text, see [`decode::words`].
    pub fn text(&self, name: Name) -> Option<Cow<'a, str>> {
        self.raw(name).map(decode::words)
    }

    /// The value up to the first `;`, space or comment, in lower case: `auto-replied`, `text/plain`.
    pub fn token(&self, name: Name) -> Option<String> {
        let value = self.raw(name)?;
        let len =
            value.iter().position(|&byte| matches!(byte, b';' | b'(' | b',') || byte.is_ascii_whitespace());
        let token = value.get(..len.unwrap_or(value.len()))?;
        Some(String::from_utf8_lossy(token).to_ascii_lowercase())
    }

    fn take(&mut self, field: &'a [u8]) {
        let Some(colon) = memchr::memchr(b':', field.get(..200).unwrap_or(field)) else { return };
        let (name, value) = field.split_at_checked(colon).unwrap_or_default();
        let name = name.trim_ascii();
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return;
        }
        self.n_fields += 1;
        let Some(wanted) = find(name) else { return };
        let value = value.get(1..).unwrap_or_default();
        let value = value.get(..MAX_VALUE).unwrap_or(value).trim_ascii();
        if wanted == Name::Received {
            self.first_received = Some(value);
        }
        if let Some(slot) = self.values.get_mut(wanted as usize)
            && slot.is_none()
        {
            *slot = Some(value);
        }
    }
}

fn find(name: &[u8]) -> Option<Name> {
    let &(start, end) = BY_LENGTH.get(name.len())?;
    let names = NAMES.get(start..end)?;
    names.iter().find(|(_, known)| known.as_bytes().eq_ignore_ascii_case(name)).map(|&(name, _)| name)
}

#[cfg(test)]
mod tests;
