//! By what each message came to its conversation: the evidence, and how much it can bear.

use crate::message::strings::Sym;

use super::join::Sets;
use super::wait::Marks;

/// The key that joined a message, the first that applied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum JoinedBy {
    /// No key of its own: it stands alone, or others were joined to it.
    #[default]
    Nothing,
    /// The export names its conversation.
    Conversation,
    /// The export's own thread, such as Gmail's.
    Thread,
    /// It names a message of the input that it replies to.
    Reference,
    /// It names the same message as others, which is not in the input.
    AbsentReference,
    /// The number of a ticket that the team gave out.
    Ticket,
    /// A bare number in the subject that the team wrote first.
    Number,
    Subject,
    /// Outlook's key of a thread, with the same subject and customer.
    ThreadIndex,
    /// A fresh mail to the one customer who waits, or talk between the same two.
    Parties,
}

/// How the messages were joined, by their index.
#[derive(Clone, Debug, Default)]
pub struct Joined {
    pub by: Vec<JoinedBy>,
    /// The thread or the id of the message that it was joined with.
    pub with: Vec<Option<Sym>>,
    /// Links to another customer's conversation that were refused.
    pub n_refused: u64,
}

impl JoinedBy {
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Nothing => return None,
            Self::Conversation => "conversation",
            Self::Thread => "thread",
            Self::Reference => "reference",
            Self::AbsentReference => "absent-reference",
            Self::Ticket => "ticket",
            Self::Number => "number",
            Self::Subject => "subject",
            Self::ThreadIndex => "thread-index",
            Self::Parties => "parties",
        })
    }

    /// It rests on likeness, and may be wrong.
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::Number | Self::Subject | Self::ThreadIndex | Self::Parties)
    }

    /// The mark that it leaves on a wait.
    pub const fn mark(self) -> Option<Marks> {
        match self {
            Self::Ticket | Self::Number => Some(Marks::BY_TICKET),
            Self::Subject => Some(Marks::BY_SUBJECT),
            Self::ThreadIndex => Some(Marks::BY_THREAD_INDEX),
            Self::Parties => Some(Marks::BY_PARTIES),
            Self::Nothing | Self::Conversation | Self::Thread | Self::Reference | Self::AbsentReference => {
                None
            }
        }
    }
}

impl Joined {
    pub fn new(n_messages: usize) -> Self {
        Self { by: vec![JoinedBy::Nothing; n_messages], with: vec![None; n_messages], n_refused: 0 }
    }

    /// Notes a key; the first one that applied stays, unless it leads nowhere.
    pub fn note(&mut self, idx: usize, by: JoinedBy, with: Option<Sym>) {
        if !self.is_linked(idx) {
            self.replace(idx, by, with);
        }
    }

    /// Notes the key that brought a message, and what was joined to it, to a question: it counts most.
    pub fn replace(&mut self, idx: usize, by: JoinedBy, with: Option<Sym>) {
        if let (Some(held), Some(key)) = (self.by.get_mut(idx), self.with.get_mut(idx)) {
            *held = by;
            *key = with;
        }
    }

    /// It has a key of its own that leads into the input: likeness need not be asked.
    pub fn is_linked(&self, idx: usize) -> bool {
        self.by.get(idx).is_some_and(|&by| !matches!(by, JoinedBy::Nothing | JoinedBy::AbsentReference))
    }

    /// The same, or the message it names is not in the input and brought it to `other`, which names it too.
    pub fn is_joined(&self, idx: usize, other: usize, sets: &mut Sets) -> bool {
        let absent = self.by.get(idx) == Some(&JoinedBy::AbsentReference);
        self.is_linked(idx) || (absent && sets.root(idx) == sets.root(other))
    }

    pub fn n_by(&self, by: JoinedBy) -> u64 {
        self.by.iter().filter(|&&held| held == by).count() as u64
    }
}
