//! The words that decided about a text, those that the settings list before those of the lists.

use crate::text::Reader;

/// As `auto-reply: Thank you for writing; promise: by Friday`.
pub fn of(reader: &Reader, text: &str, listed: Option<&str>) -> String {
    let read = reader.evidence(text);
    // The list is cut at semicolons.
    let listed = listed.map(|phrase| format!("auto-reply: {}", phrase.replace(';', ",")));
    [listed, Some(read).filter(|read| !read.is_empty())].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
