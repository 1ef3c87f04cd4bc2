//! Compressed streams: recognised by their first bytes, decompressed on the way, refused when they are
//! bombs, with errors that say whether the file is cut off or damaged.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

mod zst;

/// How a stream is packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
}

/// What holds several files, by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Container {
    Zip,
    Tar,
}

/// How many bytes tell a packing and a container.
pub(super) const MAGIC: usize = 512;

/// Up to here everything may grow as it likes.
const BOMB_FROM: u64 = 64 * 1024 * 1024;
/// Text shrinks to a tenth, rarely to a fiftieth.
const BOMB_RATIO: u64 = 200;
/// So many bytes are unpacked at a time: damaged data costs those that came before it in the same step.
pub(super) const STEP: usize = 16 * 1024;

/// The packing of a stream that begins with `head`.
pub(super) fn packing_of(head: &[u8]) -> Packing {
    match head {
        // RFC 1952 §2.3: two bytes of identification, then the method, of which only 8 is defined.
        [0x1f, 0x8b, 8, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
        // RFC 8878 §3.1.2: a skippable frame may come first.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Packing::Zstd,
        _ => Packing::None,
    }
}

/// The container that begins with `head`, as far as [`MAGIC`] bytes tell.
pub(super) fn container_of(head: &[u8]) -> Option<Container> {
    if is_document(head) {
        return None;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08") {
        return Some(Container::Zip);
    }
    (head.get(257..262) == Some(b"ustar")).then_some(Container::Tar)
}

/// Office documents and e-books are zips by their form and one document by their meaning.
pub(super) fn is_document(head: &[u8]) -> bool {
    let first = head.get(30..).unwrap_or_default();
    let names = [&b"[Content_Types].xml"[..], b"mimetype", b"_rels/"];
    head.starts_with(b"PK\x03\x04") && names.iter().any(|name| first.starts_with(name))
}

/// Reads up to [`MAGIC`] bytes.
pub(super) fn magic(stream: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(MAGIC);
    match stream.take(MAGIC as u64).read_to_end(&mut head) {
        Err(error) if head.is_empty() => Err(error),
        _ => Ok(head),
    }
}

/// Decompresses a stored stream.
pub(super) fn unpack<R>(stored: Stored<R>, packing: Packing) -> io::Result<Box<dyn Read + Send>>
where
    R: Read + Send + 'static,
{
    let consumed = stored.consumed();
    unpack_stream(stored, packing, consumed)
}

/// Decompresses a stream that came out of an archive, of which `consumed` counts the stored bytes.
pub(super) fn unpack_nested<R>(mut stream: R, consumed: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>>
where
    R: Read + Send + 'static,
{
    let mut head = Vec::new();
    let rest = match stream.by_ref().take(MAGIC as u64).read_to_end(&mut head) {
        Ok(_) => Ok(stream),
        Err(error) => Err(error),
    };
    let packing = packing_of(&head);
    if container_of(&head).is_some() {
        return Err(nested());
    }
    let whole = Rejoined { head: Cursor::new(head), rest };
    if packing == Packing::None {
        return Ok(Box::new(whole));
    }
    let mut inner = unpack_stream(whole, packing, consumed)?;
    let mut head = Vec::new();
    let rest = match inner.by_ref().take(MAGIC as u64).read_to_end(&mut head) {
        Ok(_) => Ok(inner),
        Err(error) => Err(error),
    };
    if container_of(&head).is_some() || packing_of(&head) != Packing::None {
        return Err(nested());
    }
    Ok(Box::new(Rejoined { head: Cursor::new(head), rest }))
}

fn unpack_stream<R>(stream: R, packing: Packing, consumed: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>>
where
    R: Read + Send + 'static,
{
    let buffered = BufReader::with_capacity(64 * 1024, stream);
    Ok(match packing {
        Packing::None => Box::new(buffered.into_inner()),
        Packing::Gzip => Box::new(Guard::new(Gzip(MultiGzDecoder::new(buffered)), consumed)),
        Packing::Zstd => Box::new(Guard::new(zst::Zstd::new(buffered), consumed)),
    })
}

fn nested() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "an archive inside an archive is not opened: unpack the outer one first",
    )
}

pub(super) fn cut_off() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the compressed file is cut off: what could be read is kept; download or export it again",
    )
}

pub(super) fn damaged(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!(
            "the compressed file is damaged ({what}): what could be read is kept; download or export it again"
        ),
    )
}

/// A stored stream that counts what is taken from it.
pub(super) struct Stored<R> {
    inner: R,
    consumed: Arc<AtomicU64>,
    done: Option<Arc<AtomicU64>>,
}

impl<R> Stored<R> {
    pub fn new(inner: R, done: Option<Arc<AtomicU64>>) -> Self {
        Self { inner, consumed: Arc::default(), done }
    }

    /// The count of this stream alone.
    pub fn consumed(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.consumed)
    }
}

impl<R: Read> Read for Stored<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.consumed.fetch_add(n as u64, Ordering::Relaxed);
        if let Some(done) = &self.done {
            done.fetch_add(n as u64, Ordering::Relaxed);
        }
        Ok(n)
    }
}

/// Ends a stream that grows out of all proportion.
pub(super) struct Guard<R> {
    inner: R,
    consumed: Arc<AtomicU64>,
    produced: u64,
}

impl<R> Guard<R> {
    pub fn new(inner: R, consumed: Arc<AtomicU64>) -> Self {
        Self { inner, consumed, produced: 0 }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.produced += n as u64;
        let allowed = self.consumed.load(Ordering::Relaxed).saturating_mul(BOMB_RATIO);
        if BOMB_FROM < self.produced && allowed < self.produced {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "the compressed file grows to more than {BOMB_RATIO} times its size, as bombs do: unpack it by hand if you trust it"
                ),
            ));
        }
        Ok(n)
    }
}

/// A head that was looked at, then the rest or the error that came after it.
struct Rejoined<R> {
    head: Cursor<Vec<u8>>,
    rest: Result<R, io::Error>,
}

impl<R: Read> Read for Rejoined<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.head.read(buf)?;
        if n > 0 || buf.is_empty() {
            return Ok(n);
        }
        match &mut self.rest {
            Ok(rest) => rest.read(buf),
            Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
        }
    }
}

struct Gzip<R>(MultiGzDecoder<R>);

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let end = buf.len().min(STEP);
        self.0.read(buf.get_mut(..end).unwrap_or_default()).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => cut_off(),
            io::ErrorKind::InvalidInput if error.to_string().contains("checksum") => {
                damaged("its checksum does not fit")
            }
            io::ErrorKind::InvalidInput if error.to_string().contains("header") => {
                damaged("something that is not gzip follows")
            }
            io::ErrorKind::InvalidInput => damaged("not valid gzip data"),
            _ => error,
        })
    }
}

#[cfg(test)]
mod tests;
