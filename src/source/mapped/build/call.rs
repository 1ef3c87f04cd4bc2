//! Whose call a record of a telephone tells of, and whether a number can be matched at all.

use std::borrow::Cow;

use super::Builder;
use crate::message::{Channel, Role};
use crate::settings::phone::{self, OUTSIDE};
use crate::source::draft::Draft;
use crate::source::mapped::mapping::Thread;

impl Builder<'_> {
    /// Calls and texts with one number belong together, however it is written. The reason why a record is none of
    /// these: nobody can call back a number that was withheld, and a call inside the house is no customer's. Where the
    /// mapping names the conversation, it holds.
    pub(super) fn settle_calls(&self, drafts: &mut [Draft<'_>]) -> Option<&'static str> {
        let fields = &self.mapping.fields;
        if self.channel != Channel::Phone
            || fields.conversation.is_set()
            || self.mapping.thread == Thread::File
        {
            return None;
        }
        for draft in drafts {
            let author = draft.author.as_deref().or(draft.name.as_deref());
            let to = draft.to.first().map(|to| &**to);
            let is_ours = match draft.role {
                Some(role) => role == Role::Team,
                None => author.is_some_and(|author| {
                    self.is_own_number(author)
                        || !phone::is_outside(author) && to.is_some_and(phone::is_outside)
                }),
            };
            let number = if is_ours { to } else { author };
            let is_inside = |to: &str| {
                let n_digits = phone::digits(to).len();
                let is_short = 0 < n_digits && n_digits < OUTSIDE && !to.contains(char::is_whitespace);
                is_short || self.is_own_number(to)
            };
            if is_ours && number.is_some_and(is_inside) {
                return Some("internal-call");
            }
            if draft.role == Some(Role::Customer) && number.is_none_or(is_hidden) {
                return Some("anonymous-call");
            }
            if self.mapping.thread == Thread::Field {
                draft.thread = number.and_then(phone::thread).map(Cow::Owned);
            }
        }
        None
    }

    /// One of the team's, by the mapping or the settings.
    fn is_own_number(&self, number: &str) -> bool {
        let own = &self.mapping.team.phones;
        phone::is_outside(number)
            && (own.iter().any(|own| phone::is_same(own, number)) || self.exchange.is_team(number))
    }
}

/// No number, though perhaps a sign for none: `anonymous`, `0`, `-1`. A customer's name is one to go by.
fn is_hidden(caller: &str) -> bool {
    let is_number = !caller.contains(char::is_alphabetic);
    let says_none = || caller.starts_with('-') || phone::digits(caller).trim_matches('0').is_empty();
    phone::is_withheld(caller) || is_number && says_none()
}

#[cfg(test)]
mod tests;
