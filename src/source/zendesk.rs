//! Tickets of Zendesk Support: exports and saved pages of the API, joined over the files of a folder.

use std::borrow::Cow;
use std::io;

use super::json::{self, fields::Fields};
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::iso;
use crate::message::{Channel, Kind, Role, Stamp};

mod comment;
mod side;

use comment::Ticket;
use side::Side;

pub struct Zendesk;

const PLACES: &[&str] = &["tickets[*]", "comments[*]", "audits[*]", "metric_sets[*]"];
const FIGURES: &[&str] = &["metric_sets[*].ticket_id", "metric_sets[*].reply_time_in_minutes"];
const TICKETS: [&[&str]; 3] = [
    &["tickets[*].requester_id", "requester_id"],
    &["tickets[*].submitter_id", "submitter_id"],
    &["tickets[*].via", "tickets[*].raw_subject", "via", "raw_subject"],
];
const COMMENTS: [&[&str]; 3] = [
    &["comments[*].author_id", "audits[*].author_id"],
    &["comments[*].public", "audits[*].events[*].type"],
    &["comments[*].html_body", "comments[*].plain_body", "audits[*].ticket_id"],
];

impl Source for Zendesk {
    fn name(&self) -> &'static str {
        "zendesk"
    }

    fn about(&self) -> &'static str {
        "Zendesk tickets with comments or audits: exports and pages of the API (JSON, NDJSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let all = |signs: [&[&str]; 3]| signs.iter().all(|places| peek.finds(places).contains(&true));
        if all(TICKETS) {
            return Sniff::Yes("JSON with `requester_id` and `submitter_id`".to_owned());
        }
        if all(COMMENTS) {
            return Sniff::Yes("JSON pages of comments or audits".to_owned());
        }
        if peek.finds(FIGURES).iter().all(|found| *found) {
            return Sniff::Yes("JSON pages of what Zendesk measured".to_owned());
        }
        if side::is_people(peek) {
            return Sniff::Aside("the people of a Zendesk export: tells customers from the team".to_owned());
        }
        Sniff::No("no JSON with `requester_id` and `submitter_id`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let side = side::beside(stream);
        // A ticket of its own line holds comments, too.
        let is_tickets = json::finds(&stream.entry.peek()?, &["requester_id"]).contains(&true);
        let places = if is_tickets { &[] } else { PLACES };
        let file_ticket = ticket_of(stream.file_name());
        talk::read(stream, places, sink, &mut |record, talk| {
            if record.has("requester_id") {
                ticket(record, &side, talk);
            } else if record.has("events") {
                audit(record, &side, talk);
            } else if record.has("author_id") {
                loose_comment(record, &side, &file_ticket, talk);
            } else if record.has("reply_time_in_minutes") {
                figures(record, &record.text("ticket_id").unwrap_or_default(), talk);
                talk.outside("vendor-figures");
            } else {
                talk.outside("no-ticket");
            }
        })
    }
}

fn ticket(record: Fields<'_>, side: &Side, talk: &mut Talk<'_>) {
    let ticket = Ticket::of(record);
    figures(record.at("metric_set"), &ticket.id, talk);
    if record.has_any("comments") {
        for comment in record.list("comments") {
            comment::read(comment, &ticket, side, comment.time("created_at"), talk);
        }
        end(record, &ticket, talk);
        return satisfaction(record, &ticket, talk);
    }
    if side.has_comments && !side.has_audits && end(record, &ticket, talk) {
        return;
    }
    if side.has_comments {
        // Its description is the first comment of another file.
        return talk.outside("ticket-without-comments");
    }
    let text = format!(
        "ticket {} comes without its comments, so that nothing says who answered: export them as well, into the same folder",
        ticket.id
    );
    talk.bad("no-comments", text);
}

/// Closes a ticket that says it was closed, and not by whom: agents and their rules do that. Without the time of the solution that
/// of its last change stands, which closed it or came after.
fn end(record: Fields<'_>, ticket: &Ticket<'_>, talk: &mut Talk<'_>) -> bool {
    let time = |path| record.time(path).ok().filter(|time| *time != Stamp::Unknown);
    let sent = time("metric_set.solved_at").or_else(|| time("updated_at"));
    let Some(sent) = sent.filter(|_| record.text("status").is_some_and(|status| is_closed(&status))) else {
        return false;
    };
    let draft = talk.draft(ticket.channel, &ticket.id, sent);
    talk.event(draft, Kind::Closed, Role::Team, "zendesk:status");
    true
}

fn is_closed(status: &str) -> bool {
    matches!(status, "solved" | "closed" | "deleted")
}

/// What Zendesk measured of a ticket.
fn figures(metrics: Fields<'_>, ticket: &str, talk: &mut Talk<'_>) {
    let minutes = [
        ("first_response_seconds", "reply_time_in_minutes.calendar"),
        ("first_response_working_seconds", "reply_time_in_minutes.business"),
    ];
    for (kind, path) in minutes {
        talk.figure(kind, ticket, metrics.number(path).map(|minutes| minutes * 60.0));
    }
}

/// The customer's mark; the time is the last change of the ticket, which gave it or came after it.
fn satisfaction(record: Fields<'_>, ticket: &Ticket<'_>, talk: &mut Talk<'_>) {
    let score = record.text("satisfaction_rating.score").unwrap_or_default();
    if !matches!(&*score, "good" | "bad") {
        return;
    }
    let sent = record.time("updated_at").unwrap_or(Stamp::Unknown);
    let mut draft = talk.draft(ticket.channel, &ticket.id, sent);
    draft.text = record.text("satisfaction_rating.comment").or(Some(score));
    talk.event(draft, Kind::Rating, Role::Customer, "zendesk:satisfaction");
}

/// One step of a ticket's history, with its comment and its changes.
fn audit(record: Fields<'_>, side: &Side, talk: &mut Talk<'_>) {
    let id = record.text("ticket_id").unwrap_or_default();
    let ticket = side.ticket(&id);
    let sent = record.time("created_at");
    for event in record.list("events") {
        let author = event.text("author_id").or_else(|| record.text("author_id"));
        match event.text("type").as_deref() {
            Some("Comment" | "VoiceComment") => {
                let comment = comment::of_audit(event, record);
                comment::read(Fields(&comment), &ticket, side, sent.clone(), talk);
            }
            Some("Change") => change(event, author, &ticket, sent.clone(), side, talk),
            // A mail that a trigger sent answers nobody.
            Some("Notification") => talk.outside("notification"),
            _ => talk.outside("audit-event"),
        }
    }
}

fn change<'a>(
    event: Fields<'a>,
    author: Option<Cow<'a, str>>,
    ticket: &Ticket<'a>,
    sent: Result<Stamp, String>,
    side: &Side,
    talk: &mut Talk<'_>,
) {
    let value = event.text("value").unwrap_or_default();
    let before = event.text("previous_value").unwrap_or_default();
    let kind = match event.text("field_name").as_deref() {
        Some("status") if is_closed(&value) && !is_closed(&before) => Kind::Closed,
        Some("status") if is_closed(&before) && !is_closed(&value) => Kind::Reopened,
        Some("assignee_id" | "group_id") => Kind::Assigned,
        _ => return talk.outside("audit-event"),
    };
    let Ok(sent) = sent else { return talk.bad("bad-time", "`created_at` of an audit is no time") };
    let role = author
        .as_deref()
        .map_or(Role::System, |author| side.role(author, ticket).map_or(Role::System, |(role, _)| role));
    let mut draft = talk.draft(ticket.channel, &ticket.id, sent);
    side.sign(&mut draft, author);
    talk.event(draft, kind, role, "zendesk:status");
}

/// A comment of a page that belongs to one ticket and does not name it: the file's name does.
fn loose_comment(comment: Fields<'_>, side: &Side, file_ticket: &str, talk: &mut Talk<'_>) {
    let id = comment.text("ticket_id").unwrap_or(Cow::Borrowed(file_ticket));
    if id.is_empty() {
        let text = "a comment that names no ticket: save the page as ticket_NUMBER_comments.json";
        return talk.bad("no-ticket", text);
    }
    let ticket = side.ticket(&id);
    comment::read(comment, &ticket, side, comment.time("created_at"), talk);
}

/// The number in a file's name: the one behind the word, else the first that is no date.
fn ticket_of(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    let behind = lower.match_indices("ticket").filter_map(|(at, word)| {
        let rest = lower.get(at + word.len()..)?;
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        let rest = rest.trim_start_matches(['_', '-', ' ', '#', '.']);
        let found = number(rest);
        (!found.is_empty() && day(rest).is_none()).then_some(found)
    });
    let behind = behind.last();
    behind.unwrap_or_else(|| {
        let (mut rest, mut first) = (lower.as_str(), String::new());
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            rest = rest.get(at..).unwrap_or_default();
            let found = number(rest);
            let len = match day(rest) {
                Some(len) => len,
                None => return found,
            };
            rest = rest.get(len..).unwrap_or_default();
            if first.is_empty() {
                first = found;
            }
        }
        first
    })
}

/// The length of the date that a text begins with.
fn day(text: &str) -> Option<usize> {
    let is_day = |len: &usize| text.get(..*len).and_then(iso::date_only).is_some();
    [10, 8].into_iter().find(is_day)
}

/// The kind of place a ticket came from.
fn channel(via: Option<Cow<'_, str>>) -> Channel {
    match via.as_deref() {
        Some(
            "web" | "web_form" | "web_widget" | "mobile" | "mobile_sdk" | "help_center" | "closed_ticket",
        ) => Channel::Form,
        Some("chat" | "native_messaging" | "messaging" | "whatsapp" | "sms" | "line" | "telegram") => {
            Channel::Chat
        }
        Some("facebook" | "twitter" | "instagram_dm" | "facebook_messenger" | "any_channel") => {
            Channel::Social
        }
        Some("voice" | "phone") => Channel::Phone,
        Some("forum" | "topic") => Channel::Forum,
        _ => Channel::Email,
    }
}

#[cfg(test)]
mod tests;
