//! What detection may look at.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::eml;
use super::json;
use super::table::header::{self, Header};

/// A file's name and beginning; what several sources make of it is made once.
pub struct Peek<'a> {
    /// Path as the user knows it.
    pub name: &'a str,
    /// The first bytes, decompressed, as UTF-8 when they begin with a byte order mark.
    pub head: &'a [u8],
    /// The head is the whole stream.
    pub whole: bool,
    text: OnceCell<Cow<'a, str>>,
    header: OnceCell<Option<Header>>,
    has_json: OnceCell<bool>,
    n_mail_fields: OnceCell<usize>,
}

impl<'a> Peek<'a> {
    pub fn new(name: &'a str, head: &'a [u8], whole: bool) -> Self {
        Self {
            name,
            head,
            whole,
            text: OnceCell::new(),
            header: OnceCell::new(),
            has_json: OnceCell::new(),
            n_mail_fields: OnceCell::new(),
        }
    }

    /// The name without its folders.
    pub fn file_name(&self) -> &'a str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// The head as text; what is not Unicode is replaced.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| header::head_text(self.head))
    }

    /// The header line, where the head is a table.
    pub fn header(&self) -> Option<&Header> {
        self.header.get_or_init(|| header::of_text(self.text(), self.whole)).as_ref()
    }

    /// Which of the places occur in the head, see [`json::finds`].
    pub fn finds(&self, places: &[&str]) -> Vec<bool> {
        match self.has_json() {
            true => json::finds(self.head, places),
            false => vec![false; places.len()],
        }
    }

    /// Does the head or a line in it begin like a JSON document?
    pub fn has_json(&self) -> bool {
        *self.has_json.get_or_init(|| json::has_document(self.head))
    }

    /// How many known fields of a mail the head begins with.
    pub fn n_mail_fields(&self) -> usize {
        *self.n_mail_fields.get_or_init(|| eml::n_known_fields(self.head))
    }

    /// Does the head begin with the header of a mail?
    pub fn has_mail(&self) -> bool {
        eml::MIN_FIELDS <= self.n_mail_fields()
    }
}
