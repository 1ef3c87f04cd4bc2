//! The folder of `--history`: one small file about the reviews of all runs so far, replaced as a whole.

use std::fs::File;
use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use serde::{Deserialize, Serialize};

use crate::conversation::history::{History, Key, Known};

const FILE: &str = "reviews.ndjson";
/// Whoever holds its lock reads and writes the other one.
const LOCK: &str = ".lock";
const SCHEMA: &str = "hearback-history/1";
/// A longer line is none of ours.
const MAX_LINE: u64 = 64 << 10;

/// The first line; the number of lines behind it shows a file that was cut off.
#[derive(Serialize, Deserialize)]
struct Head {
    schema: String,
    reviews: u64,
}

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    key: Key,
    review: Known,
}

/// The folder while one run reads and writes it; another one waits until it is dropped.
pub struct Folder {
    path: String,
    _lock: Option<File>,
}

impl Folder {
    /// Opens a folder, which is made where there is none.
    pub fn open(path: &str) -> anyhow::Result<Self> {
        let open = || {
            std::fs::create_dir_all(path)?;
            File::options().create(true).append(true).open(Path::new(path).join(LOCK))
        };
        let file = open().with_context(|| format!("--history: cannot write to {path}"))?;
        // Where the file system knows no locks, the last run to finish counts.
        let lock = file.lock().is_ok().then_some(file);
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// What earlier runs left.
    pub fn load(&self) -> anyhow::Result<History> {
        load(&self.path)
    }

    /// Replaces it.
    pub fn save(&self, history: &History) -> anyhow::Result<()> {
        save(&self.path, history)
    }
}

fn load(folder: &str) -> anyhow::Result<History> {
    let path = path(folder);
    let name = path.display().to_string();
    let file = match std::fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(History::default()),
        Err(error) => return Err(error).with_context(|| format!("--history: cannot read {name}")),
    };
    parse(io::BufReader::new(file)).map_err(|why| {
        anyhow!("--history: {name} {why}; restore it from a backup, or begin anew with an empty folder")
    })
}

fn parse(mut file: impl io::BufRead) -> anyhow::Result<History> {
    let mut line = String::new();
    let mut next = |line: &mut String| -> anyhow::Result<bool> {
        line.clear();
        let n = io::Read::take(&mut file, MAX_LINE).read_line(line).context("is damaged")?;
        Ok(n != 0)
    };
    next(&mut line)?;
    let head: Head = serde_json::from_str(&line).map_err(|_| anyhow!("is no history of this program"))?;
    if head.schema != SCHEMA {
        bail!("is of the version {:?}, expected {SCHEMA}", head.schema);
    }
    let mut history = History::default();
    while next(&mut line)? {
        let Line { key, review } = serde_json::from_str(&line)
            .map_err(|error| anyhow!("is damaged behind {} reviews ({error})", history.reviews.len()))?;
        history.reviews.insert(key, review);
    }
    if history.reviews.len() as u64 != head.reviews {
        bail!("holds {} of {} reviews", history.reviews.len(), head.reviews);
    }
    Ok(history)
}

/// Writes the file beside the old one and puts it in its place, so that a crash leaves one or the other.
fn save(folder: &str, history: &History) -> anyhow::Result<()> {
    let path = path(folder);
    let write = || -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".hearback-").tempfile_in(folder)?;
        let mut out = io::BufWriter::new(file.as_file_mut());
        let head = Head { schema: SCHEMA.to_owned(), reviews: history.reviews.len() as u64 };
        serde_json::to_writer(&mut out, &head)?;
        for (key, review) in &history.reviews {
            out.write_all(b"\n")?;
            serde_json::to_writer(&mut out, &Line { key: key.clone(), review: review.clone() })?;
        }
        out.write_all(b"\n")?;
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        file.persist(&path)?;
        Ok(())
    };
    write().with_context(|| format!("--history: cannot write {}", path.display()))
}

fn path(folder: &str) -> PathBuf {
    Path::new(folder).join(FILE)
}

#[cfg(test)]
mod tests;
