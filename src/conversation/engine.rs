//! Walks through a conversation turn by turn and opens and closes its waits.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::message::by_sym::SymSet;
use crate::message::strings::Sym;
use crate::message::{Channel, Flags, Kind, Message, Role};
use crate::settings::Settings;
use crate::source::collect::Archive;

use super::answer::Spoken;
use super::automatic::Automatic;
use super::bounces;
use super::class::{Class, Situation, classify};
use super::deletion::{Given, Place};
use super::order::{Clock, Turn};
use super::party;
use super::people::People;
use super::wait::{Marks, State, Wait};

/// Most conversations have no more parties, waits and messages in a wait; of those nothing is put on the heap.
pub(super) const USUAL: usize = 2;

/// What every conversation's walk needs.
#[derive(Clone, Copy)]
pub struct Walk<'a> {
    pub archive: &'a Archive,
    pub people: &'a People,
    pub settings: &'a Settings,
    /// Ids of all messages in the input.
    pub ids: &'a SymSet,
    pub by: &'a [super::joined::JoinedBy],
    /// Messages of ours that a machine sent without saying so.
    pub automatic: &'a Automatic,
    pub as_of: i64,
}

/// What a turn was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    pub message: u32,
    pub class: Class,
    pub why: &'static str,
}

/// One walk; see `semantics` in the documentation for the rules by number.
pub(super) struct Engine<'a> {
    pub walk: Walk<'a>,
    pub turns: &'a [Turn],
    pub conversation_idx: u32,
    pub waits: Vec<Wait>,
    /// Of each wait what only the walk needs.
    pub courses: SmallVec<[party::Course; USUAL]>,
    pub parties: SmallVec<[party::Party; USUAL]>,
    pub party_of: FxHashMap<Option<Sym>, usize>,
    /// Party and wait of every wait that has not ended, or has ended provisionally.
    pub open: BTreeMap<usize, usize>,
    pub bot_spoke: bool,
    /// All customers wait together.
    pub shared: bool,
    pub case: u32,
    last_public: Option<i64>,
    closed_since: bool,
    /// Our last message asked a question.
    asked: bool,
    /// One of ours has written.
    spoken: bool,
    /// Waits that came before the export begins.
    pub n_before: u32,
    voided: FxHashSet<u32>,
    /// When each customer first wrote.
    pub customers: OnceCell<FxHashMap<Sym, i64>>,
    /// When messages that cannot be found were first named.
    named_at: FxHashMap<Sym, i64>,
    /// The answers that were given, by their messages.
    pub given: FxHashMap<u32, Given>,
    /// Those of them in public places that were not deleted.
    pub standing: BTreeMap<Place, Turn>,
    /// Whom our replies spoke to.
    pub spoken_to: FxHashMap<u32, Spoken>,
}

impl Walk<'_> {
    /// The waits of a conversation, oldest first; `judged` is told what each turn was taken for.
    pub fn waits(self, conversation_idx: u32, turns: &[Turn], mut judged: impl FnMut(Judged)) -> Vec<Wait> {
        let mut engine = Engine::new(self, conversation_idx, turns);
        for turn in turns {
            let (class, why) = engine.class(turn);
            judged(Judged { message: turn.message, class, why });
            engine.step(turn, class);
        }
        engine.settle(self.as_of);
        engine.finish()
    }

    pub fn message(&self, idx: u32) -> &Message {
        &self.archive.messages[idx as usize]
    }

    pub fn role(&self, idx: u32) -> Role {
        self.people.roles[idx as usize]
    }

    pub fn who(&self, idx: u32) -> Option<Sym> {
        self.people.who[idx as usize]
    }
}

impl<'a> Engine<'a> {
    fn new(walk: Walk<'a>, conversation_idx: u32, turns: &'a [Turn]) -> Self {
        // Where customers write decides, not where a note about them was made.
        let asks = turns.iter().find(|turn| walk.role(turn.message) == Role::Customer);
        let shared = asks.is_none_or(|turn| walk.people.channels[turn.message as usize].shares_wait());
        let mut engine = Self {
            walk,
            turns,
            conversation_idx,
            waits: Vec::new(),
            courses: SmallVec::new(),
            parties: SmallVec::new(),
            party_of: FxHashMap::default(),
            open: BTreeMap::new(),
            bot_spoke: false,
            shared,
            case: 1,
            last_public: None,
            closed_since: false,
            asked: false,
            spoken: false,
            n_before: 0,
            voided: FxHashSet::default(),
            customers: OnceCell::new(),
            named_at: FxHashMap::default(),
            given: FxHashMap::default(),
            standing: BTreeMap::new(),
            spoken_to: FxHashMap::default(),
        };
        engine.n_before = u32::from(engine.is_cut_off());
        engine.voided = engine.bounced_messages();
        engine
    }

    /// The first message replies to one that is nowhere, or its file was cut: no first response is invented.
    fn is_cut_off(&self) -> bool {
        self.turns.first().is_some_and(|turn| {
            let message = self.walk.message(turn.message);
            let file = self.walk.archive.file_of(message);
            message.flags.has(Flags::LEFT_TRUNCATED)
                || file.is_some_and(|file| file.facts.cut_at_start)
                || self.is_lost_reply(turn)
        })
    }

    /// It replies to a message that is not in the input.
    fn is_lost_reply(&self, turn: &Turn) -> bool {
        let message = self.walk.message(turn.message);
        turn.parent.is_none()
            && message.reply_to.is_some_and(|id| message.id != Some(id) && !self.walk.ids.contains(id))
    }

    /// It replies to a message that is not in the input and that nobody had named when the question was asked:
    /// somebody wrote in between.
    pub fn tells_of_an_answer(&self, turn: &Turn, asked_at: i64) -> bool {
        let named_at = || self.walk.message(turn.message).reply_to.and_then(|id| self.named_at.get(&id));
        self.is_lost_reply(turn) && named_at().is_none_or(|&at| asked_at < at)
    }

    /// Remembers which messages there were when one was sent that cannot be found.
    fn note_names(&mut self, turn: &Turn) {
        let message = self.walk.message(turn.message);
        if turn.parent.is_none() && message.reply_to.is_some() {
            for &id in message.reply_to.iter().chain(&*message.rare().references) {
                self.named_at.entry(id).or_insert(turn.at);
            }
        }
    }

    /// Team messages that never arrived: the one that a bounce names, and where it names nothing the last one
    /// in the three days before it, where it names an address the last one to that.
    fn bounced_messages(&self) -> FxHashSet<u32> {
        let mut voided = FxHashSet::default();
        let is_bounce = |turn: &Turn| self.walk.message(turn.message).kind == Kind::Bounce;
        if !self.walk.archive.census.has_kind(Kind::Bounce) || !self.turns.iter().any(is_bounce) {
            return voided;
        }
        let of_team = |idx: u32, kinds: &[Kind]| {
            self.walk.role(idx) == Role::Team && kinds.contains(&self.walk.message(idx).kind)
        };
        let can_be_void = |idx: u32| of_team(idx, &[Kind::Message, Kind::AutoReply]);
        let mut last: Option<&Turn> = None;
        let mut last_to: FxHashMap<Sym, &Turn> = FxHashMap::default();
        for turn in self.turns {
            let message = self.walk.message(turn.message);
            if self.walk.role(turn.message) == Role::Team && bounces::goes_out(message) {
                last_to.extend(message.to.iter().map(|&to| (self.walk.people.one(to), turn)));
            }
            if of_team(turn.message, &[Kind::Message]) {
                last = Some(turn);
            } else if message.kind == Kind::Bounce {
                let names = message.reply_to.is_some_and(|id| message.id != Some(id));
                let named = turn.parent.filter(|&idx| can_be_void(idx));
                let last = match bounces::failed(message, self.walk.people) {
                    Some(who) => last_to.get(&who).copied().filter(|last| can_be_void(last.message)),
                    None => last,
                };
                let recent = last.filter(|last| !names && turn.at - last.at <= bounces::BACK);
                voided.extend(named.or(recent.map(|last| last.message)));
            }
        }
        voided
    }

    fn class(&self, turn: &Turn) -> (Class, &'static str) {
        if self.voided.contains(&turn.message) {
            return (Class::NoEffect, "never arrived: it bounced");
        }
        if let Some(&why) = self.walk.automatic.get(&turn.message) {
            return (Class::Automatic, why);
        }
        let message = self.walk.message(turn.message);
        let role = self.walk.role(turn.message);
        let internal = role == Role::Team
            && !message.to.is_empty()
            && message.to.iter().all(|&to| !self.walk.people.is_customer(to));
        classify(
            message,
            Situation {
                role,
                channel: self.walk.people.channels[turn.message as usize],
                asked: self.asked,
                spoken: self.spoken,
                internal,
                policy: &self.walk.settings.policy,
            },
        )
    }

    fn step(&mut self, turn: &Turn, class: Class) {
        self.settle(turn.at);
        if self.is_public(turn, class) {
            self.maybe_new_case(turn);
            self.last_public = Some(self.last_public.map_or(turn.at, |last| last.max(turn.at)));
        }
        let stop = self.walk.settings.policy.stop;
        self.bot_spoke |= class == Class::Bot;
        match class {
            Class::Request => self.request(turn),
            Class::Closing => self.closing(turn),
            Class::Withdrawal => self.withdraw(turn),
            Class::Call => self.call_through(turn),
            Class::Answer => self.answer(turn),
            Class::Holding if stop.holding => self.answer(turn),
            Class::Holding => self.hold(turn),
            Class::Automatic if stop.auto_reply => self.answer(turn),
            Class::Bot if stop.bot => self.answer(turn),
            Class::Reaction if stop.reaction => self.answer(turn),
            Class::Note if stop.note => self.answer(turn),
            Class::Automatic | Class::Bot | Class::Reaction => self.acknowledge(turn, class),
            Class::CallAttempt => self.mark_open(Marks::CALL_ATTEMPTED),
            Class::Handoff => self.handoff(turn),
            Class::Closed => {
                self.closed_since = true;
                self.close(turn);
            }
            Class::Reopened => {
                self.closed_since = false;
                self.reopen();
            }
            Class::Deleted => self.delete(turn),
            Class::NoEffect if self.voided.contains(&turn.message) => self.mark_open(Marks::BOUNCED),
            Class::NoEffect if self.is_pending_reply(turn) => {
                for wait_idx in self.waiting(turn) {
                    self.waits[wait_idx].marks.set(Marks::REPLY_PENDING);
                }
            }
            Class::Bounce
            | Class::Internal
            | Class::Note
            | Class::Content
            | Class::NoEffect
            | Class::Excluded => {}
        }
        self.note_names(turn);
        let ours = matches!(self.walk.role(turn.message), Role::Team | Role::Bot);
        if ours && matches!(class, Class::Answer | Class::Holding | Class::Bot) {
            self.asked = self.walk.message(turn.message).flags.has(Flags::QUESTION);
            self.spoken = true;
        }
    }

    /// A reply to a review or a comment that its platform does not show yet.
    fn is_pending_reply(&self, turn: &Turn) -> bool {
        let message = self.walk.message(turn.message);
        let of_team = self.walk.role(turn.message) == Role::Team;
        of_team && message.kind == Kind::Draft && message.channel.is_feedback()
    }

    /// Both sides could see it: customer, team and bot messages and calls that got through.
    fn is_public(&self, turn: &Turn, class: Class) -> bool {
        let kind = self.walk.message(turn.message).kind;
        turn.clock != Clock::Undated
            && matches!(kind, Kind::Message | Kind::Call)
            && !matches!(class, Class::Automatic | Class::Internal | Class::Excluded | Class::NoEffect)
    }

    /// With no wait open, a long silence starts a new case. A provisionally closed wait is as good as
    /// ended for the customer, not for us.
    fn maybe_new_case(&mut self, turn: &Turn) {
        let policy = &self.walk.settings.policy;
        let channel = self.walk.people.channels[turn.message as usize];
        let silence = match channel {
            Channel::Review => return,
            Channel::Chat | Channel::Social | Channel::Phone => policy.new_case_after,
            _ => policy.new_thread_after,
        };
        let Some(last) = self.last_public else { return };
        let of_customer = self.walk.role(turn.message) == Role::Customer;
        let waits_on =
            self.open.values().any(|&wait_idx| self.waits[wait_idx].state == State::Waiting || !of_customer);
        let silent = silence.is_some_and(|silence| turn.at.saturating_sub(last) >= silence);
        let closed = policy.close_starts_case && self.closed_since;
        if !waits_on && (silent || closed) {
            self.case = self.case.saturating_add(1);
            self.closed_since = false;
            self.n_before = 0;
            for party in &mut self.parties {
                party.n_waits = 0;
            }
        }
    }

    /// The waits that stand at the end; follow-ups only where the policy knows them.
    fn finish(mut self) -> Vec<Wait> {
        for (wait, course) in self.waits.iter_mut().zip(&self.courses) {
            let last = course.live.last().copied().unwrap_or(wait.opened);
            let unanswered = matches!(wait.state, State::Waiting | State::ClosedWithoutReply);
            if unanswered && self.walk.message(last).flags.has(Flags::REPLIED) {
                wait.answered_elsewhere();
            }
        }
        if !self.walk.settings.policy.followups {
            self.waits.retain(|wait| wait.number == 1);
        }
        self.waits
    }
}

#[cfg(test)]
mod tests;
