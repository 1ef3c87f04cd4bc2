//! Turns drafts into messages: judges the words, interns the texts, resolves local times, counts every
//! record, and drops the rest.

mod evidence;
pub mod made_up;
mod memo;
mod moved;

use std::collections::BTreeMap;

use crate::date::zone::Zone;
use crate::message::census::Census;
use crate::message::hash::Hash;
use crate::message::rare::Rare;
use crate::message::strings::{Strings, Sym};
use crate::message::{Channel, Flags, Kind, Message, Origin, Role, Stamp};
use crate::problem::{Problem, Tally};
use crate::settings::phrases::Phrases;
use crate::settings::policy::Policy;
use crate::settings::{Settings, SourceSettings};
use crate::text::{self, Reader, Reading};

use super::draft::{Draft, is_link};
use super::{Facts, Sink};
use memo::Memo;
use moved::Moved;

/// Of each kind of problem so many are kept with their place; the rest are counted.
const SAMPLES: usize = 10;

/// How much of the texts is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Characters of a text; 0 keeps none.
    pub excerpt: usize,
    /// Of the team's texts too, where the export names the role.
    pub team: bool,
    /// The words that decided about each text.
    pub evidence: bool,
}

impl Keep {
    /// What a report could show.
    pub const REPORT: Self = Self { excerpt: 200, team: false, evidence: false };
    /// What one conversation's story needs.
    pub const STORY: Self = Self { excerpt: 200, team: true, evidence: true };
    /// Whole texts, for writing messages out again.
    pub const ALL: Self = Self { excerpt: 8192, team: true, evidence: false };
}

/// What holds for every draft of one stream.
pub struct Context<'a> {
    pub reader: &'a Reader,
    /// Zone of local times.
    pub zone: &'a Zone,
    /// Channel that the settings give these files.
    pub channel: Option<Channel>,
    pub keep: Keep,
    /// Words of automatic replies that the settings list.
    pub auto_replies: &'a Phrases,
    /// What is a complaint.
    pub policy: &'a Policy,
}

impl<'a> Context<'a> {
    /// What the settings say of all files, and of this one.
    pub fn new(settings: &'a Settings, own: &'a SourceSettings, reader: &'a Reader, keep: Keep) -> Self {
        Self {
            reader,
            zone: own.zone.as_ref().unwrap_or(&settings.zone),
            channel: own.channel,
            keep,
            auto_replies: &settings.auto_replies,
            policy: &settings.policy,
        }
    }
}

/// Problems by code: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub counts: BTreeMap<&'static str, u64>,
    pub samples: Vec<Problem>,
}

/// What came out of one stream or a part of it.
#[derive(Default)]
pub struct Batch {
    pub strings: Strings,
    pub messages: Vec<Message>,
    /// So many of the messages were there before.
    pub n_before: usize,
    pub tally: Tally,
    pub problems: Problems,
    pub remarks: Problems,
    pub facts: Facts,
}

/// The sink of a part.
pub struct Collector<'a> {
    context: Context<'a>,
    batch: Batch,
    memo: Memo,
}

/// All that was read, in the order of files and records.
#[derive(Default)]
pub struct Archive {
    pub strings: Strings,
    pub messages: Vec<Message>,
    /// What occurs among the messages.
    pub census: Census,
    pub files: Vec<FileReport>,
    /// Files that are no exports or could not be opened, by name.
    pub unread: Vec<(String, Problem)>,
    /// Pictures, sounds, films and documents beside the exports, which are never opened.
    pub n_media: u64,
}

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileReport {
    pub name: String,
    /// The format it was taken for; none when nothing recognised it.
    pub format: Option<&'static str>,
    /// Why it was taken for that format.
    pub why: String,
    /// What the place of a record counts: `line` or `offset`.
    pub place: &'static str,
    pub tally: Tally,
    pub problems: Problems,
    pub remarks: Problems,
    pub facts: Facts,
}

impl Problems {
    pub fn push(&mut self, problem: Problem) {
        let n = self.counts.entry(problem.code).or_default();
        *n += 1;
        if *n <= SAMPLES as u64 {
            self.samples.push(problem);
        }
    }

    pub fn n(&self) -> u64 {
        self.counts.values().sum()
    }

    fn absorb(&mut self, other: Self, n_records_before: u64) {
        for (code, n) in other.counts {
            *self.counts.entry(code).or_default() += n;
        }
        for mut problem in other.samples {
            let n_held = self.samples.iter().filter(|held| held.code == problem.code).count();
            if n_held < SAMPLES {
                problem.record = problem.record.map(|record| record + n_records_before);
                self.samples.push(problem);
            }
        }
    }
}

impl<'a> Collector<'a> {
    pub fn new(context: Context<'a>) -> Self {
        Self::onto(Batch::default(), context)
    }

    /// A sink that adds to what [`Archive::lend`] gave, and [`Archive::absorb`] gets back with the part.
    pub fn onto(batch: Batch, context: Context<'a>) -> Self {
        Self { context, batch, memo: Memo::default() }
    }

    pub fn finish(self) -> Batch {
        self.batch
    }

    fn keep(&mut self, draft: &Draft<'_>) {
        let judged = matches!(draft.kind, Kind::Message | Kind::AutoReply | Kind::Note);
        let text = draft.text.as_deref().unwrap_or_default();
        let mut flags = draft.flags;
        let sent = self.instant(draft.sent, &mut flags);
        let edited = self.instant(draft.edited, &mut Flags::default());
        let keep = self.context.keep;
        let shown = (keep.team || draft.role != Some(Role::Team)) && keep.excerpt > 0 && !text.is_empty();
        let listed = if judged { self.listed(draft) } else { None };
        if listed.is_some() {
            flags.set(Flags::LISTED);
        }
        let evidence = (judged && keep.evidence).then(|| evidence::of(self.context.reader, text, listed));
        let strings = &mut self.batch.strings;
        let unread;
        let (reading, words, excerpt) = if judged {
            let told = self.memo.read(self.context.reader, text, strings);
            if shown && told.excerpt.is_none() {
                told.excerpt = strings.push(&text::excerpt(text, keep.excerpt));
            }
            (&told.reading, told.words, told.excerpt.filter(|_| shown))
        } else {
            unread = Reading { fingerprint: Hash::of(text), ..Reading::default() };
            let excerpt = shown.then(|| strings.push(&text::excerpt(text, keep.excerpt)));
            (&unread, None, excerpt.flatten())
        };
        flags.set(marks(reading));

        // A link to every message would take more room than all that is known of it.
        let complains = self.context.policy.band(draft.rating, reading.tone, reading.certain).is_some();
        let link = draft.link.as_deref().filter(|link| complains && is_link(link));
        let link = link.and_then(|link| strings.push(link));
        // A review stands under its product, a comment under its page.
        let stands_under = || draft.subject.as_deref().filter(|_| draft.channel.is_feedback());
        let about = draft.about.as_deref().or_else(stands_under);
        let mut intern =
            |text: Option<&str>| text.filter(|text| !text.is_empty()).and_then(|text| strings.intern(text));
        let rare = Rare {
            thread: intern(draft.thread.as_deref()),
            thread_index: intern(draft.thread_index.as_deref()),
            references: draft.references.iter().filter_map(|id| intern(Some(id))).collect(),
            answer_to: intern(draft.answer_to.as_deref()),
            evidence: intern(evidence.as_deref()),
            why: intern(Some(draft.why)),
            promise: reading.promise,
            link,
        };
        self.batch.messages.push(Message {
            conversation: intern(draft.conversation.as_deref()),
            id: intern(draft.id.as_deref()),
            reply_to: intern(draft.reply_to.as_deref()),
            author: intern(draft.author.as_deref()),
            name: intern(draft.name.as_deref()),
            to: draft.to.iter().filter_map(|address| intern(Some(address))).collect(),
            subject: intern(draft.subject.as_deref()),
            about: intern(about),
            words,
            excerpt,
            sent: sent.into(),
            edited: edited.into(),
            rating: draft.rating,
            tone: reading.tone.into(),
            fingerprint: reading.fingerprint,
            origin: Origin {
                file: 0,
                record: u32::try_from(draft.record).unwrap_or(u32::MAX),
                place: draft.place,
            },
            flags,
            channel: self.context.channel.unwrap_or(draft.channel),
            kind: draft.kind,
            role: draft.role,
            // A device in Polish does not make a text in Arabic letters Polish.
            language: reading.language.or_else(|| draft.language.filter(|&named| text::may_be(named, text))),
            reason: reading.reason,
            closing: reading.closing,
            rare: rare.boxed(),
        });
    }

    /// The phrase that shows a message to be a machine's of ours.
    fn listed(&self, draft: &Draft<'_>) -> Option<&'a str> {
        let text = draft.text.as_deref().filter(|_| draft.role != Some(Role::Customer))?;
        self.context.auto_replies.find(text)
    }

    fn instant(&self, stamp: Stamp, flags: &mut Flags) -> Option<i64> {
        match stamp {
            Stamp::Unknown => None,
            Stamp::Instant(instant) => Some(instant),
            Stamp::Local(local) => {
                flags.set(Flags::TZ_ASSUMED);
                Some(self.context.zone.instant(local))
            }
        }
    }
}

/// What the words say in yes or no.
fn marks(reading: &Reading) -> Flags {
    let said = [
        (reading.question, Flags::QUESTION),
        (reading.holding, Flags::HOLDING),
        (reading.certain, Flags::CERTAIN),
        (reading.withdrawal, Flags::WITHDRAWAL),
        (reading.learned_closing, Flags::LEARNED_CLOSING),
        (reading.apology, Flags::APOLOGY),
        (reading.asks_customer, Flags::ASKS_CUSTOMER),
        (reading.asks, Flags::ASKS),
    ];
    said.into_iter().filter(|(is_said, _)| *is_said).fold(Flags::default(), |all, (_, flag)| all.with(flag))
}

impl Sink for Collector<'_> {
    fn message(&mut self, draft: Draft<'_>) {
        self.batch.tally.read += 1;
        self.batch.tally.messages += 1;
        self.keep(&draft);
    }

    fn also(&mut self, draft: Draft<'_>) {
        self.batch.tally.also += 1;
        self.keep(&draft);
    }

    fn problem(&mut self, problem: Problem) {
        self.batch.tally.read += 1;
        self.batch.tally.problems += 1;
        self.batch.problems.push(problem);
    }

    fn outside(&mut self, reason: &'static str) {
        self.batch.tally.read += 1;
        *self.batch.tally.outside.entry(reason).or_default() += 1;
    }

    fn remark(&mut self, problem: Problem) {
        self.batch.remarks.push(problem);
    }

    fn facts(&mut self) -> &mut Facts {
        &mut self.batch.facts
    }
}

impl Archive {
    /// All texts and messages, for a part that goes on with them.
    pub fn lend(&mut self) -> Batch {
        let (strings, messages) = (std::mem::take(&mut self.strings), std::mem::take(&mut self.messages));
        Batch { strings, n_before: messages.len(), messages, ..Batch::default() }
    }

    /// Adds the next part of file `file_idx`; parts come in the order of their records.
    pub fn absorb(&mut self, file_idx: usize, mut batch: Batch) {
        let Some(file) = self.files.get_mut(file_idx) else { return };
        let n_before = file.tally.read;
        file.tally.add(&batch.tally);
        file.problems.absorb(batch.problems, n_before);
        file.remarks.absorb(batch.remarks, n_before);
        let is_unreadable = batch.facts.unreadable.is_some();
        file.facts.absorb(batch.facts);
        // With no texts to agree with, those of the part are taken over as they are: it is the first one, or it
        // went on with what was lent.
        let foreign = if self.strings.is_empty() {
            self.strings = batch.strings;
            None
        } else {
            Some(batch.strings)
        };
        let first = if self.messages.is_empty() { batch.n_before } else { self.messages.len() };
        if self.messages.is_empty() {
            // The only part of a file is not held twice, and what was lent comes back.
            self.messages = batch.messages;
        } else {
            self.messages.append(&mut batch.messages);
        }
        if is_unreadable {
            // Half a file would show answers without questions, so nothing of it counts.
            let n_lost = std::mem::take(&mut file.tally.messages);
            *file.tally.outside.entry("file-unreadable").or_default() += n_lost;
            self.messages.truncate(first);
            return;
        }

        if first == 0 {
            self.census = Census::NOTHING;
        }
        let mut moved = foreign.as_ref().map(|strings| Moved::new(strings, &mut self.strings));
        for message in &mut self.messages[first..] {
            message.origin.file = u32::try_from(file_idx).unwrap_or(u32::MAX);
            let record = u64::from(message.origin.record) + n_before;
            message.origin.record = u32::try_from(record).unwrap_or(u32::MAX);
            if let Some(moved) = &mut moved {
                moved.message(message);
            }
            self.census.add(message);
        }
    }

    pub fn text(&self, sym: Option<Sym>) -> Option<&str> {
        self.strings.text(sym)
    }

    /// The name of the file a message came from.
    pub fn file_of(&self, message: &Message) -> Option<&FileReport> {
        self.files.get(message.origin.file as usize)
    }
}

impl FileReport {
    /// What stands for its format in rows and groups: of a mapped file the mapping, as mapped files have
    /// nothing else in common.
    pub fn source(&self) -> Option<&str> {
        self.facts.mapping.as_deref().or(self.format)
    }

    /// A mailbox shows its owner's answers only if it holds the mail that went out.
    pub fn is_mailbox(&self) -> bool {
        matches!(self.format, Some("mbox" | "maildir" | "eml" | "emlx"))
    }
}

#[cfg(test)]
mod tests;
