//! Export formats: one file each turns bytes into drafts of messages, or says what it could not read.

mod adium;
mod app_store;
mod app_store_scraper;
mod aside;
mod asterisk;
pub mod beside;
mod clock;
pub mod collect;
mod comment;
mod commento;
mod databases;
mod discord;
mod discourse;
mod disqus;
pub mod draft;
mod ekg;
mod eml;
mod emlx;
mod gbp;
mod google_chat;
mod graph_comments;
mod hearback;
mod imessage;
mod intercom;
mod irc;
mod isso;
pub mod json;
mod letter;
mod lines;
mod livechat;
mod maildir;
pub mod mapped;
mod mbox;
mod messenger;
mod near;
pub mod nearest;
mod peek;
mod pidgin;
mod pile;
mod play_api;
mod play_console;
mod reddit;
mod remark42;
mod review;
pub mod sheet;
mod signal;
mod skype;
mod slack;
mod sms;
pub mod table;
mod talk;
mod telegram;
#[cfg(test)]
mod testing;
mod transcript;
mod vk;
mod webchat;
mod whatsapp;
mod wxr;
pub mod xml;
mod youtube;
mod zendesk;
mod zopim;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::Encoding;

use crate::input::Entry;
use crate::input::damage::Damage;
use crate::input::text::TextReader;
use crate::problem::Problem;
use crate::settings::SourceSettings;
use beside::Beside;
use draft::{Draft, Glance};
pub use peek::Peek;

/// Every export format. A new one is its file and its two lines here.
pub static SOURCES: &[&dyn Source] = &[
    &adium::Adium,
    &app_store::AppStore,
    &app_store_scraper::AppStoreScraper,
    &asterisk::Asterisk,
    &commento::Commento,
    &discord::Discord,
    &discourse::Discourse,
    &disqus::Disqus,
    &ekg::Ekg,
    &eml::Eml,
    &emlx::Emlx,
    &gbp::Gbp,
    &google_chat::GoogleChat,
    &graph_comments::GraphComments,
    &hearback::Hearback,
    &imessage::IMessage,
    &intercom::Intercom,
    &irc::Irc,
    &isso::Isso,
    &webchat::JIVO,
    &livechat::LiveChat,
    &maildir::Maildir,
    &mapped::Mapped,
    &mbox::Mbox,
    &messenger::Messenger,
    &pidgin::Pidgin,
    &play_api::PlayApi,
    &play_console::PlayConsole,
    &reddit::Reddit,
    &remark42::Remark42,
    &signal::Signal,
    &skype::Skype,
    &slack::Slack,
    &webchat::SMARTSUPP,
    &sms::Sms,
    &webchat::TAWK,
    &telegram::Telegram,
    &transcript::Transcript,
    &vk::Vk,
    &whatsapp::WhatsApp,
    &wxr::Wxr,
    &youtube::YouTube,
    &zendesk::Zendesk,
    &zopim::Zopim,
];

/// An export format.
pub trait Source: Sync {
    /// Stable name in kebab-case.
    fn name(&self) -> &'static str;

    /// One line for people: who writes it.
    fn about(&self) -> &'static str;

    /// Is this file one of ours? Decided from name and first bytes, never from luck.
    fn sniff(&self, peek: &Peek<'_>) -> Sniff;

    /// It reads mails as files. What begins with the header of a mail is shown to nobody else.
    fn reads_mail(&self) -> bool {
        false
    }

    /// A plain file may be cut at any byte and its parts read at the same time; [`Source::read`] then
    /// yields exactly the records that begin in the stream's range.
    fn splits(&self) -> bool {
        false
    }

    /// All that it reads of a stream are reviews and their answers.
    fn reads_reviews(&self, _: &Stream<'_>) -> bool {
        false
    }

    /// What the place of a record counts: `line` or `offset` (bytes).
    fn place(&self) -> &'static str {
        "line"
    }

    /// Reads a stream; every record is counted once through the sink. An error ends this stream only.
    fn read(&self, stream: &Stream<'_>, sink: &mut dyn Sink) -> io::Result<()>;
}

/// The answer of [`Source::sniff`], with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sniff {
    Yes(String),
    No(String),
    /// Part of an export of ours, without records of its own: a list of people, the settings of a channel.
    Aside(String),
    /// Recognised, and not readable here: what to do instead.
    Refuse(String),
}

/// A stream to read, with what the settings say about it.
pub struct Stream<'a> {
    pub entry: &'a Entry,
    /// The part of the file that is ours; `None` is all of it.
    pub range: Option<Range<u64>>,
    pub settings: &'a SourceSettings,
    /// The other files of the run.
    pub beside: &'a Beside<'a>,
    /// Grows by the stored bytes that are read, for whom it may concern.
    pub done: Option<&'a Arc<AtomicU64>>,
    /// What ended the stream early; known when it was read.
    pub damage: Damage,
}

impl<'a> Stream<'a> {
    /// A whole stream without anything beside it.
    pub fn new(entry: &'a Entry, settings: &'a SourceSettings) -> Self {
        Self { entry, range: None, settings, beside: Beside::NONE, done: None, damage: Damage::default() }
    }
}

/// The last part of a path, without its last ending.
pub fn file_stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

impl Stream<'_> {
    /// The path as the user knows it.
    pub fn name(&self) -> &str {
        &self.entry.name
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.name().rsplit('/').next().unwrap_or_default()
    }

    /// The file name without its last ending.
    pub fn file_stem(&self) -> &str {
        file_stem(self.name())
    }

    /// The bytes from `offset` on; a damaged stream ends where it breaks off, see [`Stream::damage`].
    pub fn open_at(&self, offset: u64) -> io::Result<Box<dyn Read + Send>> {
        let opened = match self.done {
            Some(done) => self.entry.open_counted(offset, done),
            None => self.entry.open(offset),
        };
        opened.map(|inner| self.damage.end(inner))
    }

    /// The whole stream as UTF-8.
    pub fn text(&self) -> io::Result<TextReader<Box<dyn Read + Send>>> {
        let declared: Option<&'static Encoding> = self.settings.encoding;
        Ok(TextReader::new(self.open_at(0)?, declared))
    }
}

/// Where a source puts what it reads. Every record is counted exactly once: by `message`, `problem`
/// or `outside`.
pub trait Sink {
    /// A record that is a message.
    fn message(&mut self, draft: Draft<'_>);

    /// A further message of the record before: a review's reply.
    fn also(&mut self, draft: Draft<'_>);

    /// Counts the record of a review of which nothing will be told, and its answer; false if that is not known, and its
    /// messages are awaited.
    fn let_go(&mut self, _: &Glance<'_>) -> bool {
        false
    }

    /// A record that could not be read.
    fn problem(&mut self, problem: Problem);

    /// A record that is no message by its nature; `reason` is a kebab-case code.
    fn outside(&mut self, reason: &'static str);

    /// What is wrong or worth knowing about the file and is no record: listed, not counted.
    fn remark(&mut self, problem: Problem);

    /// What the file says about itself.
    fn facts(&mut self) -> &mut Facts;
}

/// What a file says about itself as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The author whose export this is.
    pub owner: Option<String>,
    /// The other side, as the file's name or head tells.
    pub peer: Option<String>,
    /// The format cannot carry replies: nothing in it is unanswered.
    pub replies_hidden: bool,
    /// Its conversations are called after paths, which those of another site may have, too.
    pub named_by_path: bool,
    /// It says who the team is: whoever else writes is a customer, unless the settings know better.
    pub team_known: bool,
    /// The export does not hold the beginning of its conversations.
    pub truncated: bool,
    /// It is one conversation, and its oldest messages are missing: its first one opened nothing.
    pub cut_at_start: bool,
    /// Too many of its records could not be read, so none of them counts: why.
    pub unreadable: Option<String>,
    /// The column mapping that it was read through.
    pub mapping: Option<String>,
    /// Figures that the vendor worked out, in seconds by kind and by hash of the conversation: shown beside
    /// ours, never mixed with them.
    pub imported: BTreeMap<&'static str, BTreeMap<u64, i64>>,
    /// Until when a review may be asked to be removed, by hash of its id, in seconds since 1970.
    pub removable: BTreeMap<u64, i64>,
    /// Mailboxes that mails were put into (`Delivered-To`), with the number of mails.
    pub delivered_to: BTreeMap<String, u64>,
}

impl Facts {
    /// Counts a mail of a mailbox; of those in one file the first few hundred are told apart.
    pub fn note_delivery(&mut self, address: String) {
        const MAX_MAILBOXES: usize = 256;
        if self.delivered_to.len() < MAX_MAILBOXES || self.delivered_to.contains_key(&address) {
            *self.delivered_to.entry(address).or_default() += 1;
        }
    }

    /// Adds what a further part of the file says.
    fn absorb(&mut self, other: Self) {
        self.owner = self.owner.take().or(other.owner);
        self.peer = self.peer.take().or(other.peer);
        self.replies_hidden |= other.replies_hidden;
        self.named_by_path |= other.named_by_path;
        self.team_known |= other.team_known;
        self.truncated |= other.truncated;
        self.cut_at_start |= other.cut_at_start;
        self.unreadable = self.unreadable.take().or(other.unreadable);
        self.mapping = self.mapping.take().or(other.mapping);
        for (kind, figures) in other.imported {
            let known = self.imported.entry(kind).or_default();
            for (conversation, seconds) in figures {
                known.entry(conversation).or_insert(seconds);
            }
        }
        self.removable.extend(other.removable);
        for (address, n) in other.delivered_to {
            *self.delivered_to.entry(address).or_default() += n;
        }
    }
}
