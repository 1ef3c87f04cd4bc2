//! What detection may look at.

use std::borrow::Cow;
use std::cell::OnceCell;

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
}

impl<'a> Peek<'a> {
    pub const fn new(name: &'a str, head: &'a [u8], whole: bool) -> Self {
        Self { name, head, whole, text: OnceCell::new(), header: OnceCell::new() }
    }

    /// The head as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| String::from_utf8_lossy(self.head))
    }

    /// The header line, where the head is a table.
    pub fn header(&self) -> Option<&Header> {
        self.header.get_or_init(|| header::of_head(self.head, self.whole)).as_ref()
    }
}
