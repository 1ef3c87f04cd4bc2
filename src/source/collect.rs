//! Turns drafts into messages: judges the words, interns the texts, resolves local times, counts every
//! record, and drops the rest.

mod archive;
mod evidence;
pub mod harmless;
pub mod made_up;
mod memo;
mod moved;
mod problems;

use crate::date::zone::Zone;
use crate::message::hash::Hash;
use crate::message::rare::Rare;
use crate::message::strings::Strings;
use crate::message::{Band, Channel, Flags, Kind, Message, Origin, Role, Stamp};
use crate::problem::{Problem, Tally};
use crate::settings::phrases::Phrases;
use crate::settings::policy::Policy;
use crate::settings::{Settings, SourceSettings};
use crate::text::{self, Reader, Reading};

use super::draft::{Draft, Glance, is_link};
use super::{Facts, Sink};
pub use archive::{Archive, FileReport};
use harmless::{Harmless, One, Repeated};
use memo::Memo;
pub use problems::Problems;

/// How much of what is read is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Characters of a text; 0 keeps none.
    pub excerpt: usize,
    /// Of the team's texts too, where the export names the role.
    pub team: bool,
    /// The words that decided about each text.
    pub evidence: bool,
    /// Reviews that were answered or complain of nothing, too, where they could be told by a glance.
    pub harmless: bool,
}

impl Keep {
    /// What a report could show.
    pub const REPORT: Self = Self { excerpt: 200, team: false, evidence: false, harmless: true };
    /// What a list of ignored complaints shows.
    pub const IGNORED: Self = Self { harmless: false, ..Self::REPORT };
    /// What one conversation's story needs.
    pub const STORY: Self = Self { excerpt: 200, team: true, evidence: true, harmless: true };
    /// Whole texts, for writing messages out again.
    pub const ALL: Self = Self { excerpt: 8192, team: true, evidence: false, harmless: true };
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
    /// What is listed as ignored is this sure to complain.
    pub min_band: Band,
    /// Harmless reviews are not kept but for these; none keeps all.
    pub but: Option<&'a Repeated>,
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
            min_band: settings.min_band,
            but: None,
        }
    }

    fn band(&self, draft: &Draft<'_>, reading: &Reading) -> Option<Band> {
        self.policy.band(draft.rating, reading.tone, reading.certain)
    }

    /// Is a complaint of this band on the list of ignored ones?
    fn lists(&self, band: Option<Band>) -> bool {
        band.is_some_and(|band| band <= self.min_band)
    }

    /// Whatever a review says, it is on no list: its stars have no words, or none could make it one that is listed.
    fn overlooks(&self, glance: &Glance<'_>) -> bool {
        let bare = glance.rating.is_some() && !glance.has_words;
        bare && !self.policy.star_only_counts || !self.lists(self.policy.surest(glance.rating))
    }
}

/// What came out of one stream or a part of it.
#[derive(Default)]
pub struct Batch {
    pub strings: Strings,
    pub messages: Vec<Message>,
    /// So many of the messages were there before.
    pub n_before: usize,
    pub harmless: Harmless,
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
        let (reading, words, excerpt, fingerprint) = if judged {
            let told = self.memo.read(self.context.reader, text, strings);
            if let Some(but) = self.context.but
                && draft.alone
                && !self.context.lists(self.context.band(draft, &told.reading))
                && let Some(one) = One::alone(draft, sent, edited, flags)
                && self.batch.harmless.take(&one, but)
            {
                return;
            }
            if shown && told.excerpt.is_none() {
                told.excerpt = strings.push(&text::excerpt(text, keep.excerpt));
            }
            let fingerprint = *told.fingerprint.get_or_insert_with(|| text::fingerprint(text));
            (&told.reading, told.words, told.excerpt.filter(|_| shown), fingerprint)
        } else {
            unread = Reading::default();
            let excerpt = shown.then(|| strings.push(&text::excerpt(text, keep.excerpt)));
            (&unread, None, excerpt.flatten(), Hash::of(text))
        };
        flags.set(marks(reading));

        // A link to every message would take more room than all that is known of it.
        let complains = self.context.band(draft, reading).is_some();
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
            fingerprint,
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

    /// Stars alone, or answered behind the last edit: that is all one has to know of a review that nobody ignores.
    fn is_harmless(&mut self, glance: &Glance<'_>) -> bool {
        let Some(but) = self.context.but else { return false };
        let mut flags = [Flags::default(); 2];
        let [of_review, of_answer] = &mut flags;
        let Some(sent) = self.instant(glance.sent, of_review) else { return false };
        let edited = self.instant(glance.edited, &mut Flags::default()).unwrap_or(sent);
        let newest = match glance.answered {
            Some(answered) => self.instant(answered, of_answer).filter(|at| sent <= edited && edited <= *at),
            None => Some(edited.max(sent)).filter(|_| self.context.overlooks(glance)),
        };
        let n_tz_assumed = flags.iter().filter(|flags| flags.has(Flags::TZ_ASSUMED)).count() as u64;
        let n_messages = 1 + u64::from(glance.answered.is_some());
        let Some(newest) = newest else { return false };
        let one = One { id: glance.id, n_messages, n_tz_assumed, first_at: sent, newest };
        self.batch.harmless.take(&one, but)
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

    fn let_go(&mut self, glance: &Glance<'_>) -> bool {
        let goes = self.is_harmless(glance);
        if goes {
            self.batch.tally.read += 1;
            self.batch.tally.messages += 1;
            self.batch.tally.also += u64::from(glance.answered.is_some());
        }
        goes
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

#[cfg(test)]
mod tests;
