//! A stream that can be read only once: standard input or a pipe. A look at its head loses nothing.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};

use super::PEEK;
use super::compressed::{self, Packing, Stored};

/// The head that was looked at, and the rest until somebody takes it.
pub(super) struct Once {
    head: Vec<u8>,
    packing: Packing,
    rest: Mutex<Option<Box<dyn Read + Send>>>,
}

impl Once {
    /// Reads the head, so that it is known what the stream is. An error on the way comes back to
    /// whoever reads on.
    pub fn new(mut stream: Box<dyn Read + Send>) -> Self {
        let mut head = Vec::new();
        let rest: Box<dyn Read + Send> = match stream.by_ref().take(PEEK as u64).read_to_end(&mut head) {
            Ok(_) => stream,
            Err(error) => Box::new(Broken(Some(error))),
        };
        Self { packing: compressed::packing_of(&head), head, rest: Mutex::new(Some(rest)) }
    }

    /// The stored bytes at the beginning.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    pub fn packing(&self) -> Packing {
        self.packing
    }

    /// The beginning, decompressed; ends early where the head ends.
    pub fn peek(&self) -> io::Result<Box<dyn Read + Send>> {
        compressed::unpack(Stored::new(Cursor::new(self.head.clone()), None), self.packing)
    }

    pub fn open(&self, done: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>> {
        compressed::unpack(Stored::new(self.stored()?, done), self.packing)
    }

    /// The bytes as they came.
    pub fn stored(&self) -> io::Result<Box<dyn Read + Send>> {
        let rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner).take();
        let rest = rest.ok_or_else(|| {
            io::Error::other("a pipe can be read only once, and it was read already: save it to a file first")
        })?;
        Ok(Box::new(Cursor::new(self.head.clone()).chain(rest)))
    }
}

/// Gives back the error that was met, then ends.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _buf: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
