//! Facebook Messenger and Instagram: the JSON of "Download your information" and of end-to-end encrypted chats.

use std::borrow::Cow;
use std::io;

use super::json::Want;
use super::json::fields::Fields;
use super::pile::Pile;
use super::talk::{self, Step, Talk};
use super::{Peek, Sink, Sniff, Source, Stream};
use crate::date::pattern;
use crate::message::{Channel, Kind, Stamp};

mod mojibake;
mod notice;

use mojibake::repair;
use notice::Notice;

pub struct Messenger;

const DOWNLOAD: &[&str] = &["participants", "messages[*].timestamp_ms"];
const ENCRYPTED: &[&str] = &["threadName", "messages[*].senderName"];
const EMPTY: &[&str] = &["participants", "thread_path", "messages"];

/// Where the parts of a thread lie; the document itself is the last.
const PLACES: &[(&str, Want)] = &[
    ("participants[*]", Want::Value),
    ("title", Want::Value),
    ("thread_path", Want::Value),
    ("threadName", Want::Value),
    ("messages[*]", Want::Value),
    ("", Want::Scope),
];
/// Participants that are kept of a thread.
const MAX_PARTICIPANTS: usize = 1000;

impl Source for Messenger {
    fn name(&self) -> &'static str {
        "messenger"
    }

    fn about(&self) -> &'static str {
        "Facebook Messenger and Instagram, Download your information as JSON; encrypted chats too"
    }

    fn sniff(&self, peek: &Peek<'_>) -> Sniff {
        let all = |places| peek.finds(places).iter().all(|found| *found);
        if all(DOWNLOAD) || all(EMPTY) {
            return Sniff::Yes("JSON with `participants` and `timestamp_ms`".to_owned());
        }
        if all(ENCRYPTED) {
            return Sniff::Yes("JSON with `threadName` and `senderName`".to_owned());
        }
        if is_html(peek) {
            return Sniff::Refuse(
                "messages of Facebook or Instagram as HTML, whose dates are written in words; ask for the download again with the format JSON"
                    .to_owned(),
            );
        }
        Sniff::No("no JSON with `participants` and `timestamp_ms`".to_owned())
    }

    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let folder = folder(stream.name());
        let mut thread = Thread::default();
        talk::walk(stream, PLACES, sink, &mut |step, talk| match step {
            Step::Scope => thread.end(talk, folder),
            Step::Value(place, fields) => {
                thread.value(place, fields, talk);
                if thread.pile.is_full() {
                    thread.hand_on(talk, folder);
                }
            }
        })
    }
}

/// The HTML form has the same file names.
fn is_html(peek: &Peek<'_>) -> bool {
    let name = peek.file_name();
    let number = name.strip_prefix("message_").and_then(|rest| rest.strip_suffix(".html"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        && memchr::memmem::find(peek.head, b"<html").is_some()
}

/// The folder of a thread names it where the file does not.
fn folder(name: &str) -> &str {
    let mut parts = name.rsplit('/');
    let file = parts.next().unwrap_or_default();
    parts.next().unwrap_or(file)
}

/// What is known of a thread; its name stands behind its messages.
#[derive(Default)]
struct Thread {
    participants: Vec<String>,
    title: Option<String>,
    path: Option<String>,
    /// The name of an encrypted chat.
    name: Option<String>,
    pile: Pile,
}

impl Thread {
    fn value(&mut self, place: usize, fields: Fields<'_>, talk: &mut Talk<'_>) {
        let clean = || fields.text("").map(|text| repair(&text).into_owned());
        match place {
            0 => {
                // Encrypted chats name their people without more.
                let name = fields.text("name").map(|name| repair(&name).into_owned());
                let name = name.or_else(|| fields.text("").map(Cow::into_owned));
                self.participants.extend(name.filter(|_| self.participants.len() < MAX_PARTICIPANTS));
            }
            1 => self.title = clean(),
            2 => self.path = clean(),
            3 => self.name = fields.text("").map(Cow::into_owned),
            _ => self.message(fields, talk),
        }
    }

    fn message(&mut self, message: Fields<'_>, talk: &mut Talk<'_>) {
        let is_encrypted = message.has("senderName");
        let time = if is_encrypted { "timestamp" } else { "timestamp_ms" };
        let Some(millis) = millis(message, time) else {
            return talk.bad("bad-time", format!("a message without a time in `{time}`"));
        };
        let read = match is_encrypted {
            true => encrypted(message),
            false => download(message),
        };
        match read {
            Ok(read) => {
                let mut draft = talk.draft(Channel::Chat, "", Stamp::Instant(millis.div_euclid(1000)));
                draft.name = read.name.map(Cow::Owned);
                draft.text = read.text.map(Cow::Owned);
                (draft.kind, draft.why) = (read.kind, read.why);
                self.pile.push(millis, draft);
            }
            Err(reason) => talk.outside(reason),
        }
    }

    fn hand_on(&mut self, talk: &mut Talk<'_>, folder: &str) {
        let mut pile = std::mem::take(&mut self.pile);
        let conversation = self.path.as_deref().or(self.name.as_deref()).unwrap_or(folder);
        let peer = self.peer();
        if let Some(peer) = peer {
            let other = self.participants.iter().find(|name| *name != peer);
            talk.facts().owner = other.cloned();
        }
        pile.empty(talk, |draft| {
            // People of equal names are not the same person; the owner is, in all threads.
            if draft.name.is_none() {
                draft.name = peer.map(|peer| Cow::Owned(peer.to_owned()));
            }
            if draft.name.is_some() && draft.name.as_deref() == peer {
                draft.author = peer.map(|peer| Cow::Owned(format!("{conversation}/{peer}")));
            }
            draft.conversation = Some(Cow::Owned(conversation.to_owned()));
        });
    }

    fn end(&mut self, talk: &mut Talk<'_>, folder: &str) {
        self.hand_on(talk, folder);
        *self = Self::default();
    }

    /// A thread of two has the name of the other one.
    fn peer(&self) -> Option<&str> {
        let [one, other] = self.participants.as_slice() else { return None };
        let is_named_so = |name: &str| {
            let numbered = |thread: &str| thread.strip_prefix(name).is_some_and(|rest| rest.starts_with('_'));
            self.title.as_deref() == Some(name)
                || self.name.as_deref().is_some_and(|thread| thread == name || numbered(thread))
        };
        match (is_named_so(one), is_named_so(other)) {
            (true, false) => Some(one),
            (false, true) => Some(other),
            _ => None,
        }
    }
}

/// What a message says.
struct Read {
    name: Option<String>,
    text: Option<String>,
    kind: Kind,
    why: &'static str,
}

/// A message of the download; an error is why it is none.
fn download(message: Fields<'_>) -> Result<Read, &'static str> {
    let clean = |path| message.text(path).map(|text| repair(&text).into_owned());
    let name = clean("sender_name");
    let text = clean("content");
    let of = |kind, why, text| Ok(Read { name: name.clone(), text, kind, why });
    if message.is_true("is_unsent") || message.is_true("is_taken_down") {
        return of(Kind::Deleted, "messenger:unsent", None);
    }
    if message.is("type", "Call") || message.has("call_duration") {
        return match message.number("call_duration").is_some_and(|seconds| 0.0 < seconds) {
            true => of(Kind::Call, "messenger:call", None),
            false => of(Kind::MissedCall, "messenger:missed-call", None),
        };
    }
    if message.is("type", "Subscribe") || message.is("type", "Unsubscribe") {
        return Err("system-line");
    }
    let has_media = ["photos", "videos", "audio_files", "files", "gifs", "sticker", "share"];
    let is_media = has_media.iter().any(|media| message.has(media));
    match text.as_deref().map(|text| notice::judge(text, name.as_deref())) {
        Some(Notice::Deleted) => of(Kind::Deleted, "messenger:unsent", None),
        Some(Notice::Reaction) => of(Kind::Reaction, "messenger:reaction", text),
        Some(Notice::System) if !is_media => Err("system-line"),
        // The app writes "X sent a photo." beside the photo, or in its place.
        Some(Notice::System | Notice::Media) => of(Kind::Message, "", Some(String::new())),
        _ => of(Kind::Message, "", Some(text.unwrap_or_default())),
    }
}

/// A message of an encrypted chat; its texts are as they should be.
fn encrypted(message: Fields<'_>) -> Result<Read, &'static str> {
    let name = message.text("senderName").map(Cow::into_owned);
    let text = message.text("text").map(Cow::into_owned);
    let of = |kind, why, text| Ok(Read { name: name.clone(), text, kind, why });
    let notice = text.as_deref().map(|text| notice::judge(text, name.as_deref()));
    if message.is_true("isUnsent") || notice == Some(Notice::Deleted) {
        return of(Kind::Deleted, "messenger:unsent", None);
    }
    match notice {
        _ if message.is("type", "placeholder") => Err("placeholder"),
        Some(Notice::Reaction) => of(Kind::Reaction, "messenger:reaction", text),
        Some(Notice::System) if !message.has_any("media") => Err("system-line"),
        Some(Notice::System | Notice::Media) => of(Kind::Message, "", Some(String::new())),
        _ => of(Kind::Message, "", Some(text.unwrap_or_default())),
    }
}

/// Milliseconds since 1970.
fn millis(message: Fields<'_>, path: &str) -> Option<i64> {
    let text = message.text(path)?;
    pattern::unix(&text)?;
    text.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests;
