//! The conversations of a pair of parties: a silence begins another one, unless somebody may still wait.

use std::collections::BTreeMap;

use crate::message::{Kind, Role};
use crate::source::draft::Draft;

/// Where each pair of parties stands, by the order of the file.
#[derive(Default)]
pub struct Pairs {
    by_key: BTreeMap<String, Pair>,
}

#[derive(Clone, Copy)]
struct Pair {
    /// When the conversation began, as its name says.
    begun: i64,
    /// When one of them last wrote, and whether that was the customer.
    last: i64,
    of_customer: bool,
    /// Nobody has answered the customer yet.
    waits: bool,
}

impl Pairs {
    /// The conversation of a message between the parties of `key`. A wait that is open is never split, so
    /// only a customer begins another one, and only after an answer.
    pub fn conversation(&mut self, key: &str, draft: &Draft<'_>, gap: i64) -> Option<String> {
        let sent = draft.sent.seconds();
        let known = self.by_key.get(key).copied();
        let of_customer = draft.role == Some(Role::Customer);
        let begun = match (known, sent) {
            (Some(pair), Some(sent)) => {
                let is_silent = gap.unsigned_abs() <= pair.last.abs_diff(sent);
                // Some files begin with the newest message.
                let (waits, asks) = if sent < pair.last {
                    (waits(draft, true), pair.of_customer)
                } else {
                    (pair.waits, of_customer)
                };
                if is_silent && !waits && asks { sent } else { pair.begun }
            }
            (Some(pair), None) => pair.begun,
            (None, Some(sent)) => sent,
            (None, None) => return None,
        };
        if let Some(last) = sent {
            let waits = waits(draft, known.is_some_and(|pair| pair.waits));
            self.by_key.insert(key.to_owned(), Pair { begun, last, of_customer, waits });
        }
        let begun = chrono::DateTime::from_timestamp(begun, 0)?.format("%Y-%m-%dT%H:%M");
        Some(format!("{key}/{begun}"))
    }
}

/// May the customer wait after this message? What neither asks nor answers leaves that as it was.
const fn waits(draft: &Draft<'_>, before: bool) -> bool {
    match (draft.role, draft.kind) {
        (_, Kind::Call) | (Some(Role::Team), Kind::Message) => false,
        (Some(Role::Customer), Kind::Message | Kind::MissedCall | Kind::Handoff) => true,
        _ => before,
    }
}
