//! One mail as a draft: what mailboxes, mail folders and single mails have in common.

use std::borrow::Cow;

use super::Sink;
use super::draft::Draft;
use crate::date::mail::{Clock, Clues, Sent, sent};
use crate::mail::class::{self, Class, Evidence};
use crate::mail::folder::{self, Folder};
use crate::mail::header::{Headers, Name};
use crate::mail::person::Author;
use crate::mail::{form, ids, mime, person, received, subject};
use crate::message::few::Few;
use crate::message::{Channel, Flags, Kind};
use crate::problem::Problem;
use crate::text::{html, quote};

/// A mail at hand.
pub struct Letter<'a> {
    pub record: u64,
    pub place: u64,
    /// The header block and, behind its blank line, the beginning of the body.
    pub window: &'a [u8],
    /// Length of the header block with its blank line; all of the window when no blank line ends it.
    pub header_len: usize,
    /// The From_ line of an mbox; empty elsewhere.
    pub from_line: &'a [u8],
    /// The folder it lay in.
    pub folder: Folder,
    pub marks: Marks,
    pub channel: Channel,
}

/// Marks that a mail program kept beside the mail.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Marks {
    pub replied: bool,
    pub draft: bool,
    pub trashed: bool,
}

/// Subjects are cut to so many characters.
const MAX_SUBJECT: usize = 500;

/// Hands one mail to the sink: as a message, as outside, or as a problem.
pub fn hand_over(letter: &Letter<'_>, sink: &mut dyn Sink) {
    let (block, body) = letter.window.split_at_checked(letter.header_len).unwrap_or((letter.window, &[]));
    let headers = Headers::pick(block);
    const USABLE: [Name; 6] =
        [Name::From, Name::Date, Name::Subject, Name::MessageId, Name::Received, Name::To];
    if !USABLE.iter().any(|&name| headers.has(name)) {
        let text =
            "no header field of a mail was found, expected From, Date, Subject, Received, Message-ID or To";
        let problem = Problem::record("mail-without-header", letter.record, text);
        sink.problem(problem.at_byte(letter.place));
        return;
    }
    let marks = all_marks(letter, &headers);
    if marks.expunged {
        sink.outside("expunged");
    } else if marks.kept.trashed || marks.folder == Folder::Trash {
        sink.outside("trash");
    } else {
        if let Some(address) = delivered_to(&headers) {
            sink.facts().note_delivery(address);
        }
        sink.message(draft(letter, &headers, body, marks));
    }
}

struct AllMarks {
    kept: Marks,
    folder: Folder,
    is_sent: bool,
    expunged: bool,
}

/// The marks of the mail's own header beside those of its file.
fn all_marks(letter: &Letter<'_>, headers: &Headers<'_>) -> AllMarks {
    let mut kept = letter.marks;
    let hex = |name| {
        let digits = headers.raw(name).and_then(|raw| std::str::from_utf8(raw).ok())?;
        u32::from_str_radix(digits.trim_start_matches("0x"), 16).ok()
    };
    let status = hex(Name::XMozillaStatus).unwrap_or(0);
    let status2 = hex(Name::XMozillaStatus2).unwrap_or(0);
    let x_status = headers.raw(Name::XStatus).unwrap_or_default();
    kept.replied |= status & 0x2 != 0 || x_status.contains(&b'A');
    kept.replied |= headers.text(Name::XKeywords).is_some_and(|words| words.contains("\\Answered"));
    kept.draft |= x_status.contains(&b'T');
    let mut folder = letter.folder;
    let mut is_sent = folder == Folder::Sent;
    if let Some(labels) = headers.text(Name::XGmailLabels) {
        for label in folder::labels(&labels) {
            match folder::of_name(&label) {
                Folder::Other => {}
                Folder::Sent => is_sent = true,
                special => folder = special,
            }
        }
    }
    let expunged = status & 0x8 != 0 || status2 & 0x0020_0000 != 0 || x_status.contains(&b'D');
    AllMarks { kept, folder, is_sent, expunged }
}

fn draft<'a>(letter: &Letter<'a>, headers: &Headers<'a>, body: &'a [u8], marks: AllMarks) -> Draft<'a> {
    let mut draft = Draft::new(letter.record, letter.channel);
    draft.place = letter.place;
    let mut flags = Flags::default();

    let subject = headers.text(Name::Subject).unwrap_or_default();
    let prefix = subject::prefix(&subject);
    let author = person::author(headers);
    let from = author.as_ref().map(|author| author.mailbox.address.as_str()).unwrap_or_default();
    draft.to = recipients(headers, from);
    let mut judged = class::classify(&Evidence { headers, subject: &subject, from, body });
    if judged.why == class::NO_REPLY && names_customer(headers, body, from, &draft.to) {
        judged = Class { kind: Kind::Message, why: "" };
    }
    let Class { kind, why } = by_folder(judged, &marks);
    draft.kind = kind;
    draft.why = why;

    let own = ids::own(headers);
    let links = ids::links(headers, own);
    draft.reply_to = links.parent.map(Cow::Borrowed);
    if kind == Kind::Bounce && draft.reply_to.is_none() {
        draft.reply_to = class::returned_id(body).map(Cow::Owned);
    }
    draft.references = links.others.into_iter().map(Cow::Borrowed).collect();
    draft.id = Some(own.map_or_else(|| Cow::Owned(ids::stand_in(headers, body)), Cow::Borrowed));
    let gmail_thread = gmail_number(headers);
    draft.thread_index = ids::thread_index(headers).map(Cow::Borrowed);
    draft.thread = gmail_thread.map(|number| Cow::Owned(format!("gmail:{number}")));

    let Sent { stamp, repaired, clock, zone_unknown, .. } = time(letter, headers, from, &draft.to);
    draft.sent = stamp;

    if matches!(kind, Kind::Message | Kind::AutoReply | Kind::Spam | Kind::Draft) {
        draft.text = mime::text(headers, body).map(own_words);
    }
    let mut through_list = is_list(headers);
    if let Some(mut author) = author {
        let is_machine = matches!(kind, Kind::AutoReply | Kind::Bounce | Kind::Receipt);
        if is_machine {
            speak_for_itself(headers, &mut author);
        }
        if author.rewritten {
            let sender = headers.raw(Name::From).map(person::mailboxes).unwrap_or_default();
            let sender = sender.first().map(|mailbox| mailbox.address.as_str()).unwrap_or_default();
            if !person::is_form_sender(sender) {
                through_list |= !person::is_no_reply(sender);
            } else if letter.channel == Channel::Email {
                draft.channel = Channel::Form;
            }
        }
        let text =
            draft.text.as_deref().filter(|_| kind == Kind::Message && !author.rewritten && !is_machine);
        draft.answer_to = author.answer_to.take().map(Cow::Owned);
        let address = &author.mailbox.address;
        let is_form = draft.answer_to.is_none()
            && letter.channel == Channel::Email
            && (person::is_form_sender(address) || person::is_no_reply(address));
        if !is_form && draft.answer_to.is_none() {
            // A form that writes from the shop to the shop names its customer in the text.
            let customer = text.and_then(|text| form::customer(text, address, &draft.to));
            draft.answer_to = customer.map(Cow::Owned);
        }
        if let Some(customer) = text.filter(|_| is_form).and_then(form::address) {
            author.mailbox.address = customer;
            draft.channel = Channel::Form;
        }
        draft.author = Some(Cow::Owned(author.mailbox.address));
        draft.name = author.mailbox.name.map(Cow::Owned);
    } else {
        draft.name = person::name_alone(headers).map(Cow::Owned);
    }
    if kind == Kind::Bounce && draft.reply_to.is_none() {
        draft.answer_to = class::failed_recipient(headers, body).map(Cow::Owned);
    }
    if !subject.is_empty() {
        draft.subject = Some(clip(subject));
    }

    for (is_set, flag) in [
        (marks.is_sent, Flags::SENT),
        (marks.kept.replied, Flags::REPLIED),
        (prefix == subject::Prefix::Reply, Flags::REPLY_SUBJECT),
        (through_list, Flags::LIST),
        (marks.folder == Folder::Spam, Flags::IN_SPAM),
        (repaired, Flags::CLOCK_REPAIRED),
        (zone_unknown, Flags::TZ_ASSUMED),
        (repaired && clock == Clock::Received, Flags::CLOCK_RECEIVED),
        (repaired && clock == Clock::Delivery, Flags::CLOCK_DELIVERY),
        (repaired && clock == Clock::FromLine, Flags::CLOCK_FROM_LINE),
        (repaired && clock == Clock::Gmail, Flags::CLOCK_GMAIL),
    ] {
        if is_set {
            flags.set(flag);
        }
    }
    draft.flags = flags;
    draft
}

/// A machine that answers is nobody's form: where answers to it would go does not tell who it is.
fn speak_for_itself(headers: &Headers<'_>, author: &mut Author) {
    author.answer_to = None;
    let senders = headers.raw(Name::From).map(person::mailboxes).unwrap_or_default();
    if let Some(sender) = senders.into_iter().next()
        && author.rewritten
        && (person::is_no_reply(&sender.address) || person::is_form_sender(&sender.address))
    {
        *author = Author { mailbox: sender, answer_to: None, rewritten: false };
    }
}

/// A form of the shop may write as `noreply@`: only the customer in its text tells it from a notice.
fn names_customer(headers: &Headers<'_>, body: &[u8], from: &str, to: &[Cow<'_, str>]) -> bool {
    let text = || mime::text(headers, body).map(own_words);
    form::is_to_itself(from, to) && text().is_some_and(|text| form::customer(&text, from, to).is_some())
}

/// What its author wrote now; borrowed from the mail where nothing has to go.
fn own_words(words: mime::Text<'_>) -> Cow<'_, str> {
    let text = if words.is_html { Cow::Owned(html::to_text(&words.text)) } else { words.text };
    match text {
        Cow::Borrowed(text) => match quote::strip(text) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            stripped => stripped,
        },
        Cow::Owned(text) => Cow::Owned(quote::strip(&text).trim().to_owned()),
    }
}

/// Folders decide over what a mail says of itself only where no machine wrote it.
fn by_folder(judged: Class, marks: &AllMarks) -> Class {
    if marks.kept.draft || marks.folder == Folder::Drafts {
        return Class { kind: Kind::Draft, why: "folder:drafts" };
    }
    if marks.folder == Folder::Spam && judged.kind == Kind::Message {
        return Class { kind: Kind::Spam, why: "folder:spam" };
    }
    judged
}

fn time(letter: &Letter<'_>, headers: &Headers<'_>, from: &str, to: &[Cow<'_, str>]) -> Sent {
    let text = |name| headers.raw(name).map(lossy);
    let (date, received, delivery) = (text(Name::Date), text(Name::Received), text(Name::DeliveryDate));
    let first_received = headers.first_received.map(lossy);
    let from_line = lossy(letter.from_line);
    // The number of a thread is the time of its first mail: too early to stand in for a later one.
    let gmail_id = gmail_mail(&from_line);
    sent(&Clues {
        date: date.as_deref(),
        received: received.as_deref(),
        is_ours: received.as_deref().is_some_and(|received| received::is_of_recipient(received, from, to)),
        first_received: first_received.as_deref(),
        delivery: delivery.as_deref(),
        from_line: Some(&*from_line),
        gmail_id,
    })
}

/// Dates are ASCII: the check for that is quicker than the search for what must be replaced.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// `From 1828754568043628583@xxx …`: Gmail's number of the mail.
fn gmail_mail(from_line: &str) -> Option<u64> {
    let (number, _) = from_line.strip_prefix("From ")?.split_once("@xxx")?;
    number.parse().ok()
}

fn gmail_number(headers: &Headers<'_>) -> Option<u64> {
    let raw = headers.raw(Name::XGmThrid).or_else(|| headers.raw(Name::XGmThird))?;
    std::str::from_utf8(raw).ok()?.parse().ok()
}

/// To and Cc, whom an answer to ourselves reached unseen, and the address it was delivered to, which tells whose
/// mailbox this is.
fn recipients<'a>(headers: &Headers<'_>, from: &str) -> Few<Cow<'a, str>> {
    let mut addresses = person::recipients(headers);
    if let Some(hidden) = person::hidden_recipient(headers, from, &addresses)
        && !addresses.contains(&hidden)
    {
        addresses.push(hidden);
    }
    if let Some(delivered) = delivered_to(headers)
        && !addresses.contains(&delivered)
    {
        addresses.push(delivered);
    }
    addresses.into_iter().map(Cow::Owned).collect()
}

/// Whose mailbox a mail was put into.
fn delivered_to(headers: &Headers<'_>) -> Option<String> {
    let raw = headers.raw(Name::DeliveredTo)?;
    person::mailboxes(raw).into_iter().next().map(|mailbox| mailbox.address)
}

fn is_list(headers: &Headers<'_>) -> bool {
    headers.has(Name::ListId)
        || headers.has(Name::MailingList)
        || headers.has(Name::ListPost)
        || headers.token(Name::Precedence).is_some_and(|token| token == "list")
}

fn clip(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SUBJECT) {
        Some((idx, _)) => Cow::Owned(text.get(..idx).unwrap_or_default().to_owned()),
        None => text,
    }
}
