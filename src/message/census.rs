//! What occurs among many messages at all, so that whoever looks for the rest need not walk through them.

use super::by_sym::SymSet;
use super::{Channel, Flags, Kind, Message};

/// What it denies occurs nowhere. What it grants may occur: it is not taken back when a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// A bit for each kind.
    kinds: u32,
    /// A bit for each channel.
    channels: u8,
    flags: Flags,
    ids: SymSet,
    /// Messages that have the id of another one.
    pub repeated_ids: bool,
    /// Messages without an id.
    pub without_id: bool,
    /// Messages whose conversation the export does not name.
    pub without_conversation: bool,
    /// Messages whose role the export does not state.
    pub without_role: bool,
    /// Authors' addresses, recipients, and those whom an answer would go to.
    pub addresses: bool,
    /// Keys of threads, and Outlook's.
    pub threads: bool,
    pub thread_indexes: bool,
}

impl Census {
    /// Of messages that nobody looked at.
    pub const ANYTHING: Self = Self {
        kinds: u32::MAX,
        channels: u8::MAX,
        flags: Flags(u32::MAX),
        ids: SymSet::EMPTY,
        repeated_ids: true,
        without_id: true,
        without_conversation: true,
        without_role: true,
        addresses: true,
        threads: true,
        thread_indexes: true,
    };

    /// Of no message.
    pub const NOTHING: Self = Self {
        kinds: 0,
        channels: 0,
        flags: Flags(0),
        ids: SymSet::EMPTY,
        repeated_ids: false,
        without_id: false,
        without_conversation: false,
        without_role: false,
        addresses: false,
        threads: false,
        thread_indexes: false,
    };

    pub fn add(&mut self, message: &Message) {
        self.kinds |= 1 << message.kind as u8;
        self.channels |= channel_bit(message.channel);
        self.flags.set(message.flags);
        self.repeated_ids |= message.id.is_some_and(|id| !self.ids.insert(id));
        self.without_id |= message.id.is_none();
        self.without_conversation |= message.conversation.is_none();
        self.without_role |= message.role.is_none();
        self.addresses |= message.author.is_some() || !message.to.is_empty();
        if let Some(rare) = &message.rare {
            self.addresses |= rare.answer_to.is_some();
            self.threads |= rare.thread.is_some();
            self.thread_indexes |= rare.thread_index.is_some();
        }
    }

    pub const fn has_kind(&self, kind: Kind) -> bool {
        self.kinds & (1 << kind as u8) != 0
    }

    pub const fn has_flag(&self, flag: Flags) -> bool {
        self.flags.has(flag)
    }

    /// Messages of a channel that is so.
    pub fn has_channel(&self, is_it: impl Fn(Channel) -> bool) -> bool {
        Channel::ALL.iter().any(|&channel| self.channels & channel_bit(channel) != 0 && is_it(channel))
    }

    /// Mails that only links, subjects and parties can join.
    pub fn has_mails_apart(&self) -> bool {
        self.without_conversation && self.has_channel(Channel::is_mail)
    }
}

impl Default for Census {
    fn default() -> Self {
        Self::ANYTHING
    }
}

const fn channel_bit(channel: Channel) -> u8 {
    1 << channel as u8
}

#[cfg(test)]
mod tests;
