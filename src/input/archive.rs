//! Zip and tar archives: the list of members, and each member's bytes without a copy on disk.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use tempfile::{NamedTempFile, TempPath};
use zip::CompressionMethod;
use zip::result::ZipError;

use super::compressed::{
    Container, Guard, STEP, Stored, cut_off, damaged, is_document, magic, unpack_nested,
};
use crate::problem::Problem;

mod tar;

/// More members than any export has; their names alone would fill the memory.
const MAX_MEMBERS: usize = 1_000_000;

/// An archive that can be opened any number of times at once.
pub(super) struct Archive {
    place: Place,
    container: Container,
}

enum Place {
    Path(PathBuf),
    /// Spooled from standard input or unpacked; deleted with the last entry.
    Spooled(TempPath),
}

/// Where a member lies in its archive.
#[derive(Clone, Copy, Debug)]
pub(super) enum Member {
    Zip { header: u64, stored: u64, size: u64, crc: u32, deflated: bool },
    Tar { start: u64, size: u64 },
}

/// The members of an archive in its own order, by name within it.
#[derive(Default)]
pub(super) struct Listing {
    pub members: Vec<(String, Member)>,
    /// Name within the archive, empty for the archive itself.
    pub problems: Vec<(String, Problem)>,
}

impl Member {
    /// Bytes as stored.
    pub const fn stored(self) -> u64 {
        match self {
            Self::Zip { stored, .. } => stored,
            Self::Tar { size, .. } => size,
        }
    }
}

impl Archive {
    pub const fn new(path: PathBuf, container: Container) -> Self {
        Self { place: Place::Path(path), container }
    }

    /// Copies a stream to a temporary file; what came before an error is kept and the error told.
    pub fn spool(stream: &mut dyn Read, container: Container) -> io::Result<(Self, Option<io::Error>)> {
        let mut file = NamedTempFile::new()?;
        let error = copy(stream, file.as_file_mut())?;
        // Not kept open: an archive may hold more workbooks than a process may hold files.
        Ok((Self { place: Place::Spooled(file.into_temp_path()), container }, error))
    }

    fn path(&self) -> &Path {
        match &self.place {
            Place::Path(path) => path,
            Place::Spooled(path) => path,
        }
    }

    /// The archive as it is.
    pub fn bytes(&self) -> io::Result<File> {
        File::open(self.path())
    }

    /// By its form of an office or an e-book.
    pub fn is_document(&self) -> bool {
        let head = self.bytes().and_then(|mut file| magic(&mut file));
        head.is_ok_and(|head| is_document(&head))
    }

    /// What is in it.
    pub fn list(&self) -> Listing {
        match self.container {
            Container::Zip => self.list_zip(),
            Container::Tar => tar::list(self.path()),
        }
    }

    fn list_zip(&self) -> Listing {
        let mut listing = Listing::default();
        let opened = File::open(self.path()).map_err(ZipError::Io);
        let archive = match opened.and_then(|file| zip::ZipArchive::new(BufReader::new(file))) {
            Ok(archive) => archive,
            Err(error) => {
                listing.problems.push((String::new(), unreadable(&error)));
                return listing;
            }
        };
        if MAX_MEMBERS < archive.len() {
            let text = format!(
                "the archive has {} members, more than {MAX_MEMBERS}: unpack it and name the folder",
                archive.len()
            );
            listing.problems.push((String::new(), Problem::file("too-many-members", text)));
            return listing;
        }
        if archive.has_duplicate_names() {
            let text = "the archive holds several members of the same name, of which one is read: unpack it and look";
            listing.problems.push((String::new(), Problem::file("duplicate-member", text)));
        }
        for member_idx in 0..archive.len() {
            match archive.by_index_data(member_idx) {
                Ok(member) if member.is_dir() || member.is_symlink() => {}
                Ok(member) => {
                    let name = member.name().map_or_else(
                        |_| String::from_utf8_lossy(member.name_raw()).into_owned(),
                        |name| name.into_owned(),
                    );
                    let name = name.replace('\\', "/").trim_start_matches('/').to_owned();
                    let method = member.compression();
                    if member.encrypted() {
                        let text = "the member is encrypted: unpack the archive with its password and name the folder";
                        listing.problems.push((name, Problem::file("encrypted", text)));
                    } else if method != CompressionMethod::Stored && method != CompressionMethod::Deflated {
                        let text = format!(
                            "the member is compressed with {method}, which is not read here: unpack the archive and name the folder"
                        );
                        listing.problems.push((name, Problem::file("unsupported-compression", text)));
                    } else {
                        let member = Member::Zip {
                            header: member.header_start(),
                            stored: member.compressed_size(),
                            size: member.size(),
                            crc: member.crc32(),
                            deflated: method == CompressionMethod::Deflated,
                        };
                        listing.members.push((name, member));
                    }
                }
                Err(error) => listing.problems.push((String::new(), unreadable(&error))),
            }
        }
        listing
    }

    /// A member's bytes; a gzip or zstd member is decompressed as well.
    pub fn open(&self, member: Member, done: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>> {
        let mut file = File::open(self.path())?;
        let (start, check) = match member {
            Member::Zip { header, size, crc, .. } => (data_start(&mut file, header)?, (size, Some(crc))),
            Member::Tar { start, size } => (start, (size, None)),
        };
        file.seek(SeekFrom::Start(start))?;
        let stored = Stored::new(file.take(member.stored()), done);
        let consumed = stored.consumed();
        let check = |inner| Checked { inner, crc: Crc::new(), left: check.0, wanted: check.1 };
        if matches!(member, Member::Zip { deflated: true, .. }) {
            let inner = DeflateDecoder::new(BufReader::with_capacity(64 * 1024, stored));
            let inner = Guard::new(check(Box::new(inner) as Box<dyn Read + Send>), Arc::clone(&consumed));
            return unpack_nested(inner, consumed);
        }
        unpack_nested(check(Box::new(stored) as Box<dyn Read + Send>), consumed)
    }
}

/// Copies what can be read; an error of the reader is an answer, one of the file is not.
fn copy(stream: &mut dyn Read, file: &mut File) -> io::Result<Option<io::Error>> {
    let mut buf = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut buf) {
            Ok(0) => return Ok(None),
            Ok(n) => file.write_all(buf.get(..n).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Ok(Some(error)),
        }
    }
}

/// The local header repeats name and extra fields, whose lengths may differ from the directory's
/// (APPNOTE 4.3.7).
fn data_start(file: &mut File, header: u64) -> io::Result<u64> {
    let mut fixed = [0; 30];
    file.seek(SeekFrom::Start(header))?;
    file.read_exact(&mut fixed).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => cut_off(),
        _ => error,
    })?;
    if !fixed.starts_with(b"PK\x03\x04") {
        return Err(damaged("a member is not where the list of members says"));
    }
    let [.., name_low, name_high, extra_low, extra_high] = fixed;
    let name = u64::from(u16::from_le_bytes([name_low, name_high]));
    let extra = u64::from(u16::from_le_bytes([extra_low, extra_high]));
    Ok(header.saturating_add(30 + name + extra))
}

fn unreadable(error: &ZipError) -> Problem {
    match error {
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Problem::file("cannot-open", format!("the archive cannot be read: {error}"))
        }
        ZipError::UnsupportedArchive(what) => Problem::file(
            "unsupported-archive",
            format!("the archive is of a kind that is not read here ({what}): unpack it and name the folder"),
        ),
        _ => Problem::file(
            "damaged-archive",
            "the archive is cut off or damaged, its list of members cannot be read: download it again",
        ),
    }
}

/// Compares length, and checksum where there is one, with the archive's list of members.
struct Checked<R> {
    inner: R,
    crc: Crc,
    left: u64,
    wanted: Option<u32>,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        // All that the list promises, and then one byte to see whether there is more.
        let left = usize::try_from(self.left).unwrap_or(usize::MAX).max(1);
        let end = buf.len().min(left).min(STEP);
        let n =
            self.inner.read(buf.get_mut(..end).unwrap_or_default()).map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => cut_off(),
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                    damaged("a member is not valid data")
                }
                _ => error,
            })?;
        if n == 0 {
            return match (self.left, self.wanted.is_none_or(|wanted| self.crc.sum() == wanted)) {
                (0, true) => Ok(0),
                (0, false) => Err(damaged("a member's checksum does not fit")),
                _ => Err(cut_off()),
            };
        }
        let bytes = buf.get(..n).unwrap_or_default();
        if self.wanted.is_some() {
            self.crc.update(bytes);
        }
        self.left = self
            .left
            .checked_sub(n as u64)
            .ok_or_else(|| damaged("a member is longer than the list of members says"))?;
        Ok(n)
    }
}

#[cfg(test)]
mod tests;
