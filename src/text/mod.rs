//! What the words of a message say: one pass over a text yields everything the measures need, and the
//! text can be dropped.

use crate::message::{Closing, Language, Promise};

/// All that is kept of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub language: Option<Language>,
    /// How much it sounds like a complaint, 0 to 1; `None` for a text without words.
    pub tone: Option<f32>,
    /// The words and phrases that made the tone, worst first, separated by `;`.
    pub words: String,
    pub closing: Closing,
    /// The customer takes the question back.
    pub withdrawal: bool,
    /// A reply that only says that an answer will come.
    pub holding: bool,
    pub promise: Option<Promise>,
    /// It holds a question mark.
    pub question: bool,
    /// Hash of the normalised text.
    pub fingerprint: u64,
}

/// Reads texts; made once, shared by all threads.
pub struct Reader {}

impl Reader {
    /// `languages` are those that the settings expect; empty means all.
    pub fn new(_languages: &[Language]) -> Self {
        Self {}
    }

    /// Judges `text`, from which quotes, signatures and markup are gone.
    pub fn read(&self, _text: &str) -> Reading {
        Reading::default()
    }
}

/// At most `max_chars` characters of a text on one line.
pub fn excerpt(text: &str, max_chars: usize) -> std::borrow::Cow<'_, str> {
    text.chars().take(max_chars).collect::<String>().into()
}
