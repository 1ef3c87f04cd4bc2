//! The early end of a damaged stream: who reads it sees an end, and the error is kept to be told.

use std::io::{self, Read};
use std::sync::{Arc, OnceLock};

use crate::problem::Problem;

/// The error that ended a stream early, if one did.
#[derive(Clone, Default)]
pub struct Damage(Arc<OnceLock<io::Error>>);

impl Damage {
    /// The stream up to its first error, as if it ended there: whoever was handed an error would lose all that it holds in
    /// its buffers and has not looked at yet.
    pub fn end(&self, inner: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        Box::new(Ending { inner, damage: self.clone(), ended: false })
    }

    /// What to tell of a stream that was read with this answer.
    pub fn problem(&self, read: &io::Result<()>) -> Option<Problem> {
        let error = read.as_ref().err().or_else(|| self.0.get())?;
        Some(Problem::file("cut-off", format!("reading ended early: {error}; what came before is used")))
    }
}

struct Ending {
    inner: Box<dyn Read + Send>,
    damage: Damage,
    ended: bool,
}

impl Read for Ending {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        match self.inner.read(buf) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.ended = true;
                // A stream that is read twice breaks off twice, and the first error tells enough.
                let _ = self.damage.0.set(error);
                Ok(0)
            }
            read => read,
        }
    }
}
