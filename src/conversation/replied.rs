//! Reviews that their export marks as replied to, although the comments at hand tell better.

use crate::message::by_sym::SymSet;
use crate::message::{Channel, Flags, Kind};
use crate::source::collect::Archive;

/// Takes the mark off every review of which comments are at hand: an answer is among them, or there is none.
pub fn check(archive: &mut Archive) {
    // No other source has reviews with their comments in other files.
    if !archive.census.has_flag(Flags::REPLIED)
        || archive.files.iter().all(|file| file.facts.mapping.is_none())
    {
        return;
    }
    let mut commented = SymSet::default();
    for message in archive.messages.iter().filter(|message| message.channel == Channel::Review) {
        let is_comment = message.reply_to.is_some() || message.kind == Kind::Deleted;
        if let Some(review) = message.conversation.or(message.reply_to).filter(|_| is_comment) {
            commented.insert(review);
        }
    }
    for message in &mut archive.messages {
        let name = message.conversation.or(message.id);
        if message.channel == Channel::Review && name.is_some_and(|name| commented.contains(name)) {
            message.flags = message.flags.without(Flags::REPLIED);
        }
    }
}
