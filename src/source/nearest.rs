//! Formats that a file nobody recognises comes nearest to, with what was missing for each.

use super::table::header;
use super::{ekg, imessage, irc, mapped, signal, transcript, whatsapp};

/// So many are named.
const N_NAMED: usize = 3;
/// Lines of a text that are looked at.
const N_LINES: usize = 60;

/// A format, how many of its signs are there, and those that are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub name: String,
    pub n_found: usize,
    pub n_wanted: usize,
    /// In people's words.
    pub missing: Vec<String>,
}

/// Keys by which JSON exports are known; one format may have several shapes.
const KEYS: &[(&str, &[&str])] = &[
    ("app-store", &["customerReviews", "attributes", "createdDate"]),
    ("commento", &["commentHex", "commenterHex", "markdown"]),
    ("discord", &["guild", "channel", "messages", "timestampEdited"]),
    ("discourse", &["post_stream", "posts", "post_number"]),
    ("gbp", &["reviews", "starRating", "createTime"]),
    ("google-chat", &["messages", "creator", "created_date", "topic_id"]),
    ("graph-comments", &["data", "comments", "created_time", "from"]),
    ("hearback", &["sent", "author", "text"]),
    ("intercom", &["conversation_parts", "delivered_as", "part_type"]),
    ("jivo", &["event_name", "chat_id", "visitor"]),
    ("livechat", &["thread", "events", "author_id"]),
    ("livechat", &["user_type", "visitor", "started_timestamp"]),
    ("messenger", &["participants", "timestamp_ms", "thread_path"]),
    ("messenger", &["participants", "threadName", "senderName"]),
    ("play-api", &["reviews", "userComment", "developerComment"]),
    ("reddit", &["subreddit", "created_utc", "author", "link_id"]),
    ("skype", &["conversations", "MessageList", "originalarrivaltime"]),
    ("slack", &["type", "ts", "user", "text"]),
    ("smartsupp", &["channel", "isMissed", "messages", "sentAt"]),
    ("tawk", &["event", "chat", "messages", "sender"]),
    ("telegram", &["messages", "from_id", "date_unixtime"]),
    ("youtube", &["snippet", "topLevelComment", "publishedAt"]),
    ("zendesk", &["requester_id", "submitter_id", "comments"]),
    ("zopim", &["history", "visitor", "timestamp", "session"]),
];

/// Words by which exports in XML and HTML are known.
const MARKUP: &[(&str, &[&str])] = &[
    ("adium", &["<chat", "purl.org/net/ulf/ns/"]),
    ("disqus", &["<disqus", "<post", "<thread"]),
    ("ekg", &["<ekg2log", "<message", "<body"]),
    ("sms", &["<smses", "<sms ", "address="]),
    ("telegram", &["<title>Exported Data</title>", "page_header", "class=\"message"]),
    ("vk", &["message__header", "data-id="]),
    ("wxr", &["<rss", "xmlns:wp", "<item"]),
];

/// Does a line look like one of the format?
type Looks = fn(&str) -> bool;

/// Formats that are lines, and what a line of each looks like.
const LINES: &[(&str, Looks, &str)] = &[
    ("ekg", ekg::looks_like, "chatrecv,1234567,nick,1793610003,1793610000,text"),
    ("imessage", imessage::looks_like, "Nov 02, 2026  9:00:12 AM"),
    ("irc", irc::looks_like, "[09:00] <nick> text"),
    ("signal", signal::looks_like, "[2026-11-02, 09:00] name: text"),
    ("transcript", transcript::looks_like, "[09:00:12] name: text"),
    ("whatsapp", whatsapp::looks_like, "02.11.2026, 09:00 - name: text"),
];

/// The nearest formats, the nearest first; none where nothing of any is there.
pub fn nearest(head: &[u8], whole: bool) -> Vec<Candidate> {
    let text = header::head_text(head);
    let found = match text.trim_start().chars().next() {
        Some('{' | '[') if text.contains("\":") => {
            let mut found = by_words(&text, KEYS, |key| format!("\"{key}\""));
            found.extend(mapped::detect::near(head, whole));
            found
        }
        Some('<') => by_words(&text, MARKUP, str::to_owned),
        _ => {
            let mut found = by_lines(&text);
            found.extend(mapped::detect::near(head, whole));
            found
        }
    };
    ranked(found)
}

/// The best of each name, the nearest first.
fn ranked(mut found: Vec<Candidate>) -> Vec<Candidate> {
    // Less than a third is chance.
    found.retain(|one| 0 < one.n_found && one.n_found < one.n_wanted && one.n_wanted <= one.n_found * 3);
    // Shares are compared without fractions.
    found.sort_by(|a, b| {
        let (of_a, of_b) = (a.n_found * b.n_wanted, b.n_found * a.n_wanted);
        of_b.cmp(&of_a).then(b.n_found.cmp(&a.n_found)).then_with(|| a.name.cmp(&b.name))
    });
    let mut nearest: Vec<Candidate> = Vec::new();
    for one in found {
        if nearest.len() < N_NAMED && nearest.iter().all(|other| other.name != one.name) {
            nearest.push(one);
        }
    }
    nearest
}

fn by_words(text: &str, table: &[(&str, &[&str])], spelt: impl Fn(&str) -> String) -> Vec<Candidate> {
    let of = |(name, words): &(&str, &[&str])| {
        let missing: Vec<String> =
            words.iter().filter(|word| !text.contains(&spelt(word))).map(|word| (*word).to_owned()).collect();
        Candidate {
            name: (*name).to_owned(),
            n_found: words.len() - missing.len(),
            n_wanted: words.len(),
            missing,
        }
    };
    table.iter().map(of).collect()
}

fn by_lines(text: &str) -> Vec<Candidate> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(N_LINES).collect();
    let of = |(name, looks, shape): &(&str, Looks, &str)| Candidate {
        name: (*name).to_owned(),
        n_found: lines.iter().filter(|line| looks(line)).count(),
        // Even where all lines fit the file was not recognised: a name or a block was missing.
        n_wanted: lines.len() + 1,
        missing: vec![format!("lines such as `{shape}`")],
    };
    LINES.iter().map(of).collect()
}

#[cfg(test)]
mod tests;
