//! Databases of messengers that are recognised and not opened: what to ask the program for instead.

use super::Peek;

const MAGIC: &[u8] = b"SQLite format 3\0";

/// Beginning and end of the file's name, and the advice.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "main",
        ".db",
        "Skype's own database; export the chats on the account page of Skype and read its messages.json",
    ),
    (
        "s4l-",
        ".db",
        "Skype's own database; export the chats on the account page of Skype and read its messages.json",
    ),
    (
        "viber",
        ".db",
        "Viber's own database; send the chat history from Viber on the phone (Settings, Account, Viber backup) or make a table of it and read that with a mapping",
    ),
    (
        "history",
        ".db",
        "the history of Kadu 0.9 or newer, an SQLite database; write its messages out as CSV and read that with a mapping",
    ),
    ("msgstore", ".db", "WhatsApp's own database; use Export chat in WhatsApp and read that"),
    (
        "chat",
        ".db",
        "the database of Apple's Messages; write it out as text with imessage-exporter and read that",
    ),
    (
        "sms",
        ".db",
        "the database of Apple's Messages; write it out as text with imessage-exporter and read that",
    ),
    (
        "",
        "signal.sqlite",
        "Signal's own database; write it out with signal-export (sigexport) and read its Markdown",
    ),
];

/// What to do instead with a messenger's database; none for anything else.
pub fn advice(peek: &Peek<'_>) -> Option<&'static str> {
    if !peek.head.starts_with(MAGIC) {
        return None;
    }
    let file = peek.file_name().to_lowercase();
    let fits = |(begins, ends, _): &&(&str, &str, &str)| file.starts_with(begins) && file.ends_with(ends);
    KNOWN.iter().find(fits).map(|(.., advice)| *advice)
}
