//! Opens what the user names: files, folders, archives and standard input become named byte streams.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::problem::Problem;

mod archive;
pub mod book;
mod compressed;
pub mod damage;
mod find;
pub mod glob;
mod once;
#[cfg(test)]
mod testing;
pub mod text;

use archive::{Archive, Member};
use book::Book;
use compressed::{Packing, Stored};
use once::Once;

/// How much of a stream detection may look at.
pub const PEEK: usize = 64 * 1024;

/// One thing to read: a file, a member of an archive or standard input.
pub struct Entry {
    /// Path as the user knows it, with `/`; a member is `archive.zip/member`, standard input is `-`.
    pub name: String,
    /// Bytes as stored, where known: the measure of progress and of splitting.
    pub size: Option<u64>,
    /// The bytes can be read from any offset: a plain file.
    pub seekable: bool,
    /// A picture, sound, film or document by its ending, found beside other files: counted, never opened.
    /// A file that the user names is never marked.
    pub media: bool,
    place: Place,
}

enum Place {
    File(PathBuf, Packing),
    Member(Arc<Archive>, Member),
    Once(Once),
    Memory(Arc<[u8]>),
    Book(Arc<Book>),
    /// Of an office or an e-book, from a pipe.
    Document(Archive),
    Made(Arc<dyn Made>),
}

/// Bytes that are made of others on the way.
pub trait Made: Send + Sync {
    /// From the beginning; `done` grows by the stored bytes that were consumed.
    fn open(&self, done: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>>;
}

/// What was found under the arguments.
#[derive(Default)]
pub struct Inputs {
    /// Sorted by name, so that the order of the arguments does not matter; a path named twice is there once.
    pub entries: Vec<Entry>,
    /// What could not be opened, with the name that the user gave.
    pub problems: Vec<(String, Problem)>,
}

/// Finds everything under `paths`; `-` is standard input. Never fails as a whole.
pub fn find(paths: &[String]) -> Inputs {
    find::find(paths, &mut || Box::new(io::stdin()))
}

/// Reads at most `max` bytes of a stream that holds about `size`. There is room for all of them at once: in
/// growing steps they would be many small reads.
pub fn read_beginning(
    stream: impl Read,
    max: usize,
    size: Option<u64>,
    bytes: &mut Vec<u8>,
) -> io::Result<usize> {
    bytes.reserve(size.and_then(|size| usize::try_from(size).ok()).unwrap_or(max).min(max));
    stream.take(max as u64).read_to_end(bytes)
}

impl Entry {
    /// Bytes that are already at hand.
    pub fn memory(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self {
            name: name.into(),
            size: Some(bytes.len() as u64),
            seekable: true,
            media: false,
            place: Place::Memory(bytes),
        }
    }

    /// What is made of an entry of so many stored bytes.
    pub fn made(name: String, size: Option<u64>, made: Arc<dyn Made>) -> Self {
        Self { name, size, seekable: false, media: false, place: Place::Made(made) }
    }

    fn book_of(name: String, size: Option<u64>, book: Book) -> Self {
        Self { name, size, seekable: false, media: false, place: Place::Book(Arc::new(book)) }
    }

    /// The workbook that the entry is.
    pub const fn book(&self) -> Option<&Arc<Book>> {
        match &self.place {
            Place::Book(book) => Some(book),
            _ => None,
        }
    }

    /// Do the bytes lie where they can be read again? What is made of others may come from a pipe.
    pub const fn opens_again(&self) -> bool {
        !matches!(self.place, Place::Once(_) | Place::Made(_))
    }

    /// The first [`PEEK`] bytes, decompressed. Damage behind the first byte is left to [`Entry::open`].
    pub fn peek(&self) -> io::Result<Vec<u8>> {
        let stream = match &self.place {
            Place::Once(once) => once.peek()?,
            _ => self.open(0)?,
        };
        let mut head = Vec::new();
        match read_beginning(stream, PEEK, self.size, &mut head) {
            Err(error) if head.is_empty() => Err(error),
            _ => Ok(head),
        }
    }

    /// The decompressed bytes from `offset` on; other offsets than 0 need `seekable`.
    ///
    /// A damaged or cut off archive yields the bytes that can be had, then an error. Standard input can be
    /// opened once.
    pub fn open(&self, offset: u64) -> io::Result<Box<dyn Read + Send>> {
        self.open_stored(offset, None)
    }

    /// Like [`Entry::open`]; `done` grows by the stored bytes that were consumed.
    pub fn open_counted(&self, offset: u64, done: &Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
        self.open_stored(offset, Some(Arc::clone(done)))
    }

    fn open_stored(&self, offset: u64, done: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>> {
        if offset > 0 && !self.seekable {
            let text = "only a plain file can be read from the middle";
            return Err(io::Error::new(io::ErrorKind::Unsupported, text));
        }
        match &self.place {
            Place::File(path, Packing::None) => {
                let mut file = File::open(path)?;
                if offset > 0 {
                    file.seek(SeekFrom::Start(offset))?;
                }
                Ok(match done {
                    Some(_) => Box::new(Stored::new(file, done)),
                    None => Box::new(file),
                })
            }
            Place::File(path, packing) => compressed::unpack(Stored::new(File::open(path)?, done), *packing),
            Place::Member(archive, member) => archive.open(*member, done),
            Place::Once(once) => once.open(done),
            Place::Book(book) => book.bytes(),
            Place::Document(document) => Ok(Box::new(document.bytes()?)),
            Place::Made(made) => made.open(done),
            Place::Memory(bytes) => {
                let mut cursor = io::Cursor::new(Arc::clone(bytes));
                cursor.set_position(offset);
                Ok(Box::new(cursor))
            }
        }
    }
}

#[cfg(test)]
mod tests;
