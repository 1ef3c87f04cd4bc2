//! The texts that the cells of a workbook share.

use std::io;

use super::{document, local_name};
use crate::input::book::Book;
use crate::source::xml::Event;

const MEMBER: &str = "xl/sharedStrings.xml";
/// More than this is no export; it would have to be held as a whole.
const MAX_BYTES: usize = 256 << 20;
const MAX_TEXTS: usize = 32 << 20;

/// All texts, one behind the other.
#[derive(Default)]
pub struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    pub fn of(book: &Book) -> io::Result<Self> {
        let mut texts = Self::default();
        if book.stored(MEMBER).is_none() {
            return Ok(texts);
        }
        let mut xml = document(book, MEMBER, None)?;
        let (mut is_text, mut n_phonetic) = (false, 0_u32);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(tag) => match local_name(tag.name) {
                    "t" => is_text = n_phonetic == 0,
                    // How the text is spoken, beside it.
                    "rPh" => n_phonetic += 1,
                    _ => {}
                },
                Event::End(name) => match local_name(name) {
                    "t" => is_text = false,
                    "rPh" => n_phonetic = n_phonetic.saturating_sub(1),
                    "si" => texts.end()?,
                    _ => {}
                },
                Event::Text(text) if is_text => texts.push(text)?,
                Event::Text(_) => {}
                Event::Broken { what, .. } => return Err(io::Error::new(io::ErrorKind::InvalidData, what)),
            }
        }
        Ok(texts)
    }

    pub fn get(&self, idx: usize) -> Option<&str> {
        let end = *self.ends.get(idx)? as usize;
        let begin = match idx.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.all.get(begin..end)
    }

    fn push(&mut self, text: &str) -> io::Result<()> {
        if MAX_BYTES < self.all.len() + text.len() {
            return Err(too_large());
        }
        self.all.push_str(text);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if MAX_TEXTS <= self.ends.len() {
            return Err(too_large());
        }
        self.ends.push(u32::try_from(self.all.len()).map_err(|_| too_large())?);
        Ok(())
    }
}

fn too_large() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the texts of the workbook are too large: save it as CSV (UTF-8)",
    )
}
