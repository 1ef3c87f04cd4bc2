//! The sentences that Messenger and Instagram write themselves and save as if somebody had said them.

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Words,
    /// Somebody took a message back.
    Deleted,
    /// A heart or a thumb for a message.
    Reaction,
    /// Says that somebody sent a picture, a recording or the like, where the text of a message stands.
    Media,
    System,
}

/// Whole texts.
const DELETED: &[&str] = &["user unsent a message", "this message was unsent", "this message was deleted"];
const SYSTEM: &[&str] = &[
    "you are now connected on messenger.",
    "the video chat ended.",
    "the call ended.",
    "you can now message and call each other and see info like active status and when you've read messages.",
    "you can now call each other and see information such as active status and when you've read messages.",
];
/// What follows the name of the sender, or "You".
const DOES: &[&str] = &[
    "added ",
    "removed ",
    "left the group",
    "joined the ",
    "named the group ",
    "created the group",
    "created a group",
    "changed the ",
    "set the nickname ",
    "set your nickname ",
    "set their own nickname ",
    "set his own nickname ",
    "set her own nickname ",
    "set the emoji ",
    "set the quick reaction ",
    "turned on ",
    "turned off ",
    "started a video chat",
    "started a call",
    "started an audio call",
    "pinned a message",
    "unpinned a message",
    "replied to an ad",
    "replied to your ad",
    "unsent a message",
    "shared a story",
    "made ",
];

/// The same of what was sent.
const SENT: &[&str] =
    &["sent an attachment", "sent a photo", "sent a video", "sent a voice message", "sent a link"];

/// What follows "You" and nothing more.
const YOU: &[&str] = &[
    "sent an attachment.",
    "sent a photo.",
    "sent a video.",
    "sent a voice message.",
    "started a video chat.",
    "started a video chat",
    "created the group.",
    "left the group.",
    "unsent a message",
    "unsent a message.",
];

/// Judges a text by its words; a sentence about the sender begins with the sender's own name.
pub fn judge(text: &str, sender: Option<&str>) -> Notice {
    let folded = text.trim().to_lowercase();
    if DELETED.iter().any(|known| folded.trim_end_matches('.') == *known) {
        return Notice::Deleted;
    }
    let reacts = folded.starts_with("reacted ") && folded.contains(" to your message");
    if reacts || matches!(folded.as_str(), "liked a message" | "liked your message") {
        return Notice::Reaction;
    }
    if SYSTEM.contains(&folded.as_str()) {
        return Notice::System;
    }
    let sender = sender.map(str::to_lowercase);
    let of = |name: &str| folded.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
    let deed = sender.as_deref().filter(|name| !name.is_empty()).and_then(of);
    // "You" may begin a complaint, so that only whole sentences of the app count.
    let deed = deed.or_else(|| of("you").filter(|rest| YOU.contains(rest)));
    match deed {
        Some("unsent a message" | "unsent a message.") => Notice::Deleted,
        Some(deed) if deed.len() < 200 && SENT.iter().any(|sent| deed.starts_with(sent)) => Notice::Media,
        Some(deed) if deed.len() < 200 && DOES.iter().any(|does| deed.starts_with(does)) => Notice::System,
        _ => Notice::Words,
    }
}
