//! Opens what the user names: files, folders, archives and standard input become named byte streams.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

use crate::problem::Problem;

pub mod text;

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
    place: Place,
}

enum Place {
    File(std::path::PathBuf),
    Memory(Arc<[u8]>),
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
    let _ = paths;
    Inputs::default()
}

impl Entry {
    /// Bytes that are already at hand.
    pub fn memory(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self {
            name: name.into(),
            size: Some(bytes.len() as u64),
            seekable: true,
            place: Place::Memory(bytes),
        }
    }

    /// The first [`PEEK`] bytes, decompressed.
    pub fn peek(&self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open(0)?.take(PEEK as u64).read_to_end(&mut head)?;
        Ok(head)
    }

    /// The decompressed bytes from `offset` on; other offsets than 0 need `seekable`.
    pub fn open(&self, offset: u64) -> io::Result<Box<dyn Read + Send>> {
        match &self.place {
            Place::File(path) => {
                let mut file = std::fs::File::open(path)?;
                file.seek(SeekFrom::Start(offset))?;
                Ok(Box::new(file))
            }
            Place::Memory(bytes) => {
                let mut cursor = io::Cursor::new(Arc::clone(bytes));
                cursor.set_position(offset);
                Ok(Box::new(cursor))
            }
        }
    }
}

/// A stretch of an entry that one reader works through: the records that begin in `range`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub entry: usize,
    /// `None` is the whole entry.
    pub range: Option<Range<u64>>,
}
