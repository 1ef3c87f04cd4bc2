//! Chats and tickets of LiveChat (livechat.com, text.com) as their API gives them.

use std::io;

use super::json::fields::Fields;
use super::talk::{self, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};

mod v2;
mod v3;

pub struct LiveChat;

/// Where the conversations lie in a saved page; else the document is one.
const PLACES: &[&str] = &["chats[*]", "tickets[*]"];

/// Chats that version 2 of the API gives out at most.
const MAX_OLD: u64 = 25_000;

/// What tells each form, in a page and as a document of its own.
const V3: &[&str] = &[
    "chats[*].thread.events[*].author_id",
    "chats[*].thread.events[*].visibility",
    "thread.events[*].author_id",
    "threads[*].events[*].author_id",
];
const V3_TIME: &[&str] = &[
    "chats[*].thread.events[*].created_at",
    "thread.events[*].created_at",
    "threads[*].events[*].created_at",
];
const V2: &[&str] = &["chats[*].started_timestamp", "started_timestamp"];
const V2_VISITOR: &[&str] =
    &["chats[*].visitor", "visitor", "chats[*].events[*].user_type", "events[*].user_type"];
const TICKETS: &[&str] = &["tickets[*].events[*].is_private", "tickets[*].requester.mail"];

impl Source for LiveChat {
    fn name(&self) -> &'static str {
        "livechat"
    }

    fn about(&self) -> &'static str {
        "LiveChat chats and tickets: saved pages of the API, version 3 and 2 (JSON, NDJSON)"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let found = |places| peek.finds(places).contains(&true);
        if found(V3) && found(V3_TIME) {
            return Sniff::Yes("JSON with `thread`, `events` and `author_id`".to_owned());
        }
        if found(V2) && found(V2_VISITOR) {
            return Sniff::Yes("JSON with `visitor`, `user_type` and `started_timestamp`".to_owned());
        }
        if found(TICKETS) {
            return Sniff::Yes("JSON with `tickets`, `requester` and `events`".to_owned());
        }
        Sniff::No("no JSON of chats with `thread` or `started_timestamp`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut n_old = 0;
        talk::read(stream, PLACES, sink, &mut |chat, talk| {
            n_old += u64::from(chat.has("started_timestamp"));
            conversation(chat, talk);
        })?;
        // As many as the vendor gives out at most: the older ones are missing.
        if MAX_OLD <= n_old {
            sink.facts().truncated = true;
        }
        Ok(())
    }
}

fn conversation(chat: Fields<'_>, talk: &mut Talk<'_>) {
    if chat.has("thread") || chat.has("threads") || chat.has("last_thread_summary") {
        v3::chat(chat, talk);
    } else if chat.has("started_timestamp") || chat.has("visitor") {
        v2::chat(chat, talk);
    } else if chat.has("requester") {
        v2::ticket(chat, talk);
    } else {
        talk.outside("no-chat");
    }
}

#[cfg(test)]
mod tests;
