//! What most messages lack: in a box of its own it takes no room in them.

use super::Promise;
use super::few::Few;
use super::strings::Sym;

/// Parts of few messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rare {
    /// The export's own key of a thread that is not a name to show, such as Gmail's.
    pub thread: Option<Sym>,
    /// Outlook's key of a thread: weak, as some groups of one key hold different matters.
    pub thread_index: Option<Sym>,
    /// Further ids of the same thread.
    pub references: Few<Sym>,
    /// Whom an answer would go to, where that is not the author: a contact form's customer. Of a bounce that
    /// names no mail: whom it was for.
    pub answer_to: Option<Sym>,
    /// Which words decided what its text is: `thanks: Dziękuję; promise: do środy`. Kept for a story only.
    pub evidence: Option<Sym>,
    /// Why it has its kind: a reason code.
    pub why: Option<Sym>,
    pub promise: Option<Promise>,
    /// Where it stands in public; of complaints only.
    pub link: Option<Sym>,
}

impl Rare {
    /// Of a message without a box.
    pub const NOTHING: Self = Self {
        thread: None,
        thread_index: None,
        references: Few::EMPTY,
        answer_to: None,
        evidence: None,
        why: None,
        promise: None,
        link: None,
    };

    /// In its box, if it holds anything.
    pub fn boxed(self) -> Option<Box<Self>> {
        (self != Self::NOTHING).then(|| Box::new(self))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Message;
    use super::super::strings::Strings;
    use super::*;

    #[test]
    fn nothing_takes_no_box() {
        assert!(Rare::default().boxed().is_none());
        let why = Strings::default().intern("bulk");
        let filled = Rare { why, ..Rare::default() };
        assert_eq!(filled.boxed().and_then(|rare| rare.why), why);
    }

    #[test]
    fn a_message_is_no_larger_than_it_was_measured_to_be() {
        assert_eq!(size_of::<Message>(), 128);
    }
}
