//! The texts that WhatsApp itself writes, by language: `strings.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The app's own texts, lower-cased.
#[derive(Default)]
pub struct Strings {
    /// Before and behind the name of the other side in file names; in their own letter case.
    pub files: Vec<(&'static str, &'static str)>,
    /// In the parentheses behind the name of an attached file.
    pub attached: Vec<&'static str>,
    /// Ends of "image omitted".
    pub omitted: Vec<&'static str>,
    /// Whole texts without a final dot.
    pub whole: FxHashMap<&'static str, Whole>,
    pub deleted_by: Vec<&'static str>,
    /// Between the angle brackets at the end of a text.
    pub edited: Vec<&'static str>,
    /// Behind the comma of a call that nobody took.
    pub no_answer: Vec<&'static str>,
    pub polls: Vec<&'static str>,
    /// Behind the name of somebody who changed a setting of the chat.
    pub notices: Vec<&'static str>,
    /// The same where it was the exporting phone.
    pub own_notices: Vec<&'static str>,
}

/// What a text of the app says when it is all there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whole {
    Deleted,
    Call,
    Missed,
}

/// The table.
pub static STRINGS: LazyLock<Strings> = LazyLock::new(|| parse(include_str!("strings.tsv")));

fn parse(table: &'static str) -> Strings {
    let mut strings = Strings::default();
    for line in table.lines() {
        let mut cells = line.split('\t');
        let (Some(kind), Some(_), Some(text)) = (cells.next(), cells.next(), cells.next()) else { continue };
        match kind {
            "file" => strings.files.extend(text.split_once('*')),
            "attached" => strings.attached.push(text),
            "omitted" => strings.omitted.push(text),
            "deleted-by" => strings.deleted_by.push(text),
            "edited" => strings.edited.push(text),
            "no-answer" => strings.no_answer.push(text),
            "poll" => strings.polls.push(text),
            "notice" => strings.notices.push(text),
            "own-notice" => strings.own_notices.push(text),
            "deleted" => _ = strings.whole.insert(text, Whole::Deleted),
            "call" => _ = strings.whole.insert(text, Whole::Call),
            "missed" => _ = strings.whole.insert(text, Whole::Missed),
            _ => {}
        }
    }
    // "WhatsApp Chat with" before "WhatsApp Chat": the longest frame fits best.
    strings.files.sort_by_key(|(before, behind)| std::cmp::Reverse(before.len() + behind.len()));
    strings
}
